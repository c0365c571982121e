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


def _counted(number: int) -> Fraction:
    return Fraction(number)


#: Every operation by the name that stands in `how`. The evaluator in the tests has its own.
OPERATIONS: Mapping[str, Callable[..., Any]] = {
    "sum": lambda *of: sum(of, Fraction(0)),
    "difference": lambda one, *others: one - sum(others, Fraction(0)),
    "product": _product,
    "quotient": lambda one, other: one / other,
    "minimum": lambda *of: min(of),
    "maximum": lambda *of: max(of),
    "round_half_up": _round_half_up,
    "whole_quotient": lambda one, other: _counted(one // other),
    "remainder": lambda one, other: Fraction(one % other),
    "days_after": lambda day, *days: dates.add_days(day, int(sum(days))),
    "days_before": lambda day, *days: dates.add_days(day, -int(sum(days))),
    "months_after": lambda day, *months: dates.add_months(day, int(sum(months))),
    "working_days_after": lambda day, days: dates.add_working_days(day, int(days)),
    "hours_after": lambda at, hours: at + timedelta(hours=int(hours)),
    "days_counted": lambda first, last: _counted(dates.days_counted(first, last)),
    "days_between": lambda day, later: _counted(dates.days_between(day, later)),
    "first_of_year": dates.first_of_year,
    "last_of_month": dates.last_of_month,
    "count_on_or_before": lambda day, *of: _counted(sum(1 for each in of if each <= day)),
    "age_on": lambda born, day: _counted(dates.age_on(born, day)),
    "years_after_28_feb": lambda day, n: dates.anniversary(day, int(n), dates.FEB_28),
    "years_after_1_mar": lambda day, n: dates.anniversary(day, int(n), dates.MAR_1),
    "whole_years_28_feb": lambda a, b: _counted(dates.whole_years(a, b, dates.FEB_28)),
    "whole_years_1_mar": lambda a, b: _counted(dates.whole_years(a, b, dates.MAR_1)),
}
