"""Everything that is due when a service ends, in one sheet of sheets."""

from __future__ import annotations

from attrs import fields, frozen

from maawin_core.kernel import dates
from maawin_core.law.domestic_work import DomesticWorkLaw
from maawin_core.law.fact_kinds import BadFacts
from maawin_core.law.facts import Amount, Count, Month, Name
from maawin_core.law.worksheet import FigureValue, Line, Reckoning, Worksheet

from .end_of_service import EndOfService, end_of_service
from .leave import Leave, leave

RULE = "final-settlement"
STATUSES = ("nothing_due", "due")


@frozen(kw_only=True)
class OtherDue:
    """Something else that is owed to the worker."""

    name: Name
    amount: Amount


@frozen(kw_only=True)
class FinalSettlement(EndOfService):
    """A service that has ended, its leave, its unpaid wage, and other dues."""

    days_taken: Count = 0
    leaves_for_good: bool = False
    unpaid_wage_days: Count
    unpaid_months: tuple[Month, ...]
    other_dues: tuple[OtherDue, ...]

    def __attrs_post_init__(self) -> None:
        EndOfService.__attrs_post_init__(self)
        if len(set(self.unpaid_months)) < len(self.unpaid_months):
            raise BadFacts("month_twice", field="unpaid_months")

    @property
    def service(self) -> EndOfService:
        """What concerns the gratuity."""
        return EndOfService(
            **{each.name: getattr(self, each.name) for each in fields(EndOfService)}
        )

    @property
    def leave(self) -> Leave:
        """What concerns leave."""
        return Leave(
            first_day=self.first_day,
            last_day=self.last_day,
            basic_wage=self.basic_wage,
            days_taken=self.days_taken,
            leaves_for_good=self.leaves_for_good,
        )


def final_settlement(facts: FinalSettlement, law: DomesticWorkLaw) -> Reckoning:
    """The sum of gratuity, leave, unpaid wage and other dues, each part as printed.

    Debts and what was already paid touch the gratuity only: Art. 15 says no more.
    """
    sheet = Worksheet(law, facts.first_day)
    gratuity, left = end_of_service(facts.service, law), leave(facts.leave, law)
    parts = [sheet.included("end_of_service", gratuity), sheet.included("leave", left)]
    parts += [_unpaid_days(facts, sheet), _unpaid_months(facts, sheet), _others(facts, sheet)]
    amount = sheet.sum("amount", *parts)
    figures: dict[str, FigureValue] = {
        **gratuity.figures,
        **left.figures,
        "gratuity_payable": parts[0].money,
        "leave_pay": parts[1].money,
        "unpaid_days_pay": parts[2].money,
        "unpaid_months_pay": parts[3].money,
        "other_dues": parts[4].money,
    }
    status = "due" if amount.money else "nothing_due"
    return sheet.reckoning(RULE, status, amount, gratuity.flags, figures)


def _month_wage(facts: FinalSettlement, sheet: Worksheet) -> Line:
    if "month_wage" in sheet.lines:
        return sheet.lines["month_wage"]
    basic = sheet.given("basic_wage", facts.basic_wage)
    return sheet.sum("month_wage", basic, sheet.given("allowances", facts.allowances))


def _unpaid_days(facts: FinalSettlement, sheet: Worksheet) -> Line:
    """Each day the month's wage ÷ 30, or ÷ the days of the month of the last day (A-35)."""
    if not facts.unpaid_wage_days:
        return sheet.nothing("unpaid_days_pay")
    days = sheet.given("unpaid_wage_days", facts.unpaid_wage_days)
    if sheet.reading("A-35") == "actual_days":
        of = sheet.given("days_of_last_month", _days_of_month(facts), by="A-35")
    else:
        law = sheet.law.pay_days_in_month
        of = sheet.figure(law, max(facts.last_day, law.begins))
    share = sheet.quotient("unpaid_share_of_a_month", days, of)
    exact = sheet.product("unpaid_days_exact", _month_wage(facts, sheet), share)
    return sheet.rounded("unpaid_days_pay", exact)


def _days_of_month(facts: FinalSettlement) -> int:
    return dates.last_of_month(facts.last_day).day


def _unpaid_months(facts: FinalSettlement, sheet: Worksheet) -> Line:
    if not facts.unpaid_months:
        return sheet.nothing("unpaid_months_pay")
    months = sheet.given("unpaid_months", len(facts.unpaid_months))
    return sheet.product("unpaid_months_pay", _month_wage(facts, sheet), months)


def _others(facts: FinalSettlement, sheet: Worksheet) -> Line:
    dues = [
        sheet.given(f"other_due.{number}", due.amount)
        for number, due in enumerate(facts.other_dues, 1)
    ]
    return sheet.sum("other_dues", *dues) if dues else sheet.nothing("other_dues")
