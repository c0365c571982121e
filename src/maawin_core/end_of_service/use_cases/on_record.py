"""A service as the platform has it on record (M12): its days, its wage, and what is unpaid."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from attrs import evolve

from ...contracts.employment import EmploymentContract
from ...kernel.dates import add_months, first_of_month, last_of_month
from ...kernel.identity import PlacementId
from ...kernel.money import Money
from ...law.domestic_work import DomesticWorkLaw
from ...placements.placement import Placement, PlacementRow
from ...ports.lists import MOST, Lists, where
from ...ports.storage import Work
from ...wages.use_cases.months import pay_of, wage_of
from ...wages.wage_month import WageMonth
from ...wages.wage_parts import Pay, wage_id
from ..dues import Earlier, Service, UnpaidWage
from ..end_of_service import Ending
from ..settlement import Settlement


def service_of(
    work: Work,
    lists: Lists,
    held: Placement,
    contract: EmploymentContract,
    ended: tuple[date, Ending, date],
    law: DomesticWorkLaw,
) -> Service:
    """The service up to its last day. *ended* is that day, the cause, and today: a wage that is
    not late today, and falls due before the last day, is taken as going to be paid."""
    last_day, cause, today = ended
    pay = pay_of(contract)
    first_day = held.handed_over_on
    assert first_day is not None
    unpaid = _unpaid(work, held, pay, (last_day, today), law)
    return Service(
        first_day=first_day,
        last_day=last_day,
        cause=cause,
        basic=pay.basic,
        allowances=pay.housing + pay.food,
        unpaid=tuple(unpaid),
        earlier=tuple(_earlier(work, lists, held)),
    )


def _unpaid(
    work: Work, held: Placement, pay: Pay, days: tuple[date, date], law: DomesticWorkLaw
) -> Iterator[UnpaidWage]:
    last_day, today = days
    month = first_of_month(held.handed_over_on or last_day)
    while month <= last_day:
        final = month == first_of_month(last_day)
        known = work.find(WageMonth, wage_id(PlacementId(held.id), month))
        if known is not None or final:
            wage = known or wage_of(held, pay, month)
            if last_day < last_of_month(month):
                wage = evolve(wage, last_day=last_day)
            wage = wage.as_of(max(today, month), law)
            to_come = not wage.late and last_day > wage.last_day_to_pay
            if wage.owed and wage.on_its_way is None and (final or not to_come):
                # What is in a transfer is not asked for again; if it comes back, we draw anew.
                whole = wage.owed == pay.total
                yield UnpaidWage(wage=wage.id, month=month, owed=wage.owed, whole=whole)
        month = add_months(month, 1)


def _earlier(work: Work, lists: Lists, held: Placement) -> Iterator[Earlier]:
    """Earlier services with the same employer count with this one; what they brought, once."""
    mine = where(employer=held.employer, worker=held.worker)
    for row in sorted(lists.page(PlacementRow, *mine, limit=MOST).items, key=lambda each: each.key):
        first, last, this = row.handed_over_on, row.last_day, held.handed_over_on
        if row.key == held.id or first is None or last is None or this is None or last >= this:
            continue
        settlement = work.find(Settlement, row.key)
        gratuity = settlement.dues.gratuity if settlement else Money(0)
        yield Earlier(first_day=first, last_day=last, gratuity=gratuity)
