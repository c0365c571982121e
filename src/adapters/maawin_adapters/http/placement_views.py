"""Placements as they travel (M4, M16): what is said of the way, and the days of the guarantee."""

from __future__ import annotations

from datetime import date, datetime
from uuid import UUID

from maawin_core.placements.guarantee import guarantee_of
from maawin_core.placements.placement import (
    EndCause,
    Move,
    Paper,
    Placement,
    PlacementKind,
    PlacementStatus,
)

from .wire import Body, View


class PaperWire(Body):
    """A visa or a ticket: its reference, its day, and the name of the kept file, if any."""

    reference: str
    on: date
    file: str = ""

    @property
    def paper(self) -> Paper:
        """The paper that was sent."""
        return Paper(reference=self.reference, on=self.on, file=self.file)

    @classmethod
    def of(cls, paper: Paper) -> PaperWire:
        """The paper as it travels."""
        return cls(reference=paper.reference, on=paper.on, file=paper.file)


def _wire(paper: Paper | None) -> PaperWire | None:
    return None if paper is None else PaperWire.of(paper)


class OnBody(Body):
    """The day on which it happened."""

    on: date


class ConsentBody(Body):
    """Whether the worker has an employer in Qatar now."""

    employed: bool


class NoticeBody(Body):
    """When notice was given to the current employer, and when the service there began."""

    given_on: date
    service_start: date


class EndBody(Body):
    """The last day with the employer, and why it ended."""

    last_day: date
    cause: EndCause


class MoveView(View):
    """How far a worker who is in Qatar already is with her move."""

    consented_at: datetime | None
    employed: bool
    notice_given_on: date | None
    notice_ends: date | None
    dues_settled_on: date | None

    @classmethod
    def of(cls, move: Move) -> MoveView:
        """The move as it travels."""
        return cls(
            consented_at=move.consented_at,
            employed=move.employed,
            notice_given_on=move.notice_given_on,
            notice_ends=move.notice_ends,
            dues_settled_on=move.dues_settled_on,
        )


class GuaranteeView(View):
    """The last day of the first phase, and of the whole guarantee."""

    first_phase_ends: date
    guarantee_ends: date


def _guarantee(placement: Placement) -> GuaranteeView | None:
    days = guarantee_of(placement)
    if days is None:
        return None
    return GuaranteeView(first_phase_ends=days.first_phase_ends, guarantee_ends=days.guarantee_ends)


class PlacementView(View):
    """One placement. `guarantee` is null without an office, and before the hand-over."""

    id: UUID
    version: int
    contract: UUID
    request: UUID | None
    office: UUID | None
    employer: UUID
    worker: UUID
    kind: PlacementKind
    country: str
    status: PlacementStatus
    due: datetime | None
    expected_arrival: date | None
    visa: PaperWire | None
    ticket: PaperWire | None
    move: MoveView | None
    late: bool
    arrived_on: date | None
    stated_on: date | None
    handed_over_on: date | None
    guarantee: GuaranteeView | None
    returned_on: date | None
    last_day: date | None
    cause: EndCause | None

    @classmethod
    def of(cls, placement: Placement) -> PlacementView:
        """The placement as it travels."""
        local = placement.way is PlacementKind.LOCAL
        return cls(
            id=placement.id,
            version=placement.version,
            contract=placement.contract,
            request=placement.request,
            office=placement.office,
            employer=placement.employer,
            worker=placement.worker,
            kind=placement.way,
            country=placement.country,
            status=placement.status,
            due=placement.due,
            expected_arrival=placement.expected_arrival,
            visa=_wire(placement.visa),
            ticket=_wire(placement.ticket),
            move=MoveView.of(placement.move) if local else None,
            late=placement.late,
            arrived_on=placement.arrived_on,
            stated_on=placement.stated_on,
            handed_over_on=placement.handed_over_on,
            guarantee=_guarantee(placement),
            returned_on=placement.returned_on,
            last_day=placement.last_day,
            cause=placement.cause,
        )
