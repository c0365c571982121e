"""Employers are registered and mended; the Ministry decides whether they may recruit."""

from __future__ import annotations

from attrs import frozen

from ..access.rights import Act, Rights
from ..kernel.aggregate import Version
from ..kernel.identity import EmployerId, Identity, new_id
from ..kernel.parties import Actor
from ..kernel.valid_numbers import with_valid_numbers
from ..law.policy import POLICY, Policy
from ..ports.clock import Clock
from ..ports.storage import Storage
from .employer import Eligibility, Employer


@frozen
class RegisterEmployer:
    """The platform knows an employer, once for each QID."""

    storage: Storage
    rights: Rights
    clock: Clock
    policy: Policy = POLICY

    def __call__(
        self, by: Actor, identity: Identity, language: str = "ar", household_size: int = 1
    ) -> Employer:
        self.rights.check(by, Act.REGISTER_EMPLOYER)
        now = self.clock.now()
        with self.storage.transaction(by) as work:
            registered = Employer.registered(
                EmployerId(new_id()),
                identity=with_valid_numbers(identity),
                language=language,
                household_size=household_size,
                due=now + self.policy.eligibility,
                at=now,
            )
            return work.save(registered)


@frozen
class ChangeEmployer:
    """What the platform knows of an employer is mended."""

    storage: Storage
    rights: Rights
    clock: Clock

    def __call__(
        self,
        by: Actor,
        employer: EmployerId,
        identity: Identity,
        language: str,
        household_size: int,
        *,
        seen: Version | None = None,
    ) -> Employer:
        with self.storage.transaction(by) as work:
            known = work.get(Employer, employer, seen=seen)
            self.rights.check(by, Act.CHANGE_EMPLOYER, known)
            who = with_valid_numbers(identity)
            return work.save(known.changed(who, language, household_size, self.clock.now()))


@frozen
class DecideEligibility:
    """The Ministry says whether a household may recruit, and why."""

    storage: Storage
    rights: Rights
    clock: Clock

    def __call__(
        self,
        by: Actor,
        employer: EmployerId,
        eligible: Eligibility,
        reason: str,
        *,
        seen: Version | None = None,
    ) -> Employer:
        with self.storage.transaction(by) as work:
            known = work.get(Employer, employer, seen=seen)
            self.rights.check(by, Act.DECIDE_ELIGIBILITY, known)
            return work.save(known.eligibility_decided(eligible, reason, self.clock.now()))
