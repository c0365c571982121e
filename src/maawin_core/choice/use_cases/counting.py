"""What is counted of offices and workers (M6), each figure in one question to the lists."""

from __future__ import annotations

from collections import Counter
from uuid import UUID

from ...disputes.events import DisputeRow, Outcome
from ...disputes.refund_obligation import RefundRow, RefundStatus
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
    refunds = count(RefundRow, Where("status", Is.NOT, RefundStatus.OWED))
    refunds_in_time = count(RefundRow, Where("in_time", Is.EQUAL, True))
    lost = _disputes_lost(lists, among)
    ratings, stars = count(RatingRow), _stars(lists, RatingRow, "office", "stars", among)
    by_workers = count(OfficeRatingRow)
    stars_by_workers = _stars(lists, OfficeRatingRow, "office", "stars", among)
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
                worker_ratings=by_workers[office],
                worker_stars=stars_by_workers[office],
            ),
            policy,
        )
        for office in offices
    }


def ratings_of(lists: Lists, workers: tuple[UUID, ...], policy: Policy) -> dict[UUID, Figure]:
    """The mean of the stars that employers gave each of these workers, where there are enough."""
    among = Where("worker", Is.ONE_OF, workers)
    rated = Where("worker_stars", Is.SOME)
    n = _counted(lists, RatingRow, "worker", among, rated)
    stars = _stars(lists, RatingRow, "worker", "worker_stars", among, rated)
    return {each: mean("rated", stars[each], n[each], policy.least_n) for each in workers}


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
