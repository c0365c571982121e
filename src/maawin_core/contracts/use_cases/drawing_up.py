"""The contracts are drawn up: terms, and texts that each party can read."""

from __future__ import annotations

from datetime import datetime

from attrs import frozen

from ...access.rights import Act, Rights
from ...employers.employer import Employer
from ...kernel.aggregate import Version
from ...kernel.calendar import civil_day
from ...kernel.errors import require
from ...kernel.identity import ContractId, Identity
from ...kernel.money import Money
from ...kernel.parties import Actor
from ...law.domestic_work import DomesticWorkLaw
from ...law.policy import POLICY, Policy
from ...law.qatar import QATAR
from ...offices.office import Office
from ...ports.clock import Clock
from ...ports.storage import Storage, Work
from ...workers.worker import Worker
from ..contract import ContractStatus, RecruitmentContract
from ..direct import DirectRecruitment, DirectStatus
from ..employment import EmploymentContract
from ..lawful import Case, least_offered, must_be_lawful
from ..signing import ARABIC, text_of
from ..terms import EmploymentTerms
from ..wording import EmploymentWording, RecruitmentWording


@frozen
class DrawUpContract:
    """Both contracts of a selection are written, or written anew: then nothing is signed any more.

    A price above the accepted offer's is refused; terms below it wait for the worker's consent.
    """

    storage: Storage
    rights: Rights
    clock: Clock
    law: DomesticWorkLaw = QATAR
    policy: Policy = POLICY

    def __call__(
        self,
        by: Actor,
        contract: ContractId,
        terms: EmploymentTerms,
        *,
        price: Money | None = None,
        seen: Version | None = None,
    ) -> EmploymentContract:
        now = self.clock.now()
        with self.storage.transaction(by) as work:
            selected = work.get(RecruitmentContract, contract, seen=seen)
            self.rights.check(by, Act.DRAW_UP_CONTRACT, selected)
            selected.must_be(ContractStatus.DRAWN_UP)
            agreed = selected.price if price is None else price
            selected.must_allow(agreed)
            hers = work.get(Worker, selected.worker)
            case = Case(
                country=selected.recruited_from,
                origin=selected.origin,
                born=hers.identity.born,
                age_exemption=hers.age_exemption,
                price=agreed,
            )
            must_be_lawful(case, terms, self.law, now)
            written = self._recruitment(work, selected, terms, agreed, now)
            drawn_up = self._employment(work, selected, hers, terms, now)
            work.save(written)
            return work.save(drawn_up)

    def _recruitment(
        self,
        work: Work,
        selected: RecruitmentContract,
        terms: EmploymentTerms,
        price: Money,
        at: datetime,
    ) -> RecruitmentContract:
        payer = work.get(Employer, selected.employer)
        wording = RecruitmentWording(
            contract=selected.id,
            day=civil_day(at),
            terms=terms,
            price=price,
            country=selected.recruited_from,
            arrival_days=selected.arrival_days,
            employer=payer.identity,
            office=work.get(Office, selected.office).identity,
            worker=work.get(Worker, selected.worker).identity,
            law=self.law,
        )
        texts = wording.texts((payer.language,))
        return selected.written(price, terms.basic_wage, texts, wording.identities, at)

    def _employment(
        self,
        work: Work,
        selected: RecruitmentContract,
        hers: Worker,
        terms: EmploymentTerms,
        at: datetime,
    ) -> EmploymentContract:
        wording = EmploymentWording(
            contract=selected.id,
            day=civil_day(at),
            terms=terms,
            employer=work.get(Employer, selected.employer).identity,
            worker=hers.identity,
            law=self.law,
        )
        reads = tuple(dict.fromkeys((hers.language, *hers.languages)))
        texts = wording.texts(reads)
        known = work.find(EmploymentContract, selected.id)
        if known is not None:
            return known.rewritten(terms, texts, wording.identities, at)
        new = EmploymentContract(
            id=selected.id,
            employer=selected.employer,
            worker=selected.worker,
            office=selected.office,
            request=selected.request,
            recruited_from=selected.recruited_from,
            terms=terms,
            offered=selected.promised,
            identities=wording.identities,
            reads=reads,
            due=at + self.policy.conclusion,
        )
        return new.drawn_up(texts, at)


@frozen
class DrawUpDirectContract:
    """The employment contract of an approved direct recruitment is written, by the employer."""

    storage: Storage
    rights: Rights
    clock: Clock
    law: DomesticWorkLaw = QATAR
    policy: Policy = POLICY

    def __call__(
        self,
        by: Actor,
        contract: ContractId,
        terms: EmploymentTerms,
        *,
        seen: Version | None = None,
    ) -> EmploymentContract:
        now = self.clock.now()
        with self.storage.transaction(by) as work:
            approved = work.get(DirectRecruitment, contract, seen=seen)
            self.rights.check(by, Act.DRAW_UP_DIRECT_CONTRACT, approved)
            approved.must_be(DirectStatus.APPROVED)
            must_be_lawful(approved.candidate.case, terms, self.law, now)
            payer = work.get(Employer, approved.employer)
            wording = EmploymentWording(
                contract=contract,
                day=civil_day(now),
                terms=terms,
                employer=payer.identity,
                worker=approved.candidate.identity,
                law=self.law,
            )
            texts = wording.texts(approved.candidate.languages)
            known = work.find(EmploymentContract, contract)
            if known is not None:
                return work.save(known.rewritten(terms, texts, wording.identities, now))
            work.save(approved.drawn_up(now))
            new = self._first(approved, terms, wording.identities, now)
            return work.save(new.drawn_up(texts, now))

    def _first(
        self,
        approved: DirectRecruitment,
        terms: EmploymentTerms,
        identities: tuple[Identity, ...],
        at: datetime,
    ) -> EmploymentContract:
        return EmploymentContract(
            id=approved.id,
            employer=approved.employer,
            worker=approved.worker,
            recruited_from=approved.candidate.country,
            terms=terms,
            # No office promised her anything: only what the law gives her can be missed.
            offered=least_offered(terms, self.law, civil_day(at)),
            identities=identities,
            reads=approved.candidate.languages,
            due=at + self.policy.conclusion,
        )


@frozen
class AddTranslation:
    """A translation of the employment contract is added, or replaces one in its language.

    The Arabic text prevails, and is not replaced this way.
    """

    storage: Storage
    rights: Rights
    clock: Clock

    def __call__(
        self,
        by: Actor,
        contract: ContractId,
        language: str,
        text: str,
        *,
        seen: Version | None = None,
    ) -> EmploymentContract:
        with self.storage.transaction(by) as work:
            known = work.get(EmploymentContract, contract, seen=seen)
            self.rights.check(by, Act.ADD_TRANSLATION, known)
            require(language != ARABIC, "arabic_is_not_translated")
            translation = text_of(text, language, known.identities, uploaded=True)
            return work.save(known.translated(translation, self.clock.now()))
