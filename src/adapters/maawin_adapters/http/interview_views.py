"""How an interview travels (M7): every time twice, on Doha's clocks and on the worker's."""

from __future__ import annotations

from datetime import datetime
from uuid import UUID

from maawin_core.interviews.events import InterviewOutcome
from maawin_core.interviews.interview import Interview
from maawin_core.interviews.row import InterviewStatus
from maawin_core.interviews.said import Attendance, Opinion, Reason
from maawin_core.interviews.zones import doha_time, local_time
from maawin_core.kernel.meeting import Means
from maawin_core.kernel.parties import PartyKind

from .wire import PartyWire, View


class TimeView(View):
    """One instant on two clocks."""

    doha: str
    local: str
    zone: str

    @classmethod
    def of(cls, at: datetime, zone: str) -> TimeView:
        """The instant as it travels."""
        return cls(
            doha=doha_time(at).isoformat(timespec="minutes"),
            local=local_time(at, zone).isoformat(timespec="minutes"),
            zone=zone,
        )


class AttendanceView(View):
    """Who was there, as one side says."""

    by: PartyWire
    present: list[PartyKind]
    at: datetime

    @classmethod
    def of(cls, record: Attendance) -> AttendanceView:
        """The record as it travels."""
        return cls(by=PartyWire.of(record.by), present=sorted(record.present), at=record.at)


class OpinionView(View):
    """How it was, as one side says."""

    by: PartyWire
    outcome: InterviewOutcome
    remark: str
    at: datetime

    @classmethod
    def of(cls, opinion: Opinion) -> OpinionView:
        """The opinion as it travels."""
        return cls(
            by=PartyWire.of(opinion.by),
            outcome=opinion.outcome,
            remark=opinion.remark,
            at=opinion.at,
        )


class ReasonView(View):
    """Why a party declined, or asked for another time."""

    by: PartyWire
    text: str
    at: datetime

    @classmethod
    def of(cls, reason: Reason) -> ReasonView:
        """The reason as it travels."""
        return cls(by=PartyWire.of(reason.by), text=reason.text, at=reason.at)


class InterviewView(View):
    """An interview, whole."""

    id: UUID
    version: int
    request: UUID
    office: UUID
    employer: UUID
    worker: UUID
    means: Means
    status: InterviewStatus
    proposed_by: PartyWire
    times: list[TimeView]
    agreed: list[PartyWire]
    time: TimeView | None
    where: str
    due: datetime | None
    attendance: list[AttendanceView]
    outcomes: list[OpinionView]
    reasons: list[ReasonView]

    @classmethod
    def of(cls, interview: Interview) -> InterviewView:
        """The interview as it travels."""
        zone = interview.zone
        return cls(
            id=interview.id,
            version=interview.version,
            request=interview.request,
            office=interview.office,
            employer=interview.employer,
            worker=interview.worker,
            means=interview.means,
            status=interview.status,
            proposed_by=PartyWire.of(interview.proposed.by),
            times=[TimeView.of(time, zone) for time in interview.proposed.times],
            agreed=[PartyWire.of(party) for party in sorted(interview.agreed)],
            time=TimeView.of(interview.time, zone) if interview.time else None,
            where=interview.where,
            due=interview.due,
            attendance=[AttendanceView.of(each) for each in interview.attendance],
            outcomes=[OpinionView.of(each) for each in interview.opinions],
            reasons=[ReasonView.of(each) for each in interview.reasons],
        )
