"""Offices over HTTP (M1): the file, the people who may sign in, the licence."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from litestar import Controller, Request, get, post, put
from litestar.di import NamedDependency
from litestar.params import FromPath, FromQuery, JSONBody

from maawin_core.access.use_cases import Browse, LookAt, only
from maawin_core.kernel.aggregate import Version
from maawin_core.kernel.identity import OfficeId, SignInId
from maawin_core.kernel.parties import Actor
from maawin_core.offices.file import FileStatus
from maawin_core.offices.licence import LicenceStatus
from maawin_core.offices.office import Office, OfficeFileRow, OfficeRow
from maawin_core.offices.use_cases import (
    AttestStaff,
    AuthoriseStaff,
    ChangeLicenceStatus,
    ChangeOfficeFile,
    EndStaffAccess,
    RegisterOffice,
    ReviewOfficeFile,
    ShowCompleteness,
    SubmitOfficeFile,
)

from .office_views import (
    AttestBody,
    CompletenessView,
    LicenceStatusBody,
    OfficeBody,
    OfficeView,
    ReviewBody,
    StaffBody,
)
from .problems import language_of
from .wire import PageView, browsed, row_view


class Offices(Controller):
    """Recruitment offices and their files."""

    path = "/offices"
    tags = ["Offices"]

    @get("/", sync_to_thread=True)
    def browse_offices(
        self,
        actor: NamedDependency[Actor],
        browse: NamedDependency[Browse],
        licence_status: FromQuery[LicenceStatus | None] = None,
        after: FromQuery[str | None] = None,
        limit: FromQuery[int] = 50,
    ) -> PageView[row_view(OfficeRow)]:  # type: ignore[valid-type]
        """Approved offices by name, with what their licences allow."""
        return browsed(
            browse, actor, OfficeRow,
            conditions=only(licence_status=licence_status), order=("name",),
            after=after, limit=limit,
        )  # fmt: skip

    @get("/files", sync_to_thread=True)
    def browse_office_files(
        self,
        actor: NamedDependency[Actor],
        browse: NamedDependency[Browse],
        file_status: FromQuery[FileStatus | None] = None,
        licence_status: FromQuery[LicenceStatus | None] = None,
        after: FromQuery[str | None] = None,
        limit: FromQuery[int] = 50,
    ) -> PageView[row_view(OfficeFileRow)]:  # type: ignore[valid-type]
        """Files that the caller may see, by the last day of the licence."""
        return browsed(
            browse, actor, OfficeFileRow,
            conditions=only(file_status=file_status, licence_status=licence_status),
            order=("licence_until",), after=after, limit=limit,
        )  # fmt: skip

    @post("/", sync_to_thread=True)
    def register_office(
        self,
        data: JSONBody[OfficeBody],
        actor: NamedDependency[Actor],
        register_office: NamedDependency[RegisterOffice],
    ) -> OfficeView:
        """Register an office; its file is a draft."""
        return OfficeView.of(register_office(actor, data.details))

    @get("/{office_id:uuid}", sync_to_thread=True)
    def look_at_office(
        self,
        office_id: FromPath[UUID],
        actor: NamedDependency[Actor],
        look_at: NamedDependency[LookAt],
    ) -> OfficeView:
        """One office's whole file."""
        return OfficeView.of(look_at(actor, Office, office_id))

    @put("/{office_id:uuid}", sync_to_thread=True)
    def change_office_file(
        self,
        office_id: FromPath[UUID],
        data: JSONBody[OfficeBody],
        actor: NamedDependency[Actor],
        seen: NamedDependency[Version | None],
        change_office_file: NamedDependency[ChangeOfficeFile],
    ) -> OfficeView:
        """Change items of the file."""
        return OfficeView.of(
            change_office_file(actor, OfficeId(office_id), data.details, seen=seen)
        )

    @get("/{office_id:uuid}/completeness", sync_to_thread=True)
    def show_completeness(
        self,
        request: Request[Any, Any, Any],
        office_id: FromPath[UUID],
        actor: NamedDependency[Actor],
        show_completeness: NamedDependency[ShowCompleteness],
    ) -> CompletenessView:
        """What the file lacks, item by item."""
        report = show_completeness(actor, OfficeId(office_id))
        return CompletenessView.of(report, language_of(request))

    @post("/{office_id:uuid}/submit", status_code=200, sync_to_thread=True)
    def submit_office_file(
        self,
        office_id: FromPath[UUID],
        actor: NamedDependency[Actor],
        seen: NamedDependency[Version | None],
        submit_office_file: NamedDependency[SubmitOfficeFile],
    ) -> OfficeView:
        """Ask the Ministry to approve the file."""
        return OfficeView.of(submit_office_file(actor, OfficeId(office_id), seen=seen))

    @post("/{office_id:uuid}/review", status_code=200, sync_to_thread=True)
    def review_office_file(
        self,
        office_id: FromPath[UUID],
        data: JSONBody[ReviewBody],
        actor: NamedDependency[Actor],
        seen: NamedDependency[Version | None],
        review_office_file: NamedDependency[ReviewOfficeFile],
    ) -> OfficeView:
        """Approve the file, or return it item by item."""
        reviewed = review_office_file(actor, OfficeId(office_id), data.found(), seen=seen)
        return OfficeView.of(reviewed)

    @post("/{office_id:uuid}/staff", sync_to_thread=True)
    def authorise_staff(
        self,
        office_id: FromPath[UUID],
        data: JSONBody[StaffBody],
        actor: NamedDependency[Actor],
        seen: NamedDependency[Version | None],
        authorise_staff: NamedDependency[AuthoriseStaff],
    ) -> OfficeView:
        """Let a person sign in for the office until a day."""
        who = data.identity.identity
        return OfficeView.of(
            authorise_staff(actor, OfficeId(office_id), who, data.role, data.until, seen=seen)
        )

    @post("/{office_id:uuid}/staff/{sign_in_id:uuid}/attest", status_code=200, sync_to_thread=True)
    def attest_staff(
        self,
        office_id: FromPath[UUID],
        sign_in_id: FromPath[UUID],
        data: JSONBody[AttestBody],
        actor: NamedDependency[Actor],
        seen: NamedDependency[Version | None],
        attest_staff: NamedDependency[AttestStaff],
    ) -> OfficeView:
        """Say again that a person works for the office."""
        return OfficeView.of(
            attest_staff(actor, OfficeId(office_id), SignInId(sign_in_id), data.until, seen=seen)
        )

    @post("/{office_id:uuid}/staff/{sign_in_id:uuid}/end", status_code=200, sync_to_thread=True)
    def end_staff_access(
        self,
        office_id: FromPath[UUID],
        sign_in_id: FromPath[UUID],
        actor: NamedDependency[Actor],
        seen: NamedDependency[Version | None],
        end_staff_access: NamedDependency[EndStaffAccess],
    ) -> OfficeView:
        """A person may no longer sign in for the office."""
        return OfficeView.of(
            end_staff_access(actor, OfficeId(office_id), SignInId(sign_in_id), seen=seen)
        )

    @post("/{office_id:uuid}/licence-status", status_code=200, sync_to_thread=True)
    def change_licence_status(
        self,
        office_id: FromPath[UUID],
        data: JSONBody[LicenceStatusBody],
        actor: NamedDependency[Actor],
        seen: NamedDependency[Version | None],
        change_licence_status: NamedDependency[ChangeLicenceStatus],
    ) -> OfficeView:
        """Warn, suspend, revoke, or lift."""
        changed = change_licence_status(
            actor,
            OfficeId(office_id),
            data.status,
            data.reason,
            data.basis,
            until=data.until,
            seen=seen,
        )
        return OfficeView.of(changed)
