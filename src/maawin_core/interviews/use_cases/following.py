"""What the platform does for an interview by itself (M7): a room, a lapse, an end."""

from __future__ import annotations

from attrs import frozen

from ...access.rights import Act, Rights
from ...kernel.answer import Unknown
from ...kernel.errors import WrongMoment
from ...kernel.identity import InterviewId, RequestId
from ...kernel.parties import Actor
from ...law.policy import POLICY, Policy
from ...ports.clock import Clock
from ...ports.lists import MOST, Is, Lists, Where
from ...ports.meetings import Meetings
from ...ports.storage import Storage
from ..interview import Interview
from ..row import RUNNING, InterviewRow, InterviewStatus


@frozen
class ArrangeRoom:
    """A time was accepted: the provider of meetings says where. Silence is asked again later."""

    storage: Storage
    rights: Rights
    meetings: Meetings
    clock: Clock

    def __call__(self, by: Actor, interview: InterviewId) -> Interview:
        with self.storage.transaction(by) as work:
            accepted = work.get(Interview, interview)
            self.rights.check(by, Act.ARRANGE_ROOM, accepted)
        if accepted.time is None or accepted.status is not InterviewStatus.ACCEPTED:
            return accepted  # asked for another time meanwhile, or it is over
        if accepted.where:
            return accepted

        answer = self.meetings.room(accepted.call, accepted.time, accepted.means)
        if isinstance(answer, Unknown):
            raise WrongMoment("provider_silent", thing="interview", id=accepted.id)

        with self.storage.transaction(by) as work:
            asked = work.get(Interview, interview)
            return work.save(asked.room_answered(accepted.call, answer, self.clock.now()))


@frozen
class NoteNoShow:
    """The time of an interview has gone by: nobody accepted it, came, or recorded that they did."""

    storage: Storage
    rights: Rights
    clock: Clock
    policy: Policy = POLICY

    def __call__(self, by: Actor, interview: InterviewId) -> Interview:
        with self.storage.transaction(by) as work:
            waiting = work.get(Interview, interview)
            self.rights.check(by, Act.MOVE_INTERVIEW, waiting)
            return work.save(waiting.passed(self.clock.now(), self.policy))


@frozen
class CancelInterviews:
    """A request is over, or somebody was selected: no further interview of it is held."""

    storage: Storage
    lists: Lists
    rights: Rights
    clock: Clock

    def __call__(self, by: Actor, request: RequestId) -> None:
        self.rights.check(by, Act.MOVE_INTERVIEW)
        of_it = Where("request", Is.EQUAL, request), Where("status", Is.ONE_OF, RUNNING)
        for row in self.lists.page(InterviewRow, *of_it, limit=MOST).items:
            with self.storage.transaction(by) as work:
                work.save(work.get(Interview, row.key).cancelled(self.clock.now()))
