"""Each party signs for itself, the text that it saw; the law of that day is asked again."""

from __future__ import annotations

from attrs import frozen

from ...access.rights import Act, Rights
from ...kernel.aggregate import Version
from ...kernel.identity import ContractId
from ...kernel.parties import Actor
from ...law.domestic_work import DomesticWorkLaw
from ...law.policy import POLICY, Policy
from ...law.qatar import QATAR
from ...offers.use_cases import must_be_in_business
from ...ports.clock import Clock
from ...ports.storage import Storage, Work
from ...workers.worker import Worker
from ..contract import RecruitmentContract
from ..direct import DirectRecruitment
from ..employment import EmploymentContract
from ..lawful import Case, must_be_lawful
from .concluding import concluded


@frozen
class SignRecruitmentContract:
    """Employer or office signs; the office only while it may start new things."""

    storage: Storage
    rights: Rights
    clock: Clock
    law: DomesticWorkLaw = QATAR

    def __call__(
        self, by: Actor, contract: ContractId, sha256: str, *, seen: Version | None = None
    ) -> RecruitmentContract:
        now = self.clock.now()
        with self.storage.transaction(by) as work:
            known = work.get(RecruitmentContract, contract, seen=seen)
            self.rights.check(by, Act.SIGN_RECRUITMENT_CONTRACT, known)
            must_be_in_business(work, known.office)
            signed = known.signed(by.party, sha256, now)
            employment = work.get(EmploymentContract, contract)
            must_be_lawful(case_of(work, employment), employment.terms, self.law, now)
            return work.save(concluded(work, signed, employment, now))


@frozen
class SignEmploymentContract:
    """Employer or worker signs. Nobody can for her: an office has no part in this act."""

    storage: Storage
    rights: Rights
    clock: Clock
    law: DomesticWorkLaw = QATAR
    policy: Policy = POLICY

    def __call__(
        self, by: Actor, contract: ContractId, sha256: str, *, seen: Version | None = None
    ) -> EmploymentContract:
        now = self.clock.now()
        with self.storage.transaction(by) as work:
            known = work.get(EmploymentContract, contract, seen=seen)
            self.rights.check(by, Act.SIGN_EMPLOYMENT_CONTRACT, known)
            must_be_lawful(case_of(work, known), known.terms, self.law, now)
            attest_by = now + self.policy.attestation
            return work.save(known.signed(by.party, sha256, attest_by, now))


@frozen
class ConsentToTerms:
    """The worker has read the text of this hash, and consents to what is below the offer in it."""

    storage: Storage
    rights: Rights
    clock: Clock

    def __call__(
        self, by: Actor, contract: ContractId, sha256: str, *, seen: Version | None = None
    ) -> EmploymentContract:
        with self.storage.transaction(by) as work:
            known = work.get(EmploymentContract, contract, seen=seen)
            self.rights.check(by, Act.CONSENT_TO_TERMS, known)
            return work.save(known.consented(by.party, sha256, self.clock.now()))


def case_of(work: Work, employment: EmploymentContract) -> Case:
    """Who is recruited by this contract, from where, at what price."""
    recruitment = work.find(RecruitmentContract, employment.id)
    if recruitment is None:
        return work.get(DirectRecruitment, employment.id).candidate.case
    listed = work.get(Worker, employment.worker)
    return Case(
        country=recruitment.recruited_from, origin=recruitment.origin, born=listed.identity.born,
        age_exemption=listed.age_exemption, price=recruitment.price,
    )  # fmt: skip
