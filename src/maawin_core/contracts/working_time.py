"""Working hours, weekly rest, and pay for more hours (Art. 12–13, standard contract)."""

from __future__ import annotations

from attrs import frozen

from maawin_core.law.domestic_work import DomesticWorkLaw
from maawin_core.law.facts import Count, Hours, Wage
from maawin_core.law.worksheet import Line, Reckoning, Worksheet

RULE = "working-time"
STATUSES = ("over_daily_limit", "rest_too_short", "lawful")

_MINUTES_IN_HOUR = 60


@frozen(kw_only=True)
class WorkingTime:
    """A week's work: breaks for worship, rest and meals are not in the minutes."""

    basic_wage: Wage
    daily_minutes: Count
    agreed_more: bool
    rest_minutes: Count
    overtime_hours: Hours
    rest_day_hours: Hours


def working_time(facts: WorkingTime, law: DomesticWorkLaw) -> Reckoning:
    """At most ten hours a day unless agreed otherwise, and a day of rest of 24 hours running.

    An hour more is paid with a quarter on top; an hour of the rest day with 150 % of it (A-48).
    """
    sheet = Worksheet(law, law.daily_hours_limit.latest.in_force)
    worked = sheet.given("daily_minutes", facts.daily_minutes)
    hours = sheet.cited("daily_hours_limit", law.daily_hours_limit.latest)
    limit = sheet.product("daily_minutes_limit", hours, _MINUTES_IN_HOUR)
    rested = sheet.given("rest_minutes", facts.rest_minutes)
    rest = sheet.cited("weekly_rest_hours", law.weekly_rest_hours.latest)
    needed = sheet.product("rest_minutes_needed", rest, _MINUTES_IN_HOUR)
    amount = _pay(facts, sheet)
    over = worked.number > limit.number and not facts.agreed_more
    short = rested.number < needed.number
    status = "over_daily_limit" if over else "rest_too_short" if short else "lawful"
    flags = ("rest_too_short",) if over and short else ()
    return sheet.reckoning(RULE, status, amount, flags)


def _pay(facts: WorkingTime, sheet: Worksheet) -> Line:
    law, hour = sheet.law, _hour(facts, sheet)
    rate = sheet.cited("overtime_rate", law.overtime_rate.latest)
    overtime = sheet.product(
        "overtime_pay", hour, sheet.given("overtime_hours", facts.overtime_hours), rate
    )
    parts = [overtime]
    if facts.rest_day_hours:
        premium = sheet.cited("rest_day_premium", law.rest_day_premium.latest)
        factor = (
            sheet.sum("rest_day_rate", 1, premium, by="A-48")
            if sheet.reading("A-48") == "plus_150_percent"
            else sheet.sum("rest_day_rate", premium, by="A-48")
        )
        rest_hours = sheet.given("rest_day_hours", facts.rest_day_hours)
        parts.append(sheet.product("rest_day_pay", hour, rest_hours, factor))
    return sheet.rounded("amount", sheet.sum("pay_exact", *parts))


def _hour(facts: WorkingTime, sheet: Worksheet) -> Line:
    """What an hour is worth: A-42."""
    law = sheet.law
    days = law.hour_days_in_month
    if sheet.reading("A-42") == "twenty_six_by_eight":
        days = law.hour_working_days_in_month
    wage = sheet.given("basic_wage", facts.basic_wage)
    of_days = sheet.cited(days.code, days.latest)
    day = sheet.quotient("wage_of_a_day", wage, of_days)
    return sheet.quotient(
        "wage_of_an_hour", day, sheet.cited("hours_in_day", law.hours_in_day.latest), by="A-42"
    )
