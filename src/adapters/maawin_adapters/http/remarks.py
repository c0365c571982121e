"""Feedback to the platform over HTTP (M14)."""

from __future__ import annotations

from datetime import datetime
from uuid import UUID

from litestar import Controller, get, post
from litestar.di import NamedDependency
from litestar.params import FromPath, FromQuery, JSONBody

from maawin_core.access.use_cases import Browse, LookAt, only
from maawin_core.conversations.remark import Remark, RemarkKind, RemarkRow, RemarkStatus, Verdict
from maawin_core.conversations.use_cases import AnswerRemark, LinkChange, RaiseRemark
from maawin_core.kernel.aggregate import Version
from maawin_core.kernel.parties import Actor

from .wire import Body, PageView, PartyWire, View, browsed, row_view


class RemarkBody(Body):
    """A remark or suggestion about the platform."""

    kind: RemarkKind
    text: str


class AnswerBody(Body):
    """The platform's answer to a remark."""

    verdict: Verdict
    answer: str


class ChangeBody(Body):
    """What has changed because of a remark: an entry of the changelog, or a decree."""

    change: str


class RemarkView(View):
    """A remark, its answer, and what changed because of it."""

    id: UUID
    version: int
    by: PartyWire
    kind: RemarkKind
    text: str
    raised_at: datetime
    due: datetime
    status: RemarkStatus
    verdict: Verdict | None
    answer: str
    answered_at: datetime | None
    in_time: bool | None
    change: str

    @classmethod
    def of(cls, remark: Remark) -> RemarkView:
        """The remark as it travels."""
        return cls(
            id=remark.id,
            version=remark.version,
            by=PartyWire.of(remark.by),
            kind=remark.remark_kind,
            text=remark.text,
            raised_at=remark.raised_at,
            due=remark.due,
            status=remark.status,
            verdict=remark.verdict,
            answer=remark.answer,
            answered_at=remark.answered_at,
            in_time=remark.in_time,
            change=remark.change,
        )


class Remarks(Controller):
    """Feedback from inside the system."""

    path = "/remarks"
    tags = ["Feedback"]

    @get("/", sync_to_thread=True)
    def browse_remarks(
        self,
        actor: NamedDependency[Actor],
        browse: NamedDependency[Browse],
        status: FromQuery[RemarkStatus | None] = None,
        after: FromQuery[str | None] = None,
        limit: FromQuery[int] = 50,
    ) -> PageView[row_view(RemarkRow)]:  # type: ignore[valid-type]
        """The caller's remarks (all of them, for the Ministry), by the day an answer is due."""
        return browsed(
            browse,
            actor,
            RemarkRow,
            conditions=only(status=status),
            order=("due",),
            after=after,
            limit=limit,
        )

    @post("/", sync_to_thread=True)
    def raise_remark(
        self,
        data: JSONBody[RemarkBody],
        actor: NamedDependency[Actor],
        raise_remark: NamedDependency[RaiseRemark],
    ) -> RemarkView:
        """Tell the platform what is not right, or could be better."""
        return RemarkView.of(raise_remark(actor, data.kind, data.text))

    @get("/{remark_id:uuid}", sync_to_thread=True)
    def look_at_remark(
        self,
        remark_id: FromPath[UUID],
        actor: NamedDependency[Actor],
        look_at: NamedDependency[LookAt],
    ) -> RemarkView:
        """One remark."""
        return RemarkView.of(look_at(actor, Remark, remark_id))

    @post("/{remark_id:uuid}/answer", status_code=200, sync_to_thread=True)
    def answer_remark(
        self,
        remark_id: FromPath[UUID],
        data: JSONBody[AnswerBody],
        actor: NamedDependency[Actor],
        seen: NamedDependency[Version | None],
        answer_remark: NamedDependency[AnswerRemark],
    ) -> RemarkView:
        """Answer a remark for the platform."""
        answered = answer_remark(actor, remark_id, data.verdict, data.answer, seen=seen)
        return RemarkView.of(answered)

    @post("/{remark_id:uuid}/change", status_code=200, sync_to_thread=True)
    def link_change(
        self,
        remark_id: FromPath[UUID],
        data: JSONBody[ChangeBody],
        actor: NamedDependency[Actor],
        seen: NamedDependency[Version | None],
        link_change: NamedDependency[LinkChange],
    ) -> RemarkView:
        """Name what has changed because of a remark."""
        return RemarkView.of(link_change(actor, remark_id, data.change, seen=seen))
