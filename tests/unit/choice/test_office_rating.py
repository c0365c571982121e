from datetime import datetime, timedelta

import pytest
from beginnings import working_office
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, invariant, rule
from journeys import offer, placement

from maawin_core.access.use_cases import Browse, LookAt
from maawin_core.choice.office_rating import OfficeRating, OfficeRatingRow
from maawin_core.choice.use_cases import CompareOffices, RateOffice
from maawin_core.choice.wishes import Wishes
from maawin_core.kernel.calendar import DOHA
from maawin_core.kernel.errors import NotAllowed, NotFound, RuleBroken, Stale, WrongMoment
from maawin_core.kernel.identity import new_id
from maawin_core.law.policy import POLICY
from maawin_core.notices.notice import NoticeRow

NOW = datetime(2026, 1, 5, 9, tzinfo=DOHA)


@pytest.fixture
def office(storage, clock):
    return working_office(storage, clock.now()).id


@pytest.fixture
def placed(storage, clock, office):
    return placement(storage, clock.now(), office, 0)


@pytest.fixture
def she(placed, worker_of):
    return worker_of(placed.worker)


@pytest.fixture
def rate(resolve):
    return resolve(RateOffice)


def by_workers(resolve, by):
    (found,) = resolve(CompareOffices)(by, Wishes()).offices
    return next(f for f in found.record.figures if f.code == "rated_by_workers")


def test_a_worker_rates_the_office_once_and_may_change_it(rate, placed, she, office):
    first = rate(she, placed.id, 4)
    assert (first.office, first.worker, first.stars) == (office, placed.worker, 4)
    assert rate(she, placed.id, 4) == first
    assert rate(she, placed.id, 2, seen=first.version).stars == 2
    with pytest.raises(Stale):
        rate(she, placed.id, 1, seen=first.version)


def test_no_office_and_no_employer_sees_who_said_what_or_is_told(
    rate, placed, she, office, resolve, manager_of, employer_of, settle, lists, officer
):
    given = rate(she, placed.id, 1)
    settle()
    assert lists.page(NoticeRow).items == ()
    for other in (manager_of(office), employer_of(placed.employer)):
        with pytest.raises(NotFound):
            resolve(LookAt)(other, OfficeRating, given.id)
        with pytest.raises(NotAllowed):
            resolve(Browse)(other, OfficeRatingRow)
    assert resolve(LookAt)(she, OfficeRating, given.id) == given
    (row,) = resolve(Browse)(officer, OfficeRatingRow).items
    assert not {str(placed.worker), str(placed.id)} & {str(row.key), str(row.office)}


def test_the_stars_of_workers_show_as_a_mean_from_enough_workers_on(
    rate, office, storage, clock, resolve, worker_of, employer_of
):
    offer(storage, clock.now(), office)
    mine = employer_of(new_id())
    for n in range(1, POLICY.least_n + 1):
        held = placement(storage, clock.now(), office, 0)
        rate(worker_of(held.worker), held.id, 1 + n % 5)
        found = by_workers(resolve, mine)
        assert (found.n, found.enough) == (n, n >= POLICY.least_n)
    assert found.value == 3


def test_what_one_more_worker_says_cannot_be_read_from_how_the_mean_changes(
    rate, office, storage, clock, resolve, worker_of, employer_of
):
    offer(storage, clock.now(), office)
    mine, least = employer_of(new_id()), POLICY.least_n
    for n in range(1, 2 * least + 1):
        held = placement(storage, clock.now(), office, 0)
        rate(worker_of(held.worker), held.id, 5 if n <= least else 1)
        clock.move(timedelta(days=1))
        found = by_workers(resolve, mine)
        if n >= least:
            whole = n // least * least
            assert (found.n, found.value) == (whole, 5 if whole == least else 3)


def test_a_journey_that_has_not_ended_and_one_without_an_office_are_not_rated(
    rate, office, storage, clock, worker_of
):
    running = placement(storage, clock.now(), office)
    with pytest.raises(WrongMoment):
        rate(worker_of(running.worker), running.id, 1)
    direct = placement(storage, clock.now(), None, 0)
    with pytest.raises(RuleBroken, match="no_office_to_rate"):
        rate(worker_of(direct.worker), direct.id, 1)
    assert not [key for key in storage.things if key[0] == OfficeRating.kind()]


def test_nobody_rates_the_office_for_her(rate, placed, office, manager_of, employer_of, worker_of):
    for other in (manager_of(office), employer_of(placed.employer)):
        with pytest.raises(NotAllowed):
            rate(other, placed.id, 5)
    with pytest.raises(NotFound):
        rate(worker_of(new_id()), placed.id, 5)


class AnyoneMayTryAnything(RuleBasedStateMachine):
    def __init__(self):
        super().__init__()
        self.rating = OfficeRating.given(
            new_id(), office=new_id(), worker=new_id(), stars=3, at=NOW
        )

    @rule(stars=st.integers(-1, 7))
    def she_rates(self, stars):
        before = self.rating
        try:
            self.rating = before.changed(stars, NOW)
        except RuleBroken:
            assert not 1 <= stars <= 5

    @invariant()
    def stars_are_from_one_to_five_and_the_last_event_has_them(self):
        assert 1 <= self.rating.stars <= 5
        assert self.rating.events[-1].stars == self.rating.stars
        assert {each.kind.value for each in self.rating.parties()} == {"worker"}


TestAnyoneMayTryAnything = AnyoneMayTryAnything.TestCase
