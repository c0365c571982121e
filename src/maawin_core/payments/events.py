"""What can happen to a recruitment fee (M9), where each riyal of it goes, and how it is listed."""

from __future__ import annotations

from datetime import datetime
from enum import StrEnum
from typing import ClassVar
from uuid import uuid5

from attrs import frozen

from ..books import posting
from ..kernel.aggregate import Event, Row
from ..kernel.entry import Entry
from ..kernel.identity import AttemptId, ContractId, EmployerId, OfficeId, PaymentId
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
    owed: Money | None  # by the office: what it has not covered of its refunds
    due: datetime
    paid_in_time: bool | None
