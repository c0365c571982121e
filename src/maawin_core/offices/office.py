"""A recruitment office (M1): its file, the people who act for it, its licence."""

from __future__ import annotations

from datetime import date, datetime
from uuid import UUID

from attrs import asdict, evolve, frozen

from ..kernel.aggregate import Aggregate, Claim, Moment, Row
from ..kernel.calendar import civil_day, end_of_day
from ..kernel.errors import NotFound, RuleBroken, WrongMoment, require
from ..kernel.identity import Identity, OfficeId, SignInId
from ..kernel.money import Money
from ..kernel.obligation import Obligation
from ..kernel.parties import MINISTRY, SYSTEM, Party, office
from . import events as happened
from .details import APPROVED_ITEMS, MAY_BE_LACKING, OfficeDetails
from .file import Branch, FileItem, FileStatus, Finding
from .licence import IN_FORCE, Licence, LicenceChange, LicenceStatus
from .rows import OfficeFileRow as OfficeFileRow
from .rows import OfficeRow as OfficeRow
from .staff import AccessEnd, StaffMember

_TURNS = {
    FileStatus.DRAFT: "submit_office_file",
    FileStatus.RETURNED: "mend_office_file",
    FileStatus.SUBMITTED: "review_office_file",
}


@frozen(kw_only=True)
class Office(Aggregate):
    """One licensed office. Its file is approved only when it is complete; it works only while its
    file is approved and its licence in force; a revoked licence never comes back."""

    identity: Identity
    licence: Licence
    cr: str = ""
    eid: str = ""
    branches: tuple[Branch, ...] = ()
    guarantee_sum: Money | None = None
    staff: tuple[StaffMember, ...] = ()
    file_status: FileStatus = FileStatus.DRAFT
    findings: tuple[Finding, ...] = ()
    due: datetime | None  # of whoever has the file on the table
    licence_status: LicenceStatus | None = None
    licence_changes: tuple[LicenceChange, ...] = ()

    @classmethod
    def registered(cls, id: UUID, details: OfficeDetails, due: datetime, at: datetime) -> Office:
        """The platform knows the office; it has until *due* to complete and submit its file."""
        details.must_be_sound()
        made = cls(id=id, due=due, **asdict(details, recurse=False))
        return made.after(happened.OfficeRegistered(at=at, office=OfficeId(id)))

    @property
    def details(self) -> OfficeDetails:
        """What the office says of itself."""
        return OfficeDetails(
            identity=self.identity, licence=self.licence, cr=self.cr, eid=self.eid,
            branches=self.branches, guarantee_sum=self.guarantee_sum,
        )  # fmt: skip

    @property
    def may_work(self) -> bool:
        """Whether it may start new things: its file is approved and its licence in force."""
        return self.file_status is FileStatus.APPROVED and self.licence_status in IN_FORCE

    def must_be_working(self) -> None:
        """Refuse unless it may start new things."""
        if self.file_status is not FileStatus.APPROVED:
            raise WrongMoment("office_not_approved", found=self.file_status, id=self.id)
        if self.licence_status not in IN_FORCE:
            needed = tuple(sorted(IN_FORCE))
            raise WrongMoment("licence_not_in_force", found=self.licence_status, needed=needed)

    # The file

    def missing(self, listed_workers: int, on: date) -> tuple[FileItem, ...]:
        """Every item without which the file is not complete on this day."""
        has = {
            **self.details.items(),
            FileItem.LICENCE: self.licence.is_in_force(on),
            FileItem.AUTHORISED_STAFF: any(member.may_come_in(on) for member in self.staff),
            FileItem.LISTED_WORKER: listed_workers > 0,
        }
        return tuple(item for item in has if not has[item] and item not in MAY_BE_LACKING)

    def changed(self, details: OfficeDetails, *, by_ministry: bool, at: datetime) -> Office:
        """Items were changed; those that the Ministry has approved, only by the Ministry."""
        items = self.details.changed_items(details)
        if not items:
            return self
        self._file_must_be(FileStatus.DRAFT, FileStatus.RETURNED, FileStatus.APPROVED)
        closed = sorted(APPROVED_ITEMS.intersection(items))
        if closed and self.file_status is FileStatus.APPROVED and not by_ministry:
            raise RuleBroken("item_was_approved", found=tuple(closed))
        details.must_be_sound()
        event = happened.OfficeFileChanged(at=at, office=self._id, items=items)
        return self.after(event, **asdict(details, recurse=False))

    def submitted(self, listed_workers: int, due: datetime, at: datetime) -> Office:
        """The Ministry is asked to approve the file, and answers until *due*."""
        if self.file_status is FileStatus.SUBMITTED:
            return self
        self._file_must_be(FileStatus.DRAFT, FileStatus.RETURNED)
        self._must_be_complete(listed_workers, at)
        event = happened.OfficeFileSubmitted(at=at, office=self._id)
        return self.after(event, file_status=FileStatus.SUBMITTED, due=due)

    def returned(self, findings: tuple[Finding, ...], due: datetime, at: datetime) -> Office:
        """The Ministry has a remark on each of these items; the office mends them until *due*."""
        self._file_must_be(FileStatus.SUBMITTED)
        require(findings, "text_missing", field="findings")
        for finding in findings:
            finding.must_be_sound()
        items = tuple(finding.item for finding in findings)
        event = happened.OfficeFileReturned(at=at, office=self._id, items=items)
        return self.after(event, file_status=FileStatus.RETURNED, findings=findings, due=due)

    def approved(self, listed_workers: int, at: datetime) -> Office:
        """The Ministry has found the file complete and right: the office may work."""
        if self.file_status is FileStatus.APPROVED:
            return self
        self._file_must_be(FileStatus.SUBMITTED)
        self._must_be_complete(listed_workers, at)
        event = happened.OfficeFileApproved(at=at, office=self._id)
        return self.after(
            event, file_status=FileStatus.APPROVED, findings=(), due=None,
            licence_status=LicenceStatus.ACTIVE,
        )  # fmt: skip

    def _file_must_be(self, *needed: FileStatus) -> None:
        self.must_be(*needed, status=self.file_status)

    def _must_be_complete(self, listed_workers: int, at: datetime) -> None:
        missing = self.missing(listed_workers, civil_day(at))
        require(not missing, "file_incomplete", found=missing)

    # The people

    def member(self, sign_in: SignInId) -> StaffMember:
        """The person of this name."""
        found = next((member for member in self.staff if member.id == sign_in), None)
        if found is None:
            raise NotFound("not_found", thing="staff_member", id=sign_in)
        return found

    def staff_authorised(self, member: StaffMember, at: datetime) -> Office:
        """A person may sign in for the office."""
        if any(each.id == member.id for each in self.staff):
            return self
        today = civil_day(at)
        member.must_be_sound(today)
        same = [m for m in self.staff if m.identity.qid == member.identity.qid]
        known = any(each.may_come_in(today) for each in same)
        require(not known, "staff_already_authorised", found=member.identity.qid)
        event = happened.StaffAuthorised(
            at=at, office=self._id, sign_in=member.id, role=member.role, until=member.until
        )
        return self.after(event, staff=(*self.staff, member))

    def staff_attested(
        self, sign_in: SignInId, attest_by: date, at: datetime, until: date | None = None
    ) -> Office:
        """The office says again that a person works there, perhaps for longer than before."""
        known, today = self.member(sign_in), civil_day(at)
        if not known.may_come_in(today):
            raise WrongMoment("staff_access_over", found=known.last_day, id=sign_in)
        attested = evolve(known, attested_on=today, attest_by=attest_by, until=until or known.until)
        if attested == known:
            return self
        attested.must_be_sound(today)
        event = happened.StaffAttested(at=at, office=self._id, sign_in=sign_in, attest_by=attest_by)
        return self.after(event, staff=self._staff_with(attested))

    def staff_access_ended(self, sign_in: SignInId, reason: AccessEnd, at: datetime) -> Office:
        """A person may no longer sign in for the office."""
        known = self.member(sign_in)
        if known.ended is not None:
            return self
        event = happened.StaffAccessEnded(at=at, office=self._id, sign_in=sign_in, reason=reason)
        return self.after(event, staff=self._staff_with(evolve(known, ended=reason)))

    def overdue_access_ended(self, at: datetime) -> Office:
        """Whoever's time is over, or was not attested in time, may no longer sign in."""
        found = self
        for member in self.staff:
            reason = member.overdue(civil_day(at))
            if reason is not None:
                found = found.staff_access_ended(member.id, reason, at)
        return found

    def _staff_with(self, changed: StaffMember) -> tuple[StaffMember, ...]:
        return tuple(changed if each.id == changed.id else each for each in self.staff)

    # The licence

    def licence_changed(self, change: LicenceChange, at: datetime) -> Office:
        """The Ministry has changed what the office may do."""
        self._file_must_be(FileStatus.APPROVED)
        lifted = change.status is self.licence_status is LicenceStatus.ACTIVE
        if lifted or change in self.licence_changes[-1:]:
            return self
        alive = [each for each in LicenceStatus if each is not LicenceStatus.REVOKED]
        self.must_be(*alive, status=self.licence_status)
        change.must_be_sound(civil_day(at))
        if change.status is not LicenceStatus.REVOKED:
            last_day, today = self.licence.last_day, civil_day(at)
            require(last_day >= today, "licence_over", found=last_day, needed=today)
        return self._with(change, at)

    def licence_ran_out(self, at: datetime) -> Office:
        """Its last day is over, and it was not renewed."""
        ended = self.licence_status in (None, LicenceStatus.REVOKED, LicenceStatus.EXPIRED)
        if ended or civil_day(at) <= self.licence.last_day:
            return self
        return self._with(_by_the_clock(LicenceStatus.EXPIRED, "licence_ran_out", at), at)

    def licence_change_lapsed(self, at: datetime) -> Office:
        """The last day of a warning or suspension is over: the licence is as it was before any."""
        last = self.licence_changes[-1] if self.licence_changes else None
        if last is None or last.until is None or civil_day(at) <= last.until:
            return self
        return self._with(_by_the_clock(LicenceStatus.ACTIVE, "licence_change_lapsed", at), at)

    def _with(self, change: LicenceChange, at: datetime) -> Office:
        event = happened.LicenceStatusChanged(
            at=at, office=self._id, status=change.status, basis=change.basis, until=change.until
        )
        changes = (*self.licence_changes, change)
        return self.after(event, licence_status=change.status, licence_changes=changes)

    @property
    def _id(self) -> OfficeId:
        return OfficeId(self.id)

    def parties(self) -> frozenset[Party]:
        return frozenset({office(self.id)})

    def claims(self) -> frozenset[Claim]:
        eid = {Claim("eid", self.eid)} if self.eid else set()
        return frozenset({Claim("licence_number", self.licence.number)} | eid)

    def moments(self) -> frozenset[Moment]:
        found = set()
        if self.licence_status in (*IN_FORCE, LicenceStatus.SUSPENDED):
            found.add(Moment("licence_ends", end_of_day(self.licence.last_day)))
            until = self.licence_changes[-1].until if self.licence_changes else None
            if until is not None:
                found.add(Moment("licence_change_lapses", end_of_day(until)))
        ends = [member.last_day for member in self.staff if member.ended is None]
        if ends:
            found.add(Moment("staff_access_ends", end_of_day(min(ends))))
        return frozenset(found)

    def obligations(self) -> tuple[Obligation, ...]:
        mine, owed = office(self.id), []
        if self.due is not None and self.file_status in _TURNS:
            ministrys = self.file_status is FileStatus.SUBMITTED
            owner, to = (MINISTRY, mine) if ministrys else (mine, MINISTRY)
            owed.append(Obligation(_TURNS[self.file_status], owner, to, self.due))
        waiting = [member.attest_by for member in self.staff if member.waits_for_attestation]
        if waiting:
            owed.append(Obligation("attest_staff", mine, MINISTRY, end_of_day(min(waiting))))
        return tuple(owed)

    def rows(self) -> tuple[Row, ...]:
        name, name_ar = self.identity.name, self.identity.name_ar
        mine = OfficeFileRow(
            key=self.id, office=self._id, name=name, name_ar=name_ar,
            file_status=self.file_status, licence_status=self.licence_status,
            licence_until=self.licence.last_day, due=self.due,
            staff=sum(member.ended is None for member in self.staff),
        )  # fmt: skip
        if self.file_status is not FileStatus.APPROVED:
            return (mine,)
        shown = OfficeRow(
            key=self.id, office=self._id, name=name, name_ar=name_ar,
            file_status=self.file_status, licence_status=self.licence_status,
            licence_until=self.licence.last_day, branches=len(self.branches),
        )  # fmt: skip
        return (mine, shown)


def _by_the_clock(status: LicenceStatus, reason: str, at: datetime) -> LicenceChange:
    # Nobody decides here: the days of the licence, or of the decision, are the basis.
    return LicenceChange(
        status=status, reason=reason, basis=reason, from_=civil_day(at), by=SYSTEM.person
    )
