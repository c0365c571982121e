from datetime import date

import pytest
from attrs import evolve

from maawin_core.kernel.money import Money
from maawin_core.law.qatar import QATAR
from maawin_core.offers.wage_floor import WageOffer, wage_floor

OFFER = WageOffer(day=date(2025, 1, 1), basic_wage=Money(1_000), housing=None, food=None)


@pytest.mark.parametrize(
    ("basic", "housing", "food", "status"),
    [
        ("1000.00", None, None, "lawful"),
        ("999.99", None, None, "below_floor"),
        ("1000.00", "500.00", "300.00", "lawful"),
        ("1000.00", "499.99", "300.00", "below_floor"),
        ("1000.00", "500.00", "299.99", "below_floor"),
        ("1800.00", "0.00", "0.00", "below_floor"),
    ],
)
def test_each_part_has_a_floor_and_none_makes_up_for_another(basic, housing, food, status):
    offer = evolve(
        OFFER,
        basic_wage=Money(basic),
        housing=Money(housing) if housing else None,
        food=Money(food) if food else None,
    )
    assert wage_floor(offer, QATAR).status == status


def test_under_the_laxer_reading_only_the_total_counts():
    offer = evolve(OFFER, basic_wage=Money(1_800), housing=Money(0), food=Money(0))
    lax = QATAR.choosing({"A-37": "total_only"})
    assert wage_floor(offer, lax).status == "lawful"
    assert wage_floor(evolve(offer, basic_wage=Money("1799.99")), lax).status == "below_floor"


def test_before_2021_housing_and_food_had_to_be_given_in_kind():
    before = evolve(OFFER, day=date(2021, 3, 19), basic_wage=Money(750))
    assert wage_floor(before, QATAR).status == "lawful"
    assert wage_floor(evolve(before, basic_wage=Money("749.99")), QATAR).status == "below_floor"
    assert wage_floor(evolve(before, housing=Money(900)), QATAR).status == "below_floor"
    assert wage_floor(evolve(before, food=Money(900)), QATAR).status == "below_floor"
    assert wage_floor(evolve(before, day=date(2021, 3, 20)), QATAR).status == "below_floor"


def test_before_there_was_a_floor_there_is_none():
    found = wage_floor(evolve(OFFER, day=date(2017, 10, 31), recruited_from="PHL"), QATAR)
    assert (found.status, found.figures["basic"]) == ("no_floor", None)
    assert found.figures["origin_floor"] is None


@pytest.mark.parametrize(
    ("day", "wage", "floor", "flagged"),
    [
        ((2025, 10, 21), 1_460, 1_460, False),
        ((2025, 10, 21), 1_459, 1_460, True),
        ((2025, 10, 22), 1_460, 1_825, True),
        ((2025, 10, 22), 1_825, 1_825, False),
    ],
)
def test_what_a_country_of_origin_asks_is_a_warning(day, wage, floor, flagged):
    offer = evolve(OFFER, day=date(*day), basic_wage=Money(wage), recruited_from="PHL")
    found = wage_floor(offer, QATAR)
    assert found.status == "lawful"
    assert found.figures["origin_floor"] == Money(floor)
    assert ("below_origin_floor" in found.flags) == flagged
