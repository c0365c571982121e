"""What happens to an office's file and licence (M1)."""

from __future__ import annotations

from datetime import date

from attrs import frozen

from ..kernel.aggregate import Event
from ..kernel.identity import OfficeId, SignInId
from ..kernel.parties import Role
from .file import FileItem
from .licence import LicenceStatus
from .staff import AccessEnd


@frozen(kw_only=True)
class OfficeRegistered(Event):
    """The platform knows an office; its file is a draft."""

    office: OfficeId


@frozen(kw_only=True)
class OfficeFileChanged(Event):
    """Items of the file were changed."""

    office: OfficeId
    items: tuple[FileItem, ...]


@frozen(kw_only=True)
class StaffAuthorised(Event):
    """A person may sign in for the office until a day."""

    office: OfficeId
    sign_in: SignInId
    role: Role
    until: date


@frozen(kw_only=True)
class StaffAttested(Event):
    """The office has said again that a person works there."""

    office: OfficeId
    sign_in: SignInId
    attest_by: date


@frozen(kw_only=True)
class StaffAccessEnded(Event):
    """A person may no longer sign in for the office."""

    office: OfficeId
    sign_in: SignInId
    reason: AccessEnd


@frozen(kw_only=True)
class OfficeFileSubmitted(Event):
    """The Ministry is asked to approve the file."""

    office: OfficeId


@frozen(kw_only=True)
class OfficeFileReturned(Event):
    """The Ministry has remarks on some items."""

    office: OfficeId
    items: tuple[FileItem, ...]


@frozen(kw_only=True)
class OfficeFileApproved(Event):
    """The Ministry has approved the file: the office may work."""

    office: OfficeId


@frozen(kw_only=True)
class LicenceStatusChanged(Event):
    """What the office may do under its licence has changed."""

    office: OfficeId
    status: LicenceStatus
    basis: str
    until: date | None = None
