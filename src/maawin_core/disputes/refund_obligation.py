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
from ..kernel.parties import Party, PartyKind, employer, office
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
    dispute: DisputeId
    status: RefundStatus
    amount: Money
    held: Money
    due: datetime
    given_at: datetime | None
    in_time: bool | None


@frozen(kw_only=True)
class RefundObligation(Aggregate):
    """One award that an office owes an employer. It is owed until it is given, and given once."""

    dispute: DisputeId
    payment: PaymentId
    request: RequestId
    office: OfficeId
    employer: EmployerId
    amount: Money
    held: Money = Money(0)
    due: datetime
    reminded: bool = False
    given_at: datetime | None = None
    status: RefundStatus = RefundStatus.OWED

    @classmethod
    def owed(  # noqa: PLR0913 (the facts of a debt)
        cls,
        id: UUID,
        *,
        dispute: DisputeId,
        payment: PaymentId,
        request: RequestId,
        office: OfficeId,
        employer: EmployerId,
        amount: Money,
        held: Money,
        due: datetime,
        at: datetime,
    ) -> RefundObligation:
        """The office owes *amount*; *held* waits for an open reading of the law (A-17)."""
        made = cls(
            id=id, dispute=dispute, payment=payment, request=request, office=office,
            employer=employer, amount=amount, held=held, due=due,
        )  # fmt: skip
        return made.after(RefundOwed(at=at, refund=AwardId(id), payment=payment, amount=amount))

    def watched(self, at: datetime) -> RefundObligation:
        """The clock was looked at: remind when the day is near, escalate when it has passed."""
        if self.status is not RefundStatus.OWED:
            return self
        if at >= self.due:
            overdue = RefundOverdue(at=at, refund=AwardId(self.id))
            return self.after(overdue, status=RefundStatus.OVERDUE, reminded=True)
        if at >= self._remind_at and not self.reminded:
            return self.after(RefundReminded(at=at, refund=AwardId(self.id)), reminded=True)
        return self

    def given(self, at: datetime) -> RefundObligation:
        """The employer has the money. Said twice, it counts once."""
        if self.status is RefundStatus.GIVEN:
            return self
        event = RefundGiven(
            at=at, refund=AwardId(self.id), amount=self.amount, in_time=at < self.due
        )
        return self.after(event, status=RefundStatus.GIVEN, given_at=at)

    @property
    def _remind_at(self) -> datetime:
        return self.due - POLICY.refund_reminder

    def parties(self) -> frozenset[Party]:
        return frozenset({office(self.office), employer(self.employer)})

    def moments(self) -> frozenset[Moment]:
        if self.status is not RefundStatus.OWED:
            return frozenset()
        if not self.reminded:
            return frozenset({Moment("refund_to_watch", self._remind_at)})
        return frozenset({Moment("refund_to_watch", self.due)})

    def obligations(self) -> tuple[Obligation, ...]:
        if self.status is RefundStatus.GIVEN:
            return ()
        owner, creditor = office(self.office), employer(self.employer)
        return (Obligation("give_refund", owner, creditor, self.due, self.request),)

    def rows(self) -> tuple[Row, ...]:
        given = self.given_at
        return (
            RefundRow(
                key=self.id, office=self.office, employer=self.employer, payment=self.payment,
                dispute=self.dispute, status=self.status, amount=self.amount, held=self.held,
                due=self.due, given_at=given, in_time=None if given is None else given < self.due,
            ),
        )  # fmt: skip
