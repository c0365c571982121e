"""An evaluator that knows no rule: it recomputes every line of an answer from its lines alone."""

from __future__ import annotations

import calendar
from datetime import date, datetime, timedelta
from decimal import Decimal
from fractions import Fraction


def parse(value):
    if isinstance(value, int):
        return Fraction(value)
    for reader in (_number, date.fromisoformat, datetime.fromisoformat):
        try:
            return reader(value)
        except ValueError:
            continue
    return value


def _number(text):
    sign = -1 if text.startswith("-") else 1
    return sign * sum(Fraction(part) for part in text.removeprefix("-").split(" "))


def clamp(year, month, day):
    return date(year, month, min(day, calendar.monthrange(year, month)[1]))


def months_after(day, *months):
    count = day.year * 12 + day.month - 1 + int(sum(months))
    return clamp(count // 12, count % 12 + 1, day.day)


def years_after(leap_is_march):
    def after(day, years):
        year = day.year + int(years)
        if leap_is_march and (day.month, day.day) == (2, 29) and not calendar.isleap(year):
            return date(year, 3, 1)
        return clamp(year, day.month, day.day)

    return after


def whole_years(leap_is_march):
    def count(first, last):
        years = 0
        while years_after(leap_is_march)(first, years + 1) <= last + timedelta(1):
            years += 1
        return Fraction(years)

    return count


def half_up(value):
    cents = Decimal((value * 200 + 1).__floor__() // 2)
    return Fraction(cents) / 100


def working_days_after(day, days):
    left = int(days)
    while left:
        day += timedelta(1)
        left -= day.strftime("%a") not in ("Fri", "Sat")
    return day


def product(*of):
    result = Fraction(1)
    for each in of:
        result *= each
    return result


OPS = {
    "sum": lambda *of: sum(of, Fraction(0)),
    "difference": lambda one, *rest: one - sum(rest, Fraction(0)),
    "product": product,
    "quotient": lambda one, other: one / other,
    "minimum": lambda *of: min(of),
    "maximum": lambda *of: max(of),
    "round_half_up": half_up,
    "whole_quotient": lambda one, other: Fraction((one / other).__floor__()),
    "remainder": lambda one, other: one - other * (one / other).__floor__(),
    "days_after": lambda day, *days: day + timedelta(int(sum(days))),
    "days_before": lambda day, *days: day - timedelta(int(sum(days))),
    "months_after": months_after,
    "working_days_after": working_days_after,
    "hours_after": lambda at, hours: at + timedelta(hours=int(hours)),
    "days_counted": lambda first, last: Fraction(max((last - first).days + 1, 0)),
    "days_between": lambda day, later: Fraction(max((later - day).days, 0)),
    "first_of_year": lambda day: date(day.year, 1, 1),
    "count_on_or_before": lambda day, *of: Fraction(len([each for each in of if each <= day])),
    "age_on": lambda born, day: whole_years(True)(born, day - timedelta(1)),
    "years_after_28_feb": years_after(False),
    "years_after_1_mar": years_after(True),
    "whole_years_28_feb": whole_years(False),
    "whole_years_1_mar": whole_years(True),
}


def recomputed(answer):
    """Every line again, from what is given and how each is derived; and the amount."""
    values = {}
    for line in answer["lines"]:
        assert line["code"] not in values, line["code"]
        how = line.get("how")
        if how is None:
            values[line["code"]] = parse(line["value"])
            continue
        of = [values[each] if isinstance(each, str) else Fraction(each) for each in how["of"]]
        values[line["code"]] = OPS[how["op"]](*of)
        assert values[line["code"]] == parse(line["value"]), line
    return values
