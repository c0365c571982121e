"""What a transfer pays for a month's wage (M11), column by column."""

from __future__ import annotations

from ..kernel.dates import days_counted, last_of_month
from ..kernel.money import smaller, total
from .salary_file import WageSlip, reason_code
from .wage_month import WageMonth

#: Words that banks' software writes in the column "Payment Type"; most leave it blank.
LATE, PART = "Delayed Payment", "Partial Payment"


def slip_of(wage: WageMonth) -> WageSlip:
    """All that is owed now. What was paid before, or not earned, comes off the basic wage, then
    off food and housing: so each amount stands in one column, and they add up (A-32)."""
    deductions = [each for each in wage.deductions if each.counts]
    kept_back = total(each.amount for each in deductions)
    gross = wage.owed + kept_back
    basic = smaller(wage.wage.basic, gross)
    housing = smaller(wage.wage.housing, gross - basic)
    food = gross - basic - housing
    return WageSlip(
        basic=basic,
        housing=housing,
        food=food,
        deductions=kept_back,
        reason=reason_code(each.kind for each in deductions),
        payment_type=PART if wage.paid else LATE if wage.late else "",
        notes="; ".join(each.note for each in deductions),
        working_days=_days(wage),
    )


def _days(wage: WageMonth) -> int:
    ends = last_of_month(wage.month)
    return days_counted(
        max(wage.first_day or wage.month, wage.month), min(wage.last_day or ends, ends)
    )
