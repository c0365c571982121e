"""Interviews over HTTP (M7)."""

from __future__ import annotations

from datetime import datetime
from uuid import UUID

from litestar import Controller, get, post
from litestar.di import NamedDependency
from litestar.params import FromPath, FromQuery, JSONBody

from maawin_core.access.use_cases import Browse, LookAt, only
from maawin_core.interviews.events import InterviewOutcome
from maawin_core.interviews.interview import Interview
from maawin_core.interviews.row import InterviewRow, InterviewStatus
from maawin_core.interviews.use_cases import (
    AcceptInterview,
    DeclineInterview,
    ProposeInterview,
    RecordAttendance,
    RecordOutcome,
    RescheduleInterview,
)
from maawin_core.kernel.aggregate import Version
from maawin_core.kernel.identity import InterviewId, RequestId, WorkerId
from maawin_core.kernel.meeting import Means
from maawin_core.kernel.parties import Actor, PartyKind

from .interview_views import InterviewView
from .wire import Body, PageView, browsed, row_view


class InterviewBody(Body):
    """Times for an interview with a worker; without *zone*, her country's."""

    request: UUID
    worker: UUID
    times: list[datetime]
    means: Means
    zone: str = ""


class TimeBody(Body):
    """The time that is accepted."""

    time: datetime


class WhyBody(Body):
    """Why an interview is not wanted."""

    reason: str


class AnotherTimeBody(Body):
    """Why another time is asked for, and which; the worker may leave the times to the office."""

    reason: str
    times: list[datetime] = []


class AttendanceBody(Body):
    """Who was there."""

    present: list[PartyKind]


class OutcomeBody(Body):
    """How it was."""

    outcome: InterviewOutcome
    remark: str = ""


class Interviews(Controller):
    """Interviews of workers for requests."""

    path = "/interviews"
    tags = ["Interviews"]

    @get("/", sync_to_thread=True)
    def browse_interviews(
        self,
        actor: NamedDependency[Actor],
        browse: NamedDependency[Browse],
        request_id: FromQuery[UUID | None] = None,
        status: FromQuery[InterviewStatus | None] = None,
        after: FromQuery[str | None] = None,
        limit: FromQuery[int] = 50,
    ) -> PageView[row_view(InterviewRow)]:  # type: ignore[valid-type]
        """Interviews that the caller may see, the newest first."""
        return browsed(
            browse, actor, InterviewRow,
            conditions=only(request=request_id, status=status), order=("proposed_at",),
            descending=True, after=after, limit=limit,
        )  # fmt: skip

    @post("/", sync_to_thread=True)
    def propose_interview(
        self,
        data: JSONBody[InterviewBody],
        actor: NamedDependency[Actor],
        seen: NamedDependency[Version | None],
        propose_interview: NamedDependency[ProposeInterview],
    ) -> InterviewView:
        """Propose times for an interview; `If-Match` is of the request."""
        proposed = propose_interview(
            actor,
            RequestId(data.request),
            WorkerId(data.worker),
            tuple(data.times),
            data.means,
            zone=data.zone,
            seen=seen,
        )
        return InterviewView.of(proposed)

    @get("/{interview_id:uuid}", sync_to_thread=True)
    def look_at_interview(
        self,
        interview_id: FromPath[UUID],
        actor: NamedDependency[Actor],
        look_at: NamedDependency[LookAt],
    ) -> InterviewView:
        """One interview, whole."""
        return InterviewView.of(look_at(actor, Interview, interview_id))

    @post("/{interview_id:uuid}/accept", status_code=200, sync_to_thread=True)
    def accept_interview(
        self,
        interview_id: FromPath[UUID],
        data: JSONBody[TimeBody],
        actor: NamedDependency[Actor],
        seen: NamedDependency[Version | None],
        accept_interview: NamedDependency[AcceptInterview],
    ) -> InterviewView:
        """Agree to one of the times."""
        agreed = accept_interview(actor, InterviewId(interview_id), data.time, seen=seen)
        return InterviewView.of(agreed)

    @post("/{interview_id:uuid}/decline", status_code=200, sync_to_thread=True)
    def decline_interview(
        self,
        interview_id: FromPath[UUID],
        data: JSONBody[WhyBody],
        actor: NamedDependency[Actor],
        seen: NamedDependency[Version | None],
        decline_interview: NamedDependency[DeclineInterview],
    ) -> InterviewView:
        """Decline, and say why."""
        declined = decline_interview(actor, InterviewId(interview_id), data.reason, seen=seen)
        return InterviewView.of(declined)

    @post("/{interview_id:uuid}/reschedule", status_code=200, sync_to_thread=True)
    def reschedule_interview(
        self,
        interview_id: FromPath[UUID],
        data: JSONBody[AnotherTimeBody],
        actor: NamedDependency[Actor],
        seen: NamedDependency[Version | None],
        reschedule_interview: NamedDependency[RescheduleInterview],
    ) -> InterviewView:
        """Ask for another time, and say why."""
        moved = reschedule_interview(
            actor, InterviewId(interview_id), data.reason, tuple(data.times), seen=seen
        )
        return InterviewView.of(moved)

    @post("/{interview_id:uuid}/attendance", status_code=200, sync_to_thread=True)
    def record_attendance(
        self,
        interview_id: FromPath[UUID],
        data: JSONBody[AttendanceBody],
        actor: NamedDependency[Actor],
        seen: NamedDependency[Version | None],
        record_attendance: NamedDependency[RecordAttendance],
    ) -> InterviewView:
        """Say who was there."""
        present = frozenset(data.present)
        said = record_attendance(actor, InterviewId(interview_id), present, seen=seen)
        return InterviewView.of(said)

    @post("/{interview_id:uuid}/outcome", status_code=200, sync_to_thread=True)
    def record_outcome(
        self,
        interview_id: FromPath[UUID],
        data: JSONBody[OutcomeBody],
        actor: NamedDependency[Actor],
        seen: NamedDependency[Version | None],
        record_outcome: NamedDependency[RecordOutcome],
    ) -> InterviewView:
        """Say how it was."""
        said = record_outcome(
            actor, InterviewId(interview_id), data.outcome, data.remark, seen=seen
        )
        return InterviewView.of(said)
