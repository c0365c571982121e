"""A dispute (M10): between two parties, over a ground, until it is settled or finally decided."""

from __future__ import annotations

from datetime import datetime
from uuid import UUID

from attrs import frozen

from ..kernel.aggregate import Aggregate, Claim, Moment, Row
from ..kernel.errors import RuleBroken, require
from ..kernel.identity import ContractId, DisputeId, RequestId
from ..kernel.money import Money
from ..kernel.obligation import Obligation
from ..kernel.parties import MINISTRY, Party, PartyKind
from .events import (
    OPEN_TO_DECISION,
    DisputeAppealed,
    DisputeDecided,
    DisputeGround,
    DisputeMadeFinal,
    DisputeOpened,
    DisputeReferred,
    DisputeRow,
    DisputeSettled,
    DisputeStatus,
    DisputeWithdrawn,
    Outcome,
    StatementMade,
)


@frozen
class Statement:
    """What one party says, with the papers that go with it (names of kept files)."""

    by: Party
    text: str
    at: datetime
    evidence: tuple[str, ...] = ()


@frozen
class Decision:
    """What was decided, why, and by which sheet (a decision record that can be replayed)."""

    outcome: Outcome
    reason: str
    at: datetime
    amount: Money = Money(0)
    held: Money = Money(0)
    sheet: str = ""


