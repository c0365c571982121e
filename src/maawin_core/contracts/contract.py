"""The recruitment contract (M8), between employer and office."""

from __future__ import annotations

from datetime import date, datetime
from enum import StrEnum
from typing import ClassVar
from uuid import UUID

from attrs import frozen

from ..kernel.aggregate import Aggregate, Claim, Moment, Row
from ..kernel.calendar import civil_day
from ..kernel.errors import RuleBroken, require
from ..kernel.identity import (
    ContractId,
    EmployerId,
    Identity,
    OfferId,
    OfficeId,
    RequestId,
    WorkerId,
)
from ..kernel.money import Money
from ..kernel.obligation import Obligation
from ..kernel.parties import Party, PartyKind, employer, office, worker
from ..workers.worker import Origin
from .employment import EmploymentContract, EmploymentStatus
from .events import (
    RecruitmentCancelled,
    RecruitmentConcluded,
    RecruitmentEnded,
    RecruitmentReturned,
    RecruitmentSigned,
    RecruitmentWritten,
    SelectionLapsed,
    SelectionPutOff,
    WorkerSelected,
)
from .signing import ContractText, Signature, hashes, must_be_known, must_be_signer
from .terms import Offered

#: What later steps take from here by name.
__all__ = [
    "ContractStatus", "RecruitmentCancelled", "RecruitmentConcluded", "RecruitmentContract",
    "RecruitmentContractRow", "WorkerSelected",
]  # fmt: skip


class ContractStatus(StrEnum):
    """Where a contract stands."""

    DRAWN_UP = "drawn_up"
    CONCLUDED = "concluded"
    CANCELLED = "cancelled"
    ENDED = "ended"


@frozen(kw_only=True)
class RecruitmentContractRow(Row):
    """A recruitment contract as it is listed."""

    seen_by: ClassVar[dict[PartyKind, str]] = {
        PartyKind.OFFICE: "office",
        PartyKind.EMPLOYER: "employer",
        PartyKind.WORKER: "worker",
    }

    request: RequestId
    office: OfficeId
    employer: EmployerId
    worker: WorkerId
    country: str
    kind: Origin
    status: ContractStatus
    price: Money
    signatures: int
    signed_on: date | None


