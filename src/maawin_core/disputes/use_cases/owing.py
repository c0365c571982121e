"""How a decision makes a refund owed (M10): an award on the fee, an obligation with its day."""

from __future__ import annotations

from datetime import datetime, timedelta

from attrs import frozen

from ...contracts.contract import RecruitmentContract
from ...kernel.calendar import civil_day, end_of_day
from ...kernel.identity import AwardId, DisputeId, new_id
from ...kernel.money import Money
from ...law.domestic_work import DomesticWorkLaw
from ...payments.fee_payment import Award, FeePayment
from ...payments.use_cases import payment_of
from ...ports.storage import Work
from ..refund_obligation import RefundObligation


@frozen
class Owing:
    """What a decision awards, by which dispute if any, and what it leaves in question (A-17)."""

    amount: Money
    dispute: DisputeId | None = None
    aside: Money = Money(0)


def owe(
    work: Work, payment: FeePayment, owing: Owing, law: DomesticWorkLaw, at: datetime
) -> FeePayment:
    """The fee after the award, for the caller to save; the obligation is saved."""
    award = Award(AwardId(new_id()), owing.amount)
    days = law.refund_deadline_days.on(civil_day(at))
    contract = work.find(RecruitmentContract, payment.contract)
    owed = RefundObligation.owed(
        award.id,
        dispute=owing.dispute,
        payment=payment_of(payment.contract),
        request=payment.request,
        office=payment.office,
        employer=payment.employer,
        amount=award.amount,
        held=owing.aside,
        due=end_of_day(civil_day(at) + timedelta(days=days)),
        at=at,
        country="" if contract is None else contract.recruited_from,
    )
    work.save(owed)
    return payment.awarded_back(award, at, owing.aside)
