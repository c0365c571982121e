"""The recruitment fee of one contract (M9), and where each riyal of it is."""

from __future__ import annotations

from datetime import datetime, timedelta
from enum import StrEnum
from typing import ClassVar, assert_never
from uuid import UUID

from attrs import evolve, frozen

from ..books import posting
from ..kernel.aggregate import Aggregate, Claim, Event, Moment, Row
from ..kernel.answer import Accepted, Answer, Refused, Unknown
from ..kernel.entry import Entry
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
from ..kernel.parties import Party, PartyKind, employer, office
from ..law.policy import POLICY


class PaymentStatus(StrEnum):
    """Where the fee stands. A refused card leaves it due."""

    DUE = "due"
    BEING_PAID = "being_paid"  # the provider has been asked
    UNKNOWN = "unknown"  # and has not answered: only a look-up can settle it
    PAID = "paid"


@frozen(kw_only=True)
class FeeAsked(Event):
    """The fee is due from now on."""

    payment: PaymentId
    contract: ContractId
    fee: Money


@frozen(kw_only=True)
class PaymentStarted(Event):
    """The provider is about to be asked, under the name of this attempt."""

    payment: PaymentId
    attempt: AttemptId


@frozen(kw_only=True)
class PaymentRefused(Event):
    """The provider said no; the fee is due as before."""

    payment: PaymentId
    attempt: AttemptId
    reason: str


@frozen(kw_only=True)
class PaymentUnanswered(Event):
    """The provider said nothing; it will be asked again what became of the attempt."""

    payment: PaymentId
    attempt: AttemptId


@frozen(kw_only=True)
class FeePaid(Event):
    """The provider has the fee, and the platform holds it."""

    payment: PaymentId
    contract: ContractId
    attempt: AttemptId
    fee: Money
    provider: str
    reference: str

    def entries(self) -> tuple[Entry, ...]:
        return (posting.fee_taken(self.payment, self.attempt, self.fee, self.provider),)


@frozen(kw_only=True)
class FeeReleased(Event):
    """What was not awarded back is the office's: the worker has been handed over."""

    payment: PaymentId
    office: OfficeId
    amount: Money

    def entries(self) -> tuple[Entry, ...]:
        return (posting.fee_released(self.payment, self.office, self.amount),)


@frozen(kw_only=True)
class RefundAwarded(Event):
    """Part of the fee is owed back to the employer."""

    payment: PaymentId
    award: AwardId
    amount: Money
    from_office: OfficeId | None  # none: out of the fee that is still held

    def entries(self) -> tuple[Entry, ...]:
        source = (
            posting.held(self.payment)
            if self.from_office is None
            else posting.office_balance(self.from_office)
        )
        return (posting.refund_awarded(self.payment, self.award, self.amount, source),)


@frozen(kw_only=True)
class FeeRefunded(Event):
    """The provider has given an award back to the employer."""

    payment: PaymentId
    award: AwardId
    amount: Money
    provider: str
    reference: str

    def entries(self) -> tuple[Entry, ...]:
        return (posting.refund_given(self.payment, self.award, self.amount, self.provider),)


@frozen(kw_only=True)
class RefundRefused(Event):
    """The provider will not give an award back; it is owed as before, and a person must look."""

    payment: PaymentId
    award: AwardId
    reason: str


@frozen
class Award:
    """Part of a fee that is owed back; *given* is the provider's reference once it is given."""

    id: AwardId
    amount: Money
    given: str | None = None


@frozen(kw_only=True)
class FeePaymentRow(Row):
    """A fee as it is listed."""

    seen_by: ClassVar[dict[PartyKind, str]] = {
        PartyKind.OFFICE: "office",
        PartyKind.EMPLOYER: "employer",
    }

    office: OfficeId
    employer: EmployerId
    contract: ContractId
    status: PaymentStatus
    fee: Money
    awarded: Money
    due: datetime


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
    provider: str = ""
    charge: str = ""
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
        """The fee of a contract that has been concluded is due."""
        made = cls(
            id=id, contract=contract, request=request, office=office, employer=employer,
            fee=fee, due=due,
        )  # fmt: skip
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

    def being_paid(self, attempt: AttemptId, provider: str, at: datetime) -> FeePayment:
        """The provider is about to be asked."""
        self.must_be(PaymentStatus.DUE)
        return self.after(
            PaymentStarted(at=at, payment=PaymentId(self.id), attempt=attempt),
            status=PaymentStatus.BEING_PAID,
            attempt=attempt,
            provider=provider,
            ask_at=at + POLICY.payment_unanswered,
        )

    def answered(
        self, attempt: AttemptId, answer: Answer, at: datetime, pause: timedelta | None = None
    ) -> FeePayment:
        """The provider said what became of *attempt*, or did not. Said twice, it counts once."""
        if attempt != self.attempt or self.status in (PaymentStatus.PAID, PaymentStatus.DUE):
            return self
        match answer:
            case Accepted(reference):
                return self._paid(attempt, reference, at)
            case Refused(reason):
                event = PaymentRefused(
                    at=at, payment=PaymentId(self.id), attempt=attempt, reason=reason
                )
                return self.after(event, status=PaymentStatus.DUE, attempt=None, ask_at=None)
            case Unknown():
                silent = PaymentUnanswered(at=at, payment=PaymentId(self.id), attempt=attempt)
                ask_at = at + (pause or POLICY.payment_unanswered)
                return self.after(silent, status=PaymentStatus.UNKNOWN, ask_at=ask_at)
            case _:
                assert_never(answer)

    def _paid(self, attempt: AttemptId, reference: str, at: datetime) -> FeePayment:
        event = FeePaid(
            at=at, payment=PaymentId(self.id), contract=self.contract, attempt=attempt,
            fee=self.fee, provider=self.provider, reference=reference,
        )  # fmt: skip
        return self.after(event, status=PaymentStatus.PAID, charge=reference, ask_at=None)

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
            ),
        )  # fmt: skip
