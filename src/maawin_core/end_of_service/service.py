"""Service as the law counts it: from when, which days, how many years and what is left over."""

from __future__ import annotations

from datetime import date

from attrs import frozen

from maawin_core.kernel import dates
from maawin_core.law.domestic_work import DomesticWorkLaw
from maawin_core.law.fact_kinds import BadFacts
from maawin_core.law.facts import Day, in_order
from maawin_core.law.parameter import Since
from maawin_core.law.worksheet import Line, Worksheet


@frozen(kw_only=True)
class Stretch:
    """An earlier contract with the same employer."""

    first_day: Day
    last_day: Day

    def __attrs_post_init__(self) -> None:
        in_order(self.first_day, self.last_day, "last_day")


@frozen
class Years:
    """Whole years of service, and the days of the next one (of so many days in that year)."""

    years: Line
    remainder_days: Line
    remainder_of: Line


def none_overlap(earlier: tuple[Stretch, ...], first_day: date) -> None:
    """Refuse earlier contracts that overlap each other, or the present one."""
    ends = [*sorted(earlier, key=lambda each: each.first_day)]
    following = [each.first_day for each in ends[1:]] + [first_day]
    for each, next_first in zip(ends, following, strict=False):
        if each.last_day >= next_first:
            raise BadFacts(
                "contracts_overlap", field="earlier_contracts", found=each.last_day.isoformat()
            )


def first_day_of_law(sheet: Worksheet) -> date:
    """The first day on which the law gives anything for service at all."""
    choice = sheet.reading("A-01")
    if choice == "from_hire":
        return sheet.law.gratuity_weeks.begins
    return date.fromisoformat(choice)


def law_year(law: DomesticWorkLaw) -> int:
    """The days of a year, where no year of service was begun."""
    return law.days_in_counted_year.latest.value


def begun(sheet: Worksheet, earlier: tuple[Stretch, ...], first_day: date) -> tuple[Line, date]:
    """The day from which service is counted, and the first day of the law (a formula).

    Earlier contracts count as if they lay just before this one.
    """
    start = _accrual_start(sheet)
    present = _counted_from(sheet.given("first_day", first_day), start, sheet, "")
    lengths = []
    for number, each in enumerate(earlier, 1):
        first = sheet.given(f"earlier_first_day.{number}", each.first_day)
        last = sheet.given(f"earlier_last_day.{number}", each.last_day)
        counted = _counted_from(first, start, sheet, f".{number}")
        lengths.append(sheet.derived(f"earlier_days.{number}", "days_counted", counted, last))
    if lengths:
        all_earlier = sheet.sum("earlier_days", *lengths)
        present = sheet.derived("service_from", "days_before", present, all_earlier)
    return present, first_day_of_law(sheet)


def _accrual_start(sheet: Worksheet) -> Line | None:
    """The day from which service counts (A-01); none where all of it counts."""
    choice = sheet.reading("A-01")
    if choice == "from_hire":
        return None
    taken = sheet.taken["A-01"]
    day = date.fromisoformat(choice)
    return sheet.cited("accrual_start", Since(min(day, taken.in_force), day, taken.source))


def _counted_from(first: Line, start: Line | None, sheet: Worksheet, suffix: str) -> Line:
    if start is None:
        return first
    return sheet.maximum(f"counted_from{suffix}", first, start, by="A-01")


def counted_from(sheet: Worksheet) -> Line:
    """The line of the day from which service is counted."""
    codes = ("service_from", "counted_from", "first_day")
    return sheet.line(next(code for code in codes if code in sheet.lines))


def on_leap_day(day: date) -> bool:
    """Whether anniversaries of this day need a reading in common years (A-06)."""
    return day.day == 29 and day.month == 2


def count_years(
    service_from: Line, counted_to: Line, sheet: Worksheet, leap_day: bool, prefix: str = ""
) -> Years:
    """Whole years, and the rest as a part of its own year; both days counted (A-05, A-06)."""
    if sheet.reading("A-05") == "days_365":
        return _by_365(service_from, counted_to, sheet, prefix)
    way = sheet.reading("A-06") if leap_day else dates.FEB_28
    by = "A-05 A-06" if leap_day else "A-05"
    years = sheet.derived(f"{prefix}years", f"whole_years_{way}", service_from, counted_to, by=by)
    begins = sheet.derived(f"{prefix}year_begins", f"years_after_{way}", service_from, years)
    next_number = sheet.sum(f"{prefix}next_year", years, 1)
    ends = sheet.derived(f"{prefix}year_over", f"years_after_{way}", service_from, next_number)
    days = sheet.derived(f"{prefix}remainder_days", "days_counted", begins, counted_to)
    of = sheet.derived(f"{prefix}remainder_of", "days_between", begins, ends, by="A-05")
    return Years(years, days, of)


def _by_365(service_from: Line, counted_to: Line, sheet: Worksheet, prefix: str) -> Years:
    entry = sheet.law.days_in_counted_year.since(
        max(sheet.day, first_day_of_law(sheet), sheet.taken["A-05"].in_force)
    )
    of = sheet.cited(f"{prefix}remainder_of", entry)
    served = sheet.derived(f"{prefix}service_days", "days_counted", service_from, counted_to)
    years = sheet.derived(f"{prefix}years", "whole_quotient", served, of, by="A-05")
    days = sheet.derived(f"{prefix}remainder_days", "remainder", served, of, by="A-05")
    return Years(years, days, of)


def years_exact(
    service: Years, sheet: Worksheet, part_reading: str, rest: bool, prefix: str = ""
) -> Line:
    """Years with the part of the last one, if any, or whole years only, as the reading says."""
    if sheet.reading(part_reading) == "whole_years" or not rest:
        return sheet.sum(f"{prefix}years_counted", service.years, by=part_reading)
    part = sheet.quotient(f"{prefix}part_of_year", service.remainder_days, service.remainder_of)
    return sheet.sum(f"{prefix}years_counted", service.years, part, by=part_reading)
