"""How offices are listed (M1): the approved ones for everybody, the files for whoever owns them."""

from __future__ import annotations

from datetime import date, datetime
from typing import ClassVar

from attrs import frozen

from ..kernel.aggregate import Row
from ..kernel.identity import OfficeId
from ..kernel.parties import PartyKind
from .file import FileStatus
from .licence import LicenceStatus


@frozen(kw_only=True)
class OfficeRow(Row):
    """An approved office as everybody may see it, with what its licence allows."""

    public: ClassVar[bool] = True
    orders: ClassVar[tuple[str, ...]] = ("name",)

    office: OfficeId
    name: str
    name_ar: str
    file_status: FileStatus
    licence_status: LicenceStatus | None
    licence_until: date
    branches: int


@frozen(kw_only=True)
class OfficeFileRow(Row):
    """An office's file as the office and the Ministry list it, whatever its status."""

    seen_by: ClassVar[dict[PartyKind, str]] = {PartyKind.OFFICE: "office"}
    orders: ClassVar[tuple[str, ...]] = ("licence_until",)

    office: OfficeId
    name: str
    name_ar: str
    file_status: FileStatus
    licence_status: LicenceStatus | None
    licence_until: date
    staff: int
    due: datetime | None
