"""How much gratuity a service earns before anything is set off (Art. 15 and 16)."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING, NamedTuple

from maawin_core.kernel import dates
from maawin_core.kernel.money import Money
from maawin_core.law.form import FormSheet
from maawin_core.law.worksheet import Line, Worksheet

from .service import Years, count_years, counted_from, on_leap_day, years_exact

if TYPE_CHECKING:
    from .end_of_service import EndOfService

_DAYS_IN_WEEK = 7

# Which years earn: all, with the rest; whole ones; one less; or those before the last new year.
ALL, WHOLE, ONE_LESS, BEFORE = "all", "whole", "one_less", "before_new_year"


class Counted(NamedTuple):
    """Service in plain numbers: whole years, those that it takes, and what is left over."""

    service_from: date
    counted_to: date
    years: int
    needed: int
    remainder_days: int
    remainder_of: int

    def year_ends(self, number: int, sheet: FormSheet | Worksheet) -> date:
        """The last day of the service year of this number, counted from 1."""
        first = self.service_from
        if sheet.reading("A-05") == "days_365":
            return dates.add_days(first, number * self.remainder_of - 1)
        way = sheet.reading("A-06") if on_leap_day(first) else dates.FEB_28
        return dates.add_days(dates.anniversary(first, number, way), -1)


class _Kept(NamedTuple):
    """The years that earn after Art. 16: which, how many whole ones, a rest, and to which day."""

    which: str
    years: int
    rest: bool
    last_day: date
    lost: bool = False


def earned(
    facts: EndOfService, service: Counted, sheet: FormSheet | Worksheet
) -> tuple[Money, bool, bool]:
    """The gratuity, whether a year was lost (Art. 16), and whether a clause promised too little.

    Wage × share of a month a year × years; rounded once, at the end.
    """
    if facts.dismissed_by_decision:
        kept = _after_dismissal(service, sheet)
    else:
        kept = _Kept(ALL, service.years, service.remainder_days > 0, service.counted_to)
    promised = facts.contract_days_per_year
    shape = (kept.which, kept.rest, promised is not None)
    found = sheet.run(_by_one_wage, shape, promised, facts.basic_wage, facts.allowances)
    if found is None:
        wages = _wage_of_each_year(facts, kept, service, sheet)
        found = sheet.run(_year_by_year, (*shape, kept.years), promised, *wages)
    gratuity, lawful = found
    return gratuity, kept.lost, promised is not None and promised < lawful


def promises_too_little(facts: EndOfService, sheet: FormSheet | Worksheet) -> bool:
    """Whether a clause is below the minimum, of a service too short to earn anything."""
    promised = facts.contract_days_per_year
    return promised is not None and promised < sheet.run(_clause, (), promised)


def _after_dismissal(service: Counted, sheet: FormSheet | Worksheet) -> _Kept:
    """What a decision under Art. 16 leaves: never more than one year is lost (A-08)."""
    choice = sheet.reading("A-08")
    if choice == "calendar_year":
        leap_day = on_leap_day(service.service_from)
        end, years, rest = sheet.run(_before_new_year, (leap_day,))
        return _Kept(BEFORE, years, rest > 0, end, end < service.counted_to)
    if service.remainder_days:
        return _Kept(WHOLE, service.years, False, service.year_ends(service.years, sheet), True)
    if choice == "service_year_strict":
        one_less = service.years - 1
        return _Kept(ONE_LESS, one_less, False, service.year_ends(one_less, sheet), True)
    return _Kept(WHOLE, service.years, False, service.counted_to)


def _wage_of_each_year(
    facts: EndOfService, kept: _Kept, service: Counted, sheet: FormSheet | Worksheet
) -> list[date | Money]:
    """For each year and the rest: its last day, and the basic wage in force on it."""
    days = [service.year_ends(number, sheet) for number in range(1, kept.years + 1)]
    if kept.rest and sheet.reading("A-03") == "pro_rata":
        days.append(kept.last_day)
    return [each for day in days for each in (day, facts.wage_on(day))]


# Formulas (`law/form.py`)


def _before_new_year(sheet: Worksheet, leap_day: bool) -> tuple[Line, ...]:
    """Service without the calendar year in which it ended."""
    new_year = sheet.derived("new_year", "first_of_year", sheet.line("last_day"))
    eve = sheet.derived("new_years_eve", "days_before", new_year, 1)
    end = sheet.minimum("kept_to", eve, sheet.lines.get("counted_to", eve), by="A-08")
    kept = count_years(counted_from(sheet), end, sheet, leap_day, "kept_")
    return end, kept.years, kept.remainder_days


def _by_one_wage(
    sheet: Worksheet,
    which: str,
    rest: bool,
    promise: bool,
    promised: int,
    basic_wage: Money,
    allowances: Money,
) -> tuple[Line, Line] | None:
    """The last wage, for every year: basic, or with allowances; none if years differ (A-04)."""
    choice = sheet.reading("A-04")
    if choice == "year_by_year":
        return None
    years = _years(sheet, which, rest)
    if choice == "last_gross":
        basic = sheet.given("basic_wage", basic_wage)
        more = sheet.given("allowances", allowances)
        wage = sheet.sum("gross_wage", basic, more, by="A-04")
    else:
        wage = sheet.given("basic_wage", basic_wage, by="A-04")
    wages = sheet.product("wage_times_years", wage, years)
    return _gratuity(sheet, wages, promise, promised)


def _year_by_year(
    sheet: Worksheet,
    which: str,
    rest: bool,
    promise: bool,
    whole: int,
    promised: int,
    *days_and_wages: date | Money,
) -> tuple[Line, Line]:
    """Each service year, and the rest, at the basic wage in force on its last day (A-04)."""
    years = _years(sheet, which, rest)
    parts: list[Line] = []
    pairs = zip(days_and_wages[::2], days_and_wages[1::2], strict=True)
    for number, (day, wage) in enumerate(pairs, 1):
        sheet.given(f"service_year_ends.{number}", day)
        part = sheet.given(f"basic_wage.{number}", wage, by="A-04")
        if number > whole:
            part = sheet.product(
                "wage_of_rest", part, sheet.difference("rest_of_years", years, whole)
            )
        parts.append(part)
    wages = sheet.sum("wage_times_years", *parts) if parts else sheet.nothing("wage_times_years")
    return _gratuity(sheet, wages, promise, promised)


def _years(sheet: Worksheet, which: str, rest: bool) -> Line:
    """The years that earn, exactly."""
    if which == WHOLE:
        return sheet.sum("years_counted", sheet.line("years"), by="A-08")
    if which == ONE_LESS:
        return sheet.difference("years_counted", sheet.line("years"), 1, by="A-08")
    prefix = "kept_" if which == BEFORE else ""
    parts = [sheet.line(prefix + code) for code in ("years", "remainder_days", "remainder_of")]
    return years_exact(Years(*parts), sheet, "A-03", rest, prefix)


def _gratuity(sheet: Worksheet, wages: Line, promise: bool, promised: int) -> tuple[Line, Line]:
    """Wages × share of a month a year; rounded here, and nowhere before."""
    days = lawful = _lawful_days(sheet)
    if promise:
        agreed = sheet.given("contract_days_per_year", promised)
        days = sheet.maximum("days_a_year", lawful, agreed)
    exact = sheet.product("gratuity_exact", wages, _share_of_a_month(sheet, days))
    return sheet.rounded("gratuity", exact), lawful


def _clause(sheet: Worksheet, promised: int) -> Line:
    """What a contract promises, beside the least that it may, where nothing is earned yet."""
    sheet.given("contract_days_per_year", promised)
    return _lawful_days(sheet)


def _lawful_days(sheet: Worksheet) -> Line:
    """The days of wage for a year of service that no contract may go below."""
    weeks = sheet.figure(sheet.law.gratuity_weeks, _figures_of(sheet))
    return sheet.product("lawful_days_a_year", weeks, _DAYS_IN_WEEK)


def _figures_of(sheet: Worksheet) -> date:
    """The day whose figures hold: under A-01 a service may end before their own first day."""
    return max(sheet.day, sheet.law.gratuity_weeks.begins)


def _share_of_a_month(sheet: Worksheet, days: Line) -> Line:
    """What part of a month's wage is so many days' wage: A-02."""
    law, choice, day = sheet.law, sheet.reading("A-02"), _figures_of(sheet)
    if choice == "thirty_days":
        month = sheet.figure(law.days_in_wage_month, day)
        return sheet.quotient("share_of_a_month", days, month)
    if choice == "calendar_year":
        months = sheet.figure(law.months_in_wage_year, day)
        year = sheet.figure(law.days_in_wage_year, day)
        a_day = sheet.quotient("month_wages_a_day", months, year)
        return sheet.product("share_of_a_month", days, a_day)
    weeks = sheet.quotient("weeks_a_year", days, _DAYS_IN_WEEK)
    figure = law.weeks_in_wage_month if choice == "four_weeks" else law.average_weeks_in_month
    return sheet.quotient("share_of_a_month", weeks, sheet.figure(figure, day))
