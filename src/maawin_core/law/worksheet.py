"""The sheet of a calculation: a pad that never leaves its rule, and the reckoning that does."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, datetime
from fractions import Fraction
from typing import Any

from attrs import define, evolve, field, frozen

from maawin_core.kernel.money import Money

from .domestic_work import DomesticWorkLaw
from .operations import OPERATIONS, Value
from .parameter import Parameter, Since, Source
from .reading import Choice

MONEY, COUNT, DAY, WORD = "money", "count", "date", "word"

FigureValue = Money | date | datetime | int | str | bool | None


@frozen
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


@frozen(kw_only=True)
class Reckoning:
    """A rule's answer: what is due, why, and every line by which it came about."""

    rule: str
    status: str
    amount: Money | None
    flags: tuple[str, ...] = ()
    figures: Mapping[str, FigureValue] = field(factory=dict)
    lines: tuple[Line, ...] = ()
    readings: Mapping[str, str] = field(factory=dict)
    in_force: date | None = None

    def money(self, figure: str) -> Money:
        """A figure that is money; nothing where it is left out."""
        found = self.figures.get(figure)
        return found if isinstance(found, Money) else Money(0)


@define
class Worksheet:
    """The pad. Everything that becomes money passes over it, so the sheet is the computation."""

    law: DomesticWorkLaw
    contract_day: date
    lines: dict[str, Line] = field(factory=dict)
    taken: dict[str, Choice] = field(factory=dict)

    def given(self, code: str, value: Money | date | int | str | Fraction, by: str = "") -> Line:
        """A fact, as it was told; *by* names the reading that says why it is this fact."""
        unit, exact = exact_of(value)
        return self._write(Line(code, exact, unit, self._cited(by)))

    def figure(self, parameter: Parameter[Any], day: date, code: str = "") -> Line:
        """The law's figure on that day, with its source."""
        return self.cited(code or parameter.code, parameter.since(day))

    def cited(self, code: str, since: Since[Any]) -> Line:
        """One dated value of the law, with its source."""
        unit, value = exact_of(since.value)
        line = Line(code, value, unit, (Cited(since.source, since.in_force),))
        if self.lines.get(code) == line:
            return line
        return self._write(line)

    def reading(self, id: str) -> str:
        """How the law is read here; it is noted that somebody asked."""
        choice = self.taken.setdefault(id, self.law.reading(id, self.contract_day))
        return choice.value

    def chosen(self, id: str) -> bool:
        """Whether somebody chose this reading, for the call or in the law version."""
        return self.law.reading(id, self.contract_day).explicit

    def derived(self, code: str, op: str, *of: Line | int, by: str = "") -> Line:
        """What follows from other lines by a named operation."""
        values = [each.value if isinstance(each, Line) else Fraction(each) for each in of]
        names = tuple(each.code if isinstance(each, Line) else each for each in of)
        value = OPERATIONS[op](*values)
        unit = _unit(op, value, of)
        return self._write(Line(code, value, unit, self._cited(by), How(op, names)))

    def sum(self, code: str, *of: Line | int, by: str = "") -> Line:
        """All of them together."""
        return self.derived(code, "sum", *of, by=by)

    def difference(self, code: str, *of: Line | int, by: str = "") -> Line:
        """The first less the others."""
        return self.derived(code, "difference", *of, by=by)

    def product(self, code: str, *of: Line | int, by: str = "") -> Line:
        """One times another."""
        return self.derived(code, "product", *of, by=by)

    def quotient(self, code: str, of: Line | int, by_line: Line | int, by: str = "") -> Line:
        """One divided by another."""
        return self.derived(code, "quotient", of, by_line, by=by)

    def minimum(self, code: str, *of: Line | int, by: str = "") -> Line:
        """The smallest (the earliest) of them."""
        return self.derived(code, "minimum", *of, by=by)

    def maximum(self, code: str, *of: Line | int, by: str = "") -> Line:
        """The largest (the latest) of them."""
        return self.derived(code, "maximum", *of, by=by)

    def rounded(self, code: str, of: Line) -> Line:
        """To the nearest dirham (0.01), halves up: once a sheet."""
        return self.derived(code, "round_half_up", of)

    def nothing(self, code: str) -> Line:
        """No money at all."""
        return self._write(Line(code, Fraction(0), MONEY, (), How("sum", (0,))))

    def included(self, part: str, reckoning: Reckoning) -> Line:
        """Every line of another sheet under the name of a part; gives that sheet's amount."""
        for line in reckoning.lines:
            how = line.how and evolve(
                line.how, of=tuple(f"{part}.{n}" if isinstance(n, str) else n for n in line.how.of)
            )
            self._write(evolve(line, code=f"{part}.{line.code}", how=how))
        for id in reckoning.readings:
            self.reading(id)
        return self.lines[f"{part}.amount"]

    def reckoning(
        self,
        rule: str,
        status: str,
        amount: Line | None,
        flags: tuple[str, ...] = (),
        figures: Mapping[str, FigureValue] | None = None,
    ) -> Reckoning:
        """Close the sheet. The amount, where there is one, is its last line."""
        if amount is not None and amount.code != "amount":
            amount = self.sum("amount", amount)
        elif amount is not None:
            self.lines["amount"] = self.lines.pop("amount")
        cited = [each.in_force for line in self.lines.values() for each in line.sources]
        return Reckoning(
            rule=rule,
            status=status,
            amount=amount.money if amount else None,
            flags=flags,
            figures=figures or {},
            lines=tuple(self.lines.values()),
            readings={id: self.taken[id].value for id in sorted(self.taken)},
            in_force=max(cited, default=None),
        )

    def _write(self, line: Line) -> Line:
        assert line.code not in self.lines, f"{line.code} stands on the sheet already"
        self.lines[line.code] = line
        return line

    def _cited(self, by: str) -> tuple[Cited, ...]:
        choices = [self.taken[id] for id in by.split()]
        return tuple(Cited(choice.source, choice.in_force) for choice in choices)


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


def _unit(op: str, value: Value, of: tuple[Line | int, ...]) -> str:
    if isinstance(value, date):
        return DAY
    units = [each.unit if isinstance(each, Line) else COUNT for each in of]
    if op == "quotient" and units[1] == MONEY:
        return COUNT
    return MONEY if MONEY in units else COUNT
