"""What can happen to a recruitment fee (M9), where each riyal of it goes, and how it is listed."""

from __future__ import annotations

from datetime import datetime
from enum import StrEnum
from typing import ClassVar

from attrs import frozen

from ..books import posting
from ..kernel.aggregate import Event, Row
from ..kernel.entry import Entry
from ..kernel.identity import AttemptId, AwardId, ContractId, EmployerId, OfficeId, PaymentId
from ..kernel.money import Money
from ..kernel.parties import PartyKind


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
    due: datetime
    paid_in_time: bool | None
