"""Feedback to the platform (M14): a remark or suggestion, answered, and linked to what changed."""

from __future__ import annotations

from datetime import datetime
from enum import StrEnum
from typing import ClassVar
from uuid import UUID

from attrs import frozen

from ..kernel.aggregate import Aggregate, Event, Moment, Row
from ..kernel.errors import require
from ..kernel.obligation import Obligation
from ..kernel.parties import PLATFORM, Party, PartyKind


class RemarkKind(StrEnum):
    """What a party has to say about the platform."""

    REMARK = "remark"  # something is not right
    SUGGESTION = "suggestion"  # something could be better


class RemarkStatus(StrEnum):
    """Where it stands."""

    RAISED = "raised"
    ANSWERED = "answered"
    ACTED_ON = "acted_on"  # answered, and something has changed for it


class Verdict(StrEnum):
    """What the platform says to a remark."""

    WILL_CHANGE = "will_change"
    WILL_NOT_CHANGE = "will_not_change"
    EXPLAINED = "explained"


@frozen(kw_only=True)
class RemarkRaised(Event):
    """A party has told the platform something."""

    remark: UUID
    remark_kind: RemarkKind


@frozen(kw_only=True)
class RemarkAnswered(Event):
    """The platform has answered."""

    remark: UUID
    verdict: Verdict
    in_time: bool


@frozen(kw_only=True)
class RemarkOverdue(Event):
    """The day by which an answer was owed has come without one."""

    remark: UUID
    due: datetime


@frozen(kw_only=True)
class ChangeLinked(Event):
    """Something has changed for it: *change* names the entry of the changelog, or the decree."""

    remark: UUID
    change: str


@frozen(kw_only=True)
class RemarkRow(Row):
    """A remark as it is listed: by its party, and by the Ministry."""

    seen_by: ClassVar[dict[PartyKind, str]] = dict.fromkeys(PartyKind, "party")
    orders: ClassVar[tuple[str, ...]] = ("raised_at", "due")

    party: str
    party_kind: PartyKind
    remark_kind: RemarkKind
    status: RemarkStatus
    verdict: Verdict | None
    change: str
    raised_at: datetime
    due: datetime
    in_time: bool | None


@frozen(kw_only=True)
class Remark(Aggregate):
    """One remark of one party. It is answered once, never silently dropped, and what changed for
    it is named only after it was answered."""

    by: Party
    remark_kind: RemarkKind
    text: str
    raised_at: datetime
    due: datetime
    answer: str = ""
    verdict: Verdict | None = None
    answered_at: datetime | None = None
    change: str = ""
    overdue: bool = False
    status: RemarkStatus = RemarkStatus.RAISED

    @classmethod
    def raised(
        cls,
        id: UUID,
        *,
        by: Party,
        remark_kind: RemarkKind,
        text: str,
        at: datetime,
        due: datetime,
    ) -> Remark:
        """A party tells the platform something; an answer is owed until *due*."""
        require(text.strip(), "text_missing", field="text")
        made = cls(id=id, by=by, remark_kind=remark_kind, text=text, raised_at=at, due=due)
        return made.after(RemarkRaised(at=at, remark=id, remark_kind=remark_kind))

    def answered(self, verdict: Verdict, answer: str, at: datetime) -> Remark:
        """The platform has answered. The same answer twice is one."""
        if (self.verdict, self.answer) == (verdict, answer):
            return self
        self.must_be(RemarkStatus.RAISED)
        require(answer.strip(), "text_missing", field="answer")
        event = RemarkAnswered(at=at, remark=self.id, verdict=verdict, in_time=at < self.due)
        return self.after(
            event, status=RemarkStatus.ANSWERED, verdict=verdict, answer=answer, answered_at=at
        )

    def left_unanswered(self, at: datetime) -> Remark:
        """Its day has come without an answer: noted once. Before that nothing happens."""
        waits = self.status is RemarkStatus.RAISED and not self.overdue
        if not waits or at < self.due:
            return self
        event = RemarkOverdue(at=at, remark=self.id, due=self.due)
        return self.after(event, overdue=True)

    def acted_on(self, change: str, at: datetime) -> Remark:
        """Something has changed for it; *change* says where that can be read."""
        if self.change == change and change:
            return self
        self.must_be(RemarkStatus.ANSWERED, RemarkStatus.ACTED_ON)
        require(change.strip(), "text_missing", field="change")
        event = ChangeLinked(at=at, remark=self.id, change=change)
        return self.after(event, status=RemarkStatus.ACTED_ON, change=change)

    @property
    def in_time(self) -> bool | None:
        """Whether it was answered in time; None while it is not answered."""
        return None if self.answered_at is None else self.answered_at < self.due

    def parties(self) -> frozenset[Party]:
        return frozenset({self.by})

    def moments(self) -> frozenset[Moment]:
        waits = self.status is RemarkStatus.RAISED and not self.overdue
        return frozenset({Moment("remark_overdue", self.due)} if waits else ())

    def obligations(self) -> tuple[Obligation, ...]:
        if self.status is not RemarkStatus.RAISED:
            return ()
        return (Obligation("answer_remark", PLATFORM, self.by, self.due),)

    def rows(self) -> tuple[Row, ...]:
        return (
            RemarkRow(
                key=self.id, party=str(self.by), party_kind=self.by.kind,
                remark_kind=self.remark_kind, status=self.status, verdict=self.verdict,
                change=self.change, raised_at=self.raised_at, due=self.due, in_time=self.in_time,
            ),
        )  # fmt: skip
