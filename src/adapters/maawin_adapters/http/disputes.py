"""Disputes and refunds over HTTP (M10)."""

from __future__ import annotations

from datetime import date, datetime
from uuid import UUID

from litestar import Controller, get, post
from litestar.di import NamedDependency
from litestar.params import FromPath, FromQuery, JSONBody

from maawin_core.access.use_cases import Browse, LookAt
from maawin_core.disputes.dispute import (
    Decision,
    Dispute,
    DisputeGround,
    DisputeRow,
    DisputeStatus,
    Outcome,
    Statement,
)
from maawin_core.disputes.guarantee_refund import Forfeiture
from maawin_core.disputes.refund_obligation import RefundRow
from maawin_core.disputes.use_cases import (
    AppealDispute,
    DecideDispute,
    Findings,
    OpenDispute,
    SettleDispute,
    StateCase,
    WithdrawDispute,
)
from maawin_core.kernel.aggregate import Version
from maawin_core.kernel.identity import ContractId, DisputeId
from maawin_core.kernel.money import Money
from maawin_core.kernel.parties import Actor

from .wire import Body, MoneyWire, PageView, PartyWire, View, browsed, money_of, row_view


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


class Disputes(Controller):
    """Complaints of any party, and what becomes of them."""

    path = "/disputes"
    tags = ["Disputes"]

    @get("/", sync_to_thread=True)
    def browse_disputes(
        self,
        actor: NamedDependency[Actor],
        browse: NamedDependency[Browse],
        after: FromQuery[str | None] = None,
        limit: FromQuery[int] = 50,
    ) -> PageView[row_view(DisputeRow)]:  # type: ignore[valid-type]
        """Disputes that the caller may see, oldest first."""
        return browsed(browse, actor, DisputeRow, order=("opened_at",), after=after, limit=limit)

    @post("/", sync_to_thread=True)
    def open_dispute(
        self,
        data: JSONBody[OpenDisputeBody],
        actor: NamedDependency[Actor],
        open_dispute: NamedDependency[OpenDispute],
    ) -> DisputeView:
        """Complain about another party to a contract."""
        opened = open_dispute(
            actor,
            ContractId(data.contract),
            data.against.party,
            data.ground,
            data.text,
            tuple(data.evidence),
        )
        return DisputeView.of(opened)

    @get("/{dispute_id:uuid}", sync_to_thread=True)
    def look_at_dispute(
        self,
        dispute_id: FromPath[UUID],
        actor: NamedDependency[Actor],
        look_at: NamedDependency[LookAt],
    ) -> DisputeView:
        """One dispute, whole."""
        return DisputeView.of(look_at(actor, Dispute, dispute_id))

    @post("/{dispute_id:uuid}/statements", sync_to_thread=True)
    def state_case(
        self,
        dispute_id: FromPath[UUID],
        data: JSONBody[StatementBody],
        actor: NamedDependency[Actor],
        seen: NamedDependency[Version | None],
        state_case: NamedDependency[StateCase],
    ) -> DisputeView:
        """Add a statement with its evidence."""
        evidence = tuple(data.evidence)
        said = state_case(actor, DisputeId(dispute_id), data.text, evidence, seen=seen)
        return DisputeView.of(said)

    @post("/{dispute_id:uuid}/withdraw", status_code=200, sync_to_thread=True)
    def withdraw_dispute(
        self,
        dispute_id: FromPath[UUID],
        actor: NamedDependency[Actor],
        seen: NamedDependency[Version | None],
        withdraw_dispute: NamedDependency[WithdrawDispute],
    ) -> DisputeView:
        """Take back a complaint."""
        return DisputeView.of(withdraw_dispute(actor, DisputeId(dispute_id), seen=seen))

    @post("/{dispute_id:uuid}/settle", status_code=200, sync_to_thread=True)
    def settle_dispute(
        self,
        dispute_id: FromPath[UUID],
        data: JSONBody[SettleBody],
        actor: NamedDependency[Actor],
        seen: NamedDependency[Version | None],
        settle_dispute: NamedDependency[SettleDispute],
    ) -> DisputeView:
        """Record what the parties have agreed on."""
        return DisputeView.of(settle_dispute(actor, DisputeId(dispute_id), data.agreed, seen=seen))

    @post("/{dispute_id:uuid}/decide", status_code=200, sync_to_thread=True)
    def decide_dispute(
        self,
        dispute_id: FromPath[UUID],
        data: JSONBody[DecideBody],
        actor: NamedDependency[Actor],
        seen: NamedDependency[Version | None],
        decide_dispute: NamedDependency[DecideDispute],
    ) -> DisputeView:
        """Decide: a refund is what the rule says of the findings."""
        decided = decide_dispute(
            actor,
            DisputeId(dispute_id),
            data.outcome,
            data.reason,
            data.findings.findings if data.findings else None,
            amount=data.amount.money if data.amount else Money(0),
            seen=seen,
        )
        return DisputeView.of(decided)

    @post("/{dispute_id:uuid}/appeal", status_code=200, sync_to_thread=True)
    def appeal_dispute(
        self,
        dispute_id: FromPath[UUID],
        data: JSONBody[StatementBody],
        actor: NamedDependency[Actor],
        seen: NamedDependency[Version | None],
        appeal_dispute: NamedDependency[AppealDispute],
    ) -> DisputeView:
        """Ask for the decision to be looked at again."""
        return DisputeView.of(appeal_dispute(actor, DisputeId(dispute_id), data.text, seen=seen))


class Refunds(Controller):
    """Refunds that are owed, and since when."""

    path = "/refunds"
    tags = ["Disputes"]

    @get("/", sync_to_thread=True)
    def browse_refunds(
        self,
        actor: NamedDependency[Actor],
        browse: NamedDependency[Browse],
        after: FromQuery[str | None] = None,
        limit: FromQuery[int] = 50,
    ) -> PageView[row_view(RefundRow)]:  # type: ignore[valid-type]
        """The ageing list: refunds by the day on which they are due."""
        return browsed(browse, actor, RefundRow, order=("due",), after=after, limit=limit)
