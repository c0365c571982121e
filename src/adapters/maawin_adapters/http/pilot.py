"""The pilot over HTTP (M15): who takes part, whether it is on, and whether we are ready."""

from __future__ import annotations

from datetime import datetime
from typing import Any
from uuid import UUID

from litestar import Controller, Request, delete, get, post, put
from litestar.di import NamedDependency
from litestar.params import FromPath, FromQuery, JSONBody

from maawin_core.access.use_cases import Browse, LookAt
from maawin_core.kernel.aggregate import Version
from maawin_core.kernel.parties import Actor, Party, PartyKind
from maawin_core.pilot.cohort import Cohort, CohortRow
from maawin_core.pilot.readiness import Measure, Verdict
from maawin_core.pilot.use_cases import (
    ChooseForCohort,
    FormCohort,
    LeaveCohort,
    ShowReadiness,
    SwitchPilot,
)
from maawin_core.words.catalogue import sentence, word

from .problems import language_of
from .wire import Body, PageView, PartyWire, View, browsed, row_view


class CohortBody(Body):
    """The name of a new group."""

    name: str


class SwitchBody(Body):
    """Whether only the chosen transact."""

    on: bool


class SwitchView(View):
    """Whether only the chosen transact."""

    on: bool
    version: int


class CohortView(View):
    """A group of the pilot."""

    id: UUID
    version: int
    name: str
    formed_at: datetime
    members: list[PartyWire]

    @classmethod
    def of(cls, cohort: Cohort) -> CohortView:
        """The group as it travels."""
        return cls(
            id=cohort.id,
            version=cohort.version,
            name=cohort.name,
            formed_at=cohort.formed_at,
            members=[PartyWire.of(each) for each in sorted(cohort.members)],
        )


class MeasureView(View):
    """A measure, its target, over how many cases, and what that says. Figures are fractions."""

    code: str
    text: str
    found: str | None
    target: str
    at_most: bool
    n: int
    verdict: Verdict
    verdict_text: str

    @classmethod
    def of(cls, measure: Measure, language: str) -> MeasureView:
        """The measure as it travels, in the reader's language."""
        figure = measure.figure
        return cls(
            code=figure.code,
            text=word("measure", figure.code, language),
            found=None if figure.value is None else str(figure.value),
            target=str(measure.target),
            at_most=measure.at_most,
            n=figure.n,
            verdict=measure.verdict,
            verdict_text=word("word", measure.verdict, language),
        )


class ReadinessView(View):
    """The readiness report."""

    ready: bool
    text: str
    measures: list[MeasureView]


class Pilot(Controller):
    """The pilot phase."""

    path = "/pilot"
    tags = ["Pilot"]

    @get("/cohorts", sync_to_thread=True)
    def browse_cohorts(
        self,
        actor: NamedDependency[Actor],
        browse: NamedDependency[Browse],
        after: FromQuery[str | None] = None,
        limit: FromQuery[int] = 50,
    ) -> PageView[row_view(CohortRow)]:  # type: ignore[valid-type]
        """The groups of the pilot, by name."""
        return browsed(browse, actor, CohortRow, order=("name",), after=after, limit=limit)

    @post("/cohorts", sync_to_thread=True)
    def form_cohort(
        self,
        data: JSONBody[CohortBody],
        actor: NamedDependency[Actor],
        form_cohort: NamedDependency[FormCohort],
    ) -> CohortView:
        """Form a group, still empty."""
        return CohortView.of(form_cohort(actor, data.name))

    @get("/cohorts/{cohort_id:uuid}", sync_to_thread=True)
    def look_at_cohort(
        self,
        cohort_id: FromPath[UUID],
        actor: NamedDependency[Actor],
        look_at: NamedDependency[LookAt],
    ) -> CohortView:
        """One group, with its members."""
        return CohortView.of(look_at(actor, Cohort, cohort_id))

    @post("/cohorts/{cohort_id:uuid}/members", status_code=200, sync_to_thread=True)
    def choose_for_cohort(
        self,
        cohort_id: FromPath[UUID],
        data: JSONBody[PartyWire],
        actor: NamedDependency[Actor],
        seen: NamedDependency[Version | None],
        choose_for_cohort: NamedDependency[ChooseForCohort],
    ) -> CohortView:
        """Choose an office or an employer."""
        return CohortView.of(choose_for_cohort(actor, cohort_id, data.party, seen=seen))

    @delete(
        "/cohorts/{cohort_id:uuid}/members/{kind:str}/{party_id:uuid}",
        status_code=200,
        sync_to_thread=True,
    )
    def leave_cohort(
        self,
        cohort_id: FromPath[UUID],
        kind: FromPath[PartyKind],
        party_id: FromPath[UUID],
        actor: NamedDependency[Actor],
        seen: NamedDependency[Version | None],
        leave_cohort: NamedDependency[LeaveCohort],
    ) -> CohortView:
        """Take a party out of its group."""
        return CohortView.of(leave_cohort(actor, cohort_id, Party(kind, party_id), seen=seen))

    @put("/switch", sync_to_thread=True)
    def switch_pilot(
        self,
        data: JSONBody[SwitchBody],
        actor: NamedDependency[Actor],
        switch_pilot: NamedDependency[SwitchPilot],
    ) -> SwitchView:
        """Let only the chosen transact, or everybody."""
        switch = switch_pilot(actor, data.on)
        return SwitchView(on=switch.on, version=switch.version)

    @get("/readiness", sync_to_thread=True)
    def show_readiness(
        self,
        request: Request[Any, Any, Any],
        actor: NamedDependency[Actor],
        show_readiness: NamedDependency[ShowReadiness],
        cohort: FromQuery[UUID | None] = None,
    ) -> ReadinessView:
        """Each measure with its target: met, missed, or not enough data."""
        report, language = show_readiness(actor, cohort), language_of(request)
        said = "readiness.ready" if report.ready else "readiness.not_ready"
        return ReadinessView(
            ready=report.ready,
            text=sentence(said, language, {}),
            measures=[MeasureView.of(each, language) for each in report.measures],
        )
