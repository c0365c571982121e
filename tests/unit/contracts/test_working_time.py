from fractions import Fraction

import pytest
from attrs import evolve

from maawin_core.contracts.working_time import WorkingTime, working_time
from maawin_core.kernel.money import Money
from maawin_core.law.qatar import QATAR

WEEK = WorkingTime(
    basic_wage=Money(2_400),
    daily_minutes=600,
    agreed_more=False,
    rest_minutes=1440,
    overtime_hours=Fraction(0),
    rest_day_hours=Fraction(0),
)


@pytest.mark.parametrize(
    ("change", "status", "flags"),
    [
        ({}, "lawful", ()),
        ({"daily_minutes": 601}, "over_daily_limit", ()),
        ({"daily_minutes": 601, "agreed_more": True}, "lawful", ()),
        ({"rest_minutes": 1439}, "rest_too_short", ()),
        ({"rest_minutes": 1439, "daily_minutes": 601}, "over_daily_limit", ("rest_too_short",)),
    ],
)
def test_the_day_and_the_week_have_a_limit(change, status, flags):
    found = working_time(evolve(WEEK, **change), QATAR)
    assert (found.status, found.flags) == (status, flags)


def test_an_hour_more_is_paid_with_a_quarter_on_top():
    assert working_time(evolve(WEEK, overtime_hours=Fraction(8)), QATAR).amount == Money(100)
    by_26 = QATAR.choosing({"A-42": "twenty_six_by_eight"})
    more = evolve(WEEK, overtime_hours=Fraction(5, 2))
    assert working_time(more, by_26).amount == Money("36.06")


def test_an_hour_of_the_rest_day_is_paid_with_150_percent_on_top():
    rest = evolve(WEEK, rest_day_hours=Fraction(8))
    assert working_time(rest, QATAR).amount == Money(200)
    assert working_time(rest, QATAR.choosing({"A-48": "one_and_a_half"})).amount == Money(120)
    assert "A-48" not in working_time(WEEK, QATAR).readings


def test_pay_is_rounded_once():
    odd = evolve(
        WEEK, basic_wage=Money(1_000), overtime_hours=Fraction(1), rest_day_hours=Fraction(1)
    )
    assert working_time(odd, QATAR).amount == Money("15.63")  # 5.208… and 10.416…
