"""What the Ministry does about an office or an employer, over HTTP (M13)."""

from __future__ import annotations

from datetime import date, datetime
from uuid import UUID

from litestar import Controller, get, post
from litestar.di import NamedDependency
from litestar.params import FromPath, FromQuery, JSONBody

from maawin_core.access.use_cases import Browse, LookAt, only
from maawin_core.kernel.aggregate import Version
from maawin_core.kernel.parties import Actor
from maawin_core.oversight.intervention import (
    Action,
    Appeal,
    Grounds,
    Intervention,
    InterventionRow,
    InterventionStatus,
)
from maawin_core.oversight.use_cases import (
    AnswerInterventionAppeal,
    AppealIntervention,
    CarryOutIntervention,
    Intervene,
    LiftIntervention,
)

from .wire import Body, PageView, PartyWire, View, browsed, row_view


class InterveneBody(Body):
    """An act of the Ministry; *promise* is what is promised (support) or ordered (order)."""

    on: PartyWire
    action: Action
    reason: str
    article: str
    until: date
    promise: str = ""


class LiftBody(Body):
    """Why an intervention ends before its day."""

    reason: str


class EffectBody(Body):
    """What came of a support or an order."""

    effect: str


class AppealBody(Body):
    """Why the Ministry should look again."""

    text: str


class AppealAnswerBody(Body):
    """Whether the intervention stands, and why."""

    upheld: bool
    reason: str


class AppealView(View):
    """An appeal and its answer; *upheld* is null until there is one."""

    text: str
    at: datetime
    due: datetime
    upheld: bool | None
    reason: str

    @classmethod
    def of(cls, appeal: Appeal) -> AppealView:
        """The appeal as it travels."""
        return cls(
            text=appeal.text,
            at=appeal.at,
            due=appeal.due,
            upheld=appeal.upheld,
            reason=appeal.reason,
        )


class InterventionView(View):
    """An intervention, whole."""

    id: UUID
    version: int
    on: PartyWire
    action: Action
    reason: str
    article: str
    until: date
    promise: str
    effect: str
    made_at: datetime
    status: InterventionStatus
    appeal: AppealView | None

    @classmethod
    def of(cls, made: Intervention) -> InterventionView:
        """The intervention as it travels."""
        said = made.appeal
        return cls(
            id=made.id,
            version=made.version,
            on=PartyWire.of(made.on),
            action=made.action,
            reason=made.grounds.reason,
            article=made.grounds.article,
            until=made.grounds.until,
            promise=made.grounds.promise,
            effect=made.effect,
            made_at=made.made_at,
            status=made.status,
            appeal=None if said is None else AppealView.of(said),
        )


class Interventions(Controller):
    """Support, warn, order, suspend; lift, appeal, and look again."""

    path = "/interventions"
    tags = ["Oversight"]

    @get("/", sync_to_thread=True)
    def browse_interventions(
        self,
        actor: NamedDependency[Actor],
        browse: NamedDependency[Browse],
        office: FromQuery[UUID | None] = None,
        status: FromQuery[InterventionStatus | None] = None,
        after: FromQuery[str | None] = None,
        limit: FromQuery[int] = 50,
    ) -> PageView[row_view(InterventionRow)]:  # type: ignore[valid-type]
        """Interventions that the caller may see, the latest first."""
        return browsed(
            browse, actor, InterventionRow,
            conditions=only(office=office, status=status), order=("made_at",), descending=True,
            after=after, limit=limit,
        )  # fmt: skip

    @post("/", sync_to_thread=True)
    def intervene(
        self,
        data: JSONBody[InterveneBody],
        actor: NamedDependency[Actor],
        intervene: NamedDependency[Intervene],
    ) -> InterventionView:
        """Act on an office or an employer, at once."""
        grounds = Grounds(data.reason, data.article, data.until, data.promise)
        return InterventionView.of(intervene(actor, data.on.party, data.action, grounds))

    @get("/{intervention_id:uuid}", sync_to_thread=True)
    def look_at_intervention(
        self,
        intervention_id: FromPath[UUID],
        actor: NamedDependency[Actor],
        look_at: NamedDependency[LookAt],
    ) -> InterventionView:
        """One intervention, whole."""
        return InterventionView.of(look_at(actor, Intervention, intervention_id))

    @post("/{intervention_id:uuid}/lift", status_code=200, sync_to_thread=True)
    def lift_intervention(
        self,
        intervention_id: FromPath[UUID],
        data: JSONBody[LiftBody],
        actor: NamedDependency[Actor],
        seen: NamedDependency[Version | None],
        lift_intervention: NamedDependency[LiftIntervention],
    ) -> InterventionView:
        """End an intervention before its day."""
        return InterventionView.of(
            lift_intervention(actor, intervention_id, data.reason, seen=seen)
        )

    @post("/{intervention_id:uuid}/effect", status_code=200, sync_to_thread=True)
    def carry_out_intervention(
        self,
        intervention_id: FromPath[UUID],
        data: JSONBody[EffectBody],
        actor: NamedDependency[Actor],
        seen: NamedDependency[Version | None],
        carry_out_intervention: NamedDependency[CarryOutIntervention],
    ) -> InterventionView:
        """Record that a support was given, or an order obeyed, and with what effect."""
        return InterventionView.of(
            carry_out_intervention(actor, intervention_id, data.effect, seen=seen)
        )

    @post("/{intervention_id:uuid}/appeal", status_code=200, sync_to_thread=True)
    def appeal_intervention(
        self,
        intervention_id: FromPath[UUID],
        data: JSONBody[AppealBody],
        actor: NamedDependency[Actor],
        seen: NamedDependency[Version | None],
        appeal_intervention: NamedDependency[AppealIntervention],
    ) -> InterventionView:
        """Ask the Ministry to look again."""
        return InterventionView.of(
            appeal_intervention(actor, intervention_id, data.text, seen=seen)
        )

    @post("/{intervention_id:uuid}/appeal/answer", status_code=200, sync_to_thread=True)
    def answer_intervention_appeal(
        self,
        intervention_id: FromPath[UUID],
        data: JSONBody[AppealAnswerBody],
        actor: NamedDependency[Actor],
        seen: NamedDependency[Version | None],
        answer_intervention_appeal: NamedDependency[AnswerInterventionAppeal],
    ) -> InterventionView:
        """Answer an appeal: the intervention stands, or falls."""
        answered = answer_intervention_appeal(
            actor, intervention_id, data.upheld, data.reason, seen=seen
        )
        return InterventionView.of(answered)
