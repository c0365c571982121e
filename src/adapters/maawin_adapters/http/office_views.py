"""An office's file as it travels: bodies and views of `offices.py` (M1)."""

from __future__ import annotations

from datetime import date, datetime
from uuid import UUID

from maawin_core.kernel.parties import Role
from maawin_core.offices.completeness import Completeness
from maawin_core.offices.details import OfficeDetails
from maawin_core.offices.file import Branch, FileItem, FilePart, FileStatus, Finding
from maawin_core.offices.licence import Licence, LicenceChange, LicenceStatus
from maawin_core.offices.office import Office
from maawin_core.offices.staff import AccessEnd, StaffMember
from maawin_core.words.catalogue import word

from .identities import IdentityBody, IdentityView
from .wire import Body, MoneyWire, View, money_of


class LicenceWire(Body):
    """The Ministry's permission, from its first day to its last."""

    number: str
    first_day: date
    last_day: date
    class_: str = ""

    @classmethod
    def of(cls, licence: Licence) -> LicenceWire:
        """The licence as it travels."""
        return cls(
            number=licence.number,
            class_=licence.class_,
            first_day=licence.first_day,
            last_day=licence.last_day,
        )

    @property
    def licence(self) -> Licence:
        """The licence as the core takes it."""
        return Licence(
            number=self.number,
            class_=self.class_,
            first_day=self.first_day,
            last_day=self.last_day,
        )


class BranchWire(Body):
    """Another place of the same office."""

    name: str
    address: str = ""


class OfficeBody(Body):
    """What an office says of itself; a guarantee of unknown sum is left out."""

    identity: IdentityBody
    licence: LicenceWire
    cr: str = ""
    eid: str = ""
    branches: list[BranchWire] = []
    guarantee_sum: MoneyWire | None = None

    @property
    def details(self) -> OfficeDetails:
        """The details as the core takes them."""
        return OfficeDetails(
            identity=self.identity.identity,
            licence=self.licence.licence,
            cr=self.cr,
            eid=self.eid,
            branches=tuple(Branch(each.name, each.address) for each in self.branches),
            guarantee_sum=money_of(self.guarantee_sum),
        )


class StaffBody(Body):
    """A person who may sign in for the office, in a role, until a day."""

    identity: IdentityBody
    role: Role
    until: date


class AttestBody(Body):
    """*until* moves the person's last day; without it the last day stays."""

    until: date | None = None


class FindingWire(Body):
    """A remark of the Ministry on one item."""

    item: FileItem
    remark: str


class ReviewBody(Body):
    """Without findings the file is approved; with findings it is returned."""

    findings: list[FindingWire] = []

    def found(self) -> tuple[Finding, ...]:
        """The findings as the core takes them."""
        return tuple(Finding(each.item, each.remark) for each in self.findings)


class LicenceStatusBody(Body):
    """What the Ministry decides, why, and on what legal basis; *until* for some days only."""

    status: LicenceStatus
    reason: str
    basis: str
    until: date | None = None


class StaffView(View):
    """A person of the office."""

    id: UUID
    identity: IdentityView
    role: Role
    until: date
    attested_on: date
    attest_by: date
    ended: AccessEnd | None

    @classmethod
    def of(cls, member: StaffMember) -> StaffView:
        """The person as she is shown to whoever may see the office's file."""
        return cls(
            id=member.id,
            identity=IdentityView.of(member.identity),
            role=member.role,
            until=member.until,
            attested_on=member.attested_on,
            attest_by=member.attest_by,
            ended=member.ended,
        )


class LicenceChangeView(View):
    """One change of a licence's status."""

    status: LicenceStatus
    reason: str
    basis: str
    from_: date
    until: date | None
    by: UUID

    @classmethod
    def of(cls, change: LicenceChange) -> LicenceChangeView:
        """The change as it travels."""
        return cls(
            status=change.status,
            reason=change.reason,
            basis=change.basis,
            from_=change.from_,
            until=change.until,
            by=change.by,
        )


class OfficeView(View):
    """An office's whole file: for its people and the Ministry."""

    id: UUID
    version: int
    identity: IdentityView
    licence: LicenceWire
    cr: str
    eid: str
    branches: list[BranchWire]
    guarantee_sum: MoneyWire | None
    staff: list[StaffView]
    file_status: FileStatus
    findings: list[FindingWire]
    due: datetime | None
    licence_status: LicenceStatus | None
    licence_changes: list[LicenceChangeView]
    may_work: bool

    @classmethod
    def of(cls, office: Office) -> OfficeView:
        """The office as it is shown to whoever may see its file."""
        guarantee = office.guarantee_sum
        return cls(
            id=office.id,
            version=office.version,
            identity=IdentityView.of(office.identity),
            licence=LicenceWire.of(office.licence),
            cr=office.cr,
            eid=office.eid,
            branches=[BranchWire(name=b.name, address=b.address) for b in office.branches],
            guarantee_sum=None if guarantee is None else MoneyWire.of(guarantee),
            staff=[StaffView.of(member) for member in office.staff],
            file_status=office.file_status,
            findings=[FindingWire(item=f.item, remark=f.remark) for f in office.findings],
            due=office.due,
            licence_status=office.licence_status,
            licence_changes=[LicenceChangeView.of(each) for each in office.licence_changes],
            may_work=office.may_work,
        )


class LackingView(View):
    """An item that is not there, in the reader's language."""

    part: FilePart
    item: FileItem
    text: str
    needed: bool
    n: int


class CompletenessView(View):
    """What an office's file lacks, item by item."""

    office: UUID
    file_status: FileStatus
    complete: bool
    lacking: list[LackingView]

    @classmethod
    def of(cls, report: Completeness, language: str) -> CompletenessView:
        """The report as it travels."""
        return cls(
            office=report.office,
            file_status=report.file_status,
            complete=report.complete,
            lacking=[
                LackingView(
                    part=each.item.part,
                    item=each.item,
                    text=word("word", each.item, language),
                    needed=each.needed,
                    n=each.n,
                )
                for each in report.lacking
            ],
        )
