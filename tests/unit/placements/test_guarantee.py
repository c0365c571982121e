from datetime import date, timedelta

from attrs import evolve
from hypothesis import given
from hypothesis import strategies as st

from maawin_core.disputes.guarantee_phases import Stay, months_of
from maawin_core.kernel.identity import new_id
from maawin_core.law.qatar import QATAR
from maawin_core.law.worksheet import Worksheet
from maawin_core.placements.guarantee import GuaranteeDays, guarantee_days, guarantee_of
from maawin_core.placements.placement import Placement

SIGNED = date(2026, 1, 5)
DAYS = st.dates(date(2022, 1, 8), date(2032, 12, 31))


def placement(**changes):
    made = Placement(
        id=new_id(), contract=new_id(), request=new_id(), office=new_id(), employer=new_id(),
        worker=new_id(), contract_day=SIGNED, handed_over_on=date(2026, 2, 1),
    )  # fmt: skip
    return evolve(made, **changes)


def test_three_months_and_six_more_from_the_hand_over():
    assert guarantee_of(placement()) == GuaranteeDays(date(2026, 4, 30), date(2026, 10, 31))


def test_without_an_office_or_before_the_hand_over_there_is_no_guarantee():
    assert guarantee_of(placement(office=None)) is None
    assert guarantee_of(placement(handed_over_on=None)) is None
    assert guarantee_of(placement(contract_day=None)) is None


def test_a_contract_of_before_2022_has_no_extension():
    days = guarantee_days(date(2022, 1, 7), date(2022, 2, 1), QATAR)
    assert days == GuaranteeDays(date(2022, 4, 30), date(2022, 4, 30))


@given(DAYS, st.integers(0, 400))
def test_it_ends_on_the_day_that_the_refund_rule_says(hand_over, stayed):
    stay = Stay(hand_over, hand_over, hand_over + timedelta(days=stayed))
    months = months_of(stay, Worksheet(QATAR, hand_over))
    days = guarantee_days(hand_over, hand_over, QATAR)
    assert days == GuaranteeDays(months.first_phase_ends, months.guarantee_ends)


@given(DAYS)
def test_another_reading_moves_the_shown_days_with_the_rule(hand_over):
    by_days = QATAR.choosing({"A-15": "days_90_270"})
    days = guarantee_days(hand_over, hand_over, by_days)
    assert days.first_phase_ends == hand_over + timedelta(days=89)
    assert days.guarantee_ends == hand_over + timedelta(days=269)
