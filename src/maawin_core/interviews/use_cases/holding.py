"""An interview is held (M7): who came, and how it was, as each side says."""

from __future__ import annotations

from attrs import frozen

from ...access.rights import Act, Rights
from ...kernel.aggregate import Version
from ...kernel.identity import InterviewId
from ...kernel.parties import Actor, PartyKind
from ...law.policy import POLICY, Policy
from ...ports.clock import Clock
from ...ports.storage import Storage
from ..events import InterviewOutcome
from ..interview import Interview
from ..said import Attendance, Opinion


@frozen
class RecordAttendance:
    """A side says who was there."""

    storage: Storage
    rights: Rights
    clock: Clock
    policy: Policy = POLICY

    def __call__(
        self,
        by: Actor,
        interview: InterviewId,
        present: frozenset[PartyKind],
        *,
        seen: Version | None = None,
    ) -> Interview:
        with self.storage.transaction(by) as work:
            accepted = work.get(Interview, interview, seen=seen)
            self.rights.check(by, Act.RECORD_ATTENDANCE, accepted)
            record = Attendance(by.party, present, self.clock.now())
            return work.save(accepted.attended(record, self.policy))


@frozen
class RecordOutcome:
    """A side says how it was."""

    storage: Storage
    rights: Rights
    clock: Clock

    def __call__(
        self,
        by: Actor,
        interview: InterviewId,
        outcome: InterviewOutcome,
        remark: str = "",
        *,
        seen: Version | None = None,
    ) -> Interview:
        with self.storage.transaction(by) as work:
            held = work.get(Interview, interview, seen=seen)
            self.rights.check(by, Act.RECORD_OUTCOME, held)
            return work.save(held.opined(Opinion(by.party, outcome, remark, self.clock.now())))
