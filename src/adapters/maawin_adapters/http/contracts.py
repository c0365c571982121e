"""Selection and contracts over HTTP (M8)."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from litestar import Controller, Request, get, post
from litestar.di import NamedDependency
from litestar.params import FromPath, FromQuery, JSONBody

from maawin_core.access.use_cases import Browse, LookAt, only
from maawin_core.contracts.contract import (
    ContractStatus,
    RecruitmentContract,
    RecruitmentContractRow,
)
from maawin_core.contracts.employment import (
    EmploymentContract,
    EmploymentContractRow,
    EmploymentStatus,
)
from maawin_core.contracts.use_cases import (
    AddTranslation,
    AttestContract,
    ConsentToTerms,
    DrawUpContract,
    ReturnContract,
    SelectWorker,
    SignEmploymentContract,
    SignRecruitmentContract,
)
from maawin_core.kernel.aggregate import Version
from maawin_core.kernel.identity import ContractId, RequestId, WorkerId
from maawin_core.kernel.parties import Actor
from maawin_core.placements.use_cases import CancelContract

from .contract_views import (
    CancelBody,
    EmploymentContractView,
    RecruitmentContractView,
    TermsWire,
)
from .problems import language_of
from .wire import Body, MoneyWire, PageView, browsed, money_of, row_view

Asked = Request[Any, Any, Any]


class SelectBody(Body):
    """The worker whom the employer selects for an accepted request."""

    request: UUID
    worker: UUID


class DrawUpBody(TermsWire, kw_only=True):
    """The terms; `price` only where it is lower than the accepted offer's."""

    price: MoneyWire | None = None


class SignBody(Body):
    """The hash of the text that the signer saw."""

    sha256: str


class TranslationBody(Body):
    """A translation of the employment contract, and its language."""

    language: str
    text: str


class ReturnBody(Body):
    """Why the Department does not attest the contract as it is."""

    remarks: str


class RecruitmentContracts(Controller):
    """Contracts between employers and offices. Selecting a worker makes one."""

    path = "/recruitment-contracts"
    tags = ["Contracts"]

    @get("/", sync_to_thread=True)
    def browse_recruitment_contracts(
        self,
        actor: NamedDependency[Actor],
        browse: NamedDependency[Browse],
        status: FromQuery[ContractStatus | None] = None,
        after: FromQuery[str | None] = None,
        limit: FromQuery[int] = 50,
    ) -> PageView[row_view(RecruitmentContractRow)]:  # type: ignore[valid-type]
        """Recruitment contracts that the caller may see."""
        asked = only(status=status)
        return browsed(
            browse, actor, RecruitmentContractRow, conditions=asked, after=after, limit=limit
        )

    @post("/", sync_to_thread=True)
    def select_worker(
        self,
        request: Asked,
        data: JSONBody[SelectBody],
        actor: NamedDependency[Actor],
        seen: NamedDependency[Version | None],
        select_worker: NamedDependency[SelectWorker],
    ) -> RecruitmentContractView:
        """Select a worker: she is reserved, and contracts are to be drawn up."""
        made = select_worker(actor, RequestId(data.request), WorkerId(data.worker), seen=seen)
        return RecruitmentContractView.of(made, language_of(request))

    @get("/{contract_id:uuid}", sync_to_thread=True)
    def look_at_recruitment_contract(
        self,
        request: Asked,
        contract_id: FromPath[UUID],
        actor: NamedDependency[Actor],
        look_at: NamedDependency[LookAt],
    ) -> RecruitmentContractView:
        """One recruitment contract, with its texts."""
        found = look_at(actor, RecruitmentContract, contract_id)
        return RecruitmentContractView.of(found, language_of(request))

    @post("/{contract_id:uuid}/terms", status_code=200, sync_to_thread=True)
    def draw_up_contract(
        self,
        request: Asked,
        contract_id: FromPath[UUID],
        data: JSONBody[DrawUpBody],
        actor: NamedDependency[Actor],
        seen: NamedDependency[Version | None],
        draw_up_contract: NamedDependency[DrawUpContract],
    ) -> EmploymentContractView:
        """Write both contracts, or write them anew: then nothing is signed any more."""
        price = money_of(data.price)
        contract = ContractId(contract_id)
        drawn_up = draw_up_contract(actor, contract, data.terms, price=price, seen=seen)
        return EmploymentContractView.of(drawn_up, language_of(request))

    @post("/{contract_id:uuid}/sign", status_code=200, sync_to_thread=True)
    def sign_recruitment_contract(
        self,
        request: Asked,
        contract_id: FromPath[UUID],
        data: JSONBody[SignBody],
        actor: NamedDependency[Actor],
        seen: NamedDependency[Version | None],
        sign_recruitment_contract: NamedDependency[SignRecruitmentContract],
    ) -> RecruitmentContractView:
        """Sign, for the caller's own party, the text of this hash."""
        contract = ContractId(contract_id)
        signed = sign_recruitment_contract(actor, contract, data.sha256, seen=seen)
        return RecruitmentContractView.of(signed, language_of(request))

    @post("/{contract_id:uuid}/cancel", status_code=204, sync_to_thread=True)
    def cancel_recruitment_contract(
        self,
        contract_id: FromPath[UUID],
        data: JSONBody[CancelBody],
        actor: NamedDependency[Actor],
        seen: NamedDependency[Version | None],
        cancel_contract: NamedDependency[CancelContract],
    ) -> None:
        """Give the contract up before the hand-over: the worker is free again."""
        cancel_contract(actor, ContractId(contract_id), data.reason, reopen=data.reopen, seen=seen)


