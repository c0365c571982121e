"""How statements and reconciliations travel (M9)."""

from __future__ import annotations

from datetime import date, datetime
from uuid import UUID

from maawin_core.kernel.entry import StatementLine
from maawin_core.kernel.settlement import Movement
from maawin_core.payments.reconciling import Case, Difference
from maawin_core.payments.settlement_file import BadRow
from maawin_core.payments.use_cases import Reconciliation

from .wire import Body, MoneyWire, View


class StatementLineView(View):
    """What one entry did to an account, and what stood there afterwards."""

    seq: int
    happened_at: datetime
    recorded_at: datetime
    entry: str
    about: UUID
    reference: str
    corrects: UUID | None
    amount: MoneyWire
    balance: MoneyWire

    @classmethod
    def of(cls, line: StatementLine) -> StatementLineView:
        """The line as it travels."""
        posted, entry = line.posted, line.posted.entry
        return cls(
            seq=posted.seq,
            happened_at=posted.happened_at,
            recorded_at=posted.recorded_at,
            entry=entry.code,
            about=entry.about,
            reference=entry.reference,
            corrects=entry.corrects,
            amount=MoneyWire.of(line.amount),
            balance=MoneyWire.of(line.balance),
        )


class SettlementBody(Body):
    """The text of a provider's settlement file."""

    csv: str


class CaseView(View):
    """One difference between a provider's list and the books."""

    difference: Difference
    movement: Movement
    reference: str
    day: date
    listed: MoneyWire | None
    booked: MoneyWire | None
    about: UUID | None

    @classmethod
    def of(cls, case: Case) -> CaseView:
        """The case as it travels."""
        return cls(
            difference=case.difference,
            movement=case.movement,
            reference=case.reference,
            day=case.day,
            listed=None if case.listed is None else MoneyWire.of(case.listed),
            booked=None if case.booked is None else MoneyWire.of(case.booked),
            about=case.about,
        )


class BadRowView(View):
    """A line of a settlement that could not be read."""

    line: int
    code: str
    column: str
    found: str

    @classmethod
    def of(cls, row: BadRow) -> BadRowView:
        """The line as it travels."""
        return cls(line=row.line, code=row.code, column=row.column, found=row.found)


class ReconciliationView(View):
    """How many movements agree, and everything that does not."""

    provider: str
    matched: int
    cases: list[CaseView]
    bad: list[BadRowView]

    @classmethod
    def of(cls, found: Reconciliation) -> ReconciliationView:
        """The reconciliation as it travels."""
        return cls(
            provider=found.provider,
            matched=found.matched,
            cases=[CaseView.of(case) for case in found.cases],
            bad=[BadRowView.of(row) for row in found.bad],
        )
