"""The end of a service over HTTP (M12): estimates, settlements, debts, decisions."""

from __future__ import annotations

from uuid import UUID

from litestar import Controller, get, post
from litestar.di import NamedDependency
from litestar.params import FromPath, FromQuery, JSONBody

from maawin_core.access.use_cases import Browse, LookAt, only
from maawin_core.end_of_service.events import SettlementStatus
from maawin_core.end_of_service.settlement import Settlement, SettlementRow
from maawin_core.end_of_service.use_cases import (
    AgreeSettlement,
    AnswerDebt,
    ClaimDebt,
    ConfirmDues,
    DecideDismissal,
    DisputeSettlement,
    DrawUpSettlement,
    EstimateDues,
    PayDues,
    ResolveSettlement,
)
from maawin_core.kernel.aggregate import Version
from maawin_core.kernel.errors import NotFound
from maawin_core.kernel.identity import PlacementId
from maawin_core.kernel.parties import Actor

from .settlement_views import (
    DebtAnswerBody,
    DebtBody,
    DismissalBody,
    DrawUpBody,
    DuesView,
    EstimateBody,
    EstimateView,
    PayDuesBody,
    ReasonBody,
    ResolveBody,
    SettlementView,
)
from .wire import PageView, browsed, row_view


class Estimates(Controller):
    """Asking before anybody leaves. Nothing is kept of a question."""

    path = "/dues-estimates"
    tags = ["End of service"]

    @post("/", status_code=200, sync_to_thread=True)
    def estimate_dues(
        self,
        data: JSONBody[EstimateBody],
        actor: NamedDependency[Actor],
        estimate_dues: NamedDependency[EstimateDues],
    ) -> EstimateView:
        """What would be due if the service ended on this day, for this cause."""
        found = estimate_dues(
            actor,
            PlacementId(data.placement),
            data.day,
            data.cause,
            leaves_for_good=data.leaves_for_good,
            days_taken=data.days_taken,
        )
        return EstimateView(dues=DuesView.of(found.dues), due=found.due)


