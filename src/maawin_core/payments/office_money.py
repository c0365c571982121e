"""An office's own money on the platform (M9): paid into its balance or deposit, and paid out."""

from __future__ import annotations

from datetime import datetime, timedelta
from enum import StrEnum
from typing import ClassVar, assert_never
from uuid import UUID

from attrs import frozen

from ..books import posting
from ..kernel.aggregate import Aggregate, Event, Moment, Row
from ..kernel.answer import Accepted, Bounced, Pending, RefundAnswer, Refused, Unknown
from ..kernel.entry import Entry, corrected
from ..kernel.errors import require
from ..kernel.identity import OfficeId
from ..kernel.money import Money
from ..kernel.parties import Party, PartyKind, office
from ..law.policy import POLICY


class Purpose(StrEnum):
    """What an office pays in for, or what is paid out to it."""

    BALANCE = "balance"
    DEPOSIT = "guarantee_deposit"
    PAYOUT = "payout"


class MoneyStatus(StrEnum):
    """Where an office's payment stands."""

    ON_THE_WAY = "on_the_way"
    DONE = "done"
    REFUSED = "refused"


@frozen(kw_only=True)
class OfficeMoneyStarted(Event):
    """A provider is about to be asked to take money of an office, or to send it."""

    payment: UUID
    office: OfficeId
    amount: Money
    purpose: Purpose

    def entries(self) -> tuple[Entry, ...]:
        if self.purpose is not Purpose.PAYOUT:
            return ()
        return (posting.payout_started(self.payment, self.office, self.amount),)


@frozen(kw_only=True)
class OfficeMoneyMoved(Event):
    """The provider has taken an office's money, or has sent it."""

    payment: UUID
    office: OfficeId
    amount: Money
    purpose: Purpose
    provider: str
    reference: str

    def entries(self) -> tuple[Entry, ...]:
        if self.purpose is Purpose.PAYOUT:
            return (posting.payout_done(self.payment, self.amount, self.provider, self.reference),)
        deposits = self.purpose is Purpose.DEPOSIT
        account = posting.guarantee_deposit if deposits else posting.office_balance
        to = account(self.office)
        return (posting.paid_in(self.payment, self.amount, self.provider, self.reference, to),)


@frozen(kw_only=True)
class OfficeMoneyRefused(Event):
    """The provider said no; what was to be paid out is in the office's balance again."""

    payment: UUID
    office: OfficeId
    amount: Money
    purpose: Purpose
    reason: str

    def entries(self) -> tuple[Entry, ...]:
        if self.purpose is not Purpose.PAYOUT:
            return ()
        started = posting.payout_started(self.payment, self.office, self.amount)
        return (corrected(started, "payout_refused"),)


@frozen(kw_only=True)
class OfficeMoneyReturned(Event):
    """The office's bank has sent a payout back, days later; it is in the balance again."""

    payment: UUID
    office: OfficeId
    amount: Money
    provider: str
    reference: str
    reason: str

    def entries(self) -> tuple[Entry, ...]:
        started = posting.payout_started(self.payment, self.office, self.amount)
        done = posting.payout_done(self.payment, self.amount, self.provider, self.reference)
        return (corrected(done, "payout_returned"), corrected(started, "payout_refused"))


@frozen(kw_only=True)
class OfficeMoneyUnanswered(Event):
    """The provider said nothing; it will be asked again."""

    payment: UUID


@frozen(kw_only=True)
class OfficeMoneyRow(Row):
    """Money of an office on its way, as it is listed."""

    seen_by: ClassVar[dict[PartyKind, str]] = {PartyKind.OFFICE: "office"}

    office: OfficeId
    amount: Money
    purpose: Purpose
    status: MoneyStatus
    at: datetime


@frozen(kw_only=True)
class OfficeMoney(Aggregate):
    """One payment of an office into the platform, or out of its balance. It moves once, or never;
    its own name is the name of the call to the provider."""

    office: OfficeId
    amount: Money
    purpose: Purpose
    provider: str
    account: str = ""
    started_at: datetime
    ask_at: datetime | None
    page: str = ""
    reference: str = ""
    reason: str = ""
    status: MoneyStatus = MoneyStatus.ON_THE_WAY

    @classmethod
    def started(
        cls,
        id: UUID,
        *,
        office: OfficeId,
        amount: Money,
        purpose: Purpose,
        provider: str,
        at: datetime,
        account: str = "",
    ) -> OfficeMoney:
        """The provider is about to be asked."""
        require(amount.minor > 0, "amount_not_positive", found=amount)
        made = cls(
            id=id, office=office, amount=amount, purpose=purpose, provider=provider,
            account=account, started_at=at, ask_at=at + POLICY.payment_unanswered,
        )  # fmt: skip
        event = OfficeMoneyStarted(at=at, payment=id, office=office, amount=amount, purpose=purpose)
        return made.after(event)

    def answered(
        self, answer: RefundAnswer, at: datetime, pause: timedelta | None = None
    ) -> OfficeMoney:
        """The provider said what became of it, or did not. Said twice, it counts once; a payout
        that was done may still bounce."""
        if self.status is MoneyStatus.DONE and isinstance(answer, Bounced):
            return self._returned(answer, at)
        if self.status is not MoneyStatus.ON_THE_WAY:
            return self
        match answer:
            case Accepted(reference):
                moved = OfficeMoneyMoved(
                    at=at, payment=self.id, office=self.office, amount=self.amount,
                    purpose=self.purpose, provider=self.provider, reference=reference,
                )  # fmt: skip
                done = MoneyStatus.DONE
                return self.after(moved, status=done, ask_at=None, page="", reference=reference)
            case Refused(reason) | Bounced(_, reason):
                refused = OfficeMoneyRefused(
                    at=at, payment=self.id, office=self.office, amount=self.amount,
                    purpose=self.purpose, reason=reason,
                )  # fmt: skip
                ended = MoneyStatus.REFUSED
                return self.after(refused, status=ended, ask_at=None, page="", reason=reason)
            case Unknown() | Pending():
                silent = OfficeMoneyUnanswered(at=at, payment=self.id)
                # Who is only looked up may not say again where its page is.
                page = (isinstance(answer, Pending) and answer.page) or self.page
                ask_at = at + (pause or POLICY.payment_unanswered)
                return self.after(silent, ask_at=ask_at, page=page)
            case _:
                assert_never(answer)

    def _returned(self, answer: Bounced, at: datetime) -> OfficeMoney:
        event = OfficeMoneyReturned(
            at=at, payment=self.id, office=self.office, amount=self.amount,
            provider=self.provider, reference=self.reference, reason=answer.reason,
        )  # fmt: skip
        return self.after(event, status=MoneyStatus.REFUSED, reason=answer.reason)

    def parties(self) -> frozenset[Party]:
        return frozenset({office(self.office)})

    def moments(self) -> frozenset[Moment]:
        found = self.ask_at
        return frozenset({Moment("office_money_unanswered", found)} if found else ())

    def rows(self) -> tuple[Row, ...]:
        return (
            OfficeMoneyRow(
                key=self.id, office=self.office, amount=self.amount, purpose=self.purpose,
                status=self.status, at=self.started_at,
            ),
        )  # fmt: skip
