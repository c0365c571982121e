from datetime import timedelta

import pytest
from attrs import evolve
from beginnings import kept, shown_worker, working_office
from journeys import dispute, offer, placement, put, refund

from maawin_core.access.admission import (
    PILOT_SWITCH,
    PilotSwitch,
    admission_of,
    admitted,
    must_be_admitted,
)
from maawin_core.choice.rating import Rating
from maawin_core.choice.use_cases import (
    CompareOffices,
    CompareWorkers,
    SearchOffers,
    SearchWorkers,
)
from maawin_core.choice.wishes import By, Wishes
from maawin_core.disputes.events import Outcome
from maawin_core.kernel.errors import RuleBroken
from maawin_core.kernel.identity import new_id
from maawin_core.kernel.money import Money
from maawin_core.kernel.parties import SYSTEM
from maawin_core.kernel.parties import office as party
from maawin_core.law.policy import POLICY
from maawin_core.offers.offer import OfferStatus
from maawin_core.offices.licence import LicenceStatus
from maawin_core.workers.profile import Origin


@pytest.fixture
def mine(employer_of):
    return employer_of(new_id())


@pytest.fixture
def at(clock):
    return clock.now()


@pytest.fixture
def office(storage, at):
    return working_office(storage, at).id


def rated(storage, at, office, *stars, worker=None):
    for each in stars:
        rating = Rating.given(
            new_id(), office=office, employer=new_id(), worker=worker, stars=each,
            worker_stars=each if worker else None, at=at,
        )  # fmt: skip
        kept(storage, rating)


def test_offers_come_by_price_and_the_page_says_why(resolve, storage, at, office, mine):
    dear = offer(storage, at, office, "14000.00")
    cheap = offer(storage, at, office, "9000.00")
    found = resolve(SearchOffers)(mine, Wishes(country="PHL", most_days=30))
    assert [row.key for row in found.page.items] == [cheap.id, dear.id]
    assert (found.why.by, found.why.filters) == (
        By.PRICE,
        (("country", "PHL"), ("most_days", "30")),
    )
    assert set(found.offices) == set(found.records) == {office}


@pytest.mark.parametrize(
    ("order", "first"),
    [(By.PRICE, "cheap"), (By.WAGE, "fair"), (By.ARRIVAL, "soon")],
)
def test_each_order_puts_its_own_first(resolve, storage, at, office, mine, order, first):
    made = {
        "cheap": offer(storage, at, office, "7000.00"),
        "fair": offer(storage, at, office, wage="3000.00"),
        "soon": offer(storage, at, office, days=3),
    }
    found = resolve(SearchOffers)(mine, Wishes(), order)
    assert found.page.items[0].key == made[first].id


@pytest.mark.parametrize(
    "wishes",
    [
        Wishes(country="PHL"),
        Wishes(origin=Origin.ABROAD),
        Wishes(skills=("child_care",)),
        Wishes(languages=("en",)),
        Wishes(most_price=Money("10000.00")),
        Wishes(most_wage=Money("2000.00")),
        Wishes(most_days=30),
    ],
)
def test_what_was_not_asked_for_is_left_out(resolve, storage, at, office, mine, wishes):
    asked = offer(storage, at, office, "10000.00")
    offer(
        storage, at, office, "15000.00", country="KEN", origin=Origin.LOCAL, skills=("cooking",),
        languages=("sw",), wage="2500.00", days=60,
    )  # fmt: skip
    found = resolve(SearchOffers)(mine, wishes)
    assert [row.key for row in found.page.items] == [asked.id]


def test_what_nobody_can_take_is_not_shown(resolve, storage, at, office, mine):
    shut = working_office(storage, at, licence_status=LicenceStatus.SUSPENDED).id
    offer(storage, at, shut)
    offer(storage, at, office, status=OfferStatus.WITHDRAWN)
    offer(storage, at, office, until=at.date() - timedelta(days=1))
    assert resolve(SearchOffers)(mine, Wishes()).page.items == ()
    assert resolve(CompareOffices)(mine, Wishes()).offices == ()


