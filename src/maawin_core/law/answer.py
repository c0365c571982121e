"""A reckoning as the JSON answer that the command line, HTTP and case files all give."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterator, Mapping, Sequence
from datetime import date, datetime
from fractions import Fraction
from functools import lru_cache
from typing import Any

from maawin_core.kernel.money import Money
from maawin_core.words.ar.law import SENTENCES as ARABIC
from maawin_core.words.catalogue import word
from maawin_core.words.en.law import SENTENCES as ENGLISH

from .operations import Value
from .statutes import RIGHT_TO_LEFT, apart, apart_if_latin, article_said, listed
from .worksheet import MONEY, Cited, FigureValue, Line, Reckoning

LANGUAGES: Mapping[str, Mapping[str, str]] = {"en": ENGLISH, "ar": ARABIC}

#: Room for a value on a sheet; a longer one takes more.
_VALUE_PLACES = 12

_WORDS_WITHOUT_ANSWER = "law_error.unreadable"


def said(code: str, **facts: object) -> dict[str, str]:
    """The sentence of a code in each language."""
    return {
        language: words[code].format(**facts) if code in words else code
        for language, words in LANGUAGES.items()
    }


@lru_cache(maxsize=4096)
def label_of(code: str) -> dict[str, str]:
    """What a line is called: repeated lines and lines of a part share the words of their kind."""
    for shorter in _shorter(code):
        if f"line.{shorter}" in ENGLISH:
            return said(f"line.{shorter}")
    return said(f"line.{code}")


def _shorter(code: str) -> Iterator[str]:
    yield code
    parts = code.split(".")
    while len(parts) > 1:
        parts = parts[1:] if parts[0] in ("end_of_service", "leave") else parts[:-1]
        yield ".".join(parts)


def value_written(value: Value, unit: str) -> str | int:
    """A line's value: money with two decimals where it is exact, else a mixed number.

    >>> value_written(Fraction(12025, 7), "money"), value_written(Fraction(3), "count")
    ('1717 6/7', 3)
    """
    if isinstance(value, datetime):
        return value.isoformat(timespec="minutes")
    if isinstance(value, date):
        return value.isoformat()
    if isinstance(value, str):
        return value
    num, den = value.numerator, value.denominator
    if unit == MONEY and 100 % den == 0:
        return Money.of_minor(num * 100 // den).plain
    return num if unit != MONEY and den == 1 else mixed(value)


def mixed(value: Fraction) -> str:
    """An exact number as people write it: "3 20/73"."""
    whole, rest = divmod(abs(value.numerator), value.denominator)
    sign = "-" if value < 0 else ""
    if not rest:
        return f"{sign}{whole}"
    part = f"{rest}/{value.denominator}"
    return f"{sign}{whole} {part}" if whole else f"{sign}{part}"


def figures_written(figures: Mapping[str, FigureValue]) -> dict[str, Any]:
    """Figures as JSON: counts are numbers, money and dates are text."""
    return {name: _figure_written(value) for name, value in figures.items()}


def _figure_written(value: FigureValue) -> Any:
    match value:
        case Money():
            return value.plain
        case datetime():
            return value.isoformat(timespec="minutes")
        case date():
            return value.isoformat()
        case _:
            return value


def line_recorded(line: Line) -> dict[str, Any]:
    """One line of the sheet without words: what a record keeps of it."""
    return {
        "code": line.code,
        "value": value_written(line.value, line.unit),
        "sources": [_source_written(each) for each in line.sources],
    }


def _labelled(recorded: Mapping[str, Any], line: Line) -> dict[str, Any]:
    """The same with its words, and how it came about."""
    written: dict[str, Any] = {
        "code": line.code,
        "label": label_of(line.code),
        "value": recorded["value"],
        "sources": recorded["sources"],
    }
    if line.how is not None:
        written["how"] = {"op": line.how.op, "of": list(line.how.of)}
    return written


@lru_cache(maxsize=1024)
def _source_written(cited: Cited) -> dict[str, str]:
    source = cited.source
    written = {"act": source.act, "article": source.article, "grade": source.grade}
    if source.reading:
        written["reading"] = source.reading
    written["in_force"] = cited.in_force.isoformat()
    if source.authority != "law":
        written["authority"] = source.authority
    if source.url:
        written["url"] = source.url
    return written


def answer(
    reckoning: Reckoning,
    record: str,
    ref: str | None = None,
    alternatives: Mapping[str, Mapping[str, str | None]] | None = None,
    recorded: Sequence[Mapping[str, Any]] | None = None,
) -> dict[str, Any]:
    """The JSON answer of one reckoning; *recorded* are its lines as its record has them."""
    lines = reckoning.lines
    recorded = recorded or [line_recorded(line) for line in lines]
    written: dict[str, Any] = {"rule": reckoning.rule}
    if ref is not None:
        written["ref"] = ref
    written |= {
        "status": reckoning.status,
        "amount": reckoning.amount.plain if reckoning.amount is not None else None,
        "currency": "QAR",
        "flags": list(reckoning.flags),
        "figures": figures_written(reckoning.figures),
        "lines": [_labelled(*each) for each in zip(recorded, lines, strict=True)],
        "readings": dict(reckoning.readings),
    }
    if alternatives is not None:
        written["alternatives"] = {id: dict(rivals) for id, rivals in alternatives.items()}
    written["in_force"] = reckoning.in_force.isoformat() if reckoning.in_force else None
    written["record"] = record
    return written


def error(code: str, field: str = "", ref: str | None = None, **facts: object) -> dict[str, Any]:
    """The JSON form of facts that cannot be answered."""
    known = {"found": "", "needed": "", "figure": "", "day": "", **facts, "field": field}
    sentence = f"law_error.{code}"
    if not field and f"{sentence}.whole" in ENGLISH:
        sentence = f"{sentence}.whole"
    written: dict[str, Any] = {} if ref is None else {"ref": ref}
    written["error"] = {
        "code": code,
        "field": field,
        "message": said(sentence if sentence in ENGLISH else _WORDS_WITHOUT_ANSWER, **known),
    }
    return written


def text_of(found: Mapping[str, Any], language: str = "en") -> str:
    """An answer, or an error, as people read it: the sheet line by line, then what came of it."""
    mark = RIGHT_TO_LEFT if language == "ar" else ""
    return "\n".join(f"{mark}{line}" if line else "" for line in _shown(found, language))


def printed(reckoning: Reckoning, language: str = "en") -> str:
    """A reckoning as people read it."""
    return text_of(answer(reckoning, ""), language)


def width(text: str) -> int:
    """How many places a text takes: marks above and below letters take none."""
    return sum(1 for each in text if unicodedata.category(each) not in ("Mn", "Cf"))


def filled_up(text: str, places: int) -> str:
    """A text with as many spaces after it as make up these places."""
    return text + " " * (places - width(text))


def _shown(found: Mapping[str, Any], language: str) -> Iterator[str]:
    words = LANGUAGES[language]
    if "error" in found:
        yield f"! {found['error']['message'][language]}"
        return
    lines = found["lines"]
    wide = max((width(line["label"][language]) for line in lines), default=0)
    for line in lines:
        label = filled_up(line["label"][language], wide)
        value = str(line["value"])
        room = " " * (_VALUE_PLACES - len(value))
        sources = _sources_shown(line["sources"], language)
        yield f"{label}  {room}{apart_if_latin(value, language)}  {sources}".rstrip()
    yield ""
    amount = "" if found["amount"] is None else f": {_amount(found['amount'], language)}"
    rule, status = words[f"rule.{found['rule']}"], words[f"status.{found['status']}"]
    yield f"{rule} – {status}{amount}"
    for name, value in found["figures"].items():
        yield f"  {words[f'figure.{name}']}: {_figure_shown(value, language)}"
    yield from (f"! {words[f'flag.{flag}']}" for flag in found["flags"])
    yield from _rivals_shown(found, language)


def _amount(plain: str, language: str) -> str:
    return LANGUAGES[language]["sheet.amount"].format(amount=plain)


def _figure_shown(value: Any, language: str) -> str:
    if isinstance(value, bool) or value is None:
        return word("fact", {True: "true", False: "false", None: "none"}[value], language)
    return apart_if_latin(word("fact", str(value), language), language)


def _rivals_shown(found: Mapping[str, Any], language: str) -> Iterator[str]:
    words = LANGUAGES[language]
    for id, rivals in found.get("alternatives", {}).items():
        for choice, amount in rivals.items():
            # A rival with the same sum, or with none either, is one by its status.
            same = amount == found["amount"]
            number = "sheet.other_status" if same else "sheet.no_amount" if amount is None else ""
            yield words["sheet.rival"].format(
                reading=f"{apart(id, language)} {words[f'reading.{id}']}",
                choice=words[f"reading.{id}.{choice}"],
                answer=words[number] if number else _amount(amount, language),
            )


def _sources_shown(sources: Sequence[Mapping[str, str]], language: str) -> str:
    words = LANGUAGES[language]
    parts = []
    for each in sources:
        mark = [apart(each["grade"], language)]
        if "reading" in each:
            mark.append(f"{words['sheet.reading']} {apart(each['reading'], language)}")
        where = f"{each['act']}, {words['sheet.article']} {each['article']}"
        if language == "ar":
            where = article_said(f"{each['act']} art. {each['article']}", language)
        parts.append(f"{where} [{listed(mark, ', ', language)}]")
    return listed(parts, "; ", language)
