"""Who may sign in for an office, and until when."""

from __future__ import annotations

from datetime import date

from attrs import frozen

from ...access.rights import Act, Rights, acts_for
from ...access.sign_in import SignIn
from ...kernel.aggregate import Version
from ...kernel.calendar import civil_day
from ...kernel.identity import Identity, OfficeId, SignInId, new_id
from ...kernel.parties import Actor, PartyKind, Role
from ...kernel.valid_numbers import with_valid_numbers
from ...law.policy import POLICY, Policy
from ...ports.clock import Clock
from ...ports.storage import Storage
from ..office import Office
from ..staff import AccessEnd, StaffMember


@frozen
class AuthoriseStaff:
    """A person may sign in for the office until a day; her sign-in is given under the same id."""

    storage: Storage
    rights: Rights
    clock: Clock
    policy: Policy = POLICY

    def __call__(
        self,
        by: Actor,
        office: OfficeId,
        who: Identity,
        role: Role,
        until: date,
        *,
        seen: Version | None = None,
    ) -> Office:
        with self.storage.transaction(by) as work:
            known = work.get(Office, office, seen=seen)
            self.rights.check(by, Act.AUTHORISE_STAFF, known)
            now = self.clock.now()
            member = StaffMember(
                id=SignInId(new_id()),
                identity=with_valid_numbers(who),
                role=role,
                until=until,
                attested_on=civil_day(now),
                attest_by=civil_day(now + self.policy.staff_attestation),
            )
            return work.save(known.staff_authorised(member, now))


@frozen
class AttestStaff:
    """The office says again that a person works there; *until* moves her last day."""

    storage: Storage
    rights: Rights
    clock: Clock
    policy: Policy = POLICY

    def __call__(
        self,
        by: Actor,
        office: OfficeId,
        sign_in: SignInId,
        until: date | None = None,
        *,
        seen: Version | None = None,
    ) -> Office:
        with self.storage.transaction(by) as work:
            known = work.get(Office, office, seen=seen)
            self.rights.check(by, Act.ATTEST_STAFF, known)
            now = self.clock.now()
            attest_by = civil_day(now + self.policy.staff_attestation)
            return work.save(known.staff_attested(sign_in, attest_by, now, until))


@frozen
class EndStaffAccess:
    """A person may no longer sign in for the office."""

    storage: Storage
    rights: Rights
    clock: Clock

    def __call__(
        self, by: Actor, office: OfficeId, sign_in: SignInId, *, seen: Version | None = None
    ) -> Office:
        with self.storage.transaction(by) as work:
            known = work.get(Office, office, seen=seen)
            self.rights.check(by, Act.END_STAFF_ACCESS, known)
            own = acts_for(by, PartyKind.OFFICE)
            reason = AccessEnd.BY_OFFICE if own else AccessEnd.BY_MINISTRY
            return work.save(known.staff_access_ended(sign_in, reason, self.clock.now()))


@frozen
class EndOverdueAccess:
    """The access of everybody ends whose last day is over, or whom the office has not attested."""

    storage: Storage
    rights: Rights
    clock: Clock

    def __call__(self, by: Actor, office: OfficeId, *, seen: Version | None = None) -> Office:
        with self.storage.transaction(by) as work:
            known = work.get(Office, office, seen=seen)
            self.rights.check(by, Act.END_STAFF_ACCESS, known)
            return work.save(known.overdue_access_ended(self.clock.now()))


@frozen
class CloseStaffSignIn:
    """The sign-in of a person whose access has ended is closed, if she ever had one."""

    storage: Storage
    rights: Rights
    clock: Clock

    def __call__(self, by: Actor, sign_in: SignInId, reason: str) -> None:
        self.rights.check(by, Act.END_SIGN_IN)
        with self.storage.transaction(by) as work:
            given = work.find(SignIn, sign_in)
            if given is not None:
                work.save(given.ended(reason, self.clock.now()))
