"""Searching open offers and listed workers (M6): in an order that is stated, and says why."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Generic, TypeVar
from uuid import UUID

from attrs import frozen

from ...access.admission import admitted, pilot_is_on
from ...access.use_cases import Browse, only
from ...kernel.aggregate import Row
from ...kernel.calendar import civil_day
from ...kernel.parties import Actor, office
from ...law.policy import POLICY, Policy
from ...offers.offer import OfferRow, OfferStatus
from ...offices.licence import IN_FORCE
from ...offices.office import OfficeRow
from ...ports.clock import Clock
from ...ports.lists import Is, Lists, Where
from ...ports.storage import Page
from ...workers.worker import ListedWorkerRow
from ..comparison import Record
from ..figures import Figure
from ..wishes import By, Explanation, Wishes, must_be_one_of
from .counting import ratings_of, records_of

R = TypeVar("R", bound=Row)

#: By which columns each order goes, and whether from the highest.
_OFFERS = {
    By.PRICE: ("price", False),
    By.WAGE: ("wage", True),
    By.ARRIVAL: ("arrival_days", False),
}
_WORKERS = {By.EXPECTED_WAGE: ("expected_wage", False), By.EXPERIENCE: ("experience_years", True)}


@frozen
class Found(Generic[R]):
    """A page, why it is in its order, and of each office on it the name and the record."""

    page: Page[R]
    why: Explanation
    offices: Mapping[UUID, OfficeRow]
    records: Mapping[UUID, Record]
    workers: Mapping[UUID, Figure]


@frozen
class SearchOffers:
    """Open offers that meet the wishes, of offices that may take a request on them today.

    A page may be shorter than was asked for: what an office that may not work, is suspended or,
    while the pilot is on, is not one of the chosen has offered is left out of it.
    """

    lists: Lists
    clock: Clock
    policy: Policy = POLICY

    def __call__(
        self,
        by: Actor,
        wishes: Wishes,
        order: By = By.PRICE,
        *,
        after: str | None = None,
        limit: int = 50,
    ) -> Found[OfferRow]:
        must_be_one_of(order, *_OFFERS)
        column, descending = _OFFERS[order]
        page = Browse(self.lists)(
            by, OfferRow, *open_offers(wishes, self.clock),
            order=(column,), descending=descending, after=after, limit=limit,
        )  # fmt: skip
        return _found(self.lists, page, explained(self.lists, order, wishes), self.policy)


@frozen
class SearchWorkers:
    """Workers who are listed, and who consent to it, in Qatar or abroad."""

    lists: Lists
    policy: Policy = POLICY

    def __call__(
        self,
        by: Actor,
        wishes: Wishes,
        order: By = By.EXPERIENCE,
        *,
        after: str | None = None,
        limit: int = 50,
    ) -> Found[ListedWorkerRow]:
        must_be_one_of(order, *_WORKERS)
        column, descending = _WORKERS[order]
        page = Browse(self.lists)(
            by, ListedWorkerRow, *listed_workers(wishes),
            order=(column,), descending=descending, after=after, limit=limit,
        )  # fmt: skip
        return _found(self.lists, page, explained(self.lists, order, wishes), self.policy)


def open_offers(wishes: Wishes, clock: Clock) -> tuple[Where, ...]:
    """Offers that stand today and meet the wishes."""
    return (
        *only(status=OfferStatus.OPEN, country=wishes.country, kind=wishes.origin),
        Where("valid_until", Is.AT_LEAST, civil_day(clock.now())),
        *_has(wishes),
        *_at_most(price=wishes.most_price, wage=wishes.most_wage, arrival_days=wishes.most_days),
    )


def listed_workers(wishes: Wishes) -> tuple[Where, ...]:
    """Workers who meet the wishes. A price and days to arrive are an offer's, not a worker's."""
    return (
        *only(country=wishes.country, origin=wishes.origin),
        *_has(wishes),
        *_at_most(expected_wage=wishes.most_wage),
    )


def _has(wishes: Wishes) -> tuple[Where, ...]:
    skills = (Where("skills", Is.HAS, each) for each in wishes.skills)
    languages = (Where("languages", Is.HAS, each) for each in wishes.languages)
    return (*skills, *languages)


def _at_most(**columns: object) -> tuple[Where, ...]:
    return tuple(
        Where(column, Is.AT_MOST, value)  # type: ignore[arg-type]
        for column, value in columns.items()
        if value is not None
    )


def working_offices(lists: Lists, offices: tuple[UUID, ...]) -> dict[UUID, OfficeRow]:
    """Those of these offices whose file is approved, whose licence is in force, and who may start
    new things."""
    found: dict[UUID, OfficeRow] = {}
    for start in range(0, len(offices), 100):
        keys = Where("key", Is.ONE_OF, offices[start : start + 100])
        in_force = Where("licence_status", Is.ONE_OF, tuple(sorted(IN_FORCE)))
        found |= {row.key: row for row in lists.page(OfficeRow, keys, in_force, limit=100).items}
    may_start = admitted(lists, map(office, found))
    return {key: row for key, row in found.items() if office(key) in may_start}


def explained(lists: Lists, order: By, wishes: Wishes) -> Explanation:
    """Why the list is as it is: while the pilot is on, it says that only the chosen are shown."""
    pilot = (("in_pilot", ""),) if pilot_is_on(lists) else ()
    return Explanation(order, (*wishes.filters, *pilot))


def _found(lists: Lists, page: Page[R], why: Explanation, policy: Policy) -> Found[R]:
    named = tuple(sorted({_office(row) for row in page.items}))
    working = working_offices(lists, named)
    kept = tuple(row for row in page.items if _office(row) in working)
    workers = tuple(sorted({who for row in kept if (who := _worker(row)) is not None}))
    return Found(
        Page(kept, page.next),
        why,
        working,
        records_of(lists, tuple(working), policy),
        ratings_of(lists, workers, policy),
    )


def _office(row: Row) -> UUID:
    return row.office  # type: ignore[attr-defined, no-any-return]


def _worker(row: Row) -> UUID | None:
    return row.worker if isinstance(row, OfferRow) else row.key
