"""What can happen to an employment contract (M8), and how one is listed."""

from __future__ import annotations

from datetime import date, datetime
from enum import StrEnum
from typing import ClassVar

from attrs import frozen

from ..kernel.aggregate import Event, Row
from ..kernel.identity import ContractId, EmployerId, OfficeId, WorkerId
from ..kernel.money import Money
from ..kernel.parties import PartyKind


class EmploymentStatus(StrEnum):
    """Where an employment contract stands."""

    DRAWN_UP = "drawn_up"
    SIGNED = "signed"
    ATTESTED = "attested"
    CANCELLED = "cancelled"
    ENDED = "ended"


@frozen(kw_only=True)
class EmploymentDrawnUp(Event):
    """The terms and the texts stand."""

    contract: ContractId
    wage: Money
    texts: tuple[str, ...]


@frozen(kw_only=True)
class EmploymentChanged(Event):
    """The terms or the texts were changed: what was signed of them before is void."""

    contract: ContractId
    wage: Money
    texts: tuple[str, ...]


@frozen(kw_only=True)
class WorseTermsConsented(Event):
    """The worker herself has consented to terms below those that she had accepted."""

    contract: ContractId
    worse: tuple[str, ...]
    sha256: str


@frozen(kw_only=True)
class EmploymentSigned(Event):
    """A party has signed this text."""

    contract: ContractId
    side: PartyKind
    sha256: str


@frozen(kw_only=True)
class EmploymentAttested(Event):
    """The Ministry's Department has attested the contract."""

    contract: ContractId


@frozen(kw_only=True)
class EmploymentReturned(Event):
    """The Department did not attest the contract; why, stands with it. What was signed is void."""

    contract: ContractId


@frozen(kw_only=True)
class DirectRecruitmentConcluded(Event):
    """A contract without an office is attested: the worker can be sent for."""

    contract: ContractId


@frozen(kw_only=True)
class EmploymentCancelled(Event):
    """The contract falls before the work began."""

    contract: ContractId


@frozen(kw_only=True)
class EmploymentEnded(Event):
    """The work is over."""

    contract: ContractId
    last_day: date


@frozen(kw_only=True)
class EmploymentContractRow(Row):
    """An employment contract as it is listed."""

    seen_by: ClassVar[dict[PartyKind, str]] = {
        PartyKind.OFFICE: "office",
        PartyKind.EMPLOYER: "employer",
        PartyKind.WORKER: "worker",
    }
    orders: ClassVar[tuple[str, ...]] = ("due",)

    office: OfficeId | None
    employer: EmployerId
    worker: WorkerId
    status: EmploymentStatus
    wage: Money
    signatures: int
    worse: tuple[str, ...]
    missing_language: str
    signed_on: date | None
    attested_on: date | None
    due: datetime
