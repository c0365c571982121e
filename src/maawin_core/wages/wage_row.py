"""A month's wage as it is listed (M11, M13)."""

from __future__ import annotations

from datetime import date
from typing import ClassVar

from attrs import frozen

from ..kernel.aggregate import Row
from ..kernel.identity import EmployerId, OfficeId, PlacementId, WorkerId
from ..kernel.money import Money
from ..kernel.parties import PartyKind
from .events import WageStatus


@frozen(kw_only=True)
class WageRow(Row):
    """A month's wage as it is listed; *late* is what the Ministry looks for."""

    seen_by: ClassVar[dict[PartyKind, str]] = {
        PartyKind.EMPLOYER: "employer",
        PartyKind.WORKER: "worker",
    }
    orders: ClassVar[tuple[str, ...]] = ("last_day_to_pay",)

    employer: EmployerId
    worker: WorkerId
    office: OfficeId | None
    placement: PlacementId
    country: str
    month: date
    due: Money
    paid: Money
    status: WageStatus
    last_day_to_pay: date
    late: bool
    in_doubt: bool
