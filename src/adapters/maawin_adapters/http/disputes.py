"""Disputes and refunds over HTTP (M10)."""

from __future__ import annotations

from uuid import UUID

from litestar import Controller, get, post
from litestar.di import NamedDependency
from litestar.params import FromPath, FromQuery, JSONBody

from maawin_core.access.use_cases import Browse, LookAt, only
from maawin_core.disputes.dispute import Dispute
from maawin_core.disputes.events import DisputeGround, DisputeRow, DisputeStatus
from maawin_core.disputes.refund_obligation import RefundObligation, RefundRow, RefundStatus
from maawin_core.disputes.use_cases import (
    AppealDispute,
    DecideDispute,
    MoveDisputeOn,
    NoteRefundSentBack,
    OpenDispute,
    SettleDispute,
    StateCase,
    WithdrawDispute,
)
from maawin_core.kernel.aggregate import Version
from maawin_core.kernel.identity import AwardId, ContractId, DisputeId
from maawin_core.kernel.money import Money
from maawin_core.kernel.parties import Actor

from .dispute_views import (
    DecideBody,
    DisputeView,
    OpenDisputeBody,
    RefundView,
    SettleBody,
    StatementBody,
)
from .wire import PageView, browsed, row_view


class Disputes(Controller):
    """Complaints of any party, and what becomes of them."""

    path = "/disputes"
    tags = ["Disputes"]

    @get("/", sync_to_thread=True)
    def browse_disputes(
        self,
        actor: NamedDependency[Actor],
        browse: NamedDependency[Browse],
        status: FromQuery[DisputeStatus | None] = None,
        ground: FromQuery[DisputeGround | None] = None,
        after: FromQuery[str | None] = None,
        limit: FromQuery[int] = 50,
    ) -> PageView[row_view(DisputeRow)]:  # type: ignore[valid-type]
        """Disputes that the caller may see, oldest first."""
        return browsed(
            browse, actor, DisputeRow,
            conditions=only(status=status, ground=ground), order=("opened_at",),
            after=after, limit=limit,
        )  # fmt: skip

    @post("/", sync_to_thread=True)
    def open_dispute(
        self,
        data: JSONBody[OpenDisputeBody],
        actor: NamedDependency[Actor],
        open_dispute: NamedDependency[OpenDispute],
    ) -> DisputeView:
        """Complain about another party to a contract."""
        opened = open_dispute(
            actor,
            ContractId(data.contract),
            data.against.party,
            data.ground,
            data.text,
            tuple(data.evidence),
        )
        return DisputeView.of(opened)

    @get("/{dispute_id:uuid}", sync_to_thread=True)
    def look_at_dispute(
        self,
        dispute_id: FromPath[UUID],
        actor: NamedDependency[Actor],
        look_at: NamedDependency[LookAt],
    ) -> DisputeView:
        """One dispute, whole."""
        return DisputeView.of(look_at(actor, Dispute, dispute_id))

    @post("/{dispute_id:uuid}/statements", sync_to_thread=True)
    def state_case(
        self,
        dispute_id: FromPath[UUID],
        data: JSONBody[StatementBody],
        actor: NamedDependency[Actor],
        seen: NamedDependency[Version | None],
        state_case: NamedDependency[StateCase],
    ) -> DisputeView:
        """Add a statement with its evidence."""
        evidence = tuple(data.evidence)
        said = state_case(actor, DisputeId(dispute_id), data.text, evidence, seen=seen)
        return DisputeView.of(said)

    @post("/{dispute_id:uuid}/withdraw", status_code=200, sync_to_thread=True)
    def withdraw_dispute(
        self,
        dispute_id: FromPath[UUID],
        actor: NamedDependency[Actor],
        seen: NamedDependency[Version | None],
        withdraw_dispute: NamedDependency[WithdrawDispute],
    ) -> DisputeView:
        """Take back a complaint."""
        return DisputeView.of(withdraw_dispute(actor, DisputeId(dispute_id), seen=seen))

    @post("/{dispute_id:uuid}/settle", status_code=200, sync_to_thread=True)
    def settle_dispute(
        self,
        dispute_id: FromPath[UUID],
        data: JSONBody[SettleBody],
        actor: NamedDependency[Actor],
        seen: NamedDependency[Version | None],
        settle_dispute: NamedDependency[SettleDispute],
    ) -> DisputeView:
        """Record what the parties have agreed on."""
        return DisputeView.of(settle_dispute(actor, DisputeId(dispute_id), data.agreed, seen=seen))

    @post("/{dispute_id:uuid}/move-on", status_code=200, sync_to_thread=True)
    def move_dispute_on(
        self,
        dispute_id: FromPath[UUID],
        actor: NamedDependency[Actor],
        seen: NamedDependency[Version | None],
        move_dispute_on: NamedDependency[MoveDisputeOn],
    ) -> DisputeView:
        """Take a dispute to the stage that its clock has come to."""
        return DisputeView.of(move_dispute_on(actor, DisputeId(dispute_id), seen=seen))

    @post("/{dispute_id:uuid}/decide", status_code=200, sync_to_thread=True)
    def decide_dispute(
        self,
        dispute_id: FromPath[UUID],
        data: JSONBody[DecideBody],
        actor: NamedDependency[Actor],
        seen: NamedDependency[Version | None],
        decide_dispute: NamedDependency[DecideDispute],
    ) -> DisputeView:
        """Decide: a refund is what the rule says of the findings."""
        decided = decide_dispute(
            actor,
            DisputeId(dispute_id),
            data.outcome,
            data.reason,
            data.findings.findings if data.findings else None,
            amount=data.amount.money if data.amount else Money(0),
            seen=seen,
        )
        return DisputeView.of(decided)

    @post("/{dispute_id:uuid}/appeal", status_code=200, sync_to_thread=True)
    def appeal_dispute(
        self,
        dispute_id: FromPath[UUID],
        data: JSONBody[StatementBody],
        actor: NamedDependency[Actor],
        seen: NamedDependency[Version | None],
        appeal_dispute: NamedDependency[AppealDispute],
    ) -> DisputeView:
        """Ask for the decision to be looked at again."""
        return DisputeView.of(appeal_dispute(actor, DisputeId(dispute_id), data.text, seen=seen))


