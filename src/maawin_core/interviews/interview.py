"""An interview (M7): proposed, accepted, held; the worker may decline or ask for another time."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime
from typing import assert_never
from uuid import UUID, uuid5

from attrs import frozen

from ..kernel.aggregate import Aggregate, Claim, Event, Moment, Row
from ..kernel.answer import Accepted, Answer, Refused, Unknown
from ..kernel.errors import require
from ..kernel.identity import EmployerId, InterviewId, OfficeId, RequestId, WorkerId
from ..kernel.meeting import Means
from ..kernel.obligation import Obligation
from ..kernel.parties import Party, employer, office, worker
from ..law.policy import POLICY, Policy
from . import events as happened
from .row import RUNNING, InterviewRow, InterviewStatus
from .said import Attendance, Opinion, Reason, Times, replaced
from .zones import local_time


@frozen(kw_only=True)
class Interview(Aggregate):
    """One interview of one worker for one request. It is held only at a time to which office and
    employer both agreed, and that had come. Whoever is asked may say no, the worker above all."""

    request: RequestId
    office: OfficeId
    employer: EmployerId
    worker: WorkerId
    means: Means
    zone: str
    proposed: Times
    first_proposed_at: datetime
    round: int = 1
    agreed: frozenset[Party] = frozenset()
    time: datetime | None = None
    where: str = ""
    due: datetime | None
    attendance: tuple[Attendance, ...] = ()
    opinions: tuple[Opinion, ...] = ()
    reasons: tuple[Reason, ...] = ()
    status: InterviewStatus = InterviewStatus.PROPOSED

    @classmethod
    def arranged(
        cls,
        id: UUID,
        *,
        request: RequestId,
        sides: tuple[OfficeId, EmployerId, WorkerId],
        means: Means,
        zone: str,
        proposed: Times,
        policy: Policy = POLICY,
    ) -> Interview:
        """Office or employer proposes times for the worker whose clocks are those of *zone*."""
        proposed.must_be_ahead()
        local_time(proposed.at, zone)
        made = cls(
            id=id, request=request, office=sides[0], employer=sides[1], worker=sides[2],
            means=means, zone=zone, proposed=proposed, first_proposed_at=proposed.at,
            agreed=frozenset({proposed.by}), due=proposed.answer_by(policy),
        )  # fmt: skip
        made._must_be_side(proposed.by, made.office_party, made.employer_party)
        event = happened.InterviewProposed(
            at=proposed.at, interview=InterviewId(id), request=request, worker=made.worker,
            means=means, by=proposed.by.kind,
        )  # fmt: skip
        return made.after(event)

    def accepted(
        self, by: Party, time: datetime, at: datetime, policy: Policy = POLICY
    ) -> Interview:
        """A party agrees to one of the times. Once office and employer have, the time stands."""
        if by in self.agreed and time == self.time:
            return self
        self.must_be(*RUNNING)
        self._must_be_side(by, *self.parties())
        require(by != self.proposed.by, "own_proposal", party=by.kind)
        chosen = self.time is None or time == self.time
        require(chosen, "time_already_chosen", found=time, needed=self.time)
        require(self.proposed.times, "no_time_proposed", party=self.proposed.by.kind)
        proposed = time in self.proposed.times
        require(proposed, "time_not_proposed", found=time, needed=self.proposed.times)
        require(time > at, "time_past", found=time, needed=at)
        agreed = self.agreed | {by}
        word = happened.InterviewTimeAgreed(at=at, interview=self._id, by=by.kind, time=time)
        if self.status is InterviewStatus.ACCEPTED or not self._both_among(agreed):
            return self.after(word, agreed=agreed, time=time)
        event = happened.InterviewAccepted(
            at=at, interview=self._id, request=self.request, time=time
        )
        return self.after(
            event,
            agreed=agreed,
            time=time,
            status=InterviewStatus.ACCEPTED,
            due=time + policy.interview_outcome,
        )

    @property
    def call(self) -> UUID:
        """The name of this meeting at its time, for the provider of meetings."""
        return uuid5(self.id, f"room {self.round} {self.time}")

    def room_answered(self, call: UUID, answer: Answer, at: datetime) -> Interview:
        """The provider says where people meet. Said twice, or of an earlier time, it counts not."""
        if call != self.call or self.status is not InterviewStatus.ACCEPTED or self.where:
            return self
        match answer:
            case Accepted(reference):
                event = happened.RoomArranged(at=at, interview=self._id, where=reference)
                return self.after(event, where=reference)
            case Refused(reason):
                return self.after(happened.RoomRefused(at=at, interview=self._id, reason=reason))
            case Unknown():
                return self
            case _:
                assert_never(answer)

    def declined(self, reason: Reason) -> Interview:
        """A party does not want it; why is recorded."""
        if self.status is InterviewStatus.DECLINED:
            return self
        self.must_be(*RUNNING)
        self._must_be_side(reason.by, *self.parties())
        event = happened.InterviewDeclined(
            at=reason.at, interview=self._id, request=self.request, by=reason.by.kind
        )
        return self.after(
            event,
            status=InterviewStatus.DECLINED,
            reasons=(*self.reasons, reason.sound()),
            due=None,
        )

    def rescheduled(
        self, reason: Reason, times: tuple[datetime, ...], policy: Policy = POLICY
    ) -> Interview:
        """A party asks for another time, and says why; the worker need not name one herself."""
        proposed = Times(reason.by, times, reason.at)
        if self.proposed.same_as(proposed) and self.status is InterviewStatus.PROPOSED:
            return self
        self.must_be(*RUNNING, InterviewStatus.NO_SHOW)
        self._must_be_side(reason.by, *self.parties())
        if times or reason.by != self.worker_party:
            proposed.must_be_ahead()
        event = happened.InterviewRescheduled(at=reason.at, interview=self._id, by=reason.by.kind)
        return self.after(
            event,
            status=InterviewStatus.PROPOSED,
            proposed=proposed,
            round=self.round + 1,
            agreed=frozenset({reason.by}) if times else frozenset(),
            time=None,
            where="",
            attendance=(),
            reasons=(*self.reasons, reason.sound()),
            due=proposed.answer_by(policy),
        )

    def attended(self, record: Attendance, policy: Policy = POLICY) -> Interview:
        """A side says who was there; when office and employer both have, it was held or missed."""
        if any(each.says_as(record) for each in self.attendance):
            return self
        self.must_be(InterviewStatus.ACCEPTED)
        self._must_be_side(record.by, *self.parties())
        early = self.time is not None and record.at < self.time
        require(not early, "interview_not_yet", found=record.at, needed=self.time)
        event = happened.AttendanceRecorded(at=record.at, interview=self._id, by=record.by.kind)
        said = self.after(event, attendance=replaced(self.attendance, record))
        both = self._both_among(each.by for each in said.attendance)
        return said._judged(record.at, policy) if both else said

    def passed(self, at: datetime, policy: Policy = POLICY) -> Interview:
        """Its time has gone by: unaccepted, it lapses; unrecorded, nobody came. Else nothing."""
        if self.status is InterviewStatus.PROPOSED:
            last = self.proposed.last
            if last is None or at < last:
                return self
            lapsed = happened.InterviewLapsed(at=at, interview=self._id)
            return self._over(lapsed, InterviewStatus.CANCELLED)
        late = self.due is not None and at >= self.due
        unrecorded = self.status is InterviewStatus.ACCEPTED and late
        return self._judged(at, policy) if unrecorded else self

    def cancelled(self, at: datetime) -> Interview:
        """The request that it was for is over; what was held stays held."""
        if self.status not in RUNNING:
            return self
        return self._over(
            happened.InterviewCancelled(at=at, interview=self._id), InterviewStatus.CANCELLED
        )

    def opined(self, opinion: Opinion) -> Interview:
        """A side says how it was; saying something else later counts instead."""
        self.must_be(InterviewStatus.HELD)
        self._must_be_side(opinion.by, *self.parties())
        if any(each.says_as(opinion) for each in self.opinions):
            return self
        event = happened.OutcomeGiven(
            at=opinion.at, interview=self._id, request=self.request, by=opinion.by.kind,
            outcome=opinion.outcome,
        )  # fmt: skip
        opinions = replaced(self.opinions, opinion)
        done = self._both_among(self._heard(opinions))
        return self.after(event, opinions=opinions, due=None if done else self.due)

    def _judged(self, at: datetime, policy: Policy) -> Interview:
        if self.attendance and all(each.met for each in self.attendance):
            held = happened.InterviewHeld(at=at, interview=self._id, request=self.request)
            due = at + policy.interview_outcome
            return self.after(held, status=InterviewStatus.HELD, due=due)
        missed = happened.InterviewMissed(at=at, interview=self._id, request=self.request)
        return self._over(missed, InterviewStatus.NO_SHOW)

    def _over(self, event: Event, status: InterviewStatus) -> Interview:
        return self.after(event, status=status, due=None)

    def _both_among(self, parties: Iterable[Party]) -> bool:
        return {self.office_party, self.employer_party} <= set(parties)

    def _heard(self, opinions: Iterable[Opinion]) -> set[Party]:  # the office, unless she herself
        said = {each.by for each in opinions}
        return said | {self.office_party} if self.worker_party in said else said

    def _must_be_side(self, by: Party, *sides: Party) -> None:
        needed = tuple(sorted(each.kind for each in sides))
        require(by in sides, "not_of_the_interview", party=by.kind, needed=needed)

    @property
    def _id(self) -> InterviewId:
        return InterviewId(self.id)

    @property
    def office_party(self) -> Party:
        """The office, as a party."""
        return office(self.office)

    @property
    def employer_party(self) -> Party:
        """The employer, as a party."""
        return employer(self.employer)

    @property
    def worker_party(self) -> Party:
        """The worker, as a party."""
        return worker(self.worker)

    def parties(self) -> frozenset[Party]:
        return frozenset({self.office_party, self.employer_party, self.worker_party})

    def claims(self) -> frozenset[Claim]:
        running = self.status in RUNNING
        return frozenset(
            {Claim("open_interview", f"{self.request}:{self.worker}")} if running else ()
        )

    def moments(self) -> frozenset[Moment]:
        proposed = self.status is InterviewStatus.PROPOSED
        if proposed and self.proposed.last is not None:
            return frozenset({Moment("interview_lapses", self.proposed.last)})
        if self.status is InterviewStatus.ACCEPTED and self.due is not None:
            return frozenset({Moment("interview_unrecorded", self.due)})
        return frozenset()

    def obligations(self) -> tuple[Obligation, ...]:
        if self.due is None:
            return ()
        done: Iterable[Party]
        match self.status:
            case InterviewStatus.PROPOSED if self.proposed.times:
                code, done = "answer_interview", self.agreed
            case InterviewStatus.PROPOSED:
                code, done = "propose_time", {self.employer_party}
            case InterviewStatus.ACCEPTED:
                code, done = "record_attendance", {each.by for each in self.attendance}
            case _:
                code, done = "give_outcome", self._heard(self.opinions)
        sides = (self.office_party, self.employer_party)
        return tuple(
            Obligation(code, mine, other, self.due, self.request)
            for mine, other in (sides, sides[::-1])
            if mine not in done
        )

    def rows(self) -> tuple[Row, ...]:
        return (
            InterviewRow(
                key=self.id, request=self.request, office=self.office, employer=self.employer,
                worker=self.worker, means=self.means, status=self.status,
                proposed_at=self.first_proposed_at, time=self.time,
            ),
        )  # fmt: skip
