"""What travels of disputes and refunds (M10)."""

from __future__ import annotations

from datetime import date, datetime
from uuid import UUID

from maawin_core.disputes.dispute import Decision, Dispute, Statement
from maawin_core.disputes.events import DisputeGround, DisputeStatus, Outcome
from maawin_core.disputes.guarantee_refund import Forfeiture
from maawin_core.disputes.refund_obligation import RefundObligation, RefundStatus
from maawin_core.disputes.use_cases import (
    Findings,
)

from .wire import Body, MoneyWire, PartyWire, View, money_of


class OpenDisputeBody(Body):
    """A complaint about another party to the same contract."""

    contract: UUID
    against: PartyWire
    ground: DisputeGround
    text: str
    evidence: list[str] = []


class StatementBody(Body):
    """What a party says, with the names of kept files."""

    text: str
    evidence: list[str] = []


class SettleBody(Body):
    """What the parties have agreed on."""

    agreed: str


class ForfeitureBody(Body):
    """What the employer is said to have done, and whether that was found."""

    assault: bool
    breach: bool
    finding_recorded: bool

    @property
    def forfeiture(self) -> Forfeiture:
        """What was said, as the core takes it."""
        return Forfeiture(
            assault=self.assault, breach=self.breach, finding_recorded=self.finding_recorded
        )


class FindingsBody(Body):
    """What the officer found, where a refund is asked."""

    event_day: date | None = None
    government_fees: MoneyWire = MoneyWire("0.00")
    government_fees_receipted: MoneyWire = MoneyWire("0.00")
    forfeiture: ForfeitureBody | None = None
    amount: MoneyWire | None = None

    @property
    def findings(self) -> Findings:
        """The findings as the core takes them."""
        said = self.forfeiture
        return Findings(
            event_day=self.event_day,
            government_fees=self.government_fees.money,
            government_fees_receipted=self.government_fees_receipted.money,
            forfeiture=said.forfeiture if said else None,
            amount=money_of(self.amount),
        )


class DecideBody(Body):
    """A decision; *amount* for a payment that is not a refund."""

    outcome: Outcome
    reason: str
    findings: FindingsBody | None = None
    amount: MoneyWire | None = None


class StatementView(View):
    """What a party has said."""

    by: PartyWire
    text: str
    at: datetime
    evidence: list[str]

    @classmethod
    def of(cls, statement: Statement) -> StatementView:
        """The statement as it travels."""
        return cls(
            by=PartyWire.of(statement.by),
            text=statement.text,
            at=statement.at,
            evidence=list(statement.evidence),
        )


class DecisionView(View):
    """What was decided, with the sheet of its figure."""

    outcome: Outcome
    reason: str
    at: datetime
    amount: MoneyWire
    held: MoneyWire
    sheet: str

    @classmethod
    def of(cls, decision: Decision) -> DecisionView:
        """The decision as it travels."""
        return cls(
            outcome=decision.outcome,
            reason=decision.reason,
            at=decision.at,
            amount=MoneyWire.of(decision.amount),
            held=MoneyWire.of(decision.held),
            sheet=decision.sheet,
        )


class DisputeView(View):
    """A dispute, whole."""

    id: UUID
    version: int
    opened_by: PartyWire
    against: PartyWire
    contract: UUID | None
    ground: DisputeGround
    status: DisputeStatus
    due: datetime | None
    statements: list[StatementView]
    decisions: list[DecisionView]
    agreed: str

    @classmethod
    def of(cls, dispute: Dispute) -> DisputeView:
        """The dispute as it travels."""
        return cls(
            id=dispute.id,
            version=dispute.version,
            opened_by=PartyWire.of(dispute.opened_by),
            against=PartyWire.of(dispute.against),
            contract=dispute.contract,
            ground=dispute.ground,
            status=dispute.status,
            due=dispute.due,
            statements=[StatementView.of(each) for each in dispute.statements],
            decisions=[DecisionView.of(each) for each in dispute.decisions],
            agreed=dispute.agreed,
        )


class RefundView(View):
    """A refund, whole; *to_return* is what an appeal took back of it after it was given."""

    id: UUID
    version: int
    dispute: UUID | None
    payment: UUID
    office: UUID
    employer: UUID
    amount: MoneyWire
    status: RefundStatus
    due: datetime
    given_at: datetime | None
    to_return: MoneyWire | None
    return_due: datetime | None
    sent_back_at: datetime | None

    @classmethod
    def of(cls, refund: RefundObligation) -> RefundView:
        """The refund as it travels."""
        back = refund.to_return
        return cls(
            id=refund.id, version=refund.version, dispute=refund.dispute, payment=refund.payment,
            office=refund.office, employer=refund.employer, amount=MoneyWire.of(refund.amount),
            status=refund.status, due=refund.due, given_at=refund.given_at,
            to_return=None if back is None else MoneyWire.of(back),
            return_due=refund.return_due, sent_back_at=refund.sent_back_at,
        )  # fmt: skip
