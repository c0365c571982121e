"""An appeal decides less than the first decision: what that awarded is taken back (M10)."""

from __future__ import annotations

from datetime import datetime, timedelta

from ...kernel.calendar import civil_day, end_of_day
from ...kernel.identity import DisputeId
from ...kernel.money import Money, smaller
from ...law.domestic_work import DomesticWorkLaw
from ...payments.fee_payment import FeePayment
from ...payments.taking_back import taken_back
from ...ports.storage import Work
from ..refund_obligation import RefundObligation


def take_back(
    work: Work,
    dispute: DisputeId,
    payment: FeePayment,
    amount: Money,
    law: DomesticWorkLaw,
    at: datetime,
) -> FeePayment:
    """The fee afterwards, for the caller to save; the obligations are saved.

    Of the awards of this dispute, the latest first: what is not given is not owed any more, what
    is given the employer gives back. He has as many days as an office has to give a refund.
    """
    due = end_of_day(civil_day(at) + timedelta(days=law.refund_deadline_days.on(civil_day(at))))
    for award in reversed(payment.awards):
        owed = work.get(RefundObligation, award.id)
        part = smaller(award.standing, amount) if owed.dispute == dispute else Money(0)
        payment = taken_back(payment, award.id, part, at)
        amount -= part
        after = payment.award(award.id)
        owed = owed.reduced_to(after.amount, at, covered=not after.owed)
        work.save(owed.recalled(after.back, due, at) if after.back else owed)
    return payment
