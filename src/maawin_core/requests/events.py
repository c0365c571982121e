"""What can happen to a recruitment request (M4)."""

from __future__ import annotations

from datetime import date, datetime

from attrs import frozen

from ..kernel.aggregate import Event
from ..kernel.identity import ContractId, EmployerId, OfferId, OfficeId, RequestId, WorkerId
from ..kernel.parties import PartyKind


@frozen(kw_only=True)
class RequestSubmitted(Event):
    """An employer has asked an office."""

    request: RequestId
    office: OfficeId
    employer: EmployerId
    offer: OfferId | None


@frozen(kw_only=True)
class RequestAccepted(Event):
    """The office takes the request on, on the terms of this version of this offer."""

    request: RequestId
    offer: OfferId
    number: int


@frozen(kw_only=True)
class RequestDeclined(Event):
    """The office does not take the request on."""

    request: RequestId


@frozen(kw_only=True)
class InterviewsBegun(Event):
    """A first interview is being arranged."""

    request: RequestId


@frozen(kw_only=True)
class RequestSelected(Event):
    """The employer has chosen this worker."""

    request: RequestId
    worker: WorkerId


@frozen(kw_only=True)
class RequestReopened(Event):
    """A selection, or a contract, fell through: the employer chooses again."""

    request: RequestId


@frozen(kw_only=True)
class RequestContracted(Event):
    """The contracts of the request are concluded."""

    request: RequestId
    contract: ContractId


@frozen(kw_only=True)
class RequestCompleted(Event):
    """The worker was handed over on this day."""

    request: RequestId
    on: date


@frozen(kw_only=True)
class RequestCancelled(Event):
    """One side, or the Ministry, has ended it before its end."""

    request: RequestId
    by: PartyKind


@frozen(kw_only=True)
class RequestPutOff(Event):
    """The office is suspended, or was until lately: the request waits, until then at the least."""

    request: RequestId
    until: datetime


@frozen(kw_only=True)
class RequestExpired(Event):
    """Nobody has taken the step that was due, for too long."""

    request: RequestId


@frozen(kw_only=True)
class StepDoneOutside(Event):
    """A step of the request was done outside the system, and that is recorded."""

    request: RequestId
    step: str
    on: date
