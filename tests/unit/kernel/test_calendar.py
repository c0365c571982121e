# ruff: noqa: DTZ001 (Hypothesis wants the ends of a range without a zone)

from datetime import UTC, date, datetime, timedelta, timezone
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from maawin_core.kernel.calendar import DOHA, civil_day, end_of_day, start_of_day

INSTANTS = st.datetimes(datetime(1990, 1, 1), datetime(2100, 1, 1), timezones=st.just(UTC))
DAYS = st.dates(date(1990, 1, 1), date(2100, 1, 1))


@pytest.mark.parametrize(
    ("at", "day"),
    [
        (datetime(2026, 1, 5, 20, 59, 59, tzinfo=UTC), date(2026, 1, 5)),
        (datetime(2026, 1, 5, 21, 0, tzinfo=UTC), date(2026, 1, 6)),
        (datetime(2026, 1, 5, 0, 0, tzinfo=timezone(timedelta(hours=14))), date(2026, 1, 4)),
        (datetime(2026, 12, 31, 22, 0, tzinfo=UTC), date(2027, 1, 1)),
    ],
)
def test_a_civil_day_is_that_of_doha(at, day):
    assert civil_day(at) == day


@given(INSTANTS)
def test_a_day_holds_its_instants_and_no_other(at):
    day = civil_day(at)
    assert start_of_day(day) <= at < end_of_day(day)
    assert end_of_day(day) == start_of_day(day + timedelta(days=1))


@given(DAYS)
def test_the_end_of_a_day_is_no_longer_of_it(day):
    assert civil_day(end_of_day(day)) == day + timedelta(days=1)
    assert civil_day(end_of_day(day) - timedelta(microseconds=1)) == day


@given(INSTANTS)
def test_doha_is_what_the_time_zone_database_says(at):
    assert at.astimezone(DOHA).utcoffset() == at.astimezone(ZoneInfo("Asia/Qatar")).utcoffset()
