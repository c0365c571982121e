"""The kinds of single facts: how each is written in JSON, what it refuses, and its JSON Schema."""

from __future__ import annotations

import re
from datetime import date, datetime
from fractions import Fraction
from typing import Any, ClassVar, Protocol

from attrs import frozen

from maawin_core.kernel.countries import ALPHA_3
from maawin_core.kernel.errors import RuleBroken
from maawin_core.kernel.money import Money

MONEY_PATTERN = r"^[0-9]{1,12}(\.[0-9]{1,2})?$"
HOURS_PATTERN = r"^[0-9]{1,4}(\.[0-9]{1,2})?$"
_DAY = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}", re.ASCII)
_MONTH = re.compile(r"[0-9]{4}-[0-9]{2}", re.ASCII)
_MOMENT = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}T[0-9]{2}:[0-9]{2}", re.ASCII)
_MONEY = re.compile(r"[0-9]{1,12}(?:\.[0-9]{1,2})?", re.ASCII)
_HOURS = re.compile(r"[0-9]{1,4}(?:\.[0-9]{1,2})?", re.ASCII)

#: Days outside are a slip of the pen, and would leave the calendar.
FIRST_YEAR, LAST_YEAR = 1900, 2199
LARGEST_COUNT = 99_999


class BadFacts(RuleBroken):
    """Facts that a rule cannot take: *field* is at fault, by its path in JSON."""

    @property
    def field(self) -> str:
        """The field at fault."""
        return str(self.facts.get("field", ""))


class Kind(Protocol):
    """A kind of single fact."""

    def read(self, found: object, at: str) -> Any: ...

    def write(self, value: Any) -> str | int: ...

    def schema(self) -> dict[str, Any]: ...


def _text(found: object, at: str, code: str = "not_text") -> str:
    if not isinstance(found, str):
        raise BadFacts(code, field=at, found=str(found)[:20])
    if any("\ud800" <= each <= "\udfff" for each in found):
        raise BadFacts("text_unreadable", field=at)
    return found


def _day(found: str, at: str, written: str) -> date:
    try:
        day = date.fromisoformat(written)
    except ValueError:
        raise BadFacts("date_unreadable", field=at, found=found[:20]) from None
    if not FIRST_YEAR <= day.year <= LAST_YEAR:
        raise BadFacts("date_out_of_range", field=at, found=found)
    return day


@frozen
class CivilDay:
    """A day, `YYYY-MM-DD`."""

    def read(self, found: object, at: str) -> date:
        text = _text(found, at, "date_unreadable")
        if not _DAY.fullmatch(text):
            raise BadFacts("date_unreadable", field=at, found=text[:20])
        return _day(text, at, text)

    def write(self, value: date) -> str:
        return value.isoformat()

    def schema(self) -> dict[str, Any]:
        return {"type": "string", "format": "date", "pattern": r"^[0-9]{4}-[0-9]{2}-[0-9]{2}$"}


@frozen
class Month:
    """A month, `YYYY-MM`, kept as its first day."""

    def read(self, found: object, at: str) -> date:
        text = _text(found, at, "month_unreadable")
        if not _MONTH.fullmatch(text) or not 1 <= int(text[5:]) <= 12:
            raise BadFacts("month_unreadable", field=at, found=text[:20])
        return _day(text, at, f"{text}-01")

    def write(self, value: date) -> str:
        return value.isoformat()[:7]

    def schema(self) -> dict[str, Any]:
        return {"type": "string", "pattern": r"^[0-9]{4}-(0[1-9]|1[0-2])$"}


@frozen
class Moment:
    """A day, or a day and time in Doha, `YYYY-MM-DDTHH:MM`: which of the two, the rule says."""

    def read(self, found: object, at: str) -> date:
        text = _text(found, at, "date_unreadable")
        if not _MOMENT.fullmatch(text):
            return CivilDay().read(text, at)
        _day(text, at, text[:10])
        try:
            # Doha's wall clock has no summer time: hours add up without a zone.
            return datetime.fromisoformat(text)
        except ValueError:
            raise BadFacts("date_unreadable", field=at, found=text) from None

    def write(self, value: date) -> str:
        return value.isoformat()[:16]

    def schema(self) -> dict[str, Any]:
        return {
            "type": "string",
            "pattern": r"^[0-9]{4}-[0-9]{2}-[0-9]{2}(T[0-9]{2}:[0-9]{2})?$",
        }


