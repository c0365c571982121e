"""A sheet: lines with their values, sources and origin, and the reckoning that keeps them."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, datetime
from fractions import Fraction
from functools import lru_cache
from typing import Any, NamedTuple, Protocol

from attrs import frozen

from maawin_core.kernel.money import Money

from .operations import Value
from .parameter import Since, Source

MONEY, COUNT, DAY, WORD = "money", "count", "date", "word"

FigureValue = Money | date | datetime | int | str | bool | None


@frozen(cache_hash=True)
class Cited:
    """A source as used on a line, and the first day on which it was in force."""

    source: Source
    in_force: date


@frozen
class How:
    """How a line came about: an operation on other lines (by code) and plain numbers."""

    op: str
    of: tuple[str | int, ...]


@frozen
class Line:
    """One line of a sheet: a fact, a figure of law, or what follows from other lines, exactly."""

    code: str
    value: Value
    unit: str
    sources: tuple[Cited, ...] = ()
    how: How | None = None

    @property
    def number(self) -> Fraction:
        """Its value, which is a number."""
        assert isinstance(self.value, Fraction)
        return self.value

    @property
    def whole(self) -> int:
        """Its value, which is a whole number."""
        assert self.number.denominator == 1
        return int(self.number)

    @property
    def day(self) -> date:
        """Its value, which is a day."""
        assert isinstance(self.value, date)
        return self.value

    @property
    def money(self) -> Money:
        """Its value as money, to the nearest dirham; exact where the line was rounded before."""
        return Money.rounded(self.number)


class Sheet(Protocol):
    """What a reckoning keeps: every line, the readings taken, and since when the law is so."""

    @property
    def lines(self) -> tuple[Line, ...]: ...

    @property
    def readings(self) -> Mapping[str, str]: ...

    @property
    def in_force(self) -> date | None: ...


@frozen
class Written:
    """A sheet whose lines were written one by one."""

    lines: tuple[Line, ...]
    readings: Mapping[str, str]

    @property
    def in_force(self) -> date | None:
        """The youngest first day in force of all that is cited."""
        cited = [each.in_force for line in self.lines for each in line.sources]
        return max(cited, default=None)


class Reckoning(NamedTuple):
    """A rule's answer: what is due, why, and every line by which it came about."""

    rule: str
    status: str
    amount: Money | None
    flags: tuple[str, ...]
    figures: Mapping[str, FigureValue]
    sheet: Sheet

    @property
    def lines(self) -> tuple[Line, ...]:
        """The whole sheet, line by line."""
        return self.sheet.lines

    @property
    def readings(self) -> Mapping[str, str]:
        """Every open reading on the path to this answer, and the choice taken."""
        return self.sheet.readings

    @property
    def in_force(self) -> date | None:
        """The youngest first day in force of all that is cited."""
        return self.sheet.in_force

    def money(self, figure: str) -> Money:
        """A figure that is money; nothing where it is left out."""
        found = self.figures.get(figure)
        return found if isinstance(found, Money) else Money(0)


@lru_cache(maxsize=1024)
def figure_line(code: str, since: Since[Any]) -> Line:
    """One dated value of the law as a line, with its source."""
    unit, value = exact_of(since.value)
    return Line(code, value, unit, (Cited(since.source, since.in_force),))


def exact_of(value: object) -> tuple[str, Value]:
    """The unit and the exact value of a fact or figure."""
    match value:
        case Money():
            return MONEY, value.exact
        case bool():
            return WORD, "true" if value else "false"
        case int() | Fraction():
            return COUNT, Fraction(value)
        case date():
            return DAY, value
        case frozenset():
            return WORD, ", ".join(sorted(value))
        case _:
            return WORD, str(value)


def unit_of_fact(fact: object) -> str:
    """The unit of a fact."""
    return exact_of(fact)[0]


def unit_of(op: str, is_day: bool, of: tuple[Line | int, ...]) -> str:
    """The unit of what an operation makes of these."""
    if is_day:
        return DAY
    units = [each.unit if isinstance(each, Line) else COUNT for each in of]
    if op == "quotient" and units[1] == MONEY:
        return COUNT
    return MONEY if MONEY in units else COUNT