class Refunds(Controller):
    """Refunds that are owed, and since when."""

    path = "/refunds"
    tags = ["Disputes"]

    @get("/", sync_to_thread=True)
    def browse_refunds(
        self,
        actor: NamedDependency[Actor],
        browse: NamedDependency[Browse],
        status: FromQuery[RefundStatus | None] = None,
        office: FromQuery[UUID | None] = None,
        dispute: FromQuery[UUID | None] = None,
        after: FromQuery[str | None] = None,
        limit: FromQuery[int] = 50,
    ) -> PageView[row_view(RefundRow)]:  # type: ignore[valid-type]
        """The ageing list: refunds by the day on which they are due."""
        return browsed(
            browse, actor, RefundRow,
            conditions=only(status=status, office=office, dispute=dispute), order=("due",),
            after=after, limit=limit,
        )  # fmt: skip

    @get("/{refund_id:uuid}", sync_to_thread=True)
    def show_refund(
        self,
        refund_id: FromPath[UUID],
        actor: NamedDependency[Actor],
        look_at: NamedDependency[LookAt],
    ) -> RefundView:
        """One refund: what is owed or was given, and what an appeal took back of it."""
        return RefundView.of(look_at(actor, RefundObligation, refund_id))

    @post("/{refund_id:uuid}/sent-back", status_code=200, sync_to_thread=True)
    def note_refund_sent_back(
        self,
        refund_id: FromPath[UUID],
        actor: NamedDependency[Actor],
        seen: NamedDependency[Version | None],
        note_refund_sent_back: NamedDependency[NoteRefundSentBack],
    ) -> RefundView:
        """Note that the office has back what an appeal took back of a given refund."""
        return RefundView.of(note_refund_sent_back(actor, AwardId(refund_id), seen=seen))
