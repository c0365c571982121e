"""The settlement of a service that has ended (M12): drawn up, seen by both, paid or disputed."""

from __future__ import annotations

from datetime import date, datetime
from typing import ClassVar
from uuid import UUID

from attrs import evolve, frozen

from ..kernel.aggregate import Aggregate, Moment, Row
from ..kernel.calendar import civil_day, end_of_day
from ..kernel.errors import RuleBroken, require
from ..kernel.identity import EmployerId, PlacementId, WorkerId
from ..kernel.money import Money
from ..kernel.obligation import Obligation
from ..kernel.parties import MINISTRY, Party, PartyKind, employer, worker
from . import events as e
from .dues import ClaimedDebt, Dues, Said, Service, Ticket
from .end_of_service import Ending
from .events import DuesMeans, SettlementStatus

_OPEN = (SettlementStatus.DRAWN_UP, SettlementStatus.AGREED, SettlementStatus.DISPUTED)


@frozen(kw_only=True)
class DuesPayment:
    """What the employer says he paid; *ticket* is the reference of the journey home, where due."""

    id: UUID
    on: date
    amount: Money
    wages: Money
    means: DuesMeans
    reference: str
    evidence: str
    ticket: str
    confirm_by: datetime


@frozen(kw_only=True)
class SettlementRow(Row):
    """A settlement as it is listed."""

    seen_by: ClassVar[dict[PartyKind, str]] = {
        PartyKind.EMPLOYER: "employer",
        PartyKind.WORKER: "worker",
    }
    orders: ClassVar[tuple[str, ...]] = ("due",)

    employer: EmployerId
    worker: WorkerId
    placement: PlacementId
    cause: Ending
    last_day: date
    status: SettlementStatus
    amount: Money
    due: date
    overdue: bool


