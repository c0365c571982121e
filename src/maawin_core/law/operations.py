"""What a line of a sheet may do with other lines, by name: a few sums, and a few dates."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import date, datetime, timedelta
from fractions import Fraction
from functools import reduce
from typing import Any

from maawin_core.kernel import dates
from maawin_core.kernel.money import Money

Value = Fraction | date | datetime | str


def _product(*of: Fraction) -> Fraction:
    return reduce(lambda one, other: one * other, of, Fraction(1))


def _round_half_up(exact: Fraction) -> Fraction:
    return Money.rounded(exact).exact


def years_after_1_mar(day: date, years: int) -> date:
    """So many years on; from 29 February, 1 March in a common year."""
    return dates.anniversary(day, years, dates.MAR_1)


def whole_years_1_mar(first_day: date, last_day: date) -> int:
    """Whole years, where those from 29 February end with February."""
    return dates.whole_years(first_day, last_day, dates.MAR_1)


def count_on_or_before(day: date, *of: date) -> int:
    """How many of these days have come by *day*."""
    return sum(1 for each in of if each <= day)


def hours_after(at: datetime, hours: int) -> datetime:
    """So many hours later, on Doha's clock."""
    return at + timedelta(hours=hours)


def days_after(day: date, *days: int) -> date:
    """So many days later."""
    return dates.add_days(day, sum(days))


def days_before(day: date, *days: int) -> date:
    """So many days earlier."""
    return dates.add_days(day, -sum(days))


def months_after(day: date, *months: int) -> date:
    """So many months later."""
    return dates.add_months(day, sum(months))


#: Operations on days and whole numbers, by the name that stands in `how`; they give a day,
ON_DAYS: Mapping[str, Callable[..., date]] = {
    "days_after": days_after,
    "days_before": days_before,
    "months_after": months_after,
    "working_days_after": dates.add_working_days,
    "hours_after": hours_after,
    "first_of_year": dates.first_of_year,
    "last_of_month": dates.last_of_month,
    "years_after_28_feb": dates.anniversary,
    "years_after_1_mar": years_after_1_mar,
}

#: or a whole number.
COUNTING: Mapping[str, Callable[..., int]] = {
    "days_counted": dates.days_counted,
    "days_between": dates.days_between,
    "count_on_or_before": count_on_or_before,
    "age_on": dates.age_on,
    "whole_years_28_feb": dates.whole_years,
    "whole_years_1_mar": whole_years_1_mar,
}

#: Operations on exact numbers; the smallest and the largest may be days as well.
EXACT: Mapping[str, Callable[..., Any]] = {
    "sum": lambda *of: sum(of, Fraction(0)),
    "difference": lambda one, *others: one - sum(others, Fraction(0)),
    "product": _product,
    "quotient": lambda one, other: one / other,
    "minimum": lambda *of: min(of),
    "maximum": lambda *of: max(of),
    "round_half_up": _round_half_up,
    "whole_quotient": lambda one, other: Fraction(one // other),
    "remainder": lambda one, other: one % other,
}


def operated(op: str, *of: Value) -> Value:
    """What the operation of this name makes of exact values. The tests' evaluator has its own."""
    if op in EXACT:
        found: Value = EXACT[op](*of)
        return found
    plain = [int(each) if isinstance(each, Fraction) else each for each in of]
    if op in COUNTING:
        return Fraction(COUNTING[op](*plain))
    return ON_DAYS[op](*plain)
