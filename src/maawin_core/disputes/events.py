"""What can happen to a dispute (M10), its stages, grounds and outcomes, and how it is listed."""

from __future__ import annotations

from datetime import datetime
from enum import StrEnum
from typing import ClassVar
from uuid import UUID

from attrs import frozen

from ..kernel.aggregate import Event, Row
from ..kernel.identity import DisputeId
from ..kernel.money import Money
from ..kernel.parties import Party, PartyKind


class DisputeStatus(StrEnum):
    """The stages of a dispute. Each but the last three has a clock."""

    AMICABLE = "amicable"
    REFERRED = "referred"
    DECIDED = "decided"  # and may still be appealed
    APPEALED = "appealed"
    FINAL = "final"
    SETTLED = "settled"
    WITHDRAWN = "withdrawn"


OPEN_TO_DECISION = (DisputeStatus.AMICABLE, DisputeStatus.REFERRED, DisputeStatus.APPEALED)


class DisputeGround(StrEnum):
    """Why a dispute is opened: by an employer, by a worker, by an office."""

    CHANGE_OF_MIND = "change_of_mind"
    REFUSAL_TO_WORK = "refusal_to_work"
    LEFT_WORK = "left_work"
    CHRONIC_DISEASE = "chronic_disease"
    WORKER_BREACH = "worker_breach"
    NOT_DELIVERED = "not_delivered"
    CANCELLED_BEFORE_HAND_OVER = "cancelled_before_hand_over"
    UNPAID_WAGE = "unpaid_wage"
    TREATMENT = "treatment"
    PAPERS_WITHHELD = "papers_withheld"
    CONTRACT_CHANGED = "contract_changed"
    DUES_UNPAID = "dues_unpaid"
    CHARGED_TO_WORKER = "charged_to_worker"
    FEE_UNPAID = "fee_unpaid"
    OTHER = "other"


#: The grounds that say something of the worker: whoever complains of whom, she is heard.
OF_THE_WORKER = frozenset({
    DisputeGround.REFUSAL_TO_WORK, DisputeGround.LEFT_WORK, DisputeGround.CHRONIC_DISEASE,
    DisputeGround.WORKER_BREACH,
})  # fmt: skip

#: The grounds on which an employer asks for the recruitment fee back.
REFUND_GROUNDS = frozenset(DisputeGround) - {
    DisputeGround.UNPAID_WAGE, DisputeGround.TREATMENT, DisputeGround.PAPERS_WITHHELD,
    DisputeGround.CONTRACT_CHANGED, DisputeGround.DUES_UNPAID, DisputeGround.CHARGED_TO_WORKER,
    DisputeGround.FEE_UNPAID, DisputeGround.OTHER,
}  # fmt: skip


class Outcome(StrEnum):
    """What a dispute can end in."""

    REFUND = "refund"
    PAYMENT = "payment"
    ORDER = "order"
    SETTLEMENT = "settlement"
    NOTHING = "nothing"


@frozen(kw_only=True)
class DisputeOpened(Event):
    """A party has a complaint against another."""

    dispute: DisputeId
    ground: DisputeGround


@frozen(kw_only=True)
class StatementMade(Event):
    """A party has said its part."""

    dispute: DisputeId
    party: Party


@frozen(kw_only=True)
class DisputeReferred(Event):
    """The amicable stage has ended without a settlement."""

    dispute: DisputeId


@frozen(kw_only=True)
class DisputeSettled(Event):
    """The parties have agreed."""

    dispute: DisputeId


@frozen(kw_only=True)
class DisputeWithdrawn(Event):
    """Whoever opened it has taken it back."""

    dispute: DisputeId


@frozen(kw_only=True)
class DisputeDecided(Event):
    """It was decided. The sheet of the figure goes with it, whole."""

    dispute: DisputeId
    outcome: Outcome
    amount: Money
    sheet: str


@frozen(kw_only=True)
class DisputeAppealed(Event):
    """A party asks for the decision to be looked at again."""

    dispute: DisputeId
    party: Party


@frozen(kw_only=True)
class DisputeMadeFinal(Event):
    """Nobody has appealed in time, or the appeal has been decided."""

    dispute: DisputeId


@frozen(kw_only=True)
class DisputeRow(Row):
    """A dispute as it is listed; each side finds it under its own column."""

    seen_by: ClassVar[dict[PartyKind, str]] = {
        PartyKind.OFFICE: "office",
        PartyKind.EMPLOYER: "employer",
        PartyKind.WORKER: "worker",
    }

    office: UUID | None
    employer: UUID | None
    worker: UUID | None
    country: str
    opened_by: str
    ground: DisputeGround
    status: DisputeStatus
    outcome: Outcome | None
    opened_at: datetime
    due: datetime | None
