"""What can happen to an interview (M7). Reasons and remarks stay in the interview itself."""

from __future__ import annotations

from datetime import datetime
from enum import StrEnum

from attrs import frozen

from ..kernel.aggregate import Event
from ..kernel.identity import InterviewId, RequestId, WorkerId
from ..kernel.meeting import Means
from ..kernel.parties import PartyKind


class InterviewOutcome(StrEnum):
    """What one side says after an interview."""

    WILLING = "willing"
    UNWILLING = "unwilling"
    UNSURE = "unsure"


@frozen(kw_only=True)
class InterviewProposed(Event):
    """Times for an interview are proposed."""

    interview: InterviewId
    request: RequestId
    worker: WorkerId
    means: Means
    by: PartyKind


@frozen(kw_only=True)
class InterviewTimeAgreed(Event):
    """A party agrees to one of the times; somebody's word is still missing, or came earlier."""

    interview: InterviewId
    by: PartyKind
    time: datetime


@frozen(kw_only=True)
class InterviewAccepted(Event):
    """Office and employer are agreed on the time."""

    interview: InterviewId
    request: RequestId
    time: datetime


@frozen(kw_only=True)
class RoomArranged(Event):
    """Where to go, to call or to click."""

    interview: InterviewId
    where: str


@frozen(kw_only=True)
class RoomRefused(Event):
    """The provider of meetings gives no place for this."""

    interview: InterviewId
    reason: str


@frozen(kw_only=True)
class InterviewRescheduled(Event):
    """A party asks for another time."""

    interview: InterviewId
    by: PartyKind


@frozen(kw_only=True)
class InterviewDeclined(Event):
    """A party does not want this interview."""

    interview: InterviewId
    request: RequestId
    by: PartyKind


@frozen(kw_only=True)
class InterviewLapsed(Event):
    """The last proposed time has passed, and nobody had accepted one."""

    interview: InterviewId


@frozen(kw_only=True)
class InterviewCancelled(Event):
    """The request that it was for is over."""

    interview: InterviewId


@frozen(kw_only=True)
class AttendanceRecorded(Event):
    """A side has said who was there."""

    interview: InterviewId
    by: PartyKind


@frozen(kw_only=True)
class InterviewHeld(Event):
    """Employer and worker met, by all that was recorded."""

    interview: InterviewId
    request: RequestId


@frozen(kw_only=True)
class InterviewMissed(Event):
    """Somebody did not come, or nobody recorded that anybody did."""

    interview: InterviewId
    request: RequestId


@frozen(kw_only=True)
class OutcomeGiven(Event):
    """A side has said how it was."""

    interview: InterviewId
    request: RequestId
    by: PartyKind
    outcome: InterviewOutcome
