"""Finding the sentence for a code, and putting facts into it."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import date, datetime
from enum import Enum
from typing import Any

from ..kernel.calendar import DOHA
from . import ar, en

LANGUAGES: dict[str, Mapping[str, str]] = {"ar": ar.SENTENCES, "en": en.SENTENCES}
DEFAULT = "ar"

_SEPARATOR = {"ar": "، ", "en": ", "}


def sentence(code: str, language: str, facts: Mapping[str, Any]) -> str:
    """The sentence for *code* in this language (Arabic if we do not have it), facts filled in.

    A fact that has a word of its own (a status, a role, a thing, an act) appears by that word. A code
    without a sentence appears as itself: a gap must show, and must not hide the answer.
    """
    known = LANGUAGES.get(language, LANGUAGES[DEFAULT])
    pattern = known.get(code)
    if pattern is None:
        return code
    filled = {name: _shown(value, language, known) for name, value in facts.items()}
    if "act" in facts:
        filled["act"] = known.get(f"act.{facts['act']}", filled["act"])
    return pattern.format_map(_Gaps(filled))


def refusal_sentence(code: str, language: str, facts: Mapping[str, Any]) -> str:
    """The sentence of a refusal, or of an error of the law's facts: the two share no code."""
    known = LANGUAGES.get(language, LANGUAGES[DEFAULT])
    area = "refusal" if f"refusal.{code}" in known else "law_error"
    return sentence(f"{area}.{code}", language, facts)


def word(area: str, code: str, language: str) -> str:
    """The word for a value: `word("status", "paid", "ar")`."""
    known = LANGUAGES.get(language, LANGUAGES[DEFAULT])
    return known.get(f"{area}.{code}", known.get(f"word.{code}", code))


class _Gaps(dict[str, str]):
    def __missing__(self, name: str) -> str:
        return "?"


def _shown(value: object, language: str, known: Mapping[str, str]) -> str:
    match value:
        case Enum():
            return _called(str(value.value), known)
        case datetime() | date():
            return _instant(value) if isinstance(value, datetime) else value.isoformat()
        case str():
            return _called(value, known)
        case tuple() | frozenset() | list():
            return _joined(value, language, known)
        case _:
            return str(value)


def _called(value: str, known: Mapping[str, str]) -> str:
    areas = ("word", "entry", "act")
    return next((known[name] for a in areas if (name := f"{a}.{value}") in known), value)


def _instant(value: datetime) -> str:
    # People read the clock of Doha, and no one reads microseconds.
    return f"{value.astimezone(DOHA) if value.tzinfo else value:%Y-%m-%d %H:%M}"


def _joined(values: Iterable[object], language: str, known: Mapping[str, str]) -> str:
    separator = _SEPARATOR.get(language, ", ")
    return separator.join(sorted(_shown(value, language, known) for value in values))