def test_what_a_suspended_office_offers_is_not_shown_until_it_is_lifted(
    resolve, storage, clock, at, office, mine
):
    made, hers = offer(storage, at, office), shown_worker(storage, office, at)
    standing(storage, office, lambda one: one.suspended("inspection", at))
    assert everything_shown(resolve, mine) == set()
    standing(storage, office, lambda one: one.lifted("settled", at))
    assert everything_shown(resolve, mine) == {made.id, hers.id, office}


def test_in_the_pilot_only_the_chosen_are_shown_and_the_list_says_so(
    resolve, storage, at, office, mine
):
    chosen = working_office(storage, at).id
    offer(storage, at, office)
    shown_worker(storage, office, at)
    made, hers = offer(storage, at, chosen), shown_worker(storage, chosen, at)
    standing(storage, chosen, lambda one: one.chosen_for_pilot(True, at))
    assert {office, chosen} < everything_shown(resolve, mine)
    assert resolve(SearchOffers)(mine, Wishes()).why.filters == ()
    kept(storage, PilotSwitch(id=PILOT_SWITCH).turned(True, at))
    assert everything_shown(resolve, mine) == {made.id, hers.id, chosen}
    found = resolve(SearchOffers)(mine, Wishes(country="PHL"))
    assert found.why.filters == (("country", "PHL"), ("in_pilot", ""))
    assert resolve(CompareOffices)(mine, Wishes()).why.filters == (("in_pilot", ""),)


def test_whoever_is_shown_may_be_asked_and_whoever_is_not_may_not(storage, lists, at, office):
    # What is shown and what is refused are one rule.
    for change in (
        lambda one: one,
        lambda one: one.suspended("inspection", at),
        lambda one: one.chosen_for_pilot(True, at),
    ):
        for on in (False, True):
            with storage.transaction(SYSTEM) as work:
                switch = work.find(PilotSwitch, PILOT_SWITCH) or PilotSwitch(id=PILOT_SWITCH)
                work.save(switch.turned(on, at))
            other = party(new_id())
            standing(storage, other.id, change)
            refused = False
            try:
                with storage.transaction(SYSTEM) as work:
                    must_be_admitted(work, other)
            except RuleBroken:
                refused = True
            assert (other in admitted(lists, [other])) is not refused


def standing(storage, office, change):
    with storage.transaction(SYSTEM) as work:
        work.save(change(admission_of(work, party(office))))


def everything_shown(resolve, by):
    offers = resolve(SearchOffers)(by, Wishes()).page.items
    workers = resolve(SearchWorkers)(by, Wishes()).page.items
    offices = resolve(CompareOffices)(by, Wishes()).offices
    return {row.key for row in (*offers, *workers)} | {each.office.key for each in offices}


def test_an_order_that_a_list_does_not_have_is_refused(resolve, mine):
    for search, order in (
        (SearchOffers, By.RECORD),
        (SearchWorkers, By.PRICE),
        (CompareOffices, By.WAGE),
    ):
        with pytest.raises(RuleBroken, match="no_such_order"):
            resolve(search)(mine, Wishes(), order=order)


def test_workers_are_found_with_their_ratings(resolve, storage, at, office, mine):
    old = shown_worker(storage, office, at, experience_years=9)
    new = shown_worker(storage, office, at, experience_years=1, expected_wage=Money("1600.00"))
    shown_worker(storage, office, at, consented=False)
    shown_worker(storage, office, at, country="KEN", passport_country="KEN")
    rated(storage, at, office, 3, 4, 5, 5, 5, worker=old.id)
    search = resolve(SearchWorkers)
    found = search(mine, Wishes(country="PHL", skills=("child_care",)))
    assert [row.key for row in found.page.items] == [old.id, new.id]
    assert (found.workers[old.id].value, found.workers[new.id].value) == (
        Money("22").exact / 5,
        None,
    )
    cheap = search(mine, Wishes(most_wage=Money("1600.00")), By.EXPECTED_WAGE)
    assert [row.key for row in cheap.page.items] == [new.id]


