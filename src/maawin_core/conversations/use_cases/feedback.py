"""A party tells the platform what is not right, is answered, and sees what changed (M14)."""

from __future__ import annotations

from uuid import UUID

from attrs import frozen

from ...access.rights import Act, Rights
from ...kernel.aggregate import Version
from ...kernel.identity import new_id
from ...kernel.parties import Actor
from ...law.policy import POLICY, Policy
from ...ports.clock import Clock
from ...ports.storage import Storage
from ..remark import Remark, RemarkKind, Verdict


@frozen
class RaiseRemark:
    """Anybody raises a remark or a suggestion about the platform."""

    storage: Storage
    rights: Rights
    clock: Clock
    policy: Policy = POLICY

    def __call__(self, by: Actor, remark_kind: RemarkKind, text: str) -> Remark:
        self.rights.check(by, Act.RAISE_REMARK)
        now = self.clock.now()
        with self.storage.transaction(by) as work:
            raised = Remark.raised(
                new_id(),
                by=by.party,
                remark_kind=remark_kind,
                text=text,
                at=now,
                due=now + self.policy.remark_answer,
            )
            return work.save(raised)


@frozen
class AnswerRemark:
    """An officer or the administrator answers for the platform."""

    storage: Storage
    rights: Rights
    clock: Clock

    def __call__(
        self,
        by: Actor,
        remark: UUID,
        verdict: Verdict,
        answer: str,
        *,
        seen: Version | None = None,
    ) -> Remark:
        with self.storage.transaction(by) as work:
            raised = work.get(Remark, remark, seen=seen)
            self.rights.check(by, Act.ANSWER_REMARK, raised)
            return work.save(raised.answered(verdict, answer, self.clock.now()))


@frozen
class NoteRemarkOverdue:
    """A remark has had no answer by its day: noted once; answered meanwhile, nothing happens."""

    storage: Storage
    rights: Rights
    clock: Clock

    def __call__(self, by: Actor, remark: UUID) -> Remark:
        with self.storage.transaction(by) as work:
            raised = work.get(Remark, remark)
            self.rights.check(by, Act.NOTE_REMARK_OVERDUE, raised)
            return work.save(raised.left_unanswered(self.clock.now()))


@frozen
class LinkChange:
    """What has changed because of a remark is named, so that whoever raised it can read it."""

    storage: Storage
    rights: Rights
    clock: Clock

    def __call__(
        self, by: Actor, remark: UUID, change: str, *, seen: Version | None = None
    ) -> Remark:
        with self.storage.transaction(by) as work:
            answered = work.get(Remark, remark, seen=seen)
            self.rights.check(by, Act.LINK_CHANGE, answered)
            return work.save(answered.acted_on(change, self.clock.now()))
