"""The recruitment fee of one contract (M9): asked for, paid, and what it says of itself."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import assert_never
from uuid import UUID

from attrs import frozen

from ..kernel.aggregate import Claim, Moment, Row
from ..kernel.answer import Accepted, PaymentAnswer, Pending, Refused, Unknown
from ..kernel.identity import (
    AttemptId,
    AwardId,
    ContractId,
    EmployerId,
    OfficeId,
    PaymentId,
    RequestId,
)
from ..kernel.money import Money, smaller
from ..kernel.obligation import Obligation
from ..kernel.parties import MINISTRY, Party, employer, office
from ..law.policy import POLICY
from .awards import Award as Award
from .events import (
    OPEN,
    FeeAsked,
    FeeDropped,
    FeeLeftOver,
    FeePaid,
    FeePaymentRow,
    NoFeeDue,
    PaymentRefused,
    PaymentStarted,
    PaymentStatus,
    PaymentUnanswered,
)
from .fee import Fee
from .refund_events import RefundAccountNamed


@frozen(kw_only=True)
class FeePayment(Fee):
    """One fee for one contract. What is awarded back never exceeds what was paid, what is given
    back never exceeds what was awarded, and it is taken once."""

    @classmethod
    def asked(
        cls,
        id: UUID,
        *,
        contract: ContractId,
        request: RequestId,
        office: OfficeId,
        employer: EmployerId,
        fee: Money,
        due: datetime,
        at: datetime,
    ) -> FeePayment:
        """The fee of a contract that has been concluded is due; a fee of zero is settled."""
        made = cls(
            id=id, contract=contract, request=request, office=office, employer=employer,
            fee=fee, due=due,
        )  # fmt: skip
        if not fee:
            nothing = NoFeeDue(at=at, payment=PaymentId(id), contract=contract)
            return made.after(nothing, status=PaymentStatus.PAID)
        return made.after(FeeAsked(at=at, payment=PaymentId(id), contract=contract, fee=fee))

    def being_paid(self, attempt: AttemptId, provider: str, at: datetime) -> FeePayment:
        """The provider is about to be asked."""
        self.must_be(PaymentStatus.DUE)
        return self.after(
            PaymentStarted(at=at, payment=PaymentId(self.id), attempt=attempt),
            status=PaymentStatus.BEING_PAID,
            attempt=attempt,
            provider=provider,
            ask_at=at + POLICY.payment_unanswered,
            tried_at=at,
        )

    def answered(
        self,
        attempt: AttemptId,
        answer: PaymentAnswer,
        at: datetime,
        pause: timedelta | None = None,
    ) -> FeePayment:
        """The provider said what became of *attempt*, or did not. Said twice, it counts once."""
        if attempt != self.attempt or self.status not in OPEN:
            return self
        match answer:
            case Accepted(reference):
                return self._paid(attempt, reference, at)
            case Refused(reason):
                event = PaymentRefused(
                    at=at, payment=PaymentId(self.id), attempt=attempt, reason=reason
                )
                return self.after(
                    event, status=PaymentStatus.DUE, attempt=None, ask_at=None, page=""
                )
            case Unknown() | Pending():
                silent = PaymentUnanswered(at=at, payment=PaymentId(self.id), attempt=attempt)
                ask_at = at + (pause or POLICY.payment_unanswered)
                # Who is only looked up may not say again where its page is.
                page = (isinstance(answer, Pending) and answer.page) or self.page
                return self.after(silent, status=PaymentStatus.UNKNOWN, ask_at=ask_at, page=page)
            case _:
                assert_never(answer)

    def _paid(self, attempt: AttemptId, reference: str, at: datetime) -> FeePayment:
        event = FeePaid(
            at=at, payment=PaymentId(self.id), contract=self.contract, attempt=attempt,
            fee=self.fee, provider=self.provider, reference=reference, taken_at=self.tried_at,
        )  # fmt: skip
        in_time = None if self.tried_at is None else self.tried_at < self.due
        return self.after(
            event,
            status=PaymentStatus.PAID,
            charge=reference,
            ask_at=None,
            page="",
            paid_in_time=in_time,
        )

    def dropped(self, at: datetime) -> FeePayment:
        """What it was for has fallen. While a provider may still take it, it cannot be dropped."""
        if self.status is PaymentStatus.DROPPED:
            return self
        self.must_be(PaymentStatus.DUE)
        event = FeeDropped(at=at, payment=PaymentId(self.id), fee=self.fee)
        in_time = None if at < self.due else False
        return self.after(event, status=PaymentStatus.DROPPED, paid_in_time=in_time)

    def left_over(self, due: datetime, at: datetime) -> FeePayment:
        """What it was paid for has fallen: by *due* the Ministry says whose it is."""
        if self.left_over_due is not None:
            return self
        self.must_be(PaymentStatus.PAID)
        event = FeeLeftOver(at=at, payment=PaymentId(self.id), due=due)
        return self.after(event, left_over_due=due)

    @property
    def still_pledged(self) -> Money | None:
        """What of the deposit its guarantee still holds: no more than could yet be asked of this
        fee, or has been and is not covered."""
        if self.pledged is None:
            return None
        asked = self.refundable - self.questioned + self.owed_by_office
        return smaller(self.pledged, asked) or None

    def up_to(self, award: AwardId) -> tuple[Award, ...]:
        """The awards before this one, and it."""
        return self.awards[: self.awards.index(self.award(award)) + 1]

    def account_named(self, account: str, at: datetime) -> FeePayment:
        """The employer says where a refund goes that cannot go back to the card."""
        if account == self.account:
            return self
        event = RefundAccountNamed(at=at, payment=PaymentId(self.id))
        return self.after(event, account=account, account_due=None)

    def parties(self) -> frozenset[Party]:
        return frozenset({office(self.office), employer(self.employer)})

    def claims(self) -> frozenset[Claim]:
        # A provider's event names a call; by these the payment is found.
        calls = [each.call for each in self.awards]
        if self.attempt is not None:  # one that was paid too: its event comes after the answer
            calls.append(self.attempt)
        made = {Claim("provider_call", str(call)) for call in calls}
        return frozenset({Claim("fee_of_contract", str(self.contract)), *made})

    def moments(self) -> frozenset[Moment]:
        found = {Moment("payment_unanswered", self.ask_at)} if self.ask_at is not None else set()
        if self.status is PaymentStatus.DUE:
            found.add(Moment("fee_overdue", self.due))
        if self.guarantee_until is not None:
            found.add(Moment("guarantee_over", self.guarantee_until))
        asked = [each.ask_at for each in self.awards if each.ask_at is not None]
        if asked:
            found.add(Moment("refund_unanswered", min(asked)))
        return frozenset(found)

    def obligations(self) -> tuple[Obligation, ...]:
        payer, payee, found = employer(self.employer), office(self.office), []
        if self.status is PaymentStatus.DUE:
            found.append(Obligation("pay_fee", payer, payee, self.due, self.request))
        if self.is_left_over and self.left_over_due is not None:
            by = self.left_over_due
            found.append(Obligation("decide_left_over_fee", MINISTRY, payer, by, self.request))
        if self.slice_due is not None:
            found.append(Obligation("decide_slice", MINISTRY, payer, self.slice_due, self.request))
        if self.account_due is not None:
            by = self.account_due
            found.append(Obligation("name_refund_account", payer, payee, by, self.request))
        return tuple(found)

    def rows(self) -> tuple[Row, ...]:
        return (
            FeePaymentRow(
                key=self.id, office=self.office, employer=self.employer, contract=self.contract,
                status=self.status, fee=self.fee, awarded=self.awarded, due=self.due,
                pledged=self.still_pledged, owed=self.owed_by_office or None,
                paid_in_time=self.paid_in_time,
            ),
        )  # fmt: skip
