"""What can happen to a settlement (M12), and the words for where it stands."""

from __future__ import annotations

from datetime import date
from enum import StrEnum
from uuid import UUID

from attrs import frozen

from ..books import posting
from ..kernel.aggregate import Event
from ..kernel.entry import Entry
from ..kernel.identity import EmployerId, PlacementId, WorkerId
from ..kernel.money import Money
from ..kernel.parties import Party


class SettlementStatus(StrEnum):
    """Where a settlement stands."""

    DRAWN_UP = "drawn_up"
    AGREED = "agreed"
    DISPUTED = "disputed"
    PAYMENT_STATED = "payment_stated"  # paid, the employer says
    SETTLED = "settled"


class DuesMeans(StrEnum):
    """How dues are paid. After a death they are deposited with the Department (Art. 10)."""

    BANK = "bank"
    CASH = "cash"
    DEPOSIT = "deposit"


@frozen(kw_only=True)
class SettlementDrawnUp(Event):
    """The sheet of all that is due stands; both sides see it. *record* is its digest."""

    placement: PlacementId
    amount: Money
    record: str


@frozen(kw_only=True)
class SettlementRedrawn(Event):
    """Something has changed, and with it the sheet: who had agreed looks at it again."""

    placement: PlacementId
    amount: Money
    record: str


@frozen(kw_only=True)
class SettlementAgreed(Event):
    """A side agrees to the sheet."""

    placement: PlacementId
    party: Party
    amount: Money


@frozen(kw_only=True)
class SettlementDisputed(Event):
    """A side does not agree, or did not receive what the other says it paid. Why, it says in its
    own words, which may name people: they stand in the settlement alone."""

    placement: PlacementId
    party: Party


@frozen(kw_only=True)
class SettlementResolved(Event):
    """The Ministry has decided what is due."""

    placement: PlacementId
    amount: Money


@frozen(kw_only=True)
class DuesPaymentStated(Event):
    """The employer says that he has paid. Wages in it are on their way until it is confirmed."""

    placement: PlacementId
    payment: UUID
    employer: EmployerId
    amount: Money
    wages: Money
    means: DuesMeans

    def entries(self) -> tuple[Entry, ...]:
        if not self.wages:
            return ()
        return (posting.wages_sent(self.payment, self.employer, self.wages),)


@frozen(kw_only=True)
class DuesSettled(Event):
    """The dues are with the worker, or deposited for her family."""

    placement: PlacementId
    employer: EmployerId
    worker: WorkerId
    amount: Money
    wages: Money
    deposited: bool

    def entries(self) -> tuple[Entry, ...]:
        if self.amount == self.wages:
            return ()  # the wages move with their own months
        to = posting.dues_out(self.worker)
        if self.deposited:
            to = posting.dues_deposit(self.placement)
        return (posting.dues_paid(self.placement, self.amount - self.wages, self.employer, to),)


@frozen(kw_only=True)
class DuesOverdue(Event):
    """The day has passed, and the dues are not paid. Found without anybody's report."""

    placement: PlacementId
    amount: Money
    due: date
