"""What an office may do under its licence, and what follows from it."""

from __future__ import annotations

from datetime import date

from attrs import frozen

from ...access.admission import admission_of
from ...access.rights import Act, Rights
from ...kernel.aggregate import Version
from ...kernel.calendar import civil_day
from ...kernel.identity import OfficeId
from ...kernel.parties import Actor
from ...kernel.parties import office as office_party
from ...ports.clock import Clock
from ...ports.storage import Storage
from ..licence import IN_FORCE, LicenceChange, LicenceStatus
from ..office import Office

#: Why an admission was taken away by a licence: only these does a licence give back.
CAUSES = {status: f"licence_{status}" for status in LicenceStatus if status not in IN_FORCE}


@frozen
class ChangeLicenceStatus:
    """The Ministry warns, suspends, revokes, or lifts what it had decided."""

    storage: Storage
    rights: Rights
    clock: Clock

    def __call__(
        self,
        by: Actor,
        office: OfficeId,
        status: LicenceStatus,
        reason: str,
        basis: str,
        *,
        until: date | None = None,
        seen: Version | None = None,
    ) -> Office:
        with self.storage.transaction(by) as work:
            known = work.get(Office, office, seen=seen)
            self.rights.check(by, Act.CHANGE_LICENCE_STATUS, known)
            now = self.clock.now()
            change = LicenceChange(
                status=status, reason=reason, basis=basis, from_=civil_day(now), until=until,
                by=by.person,
            )  # fmt: skip
            return work.save(known.licence_changed(change, now))


@frozen
class ExpireLicence:
    """The last day of a licence is over."""

    storage: Storage
    rights: Rights
    clock: Clock

    def __call__(self, by: Actor, office: OfficeId, *, seen: Version | None = None) -> Office:
        with self.storage.transaction(by) as work:
            known = work.get(Office, office, seen=seen)
            self.rights.check(by, Act.EXPIRE_LICENCE, known)
            return work.save(known.licence_ran_out(self.clock.now()))


@frozen
class LapseLicenceChange:
    """The last day of a warning or suspension is over."""

    storage: Storage
    rights: Rights
    clock: Clock

    def __call__(self, by: Actor, office: OfficeId, *, seen: Version | None = None) -> Office:
        with self.storage.transaction(by) as work:
            known = work.get(Office, office, seen=seen)
            self.rights.check(by, Act.EXPIRE_LICENCE, known)
            return work.save(known.licence_change_lapsed(self.clock.now()))


@frozen
class FollowLicence:
    """An office whose licence is not in force may start nothing new; in force again, it may.

    What somebody else has suspended for another cause stays suspended.
    """

    storage: Storage
    rights: Rights
    clock: Clock

    def __call__(self, by: Actor, office: OfficeId) -> None:
        with self.storage.transaction(by) as work:
            known = work.get(Office, office)
            self.rights.check(by, Act.FOLLOW_LICENCE, known)
            if known.licence_status is None:
                return
            admission, now = admission_of(work, office_party(office)), self.clock.now()
            if known.licence_status not in IN_FORCE:
                work.save(admission.suspended(CAUSES[known.licence_status], now))
            elif admission.cause in CAUSES.values():
                work.save(admission.lifted(f"licence_{known.licence_status}", now))
