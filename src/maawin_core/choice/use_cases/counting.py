"""What is counted of offices and workers (M6), each figure in one question to the lists."""

from __future__ import annotations

from collections import Counter
from uuid import UUID

from attrs import frozen

from ...disputes.events import DisputeRow, Outcome
from ...disputes.refund_obligation import FALLEN_DUE, RefundRow
from ...kernel.aggregate import Row
from ...law.policy import Policy
from ...placements.placement import PlacementRow
from ...ports.lists import Is, Lists, Where
from ..comparison import Counts, Record, record
from ..figures import Figure, mean
from ..office_rating import OfficeRatingRow
from ..rating import RatingRow

#: A dispute that ended so was decided against the office. The office's own complaints are left out.
_LOST = (Outcome.REFUND, Outcome.PAYMENT, Outcome.ORDER)

_AGREED = Where("expected_arrival", Is.SOME)
_LATE = Where("late", Is.EQUAL, True)
_CAME_IN_TIME = (Where("arrived_on", Is.SOME), Where("late", Is.EQUAL, False), _AGREED)


def records_of(lists: Lists, offices: tuple[UUID, ...], policy: Policy) -> dict[UUID, Record]:
    """The record of each of these offices."""
    among = Where("office", Is.ONE_OF, offices)

    def count(kind: type[Row], *conditions: Where) -> Counter[UUID]:
        return _counted(lists, kind, "office", among, *conditions)

    in_time, late = count(PlacementRow, *_CAME_IN_TIME), count(PlacementRow, _LATE, _AGREED)
    handed_over = count(PlacementRow, Where("handed_over_on", Is.SOME))
    returned = count(PlacementRow, Where("returned_on", Is.SOME))
    refunds = count(RefundRow, Where("status", Is.ONE_OF, FALLEN_DUE))
    refunds_in_time = count(RefundRow, Where("in_time", Is.EQUAL, True))
    lost = _disputes_lost(lists, among)
    ratings, stars = count(RatingRow), _stars(lists, RatingRow, "office", "stars", among)
    by_workers = count(OfficeRatingRow)
    said = _Said(lists, OfficeRatingRow, "office", "stars", policy.least_n)
    stars_by_workers = said.added(by_workers, among)
    return {
        office: record(
            Counts(
                arrived=in_time[office] + late[office],
                arrived_on_time=in_time[office],
                handed_over=handed_over[office],
                returned=returned[office],
                refunds_due=refunds[office],
                refunds_in_time=refunds_in_time[office],
                disputes_lost=lost[office],
                ratings=ratings[office],
                stars=stars[office],
                worker_ratings=said.told(by_workers[office]),
                worker_stars=stars_by_workers[office],
            ),
            policy,
        )
        for office in offices
    }


def ratings_of(lists: Lists, workers: tuple[UUID, ...], policy: Policy) -> dict[UUID, Figure]:
    """The mean of the stars that employers gave each of these workers, where there are enough."""
    said = _Said(lists, RatingRow, "worker", "worker_stars", policy.least_n)
    among = Where("worker", Is.ONE_OF, workers)
    rated = Where("worker_stars", Is.SOME)
    n = _counted(lists, RatingRow, "worker", among, rated)
    stars = said.added(n, among, rated)
    return {
        each: mean("rated", stars[each], said.told(n[each]), policy.least_n) for each in workers
    }


@frozen
class _Said:
    """Stars that nobody may find out one by one: they are told in whole groups of *least*.

    Whoever compares the mean of today with that of yesterday would else read the stars of the one
    person who has rated since.
    """

    lists: Lists
    kind: type[Row]
    of: str
    stars: str
    least: int

    def told(self, n: int) -> int:
        """How many of *n* are told of; fewer than a group are only counted."""
        return n - self._kept_back(n)

    def added(self, n: Counter[UUID], *conditions: Where) -> Counter[UUID]:
        """The stars of those that are told of, the first given first."""
        added = _stars(self.lists, self.kind, self.of, self.stars, *conditions)
        for whom, found in n.items():
            if last := self._kept_back(found):
                added[whom] -= sum(self._last(whom, last, conditions))
        return added

    def _kept_back(self, n: int) -> int:
        return n % self.least if n > self.least else 0

    def _last(self, whom: UUID, n: int, conditions: tuple[Where, ...]) -> list[int]:
        mine = (*conditions, Where(self.of, Is.EQUAL, whom))
        page = self.lists.page(self.kind, *mine, order=("given_at",), descending=True, limit=n)
        return [getattr(row, self.stars) for row in page.items]


def _counted(lists: Lists, kind: type[Row], column: str, *conditions: Where) -> Counter[UUID]:
    found = lists.tally(kind, *conditions, by=(column,))
    return Counter({t.values[0]: t.n for t in found if isinstance(t.values[0], UUID)})


def _stars(
    lists: Lists, kind: type[Row], column: str, stars: str, *conditions: Where
) -> Counter[UUID]:
    added: Counter[UUID] = Counter()
    for tally in lists.tally(kind, *conditions, by=(column, stars)):
        whom, given = tally.values
        if isinstance(whom, UUID) and isinstance(given, int):
            added[whom] += tally.n * given
    return added


def _disputes_lost(lists: Lists, among: Where) -> Counter[UUID]:
    lost: Counter[UUID] = Counter()
    conditions = (among, Where("outcome", Is.ONE_OF, _LOST))
    for tally in lists.tally(DisputeRow, *conditions, by=("office", "opened_by")):
        whom, opened_by = tally.values
        if isinstance(whom, UUID) and opened_by != f"office:{whom}":
            lost[whom] += tally.n
    return lost
