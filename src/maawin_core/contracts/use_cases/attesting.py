"""The Ministry's Department attests an employment contract (Law 15/2017 Art. 3), or returns it."""

from __future__ import annotations

from attrs import frozen

from ...access.rights import Act, Rights
from ...kernel.aggregate import Version
from ...kernel.identity import ContractId
from ...kernel.parties import Actor
from ...law.policy import POLICY, Policy
from ...ports.clock import Clock
from ...ports.storage import Storage
from ..contract import ContractStatus, RecruitmentContract
from ..employment import EmploymentContract
from .concluding import concluded


@frozen
class AttestContract:
    """The officer attests what both have signed; nothing is concluded before that."""

    storage: Storage
    rights: Rights
    clock: Clock

    def __call__(
        self, by: Actor, contract: ContractId, *, seen: Version | None = None
    ) -> EmploymentContract:
        now = self.clock.now()
        with self.storage.transaction(by) as work:
            signed = work.get(EmploymentContract, contract, seen=seen)
            self.rights.check(by, Act.ATTEST_CONTRACT, signed)
            attested = signed.attested(now)
            recruitment = work.find(RecruitmentContract, contract)
            if recruitment is not None and recruitment.status is ContractStatus.DRAWN_UP:
                work.save(concluded(work, recruitment, attested, now))
            return work.save(attested)


@frozen
class ReturnContract:
    """The officer does not attest a contract so, and says why: what was signed is void, and the
    contracts are drawn up and signed anew, with the whole time for it."""

    storage: Storage
    rights: Rights
    clock: Clock
    policy: Policy = POLICY

    def __call__(
        self, by: Actor, contract: ContractId, remarks: str, *, seen: Version | None = None
    ) -> EmploymentContract:
        now = self.clock.now()
        due = now + self.policy.conclusion
        with self.storage.transaction(by) as work:
            signed = work.get(EmploymentContract, contract, seen=seen)
            self.rights.check(by, Act.RETURN_CONTRACT, signed)
            returned = signed.returned(remarks, due, now)
            recruitment = work.find(RecruitmentContract, contract)
            if recruitment is not None and returned is not signed:
                work.save(recruitment.returned(due, now))
            return work.save(returned)
