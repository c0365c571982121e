"""What can happen to a recruitment contract and to a direct recruitment (M8)."""

from __future__ import annotations

from datetime import datetime

from attrs import frozen

from ..kernel.aggregate import Event
from ..kernel.identity import ContractId, RequestId, WorkerId
from ..kernel.money import Money
from ..kernel.parties import PartyKind


@frozen(kw_only=True)
class WorkerSelected(Event):
    """An employer has selected a worker; she is reserved, and contracts are to be drawn up."""

    contract: ContractId
    request: RequestId
    worker: WorkerId


@frozen(kw_only=True)
class RecruitmentWritten(Event):
    """Price, wage and texts of the contract stand; what was signed of earlier texts is void."""

    contract: ContractId
    price: Money
    texts: tuple[str, ...]


@frozen(kw_only=True)
class RecruitmentSigned(Event):
    """A party has signed this text."""

    contract: ContractId
    side: PartyKind
    sha256: str


@frozen(kw_only=True)
class RecruitmentConcluded(Event):
    """Employer and office are bound, and the worker's own contract is attested."""

    contract: ContractId
    request: RequestId
    price: Money


@frozen(kw_only=True)
class RecruitmentCancelled(Event):
    """The contract fell before the worker was handed over."""

    contract: ContractId
    request: RequestId
    side: PartyKind


@frozen(kw_only=True)
class SelectionLapsed(Event):
    """Not all had signed by the day that was due: the selection fell by itself."""

    contract: ContractId
    request: RequestId
    due: datetime


@frozen(kw_only=True)
class SelectionPutOff(Event):
    """The office is suspended, or was until lately: all have until then to sign."""

    contract: ContractId
    request: RequestId
    due: datetime


@frozen(kw_only=True)
class RecruitmentReturned(Event):
    """The Department did not attest it so: the contracts are to be drawn up and signed anew."""

    contract: ContractId


@frozen(kw_only=True)
class RecruitmentEnded(Event):
    """The worker is no longer held by it; what it promised of the guarantee stands."""

    contract: ContractId


@frozen(kw_only=True)
class DirectRecruitmentAsked(Event):
    """An employer asks the Department to let him recruit without an office (Art. 4)."""

    contract: ContractId


@frozen(kw_only=True)
class DirectRecruitmentApproved(Event):
    """The Department has approved."""

    contract: ContractId


@frozen(kw_only=True)
class DirectRecruitmentRefused(Event):
    """The Department has not approved; why, stands in the answer."""

    contract: ContractId


@frozen(kw_only=True)
class DirectRecruitmentDrawnUp(Event):
    """The employer has drawn its contract up."""

    contract: ContractId


@frozen(kw_only=True)
class DirectRecruitmentClosed(Event):
    """The contract has fallen or ended; she is nobody's candidate any more."""

    contract: ContractId
