"""What travels about the end of a service (M12)."""

from __future__ import annotations

import json
from datetime import date, datetime
from typing import Any
from uuid import UUID

from maawin_core.end_of_service.dues import ClaimedDebt, Dues, Ticket
from maawin_core.end_of_service.end_of_service import DebtKind, DebtStatus, Ending
from maawin_core.end_of_service.events import DuesMeans, SettlementStatus
from maawin_core.end_of_service.settlement import Settlement
from maawin_core.kernel.parties import PartyKind

from .wire import Body, MoneyWire, View


class EstimateBody(Body):
    """What if she left on this day, for this cause?"""

    placement: UUID
    day: date
    cause: Ending
    leaves_for_good: bool = False
    days_taken: int = 0


class DrawUpBody(Body):
    """What a side knows better; what is left out stays as it is."""

    days_taken: int | None = None
    leaves_for_good: bool | None = None


class ReasonBody(Body):
    """Why."""

    reason: str


class ResolveBody(Body):
    """What the Ministry has decided is due, and why."""

    amount: MoneyWire
    reason: str


class DebtBody(Body):
    """What the employer says that the worker owes him."""

    kind: DebtKind
    amount: MoneyWire
    note: str
    evidence: str = ""


class DebtAnswerBody(Body):
    """Whether a debt is owed."""

    owed: bool


class DismissalBody(Body):
    """The decision that Art. 16 applies: its ground, and the name of the kept evidence."""

    ground: str
    evidence: str


class PayDuesBody(Body):
    """What the employer has paid; *ticket* is the reference of the journey home, where due."""

    amount: MoneyWire
    on: date
    means: DuesMeans
    reference: str = ""
    evidence: str = ""
    ticket: str = ""


class DuesView(View):
    """What is due, with its whole sheet: a decision record that anybody can replay."""

    amount: MoneyWire
    gratuity: MoneyWire
    leave_pay: MoneyWire
    ticket: Ticket
    flags: list[str]
    record: str
    sheet: dict[str, Any]

    @classmethod
    def of(cls, dues: Dues) -> DuesView:
        """The dues as they travel."""
        return cls(
            amount=MoneyWire.of(dues.amount),
            gratuity=MoneyWire.of(dues.gratuity),
            leave_pay=MoneyWire.of(dues.leave_pay),
            ticket=dues.ticket,
            flags=list(dues.flags),
            record=dues.digest,
            sheet=json.loads(dues.record),
        )


class EstimateView(View):
    """What would be due, and by when."""

    dues: DuesView
    due: date


class DebtView(View):
    """A debt that the employer claims."""

    id: UUID
    kind: DebtKind
    amount: MoneyWire
    note: str
    status: DebtStatus

    @classmethod
    def of(cls, debt: ClaimedDebt) -> DebtView:
        """The debt as it travels."""
        return cls(
            id=debt.id,
            kind=debt.kind,
            amount=MoneyWire.of(debt.amount),
            note=debt.note,
            status=debt.status,
        )


class SettlementView(View):
    """A settlement, whole."""

    id: UUID
    version: int
    employer: UUID
    worker: UUID
    cause: Ending
    first_day: date
    last_day: date
    status: SettlementStatus
    amount: MoneyWire
    due: date
    answer_by: datetime
    overdue: bool
    agreed_by: list[PartyKind]
    objection: str
    decision: str
    debts: list[DebtView]
    dues: DuesView
    settled_on: date | None

    @classmethod
    def of(cls, settlement: Settlement) -> SettlementView:
        """The settlement as it travels."""
        service = settlement.service
        return cls(
            id=settlement.id,
            version=settlement.version,
            employer=settlement.employer,
            worker=settlement.worker,
            cause=service.cause,
            first_day=service.first_day,
            last_day=service.last_day,
            status=settlement.status,
            amount=MoneyWire.of(settlement.amount),
            due=settlement.due,
            answer_by=settlement.answer_by,
            overdue=settlement.overdue,
            agreed_by=sorted(party.kind for party in settlement.agreed_by),
            objection=settlement.objection,
            decision=settlement.decision,
            debts=[DebtView.of(each) for each in settlement.said.debts],
            dues=DuesView.of(settlement.dues),
            settled_on=settlement.settled_on,
        )
