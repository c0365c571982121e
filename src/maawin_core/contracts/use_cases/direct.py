"""An employer asks to recruit without an office, and the Department decides (Art. 4)."""

from __future__ import annotations

from attrs import evolve, frozen

from ...access.admission import must_be_admitted
from ...access.rights import Act, Rights
from ...employers.employer import Employer
from ...kernel.aggregate import Version
from ...kernel.identity import ContractId, EmployerId, WorkerId, new_id
from ...kernel.parties import Actor
from ...kernel.valid_numbers import with_valid_numbers
from ...law.policy import POLICY, Policy
from ...ports.clock import Clock
from ...ports.storage import Storage
from ..direct import Candidate, DirectRecruitment


@frozen
class AskDirectRecruitment:
    """The employer asks the Department to let her recruit this person herself."""

    storage: Storage
    rights: Rights
    clock: Clock
    policy: Policy = POLICY

    def __call__(self, by: Actor, candidate: Candidate, reason: str) -> DirectRecruitment:
        now = self.clock.now()
        with self.storage.transaction(by) as work:
            asks = work.get(Employer, by.party.id)
            self.rights.check(by, Act.ASK_DIRECT_RECRUITMENT, asks)
            must_be_admitted(work, by.party)
            asks.must_be_eligible()
            asked = DirectRecruitment.asked(
                new_id(),
                employer=EmployerId(asks.id),
                worker=WorkerId(new_id()),
                candidate=evolve(candidate, identity=with_valid_numbers(candidate.identity)),
                reason=reason,
                due=now + self.policy.direct_approval,
                at=now,
            )
            return work.save(asked)


@frozen
class ApproveDirectRecruitment:
    """The Department approves a direct recruitment: its contract can be drawn up."""

    storage: Storage
    rights: Rights
    clock: Clock
    policy: Policy = POLICY

    def __call__(
        self, by: Actor, contract: ContractId, because: str = "", *, seen: Version | None = None
    ) -> DirectRecruitment:
        with self.storage.transaction(by) as work:
            asked = work.get(DirectRecruitment, contract, seen=seen)
            self.rights.check(by, Act.DECIDE_DIRECT_RECRUITMENT, asked)
            now = self.clock.now()
            return work.save(asked.approved(because, now + self.policy.conclusion, now))


@frozen
class RefuseDirectRecruitment:
    """The Department does not approve a direct recruitment, and says why."""

    storage: Storage
    rights: Rights
    clock: Clock

    def __call__(
        self, by: Actor, contract: ContractId, because: str, *, seen: Version | None = None
    ) -> DirectRecruitment:
        with self.storage.transaction(by) as work:
            asked = work.get(DirectRecruitment, contract, seen=seen)
            self.rights.check(by, Act.DECIDE_DIRECT_RECRUITMENT, asked)
            return work.save(asked.refused(because, self.clock.now()))
