"""What can happen to a placement (M4, M16), and the words for where it stands."""

from __future__ import annotations

from datetime import date
from enum import StrEnum

from attrs import frozen

from ..kernel.aggregate import Event
from ..kernel.identity import ContractId, PlacementId
from ..kernel.parties import PartyKind


class PlacementStatus(StrEnum):
    """Where a placement stands."""

    PREPARED = "prepared"
    ARRIVED = "arrived"
    HANDED_OVER = "handed_over"
    RETURNED = "returned"
    ENDED = "ended"
    CANCELLED = "cancelled"


class PlacementKind(StrEnum):
    """By which way she comes: within Qatar, from abroad, or from abroad without an office."""

    LOCAL = "local"
    ABROAD = "abroad"
    DIRECT = "direct"


class EndCause(StrEnum):
    """Why it ended; the words of the rule on end of service."""

    CONTRACT_END = "contract_end"
    RESIGNATION = "resignation"
    EMPLOYER_NOTICE = "employer_notice"
    DISMISSAL = "dismissal"
    WORKER_CAUSE = "worker_cause"
    DEATH = "death"
    TRANSFER = "transfer"


#: Who may claim which cause. Nobody says of the other side that it has left, is to blame, or is
#: dead: a death takes her voice from her, so the Ministry records it, on the paper that it has.
MAY_CLAIM: dict[PartyKind, frozenset[EndCause]] = {
    PartyKind.EMPLOYER: frozenset(
        {EndCause.CONTRACT_END, EndCause.EMPLOYER_NOTICE, EndCause.DISMISSAL}
    ),
    PartyKind.WORKER: frozenset(
        {EndCause.CONTRACT_END, EndCause.RESIGNATION, EndCause.WORKER_CAUSE, EndCause.TRANSFER}
    ),
    PartyKind.MINISTRY: frozenset(EndCause),
}


@frozen(kw_only=True)
class PlacementPrepared(Event):
    """The worker can be sent for."""

    placement: PlacementId
    contract: ContractId
    expected_arrival: date | None


@frozen(kw_only=True)
class VisaRecorded(Event):
    """Her visa was issued on this day."""

    placement: PlacementId
    on: date


@frozen(kw_only=True)
class TicketRecorded(Event):
    """She travels on this day."""

    placement: PlacementId
    on: date


@frozen(kw_only=True)
class MoveConsented(Event):
    """A worker in Qatar herself agrees to come to this employer."""

    placement: PlacementId
    employed: bool


@frozen(kw_only=True)
class NoticeNoted(Event):
    """Her current employer has had her notice; she is free from *ends* on."""

    placement: PlacementId
    given_on: date
    ends: date


@frozen(kw_only=True)
class DuesNoted(Event):
    """Her current employer has paid what was due to her."""

    placement: PlacementId
    on: date


@frozen(kw_only=True)
class WorkerArrived(Event):
    """She is in Qatar; the office houses and feeds her until hand-over."""

    placement: PlacementId
    on: date
    days_late: int | None


@frozen(kw_only=True)
class ArrivalLate(Event):
    """The agreed day has passed, and she has not come."""

    placement: PlacementId
    expected: date


@frozen(kw_only=True)
class HandOverStated(Event):
    """One side says that she was handed over on this day; the other has not confirmed it yet."""

    placement: PlacementId
    on: date


@frozen(kw_only=True)
class WorkerHandedOver(Event):
    """The worker is with the employer; the guarantee starts on this day."""

    placement: PlacementId
    contract: ContractId
    on: date


@frozen(kw_only=True)
class WorkerReturned(Event):
    """She is back with the office, which houses and feeds her again."""

    placement: PlacementId
    on: date


@frozen(kw_only=True)
class PlacementEnded(Event):
    """Her time with this employer is over."""

    placement: PlacementId
    last_day: date
    cause: EndCause


@frozen(kw_only=True)
class PlacementCancelled(Event):
    """The contract fell before she was handed over."""

    placement: PlacementId
