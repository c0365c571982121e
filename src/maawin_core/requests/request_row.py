"""Where a request stands, and how it is listed (M4)."""

from __future__ import annotations

from datetime import date, datetime
from enum import StrEnum
from typing import ClassVar
from uuid import UUID

from attrs import frozen

from ..kernel.aggregate import Row
from ..kernel.parties import PartyKind
from ..workers.worker import Origin


class RequestStatus(StrEnum):
    """Where a request stands."""

    SUBMITTED = "submitted"
    ACCEPTED = "accepted"
    DECLINED = "declined"
    INTERVIEWING = "interviewing"
    SELECTED = "selected"
    CONTRACTED = "contracted"
    COMPLETED = "completed"
    CANCELLED = "cancelled"
    EXPIRED = "expired"


#: The employer is choosing.
CHOOSING = (RequestStatus.ACCEPTED, RequestStatus.INTERVIEWING)

#: It is not over.
RUNNING = (RequestStatus.SUBMITTED, *CHOOSING, RequestStatus.SELECTED, RequestStatus.CONTRACTED)


@frozen(kw_only=True)
class RequestRow(Row):
    """A request as office, employer and Ministry track it."""

    seen_by: ClassVar[dict[PartyKind, str]] = {
        PartyKind.OFFICE: "office",
        PartyKind.EMPLOYER: "employer",
        PartyKind.WORKER: "worker",
    }
    orders: ClassVar[tuple[str, ...]] = ("submitted_at", "status")

    office: UUID
    employer: UUID
    worker: UUID | None
    offer: UUID | None
    country: str | None
    kind: Origin
    status: RequestStatus
    submitted_at: datetime
    completed_on: date | None
    days_to_hand_over: int | None
    outside: bool
    answered_in_time: bool | None
    selected_in_time: bool | None
