"""Those who are asked for an interview answer (M7): yes, no, or another time."""

from __future__ import annotations

from datetime import datetime

from attrs import frozen

from ...access.rights import Act, Rights
from ...kernel.aggregate import Version
from ...kernel.identity import InterviewId
from ...kernel.parties import Actor
from ...law.policy import POLICY, Policy
from ...ports.clock import Clock
from ...ports.storage import Storage
from ...requests.request import CHOOSING, RecruitmentRequest
from ..interview import Interview
from ..said import Reason
from .meanwhile import whatever_came_between


@frozen
class AcceptInterview:
    """A party agrees to one of the proposed times. The room is arranged afterwards."""

    storage: Storage
    rights: Rights
    clock: Clock
    policy: Policy = POLICY

    def __call__(
        self, by: Actor, interview: InterviewId, time: datetime, *, seen: Version | None = None
    ) -> Interview:
        def accept() -> Interview:
            with self.storage.transaction(by) as work:
                asked = work.get(Interview, interview, seen=seen)
                self.rights.check(by, Act.ANSWER_INTERVIEW, asked)
                return work.save(asked.accepted(by.party, time, self.clock.now(), self.policy))

        return whatever_came_between(seen, accept)


@frozen
class DeclineInterview:
    """A party, the worker like the others, does not want an interview, and says why."""

    storage: Storage
    rights: Rights
    clock: Clock

    def __call__(
        self, by: Actor, interview: InterviewId, reason: str, *, seen: Version | None = None
    ) -> Interview:
        def decline() -> Interview:
            with self.storage.transaction(by) as work:
                asked = work.get(Interview, interview, seen=seen)
                self.rights.check(by, Act.ANSWER_INTERVIEW, asked)
                return work.save(asked.declined(Reason(by.party, reason, self.clock.now())))

        return whatever_came_between(seen, decline)


@frozen
class RescheduleInterview:
    """A party asks for another time, and says why; the worker may leave the times to the office."""

    storage: Storage
    rights: Rights
    clock: Clock
    policy: Policy = POLICY

    def __call__(
        self,
        by: Actor,
        interview: InterviewId,
        reason: str,
        times: tuple[datetime, ...] = (),
        *,
        seen: Version | None = None,
    ) -> Interview:
        def reschedule() -> Interview:
            with self.storage.transaction(by) as work:
                asked = work.get(Interview, interview, seen=seen)
                self.rights.check(by, Act.ANSWER_INTERVIEW, asked)
                # One that was missed can be had again, but only while somebody is choosing.
                work.get(RecruitmentRequest, asked.request).must_be(*CHOOSING)
                why = Reason(by.party, reason, self.clock.now())
                return work.save(asked.rescheduled(why, times, self.policy))

        return whatever_came_between(seen, reschedule)
