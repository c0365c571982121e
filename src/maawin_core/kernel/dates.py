"""Days as the law counts them: anniversaries, years of service, months of the guarantee. Pure."""

from __future__ import annotations

from calendar import isleap, monthrange
from datetime import date, timedelta

#: Where an anniversary of 29 February falls in a common year (A-06).
FEB_28 = "28_feb"
MAR_1 = "1_mar"

_ONE_DAY = timedelta(days=1)
_FRIDAY, _SATURDAY = 4, 5


def add_days(day: date, days: int) -> date:
    """So many days later; earlier if *days* is negative."""
    return day + timedelta(days=days)


def add_months(day: date, months: int) -> date:
    """So many calendar months later, clamped to the end of a shorter month.

    >>> add_months(date(2024, 1, 31), 1), add_months(date(2023, 11, 30), 3)
    (datetime.date(2024, 2, 29), datetime.date(2024, 2, 29))
    """
    year, month = divmod(day.year * 12 + day.month - 1 + months, 12)
    return date(year, month + 1, min(day.day, monthrange(year, month + 1)[1]))


def anniversary(day: date, years: int, leap_day: str = FEB_28) -> date:
    """The same day so many years on; *leap_day* says what that is for 29 February.

    >>> anniversary(date(2020, 2, 29), 1), anniversary(date(2020, 2, 29), 1, MAR_1)
    (datetime.date(2021, 2, 28), datetime.date(2021, 3, 1))
    """
    year, month, number = day.year + years, day.month, day.day
    if number == 29 and month == 2 and not isleap(year):
        return date(year, 3, 1) if leap_day == MAR_1 else date(year, 2, 28)
    return date(year, month, number)


def days_counted(first_day: date, last_day: date) -> int:
    """The days from first to last, both counted; none if the last is before the first."""
    return max(0, (last_day - first_day).days + 1)


def days_between(day: date, later: date) -> int:
    """The days from *day* to *later*, only one of the two counted; none if it is not later."""
    return max(0, (later - day).days)


def whole_years(first_day: date, last_day: date, leap_day: str = FEB_28) -> int:
    """The years completed by the end of *last_day*: a year ends the day before its anniversary.

    >>> [whole_years(date(2020, 3, 1), date(2021, 2, day)) for day in (27, 28)]
    [0, 1]
    """
    if last_day < first_day:
        return 0
    end = last_day + _ONE_DAY
    years = end.year - first_day.year
    month, day = first_day.month, first_day.day
    if day == 29 and month == 2:
        return years if anniversary(first_day, years, leap_day) <= end else years - 1
    come = end.month > month or (end.month == month and end.day >= day)
    return years if come else years - 1


def age_on(born: date, day: date) -> int:
    """Whole years of age on this day; who was born on 29 February waits for 1 March (A-43)."""
    years = day.year - born.year
    return years if anniversary(born, years, MAR_1) <= day else years - 1


def first_of_year(day: date) -> date:
    """1 January of that year."""
    return date(day.year, 1, 1)


def first_of_month(day: date) -> date:
    """The first day of that month."""
    return day.replace(day=1)


def last_of_month(day: date) -> date:
    """The last day of that month."""
    return day.replace(day=monthrange(day.year, day.month)[1])


def is_working_day(day: date) -> bool:
    """Whether offices of the State work: Sunday to Thursday."""
    return day.weekday() not in (_FRIDAY, _SATURDAY)


def add_working_days(day: date, days: int) -> date:
    """So many working days after *day*, which itself is not counted.

    >>> add_working_days(date(2026, 11, 26), 3)  # a Thursday
    datetime.date(2026, 12, 1)
    """
    for _ in range(days):
        day += _ONE_DAY
        while not is_working_day(day):
            day += _ONE_DAY
    return day


def earliest(*days: date | None) -> date | None:
    """The earliest of the documented days (A-25); None if none is documented.

    >>> earliest(date(2026, 3, 2), None, date(2026, 3, 1))
    datetime.date(2026, 3, 1)
    """
    return min((day for day in days if day is not None), default=None)
