"""What can happen to a refund of a fee (M10), and which movement of money each of it is."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from uuid import UUID, uuid5

from attrs import frozen

from ..books import posting
from ..kernel.aggregate import Event
from ..kernel.entry import Account, Entry, corrected, move
from ..kernel.identity import AwardId, OfficeId, PaymentId
from ..kernel.money import Money
from .awards import CoverSource


def cover_accounts(payment: PaymentId, office: OfficeId) -> Mapping[CoverSource, Account]:
    """Where the money stands out of which an office covers a refund."""
    return {
        CoverSource.RETENTION: posting.retention(payment),
        CoverSource.BALANCE: posting.office_balance(office),
        CoverSource.DEPOSIT: posting.guarantee_deposit(office),
    }


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
        source = cover_accounts(self.payment, self.office)[self.source]
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
class AwardReduced(Event):
    """An appeal has taken *amount* of an award back before it was given.

    Of a fee that was never released it is in question again. Of a released one *relieved* was
    not covered yet; what was goes back to where it came from.
    """

    payment: PaymentId
    award: AwardId
    office: OfficeId
    amount: Money
    turn: str
    aside: bool
    relieved: Money
    returned: tuple[tuple[CoverSource, Money], ...]

    def entries(self) -> tuple[Entry, ...]:
        if self.aside:
            return (posting.award_set_aside(self.payment, self.award, self.amount, self.turn),)
        accounts = cover_accounts(self.payment, self.office)
        legs: dict[Account, Money] = {}
        for source, part in self.returned:
            account = accounts[source]
            legs[account] = legs[account] + part if account in legs else part
        return (
            posting.award_reduced(
                self.payment, self.award, self.amount, self.turn, self.relieved, legs
            ),
        )


@frozen(kw_only=True)
class AwardRecalled(Event):
    """An appeal has taken *amount* of an award back that a provider has given, or may be giving:
    the employer gives it back to the office."""

    payment: PaymentId
    award: AwardId
    amount: Money


@frozen(kw_only=True)
class AwardSentBack(Event):
    """The office has from the employer what was to come back of an award. If his bank sends the
    refund back after that, it is his: he has paid it out of his own pocket."""

    payment: PaymentId
    award: AwardId
    amount: Money


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