@frozen(kw_only=True)
class Settlement(Aggregate):
    """All that one service leaves due, under its placement's name. Neither side changes what the
    rule says; a changed sheet binds nobody who agreed to another; and it is settled once, when
    the worker has it."""

    employer: EmployerId
    worker: WorkerId
    service: Service
    said: Said
    dues: Dues
    due: date
    answer_by: datetime
    agreed_by: frozenset[Party] = frozenset()
    objection: str = ""
    decided: Money | None = None
    decision: str = ""
    payment: DuesPayment | None = None
    overdue: bool = False
    settled_on: date | None = None
    status: SettlementStatus = SettlementStatus.DRAWN_UP

    def drawn_up(self, at: datetime) -> Settlement:
        """The sheet stands; both sides see it."""
        event = e.SettlementDrawnUp(
            at=at, placement=self._id, amount=self.dues.amount, record=self.dues.digest
        )
        return self.after(event)

    def redrawn(
        self, service: Service, said: Said, dues: Dues, answer_by: datetime, at: datetime
    ) -> Settlement:
        """What it rests on has changed. The same sheet of the same things is no change."""
        if (service, said) == (self.service, self.said):
            return self
        self.must_be(*_OPEN)
        require(self.decided is None, "ministry_has_decided", found=self.decided)
        disputed = self.status is SettlementStatus.DISPUTED
        event = e.SettlementRedrawn(
            at=at, placement=self._id, amount=dues.amount, record=dues.digest
        )
        return self.after(
            event, service=service, said=said, dues=dues, answer_by=answer_by,
            agreed_by=frozenset(), status=self.status if disputed else SettlementStatus.DRAWN_UP,
        )  # fmt: skip

    @property
    def amount(self) -> Money:
        """What is to be paid: by the sheet, or as the Ministry has decided."""
        return self.dues.amount if self.decided is None else self.decided

    @property
    def wages(self) -> Money:
        """The wages in it; a decision below them speaks of other things than wages."""
        return self.service.wages if self.amount >= self.service.wages else Money(0)

    @property
    def by_deposit(self) -> bool:
        """Whether the dues go to the Department, for the family of a worker who has died."""
        return self.service.cause is Ending.DEATH

    @property
    def sides(self) -> tuple[Party, ...]:
        """Who has to agree: both, and after a death the employer alone."""
        mine, hers = employer(self.employer), worker(self.worker)
        return (mine,) if self.by_deposit else (mine, hers)

    def agreed(self, by: Party, at: datetime) -> Settlement:
        """A side agrees to the sheet that stands; both together end what they disputed."""
        if by in self.agreed_by:
            return self
        self.must_be(SettlementStatus.DRAWN_UP, SettlementStatus.DISPUTED)
        require(by in self.sides, "not_a_side", party=by.kind)
        event = e.SettlementAgreed(at=at, placement=self._id, party=by, amount=self.amount)
        known = self.agreed_by | {by}
        if known != frozenset(self.sides):
            return self.after(event, agreed_by=known)
        whole = self.after(event, agreed_by=known, status=SettlementStatus.AGREED)
        nothing = not self.amount and self.dues.ticket is Ticket.NONE
        return whole._settled(at) if nothing else whole

    def disputed(self, by: Party, reason: str, at: datetime) -> Settlement:
        """A side does not agree, or has not received what was said to be paid."""
        self.must_be(
            SettlementStatus.DRAWN_UP, SettlementStatus.AGREED, SettlementStatus.PAYMENT_STATED
        )
        require(by in self.sides, "not_a_side", party=by.kind)
        require(reason.strip(), "text_missing", field="reason")
        event = e.SettlementDisputed(at=at, placement=self._id, party=by)
        return self.after(
            event, objection=reason, payment=None, agreed_by=frozenset(),
            status=SettlementStatus.DISPUTED,
        )  # fmt: skip

    def resolved(self, amount: Money, reason: str, at: datetime) -> Settlement:
        """The Ministry has decided what is due; it is to be paid so."""
        self.must_be(SettlementStatus.DISPUTED)
        require(reason.strip(), "text_missing", field="reason")
        require(amount >= Money(0), "amount_below_nothing", found=amount)
        event = e.SettlementResolved(at=at, placement=self._id, amount=amount)
        whole = self.after(event, decided=amount, decision=reason, status=SettlementStatus.AGREED)
        nothing = not amount and self.dues.ticket is Ticket.NONE
        return whole._settled(at) if nothing else whole

    def payment_stated(self, payment: DuesPayment, at: datetime) -> Settlement:
        """The employer says that he has paid all of it: with evidence, or in cash she signs for."""
        self.must_be(SettlementStatus.DRAWN_UP, SettlementStatus.AGREED)
        found, needed = payment.amount, self.amount
        require(found == needed, "not_what_is_due", found=found, needed=needed)
        deposit = payment.means is DuesMeans.DEPOSIT
        require(deposit is self.by_deposit, "means_not_for_this", found=payment.means)
        today = civil_day(at)
        require(payment.on <= today, "payment_to_come", found=payment.on, needed=today)
        cash = payment.means is DuesMeans.CASH
        require(cash or payment.reference.strip(), "text_missing", field="reference")
        require(cash or payment.evidence.strip(), "text_missing", field="evidence")
        free = self.dues.ticket is Ticket.NONE
        require(free or payment.ticket.strip(), "ticket_missing", ticket=self.dues.ticket)
        event = e.DuesPaymentStated(
            at=at, placement=self._id, payment=payment.id, employer=self.employer,
            amount=payment.amount, wages=payment.wages, means=payment.means,
        )  # fmt: skip
        return self.after(event, payment=payment, status=SettlementStatus.PAYMENT_STATED)

    def confirmed(self, at: datetime) -> Settlement:
        """The worker has it (the Department, after a death)."""
        if self.status is SettlementStatus.SETTLED:
            return self
        self.must_be(SettlementStatus.PAYMENT_STATED)
        return self._settled(at)

    def _settled(self, at: datetime) -> Settlement:
        paid = self.payment
        event = e.DuesSettled(
            at=at, placement=self._id, employer=self.employer, worker=self.worker,
            amount=paid.amount if paid else Money(0), wages=paid.wages if paid else Money(0),
            deposited=self.by_deposit,
        )  # fmt: skip
        on = paid.on if paid else civil_day(at)
        return self.after(event, status=SettlementStatus.SETTLED, settled_on=on)

    def watched(self, at: datetime) -> Settlement:
        """The clock has been looked at. A transfer that nobody denied in time has come; dues that
        are not paid in time are overdue, and the Ministry sees it."""
        if self._undenied(at):
            return self._settled(at)
        late = at >= end_of_day(self.due) and self.status is not SettlementStatus.SETTLED
        if self.overdue or not late or self._evident:
            return self
        event = e.DuesOverdue(at=at, placement=self._id, amount=self.amount, due=self.due)
        return self.after(event, overdue=True)

    @property
    def _evident(self) -> bool:
        paid = self.payment
        stated = self.status is SettlementStatus.PAYMENT_STATED
        return stated and paid is not None and paid.means is DuesMeans.BANK

    def _undenied(self, at: datetime) -> bool:
        return self._evident and self.payment is not None and at >= self.payment.confirm_by

    def debt(self, id: UUID) -> ClaimedDebt:
        """The debt of this name."""
        found = next((each for each in self.said.debts if each.id == id), None)
        if found is None:
            raise RuleBroken("debt_unknown", id=id)
        return found

    def debts_with(self, changed: ClaimedDebt) -> Said:
        """What is said, with this debt as it stands now."""
        others = tuple(each for each in self.said.debts if each.id != changed.id)
        return evolve(self.said, debts=(*others, changed))

    @property
    def _id(self) -> PlacementId:
        return PlacementId(self.id)

    def parties(self) -> frozenset[Party]:
        return frozenset({employer(self.employer), worker(self.worker)})

    def moments(self) -> frozenset[Moment]:
        if self.status is SettlementStatus.SETTLED:
            return frozenset()
        if self._evident and self.payment is not None:
            return frozenset({Moment("dues_to_watch", self.payment.confirm_by)})
        if self.overdue:
            return frozenset()
        return frozenset({Moment("dues_to_watch", end_of_day(self.due))})

    def obligations(self) -> tuple[Obligation, ...]:
        mine, hers = employer(self.employer), worker(self.worker)
        due = end_of_day(self.due)
        to = MINISTRY if self.by_deposit else hers
        match self.status:
            case SettlementStatus.SETTLED:
                return ()
            case SettlementStatus.PAYMENT_STATED if self.payment is not None:
                return (Obligation("confirm_dues", to, mine, self.payment.confirm_by),)
            case SettlementStatus.DISPUTED:
                return (Obligation("resolve_settlement", MINISTRY, hers, self.answer_by),)
        found = [Obligation("pay_dues", mine, to, due)]
        if self.overdue:
            found.append(Obligation("look_into_overdue_dues", MINISTRY, hers, due))
        if self.status is SettlementStatus.DRAWN_UP:
            owing = [each for each in self.sides if each not in self.agreed_by]
            found += [
                Obligation("answer_settlement", each, MINISTRY, self.answer_by) for each in owing
            ]
        return tuple(found)

    def rows(self) -> tuple[Row, ...]:
        return (
            SettlementRow(
                key=self.id, employer=self.employer, worker=self.worker, placement=self._id,
                cause=self.service.cause, last_day=self.service.last_day, status=self.status,
                amount=self.amount, due=self.due, overdue=self.overdue,
            ),
        )  # fmt: skip
