"""The readiness report (M15), counted from the same lists that everybody looks at."""

from __future__ import annotations

from datetime import datetime
from uuid import UUID

from attrs import frozen

from ...access.rights import Act, Rights
from ...conversations.remark import RemarkRow
from ...disputes.refund_obligation import FALLEN_DUE, RefundRow
from ...kernel.aggregate import Row
from ...kernel.parties import Actor, PartyKind
from ...law.policy import POLICY, Policy
from ...payments.events import FeePaymentRow
from ...placements.placement import PlacementRow
from ...ports.clock import Clock
from ...ports.lists import Is, Lists, Where
from ...ports.storage import Storage
from ...requests.request import RequestRow, RequestStatus
from ...wages.events import WageStatus
from ...wages.wage_row import WageRow
from ..cohort import Cohort
from ..readiness import Kept, Observed, Readiness, readiness

Conditions = tuple[Where, ...]


@frozen
class ShowReadiness:
    """Each measure with its target and n: of one group of the pilot, or of everybody."""

    storage: Storage
    lists: Lists
    rights: Rights
    clock: Clock
    policy: Policy = POLICY

    def __call__(self, by: Actor, cohort: UUID | None = None) -> Readiness:
        self.rights.check(by, Act.SHOW_READINESS)
        group = None if cohort is None else self.storage.get(Cohort, cohort)
        return readiness(self._observed(group, self.clock.now()), self.policy)

    def _observed(self, group: Cohort | None, now: datetime) -> Observed:
        offices = _of_offices(group)
        return Observed(
            days_to_hand_over=self._days(offices),
            in_the_system=self._kept(
                RequestRow,
                (_is("status", RequestStatus.COMPLETED), *offices),
                _is("outside", False),
            ),
            steps=self._steps(offices),
            arrivals=self._arrivals(offices),
            wages=self._wages(offices),
            refunds=self._refunds(offices),
            remarks=self._remarks(_of_parties(group), now),
            overdue=self._overdue(group, now),
        )

    def _days(self, offices: Conditions) -> dict[int, int]:
        some = Where("days_to_hand_over", Is.SOME)
        found = self.lists.tally(RequestRow, some, *offices, by=("days_to_hand_over",))
        return {days: t.n for t in found if isinstance(days := t.values[0], int)}

    def _steps(self, offices: Conditions) -> Kept:
        known = (
            self._kept(kind, (Where(column, Is.SOME), *offices), _is(column, True))
            for kind, column in _IN_TIME
        )
        return sum(known, Kept())

    def _arrivals(self, offices: Conditions) -> Kept:
        agreed = (Where("expected_arrival", Is.SOME), *offices)
        late = self._n(PlacementRow, _is("late", True), *agreed)
        came = (Where("arrived_on", Is.SOME), _is("late", False), *agreed)
        in_time = self._n(PlacementRow, *came)
        return Kept(in_time, in_time + late)

    def _wages(self, offices: Conditions) -> Kept:
        due = (Where("status", Is.NOT, WageStatus.OPEN), *offices)
        return self._kept(WageRow, due, _is("late", False))

    def _refunds(self, offices: Conditions) -> Kept:
        due = (Where("status", Is.ONE_OF, FALLEN_DUE), *offices)
        return self._kept(RefundRow, due, _is("in_time", True))

    def _remarks(self, parties: Conditions, now: datetime) -> Kept:
        in_time = self._n(RemarkRow, _is("in_time", True), *parties)
        late = self._n(RemarkRow, _is("in_time", False), *parties)
        unanswered = (Where("in_time", Is.NONE), Where("due", Is.AT_MOST, now))
        return Kept(in_time, in_time + late + self._n(RemarkRow, *unanswered, *parties))

    def _kept(self, kind: type[Row], due: Conditions, met: Where) -> Kept:
        return Kept(self._n(kind, *due, met), self._n(kind, *due))

    def _n(self, kind: type[Row], *conditions: Where) -> int:
        return sum(tally.n for tally in self.lists.tally(kind, *conditions))

    def _overdue(self, group: Cohort | None, now: datetime) -> int:
        by = ("code",) if group is None else ("code", "owner", "to")
        members = None if group is None else set(map(str, group.members))
        return sum(
            tally.n
            for tally in self.lists.tally_owed(due_before=now, by=by)
            if tally.values[0] not in _COUNTED
            and (members is None or members & set(map(str, tally.values[1:])))
        )


#: Lists that say of each case whether a step of it was taken by its day; None: not known yet.
_IN_TIME: tuple[tuple[type[Row], str], ...] = (
    (RequestRow, "answered_in_time"),
    (RequestRow, "selected_in_time"),
    (FeePaymentRow, "paid_in_time"),
    (PlacementRow, "confirmed_in_time"),
)

#: Deadlines that are counted from their own rows already.
_COUNTED = frozenset(
    {"give_refund", "answer_remark", "pay_wage", "record_arrival", "record_ticket", "record_visa"}
)


def _is(column: str, value: bool | RequestStatus) -> Where:
    return Where(column, Is.EQUAL, value)


def _of_offices(group: Cohort | None) -> Conditions:
    if group is None:
        return ()
    return (Where("office", Is.ONE_OF, group.of_kind(PartyKind.OFFICE)),)


def _of_parties(group: Cohort | None) -> Conditions:
    if group is None:
        return ()
    return (Where("party", Is.ONE_OF, tuple(sorted(map(str, group.members)))),)
