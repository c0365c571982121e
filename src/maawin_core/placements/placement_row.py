"""A placement as it is listed (M4, M13)."""

from __future__ import annotations

from datetime import date
from typing import ClassVar

from attrs import frozen

from ..kernel.aggregate import Row
from ..kernel.identity import EmployerId, OfficeId, WorkerId
from ..kernel.parties import PartyKind
from .events import PlacementKind, PlacementStatus


@frozen(kw_only=True)
class PlacementRow(Row):
    """One placement: how far it is, and how late."""

    seen_by: ClassVar[dict[PartyKind, str]] = {
        PartyKind.OFFICE: "office",
        PartyKind.EMPLOYER: "employer",
        PartyKind.WORKER: "worker",
    }

    office: OfficeId | None
    employer: EmployerId
    worker: WorkerId
    kind: PlacementKind
    country: str
    status: PlacementStatus
    expected_arrival: date | None
    arrived_on: date | None
    handed_over_on: date | None
    returned_on: date | None
    last_day: date | None
    late: bool
    days_late: int | None
    confirmed_in_time: bool | None