class EmploymentContracts(Controller):
    """Contracts between employers and workers."""

    path = "/employment-contracts"
    tags = ["Contracts"]

    @get("/", sync_to_thread=True)
    def browse_employment_contracts(
        self,
        actor: NamedDependency[Actor],
        browse: NamedDependency[Browse],
        status: FromQuery[EmploymentStatus | None] = None,
        after: FromQuery[str | None] = None,
        limit: FromQuery[int] = 50,
    ) -> PageView[row_view(EmploymentContractRow)]:  # type: ignore[valid-type]
        """Employment contracts that the caller may see, by due date."""
        return browsed(
            browse, actor, EmploymentContractRow,
            conditions=only(status=status), order=("due",), after=after, limit=limit,
        )  # fmt: skip

    @get("/{contract_id:uuid}", sync_to_thread=True)
    def look_at_employment_contract(
        self,
        request: Asked,
        contract_id: FromPath[UUID],
        actor: NamedDependency[Actor],
        look_at: NamedDependency[LookAt],
    ) -> EmploymentContractView:
        """One employment contract, in every language that it is written in."""
        found = look_at(actor, EmploymentContract, contract_id)
        return EmploymentContractView.of(found, language_of(request))

    @post("/{contract_id:uuid}/translations", sync_to_thread=True)
    def add_translation(
        self,
        request: Asked,
        contract_id: FromPath[UUID],
        data: JSONBody[TranslationBody],
        actor: NamedDependency[Actor],
        seen: NamedDependency[Version | None],
        add_translation: NamedDependency[AddTranslation],
    ) -> EmploymentContractView:
        """Add a translation, or replace the one in its language."""
        contract = ContractId(contract_id)
        known = add_translation(actor, contract, data.language, data.text, seen=seen)
        return EmploymentContractView.of(known, language_of(request))

    @post("/{contract_id:uuid}/consent", status_code=200, sync_to_thread=True)
    def consent_to_terms(
        self,
        request: Asked,
        contract_id: FromPath[UUID],
        data: JSONBody[SignBody],
        actor: NamedDependency[Actor],
        seen: NamedDependency[Version | None],
        consent_to_terms: NamedDependency[ConsentToTerms],
    ) -> EmploymentContractView:
        """The worker consents to what is below the offer in the text of this hash."""
        known = consent_to_terms(actor, ContractId(contract_id), data.sha256, seen=seen)
        return EmploymentContractView.of(known, language_of(request))

    @post("/{contract_id:uuid}/sign", status_code=200, sync_to_thread=True)
    def sign_employment_contract(
        self,
        request: Asked,
        contract_id: FromPath[UUID],
        data: JSONBody[SignBody],
        actor: NamedDependency[Actor],
        seen: NamedDependency[Version | None],
        sign_employment_contract: NamedDependency[SignEmploymentContract],
    ) -> EmploymentContractView:
        """Sign, as employer or worker and for nobody else, the text of this hash."""
        contract = ContractId(contract_id)
        signed = sign_employment_contract(actor, contract, data.sha256, seen=seen)
        return EmploymentContractView.of(signed, language_of(request))

    @post("/{contract_id:uuid}/attest", status_code=200, sync_to_thread=True)
    def attest_contract(
        self,
        request: Asked,
        contract_id: FromPath[UUID],
        actor: NamedDependency[Actor],
        seen: NamedDependency[Version | None],
        attest_contract: NamedDependency[AttestContract],
    ) -> EmploymentContractView:
        """Attest what both have signed."""
        attested = attest_contract(actor, ContractId(contract_id), seen=seen)
        return EmploymentContractView.of(attested, language_of(request))

    @post("/{contract_id:uuid}/return", status_code=200, sync_to_thread=True)
    def return_contract(
        self,
        request: Asked,
        contract_id: FromPath[UUID],
        data: JSONBody[ReturnBody],
        actor: NamedDependency[Actor],
        seen: NamedDependency[Version | None],
        return_contract: NamedDependency[ReturnContract],
    ) -> EmploymentContractView:
        """Return it with remarks: the contracts are to be drawn up and signed anew."""
        returned = return_contract(actor, ContractId(contract_id), data.remarks, seen=seen)
        return EmploymentContractView.of(returned, language_of(request))
