"""How people name an act and its article: `Law 15/2017 art. 15` in the words of each language.

Acts are kept by the short English names of their citations; what has no such name (a practice of
the Ministry) is said as it is, set apart so that an Arabic line keeps its order.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator

from maawin_core.words.catalogue import LANGUAGES

#: Makes a line run from right to left.
RIGHT_TO_LEFT = "\u200f"
_APART, _TOGETHER = "\u2066", "\u2069"

_ACT = re.compile(r"(Law|Decision) (\d+)/(\d{4})")
_ARABIC_COMMAS = {", ": "، ", "; ": "؛ "}
_PLAIN_NUMBER = re.compile(r"[0-9.,]*")
_ARABIC_LETTER = re.compile(r"[\u0620-\u064a]")


def apart(text: str, language: str) -> str:
    """What runs from left to right, kept so on a line that runs the other way."""
    return f"{_APART}{text}{_TOGETHER}" if language == "ar" else text


def apart_if_latin(text: str, language: str) -> str:
    """The same, unless it holds Arabic or is one plain number, which keeps its order."""
    stays = _PLAIN_NUMBER.fullmatch(text) or _ARABIC_LETTER.search(text)
    return text if stays else apart(text, language)


def listed(parts: Iterable[str], comma: str, language: str) -> str:
    """Parts with the comma of a language between them."""
    return (_ARABIC_COMMAS[comma] if language == "ar" else comma).join(parts)


def article_said(written: str, language: str) -> str:
    """An act and its article as this language says them."""
    act, _, article = written.partition(" art. ")
    if not article or not article[0].isdigit():
        return act_said(act, language)
    words = LANGUAGES[language]["statute.article"]
    return words.format(act=act_said(act, language), article=article)


def acts_said(articles: Iterable[str], language: str) -> Iterator[str]:
    """Articles, act by act."""
    acts: dict[str, list[str]] = {}
    for each in articles:
        act, _, article = each.partition(" art. ")
        acts.setdefault(act, []).extend([article] if article else [])
    for act, found in acts.items():
        if len(found) < 2:
            yield article_said(" art. ".join([act, *found]), language)
        else:
            words = LANGUAGES[language]["statute.articles"]
            said = listed(found, ", ", language)
            yield words.format(act=act_said(act, language), articles=said)


def act_said(act: str, language: str) -> str:
    """An act by its kind, number and year."""
    found = _ACT.fullmatch(act)
    if found is None:
        return apart(act, language)
    words = LANGUAGES[language][f"statute.{found[1].lower()}"]
    return words.format(number=found[2], year=found[3])
