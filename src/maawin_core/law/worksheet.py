"""The pad on which a rule works: it never leaves its rule; the reckoning does."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import date
from fractions import Fraction
from typing import Any

from attrs import Factory, define, evolve, field

from maawin_core.kernel.money import Money

from .domestic_work import DomesticWorkLaw
from .operations import operated
from .parameter import Parameter, Since
from .reading import Choice
from .sheet import (
    COUNT,
    DAY,
    MONEY,
    WORD,
    Cited,
    FigureValue,
    How,
    Line,
    Reckoning,
    Sheet,
    Written,
    exact_of,
    figure_line,
    unit_of,
)

__all__ = [
    "COUNT",
    "DAY",
    "MONEY",
    "WORD",
    "Cited",
    "FigureValue",
    "Formula",
    "How",
    "Line",
    "Reckoning",
    "Sheet",
    "Worksheet",
    "exact_of",
]

#: Writes lines on a sheet and never looks at a value: `(sheet, *words, *facts) -> lines`.
Formula = Callable[..., Any]


@define
class Worksheet:
    """The pad. Everything that becomes money passes over it, so the sheet is the computation."""

    law: DomesticWorkLaw
    contract_day: date
    day: date = field(default=Factory(lambda self: self.contract_day, takes_self=True))
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
        line = figure_line(code, since)
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
        value = operated(op, *values)
        unit = unit_of(op, isinstance(value, date), of)
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
        total = amount.money if amount else None
        return Reckoning(rule, status, total, flags, figures or {}, self._sheet())

    # For formulas, which may be on a form instead (`law/form.py`)

    def run(self, formula: Formula, words: tuple[Any, ...], *facts: Any) -> Any:
        """Write the lines of one formula; its answers as plain values."""
        return self.plain(formula(self, *words, *facts))

    def line(self, code: str) -> Line:
        """A line that an earlier formula wrote."""
        return self.lines[code]

    def closed(
        self,
        rule: str,
        status: str,
        amount: Money,
        flags: tuple[str, ...],
        figures: Mapping[str, FigureValue],
    ) -> Reckoning:
        """The reckoning. The amount is the last line that was written."""
        return Reckoning(rule, status, amount, flags, figures, self._sheet())

    def _sheet(self) -> Written:
        readings = {id: self.taken[id].value for id in sorted(self.taken)}
        return Written(tuple(self.lines.values()), readings)

    @classmethod
    def plain(cls, found: Any) -> Any:
        """What a formula answers, as plain values: whole numbers, money, days, words."""
        if isinstance(found, tuple):
            return tuple(map(cls.plain, found))
        if not isinstance(found, Line):
            return found
        if found.unit == MONEY:
            return found.money
        exact = found.value
        return int(exact) if isinstance(exact, Fraction) and exact.denominator == 1 else exact

    def _write(self, line: Line) -> Line:
        assert line.code not in self.lines, f"{line.code} stands on the sheet already"
        self.lines[line.code] = line
        return line

    def _cited(self, by: str) -> tuple[Cited, ...]:
        choices = [self.taken[id] for id in by.split()]
        return tuple(Cited(choice.source, choice.in_force) for choice in choices)
