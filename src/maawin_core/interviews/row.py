"""Where an interview stands (M7), and how each side lists it."""

from __future__ import annotations

from datetime import datetime
from enum import StrEnum
from typing import ClassVar
from uuid import UUID

from attrs import frozen

from ..kernel.aggregate import Row
from ..kernel.meeting import Means
from ..kernel.parties import PartyKind


class InterviewStatus(StrEnum):
    """Where an interview stands."""

    PROPOSED = "proposed"
    ACCEPTED = "accepted"
    HELD = "held"
    DECLINED = "declined"
    NO_SHOW = "no_show"
    CANCELLED = "cancelled"


#: It may still come about.
RUNNING = (InterviewStatus.PROPOSED, InterviewStatus.ACCEPTED)


@frozen(kw_only=True)
class InterviewRow(Row):
    """An interview as each side lists it."""

    seen_by: ClassVar[dict[PartyKind, str]] = {
        PartyKind.OFFICE: "office",
        PartyKind.EMPLOYER: "employer",
        PartyKind.WORKER: "worker",
    }
    orders: ClassVar[tuple[str, ...]] = ("proposed_at",)

    request: UUID
    office: UUID
    employer: UUID
    worker: UUID
    means: Means
    status: InterviewStatus
    proposed_at: datetime
    time: datetime | None
