"""Forms: a sheet drawn up in advance, on which only the values are filled in.

A rule that is asked often has its arithmetic in *formulas*: functions that write lines on a
`Worksheet`, and never look at a value. What depends on the law alone (codes, sources, figures, how
each line came about) is printed once for every stretch of days in which the law does not change;
what depends on facts becomes plain arithmetic on whole numbers. The formula is the same, and so is
every line: a test compares each form with the pad, on which the same formula writes line by line.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import date
from functools import lru_cache
from typing import Any

from attrs import define, field, frozen

from maawin_core.kernel.money import Money

from .domestic_work import DomesticWorkLaw
from .formula_printing import Blank, Printing
from .reading import Choice
from .worksheet import FigureValue, Formula, Line, Reckoning, Worksheet

#: More shapes of a sheet than this after one formula: begin again, so that memory stays flat.
MOST_SHAPES = 64

#: With longer lists in the facts a sheet is written line by line: a form of it is never reused.
LONGEST_LIST = 4


@frozen
class PrintedLine:
    """A line of which the law wrote everything but the value, and where its value is kept."""

    line: Line
    blank: Blank

    def filled(self, values: list[Any]) -> Line:
        """The line with its value."""
        line = self.line
        if self.blank.slot is None:
            return line
        return Line(line.code, self.blank.filled(values), line.unit, line.sources, line.how)


@define(eq=False)
class Form:
    """The lines printed so far, and what may follow; *fill* computes the values of the last few."""

    law: DomesticWorkLaw
    contract_day: date
    day: date
    fill: Callable[..., Any]
    lines: tuple[PrintedLine, ...] = ()
    taken: Mapping[str, Choice] = field(factory=dict)
    size: int = 0
    steps: dict[tuple[Formula, tuple[Any, ...]], Form] = field(factory=dict)

    def followed_by(self, formula: Formula, words: tuple[Any, ...], facts: tuple[Any, ...]) -> Form:
        """The form with one formula more, printed."""
        pad = Printing(self.law, self.contract_day, self.day)
        pad.taken.update(self.taken)
        pad.lines.update((each.line.code, each.line) for each in self.lines)
        pad.blanks.update((each.line.code, each.blank) for each in self.lines)
        source, size = pad.printed(formula, words, facts, self.size)
        exec(_compiled(source), pad.names)
        lines = tuple(PrintedLine(line, pad.blanks[code]) for code, line in pad.lines.items())
        fill = pad.names["fill"]
        form = Form(self.law, self.contract_day, self.day, fill, lines, pad.taken, size)
        if len(self.steps) >= MOST_SHAPES:
            self.steps.clear()
        self.steps[formula, words] = form
        return form


@lru_cache(maxsize=1024)
def _compiled(source: str) -> Any:
    return compile(source, "<form>", "exec")


@define(eq=False)
class FormSheet:
    """A form being filled in; closed, it is the sheet of a reckoning."""

    form: Form
    values: list[Any]
    _lines: tuple[Line, ...] | None = None

    @property
    def law(self) -> DomesticWorkLaw:
        """The law of this sheet."""
        return self.form.law

    def run(self, formula: Formula, words: tuple[Any, ...], *facts: Any) -> Any:
        """Fill in the lines of one formula; its answers as plain values."""
        form = self.form.steps.get((formula, words))
        if form is None:
            form = self.form.followed_by(formula, words, facts)
        self.form = form
        return form.fill(self.values, *facts)

    def reading(self, id: str) -> str:
        """How the law is read here; it is noted that somebody asked."""
        choice: str = self.run(_reading, (id,))
        return choice

    def closed(
        self,
        rule: str,
        status: str,
        amount: Money,
        flags: tuple[str, ...],
        figures: Mapping[str, FigureValue],
    ) -> Reckoning:
        """The reckoning. The amount is the last line that was filled in."""
        return Reckoning(rule, status, amount, flags, figures, self)

    @property
    def lines(self) -> tuple[Line, ...]:
        """Every line, in the order in which it was written."""
        if self._lines is None:
            self._lines = tuple(each.filled(self.values) for each in self.form.lines)
        return self._lines

    @property
    def readings(self) -> Mapping[str, str]:
        """Every open reading that was asked for, and the choice taken."""
        taken = self.form.taken
        return {id: taken[id].value for id in sorted(taken)}

    @property
    def in_force(self) -> date | None:
        """The youngest first day in force of all that is cited."""
        cited = [each.in_force for printed in self.form.lines for each in printed.line.sources]
        return max(cited, default=None)


def _reading(sheet: Worksheet, id: str) -> str:
    return sheet.reading(id)


def _nothing_yet(values: list[Any]) -> None:
    """What is filled in on an empty form."""


def sheet_for(
    law: DomesticWorkLaw, contract_day: date, day: date, longest_list: int = 0
) -> FormSheet | Worksheet:
    """A sheet for formulas: readings by the day of the contract, figures by *day*."""
    if longest_list > LONGEST_LIST:
        return Worksheet(law, contract_day, day)
    stretch = law.stretch(contract_day, day)
    form = law.forms.get(stretch)
    if form is None:
        law.forms[stretch] = form = Form(law, contract_day, day, _nothing_yet)
    return FormSheet(form, [])
