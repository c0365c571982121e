"""Placements over HTTP (M4, M16): the way, the hand-over, the end."""

from __future__ import annotations

from uuid import UUID

from litestar import Controller, get, post
from litestar.di import NamedDependency
from litestar.params import FromPath, FromQuery, JSONBody

from maawin_core.access.use_cases import Browse, LookAt, only
from maawin_core.kernel.aggregate import Version
from maawin_core.kernel.identity import PlacementId
from maawin_core.kernel.parties import Actor
from maawin_core.placements.placement import Placement, PlacementRow, PlacementStatus
from maawin_core.placements.use_cases import (
    ConfirmHandOver,
    ConsentToMove,
    EndPlacement,
    HandOver,
    NoteDuesSettled,
    NoteNotice,
    RecordArrival,
    RecordTicket,
    RecordVisa,
    ReturnToOffice,
)

from .placement_views import ConsentBody, EndBody, NoticeBody, OnBody, PaperWire, PlacementView
from .wire import PageView, browsed, row_view


class Placements(Controller):
    """Workers on their way to an employer, and with one."""

    path = "/placements"
    tags = ["Placements"]

    @get("/", sync_to_thread=True)
    def browse_placements(
        self,
        actor: NamedDependency[Actor],
        browse: NamedDependency[Browse],
        status: FromQuery[PlacementStatus | None] = None,
        late: FromQuery[bool | None] = None,
        after: FromQuery[str | None] = None,
        limit: FromQuery[int] = 50,
    ) -> PageView[row_view(PlacementRow)]:  # type: ignore[valid-type]
        """Placements that the caller may see; `late` true: only those that are late."""
        asked = only(status=status, late=late)
        return browsed(browse, actor, PlacementRow, conditions=asked, after=after, limit=limit)

    @get("/{placement_id:uuid}", sync_to_thread=True)
    def look_at_placement(
        self,
        placement_id: FromPath[UUID],
        actor: NamedDependency[Actor],
        look_at: NamedDependency[LookAt],
    ) -> PlacementView:
        """One placement, with the days of its guarantee."""
        return PlacementView.of(look_at(actor, Placement, placement_id))

    @post("/{placement_id:uuid}/visa", status_code=200, sync_to_thread=True)
    def record_visa(
        self,
        placement_id: FromPath[UUID],
        data: JSONBody[PaperWire],
        actor: NamedDependency[Actor],
        seen: NamedDependency[Version | None],
        record_visa: NamedDependency[RecordVisa],
    ) -> PlacementView:
        """Record her visa."""
        return PlacementView.of(
            record_visa(actor, PlacementId(placement_id), data.paper, seen=seen)
        )

    @post("/{placement_id:uuid}/ticket", status_code=200, sync_to_thread=True)
    def record_ticket(
        self,
        placement_id: FromPath[UUID],
        data: JSONBody[PaperWire],
        actor: NamedDependency[Actor],
        seen: NamedDependency[Version | None],
        record_ticket: NamedDependency[RecordTicket],
    ) -> PlacementView:
        """Record her ticket."""
        return PlacementView.of(
            record_ticket(actor, PlacementId(placement_id), data.paper, seen=seen)
        )

    @post("/{placement_id:uuid}/arrival", status_code=200, sync_to_thread=True)
    def record_arrival(
        self,
        placement_id: FromPath[UUID],
        data: JSONBody[OnBody],
        actor: NamedDependency[Actor],
        seen: NamedDependency[Version | None],
        record_arrival: NamedDependency[RecordArrival],
    ) -> PlacementView:
        """Record that she has come."""
        return PlacementView.of(
            record_arrival(actor, PlacementId(placement_id), data.on, seen=seen)
        )

    @post("/{placement_id:uuid}/consent", status_code=200, sync_to_thread=True)
    def consent_to_move(
        self,
        placement_id: FromPath[UUID],
        data: JSONBody[ConsentBody],
        actor: NamedDependency[Actor],
        seen: NamedDependency[Version | None],
        consent_to_move: NamedDependency[ConsentToMove],
    ) -> PlacementView:
        """The worker herself agrees to move within Qatar."""
        return PlacementView.of(
            consent_to_move(actor, PlacementId(placement_id), data.employed, seen=seen)
        )

    @post("/{placement_id:uuid}/notice", status_code=200, sync_to_thread=True)
    def note_notice(
        self,
        placement_id: FromPath[UUID],
        data: JSONBody[NoticeBody],
        actor: NamedDependency[Actor],
        seen: NamedDependency[Version | None],
        note_notice: NamedDependency[NoteNotice],
    ) -> PlacementView:
        """Note the notice to her current employer; the answer says when it ends."""
        placement = PlacementId(placement_id)
        noted = note_notice(actor, placement, data.given_on, data.service_start, seen=seen)
        return PlacementView.of(noted)

    @post("/{placement_id:uuid}/dues", status_code=200, sync_to_thread=True)
    def note_dues_settled(
        self,
        placement_id: FromPath[UUID],
        data: JSONBody[OnBody],
        actor: NamedDependency[Actor],
        seen: NamedDependency[Version | None],
        note_dues_settled: NamedDependency[NoteDuesSettled],
    ) -> PlacementView:
        """Note that her current employer has paid what was due to her."""
        return PlacementView.of(
            note_dues_settled(actor, PlacementId(placement_id), data.on, seen=seen)
        )

    @post("/{placement_id:uuid}/hand-over", status_code=200, sync_to_thread=True)
    def hand_over(
        self,
        placement_id: FromPath[UUID],
        data: JSONBody[OnBody],
        actor: NamedDependency[Actor],
        seen: NamedDependency[Version | None],
        hand_over: NamedDependency[HandOver],
    ) -> PlacementView:
        """Say on what day she was handed over."""
        return PlacementView.of(hand_over(actor, PlacementId(placement_id), data.on, seen=seen))

    @post("/{placement_id:uuid}/hand-over/confirm", status_code=200, sync_to_thread=True)
    def confirm_hand_over(
        self,
        placement_id: FromPath[UUID],
        data: JSONBody[OnBody],
        actor: NamedDependency[Actor],
        seen: NamedDependency[Version | None],
        confirm_hand_over: NamedDependency[ConfirmHandOver],
    ) -> PlacementView:
        """Confirm that day: the guarantee and the wage begin."""
        return PlacementView.of(
            confirm_hand_over(actor, PlacementId(placement_id), data.on, seen=seen)
        )

    @post("/{placement_id:uuid}/return", status_code=200, sync_to_thread=True)
    def return_to_office(
        self,
        placement_id: FromPath[UUID],
        data: JSONBody[OnBody],
        actor: NamedDependency[Actor],
        seen: NamedDependency[Version | None],
        return_to_office: NamedDependency[ReturnToOffice],
    ) -> PlacementView:
        """Record that she is back with the office."""
        return PlacementView.of(
            return_to_office(actor, PlacementId(placement_id), data.on, seen=seen)
        )

    @post("/{placement_id:uuid}/end", status_code=200, sync_to_thread=True)
    def end_placement(
        self,
        placement_id: FromPath[UUID],
        data: JSONBody[EndBody],
        actor: NamedDependency[Actor],
        seen: NamedDependency[Version | None],
        end_placement: NamedDependency[EndPlacement],
    ) -> PlacementView:
        """Say on what day, and why, her time with the employer ended."""
        placement = PlacementId(placement_id)
        ended = end_placement(actor, placement, data.last_day, data.cause, seen=seen)
        return PlacementView.of(ended)
