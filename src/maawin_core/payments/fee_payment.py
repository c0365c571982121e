"""The recruitment fee of one contract (M9), and where each riyal of it is."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import assert_never
from uuid import UUID

from attrs import evolve, frozen

from ..kernel.aggregate import Aggregate, Claim, Moment, Row
from ..kernel.answer import Accepted, PaymentAnswer, Pending, Refused, Unknown
from ..kernel.errors import RuleBroken
from ..kernel.identity import (
    AttemptId,
    AwardId,
    ContractId,
    EmployerId,
    OfficeId,
    PaymentId,
    RequestId,
)
from ..kernel.money import Money, total
from ..kernel.obligation import Obligation
from ..kernel.parties import Party, employer, office
from ..law.policy import POLICY
from .events import (
    OPEN,
    FeeAsked,
    FeeDropped,
    FeePaid,
    FeePaymentRow,
    FeeRefunded,
    FeeReleased,
    NoFeeDue,
    PaymentRefused,
    PaymentStarted,
    PaymentStatus,
    PaymentUnanswered,
    RefundAwarded,
    RefundRefused,
)


@frozen
class Award:
    """Part of a fee that is owed back; *given* is the provider's reference once it is given."""

    id: AwardId
    amount: Money
    given: str | None = None


@frozen(kw_only=True)
class FeePayment(Aggregate):
    """One fee for one contract. What is awarded back never exceeds what was paid, what is given
    back never exceeds what was awarded, and it is taken once."""

    contract: ContractId
    request: RequestId
    office: OfficeId
    employer: EmployerId
    fee: Money
    due: datetime
    status: PaymentStatus = PaymentStatus.DUE
    attempt: AttemptId | None = None
    ask_at: datetime | None = None
    #: When the employer last had the provider asked: in time is when he did his part.
    tried_at: datetime | None = None
    #: None: it is not known yet, or nothing was to be paid.
    paid_in_time: bool | None = None
    provider: str = ""
    charge: str = ""
    page: str = ""
    awards: tuple[Award, ...] = ()
    released: Money | None = None

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

    @property
    def awarded(self) -> Money:
        """What has been awarded back so far."""
        return total((award.amount for award in self.awards), self.fee.currency)

    @property
    def refundable(self) -> Money:
        """What could still be awarded to the employer."""
        paid = self.status is PaymentStatus.PAID
        return self.fee - self.awarded if paid else self.fee - self.fee

    @property
    def not_given_back(self) -> Money:
        """What the provider still has of it, as far as is known here."""
        given = (each.amount for each in self.awards if each.given is not None)
        return self.fee - total(given, self.fee.currency)

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
                page = answer.page if isinstance(answer, Pending) else self.page
                return self.after(silent, status=PaymentStatus.UNKNOWN, ask_at=ask_at, page=page)
            case _:
                assert_never(answer)

    def _paid(self, attempt: AttemptId, reference: str, at: datetime) -> FeePayment:
        event = FeePaid(
            at=at, payment=PaymentId(self.id), contract=self.contract, attempt=attempt,
            fee=self.fee, provider=self.provider, reference=reference,
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

    def released_to_office(self, at: datetime) -> FeePayment:
        """The worker has been handed over: what is left of the fee is the office's."""
        if self.released is not None:
            return self
        self.must_be(PaymentStatus.PAID)
        if not self.refundable:
            return self
        event = FeeReleased(
            at=at, payment=PaymentId(self.id), office=self.office, amount=self.refundable
        )
        return self.after(event, released=self.refundable)

    def awarded_back(self, award: Award, at: datetime) -> FeePayment:
        """The employer is owed *award* of this fee. The same award twice is one award."""
        if any(each.id == award.id for each in self.awards):
            return self
        self.must_be(PaymentStatus.PAID)
        if award.amount > self.refundable or award.amount <= Money(0, self.fee.currency):
            raise RuleBroken("more_than_was_paid", asked=award.amount, needed=self.refundable)
        event = RefundAwarded(
            at=at, payment=PaymentId(self.id), award=award.id, amount=award.amount,
            from_office=None if self.released is None else self.office,
        )  # fmt: skip
        return self.after(event, awards=(*self.awards, award))

    def award(self, id: AwardId) -> Award:
        """The award of this name."""
        found = next((each for each in self.awards if each.id == id), None)
        if found is None:
            raise RuleBroken("award_unknown", id=id)
        return found

    def refund_answered(self, award: Award, answer: Accepted | Refused, at: datetime) -> FeePayment:
        """The provider has given *award* back, or will not. Said twice, it counts once."""
        known = self.award(award.id)
        if known.given is not None:
            return self
        payment = PaymentId(self.id)
        if isinstance(answer, Refused):
            refused = RefundRefused(at=at, payment=payment, award=award.id, reason=answer.reason)
            return self.after(refused)
        given = evolve(known, given=answer.reference)
        event = FeeRefunded(
            at=at, payment=payment, award=award.id, amount=known.amount,
            provider=self.provider, reference=answer.reference,
        )  # fmt: skip
        awards = tuple(given if each.id == award.id else each for each in self.awards)
        return self.after(event, awards=awards)

    def parties(self) -> frozenset[Party]:
        return frozenset({office(self.office), employer(self.employer)})

    def claims(self) -> frozenset[Claim]:
        return frozenset({Claim("fee_of_contract", str(self.contract))})

    def moments(self) -> frozenset[Moment]:
        found = {Moment("payment_unanswered", self.ask_at)} if self.ask_at is not None else set()
        if self.status is PaymentStatus.DUE:
            found.add(Moment("fee_overdue", self.due))
        return frozenset(found)

    def obligations(self) -> tuple[Obligation, ...]:
        if self.status is not PaymentStatus.DUE:
            return ()
        payer, payee = employer(self.employer), office(self.office)
        return (Obligation("pay_fee", payer, payee, self.due, self.request),)

    def rows(self) -> tuple[Row, ...]:
        return (
            FeePaymentRow(
                key=self.id, office=self.office, employer=self.employer, contract=self.contract,
                status=self.status, fee=self.fee, awarded=self.awarded, due=self.due,
                paid_in_time=self.paid_in_time,
            ),
        )  # fmt: skip
