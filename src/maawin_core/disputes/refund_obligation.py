"""A refund that is owed (M10): an obligation with an owner, a due date and a next step."""

from __future__ import annotations

from datetime import datetime
from enum import StrEnum
from typing import ClassVar
from uuid import UUID

from attrs import frozen

from ..kernel.aggregate import Aggregate, Event, Moment, Row
from ..kernel.identity import AwardId, DisputeId, EmployerId, OfficeId, PaymentId, RequestId
from ..kernel.money import Money
from ..kernel.obligation import Obligation
from ..kernel.parties import MINISTRY, PLATFORM, Party, PartyKind, employer, office
from ..law.policy import POLICY


class RefundStatus(StrEnum):
    """Where a refund stands. `OVERDUE` is owed as before, and the Ministry knows."""

    OWED = "owed"
    OVERDUE = "overdue"
    GIVEN = "given"


@frozen(kw_only=True)
class RefundOwed(Event):
    """An office owes an employer a refund."""

    refund: AwardId
    payment: PaymentId
    amount: Money


@frozen(kw_only=True)
class RefundReminded(Event):
    """Whoever owes it has been told that the day is near."""

    refund: AwardId


@frozen(kw_only=True)
class RefundOverdue(Event):
    """The day has passed; the Ministry has been told."""

    refund: AwardId


@frozen(kw_only=True)
class DepositCalled(Event):
    """The office has not covered it for so long that its guarantee deposit is drawn on."""

    refund: AwardId
    office: OfficeId


@frozen(kw_only=True)
class RefundBacked(Event):
    """The money for it is there: what is left is to give it."""

    refund: AwardId
    payment: PaymentId
    office: OfficeId


@frozen(kw_only=True)
class RefundReopened(Event):
    """The employer's bank has sent it back: it is owed again, and its clock runs on."""

    refund: AwardId
    payment: PaymentId
    due: datetime


@frozen(kw_only=True)
class RefundGiven(Event):
    """The employer has the money."""

    refund: AwardId
    amount: Money
    in_time: bool


@frozen(kw_only=True)
class RefundRow(Row):
    """A refund as it is listed: the ageing list is this, ordered by the due date."""

    seen_by: ClassVar[dict[PartyKind, str]] = {
        PartyKind.OFFICE: "office",
        PartyKind.EMPLOYER: "employer",
    }
    orders: ClassVar[tuple[str, ...]] = ("due",)

    office: OfficeId
    employer: EmployerId
    payment: PaymentId
    dispute: DisputeId | None
    country: str
    status: RefundStatus
    backed: bool
    amount: Money
    held: Money
    due: datetime
    given_at: datetime | None
    in_time: bool | None


@frozen(kw_only=True)
class RefundObligation(Aggregate):
    """One award that an office owes an employer. It is owed until it is given, and given once:
    a refund that his bank sent back was not given.

    *backed*: the money for it is there. Until then it is the office's turn; when it is late the
    office is blocked, and later its deposit is *called*.
    """

    dispute: DisputeId | None
    payment: PaymentId
    request: RequestId
    office: OfficeId
    employer: EmployerId
    amount: Money
    held: Money = Money(0)
    country: str = ""
    due: datetime
    reminded: bool = False
    backed: bool = False
    called_at: datetime | None = None
    given_at: datetime | None = None
    status: RefundStatus = RefundStatus.OWED

    @classmethod
    def owed(  # noqa: PLR0913 (the facts of a debt)
        cls,
        id: UUID,
        *,
        dispute: DisputeId | None,
        payment: PaymentId,
        request: RequestId,
        office: OfficeId,
        employer: EmployerId,
        amount: Money,
        held: Money,
        due: datetime,
        at: datetime,
        country: str = "",
    ) -> RefundObligation:
        """The office owes *amount*; *held* waits for an open reading of the law (A-17)."""
        made = cls(
            id=id, dispute=dispute, payment=payment, request=request, office=office,
            employer=employer, amount=amount, held=held, country=country, due=due,
        )  # fmt: skip
        return made.after(RefundOwed(at=at, refund=AwardId(id), payment=payment, amount=amount))

    def watched(self, at: datetime) -> RefundObligation:
        """The clock was looked at: remind when the day is near, escalate when it has passed, and
        call the deposit when it has passed for long."""
        if self.status is RefundStatus.OWED:
            if at >= self.due:
                overdue = RefundOverdue(at=at, refund=AwardId(self.id))
                return self.after(overdue, status=RefundStatus.OVERDUE, reminded=True)
            if at >= self._remind_at and not self.reminded:
                return self.after(RefundReminded(at=at, refund=AwardId(self.id)), reminded=True)
        elif self._call_at is not None and at >= self._call_at:
            called = DepositCalled(at=at, refund=AwardId(self.id), office=self.office)
            return self.after(called, called_at=at)
        return self

    def backed_by_money(self, at: datetime) -> RefundObligation:
        """All of the money for it is there. Said twice, it counts once."""
        if self.backed or self.status is RefundStatus.GIVEN:
            return self
        event = RefundBacked(
            at=at, refund=AwardId(self.id), payment=self.payment, office=self.office
        )
        return self.after(event, backed=True)

    def given(self, at: datetime) -> RefundObligation:
        """The employer has the money. Said twice, it counts once."""
        if self.status is RefundStatus.GIVEN:
            return self
        event = RefundGiven(
            at=at, refund=AwardId(self.id), amount=self.amount, in_time=at < self.due
        )
        return self.after(event, status=RefundStatus.GIVEN, given_at=at)

    def reopened(self, at: datetime) -> RefundObligation:
        """His bank has sent it back. The days that were left when it was given are left again."""
        if self.status is not RefundStatus.GIVEN or self.given_at is None:
            return self
        late = self.given_at >= self.due
        due = self.due if late else at + (self.due - self.given_at)
        event = RefundReopened(at=at, refund=AwardId(self.id), payment=self.payment, due=due)
        status = RefundStatus.OVERDUE if late else RefundStatus.OWED
        return self.after(event, status=status, given_at=None, due=due)

    @property
    def _remind_at(self) -> datetime:
        return self.due - POLICY.refund_reminder

    def parties(self) -> frozenset[Party]:
        return frozenset({office(self.office), employer(self.employer)})

    @property
    def _call_at(self) -> datetime | None:
        waits = self.status is RefundStatus.OVERDUE and not self.backed and self.called_at is None
        return self.due + POLICY.deposit_drawn if waits else None

    def moments(self) -> frozenset[Moment]:
        found = self._call_at
        if self.status is RefundStatus.OWED:
            found = self.due if self.reminded else self._remind_at
        return frozenset({Moment("refund_to_watch", found)} if found else ())

    def obligations(self) -> tuple[Obligation, ...]:
        if self.status is RefundStatus.GIVEN:
            return ()
        creditor = employer(self.employer)
        owner = PLATFORM if self.backed else office(self.office)
        found = [Obligation("give_refund", owner, creditor, self.due, self.request)]
        if self.status is RefundStatus.OVERDUE and not self.backed:
            by = self.due + POLICY.deposit_drawn
            found.append(Obligation("enforce_refund", MINISTRY, creditor, by, self.request))
        return tuple(found)

    def rows(self) -> tuple[Row, ...]:
        given = self.given_at
        return (
            RefundRow(
                key=self.id, office=self.office, employer=self.employer, payment=self.payment,
                dispute=self.dispute, country=self.country, status=self.status,
                backed=self.backed,
                amount=self.amount, held=self.held,
                due=self.due, given_at=given, in_time=None if given is None else given < self.due,
            ),
        )  # fmt: skip
