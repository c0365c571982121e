"""Requests over HTTP (M4)."""

from __future__ import annotations

from datetime import date
from typing import Any
from uuid import UUID

from litestar import Controller, Request, get, post
from litestar.di import NamedDependency
from litestar.params import FromPath, FromQuery, JSONBody

from maawin_core.access.use_cases import Browse, LookAt, only
from maawin_core.kernel.aggregate import Version
from maawin_core.kernel.identity import OfferId, OfficeId, RequestId
from maawin_core.kernel.parties import Actor
from maawin_core.requests.request import RecruitmentRequest, RequestRow, RequestStatus
from maawin_core.requests.use_cases import (
    AcceptRequest,
    CancelRequest,
    DeclineRequest,
    RecordOutsideStep,
    ShowNextStep,
    SubmitRequest,
)
from maawin_core.workers.profile import Origin

from .problems import language_of
from .request_views import NextStepView, RequestView, WishesWire
from .wire import Body, PageView, browsed, row_view


class RequestBody(Body):
    """An offer to ask on; or an office, and what is wished for."""

    offer: UUID | None = None
    office: UUID | None = None
    wishes: WishesWire | None = None


class AcceptBody(Body):
    """The office's offer for a request that was made on none."""

    offer: UUID | None = None


class ReasonBody(Body):
    """Why."""

    reason: str


class OutsideBody(Body):
    """A step that was done outside the system, and on which day."""

    step: str
    on: date


class Requests(Controller):
    """What employers ask of offices, from receipt to completion."""

    path = "/requests"
    tags = ["Requests"]

    @get("/", sync_to_thread=True)
    def browse_requests(
        self,
        actor: NamedDependency[Actor],
        browse: NamedDependency[Browse],
        status: FromQuery[RequestStatus | None] = None,
        kind: FromQuery[Origin | None] = None,
        country: FromQuery[str | None] = None,
        after: FromQuery[str | None] = None,
        limit: FromQuery[int] = 50,
    ) -> PageView[row_view(RequestRow)]:  # type: ignore[valid-type]
        """Requests that the caller may see, the newest first."""
        return browsed(
            browse, actor, RequestRow,
            conditions=only(status=status, kind=kind, country=country),
            order=("submitted_at",), descending=True,
            after=after, limit=limit,
        )  # fmt: skip

    @post("/", sync_to_thread=True)
    def submit_request(
        self,
        data: JSONBody[RequestBody],
        actor: NamedDependency[Actor],
        submit_request: NamedDependency[SubmitRequest],
    ) -> RequestView:
        """Ask an office, on one of its offers or freely."""
        asked = submit_request(
            actor,
            offer=OfferId(data.offer) if data.offer else None,
            office=OfficeId(data.office) if data.office else None,
            wishes=data.wishes.wishes if data.wishes else None,
        )
        return RequestView.of(asked)

    @get("/{request_id:uuid}", sync_to_thread=True)
    def look_at_request(
        self,
        request_id: FromPath[UUID],
        actor: NamedDependency[Actor],
        look_at: NamedDependency[LookAt],
    ) -> RequestView:
        """One request, whole."""
        return RequestView.of(look_at(actor, RecruitmentRequest, request_id))

    @get("/{request_id:uuid}/next-step", sync_to_thread=True)
    def show_next_step(
        self,
        request_id: FromPath[UUID],
        request: Request[Any, Any, Any],
        actor: NamedDependency[Actor],
        show_next_step: NamedDependency[ShowNextStep],
        after: FromQuery[str | None] = None,
        limit: FromQuery[int] = 50,
    ) -> NextStepView:
        """Whose turn it is, what, by when, and all that has happened."""
        step = show_next_step(actor, RequestId(request_id), after=after, limit=limit)
        return NextStepView.of(step, language_of(request))

    @post("/{request_id:uuid}/accept", status_code=200, sync_to_thread=True)
    def accept_request(
        self,
        request_id: FromPath[UUID],
        data: JSONBody[AcceptBody],
        actor: NamedDependency[Actor],
        seen: NamedDependency[Version | None],
        accept_request: NamedDependency[AcceptRequest],
    ) -> RequestView:
        """Take a request on."""
        offer = OfferId(data.offer) if data.offer else None
        return RequestView.of(accept_request(actor, RequestId(request_id), offer, seen=seen))

    @post("/{request_id:uuid}/decline", status_code=200, sync_to_thread=True)
    def decline_request(
        self,
        request_id: FromPath[UUID],
        data: JSONBody[ReasonBody],
        actor: NamedDependency[Actor],
        seen: NamedDependency[Version | None],
        decline_request: NamedDependency[DeclineRequest],
    ) -> RequestView:
        """Do not take a request on, and say why."""
        declined = decline_request(actor, RequestId(request_id), data.reason, seen=seen)
        return RequestView.of(declined)

    @post("/{request_id:uuid}/cancel", status_code=200, sync_to_thread=True)
    def cancel_request(
        self,
        request_id: FromPath[UUID],
        data: JSONBody[ReasonBody],
        actor: NamedDependency[Actor],
        seen: NamedDependency[Version | None],
        cancel_request: NamedDependency[CancelRequest],
    ) -> RequestView:
        """End a request before a worker is selected, and say why."""
        ended = cancel_request(actor, RequestId(request_id), data.reason, seen=seen)
        return RequestView.of(ended)

    @post("/{request_id:uuid}/outside-steps", status_code=200, sync_to_thread=True)
    def record_outside_step(
        self,
        request_id: FromPath[UUID],
        data: JSONBody[OutsideBody],
        actor: NamedDependency[Actor],
        seen: NamedDependency[Version | None],
        record_outside_step: NamedDependency[RecordOutsideStep],
    ) -> RequestView:
        """Say that a step was done outside the system."""
        said = record_outside_step(actor, RequestId(request_id), data.step, data.on, seen=seen)
        return RequestView.of(said)
