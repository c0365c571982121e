"""Pay for leave that was not taken, and the ticket home (Law 15/2017, Art. 14)."""

from __future__ import annotations

from datetime import date
from fractions import Fraction

from attrs import frozen

from maawin_core.kernel.money import Money
from maawin_core.law.domestic_work import DomesticWorkLaw
from maawin_core.law.facts import Count, Day, Wage, in_order
from maawin_core.law.form import FormSheet, sheet_for
from maawin_core.law.worksheet import FigureValue, Line, Reckoning, Worksheet

from .service import Years, begun, count_years, counted_from, on_leap_day, years_exact

RULE = "leave"
STATUSES = ("nothing_due", "due")

_DAYS_IN_WEEK = 7


@frozen(kw_only=True)
class Leave:
    """A service, and how much of its leave was taken."""

    first_day: Day
    last_day: Day
    basic_wage: Wage
    days_taken: Count = 0
    leaves_for_good: bool = False

    def __attrs_post_init__(self) -> None:
        in_order(self.first_day, self.last_day, "last_day")


def leave(facts: Leave, law: DomesticWorkLaw) -> Reckoning:
    """Three weeks' paid leave a year, a part of a year in proportion; what is left is paid.

    A day is the basic wage ÷ 30. A return ticket is due from the day that completes two years, a
    one-way ticket to who leaves for good.
    """
    sheet = sheet_for(law, facts.first_day, facts.last_day)
    service_from, law_begins = sheet.run(begun, ((),), facts.first_day)
    sheet.run(_last_day, (), facts.last_day)
    if facts.last_day < law_begins:
        none = Fraction(0)
        return _answer(sheet, sheet.run(_no_leave, ()), none, none, (False, False))
    years, rest = sheet.run(_service, (on_leap_day(service_from),))
    amount, accrued, left, ticket_years = sheet.run(
        _untaken, (rest > 0,), facts.basic_wage, facts.days_taken
    )
    for_good = facts.leaves_for_good
    tickets = (years >= ticket_years and not for_good, for_good)
    return _answer(sheet, amount, accrued, left, tickets)


def _answer(
    sheet: FormSheet | Worksheet,
    amount: Money,
    accrued: Fraction,
    left: Fraction,
    tickets: tuple[bool, bool],
) -> Reckoning:
    figures: dict[str, FigureValue] = {
        "days_accrued": two_decimals(accrued),
        "days_left": two_decimals(left),
        "return_ticket_due": tickets[0],
        "one_way_ticket_due": tickets[1],
    }
    return sheet.closed(RULE, "due" if amount else "nothing_due", amount, (), figures)


# Formulas (`law/form.py`)


def _last_day(sheet: Worksheet, last_day: date) -> Line:
    return sheet.given("last_day", last_day)


def _service(sheet: Worksheet, leap_day: bool) -> tuple[Line, Line]:
    years = count_years(counted_from(sheet), sheet.line("last_day"), sheet, leap_day)
    return years.years, years.remainder_days


def _untaken(sheet: Worksheet, rest: bool, basic_wage: Money, days_taken: int) -> tuple[Line, ...]:
    """Leave that accrued less leave that was taken, a day at the month's wage ÷ 30."""
    law = sheet.law
    # Under A-01 `2017-09-12` a service may end before the figures' own first day.
    day = max(sheet.day, law.leave_weeks.begins)
    years = Years(*[sheet.line(code) for code in ("years", "remainder_days", "remainder_of")])
    weeks = sheet.figure(law.leave_weeks, day)
    a_year = sheet.product("leave_days_a_year", weeks, _DAYS_IN_WEEK)
    exact_years = years_exact(years, sheet, "A-36", rest)
    accrued = sheet.product("days_accrued", a_year, exact_years)
    taken = sheet.minimum("days_taken_counted", accrued, sheet.given("days_taken", days_taken))
    left = sheet.difference("days_left", accrued, taken)
    month = sheet.figure(law.leave_days_in_month, day)
    wage = sheet.given("basic_wage", basic_wage)
    pay = sheet.product("leave_pay", wage, sheet.quotient("share_of_a_month", left, month))
    ticket_years = sheet.figure(law.return_ticket_years, day)
    return sheet.rounded("amount", pay), accrued, left, ticket_years


def _no_leave(sheet: Worksheet) -> Line:
    return sheet.nothing("amount")


def two_decimals(exact: Fraction) -> str:
    """A number of days to show; the sheet keeps it exact."""
    return Money.rounded(exact).plain