@frozen(kw_only=True)
class RecruitmentContract(Aggregate):
    """Employer and office agree on a worker, a price and a guarantee. It holds the worker, and its
    request, for nobody else until it is cancelled or ended; its price is never above the offer's;
    it is concluded once both have signed and her own contract is attested."""

    request: RequestId
    office: OfficeId
    employer: EmployerId
    worker: WorkerId
    offer: OfferId | None = None
    recruited_from: str
    origin: Origin = Origin.ABROAD
    price: Money
    wage: Money | None = None
    #: The price that the employer accepted, and what the worker was promised.
    offered_price: Money | None = None
    offered: Offered | None = None
    arrival_days: int = 0
    #: The employer, then the office, as they were known when the texts were written.
    identities: tuple[Identity, ...] = ()
    texts: tuple[ContractText, ...] = ()
    signatures: tuple[Signature, ...] = ()
    due: datetime | None = None
    held_up: bool = False
    signed_on: date | None = None
    reason: str = ""
    status: ContractStatus = ContractStatus.DRAWN_UP

    @classmethod
    def selected(  # noqa: PLR0913 (the facts of one selection)
        cls,
        id: UUID,
        *,
        request: RequestId,
        office: OfficeId,
        employer: EmployerId,
        worker: WorkerId,
        offer: OfferId,
        recruited_from: str,
        origin: Origin,
        price: Money,
        offered: Offered,
        arrival_days: int,
        due: datetime,
        at: datetime,
    ) -> RecruitmentContract:
        """The employer has selected a worker on this offer: she is held, texts are to follow."""
        made = cls(
            id=id, request=request, office=office, employer=employer, worker=worker, offer=offer,
            recruited_from=recruited_from, origin=origin, price=price, offered_price=price,
            offered=offered, wage=offered.basic_wage, arrival_days=arrival_days, due=due,
        )  # fmt: skip
        event = WorkerSelected(at=at, contract=ContractId(id), request=request, worker=worker)
        return made.after(event)

    @property
    def signers(self) -> tuple[Party, ...]:
        """Who has to sign: the two whose contract it is."""
        return (employer(self.employer), office(self.office))

    @property
    def promised(self) -> Offered:
        """What the worker was promised on the offer that was accepted."""
        if self.offered is None:
            raise RuleBroken("request_without_offer", id=self.request)
        return self.offered

    @property
    def is_open(self) -> bool:
        """Whether it still holds the worker."""
        return self.status in (ContractStatus.DRAWN_UP, ContractStatus.CONCLUDED)

    def must_allow(self, price: Money) -> None:
        """Refuse a price above the one that the employer accepted."""
        if self.offered_price is not None and price > self.offered_price:
            raise RuleBroken("price_above_offer", found=price, needed=self.offered_price)

    def written(
        self,
        price: Money,
        wage: Money,
        texts: tuple[ContractText, ...],
        identities: tuple[Identity, ...],
        at: datetime,
    ) -> RecruitmentContract:
        """Price, wage and texts stand. The same texts again change nothing, others void what was
        signed."""
        self.must_be(ContractStatus.DRAWN_UP)
        self.must_allow(price)
        if hashes(texts) == hashes(self.texts):
            return self
        event = RecruitmentWritten(at=at, contract=self._id, price=price, texts=hashes(texts))
        return self.after(
            event, price=price, wage=wage, texts=texts, identities=identities, signatures=()
        )

    def signed(self, by: Party, sha256: str, at: datetime) -> RecruitmentContract:
        """A party has signed the text that it saw; a second signature of the same is the first."""
        must_be_signer(by, self.signers)
        if any((each.party, each.sha256) == (by, sha256) for each in self.signatures):
            return self
        self.must_be(ContractStatus.DRAWN_UP)
        must_be_known(sha256, self.texts)
        others = tuple(each for each in self.signatures if each.party != by)
        event = RecruitmentSigned(at=at, contract=self._id, side=by.kind, sha256=sha256)
        return self.after(event, signatures=(*others, Signature(by, at, sha256)))

    @property
    def signed_by_all(self) -> bool:
        """Whether employer and office have both signed the texts that stand."""
        return {each.party for each in self.signatures} == set(self.signers)

    def concluded(self, employment: EmploymentContract, at: datetime) -> RecruitmentContract:
        """Both have signed, and the worker's own contract is attested: employer and office are
        bound from the day of the last signature. Before that nothing happens."""
        if self.status is ContractStatus.CONCLUDED:
            return self
        self.must_be(ContractStatus.DRAWN_UP)
        require(employment.id == self.id, "other_contract", found=employment.id, needed=self.id)
        attested = employment.status is EmploymentStatus.ATTESTED
        if not attested or not self.signed_by_all:
            return self
        event = RecruitmentConcluded(
            at=at, contract=self._id, request=self.request, price=self.price
        )
        last = max(each.at for each in self.signatures)
        return self.after(
            event, signed_on=civil_day(last), due=None, status=ContractStatus.CONCLUDED
        )

    def cancelled(self, by: Party, reason: str, at: datetime) -> RecruitmentContract:
        """It fell before the worker was handed over; she is held no more."""
        if self.status is ContractStatus.CANCELLED:
            return self
        self.must_be(ContractStatus.DRAWN_UP, ContractStatus.CONCLUDED)
        require(reason.strip(), "text_missing", field="reason")
        event = RecruitmentCancelled(at=at, contract=self._id, request=self.request, side=by.kind)
        return self.after(event, due=None, reason=reason, status=ContractStatus.CANCELLED)

    def returned(self, due: datetime, at: datetime) -> RecruitmentContract:
        """The Department did not attest the worker's contract: both are to be written and signed
        anew, by *due*."""
        self.must_be(ContractStatus.DRAWN_UP)
        event = RecruitmentReturned(at=at, contract=self._id)
        return self.after(event, texts=(), identities=(), signatures=(), due=due)

    def lapsed(self, employment: EmploymentContract | None, at: datetime) -> RecruitmentContract:
        """The day by which all had to sign has come, and they have not: the selection falls.

        Where only the Department's attestation is missing, nothing happens: nobody loses her
        place because an office of the State is slow.
        """
        if self.status is not ContractStatus.DRAWN_UP or self.due is None or at < self.due:
            return self
        signed = employment is not None and employment.status is EmploymentStatus.SIGNED
        if signed and self.signed_by_all:
            return self
        event = SelectionLapsed(at=at, contract=self._id, request=self.request, due=self.due)
        return self.after(event, due=None, status=ContractStatus.CANCELLED)

    def put_off(self, until: datetime, at: datetime, *, held_up: bool) -> RecruitmentContract:
        """Its office is suspended (*held_up*) or was until lately: there is time until then."""
        event = SelectionPutOff(at=at, contract=self._id, request=self.request, due=until)
        return self.after(event, due=until, held_up=held_up)

    def ended(self, at: datetime) -> RecruitmentContract:
        """The worker is no longer with the employer; she is held no more."""
        if self.status is ContractStatus.ENDED:
            return self
        self.must_be(ContractStatus.CONCLUDED)
        return self.after(RecruitmentEnded(at=at, contract=self._id), status=ContractStatus.ENDED)

    @property
    def _id(self) -> ContractId:
        return ContractId(self.id)

    def parties(self) -> frozenset[Party]:
        return frozenset({office(self.office), employer(self.employer), worker(self.worker)})

    def claims(self) -> frozenset[Claim]:
        if not self.is_open:
            return frozenset()
        return frozenset(
            {
                Claim("worker_reserved", str(self.worker)),
                Claim("contract_of_request", str(self.request)),
            }
        )

    def moments(self) -> frozenset[Moment]:
        if self.status is not ContractStatus.DRAWN_UP or self.due is None:
            return frozenset()
        return frozenset({Moment("conclusion_overdue", self.due)})

    def obligations(self) -> tuple[Obligation, ...]:
        if self.status is not ContractStatus.DRAWN_UP or self.due is None:
            return ()
        payer, agent = self.signers
        if not self.texts:
            return (Obligation("draw_up_contract", agent, payer, self.due, self.request),)
        have = {each.party for each in self.signatures}
        owing = [(payer, agent), (agent, payer)]
        return tuple(
            Obligation("sign_recruitment_contract", owner, other, self.due, self.request)
            for owner, other in owing
            if owner not in have
        )

    def rows(self) -> tuple[Row, ...]:
        return (
            RecruitmentContractRow(
                key=self.id, request=self.request, office=self.office, employer=self.employer,
                worker=self.worker, country=self.recruited_from, kind=self.origin,
                status=self.status, price=self.price, signatures=len(self.signatures),
                signed_on=self.signed_on,
            ),
        )  # fmt: skip
