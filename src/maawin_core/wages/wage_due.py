"""What wage is due for a month, by when, and whether what was paid discharges it (Art. 8)."""

from __future__ import annotations

from datetime import date
from enum import StrEnum

from attrs import frozen

from maawin_core.kernel import dates
from maawin_core.kernel.money import total
from maawin_core.law.domestic_work import DomesticWorkLaw
from maawin_core.law.fact_kinds import BadFacts
from maawin_core.law.facts import Amount, Count, Day, Month, Wage, in_order
from maawin_core.law.worksheet import FigureValue, Line, Reckoning, Worksheet

RULE = "wage-due"
STATUSES = ("paid", "late_paid", "not_discharged", "not_yet_due", "part_paid", "unpaid")


class DeductionKind(StrEnum):
    """Why something is kept back from the wage."""

    WORKING_HOURS = "working_hours"
    WORK_ARRANGEMENTS = "work_arrangements"
    DAMAGE = "damage"
    ADVANCE = "advance"
    OTHER = "other"
    RECRUITMENT_COST = "recruitment_cost"


class Means(StrEnum):
    """How money moved."""

    BANK = "bank"
    CASH = "cash"


class Holder(StrEnum):
    """Whose bank account it went to."""

    WORKER = "worker"
    OTHER = "other"


@frozen(kw_only=True)
class Deduction:
    """Something kept back. The cost of recruiting the worker never may be."""

    kind: DeductionKind
    amount: Amount

    def __attrs_post_init__(self) -> None:
        if self.kind is DeductionKind.RECRUITMENT_COST:
            raise BadFacts("recruitment_cost_deducted", field="kind")


@frozen(kw_only=True)
class WagePayment:
    """Money that moved for the wage."""

    on: Day
    amount: Amount
    means: Means
    account_holder: Holder = Holder.WORKER
    receipt_signed: bool = False

    @property
    def discharges(self) -> bool:
        """Only the worker's own account, or her signed receipt, discharges the employer."""
        if self.means is Means.BANK:
            return self.account_holder is Holder.WORKER
        return self.receipt_signed


@frozen(kw_only=True)
class WageMonth:
    """A month of service, what was paid for it, and the day on which somebody asks."""

    month: Month
    monthly_wage: Wage
    first_day: Day | None = None
    last_day: Day | None = None
    unpaid_days: Count = 0
    deductions: tuple[Deduction, ...] = ()
    paid: tuple[WagePayment, ...] = ()
    on: Day

    def __attrs_post_init__(self) -> None:
        if self.first_day and self.last_day:
            in_order(self.first_day, self.last_day, "last_day")

    @property
    def served(self) -> tuple[date, date]:
        """The first and the last day of service in this month."""
        ends = dates.last_of_month(self.month)
        return max(self.first_day or self.month, self.month), min(self.last_day or ends, ends)

    @property
    def due_day(self) -> date:
        """The month's last day, or the last day of service if that is in it."""
        ends = self.served[1]
        return ends if ends >= self.month else dates.last_of_month(self.month)


def wage_due(facts: WageMonth, law: DomesticWorkLaw) -> Reckoning:
    """The wage is paid at the end of each month, at the latest on the third of the next.

    The employer is discharged only by a transfer to the worker's bank account, or by her signed
    receipt for cash. Nothing may be deducted for the cost of recruiting her.
    """
    sheet = Worksheet(law, dates.last_of_month(facts.month))
    due = _due(facts, sheet)
    latest = _last_day_to_pay(facts, sheet)
    counted = [payment for payment in facts.paid if payment.on <= facts.on]
    good = [payment for payment in counted if payment.discharges]
    paid = _paid(facts, sheet)
    settled = sheet.minimum("settled", due, paid)
    owed = sheet.difference("owed", due, settled)
    in_time = total(payment.amount for payment in good if payment.on <= latest)
    if not owed.money:
        status = "paid" if in_time >= due.money else "late_paid"
    elif any(payment.amount and not payment.discharges for payment in counted):
        status = "not_discharged"
    elif facts.on <= latest:
        status = "not_yet_due"
    else:
        status = "part_paid" if paid.money else "unpaid"
    figures: dict[str, FigureValue] = {
        "due": due.money,
        "due_day": facts.due_day,
        "last_day_to_pay": latest,
    }
    return sheet.reckoning(RULE, status, owed, (), figures)


def _last_day_to_pay(facts: WageMonth, sheet: Worksheet) -> date:
    end = sheet.given("month_ends", dates.last_of_month(facts.month))
    sheet.given("due_day", facts.due_day)
    latest = sheet.figure(sheet.law.wage_latest_day, end.day)
    return sheet.derived("last_day_to_pay", "days_after", end, latest).day


def _due(facts: WageMonth, sheet: Worksheet) -> Line:
    wage = sheet.given("monthly_wage", facts.monthly_wage)
    earned = _earned(facts, wage, sheet)
    taken = []
    if facts.unpaid_days:
        law = sheet.law.pay_days_in_month
        month = sheet.figure(law, dates.last_of_month(facts.month))
        days = sheet.given("unpaid_days", facts.unpaid_days)
        taken.append(sheet.product("unpaid_pay", wage, sheet.quotient("unpaid_share", days, month)))
    for number, deduction in enumerate(facts.deductions, 1):
        taken.append(sheet.given(f"deduction.{number}", deduction.amount))
    if not taken:
        return sheet.rounded("due", earned)
    kept = sheet.minimum("kept_back", earned, sheet.sum("taken_off", *taken))
    return sheet.rounded("due", sheet.difference("due_exact", earned, kept))


def _earned(facts: WageMonth, wage: Line, sheet: Worksheet) -> Line:
    """The month's wage; of a part of a month, as many days of it (A-35)."""
    first, last = facts.served
    end = dates.last_of_month(facts.month)
    if (first, last) == (facts.month, end):
        return wage
    if last < first:
        return sheet.nothing("earned")
    days = sheet.derived(
        "days_served",
        "days_counted",
        sheet.given("served_from", first),
        sheet.given("served_to", last),
    )
    if sheet.reading("A-35") == "actual_days":
        of = sheet.given("days_of_month", end.day, by="A-35")
    else:
        of = sheet.figure(sheet.law.pay_days_in_month, end)
    return sheet.product("earned", wage, sheet.quotient("share_of_month", days, of, by="A-35"))


def _paid(facts: WageMonth, sheet: Worksheet) -> Line:
    good = [
        sheet.given(f"paid.{number}", payment.amount)
        for number, payment in enumerate(facts.paid, 1)
        if payment.on <= facts.on and payment.discharges
    ]
    return sheet.sum("paid_in_all", *good) if good else sheet.nothing("paid_in_all")
