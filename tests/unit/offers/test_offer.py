import json
from contextlib import suppress
from datetime import date, datetime, timedelta

import pytest
from attrs import evolve
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, invariant, rule

from maawin_core import rulebook
from maawin_core.kernel.aggregate import Moment
from maawin_core.kernel.calendar import DOHA, end_of_day
from maawin_core.kernel.errors import Refusal, RuleBroken, WrongMoment
from maawin_core.kernel.identity import new_id
from maawin_core.kernel.money import Money
from maawin_core.kernel.parties import office
from maawin_core.law.qatar import QATAR
from maawin_core.offers.lawful import Proposal
from maawin_core.offers.offer import Offer, OfferExpired, OfferStatus
from maawin_core.offers.terms import PriceItem, Profile, Terms
from maawin_core.workers.worker import Origin, Sex

NOW = datetime(2026, 1, 5, 9, tzinfo=DOHA)
TERMS = Terms(
    items=(
        PriceItem("Recruitment", Money("12000.00")),
        PriceItem("Ticket", Money("2000.00")),
        PriceItem("Visa", Money("300.00"), government=True),
    ),
    wage=Money("1900.00"),
    arrival_days=30,
    valid_until=date(2026, 2, 28),
)
PROFILE = Profile(country="PHL", skills=("child_care",), languages=("en", "tl"), sex=Sex.FEMALE)
PROPOSAL = Proposal(origin=Origin.ABROAD, profile=PROFILE, terms=TERMS)


def made(worker=None, **changes):
    return Offer.made(
        new_id(), office=new_id(), proposal=evolve(PROPOSAL, **changes), law=QATAR, at=NOW,
        worker=worker,
    )  # fmt: skip


def of_items(*amounts, government=False):
    items = tuple(PriceItem(f"Item {n}", Money(a), government) for n, a in enumerate(amounts))
    return evolve(TERMS, items=items)


def test_the_price_is_what_the_office_charges_and_the_states_fees_stand_beside_it():
    assert made().price == Money("14000.00")
    assert made().terms.government_fees == Money("300.00")


def test_an_offer_says_what_its_terms_say():
    paid = evolve(TERMS, housing=Money("600.00"), food=Money("400.00"), guarantee="Nine months.")
    offer = made(terms=paid)
    assert (offer.items, offer.housing, offer.food) == (paid.items, paid.housing, paid.food)
    assert (offer.arrival_days, offer.guarantee) == (30, "Nine months.")
    assert offer.parties() == {office(offer.office)}


def test_a_price_at_the_cap_is_lawful_and_one_dirham_more_is_not():
    assert made(terms=of_items("15000.00")).price == Money("15000.00")
    with pytest.raises(RuleBroken) as no:
        made(terms=of_items("14999.99", "0.02"))
    facts = no.value.facts
    assert no.value.code == "price_above_cap"
    assert (facts["found"], facts["needed"], facts["excess"]) == (
        Money("15000.01"),
        Money("15000.00"),
        Money("0.01"),
    )
    assert facts["country"] == "PHL"


def test_government_fees_do_not_count_towards_the_cap():
    assert made(terms=of_items("20000.00", government=True)).price == Money(0)


def test_recruitment_within_qatar_has_no_cap():
    assert made(origin=Origin.LOCAL, terms=of_items("40000.00")).warnings == ()


def test_a_state_without_a_cap_is_left_to_a_human_with_a_warning():
    assert made(profile=evolve(PROFILE, country="NPL")).warnings == ("no_cap_review",)


def test_whatever_is_charged_to_the_worker_is_refused():
    with pytest.raises(RuleBroken, match="worker_charged"):
        made(charged_to_worker=Money("0.01"))
    assert made(charged_to_worker=Money(0))


@pytest.mark.parametrize(
    ("wage", "housing", "food", "lawful"),
    [
        ("1000.00", None, None, True),
        ("999.99", None, None, False),
        ("1000.00", "500.00", "300.00", True),
        ("1000.00", "499.99", None, False),
        ("5000.00", None, "299.99", False),
    ],
)
def test_no_part_of_the_wage_goes_below_its_floor(wage, housing, food, lawful):
    kind = evolve(PROFILE, country="IND")
    terms = evolve(
        TERMS, wage=Money(wage), housing=housing and Money(housing), food=food and Money(food)
    )
    if lawful:
        assert made(profile=kind, terms=terms).wage == Money(wage)
        return
    with pytest.raises(RuleBroken) as no:
        made(profile=kind, terms=terms)
    assert no.value.code == "wage_below_floor"
    assert no.value.facts["needed"] == Money("1000.00")


def test_a_wage_below_what_the_state_of_origin_asks_is_a_warning():
    offer = made(terms=evolve(TERMS, wage=Money("1400.00")))
    assert offer.warnings == ("below_origin_floor",)


def test_both_sheets_are_kept_and_replay():
    version = made().latest
    for sheet, rule_name in (
        (version.price_sheet, "price-cap"),
        (version.wage_sheet, "wage-floor"),
    ):
        record = json.loads(sheet)
        assert record["rule"] == rule_name
        assert rulebook.replay(record) is None


@pytest.mark.parametrize(
    ("change", "code"),
    [
        ({"items": ()}, "items_missing"),
        ({"items": (PriceItem(" ", Money(1)),)}, "text_missing"),
        ({"items": (PriceItem("Discount", Money(-1)),)}, "sum_negative"),
        ({"items": (PriceItem("Dollars", Money(1, "USD")),)}, "currencies_differ"),
        ({"wage": Money(0)}, "wage_missing"),
        ({"housing": Money(-1)}, "sum_negative"),
        ({"food": Money(-1)}, "sum_negative"),
        ({"arrival_days": -1}, "days_negative"),
        ({"valid_until": date(2026, 1, 4)}, "valid_until_past"),
    ],
)
def test_terms_that_say_nothing_or_less_than_nothing_are_refused(change, code):
    with pytest.raises(RuleBroken) as no:
        made(terms=evolve(TERMS, **change))
    assert no.value.code == code