@frozen(kw_only=True)
class Dispute(Aggregate):
    """One complaint of one party against another. It is decided once, and once more on appeal;
    what it decides never depends on who says so first."""

    opened_by: Party
    against: Party
    concerned: frozenset[Party] = frozenset()
    contract: ContractId | None = None
    request: RequestId | None = None
    country: str = ""
    ground: DisputeGround
    opened_at: datetime
    due: datetime | None
    statements: tuple[Statement, ...] = ()
    decisions: tuple[Decision, ...] = ()
    agreed: str = ""
    status: DisputeStatus = DisputeStatus.AMICABLE

    @classmethod
    def opened(  # noqa: PLR0913 (the facts of a complaint)
        cls,
        id: UUID,
        *,
        by: Party,
        against: Party,
        ground: DisputeGround,
        text: str,
        at: datetime,
        due: datetime,
        concerned: frozenset[Party] = frozenset(),
        contract: ContractId | None = None,
        request: RequestId | None = None,
        country: str = "",
        evidence: tuple[str, ...] = (),
    ) -> Dispute:
        """A party complains; the amicable stage begins."""
        require(by != against, "dispute_with_oneself", party=by.kind)
        require(text.strip(), "text_missing", field="text")
        made = cls(
            id=id, opened_by=by, against=against, concerned=concerned, contract=contract,
            request=request, country=country, ground=ground, opened_at=at, due=due,
            statements=(Statement(by, text, at, evidence),),
        )  # fmt: skip
        return made.after(DisputeOpened(at=at, dispute=DisputeId(id), ground=ground))

    @property
    def decision(self) -> Decision | None:
        """The decision that holds."""
        return self.decisions[-1] if self.decisions else None

    def stated(self, statement: Statement) -> Dispute:
        """A party says its part, while anybody still listens."""
        self.must_be(*OPEN_TO_DECISION)
        require(statement.text.strip(), "text_missing", field="text")
        event = StatementMade(at=statement.at, dispute=self._id, party=statement.by)
        return self.after(event, statements=(*self.statements, statement))

    def referred(self, due: datetime, at: datetime) -> Dispute:
        """No settlement in time: it goes to the committee."""
        if self.status is not DisputeStatus.AMICABLE:
            return self
        event = DisputeReferred(at=at, dispute=self._id)
        return self.after(event, status=DisputeStatus.REFERRED, due=due)

    def settled(self, agreed: str, at: datetime) -> Dispute:
        """The parties have agreed on what is written in *agreed*."""
        self.must_be(DisputeStatus.AMICABLE, DisputeStatus.REFERRED)
        require(agreed.strip(), "text_missing", field="agreed")
        event = DisputeSettled(at=at, dispute=self._id)
        return self.after(event, status=DisputeStatus.SETTLED, agreed=agreed, due=None)

    def withdrawn(self, by: Party, at: datetime) -> Dispute:
        """Whoever opened it takes it back; nobody else can."""
        self.must_be(DisputeStatus.AMICABLE, DisputeStatus.REFERRED)
        require(by == self.opened_by, "not_the_opener", party=by.kind, needed=self.opened_by.kind)
        event = DisputeWithdrawn(at=at, dispute=self._id)
        return self.after(event, status=DisputeStatus.WITHDRAWN, due=None)

    def decided(self, decision: Decision, due: datetime) -> Dispute:
        """It is decided; a first decision may be appealed until *due*, a second is final."""
        self.must_be(*OPEN_TO_DECISION)
        require(decision.reason.strip(), "text_missing", field="reason")
        final = self.status is DisputeStatus.APPEALED
        event = DisputeDecided(
            at=decision.at, dispute=self._id, outcome=decision.outcome, amount=decision.amount,
            sheet=decision.sheet,
        )  # fmt: skip
        return self.after(
            event,
            decisions=(*self.decisions, decision),
            status=DisputeStatus.FINAL if final else DisputeStatus.DECIDED,
            due=None if final else due,
        )

    def appealed(self, statement: Statement, due: datetime) -> Dispute:
        """A party asks for another look, in time."""
        self.must_be(DisputeStatus.DECIDED)
        require(statement.text.strip(), "text_missing", field="text")
        if self.due is not None and statement.at >= self.due:
            raise RuleBroken("appeal_too_late", found=statement.at, needed=self.due)
        event = DisputeAppealed(at=statement.at, dispute=self._id, party=statement.by)
        return self.after(
            event,
            status=DisputeStatus.APPEALED,
            statements=(*self.statements, statement),
            due=due,
        )

    def made_final(self, at: datetime) -> Dispute:
        """Nobody appealed in time."""
        if self.status is not DisputeStatus.DECIDED:
            return self
        event = DisputeMadeFinal(at=at, dispute=self._id)
        return self.after(event, status=DisputeStatus.FINAL, due=None)

    @property
    def _id(self) -> DisputeId:
        return DisputeId(self.id)

    def parties(self) -> frozenset[Party]:
        return self.concerned | {self.opened_by, self.against}

    def claims(self) -> frozenset[Claim]:
        over = {DisputeStatus.SETTLED, DisputeStatus.WITHDRAWN, DisputeStatus.FINAL}
        if self.contract is None or self.status in over:
            return frozenset()
        # One open complaint of one party on one ground of one contract.
        value = f"{self.contract}:{self.opened_by}:{self.ground}"
        return frozenset({Claim("open_dispute", value)})

    def moments(self) -> frozenset[Moment]:
        codes = {
            DisputeStatus.AMICABLE: "amicable_stage_over",
            DisputeStatus.DECIDED: "appeal_over",
        }
        code = codes.get(self.status)
        return frozenset({Moment(code, self.due)} if code and self.due else ())

    def obligations(self) -> tuple[Obligation, ...]:
        listens = {
            DisputeStatus.AMICABLE: "settle_dispute",
            DisputeStatus.REFERRED: "decide_dispute",
            DisputeStatus.APPEALED: "decide_appeal",
        }
        code = listens.get(self.status)
        if code is None or self.due is None:
            return ()
        return (Obligation(code, MINISTRY, self.opened_by, self.due, self.request),)

    def rows(self) -> tuple[Row, ...]:
        decision = self.decision
        side = {party.kind: party.id for party in self.parties()}
        return (
            DisputeRow(
                key=self.id, office=side.get(PartyKind.OFFICE),
                employer=side.get(PartyKind.EMPLOYER), worker=side.get(PartyKind.WORKER),
                country=self.country,
                opened_by=str(self.opened_by), ground=self.ground, status=self.status,
                outcome=decision.outcome if decision else None, opened_at=self.opened_at,
                due=self.due,
            ),
        )  # fmt: skip