@frozen
class Amount:
    """Money as a string: `"15000.00"`. Never a JSON number, never negative."""

    def read(self, found: object, at: str) -> Money:
        text = _text(found, at, "money_not_text")
        if not _MONEY.fullmatch(text):
            raise BadFacts("money_unreadable", field=at, found=text[:20])
        return Money(text)

    def write(self, value: Money) -> str:
        return value.plain

    def schema(self) -> dict[str, Any]:
        return {"type": "string", "pattern": MONEY_PATTERN}


@frozen
class Wage:
    """Money above zero."""

    def read(self, found: object, at: str) -> Money:
        wage = Amount().read(found, at)
        if not wage:
            raise BadFacts("wage_not_above_zero", field=at)
        return wage

    def write(self, value: Money) -> str:
        return value.plain

    def schema(self) -> dict[str, Any]:
        return {**Amount().schema(), "not": {"pattern": r"^0+(\.0*)?$"}}


@frozen
class ProvidedOr:
    """`"provided"` (kept as None), or an amount of money."""

    word: ClassVar[str] = "provided"

    def read(self, found: object, at: str) -> Money | None:
        return None if found == self.word else Amount().read(found, at)

    def write(self, value: Money | None) -> str:
        return self.word if value is None else value.plain

    def schema(self) -> dict[str, Any]:
        return {"anyOf": [{"const": self.word}, Amount().schema()]}


@frozen
class Count:
    """A whole number of days, minutes, copies, years."""

    least: int = 0

    def read(self, found: object, at: str) -> int:
        if type(found) is not int:
            raise BadFacts("not_a_whole_number", field=at)
        if not self.least <= found <= LARGEST_COUNT:
            raise BadFacts("number_out_of_range", field=at, needed=f"{self.least}–{LARGEST_COUNT}")
        return found

    def write(self, value: int) -> int:
        return value

    def schema(self) -> dict[str, Any]:
        return {"type": "integer", "minimum": self.least, "maximum": LARGEST_COUNT}


@frozen
class Hours:
    """Hours: a whole number, or a string with up to two decimals."""

    def read(self, found: object, at: str) -> Fraction:
        if type(found) is int:
            return Fraction(Count().read(found, at))
        text = _text(found, at, "hours_unreadable")
        if not _HOURS.fullmatch(text):
            raise BadFacts("hours_unreadable", field=at, found=text[:20])
        return Fraction(text)

    def write(self, value: Fraction) -> str:
        return Money.rounded(value).plain

    def schema(self) -> dict[str, Any]:
        return {"anyOf": [Count().schema(), {"type": "string", "pattern": HOURS_PATTERN}]}


@frozen
class Country:
    """An ISO 3166-1 alpha-3 code."""

    def read(self, found: object, at: str) -> str:
        text = _text(found, at)
        if text not in ALPHA_3:
            raise BadFacts("unknown_country", field=at, found=text[:20])
        return text

    def write(self, value: str) -> str:
        return value

    def schema(self) -> dict[str, Any]:
        return {"type": "string", "pattern": "^[A-Z]{3}$"}


@frozen
class Text:
    """Any text."""

    def read(self, found: object, at: str) -> str:
        return _text(found, at)

    def write(self, value: str) -> str:
        return value

    def schema(self) -> dict[str, Any]:
        return {"type": "string"}


@frozen
class Reference:
    """The reference of a paper: text that is not empty."""

    def read(self, found: object, at: str) -> str:
        text = _text(found, at)
        if not text.strip():
            raise BadFacts("reference_empty", field=at)
        return text

    def write(self, value: str) -> str:
        return value

    def schema(self) -> dict[str, Any]:
        return {"type": "string", "pattern": r"\S"}