@pytest.mark.parametrize(
    ("change", "code"),
    [
        ({"country": "XXX"}, "no_such_country"),
        ({"skills": ("Child|care",)}, "skill_unreadable"),
        ({"languages": ("Tagalog",)}, "no_such_language"),
    ],
)
def test_a_profile_that_nobody_could_search_for_is_refused(change, code):
    with pytest.raises(RuleBroken) as no:
        made(profile=evolve(PROFILE, **change))
    assert no.value.code == code


def test_a_change_is_a_new_version_and_the_earlier_one_stays():
    offer = made()
    cheaper = offer.changed(of_items("9000.00"), QATAR, NOW)
    assert [each.number for each in cheaper.versions] == [1, 2]
    assert cheaper.price == Money("9000.00")
    assert cheaper.versions[0] == offer.latest


def test_the_same_terms_again_are_no_new_version():
    offer = made()
    assert offer.changed(TERMS, QATAR, NOW) is offer


def test_a_change_is_as_lawful_as_a_first_offer():
    with pytest.raises(RuleBroken, match="price_above_cap"):
        made().changed(of_items("15000.01"), QATAR, NOW)
    with pytest.raises(RuleBroken, match="worker_charged"):
        made().changed(TERMS, QATAR, NOW, Money(1))


def test_an_offer_expires_after_its_last_day_and_not_on_it():
    offer = made()
    assert offer.moments() == {Moment("offer_expires", end_of_day(TERMS.valid_until))}
    last = end_of_day(TERMS.valid_until) - timedelta(seconds=1)
    assert offer.expired(last) is offer
    offer.must_stand(last)
    over = offer.expired(last + timedelta(seconds=1))
    assert over.status is OfferStatus.EXPIRED
    assert isinstance(over.events[-1], OfferExpired)
    assert over.moments() == frozenset()
    assert over.expired(last + timedelta(days=9)) is over


def test_nobody_asks_on_an_offer_that_is_over_even_before_the_clock_has_noticed():
    with pytest.raises(RuleBroken, match="offer_over"):
        made().must_stand(end_of_day(TERMS.valid_until))
    with pytest.raises(WrongMoment):
        made().withdrawn(NOW).must_stand(NOW)


def test_withdrawing_twice_is_withdrawing_once_and_nothing_follows_it():
    gone = made().withdrawn(NOW)
    assert gone.withdrawn(NOW) is gone
    with pytest.raises(WrongMoment):
        gone.changed(TERMS, QATAR, NOW)


def test_an_offer_of_a_named_worker_is_taken_with_her_and_one_of_a_profile_is_not():
    assert made(worker=new_id()).taken(NOW).status is OfferStatus.TAKEN
    profile = made()
    assert profile.taken(NOW) is profile
    taken = made(worker=new_id()).taken(NOW)
    assert taken.taken(NOW) is taken
    with pytest.raises(WrongMoment):
        taken.withdrawn(NOW)


class AnyoneMayTryAnything(RuleBasedStateMachine):
    def __init__(self):
        super().__init__()
        self.at = NOW
        self.offer = made(worker=new_id())
        self.seen = self.offer.versions
        self.closed = None

    def attempt(self, act):
        with suppress(Refusal):
            self.offer = act(self.offer)

    @rule(days=st.integers(0, 40))
    def time_passes(self, days):
        self.at += timedelta(days=days)

    @rule(
        price=st.integers(0, 20_000),
        wage=st.integers(0, 2_000),
        days=st.integers(-5, 60),
        charged=st.sampled_from([0, 0, 0, 1]),
    )
    def change(self, price, wage, days, charged):
        until = self.at.date() + timedelta(days=days)
        terms = evolve(of_items(price), wage=Money(wage), valid_until=until)
        self.attempt(lambda offer: offer.changed(terms, QATAR, self.at, Money(charged)))

    @rule()
    def withdraw(self):
        self.attempt(lambda offer: offer.withdrawn(self.at))

    @rule()
    def expire(self):
        self.attempt(lambda offer: offer.expired(self.at))

    @rule()
    def take(self):
        self.attempt(lambda offer: offer.taken(self.at))

    @invariant()
    def every_version_was_lawful(self):
        for each in self.offer.versions:
            assert each.terms.price <= Money(15_000)
            assert each.terms.wage >= Money(1_000)
            assert json.loads(each.price_sheet)["answer"]["status"] == "within_cap"
            assert json.loads(each.wage_sheet)["answer"]["status"] == "lawful"

    @invariant()
    def no_version_is_ever_lost(self):
        assert self.offer.versions[: len(self.seen)] == self.seen
        self.seen = self.offer.versions
        assert [each.number for each in self.seen] == list(range(1, len(self.seen) + 1))

    @invariant()
    def what_is_closed_stays_closed(self):
        if self.closed is not None:
            assert self.offer.status is self.closed
        elif self.offer.status is not OfferStatus.OPEN:
            self.closed = self.offer.status

    @invariant()
    def only_an_open_offer_waits_for_its_last_day(self):
        assert bool(self.offer.moments()) is (self.offer.status is OfferStatus.OPEN)


TestAnyoneMayTryAnything = AnyoneMayTryAnything.TestCase
