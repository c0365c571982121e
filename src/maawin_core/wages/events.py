"""What can happen to a month's wage (M11), and the words for where it stands."""

from __future__ import annotations

from datetime import date
from enum import StrEnum
from uuid import UUID

from attrs import frozen

from ..books import posting
from ..kernel.aggregate import Event
from ..kernel.entry import Account, Entry
from ..kernel.identity import EmployerId, PlacementId, WorkerId
from ..kernel.money import Money
from .wage_due import DeductionKind, Means


class WageStatus(StrEnum):
    """Where a month's wage stands, as the rule `wage-due` has it on the last day of looking."""

    OPEN = "open"  # not yet due
    PAID = "paid"
    LATE_PAID = "late_paid"
    PART_PAID = "part_paid"  # late, with something still owed
    MISSING = "missing"  # late, and nothing was paid
    NOT_DISCHARGED = "not_discharged"  # money moved, and the employer still owes it


class Standing(StrEnum):
    """How far a payment, or a deduction, is believed."""

    STATED = "stated"
    IN_DOUBT = "in_doubt"  # the worker says that she did not receive it, or that it is not right
    CONFIRMED = "confirmed"  # and it was found that it is as stated: it is not doubted again
    STRUCK = "struck"  # or that it is not: it counts no more


@frozen(kw_only=True)
class WageOpened(Event):
    """A month's wage falls due."""

    wage: UUID
    placement: PlacementId
    month: str
    due: Money
    last_day_to_pay: date


@frozen(kw_only=True)
class WageServiceEnded(Event):
    """The service ended in this month or before it: only the days served are paid."""

    wage: UUID
    placement: PlacementId
    month: str
    last_day: date


@frozen(kw_only=True)
class WageDeducted(Event):
    """The employer keeps something back, and says why."""

    wage: UUID
    placement: PlacementId
    month: str
    kind: DeductionKind
    amount: Money
    deduction: UUID | None = None  # none in what was kept before a deduction had a name


@frozen(kw_only=True)
class DeductionContested(Event):
    """The worker says that a deduction is not right: until it is found, it takes nothing off."""

    wage: UUID
    placement: PlacementId
    month: str
    deduction: UUID
    amount: Money


@frozen(kw_only=True)
class DeductionDoubtSettled(Event):
    """The Ministry has found whether a deduction is right."""

    wage: UUID
    placement: PlacementId
    month: str
    deduction: UUID
    amount: Money
    right: bool


@frozen(kw_only=True)
class WagePaymentStated(Event):
    """The employer says that money moved which does not discharge him: cash that she has not
    signed for, or a transfer to somebody else's account."""

    wage: UUID
    placement: PlacementId
    month: str
    payment: UUID
    amount: Money
    means: Means


@frozen(kw_only=True)
class WagePaid(Event):
    """Money has reached the worker's own account, or she has signed for it."""

    wage: UUID
    placement: PlacementId
    month: str
    payment: UUID
    amount: Money
    means: Means
    employer: EmployerId
    worker: WorkerId
    transfer: UUID | None
    reference: str

    def entries(self) -> tuple[Entry, ...]:
        source = posting.wage_in(self.employer)
        if self.transfer is not None:
            source = posting.wage_on_the_way(self.transfer)
        return (posting.wage_paid(self.wage, self.payment, self.amount, source, self.worker),)


@frozen(kw_only=True)
class WageSent(Event):
    """What is owed is in a transfer that waits for the bank."""

    wage: UUID
    placement: PlacementId
    month: str
    transfer: UUID
    amount: Money


@frozen(kw_only=True)
class WageReturned(Event):
    """The transfer brought nothing: the wage is owed as before."""

    wage: UUID
    placement: PlacementId
    month: str
    transfer: UUID
    amount: Money
    employer: EmployerId
    reason: str
    was_on_the_way: bool

    def entries(self) -> tuple[Entry, ...]:
        if not self.was_on_the_way:
            return ()
        return (posting.wage_returned(self.wage, self.transfer, self.amount, self.employer),)


@frozen(kw_only=True)
class WageContested(Event):
    """The worker says that she did not receive a payment."""

    wage: UUID
    placement: PlacementId
    month: str
    payment: UUID
    amount: Money
    worker: WorkerId

    def entries(self) -> tuple[Entry, ...]:
        return (posting.wage_doubted(self.wage, self.payment, self.amount, self.worker),)


@frozen(kw_only=True)
class WageDoubtSettled(Event):
    """It was found whether the worker received the payment."""

    wage: UUID
    placement: PlacementId
    month: str
    payment: UUID
    amount: Money
    received: bool
    employer: EmployerId
    worker: WorkerId

    def entries(self) -> tuple[Entry, ...]:
        to: Account = posting.wage_in(self.employer)
        if self.received:
            to = posting.wage_out(self.worker)
        return (posting.wage_doubt_settled(self.wage, self.payment, self.amount, to),)


@frozen(kw_only=True)
class WageMissing(Event):
    """The last day to pay has passed, and nothing was paid. Found without anybody's report."""

    wage: UUID
    placement: PlacementId
    month: str
    owed: Money


@frozen(kw_only=True)
class WageLate(Event):
    """The last day to pay has passed, and something is still owed."""

    wage: UUID
    placement: PlacementId
    month: str
    owed: Money
