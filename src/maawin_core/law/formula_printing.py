"""The pad on which a formula is printed: instead of each value it keeps the arithmetic for it."""

from __future__ import annotations

from datetime import date
from fractions import Fraction
from functools import reduce
from typing import Any

from attrs import define, evolve, field, frozen

from maawin_core.kernel.money import Money

from .operations import COUNTING, ON_DAYS, Value, operated
from .parameter import Since
from .sheet import MONEY, How, Line, exact_of, unit_of, unit_of_fact
from .worksheet import Formula, Worksheet

#: Money is kept in the smallest unit.
MINOR = 100

#: How a value is kept: over a denominator that the law gives, with its own, or as it is.
NUMBER, PAIR, PLAIN = "number", "pair", "plain"

#: Part of an expression: a whole number, or the name of one.
Term = int | str


@frozen
class Blank:
    """Where a value comes from: *num* ÷ *den*, or *num* as it is; in *slot* once it is filled in.

    Both are whole numbers (a day, a word) that the law gives, or names in the arithmetic.
    """

    num: Any
    den: Term = 1
    kind: str = NUMBER
    slot: int | None = None
    by_law: bool = False

    @property
    def value(self) -> Value:
        """The value that the law gives."""
        found: Value = Fraction(self.num, int(self.den)) if self.kind == NUMBER else self.num
        return found

    def filled(self, values: list[Any]) -> Value:
        """The value on a form that is filled in."""
        if self.slot is None:
            return self.value
        found = values[self.slot]
        if self.kind == PLAIN:
            plain: Value = found
            return plain
        return Fraction(*found) if self.kind == PAIR else Fraction(found, int(self.den))


@frozen
class Fact:
    """A fact with which a form is filled in: its name in the arithmetic, and one such fact."""

    name: str
    sample: Money | date | int


