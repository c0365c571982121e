"""Recruiting without an office over HTTP (M8)."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from litestar import Controller, Request, get, post
from litestar.di import NamedDependency
from litestar.params import FromPath, FromQuery, JSONBody

from maawin_core.access.use_cases import Browse, LookAt, only
from maawin_core.contracts.direct import (
    Candidate,
    DirectRecruitment,
    DirectRecruitmentRow,
    DirectStatus,
)
from maawin_core.contracts.use_cases import (
    ApproveDirectRecruitment,
    AskDirectRecruitment,
    DrawUpDirectContract,
    RefuseDirectRecruitment,
)
from maawin_core.kernel.aggregate import Version
from maawin_core.kernel.identity import ContractId
from maawin_core.kernel.parties import Actor
from maawin_core.placements.use_cases import CancelContract

from .contract_views import CancelBody, DirectRecruitmentView, EmploymentContractView, TermsWire
from .identities import IdentityBody
from .problems import language_of
from .wire import Body, PageView, browsed, row_view

Asked = Request[Any, Any, Any]


class CandidateBody(Body):
    """Whom the employer would recruit without an office, and why.

    `languages` are those that she reads, the one she is written to in first.
    """

    identity: IdentityBody
    country: str
    passport_country: str
    languages: list[str]
    reason: str
    age_exemption: str = ""

    @property
    def candidate(self) -> Candidate:
        """The person as the core takes her."""
        return Candidate(
            identity=self.identity.identity,
            country=self.country,
            passport_country=self.passport_country,
            languages=tuple(self.languages),
            age_exemption=self.age_exemption,
        )


class BecauseBody(Body):
    """Why the Department decides so."""

    because: str = ""


class DirectRecruitments(Controller):
    """Recruiting without an office, with the Department's approval."""

    path = "/direct-recruitments"
    tags = ["Contracts"]

    @get("/", sync_to_thread=True)
    def browse_direct_recruitments(
        self,
        actor: NamedDependency[Actor],
        browse: NamedDependency[Browse],
        status: FromQuery[DirectStatus | None] = None,
        after: FromQuery[str | None] = None,
        limit: FromQuery[int] = 50,
    ) -> PageView[row_view(DirectRecruitmentRow)]:  # type: ignore[valid-type]
        """Direct recruitments that the caller may see."""
        return browsed(
            browse, actor, DirectRecruitmentRow,
            conditions=only(status=status),
            after=after, limit=limit,
        )  # fmt: skip

    @post("/", sync_to_thread=True)
    def ask_direct_recruitment(
        self,
        data: JSONBody[CandidateBody],
        actor: NamedDependency[Actor],
        ask_direct_recruitment: NamedDependency[AskDirectRecruitment],
    ) -> DirectRecruitmentView:
        """Ask the Department to recruit this person without an office."""
        asked = ask_direct_recruitment(actor, data.candidate, data.reason)
        return DirectRecruitmentView.of(asked)

    @get("/{contract_id:uuid}", sync_to_thread=True)
    def look_at_direct_recruitment(
        self,
        contract_id: FromPath[UUID],
        actor: NamedDependency[Actor],
        look_at: NamedDependency[LookAt],
    ) -> DirectRecruitmentView:
        """One direct recruitment."""
        return DirectRecruitmentView.of(look_at(actor, DirectRecruitment, contract_id))

    @post("/{contract_id:uuid}/approve", status_code=200, sync_to_thread=True)
    def approve_direct_recruitment(
        self,
        contract_id: FromPath[UUID],
        data: JSONBody[BecauseBody],
        actor: NamedDependency[Actor],
        seen: NamedDependency[Version | None],
        approve_direct_recruitment: NamedDependency[ApproveDirectRecruitment],
    ) -> DirectRecruitmentView:
        """Approve it: its contract can be drawn up."""
        contract = ContractId(contract_id)
        decided = approve_direct_recruitment(actor, contract, data.because, seen=seen)
        return DirectRecruitmentView.of(decided)

    @post("/{contract_id:uuid}/refuse", status_code=200, sync_to_thread=True)
    def refuse_direct_recruitment(
        self,
        contract_id: FromPath[UUID],
        data: JSONBody[BecauseBody],
        actor: NamedDependency[Actor],
        seen: NamedDependency[Version | None],
        refuse_direct_recruitment: NamedDependency[RefuseDirectRecruitment],
    ) -> DirectRecruitmentView:
        """Do not approve it, and say why."""
        contract = ContractId(contract_id)
        decided = refuse_direct_recruitment(actor, contract, data.because, seen=seen)
        return DirectRecruitmentView.of(decided)

    @post("/{contract_id:uuid}/terms", status_code=200, sync_to_thread=True)
    def draw_up_direct_contract(
        self,
        request: Asked,
        contract_id: FromPath[UUID],
        data: JSONBody[TermsWire],
        actor: NamedDependency[Actor],
        seen: NamedDependency[Version | None],
        draw_up_direct_contract: NamedDependency[DrawUpDirectContract],
    ) -> EmploymentContractView:
        """Write the employment contract, or write it anew."""
        contract = ContractId(contract_id)
        drawn_up = draw_up_direct_contract(actor, contract, data.terms, seen=seen)
        return EmploymentContractView.of(drawn_up, language_of(request))

    @post("/{contract_id:uuid}/cancel", status_code=204, sync_to_thread=True)
    def cancel_direct_contract(
        self,
        contract_id: FromPath[UUID],
        data: JSONBody[CancelBody],
        actor: NamedDependency[Actor],
        seen: NamedDependency[Version | None],
        cancel_contract: NamedDependency[CancelContract],
    ) -> None:
        """Give it up before the hand-over, whether its contract is drawn up yet or not."""
        cancel_contract(actor, ContractId(contract_id), data.reason, seen=seen)
