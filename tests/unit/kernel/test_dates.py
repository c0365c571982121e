from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from maawin_core.kernel import dates

days = st.dates(date(1950, 1, 1), date(2100, 12, 31))
leap_days = st.sampled_from([dates.FEB_28, dates.MAR_1])


@pytest.mark.parametrize(
    ("day", "months", "reached"),
    [
        (date(2024, 1, 31), 1, date(2024, 2, 29)),
        (date(2023, 1, 31), 1, date(2023, 2, 28)),
        (date(2023, 1, 31), 2, date(2023, 3, 31)),
        (date(2023, 11, 30), 3, date(2024, 2, 29)),
        (date(2023, 12, 1), 1, date(2024, 1, 1)),
        (date(2023, 3, 31), -1, date(2023, 2, 28)),
        (date(2023, 3, 31), 0, date(2023, 3, 31)),
    ],
)
def test_a_month_later_is_clamped_to_the_end_of_a_shorter_month(day, months, reached):
    assert dates.add_months(day, months) == reached


@given(days, st.integers(0, 400))
def test_a_later_month_is_never_an_earlier_day(day, months):
    assert dates.add_months(day, months) <= dates.add_months(day, months + 1)
    assert dates.add_months(day, months) <= dates.add_months(day + timedelta(1), months)


@given(days, st.integers(0, 40), leap_days)
def test_a_year_is_complete_on_the_day_before_its_anniversary(day, years, leap_day):
    eve = dates.anniversary(day, years + 1, leap_day) - timedelta(1)
    assert dates.whole_years(day, eve, leap_day) == years + 1
    assert dates.whole_years(day, eve - timedelta(1), leap_day) == years


@given(days, days, leap_days)
def test_years_never_fall_with_a_later_day(first, last, leap_day):
    later = last + timedelta(1)
    assert dates.whole_years(first, last, leap_day) <= dates.whole_years(first, later, leap_day)


def test_who_was_born_on_29_february_waits_for_1_march():
    born = date(2004, 2, 29)
    assert [dates.age_on(born, day) for day in (date(2022, 2, 28), date(2022, 3, 1))] == [17, 18]
    assert dates.age_on(born, date(2024, 2, 29)) == 20


def test_days_are_counted_with_both_ends_or_with_one():
    first, last = date(2024, 2, 28), date(2024, 3, 1)
    assert dates.days_counted(first, last) == 3
    assert dates.days_between(first, last) == 2
    assert dates.days_counted(last, first) == dates.days_between(last, first) == 0


def test_the_week_of_the_state_is_sunday_to_thursday():
    thursday = date(2026, 11, 26)
    assert dates.add_working_days(thursday, 1) == date(2026, 11, 29)
    assert dates.add_working_days(thursday + timedelta(1), 1) == date(2026, 11, 29)
    assert dates.add_working_days(date(2026, 11, 29), 5) == date(2026, 12, 6)


def test_ends_of_months_and_years():
    day = date(2024, 2, 10)
    assert dates.first_of_month(day) == date(2024, 2, 1)
    assert dates.last_of_month(day) == date(2024, 2, 29)
    assert dates.first_of_year(day) == date(2024, 1, 1)