class Settlements(Controller):
    """What a service that has ended leaves due."""

    path = "/settlements"
    tags = ["End of service"]

    @get("/", sync_to_thread=True)
    def browse_settlements(
        self,
        actor: NamedDependency[Actor],
        browse: NamedDependency[Browse],
        status: FromQuery[SettlementStatus | None] = None,
        overdue: FromQuery[bool | None] = None,
        after: FromQuery[str | None] = None,
        limit: FromQuery[int] = 50,
    ) -> PageView[row_view(SettlementRow)]:  # type: ignore[valid-type]
        """Settlements that the caller may see, by due day."""
        return browsed(
            browse, actor, SettlementRow,
            conditions=only(status=status, overdue=overdue), order=("due",),
            after=after, limit=limit,
        )  # fmt: skip

    @get("/{placement_id:uuid}", sync_to_thread=True)
    def look_at_settlement(
        self,
        placement_id: FromPath[UUID],
        actor: NamedDependency[Actor],
        look_at: NamedDependency[LookAt],
    ) -> SettlementView:
        """One settlement, with its whole sheet."""
        return SettlementView.of(look_at(actor, Settlement, placement_id))

    @post("/{placement_id:uuid}/draw-up", status_code=200, sync_to_thread=True)
    def draw_up_settlement(
        self,
        placement_id: FromPath[UUID],
        data: JSONBody[DrawUpBody],
        actor: NamedDependency[Actor],
        seen: NamedDependency[Version | None],
        draw_up_settlement: NamedDependency[DrawUpSettlement],
    ) -> SettlementView:
        """Draw up the dues, or draw them up again with what a side knows better."""
        drawn_up = draw_up_settlement(
            actor,
            PlacementId(placement_id),
            days_taken=data.days_taken,
            leaves_for_good=data.leaves_for_good,
            seen=seen,
        )
        if drawn_up is None:
            raise NotFound("not_found", thing="settlement", id=placement_id)
        return SettlementView.of(drawn_up)

    @post("/{placement_id:uuid}/agree", status_code=200, sync_to_thread=True)
    def agree_settlement(
        self,
        placement_id: FromPath[UUID],
        actor: NamedDependency[Actor],
        seen: NamedDependency[Version | None],
        agree_settlement: NamedDependency[AgreeSettlement],
    ) -> SettlementView:
        """Agree to the sheet as it stands."""
        return SettlementView.of(agree_settlement(actor, PlacementId(placement_id), seen=seen))

    @post("/{placement_id:uuid}/dispute", status_code=200, sync_to_thread=True)
    def dispute_settlement(
        self,
        placement_id: FromPath[UUID],
        data: JSONBody[ReasonBody],
        actor: NamedDependency[Actor],
        seen: NamedDependency[Version | None],
        dispute_settlement: NamedDependency[DisputeSettlement],
    ) -> SettlementView:
        """Say why the sheet is not right, or that the money did not come."""
        id = PlacementId(placement_id)
        return SettlementView.of(dispute_settlement(actor, id, data.reason, seen=seen))

    @post("/{placement_id:uuid}/resolve", status_code=200, sync_to_thread=True)
    def resolve_settlement(
        self,
        placement_id: FromPath[UUID],
        data: JSONBody[ResolveBody],
        actor: NamedDependency[Actor],
        seen: NamedDependency[Version | None],
        resolve_settlement: NamedDependency[ResolveSettlement],
    ) -> SettlementView:
        """The Ministry decides what is due."""
        id = PlacementId(placement_id)
        decided = resolve_settlement(actor, id, data.amount.money, data.reason, seen=seen)
        return SettlementView.of(decided)

    @post("/{placement_id:uuid}/debts", sync_to_thread=True)
    def claim_debt(
        self,
        placement_id: FromPath[UUID],
        data: JSONBody[DebtBody],
        actor: NamedDependency[Actor],
        seen: NamedDependency[Version | None],
        claim_debt: NamedDependency[ClaimDebt],
    ) -> SettlementView:
        """Claim a debt; it is set off only once it is established."""
        claimed = claim_debt(
            actor,
            PlacementId(placement_id),
            data.kind,
            data.amount.money,
            data.note,
            data.evidence,
            seen=seen,
        )
        return SettlementView.of(claimed)

    @post("/{placement_id:uuid}/debts/{debt_id:uuid}/answer", status_code=200, sync_to_thread=True)
    def answer_debt(
        self,
        placement_id: FromPath[UUID],
        debt_id: FromPath[UUID],
        data: JSONBody[DebtAnswerBody],
        actor: NamedDependency[Actor],
        seen: NamedDependency[Version | None],
        answer_debt: NamedDependency[AnswerDebt],
    ) -> SettlementView:
        """Acknowledge a debt, or adjudicate it."""
        id = PlacementId(placement_id)
        return SettlementView.of(answer_debt(actor, id, debt_id, data.owed, seen=seen))

    @post("/{placement_id:uuid}/dismissal", status_code=200, sync_to_thread=True)
    def decide_dismissal(
        self,
        placement_id: FromPath[UUID],
        data: JSONBody[DismissalBody],
        actor: NamedDependency[Actor],
        seen: NamedDependency[Version | None],
        decide_dismissal: NamedDependency[DecideDismissal],
    ) -> SettlementView:
        """Record the decision that Art. 16 applies."""
        id = PlacementId(placement_id)
        return SettlementView.of(decide_dismissal(actor, id, data.ground, data.evidence, seen=seen))

    @post("/{placement_id:uuid}/pay", status_code=200, sync_to_thread=True)
    def pay_dues(
        self,
        placement_id: FromPath[UUID],
        data: JSONBody[PayDuesBody],
        actor: NamedDependency[Actor],
        seen: NamedDependency[Version | None],
        pay_dues: NamedDependency[PayDues],
    ) -> SettlementView:
        """State that all that is due was paid."""
        paid = pay_dues(
            actor,
            PlacementId(placement_id),
            data.amount.money,
            data.on,
            data.means,
            reference=data.reference,
            evidence=data.evidence,
            ticket=data.ticket,
            seen=seen,
        )
        return SettlementView.of(paid)

    @post("/{placement_id:uuid}/confirm", status_code=200, sync_to_thread=True)
    def confirm_dues(
        self,
        placement_id: FromPath[UUID],
        actor: NamedDependency[Actor],
        seen: NamedDependency[Version | None],
        confirm_dues: NamedDependency[ConfirmDues],
    ) -> SettlementView:
        """Sign that the dues came; after a death, the Department does."""
        return SettlementView.of(confirm_dues(actor, PlacementId(placement_id), seen=seen))
