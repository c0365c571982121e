"""The office file: filled in, submitted, approved or returned item by item."""

from __future__ import annotations

from datetime import date

from attrs import evolve, frozen

from ...access.rights import Act, Rights, acts_for
from ...kernel.aggregate import Version
from ...kernel.identifiers import normal
from ...kernel.identity import OfficeId, new_id
from ...kernel.parties import Actor, PartyKind
from ...kernel.valid_numbers import valid_number, with_valid_numbers
from ...law.policy import POLICY, Policy
from ...ports.clock import Clock, today
from ...ports.lists import Is, Lists, Where, where
from ...ports.storage import Storage
from ...workers.worker import Availability, WorkerRow
from ..completeness import Completeness, ListedWorkers, completeness_of
from ..details import OfficeDetails
from ..file import Finding
from ..office import Office


@frozen
class RegisterOffice:
    """The platform knows an office, once for each licence number and each EID."""

    storage: Storage
    rights: Rights
    clock: Clock
    policy: Policy = POLICY

    def __call__(self, by: Actor, details: OfficeDetails) -> Office:
        self.rights.check(by, Act.REGISTER_OFFICE)
        now = self.clock.now()
        with self.storage.transaction(by) as work:
            due = now + self.policy.file_submission
            office = Office.registered(OfficeId(new_id()), normal_details(details), due, now)
            return work.save(office)


@frozen
class ChangeOfficeFile:
    """Items of the file are changed: by the office until they are approved, then by the Ministry
    where it has approved them."""

    storage: Storage
    rights: Rights
    clock: Clock

    def __call__(
        self, by: Actor, office: OfficeId, details: OfficeDetails, *, seen: Version | None = None
    ) -> Office:
        with self.storage.transaction(by) as work:
            known = work.get(Office, office, seen=seen)
            self.rights.check(by, Act.CHANGE_OFFICE_FILE, known)
            by_ministry = acts_for(by, PartyKind.MINISTRY)
            changed = known.changed(
                normal_details(details), by_ministry=by_ministry, at=self.clock.now()
            )
            return work.save(changed)


@frozen
class SubmitOfficeFile:
    """The office asks the Ministry to approve its file, which must be complete."""

    storage: Storage
    lists: Lists
    rights: Rights
    clock: Clock
    policy: Policy = POLICY

    def __call__(self, by: Actor, office: OfficeId, *, seen: Version | None = None) -> Office:
        workers = listed_workers(self.lists, office, today(self.clock))
        with self.storage.transaction(by) as work:
            known = work.get(Office, office, seen=seen)
            self.rights.check(by, Act.SUBMIT_OFFICE_FILE, known)
            now = self.clock.now()
            return work.save(known.submitted(workers.n, now + self.policy.file_review, now))


@frozen
class ReviewOfficeFile:
    """The Ministry approves the file, or returns it with a remark on each item at fault."""

    storage: Storage
    lists: Lists
    rights: Rights
    clock: Clock
    policy: Policy = POLICY

    def __call__(
        self,
        by: Actor,
        office: OfficeId,
        findings: tuple[Finding, ...] = (),
        *,
        seen: Version | None = None,
    ) -> Office:
        workers = listed_workers(self.lists, office, today(self.clock))
        with self.storage.transaction(by) as work:
            known = work.get(Office, office, seen=seen)
            self.rights.check(by, Act.REVIEW_OFFICE_FILE, known)
            now = self.clock.now()
            if findings:
                due = now + self.policy.file_mending
                return work.save(known.returned(findings, due, now))
            return work.save(known.approved(workers.n, now))


@frozen
class ShowCompleteness:
    """What an office's file lacks, item by item."""

    storage: Storage
    lists: Lists
    rights: Rights
    clock: Clock

    def __call__(self, by: Actor, office: OfficeId) -> Completeness:
        known = self.storage.get(Office, office)
        self.rights.check(by, Act.SHOW_COMPLETENESS, known)
        day = today(self.clock)
        return completeness_of(known, listed_workers(self.lists, office, day), day)


def normal_details(details: OfficeDetails) -> OfficeDetails:
    """The details with every number in its normal form; refused if one cannot be."""
    return evolve(
        details,
        identity=with_valid_numbers(details.identity),
        licence=evolve(details.licence, number=normal(details.licence.number)),
        eid=valid_number("eid", details.eid),
        cr=normal(details.cr),
    )


def listed_workers(lists: Lists, office: OfficeId, on: date) -> ListedWorkers:
    """What the office's list of workers comes to on this day, from the lists."""
    mine = where(office=office, availability=Availability.LISTED)

    def count(*more: Where) -> int:
        return sum(tally.n for tally in lists.tally(WorkerRow, *mine, *more))

    return ListedWorkers(
        n=count(),
        without_consent=count(*where(consented=False)),
        without_medical=count(Where("medical_until", Is.NONE))
        + count(Where("medical_until", Is.BEFORE, on)),
    )
