"""The sheet of dues is drawn up, or asked for before anybody leaves (M12)."""

from __future__ import annotations

from datetime import date, datetime

from attrs import evolve, frozen

from ...access.rights import Act, Rights
from ...contracts.employment import EmploymentContract
from ...kernel.aggregate import Version
from ...kernel.calendar import civil_day
from ...kernel.errors import RuleBroken, WrongMoment
from ...kernel.identity import PlacementId
from ...kernel.parties import Actor, Role
from ...law.clocks import Clock as LawClock
from ...law.clocks import ClockStart, clocks
from ...law.domestic_work import DomesticWorkLaw
from ...law.policy import POLICY, Policy
from ...law.qatar import QATAR
from ...placements.placement import Placement
from ...ports.clock import Clock
from ...ports.lists import Lists
from ...ports.storage import Storage, Work
from ..dues import Dues, Said, Service, dues_of
from ..end_of_service import Ending
from ..events import SettlementStatus
from ..settlement import Settlement
from .on_record import service_of


@frozen(kw_only=True)
class Estimate:
    """What would be due, and by when. Nothing is kept of it."""

    dues: Dues
    due: date


@frozen
class EstimateDues:
    """What if she left on this day, for this cause? It changes nothing, and nobody is told."""

    storage: Storage
    lists: Lists
    rights: Rights
    clock: Clock
    law: DomesticWorkLaw = QATAR

    def __call__(
        self,
        by: Actor,
        placement: PlacementId,
        day: date,
        cause: Ending,
        *,
        leaves_for_good: bool = False,
        days_taken: int = 0,
    ) -> Estimate:
        with self.storage.transaction(by) as work:
            held = work.get(Placement, placement)
            self.rights.check(by, Act.ESTIMATE_DUES, held)
            contract = _terms(work, held)
            today = civil_day(self.clock.now())
            service = service_of(work, self.lists, held, contract, (day, cause, today), self.law)
        said = Said(leaves_for_good=leaves_for_good, days_taken=days_taken)
        return Estimate(dues=dues_of(service, said, self.law), due=due_day(service, self.law))


@frozen
class DrawUpSettlement:
    """A service has ended: all that is due, from what is on record.

    The system draws it up as soon as it knows; a side that knows better (leave that was taken,
    a journey home for good) draws it up again, and the other looks at it again.
    """

    storage: Storage
    lists: Lists
    rights: Rights
    clock: Clock
    law: DomesticWorkLaw = QATAR
    policy: Policy = POLICY

    def __call__(
        self,
        by: Actor,
        placement: PlacementId,
        *,
        days_taken: int | None = None,
        leaves_for_good: bool | None = None,
        seen: Version | None = None,
    ) -> Settlement | None:
        """None, for the system, where there was no service to settle."""
        with self.storage.transaction(by) as work:
            held = work.get(Placement, placement)
            self.rights.check(by, Act.DRAW_UP_SETTLEMENT, held)
            known = work.find(Settlement, placement)
            if seen is not None:
                known = work.get(Settlement, placement, seen=seen)
            if by.role is Role.SYSTEM and not _settles(work, held):
                return None
            said = known.said if known else Said()
            if days_taken is not None:
                said = evolve(said, days_taken=days_taken)
            if leaves_for_good is not None:
                said = evolve(said, leaves_for_good=leaves_for_good)
            drawing = Drawing(work, self.lists, self.law, self.policy, self.clock.now())
            return work.save(drawing.of(held, said, known))


@frozen
class RedrawSettlement:
    """Something that a sheet rests on has changed (a wage was paid, or came back): the sheet of
    an open settlement follows. Where there is none, or it is paid, nothing happens."""

    storage: Storage
    lists: Lists
    rights: Rights
    clock: Clock
    law: DomesticWorkLaw = QATAR
    policy: Policy = POLICY

    def __call__(self, by: Actor, placement: PlacementId) -> Settlement | None:
        with self.storage.transaction(by) as work:
            known = work.find(Settlement, placement)
            if known is None:
                return None
            self.rights.check(by, Act.DRAW_UP_SETTLEMENT, known)
            over = (SettlementStatus.PAYMENT_STATED, SettlementStatus.SETTLED)
            if known.status in over or known.decided is not None:
                return known
            held = work.get(Placement, placement)
            drawing = Drawing(work, self.lists, self.law, self.policy, self.clock.now())
            return work.save(drawing.of(held, known.said, known))


@frozen
class Drawing:
    """One drawing up of a sheet, inside a transaction."""

    work: Work
    lists: Lists
    law: DomesticWorkLaw
    policy: Policy
    at: datetime

    def of(self, held: Placement, said: Said, known: Settlement | None) -> Settlement:
        """The settlement of this placement as it is now."""
        if held.last_day is None or held.cause is None or held.handed_over_on is None:
            raise WrongMoment("service_not_over", thing="placement", id=held.id)
        ended = (held.last_day, Ending(held.cause.value), civil_day(self.at))
        contract = _terms(self.work, held)
        service = service_of(self.work, self.lists, held, contract, ended, self.law)
        dues = dues_of(service, said, self.law)
        answer_by = self.at + self.policy.settlement_answer
        if known is not None:
            return known.redrawn(service, said, dues, answer_by, self.at)
        new = Settlement(
            id=held.id,
            employer=held.employer,
            worker=held.worker,
            service=service,
            said=said,
            dues=dues,
            due=due_day(service, self.law),
            answer_by=answer_by,
        )
        return new.drawn_up(self.at)


def due_day(service: Service, law: DomesticWorkLaw) -> date:
    """By when it is to be paid (A-10); after a death, deposited (Art. 10)."""
    kind = LawClock.DEATH_DEPOSIT if service.cause is Ending.DEATH else LawClock.DUES
    due = clocks(ClockStart(kind=kind, from_=service.last_day), law).figures["due"]
    assert isinstance(due, date)
    return due


def _settles(work: Work, held: Placement) -> bool:
    served = held.handed_over_on is not None and held.last_day is not None
    return served and work.find(EmploymentContract, held.id) is not None


def _terms(work: Work, held: Placement) -> EmploymentContract:
    contract = work.find(EmploymentContract, held.id)
    if contract is None or held.handed_over_on is None:
        raise RuleBroken("service_never_began", placement=held.id)
    return contract
