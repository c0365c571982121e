"""What can happen to a recruitment fee (M9), where each riyal of it goes, and how it is listed."""

from __future__ import annotations

from datetime import datetime
from enum import StrEnum
from typing import ClassVar
from uuid import UUID, uuid5

from attrs import frozen

from ..books import posting
from ..kernel.aggregate import Event, Row
from ..kernel.entry import Entry, corrected, move
from ..kernel.identity import AttemptId, AwardId, ContractId, EmployerId, OfficeId, PaymentId
from ..kernel.money import Money
from ..kernel.parties import PartyKind
from .awards import CoverSource


class PaymentStatus(StrEnum):
    """Where the fee stands. A refused card leaves it due."""

    DUE = "due"
    BEING_PAID = "being_paid"  # the provider has been asked
    UNKNOWN = "unknown"  # and has not decided: a look-up settles it
    PAID = "paid"
    DROPPED = "dropped"  # it was never paid, and what it was for has fallen


#: The provider has been asked, and what became of it is not known yet.
OPEN = (PaymentStatus.BEING_PAID, PaymentStatus.UNKNOWN)


@frozen(kw_only=True)
class FeeAsked(Event):
    """The fee is due from now on."""

    payment: PaymentId
    contract: ContractId
    fee: Money


@frozen(kw_only=True)
class NoFeeDue(Event):
    """The contract costs its employer no fee: nothing is asked, and the journey goes on."""

    payment: PaymentId
    contract: ContractId


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
    taken_at: datetime | None = None  # when the provider was asked: it may have said so much later

    def entries(self) -> tuple[Entry, ...]:
        return (
            posting.fee_taken(
                self.payment, self.attempt, self.fee, self.provider, self.reference, self.taken_at
            ),
        )


@frozen(kw_only=True)
class FeeReleased(Event):
    """What was not awarded back is the office's: the worker has been handed over, or the decision
    about a fallen contract is final. *retained* of it stays while the guarantee could ask."""

    payment: PaymentId
    office: OfficeId
    amount: Money
    retained: Money | None = None
    after_split: bool = False

    def entries(self) -> tuple[Entry, ...]:
        if self.after_split:
            key = uuid5(self.payment, "release")
            return (posting.slice_returned(self.payment, key, self.office, self.amount, {}),)
        retained = self.retained or Money(0, self.amount.currency)
        return (posting.fee_released(self.payment, self.office, self.amount, retained),)


@frozen(kw_only=True)
class GuaranteeOver(Event):
    """The guarantee is over: what was *retained* for it, if anything, is the office's."""

    payment: PaymentId
    office: OfficeId
    retained: Money | None

    def entries(self) -> tuple[Entry, ...]:
        if not self.retained:
            return ()
        return (posting.retention_released(self.payment, self.office, self.retained),)


@frozen(kw_only=True)
class FeeLeftOver(Event):
    """The contract has fallen and its paid fee is nobody's: the Ministry decides whose it is."""

    payment: PaymentId
    due: datetime


@frozen(kw_only=True)
class RefundAwarded(Event):
    """Part of the fee is owed back to the employer, and *aside* is in question still (A-17).

    *taken* of it had been in question. Out of a fee that was *held* until now it is there; out of
    a released one the office owes it. (Events of 0.1.0 name the office instead, and debited it.)
    """

    payment: PaymentId
    award: AwardId
    amount: Money
    from_office: OfficeId | None = None
    held: bool | None = None
    aside: Money | None = None
    taken: Money | None = None

    def entries(self) -> tuple[Entry, ...]:
        nothing = Money(0, self.amount.currency)
        aside, taken = self.aside or nothing, self.taken or nothing
        if self.held is None:
            return (self._as_of_old(),)
        if self.held:
            return (posting.held_split(self.payment, self.amount, aside),)
        return (posting.refund_awarded(self.payment, self.award, self.amount, aside, taken),)

    def _as_of_old(self) -> Entry:
        whose = self.from_office
        source = posting.held(self.payment) if whose is None else posting.office_balance(whose)
        key, to = uuid5(self.award, "awarded"), posting.refund_owed(self.payment)
        return move(key, "refund_awarded", self.payment, self.amount, out_of=source, to=to)


@frozen(kw_only=True)
class RefundCovered(Event):
    """Money of the office was put to what it has to give back."""

    payment: PaymentId
    award: AwardId
    office: OfficeId
    amount: Money
    source: CoverSource
    turn: int

    def entries(self) -> tuple[Entry, ...]:
        accounts = {
            CoverSource.RETENTION: posting.retention(self.payment),
            CoverSource.BALANCE: posting.office_balance(self.office),
            CoverSource.DEPOSIT: posting.guarantee_deposit(self.office),
        }
        source = accounts[self.source]
        return (posting.refund_covered(self.payment, self.award, self.amount, source, self.turn),)


@frozen(kw_only=True)
class SliceReturned(Event):
    """What was in question is the office's after all; *debts* for it fall away first."""

    payment: PaymentId
    slice: UUID
    office: OfficeId
    amount: Money
    debts: tuple[tuple[UUID, Money], ...]

    def entries(self) -> tuple[Entry, ...]:
        debts = dict(self.debts)
        return (posting.slice_returned(self.payment, self.slice, self.office, self.amount, debts),)


@frozen(kw_only=True)
class RefundStarted(Event):
    """A provider is about to be asked to give an award back."""

    payment: PaymentId
    award: AwardId
    provider: str


@frozen(kw_only=True)
class FeeRefunded(Event):
    """A provider has given an award back to the employer."""

    payment: PaymentId
    award: AwardId
    amount: Money
    provider: str
    reference: str
    turn: int = 0

    def entries(self) -> tuple[Entry, ...]:
        return (
            posting.refund_given(
                self.payment, self.award, self.amount, self.provider, self.reference, self.turn
            ),
        )


@frozen(kw_only=True)
class RefundReturned(Event):
    """The employer's bank has sent a refund back, days after it was given: it is owed again."""

    payment: PaymentId
    award: AwardId
    amount: Money
    provider: str
    reference: str
    reason: str
    returned_at: datetime
    turn: int = 0

    def entries(self) -> tuple[Entry, ...]:
        given = posting.refund_given(
            self.payment, self.award, self.amount, self.provider, self.reference, self.turn
        )
        return (corrected(given, "refund_returned", self.returned_at),)


@frozen(kw_only=True)
class RefundRefused(Event):
    """The provider will not give an award back; it is owed as before, and goes another way."""

    payment: PaymentId
    award: AwardId
    reason: str


@frozen(kw_only=True)
class RefundUnanswered(Event):
    """The provider has not said what became of a refund; it is asked again."""

    payment: PaymentId
    award: AwardId


@frozen(kw_only=True)
class RefundAccountNamed(Event):
    """The employer has said to which account a refund goes that cannot go back to the card."""

    payment: PaymentId


@frozen(kw_only=True)
class FeeDropped(Event):
    """The contract has fallen before the fee was paid: it is not asked any more."""

    payment: PaymentId
    fee: Money


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
    pledged: Money | None
    due: datetime
    paid_in_time: bool | None
