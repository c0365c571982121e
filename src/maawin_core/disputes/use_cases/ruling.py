"""The Ministry rules on money that is nobody's: a slice in question, a fee that was left over."""

from __future__ import annotations

from datetime import datetime

from attrs import frozen

from ...access.rights import Act, Rights
from ...kernel.aggregate import Version
from ...kernel.errors import WrongMoment, require
from ...kernel.identity import PaymentId, new_id
from ...kernel.money import Money
from ...kernel.parties import Actor
from ...law.domestic_work import DomesticWorkLaw
from ...law.qatar import QATAR
from ...payments.awards import Ruling
from ...payments.fee_payment import FeePayment
from ...ports.clock import Clock
from ...ports.storage import Storage, Work
from .owing import Owing, owe


@frozen
class DecideSlice:
    """The Ministry says how much of a slice in question is the employer's; the rest is the
    office's (A-17)."""

    storage: Storage
    rights: Rights
    clock: Clock
    law: DomesticWorkLaw = QATAR

    def __call__(
        self,
        by: Actor,
        payment: PaymentId,
        to_employer: Money,
        reason: str,
        *,
        seen: Version | None = None,
    ) -> FeePayment:
        with self.storage.transaction(by) as work:
            paid = work.get(FeePayment, payment, seen=seen)
            self.rights.check(by, Act.DECIDE_SLICE, paid)
            if paid.slice_due is None:
                raise WrongMoment("nothing_in_question", id=paid.id)
            _within(to_employer, paid.questioned, reason)
            now, rest = self.clock.now(), paid.questioned - to_employer
            ruling = Ruling(to_employer, rest, reason, now)
            paid = _awarded(work, paid.ruled(ruling), to_employer, self.law, now)
            return work.save(paid.slice_returned(new_id(), rest, now))


@frozen
class DecideLeftOverFee:
    """The Ministry says whose the paid fee of a fallen contract is that nobody has disputed: how
    much of it the employer's, and the rest the office's."""

    storage: Storage
    rights: Rights
    clock: Clock
    law: DomesticWorkLaw = QATAR

    def __call__(
        self,
        by: Actor,
        payment: PaymentId,
        to_employer: Money,
        reason: str,
        *,
        seen: Version | None = None,
    ) -> FeePayment:
        with self.storage.transaction(by) as work:
            paid = work.get(FeePayment, payment, seen=seen)
            self.rights.check(by, Act.DECIDE_LEFT_OVER_FEE, paid)
            if not paid.is_left_over:
                raise WrongMoment("fee_not_left_over", id=paid.id)
            _within(to_employer, paid.refundable, reason)
            now, rest = self.clock.now(), paid.refundable - to_employer
            ruling = Ruling(to_employer, rest, reason, now)
            paid = _awarded(work, paid.ruled(ruling), to_employer, self.law, now)
            return work.save(paid.released_to_office(now))


def _within(to_employer: Money, all_of_it: Money, reason: str) -> None:
    fits = to_employer.minor >= 0 and to_employer <= all_of_it
    require(fits, "more_than_in_question", asked=to_employer, needed=all_of_it)
    require(reason.strip(), "text_missing", field="reason")


def _awarded(
    work: Work, paid: FeePayment, amount: Money, law: DomesticWorkLaw, at: datetime
) -> FeePayment:
    return owe(work, paid, Owing(amount), law, at) if amount else paid
