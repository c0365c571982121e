"""A worker with an employer (M4, M16): how she comes, when she is handed over, when it ends."""

from __future__ import annotations

from datetime import date, datetime

from attrs import evolve, field, frozen

from ..kernel.aggregate import Aggregate, Moment, Row
from ..kernel.calendar import civil_day, end_of_day
from ..kernel.dates import earliest
from ..kernel.errors import NotAllowed, RuleBroken, WrongMoment, require
from ..kernel.identity import ContractId, EmployerId, OfficeId, PlacementId, RequestId, WorkerId
from ..kernel.obligation import Obligation
from ..kernel.parties import Party, PartyKind, employer, office, worker
from . import events as happened
from .events import ArrivalLate as ArrivalLate  # later steps say `placement.ArrivalLate`
from .events import EndCause as EndCause
from .events import PlacementEnded as PlacementEnded
from .events import PlacementKind as PlacementKind
from .events import PlacementStatus as PlacementStatus
from .events import WorkerHandedOver as WorkerHandedOver
from .events import WorkerReturned as WorkerReturned
from .owed import obligations
from .placement_row import PlacementRow as PlacementRow
from .way import Move as Move
from .way import Paper as Paper
from .way import days_late


@frozen(kw_only=True)
class Placement(Aggregate):
    """One worker's way to one employer, and her time there. Nobody is handed over who has not
    come, or who has not agreed to move; one side alone never starts the guarantee; the last day
    only ever moves to an earlier documented one."""

    contract: ContractId
    request: RequestId | None
    office: OfficeId | None
    employer: EmployerId
    worker: WorkerId
    way: PlacementKind = PlacementKind.ABROAD
    country: str = ""
    contract_day: date | None = None
    expected_arrival: date | None = None
    due: datetime | None = None
    visa: Paper | None = None
    ticket: Paper | None = None
    move: Move = field(factory=Move)
    late: bool = False
    arrived_on: date | None = None
    stated_on: date | None = None
    handed_over_on: date | None = None
    confirmed_in_time: bool | None = None
    returned_on: date | None = None
    last_day: date | None = None
    cause: EndCause | None = None
    status: PlacementStatus = PlacementStatus.PREPARED

    def prepared(self, due: datetime, at: datetime) -> Placement:
        """The worker can be sent for; the next act is owed by *due*."""
        event = happened.PlacementPrepared(
            at=at, placement=self._id, contract=self.contract,
            expected_arrival=self.expected_arrival,
        )  # fmt: skip
        return self.after(event, due=due)

    def visa_recorded(self, visa: Paper, due: datetime, at: datetime) -> Placement:
        """Her visa is there. One within Qatar needs none."""
        self._must_come_from_abroad()
        if self.visa == visa:
            return self
        require(visa.reference.strip(), "text_missing", field="reference")
        self._must_not_be_to_come(visa.on, at)
        event = happened.VisaRecorded(at=at, placement=self._id, on=visa.on)
        return self.after(event, visa=visa, due=due)

    def ticket_recorded(self, ticket: Paper, due: datetime, at: datetime) -> Placement:
        """Her ticket is there; nobody travels without a visa."""
        self._must_come_from_abroad()
        if self.ticket == ticket:
            return self
        require(ticket.reference.strip(), "text_missing", field="reference")
        require(self.visa is not None, "visa_missing")
        event = happened.TicketRecorded(at=at, placement=self._id, on=ticket.on)
        return self.after(event, ticket=ticket, due=due)

    def move_consented(self, by: Party, employed: bool, due: datetime, at: datetime) -> Placement:
        """She herself agrees to come, and says whether she has an employer now; said anew, the new
        word counts."""
        self._must_move_within()
        self._must_be_by(by, worker(self.worker))
        if self.move.consented_at is not None and self.move.employed is employed:
            return self
        event = happened.MoveConsented(at=at, placement=self._id, employed=employed)
        move = evolve(self.move, consented_at=at, employed=employed)
        return self.after(event, move=move, due=due)

    def notice_noted(self, given_on: date, ends: date, due: datetime, at: datetime) -> Placement:
        """Her current employer has had her notice."""
        self._must_move_within()
        require(self.move.consented_at is not None, "move_not_agreed")
        require(self.move.employed, "no_current_employer")
        self._must_not_be_to_come(given_on, at)
        if self.move.notice_given_on == given_on:
            return self
        event = happened.NoticeNoted(at=at, placement=self._id, given_on=given_on, ends=ends)
        move = evolve(self.move, notice_given_on=given_on, notice_ends=ends)
        return self.after(event, move=move, due=due)

    def dues_settled(self, on: date, due: datetime, at: datetime) -> Placement:
        """Her current employer has paid what was due to her; said anew, the new day counts."""
        self._must_move_within()
        require(self.move.employed, "no_current_employer")
        self._must_not_be_to_come(on, at)
        if self.move.dues_settled_on == on:
            return self
        event = happened.DuesNoted(at=at, placement=self._id, on=on)
        return self.after(event, move=evolve(self.move, dues_settled_on=on), due=due)

    def arrived(self, on: date, due: datetime, at: datetime) -> Placement:
        """She has come from abroad; hand-over is owed by *due*. Said anew, the new day counts."""
        if self.arrived_on == on and self.status is PlacementStatus.ARRIVED:
            return self
        self._must_come_from_abroad(PlacementStatus.PREPARED, PlacementStatus.ARRIVED)
        self._must_not_be_to_come(on, at)
        self._must_not_be_before(on, self.contract_day)
        require(self.visa is not None, "visa_missing")
        late = days_late(self.expected_arrival, on)
        event = happened.WorkerArrived(at=at, placement=self._id, on=on, days_late=late)
        return self.after(
            event, arrived_on=on, due=due, late=bool(late), status=PlacementStatus.ARRIVED
        )

    def arrival_late(self, at: datetime) -> Placement:
        """The agreed day has passed; noted once."""
        if self.status is not PlacementStatus.PREPARED or self.late:
            return self
        expected = self.expected_arrival
        if expected is None or at < end_of_day(expected):
            return self
        return self.after(ArrivalLate(at=at, placement=self._id, expected=expected), late=True)

    def hand_over_stated(self, by: Party, on: date, due: datetime, at: datetime) -> Placement:
        """The side that hands her over says when it did; said anew, the new day counts."""
        self._must_be_by(by, self.hands_over)
        self._must_be_ready(on)
        self._must_not_be_to_come(on, at)
        if self.stated_on == on:
            return self
        event = happened.HandOverStated(at=at, placement=self._id, on=on)
        return self.after(event, stated_on=on, due=due)

    def hand_over_confirmed(self, by: Party, on: date, at: datetime) -> Placement:
        """The other side, or the Ministry for it, confirms the day that was stated."""
        if self.handed_over_on == on:
            return self
        if by.kind is not PartyKind.MINISTRY:
            self._must_be_by(by, self.confirms)
        self.must_be(PlacementStatus.PREPARED, PlacementStatus.ARRIVED)
        require(self.stated_on is not None, "hand_over_not_stated", needed=self.hands_over.kind)
        if self.stated_on != on:
            raise RuleBroken("hand_over_days_differ", found=on, needed=self.stated_on)
        event = WorkerHandedOver(at=at, placement=self._id, contract=self.contract, on=on)
        return self.after(
            event, handed_over_on=on, due=None, status=PlacementStatus.HANDED_OVER,
            confirmed_in_time=None if self.due is None else at < self.due,
        )  # fmt: skip

    def returned(self, on: date, due: datetime, at: datetime) -> Placement:
        """She is back with the office; an earlier documented day counts (A-25)."""
        if self.status is PlacementStatus.RETURNED and self.last_day == on:
            return self
        self.must_be(PlacementStatus.HANDED_OVER, PlacementStatus.RETURNED)
        require(self.office is not None, "no_office_to_return_to")
        last_day = self._last_day(on, at)
        event = WorkerReturned(at=at, placement=self._id, on=last_day)
        return self.after(
            event, last_day=last_day, returned_on=last_day, due=due,
            status=PlacementStatus.RETURNED,
        )  # fmt: skip

    def ended(self, by: Party, last_day: date, cause: EndCause, at: datetime) -> Placement:
        """Her time with this employer is over, for a cause that this party may claim; of several
        documented days the earliest counts. Said again it is the same, said otherwise refused."""
        if self.status is PlacementStatus.ENDED:
            return self._as_ended(last_day, cause)
        self.must_be(PlacementStatus.HANDED_OVER, PlacementStatus.RETURNED)
        claims = happened.MAY_CLAIM.get(by.kind, frozenset())
        require(cause in claims, "cause_not_yours", party=by.kind, found=cause, needed=claims)
        last = self._last_day(last_day, at)
        event = PlacementEnded(at=at, placement=self._id, last_day=last, cause=cause)
        return self.after(event, last_day=last, cause=cause, due=None, status=PlacementStatus.ENDED)

    def _as_ended(self, last_day: date, cause: EndCause) -> Placement:
        if cause is self.cause and earliest(last_day, self.last_day) == self.last_day:
            return self
        raise WrongMoment("placement_ended_already", found=self.last_day, cause=self.cause)

    def cancelled(self, at: datetime) -> Placement:
        """The contract fell before she was handed over."""
        if self.status is PlacementStatus.CANCELLED:
            return self
        self.must_be(PlacementStatus.PREPARED, PlacementStatus.ARRIVED)
        event = happened.PlacementCancelled(at=at, placement=self._id)
        return self.after(event, due=None, status=PlacementStatus.CANCELLED)

    def must_be_brought_by(self, by: Party) -> None:
        """Refuse whoever is not the one to bring her: the office, or without one the employer."""
        self._must_be_by(by, self.hands_over)

    @property
    def hands_over(self) -> Party:
        """Who hands her over: the office, or without one the employer who sent for her."""
        return employer(self.employer) if self.office is None else office(self.office)

    @property
    def confirms(self) -> Party:
        """Who confirms that: the other side, never the same."""
        return worker(self.worker) if self.office is None else employer(self.employer)

    @property
    def _id(self) -> PlacementId:
        return PlacementId(self.id)

    def _must_come_from_abroad(self, *needed: PlacementStatus) -> None:
        self.must_be(*(needed or (PlacementStatus.PREPARED,)))
        require(self.way is not PlacementKind.LOCAL, "not_from_abroad", found=self.way)

    def _must_move_within(self) -> None:
        self.must_be(PlacementStatus.PREPARED)
        require(self.way is PlacementKind.LOCAL, "not_local", found=self.way)

    def _must_be_ready(self, on: date) -> None:
        self._must_not_be_before(on, self.contract_day)
        if self.way is not PlacementKind.LOCAL:
            self.must_be(PlacementStatus.ARRIVED)
            return self._must_not_be_before(on, self.arrived_on)
        self.must_be(PlacementStatus.PREPARED)
        require(not self.move.next_step, "move_not_ready", needed=self.move.next_step)
        return self._must_not_be_before(on, self.move.notice_ends)

    def _must_not_be_before(self, on: date, first: date | None) -> None:
        require(first is None or on >= first, "day_too_early", found=on, needed=first)

    def _must_not_be_to_come(self, on: date, at: datetime) -> None:
        require(on <= civil_day(at), "day_to_come", found=on, needed=civil_day(at))

    def _must_be_by(self, by: Party, owner: Party) -> None:
        if by != owner:
            raise NotAllowed("not_your_part", party=by.kind, needed=owner.kind)

    def _last_day(self, on: date, at: datetime) -> date:
        self._must_not_be_to_come(on, at)
        self._must_not_be_before(on, self.handed_over_on)
        return earliest(on, self.last_day) or on

    def parties(self) -> frozenset[Party]:
        mine = {employer(self.employer), worker(self.worker)}
        return frozenset(mine | ({office(self.office)} if self.office is not None else set()))

    def moments(self) -> frozenset[Moment]:
        waits = self.status is PlacementStatus.PREPARED and not self.late
        if not waits or self.expected_arrival is None:
            return frozenset()
        return frozenset({Moment("arrival_late", end_of_day(self.expected_arrival))})

    def obligations(self) -> tuple[Obligation, ...]:
        return obligations(self)

    def rows(self) -> tuple[Row, ...]:
        return (
            PlacementRow(
                key=self.id, office=self.office, employer=self.employer, worker=self.worker,
                kind=self.way, country=self.country, status=self.status,
                expected_arrival=self.expected_arrival, arrived_on=self.arrived_on,
                handed_over_on=self.handed_over_on, returned_on=self.returned_on,
                last_day=self.last_day, late=self.late,
                days_late=days_late(self.expected_arrival, self.arrived_on),
                confirmed_in_time=self.confirmed_in_time,
            ),
        )  # fmt: skip
