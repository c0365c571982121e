"""Comparing offices by price and record, and workers side by side (M6)."""

from __future__ import annotations

from uuid import UUID

from attrs import frozen

from ...kernel.errors import require
from ...kernel.money import Money
from ...kernel.parties import Actor
from ...kernel.plain import bounded, cursor, read_number
from ...law.policy import POLICY, Policy
from ...offers.offer import OfferRow
from ...offices.office import OfficeRow
from ...ports.clock import Clock
from ...ports.lists import Is, Lists, Where
from ...workers.worker import ListedWorkerRow
from ..comparison import Record
from ..figures import Figure
from ..wishes import By, Explanation, Wishes, must_be_one_of
from .counting import ratings_of, records_of
from .search import explained, open_offers, working_offices


@frozen
class ComparedOffice:
    """One office: its offers that meet the wishes, the lowest price of them, and its record."""

    office: OfficeRow
    offers: int
    lowest_price: Money
    record: Record


@frozen
class ComparedOffices:
    """Some of the offices in an order, and why. *next* continues after them, None at the end."""

    offices: tuple[ComparedOffice, ...]
    why: Explanation
    next: str | None = None


@frozen
class ComparedWorker:
    """One listed worker, and the mean of her stars where there are enough."""

    worker: ListedWorkerRow
    rated: Figure


@frozen
class CompareOffices:
    """Offices that may take a request and have an open offer that meets the wishes: by price, or
    by record.

    *named* leaves only these. A page goes on by its place in the order of that moment. Every
    figure is counted anew from the lists: nothing is a rank that somebody could have set.
    """

    lists: Lists
    clock: Clock
    policy: Policy = POLICY

    def __call__(
        self,
        by: Actor,
        wishes: Wishes,
        named: tuple[UUID, ...] = (),
        order: By = By.RECORD,
        *,
        after: str | None = None,
        limit: int | None = None,
    ) -> ComparedOffices:
        must_be_one_of(order, By.PRICE, By.RECORD)
        begins = read_number(after)
        most = self.policy.most_compared
        require(len(named) <= most, "too_many_to_compare", found=len(named), needed=most)
        offers, lowest = self._prices(wishes, named)
        working = working_offices(self.lists, tuple(sorted(lowest)))
        records = records_of(self.lists, tuple(working), self.policy)
        found = [
            ComparedOffice(row, offers[office], lowest[office], records[office])
            for office, row in working.items()
        ]
        place = _by_price if order is By.PRICE else _by_record
        ordered = sorted(found, key=place)
        ends = begins + bounded(most if limit is None else limit, most)
        more = cursor([ends]) if ends < len(ordered) else None
        why = explained(self.lists, order, wishes)
        return ComparedOffices(tuple(ordered[begins:ends]), why, more)

    def _prices(
        self, wishes: Wishes, named: tuple[UUID, ...]
    ) -> tuple[dict[UUID, int], dict[UUID, Money]]:
        among = (Where("office", Is.ONE_OF, named),) if named else ()
        conditions = (*open_offers(wishes, self.clock), *among)
        offers: dict[UUID, int] = {}
        lowest: dict[UUID, Money] = {}
        for tally in self.lists.tally(OfferRow, *conditions, by=("office", "price")):
            office, price = tally.values
            if isinstance(office, UUID) and isinstance(price, Money):
                offers[office] = offers.get(office, 0) + tally.n
                lowest[office] = min(price, lowest.get(office, price))
        return offers, lowest


@frozen
class CompareWorkers:
    """Listed workers side by side, in the order in which they were named."""

    lists: Lists
    policy: Policy = POLICY

    def __call__(self, by: Actor, named: tuple[UUID, ...]) -> tuple[ComparedWorker, ...]:
        most = self.policy.most_compared
        require(len(named) <= most, "too_many_to_compare", found=len(named), needed=most)
        rows = {
            row.key: row
            for row in self.lists.page(
                ListedWorkerRow, Where("key", Is.ONE_OF, named), limit=most
            ).items
        }
        listed = tuple(each for each in dict.fromkeys(named) if each in rows)
        rated = ratings_of(self.lists, listed, self.policy)
        return tuple(ComparedWorker(rows[each], rated[each]) for each in listed)


def _by_price(one: ComparedOffice) -> tuple[Money, UUID]:
    return one.lowest_price, one.office.key


def _by_record(one: ComparedOffice) -> tuple[bool, object, Money, UUID]:
    score = one.record.score
    return score is None, -(score or 0), one.lowest_price, one.office.key
