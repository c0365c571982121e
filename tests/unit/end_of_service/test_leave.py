from datetime import date

import pytest
from attrs import evolve

from maawin_core.end_of_service.leave import Leave, leave
from maawin_core.kernel.money import Money
from maawin_core.law.fact_kinds import BadFacts
from maawin_core.law.qatar import QATAR

YEAR = Leave(first_day=date(2021, 3, 1), last_day=date(2022, 2, 28), basic_wage=Money(1_500))


@pytest.mark.parametrize(
    ("taken", "amount", "left"),
    [(0, 1_050, "21.00"), (20, 50, "1.00"), (21, 0, "0.00"), (30, 0, "0.00")],
)
def test_a_year_earns_three_weeks_and_what_is_left_is_paid(taken, amount, left):
    found = leave(evolve(YEAR, days_taken=taken), QATAR)
    assert (found.amount, found.figures["days_left"]) == (Money(amount), left)
    assert found.status == ("due" if amount else "nothing_due")


def test_part_of_a_year_earns_in_proportion_or_nothing():
    half = evolve(YEAR, last_day=date(2021, 8, 31))
    assert leave(half, QATAR).figures["days_accrued"] == "10.59"
    assert leave(half, QATAR).amount == Money("529.32")
    whole = QATAR.choosing({"A-36": "whole_years"})
    assert leave(half, whole).amount == Money(0)
    assert leave(YEAR, whole).amount == Money(1_050)


@pytest.mark.parametrize(
    ("last_day", "for_good", "both_ways", "one_way"),
    [
        ((2023, 2, 27), False, False, False),
        ((2023, 2, 28), False, True, False),
        ((2023, 2, 28), True, False, True),
        ((2021, 3, 1), True, False, True),
    ],
)
def test_the_ticket_home(last_day, for_good, both_ways, one_way):
    found = leave(evolve(YEAR, last_day=date(*last_day), leaves_for_good=for_good), QATAR)
    assert found.figures["return_ticket_due"] is both_ways
    assert found.figures["one_way_ticket_due"] is one_way


def test_leave_before_the_law_is_not_counted():
    before = evolve(
        YEAR, first_day=date(2016, 1, 1), last_day=date(2017, 10, 9), leaves_for_good=True
    )
    found = leave(before, QATAR)
    assert (found.status, found.amount) == ("nothing_due", Money(0))
    assert found.figures["one_way_ticket_due"] is False
    across = evolve(before, last_day=date(2018, 10, 9))
    assert leave(across, QATAR).amount == Money(1_050)
    assert leave(across, QATAR.choosing({"A-01": "from_hire"})).amount > Money(2_900)


def test_a_last_day_before_the_first_is_refused():
    with pytest.raises(BadFacts, match="first_day_after_last_day"):
        evolve(YEAR, last_day=date(2021, 2, 28))