@define
class Printing(Worksheet):
    """A pad whose lines hold no values: a formula that looks at one fails when it is printed."""

    blanks: dict[str, Blank] = field(factory=dict)
    body: list[str] = field(factory=list)
    names: dict[str, Any] = field(factory=dict)

    def printed(
        self, formula: Formula, words: tuple[Any, ...], facts: tuple[Any, ...], size: int
    ) -> tuple[str, int]:
        """The arithmetic of this formula, as a function `fill(values, *facts)`.

        *size* values stand on the form before it; given back is how many after it.
        """
        before = set(self.lines)
        takes = [f"x{number}" for number in range(len(facts))]
        found = formula(self, *words, *map(Fact, takes, facts))
        answer = self._answer(found)
        kept = self._keep([code for code in self.lines if code not in before], size)
        if kept:
            self.body.append(f"values += ({', '.join(kept)},)")
        head = f"def fill({', '.join(['values', *takes])}):"
        return "\n    ".join([head, *self.body, f"return {answer}\n"]), size + len(kept)

    def _keep(self, codes: list[str], size: int) -> list[str]:
        kept: list[str] = []
        for code in codes:
            blank = self.blanks[code]
            if blank.by_law:
                continue
            self.blanks[code] = evolve(blank, num=None, slot=size + len(kept))
            kept.append(f"({blank.num}, {blank.den})" if blank.kind == PAIR else blank.num)
        return kept

    # Lines

    def given(self, code: str, value: Any, by: str = "") -> Line:
        if not isinstance(value, Fact):
            unit, exact = exact_of(value)
            return self._print(code, unit, _by_law(exact, unit), by)
        unit, name = unit_of_fact(value.sample), value.name
        if isinstance(value.sample, Money):
            return self._print(code, unit, Blank(self._named(f"{name}.minor"), MINOR), by)
        kind = PLAIN if isinstance(value.sample, date) else NUMBER
        return self._print(code, unit, Blank(name, 1, kind), by)

    def cited(self, code: str, since: Since[Any]) -> Line:
        line = Worksheet.cited(self, code, since)
        self.blanks[code] = _by_law(line.value, line.unit)
        return line

    def derived(self, code: str, op: str, *of: Line | int, by: str = "") -> Line:
        blanks = [self._blank(each) for each in of]
        names = tuple(each.code if isinstance(each, Line) else each for each in of)
        unit = unit_of(op, op in ON_DAYS or (blanks[0].kind == PLAIN and op not in COUNTING), of)
        if all(each.by_law for each in blanks):
            found = _by_law(operated(op, *[each.value for each in blanks]), unit)
        else:
            found = self._operated(op, blanks)
        return self._print(code, unit, found, by, How(op, names))

    def nothing(self, code: str) -> Line:
        return self._print(code, MONEY, _by_law(Fraction(0), MONEY), how=How("sum", (0,)))

    def _print(
        self, code: str, unit: str, blank: Blank, by: str = "", how: How | None = None
    ) -> Line:
        # What a fact decides has no value here: whoever looks for a number finds its name.
        value = blank.value if blank.by_law else code
        self.blanks[code] = blank
        return self._write(Line(code, value, unit, self._cited(by), how))

    def _blank(self, of: Line | int) -> Blank:
        if not isinstance(of, Line):
            return _by_law(Fraction(of))
        blank = self.blanks[of.code]
        if blank.slot is None:
            return blank
        place = f"values[{blank.slot}]"
        if blank.kind == PAIR:
            return Blank(f"{place}[0]", f"{place}[1]", PAIR)
        return evolve(blank, num=place, slot=None)

    # Arithmetic

    def _operated(self, op: str, of: list[Blank]) -> Blank:
        match op:
            case "sum":
                return reduce(self._added, of)
            case "difference":
                return reduce(self._less, of)
            case "product":
                return reduce(self._times, of)
            case "quotient":
                return self._times(of[0], evolve(of[1], num=of[1].den, den=of[1].num))
            case "minimum" | "maximum":
                return reduce(lambda a, b: self._chosen(op[:3], a, b), of)
            case "round_half_up":
                return self._rounded(of[0])
            case "whole_quotient" | "remainder":
                sign = "//" if op == "whole_quotient" else "%"
                one, other = (self._term(each.num) for each in of if each.den == 1)
                return Blank(self._named(f"{one} {sign} {other}"))
            case _:
                return self._called(op, of)

    def _called(self, op: str, of: list[Blank]) -> Blank:
        assert all(each.den == 1 for each in of), f"{op} takes days and whole numbers"
        self.names[op] = function = COUNTING.get(op) or ON_DAYS[op]
        assert function
        call = f"{op}({', '.join(str(self._term(each.num)) for each in of)})"
        return Blank(self._named(call), 1, NUMBER if op in COUNTING else PLAIN)

    def _added(self, one: Blank, other: Blank, sign: str = "+") -> Blank:
        if one.den == other.den:
            return self._over(f"{one.num} {sign} {other.num}", one.den)
        left, right = self._product(one.num, other.den), self._product(other.num, one.den)
        return self._over(f"{left} {sign} {right}", self._product(one.den, other.den))

    def _less(self, one: Blank, other: Blank) -> Blank:
        return self._added(one, other, "-")

    def _times(self, one: Blank, other: Blank) -> Blank:
        num, den = self._product(one.num, other.num), self._product(one.den, other.den)
        return self._over(str(num), den)

    def _chosen(self, which: str, one: Blank, other: Blank) -> Blank:
        if one.den == other.den:
            pair = f"{which}({self._term(one.num)}, {self._term(other.num)})"
            return Blank(self._named(pair), one.den, one.kind)
        left, right = self._product(one.num, other.den), self._product(other.num, one.den)
        smaller = f"{left} <= {right}" if which == "min" else f"{left} >= {right}"
        return Blank(
            self._named(f"{one.num} if {smaller} else {other.num}"),
            self._named(f"{one.den} if {smaller} else {other.den}"),
            PAIR,
        )

    def _rounded(self, one: Blank) -> Blank:
        if one.den == MINOR:
            return one
        twice = self._product(one.den, 2)
        up = self._product(one.num, 2 * MINOR)
        return Blank(self._named(f"({up} + {one.den}) // {twice}"), MINOR)

    def _over(self, num: str, den: Term) -> Blank:
        return Blank(self._named(num), den, NUMBER if isinstance(den, int) else PAIR)

    def _product(self, one: Term, other: Term) -> Term:
        if isinstance(one, int) and isinstance(other, int):
            return one * other
        if other == 1:
            return one
        return other if one == 1 else self._named(f"{one} * {other}")

    def _term(self, value: Any) -> Term:
        """What stands for this in an expression: itself, or a name for it."""
        return value if isinstance(value, Term) else self._constant(value)

    def _constant(self, value: object) -> str:
        name = f"c{len(self.names)}"
        self.names[name] = value
        return name

    def _named(self, expression: str) -> str:
        if expression.isidentifier():
            return expression
        name = f"t{len(self.body)}"
        self.body.append(f"{name} = {expression}")
        return name

    # Answers

    def _answer(self, found: Any) -> str:
        if isinstance(found, tuple):
            return f"({', '.join([*map(self._answer, found), ''])})"
        if not isinstance(found, Line):
            return self._constant(found)
        blank = self.blanks[found.code]
        if blank.by_law:
            return self._constant(Worksheet.plain(found))
        blank = self._blank(found)
        if blank.kind == PLAIN or blank.den == 1:
            return str(blank.num)
        if found.unit != MONEY:
            self.names["Fraction"] = Fraction
            return f"Fraction({blank.num}, {blank.den})"
        assert blank.den == MINOR, f"{found.code} is not rounded"
        self.names["money"] = Money.of_minor
        return f"money({blank.num})"


def _by_law(exact: Value, unit: str = "") -> Blank:
    if isinstance(exact, Fraction) and unit == MONEY and MINOR % exact.denominator == 0:
        return Blank(int(exact * MINOR), MINOR, by_law=True)
    if isinstance(exact, Fraction):
        return Blank(exact.numerator, exact.denominator, NUMBER, by_law=True)
    return Blank(exact, 1, PLAIN, by_law=True)
