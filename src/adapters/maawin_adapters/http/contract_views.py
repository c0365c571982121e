"""Contracts as they travel (M8): terms, texts with everybody's names, signatures."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date, datetime
from uuid import UUID

from maawin_core.contracts.contract import ContractStatus, RecruitmentContract
from maawin_core.contracts.direct import DirectRecruitment, DirectStatus
from maawin_core.contracts.employment import EmploymentContract, EmploymentStatus
from maawin_core.contracts.signing import ContractText, Signature
from maawin_core.contracts.terms import EmploymentTerms, PayMeans, Task, Weekday, WorkType
from maawin_core.kernel.identity import Identity
from maawin_core.kernel.money import Money
from maawin_core.kernel.parties import PartyKind
from maawin_core.words.catalogue import sentence, word
from maawin_core.workers.worker import Origin

from .identities import IdentityView
from .wire import Body, MoneyWire, View, money_of


def _wire(money: Money | None) -> MoneyWire | None:
    return None if money is None else MoneyWire.of(money)


class TermsWire(Body):
    """The terms of the work; housing or food without a sum is provided in kind.

    `other_ar` and `other` are further terms, in Arabic and in English: both, or neither.
    """

    work: WorkType
    tasks: list[Task]
    basic_wage: MoneyWire
    housing: MoneyWire | None = None
    food: MoneyWire | None = None
    how_paid: PayMeans = PayMeans.BANK
    daily_hours: int = 8
    rest_day: Weekday = Weekday.FRIDAY
    rest_hours: int = 24
    months: int = 24
    first_day: date | None = None
    renewable: bool = True
    other_ar: str = ""
    other: str = ""

    @property
    def terms(self) -> EmploymentTerms:
        """The terms that were sent."""
        return EmploymentTerms(
            work=self.work,
            tasks=tuple(self.tasks),
            basic_wage=self.basic_wage.money,
            housing=money_of(self.housing),
            food=money_of(self.food),
            how_paid=self.how_paid,
            daily_hours=self.daily_hours,
            rest_day=self.rest_day,
            rest_hours=self.rest_hours,
            months=self.months,
            first_day=self.first_day,
            renewable=self.renewable,
            other_ar=self.other_ar,
            other=self.other,
        )

    @classmethod
    def of(cls, terms: EmploymentTerms) -> TermsWire:
        """The terms as they travel."""
        return cls(
            work=terms.work,
            tasks=list(terms.tasks),
            basic_wage=MoneyWire.of(terms.basic_wage),
            housing=_wire(terms.housing),
            food=_wire(terms.food),
            how_paid=terms.how_paid,
            daily_hours=terms.daily_hours,
            rest_day=terms.rest_day,
            rest_hours=terms.rest_hours,
            months=terms.months,
            first_day=terms.first_day,
            renewable=terms.renewable,
            other_ar=terms.other_ar,
            other=terms.other,
        )


class CancelBody(Body):
    """Why the contract is given up; `reopen` false: the employer gives up the request too."""

    reason: str
    reopen: bool = True


class TextView(View):
    """A contract in one language. Whoever signs it names its `sha256`."""

    language: str
    text: str
    sha256: str
    stands_for: str
    note: str

    @classmethod
    def of(cls, text: ContractText, identities: Iterable[Identity], reader: str) -> TextView:
        """The text as it is signed, with a note in the reader's language where one is needed."""
        return cls(
            language=text.language,
            text=text.read(tuple(identities)),
            sha256=text.sha256,
            stands_for=text.stands_for,
            note=_note(text, reader),
        )


def _note(text: ContractText, reader: str) -> str:
    if text.stands_for:
        missing = {"language": word("language", text.stands_for, reader)}
        return sentence("note.translation_missing", reader, missing)
    return sentence("note.translation_uploaded", reader, {}) if text.uploaded else ""


class SignatureView(View):
    """Who signed which text, and when."""

    side: PartyKind
    at: datetime
    sha256: str

    @classmethod
    def of(cls, signature: Signature) -> SignatureView:
        """The signature as it travels."""
        return cls(side=signature.party.kind, at=signature.at, sha256=signature.sha256)


class RecruitmentContractView(View):
    """The contract between employer and office."""

    id: UUID
    version: int
    request: UUID
    offer: UUID | None
    office: UUID
    employer: UUID
    worker: UUID
    country: str
    kind: Origin
    price: MoneyWire
    wage: MoneyWire | None
    arrival_days: int
    texts: list[TextView]
    signatures: list[SignatureView]
    signed_on: date | None
    status: ContractStatus

    @classmethod
    def of(cls, contract: RecruitmentContract, reader: str) -> RecruitmentContractView:
        """The contract as it travels."""
        return cls(
            id=contract.id,
            version=contract.version,
            request=contract.request,
            offer=contract.offer,
            office=contract.office,
            employer=contract.employer,
            worker=contract.worker,
            country=contract.recruited_from,
            kind=contract.origin,
            price=MoneyWire.of(contract.price),
            wage=_wire(contract.wage),
            arrival_days=contract.arrival_days,
            texts=[TextView.of(each, contract.identities, reader) for each in contract.texts],
            signatures=[SignatureView.of(each) for each in contract.signatures],
            signed_on=contract.signed_on,
            status=contract.status,
        )


class EmploymentContractView(View):
    """The contract between employer and worker. `worse` names what is below the accepted offer."""

    id: UUID
    version: int
    office: UUID | None
    employer: UUID
    worker: UUID
    terms: TermsWire
    worse: list[str]
    consented_at: datetime | None
    missing_language: str
    texts: list[TextView]
    signatures: list[SignatureView]
    signed_on: date | None
    attested_at: datetime | None
    ended_on: date | None
    remarks: str
    status: EmploymentStatus

    @classmethod
    def of(cls, contract: EmploymentContract, reader: str) -> EmploymentContractView:
        """The contract as it travels."""
        return cls(
            id=contract.id,
            version=contract.version,
            office=contract.office,
            employer=contract.employer,
            worker=contract.worker,
            terms=TermsWire.of(contract.terms),
            worse=list(contract.worse),
            consented_at=contract.consented_at,
            missing_language=contract.missing_language,
            texts=[TextView.of(each, contract.identities, reader) for each in contract.texts],
            signatures=[SignatureView.of(each) for each in contract.signatures],
            signed_on=contract.signed_on,
            attested_at=contract.attested_at,
            ended_on=contract.ended_on,
            remarks=contract.remarks,
            status=contract.status,
        )


class DirectRecruitmentView(View):
    """A wish to recruit without an office, and what the Department said."""

    id: UUID
    version: int
    employer: UUID
    worker: UUID
    candidate: IdentityView
    country: str
    languages: list[str]
    reason: str
    asked_at: datetime
    decided_because: str
    closed_because: str
    status: DirectStatus

    @classmethod
    def of(cls, direct: DirectRecruitment) -> DirectRecruitmentView:
        """The wish as it travels."""
        return cls(
            id=direct.id,
            version=direct.version,
            employer=direct.employer,
            worker=direct.worker,
            candidate=IdentityView.of(direct.candidate.identity),
            country=direct.candidate.country,
            languages=list(direct.candidate.languages),
            reason=direct.reason,
            asked_at=direct.asked_at,
            decided_because=direct.decided_because,
            closed_because=direct.closed_because,
            status=direct.status,
        )