def test_what_one_more_employer_says_of_a_worker_is_not_shown_alone(
    resolve, storage, at, office, mine
):
    her = shown_worker(storage, office, at)
    rated(storage, at, office, 5, 5, 5, 5, 5, worker=her.id)
    rated(storage, at + timedelta(days=1), office, 1, worker=her.id)
    (found,) = resolve(CompareWorkers)(mine, (her.id,))
    assert (found.rated.n, found.rated.value) == (5, 5)


def test_workers_are_compared_as_they_were_named(resolve, storage, at, office, mine):
    one, two = (shown_worker(storage, office, at) for _ in range(2))
    hidden = shown_worker(storage, office, at, consented=False)
    found = resolve(CompareWorkers)(mine, (two.id, hidden.id, one.id, two.id))
    assert [each.worker.key for each in found] == [two.id, one.id]


def test_not_more_than_a_few_are_compared(resolve, mine):
    named = tuple(new_id() for _ in range(3))
    few = evolve(POLICY, most_compared=2)
    with pytest.raises(RuleBroken, match="too_many_to_compare"):
        evolve(resolve(CompareWorkers), policy=few)(mine, named)
    with pytest.raises(RuleBroken, match="too_many_to_compare"):
        evolve(resolve(CompareOffices), policy=few)(mine, Wishes(), named)


def test_the_record_is_counted_from_what_has_happened(resolve, storage, at, office, mine):
    offer(storage, at, office)
    for late in (0, 0, 0, 4):
        placement(storage, at, office, late)
    put(storage, evolve(placement(storage, at, office, 0), returned_on=at.date()), at)
    placement(storage, at, office)  # still under way, and not late yet
    for days in (3, 3, 3, 20, 20):
        refund(storage, at, office, given_after=days)
    refund(storage, at, office)  # owed, and not due yet
    dispute(storage, at, office, Outcome.REFUND)
    dispute(storage, at, office, Outcome.NOTHING)
    dispute(storage, at, office, Outcome.PAYMENT, by_office=True)
    rated(storage, at, office, 5, 5, 4, 4, 3)
    (found,) = resolve(CompareOffices)(mine, Wishes()).offices
    figures = {f.code: (f.n, f.value and str(f.value)) for f in found.record.figures}
    assert figures == {
        "arrived_on_time": (5, "4/5"),
        "kept": (5, "4/5"),
        "refunds_in_time": (5, "3/5"),
        "no_dispute_lost": (5, "4/5"),
        "rated": (5, "21/5"),
        "rated_by_workers": (0, None),
    }
    assert (found.offers, found.lowest_price) == (1, Money("14000.00"))


def test_offices_come_by_record_or_by_their_lowest_price(resolve, storage, at, mine):
    good, poor, new = (working_office(storage, at).id for _ in range(3))
    for office, price in ((good, "15000.00"), (poor, "12000.00"), (new, "13000.00")):
        offer(storage, at, office, price)
        offer(storage, at, office, "16000.00")
    rated(storage, at, good, 5, 5, 5, 5, 5)
    rated(storage, at, poor, 1, 1, 1, 1, 1)
    compare = resolve(CompareOffices)

    def order(*args, **more):
        return [each.office.key for each in compare(mine, Wishes(), *args, **more).offices]

    assert order() == [good, poor, new]
    assert order(order=By.PRICE) == [poor, new, good]
    assert order((new, good)) == [good, new]


def test_no_office_is_left_out_of_a_comparison_that_is_read_to_its_end(resolve, storage, at, mine):
    offices = [working_office(storage, at).id for _ in range(5)]
    for number, office in enumerate(offices):
        offer(storage, at, office, f"{10000 + number}.00")
    compare, seen, after = resolve(CompareOffices), [], None
    for length in (2, 2, 1):
        page = compare(mine, Wishes(), order=By.PRICE, after=after, limit=2)
        assert len(page.offices) == length
        seen += [each.office.key for each in page.offices]
        after = page.next
    assert (seen, after) == (offices, None)
    with pytest.raises(RuleBroken, match="page_too_long"):
        compare(mine, Wishes(), limit=POLICY.most_compared + 1)
    with pytest.raises(RuleBroken, match="cursor_unreadable"):
        compare(mine, Wishes(), after="x")
