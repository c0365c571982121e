"""An office keeps its list of workers."""

from __future__ import annotations

from datetime import date

from attrs import frozen

from ...access.admission import must_be_admitted
from ...access.rights import SEES_ALL, Act, Rights
from ...kernel.aggregate import Version
from ...kernel.calendar import civil_day
from ...kernel.errors import NotFound, require
from ...kernel.identity import Identity, OfficeId, WorkerId, new_id
from ...kernel.parties import Actor
from ...kernel.parties import office as office_party
from ...kernel.valid_numbers import with_valid_numbers
from ...law.domestic_work import DomesticWorkLaw
from ...law.qatar import QATAR
from ...ports.clock import Clock, today
from ...ports.storage import Storage
from ..of_age import must_be_of_age
from ..profile import WorkerProfile
from ..worker import Worker, entry_of


@frozen
class ListWorker:
    """An office has a worker to recruit, in Qatar or abroad; she must be of age today. Whom it had
    before, and who was gone, comes back into her own entry."""

    storage: Storage
    rights: Rights
    clock: Clock
    law: DomesticWorkLaw = QATAR

    def __call__(
        self,
        by: Actor,
        office: OfficeId,
        identity: Identity,
        profile: WorkerProfile,
        *,
        seen: Version | None = None,
    ) -> Worker:
        """*seen*: of her own entry, if she comes back into it."""
        self.rights.check(by, Act.LIST_WORKER)
        party = office_party(office)
        if by.party != party and by.role not in SEES_ALL:
            raise NotFound("not_found", thing="office", id=office)
        now = self.clock.now()
        who = with_valid_numbers(identity)
        must_be_of_age(who, profile, civil_day(now), self.law)
        with self.storage.transaction(by) as work:
            must_be_admitted(work, party)
            known = self.storage.holder(entry_of(office, profile.passport_country, who.passport))
            if known is not None:
                gone = work.get(Worker, known[1], seen=seen)
                return work.save(gone.listed_again(who, profile, now))
            listed = Worker.listed(
                WorkerId(new_id()), office=office, identity=who, profile=profile, at=now
            )
            return work.save(listed)


@frozen
class ChangeWorker:
    """The office mends what the register says of a worker."""

    storage: Storage
    rights: Rights
    clock: Clock
    law: DomesticWorkLaw = QATAR

    def __call__(
        self,
        by: Actor,
        worker: WorkerId,
        identity: Identity,
        profile: WorkerProfile,
        *,
        seen: Version | None = None,
    ) -> Worker:
        with self.storage.transaction(by) as work:
            known = work.get(Worker, worker, seen=seen)
            self.rights.check(by, Act.CHANGE_WORKER, known)
            who = with_valid_numbers(identity)
            if who.born != known.identity.born:
                must_be_of_age(who, profile, today(self.clock), self.law)
            return work.save(known.changed(who, profile, self.clock.now()))


@frozen
class RenewMedical:
    """The worker has been found fit until a later day."""

    storage: Storage
    rights: Rights
    clock: Clock

    def __call__(
        self, by: Actor, worker: WorkerId, until: date, *, seen: Version | None = None
    ) -> Worker:
        with self.storage.transaction(by) as work:
            known = work.get(Worker, worker, seen=seen)
            self.rights.check(by, Act.RENEW_MEDICAL, known)
            day = today(self.clock)
            require(until >= day, "medical_over", found=until, needed=day)
            return work.save(known.medical_renewed(until, self.clock.now()))


@frozen
class WithdrawWorker:
    """The office no longer offers the worker."""

    storage: Storage
    rights: Rights
    clock: Clock

    def __call__(self, by: Actor, worker: WorkerId, *, seen: Version | None = None) -> Worker:
        with self.storage.transaction(by) as work:
            known = work.get(Worker, worker, seen=seen)
            self.rights.check(by, Act.WITHDRAW_WORKER, known)
            return work.save(known.withdrawn(self.clock.now()))
