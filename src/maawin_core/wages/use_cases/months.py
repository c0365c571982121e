"""Each month's wage is opened while the service lasts, and looked at when it is late (M11)."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, datetime
from uuid import UUID

from attrs import frozen

from ...access.rights import Act, Rights
from ...contracts.employment import EmploymentContract
from ...kernel.aggregate import Version
from ...kernel.calendar import civil_day
from ...kernel.dates import add_months, first_of_month, last_of_month
from ...kernel.identity import PlacementId
from ...kernel.money import Money
from ...kernel.parties import Actor
from ...law.domestic_work import DomesticWorkLaw
from ...law.policy import POLICY, Policy
from ...law.qatar import QATAR
from ...placements.placement import Placement
from ...ports.clock import Clock
from ...ports.storage import Storage, Work
from ..wage_month import WageMonth
from ..wage_parts import Pay, wage_id


@frozen
class OpenWages:
    """The wages of a placement, month by month from hand-over to today, and cut off where the
    service has ended. Called again, it opens and cuts what is missing, and nothing twice."""

    storage: Storage
    rights: Rights
    clock: Clock
    law: DomesticWorkLaw = QATAR

    def __call__(self, by: Actor, placement: PlacementId) -> tuple[WageMonth, ...]:
        with self.storage.transaction(by) as work:
            held = work.get(Placement, placement)
            self.rights.check(by, Act.OPEN_WAGES, held)
            return brought_up_to_date(work, held, self.law, self.clock.now())


@frozen
class OpenNextWage:
    """A month is over: the next month's wage is opened, if the service lasts."""

    storage: Storage
    rights: Rights
    clock: Clock
    law: DomesticWorkLaw = QATAR

    def __call__(
        self, by: Actor, wage: UUID, *, seen: Version | None = None
    ) -> tuple[WageMonth, ...]:
        with self.storage.transaction(by) as work:
            known = work.get(WageMonth, wage, seen=seen)
            self.rights.check(by, Act.OPEN_WAGES, known)
            held = work.get(Placement, known.placement)
            return brought_up_to_date(work, held, self.law, self.clock.now())


@frozen
class FindLateWage:
    """The last day to pay has passed: what is late or missing is found, and nobody reported it."""

    storage: Storage
    rights: Rights
    clock: Clock
    law: DomesticWorkLaw = QATAR
    policy: Policy = POLICY

    def __call__(self, by: Actor, wage: UUID, *, seen: Version | None = None) -> WageMonth:
        with self.storage.transaction(by) as work:
            known = work.get(WageMonth, wage, seen=seen)
            self.rights.check(by, Act.FIND_LATE_WAGE, known)
            now = self.clock.now()
            return work.save(known.looked_at(now + self.policy.wage_looked_into, self.law, now))


def brought_up_to_date(
    work: Work, held: Placement, law: DomesticWorkLaw, at: datetime
) -> tuple[WageMonth, ...]:
    """Every month of the placement as it should be; none before hand-over, or without terms."""
    contract = work.find(EmploymentContract, held.id)
    if contract is None or held.handed_over_on is None:
        return ()
    found = []
    for month in _months(held.handed_over_on, civil_day(at)):
        known = work.find(WageMonth, wage_id(PlacementId(held.id), month))
        if known is None and (held.last_day is None or month <= held.last_day):
            new = wage_of(held, pay_of(contract), month)
            found.append(work.save(new.opened(law, at)))
        elif known is not None and held.last_day is not None:
            found.append(work.save(known.service_ended(held.last_day, law, at)))
    return tuple(found)


def wage_of(held: Placement, pay: Pay, month: date) -> WageMonth:
    """The month's wage before anything has happened to it, within the days of service."""
    first, last = held.handed_over_on, held.last_day
    return WageMonth(
        id=wage_id(PlacementId(held.id), month),
        placement=PlacementId(held.id),
        employer=held.employer,
        worker=held.worker,
        office=held.office,
        country=held.country,
        month=month,
        wage=pay,
        first_day=first if first is not None and first > month else None,
        last_day=last if last is not None and last < last_of_month(month) else None,
    )


def pay_of(contract: EmploymentContract) -> Pay:
    """What the terms bring in money each month."""
    nothing = Money(0)
    return Pay(
        basic=contract.basic_wage,
        housing=contract.housing or nothing,
        food=contract.food or nothing,
    )


def _months(first: date, last: date) -> Iterator[date]:
    month = first_of_month(first)
    while month <= last:
        yield month
        month = add_months(month, 1)
