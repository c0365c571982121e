from datetime import date

import pytest
from attrs import evolve

from maawin_core.kernel.money import Money
from maawin_core.law.qatar import QATAR
from maawin_core.offers.price_cap import OfficeCharge, Price, RecruitedHow, price_cap


def charges(*amounts):
    return tuple(OfficeCharge(name="fee", amount=Money(each)) for each in amounts)


PRICE = Price(
    recruited_from="PHL",
    contract_day=date(2025, 1, 1),
    kind=RecruitedHow.ABROAD,
    office_charges=charges("10000.00", "5000.00"),
)


@pytest.mark.parametrize(
    ("country", "cap"),
    [
        ("IDN", 17_000),
        ("LKA", 16_000),
        ("PHL", 15_000),
        ("BGD", 14_000),
        ("IND", 14_000),
        ("KEN", 9_000),
        ("ETH", 9_000),
    ],
)
def test_each_country_has_its_cap_and_a_fils_above_is_above(country, cap):
    at_cap = evolve(PRICE, recruited_from=country, office_charges=charges(cap))
    above = evolve(at_cap, office_charges=charges(cap, "0.01"))
    assert price_cap(at_cap, QATAR).status == "within_cap"
    found = price_cap(above, QATAR)
    assert (found.status, found.money("excess")) == ("above_cap", Money("0.01"))
    assert found.money("cap") == Money(cap)


def test_whatever_is_charged_is_added_up():
    assert price_cap(PRICE, QATAR).amount == Money(15_000)
    assert price_cap(evolve(PRICE, office_charges=()), QATAR).amount == Money(0)


def test_money_from_the_worker_is_refused_before_anything_else():
    for price in (
        PRICE,
        evolve(PRICE, kind=RecruitedHow.LOCAL),
        evolve(PRICE, recruited_from="NPL"),
    ):
        assert price_cap(evolve(price, charged_to_worker=Money("0.01")), QATAR).status == (
            "worker_charged"
        )


@pytest.mark.parametrize(
    ("change", "status"),
    [
        ({"kind": RecruitedHow.LOCAL}, "not_applicable"),
        ({"recruited_from": "NPL"}, "no_cap_review"),
        ({"contract_day": date(2022, 1, 23)}, "not_in_force"),
        ({"contract_day": date(2022, 1, 23), "recruited_from": "NPL"}, "not_in_force"),
    ],
)
def test_where_there_is_no_cap_the_answer_says_why(change, status):
    found = price_cap(evolve(PRICE, **change), QATAR)
    assert (found.status, found.figures["cap"]) == (status, None)
    assert found.money("excess") == Money(0)
    assert "A-29" not in found.readings


@pytest.mark.parametrize(
    ("day", "flagged"), [((2022, 1, 24), True), ((2022, 2, 18), True), ((2022, 2, 19), False)]
)
def test_the_first_weeks_of_the_cap_are_flagged(day, flagged):
    found = price_cap(evolve(PRICE, contract_day=date(*day)), QATAR)
    assert ("start_date_unconfirmed" in found.flags) == flagged
