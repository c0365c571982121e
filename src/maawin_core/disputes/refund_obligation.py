"""A refund that is owed (M10): an obligation with an owner, a due date and a next step."""

from __future__ import annotations

from datetime import datetime
from enum import StrEnum
from typing import ClassVar
from uuid import UUID

from attrs import frozen

from ..kernel.aggregate import Aggregate, Moment, Row
from ..kernel.errors import WrongMoment
from ..kernel.identity import AwardId, DisputeId, EmployerId, OfficeId, PaymentId, RequestId
from ..kernel.money import Money
from ..kernel.obligation import Obligation
from ..kernel.parties import MINISTRY, PLATFORM, Party, PartyKind, employer, office
from ..law.policy import POLICY
from .refund_watch_events import (
    DepositCalled as DepositCalled,
)
from .refund_watch_events import (
    RefundBacked as RefundBacked,
)
from .refund_watch_events import (
    RefundGiven as RefundGiven,
)
from .refund_watch_events import (
    RefundOverdue as RefundOverdue,
)
from .refund_watch_events import (
    RefundOwed as RefundOwed,
)
from .refund_watch_events import (
    RefundRecalled as RefundRecalled,
)
from .refund_watch_events import (
    RefundReduced as RefundReduced,
)
from .refund_watch_events import (
    RefundReminded as RefundReminded,
)
from .refund_watch_events import (
    RefundReopened as RefundReopened,
)
from .refund_watch_events import (
    RefundSentBack as RefundSentBack,
)
from .refund_watch_events import (
    ReturnOverdue as ReturnOverdue,
)


class RefundStatus(StrEnum):
    """Where a refund stands. `OVERDUE` is owed as before, and the Ministry knows; of one that
    `TAKEN_BACK` an appeal has taken back all before it was given."""

    OWED = "owed"
    OVERDUE = "overdue"
    GIVEN = "given"
    TAKEN_BACK = "taken_back"


#: Nobody has to give it any more.
OVER = (RefundStatus.GIVEN, RefundStatus.TAKEN_BACK)

#: It was given in time, or was not.
FALLEN_DUE = (RefundStatus.OVERDUE, RefundStatus.GIVEN)


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
    to_return: Money | None
    return_due: datetime | None


@frozen(kw_only=True)
class RefundObligation(Aggregate):
    """One award that an office owes an employer. It is owed until it is given, and given once:
    a refund that his bank sent back was not given.

    *backed*: the money for it is there. Until then it is the office's turn; when it is late the
    office is blocked, and later its deposit is *called*. *to_return*: what an appeal took back of
    it after it was given; then it is the employer's turn.
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
    to_return: Money | None = None
    return_due: datetime | None = None
    return_late: bool = False
    sent_back_at: datetime | None = None

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
        elif self._return_at is not None and at >= self._return_at and self.to_return:
            late = ReturnOverdue(at=at, refund=AwardId(self.id), amount=self.to_return)
            return self.after(late, return_late=True)
        return self

    def backed_by_money(self, at: datetime) -> RefundObligation:
        """All of the money for it is there. Said twice, it counts once."""
        if self.backed or self.status in OVER:
            return self
        event = RefundBacked(
            at=at, refund=AwardId(self.id), payment=self.payment, office=self.office
        )
        return self.after(event, backed=True)

    def given(self, at: datetime) -> RefundObligation:
        """The employer has the money. Said twice, it counts once."""
        if self.status in OVER:
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

    def reduced_to(self, amount: Money, at: datetime, *, covered: bool) -> RefundObligation:
        """An appeal has left *amount* of it, before it was given; *covered*: the office is asked
        for nothing more. Said twice, it counts once."""
        if amount == self.amount:
            return self
        event = RefundReduced(at=at, refund=AwardId(self.id), amount=amount)
        lapsed = not amount
        return self.after(
            event, amount=amount, status=RefundStatus.TAKEN_BACK if lapsed else self.status,
            backed=self.backed or (lapsed and covered), to_return=None, return_due=None,
        )  # fmt: skip

    def recalled(self, amount: Money, due: datetime, at: datetime) -> RefundObligation:
        """An appeal has taken *amount* of it back in all; by *due* the office has it again."""
        if amount == self.to_return:
            return self
        event = RefundRecalled(at=at, refund=AwardId(self.id), amount=amount, due=due)
        return self.after(event, to_return=amount, return_due=due)

    def sent_back(self, at: datetime) -> RefundObligation:
        """The office has it again. Said twice, it counts once."""
        if self.sent_back_at is not None:
            return self
        self.must_be(RefundStatus.GIVEN)
        if self.to_return is None:
            raise WrongMoment("nothing_to_return", id=self.id)
        event = RefundSentBack(at=at, refund=AwardId(self.id), amount=self.to_return)
        return self.after(event, sent_back_at=at)

    @property
    def _remind_at(self) -> datetime:
        return self.due - POLICY.refund_reminder

    def parties(self) -> frozenset[Party]:
        return frozenset({office(self.office), employer(self.employer)})

    @property
    def _call_at(self) -> datetime | None:
        waits = self.status is RefundStatus.OVERDUE and not self.backed and self.called_at is None
        return self.due + POLICY.deposit_drawn if waits else None

    @property
    def is_to_return(self) -> bool:
        """Whether the employer was given what an appeal took back, and the office waits for it."""
        return self.status is RefundStatus.GIVEN and bool(self.to_return) and not self.sent_back_at

    @property
    def _return_at(self) -> datetime | None:
        return self.return_due if self.is_to_return and not self.return_late else None

    def moments(self) -> frozenset[Moment]:
        found = self._call_at or self._return_at
        if self.status is RefundStatus.OWED:
            found = self.due if self.reminded else self._remind_at
        return frozenset({Moment("refund_to_watch", found)} if found else ())

    def obligations(self) -> tuple[Obligation, ...]:
        creditor = employer(self.employer)
        if self.status in OVER:
            return self._returns()
        owner = PLATFORM if self.backed else office(self.office)
        found = [Obligation("give_refund", owner, creditor, self.due, self.request)]
        if self.status is RefundStatus.OVERDUE and not self.backed:
            by = self.due + POLICY.deposit_drawn
            found.append(Obligation("enforce_refund", MINISTRY, creditor, by, self.request))
        return tuple(found)

    def _returns(self) -> tuple[Obligation, ...]:
        if not self.is_to_return or self.return_due is None:
            return ()
        payer, payee, due = employer(self.employer), office(self.office), self.return_due
        found = [Obligation("return_refund", payer, payee, due, self.request)]
        if self.return_late:
            by = due + POLICY.return_enforced
            found.append(Obligation("enforce_return", MINISTRY, payee, by, self.request))
        return tuple(found)

    def rows(self) -> tuple[Row, ...]:
        given, returns = self.given_at, self.is_to_return
        return (
            RefundRow(
                key=self.id, office=self.office, employer=self.employer, payment=self.payment,
                dispute=self.dispute, country=self.country, status=self.status,
                backed=self.backed, amount=self.amount, held=self.held,
                to_return=self.to_return if returns else None,
                return_due=self.return_due if returns else None,
                due=self.due, given_at=given, in_time=None if given is None else given < self.due,
            ),
        )  # fmt: skip
