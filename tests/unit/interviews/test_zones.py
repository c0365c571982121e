from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest

from maawin_core.interviews.zones import (
    DOHA_ZONE,
    ZONE_OF_COUNTRY,
    ZONES,
    doha_time,
    local_time,
)
from maawin_core.kernel.countries import ALPHA_3
from maawin_core.kernel.errors import RuleBroken

DAYS = [datetime(2025, 1, 1, 12, tzinfo=UTC) + timedelta(days=30 * n) for n in range(40)]


@pytest.mark.parametrize("zone", ZONES)
def test_every_clock_agrees_with_the_time_zone_database(zone):
    found = [local_time(at, zone).replace(tzinfo=None) for at in DAYS]
    assert found == [at.astimezone(ZoneInfo(zone)).replace(tzinfo=None) for at in DAYS]


def test_doha_is_the_zone_of_doha():
    assert [local_time(at, DOHA_ZONE) for at in DAYS] == [doha_time(at) for at in DAYS]
    assert doha_time(DAYS[0]).isoformat() == "2025-01-01T15:00:00+03:00"


def test_every_country_has_a_known_zone():
    assert set(ZONE_OF_COUNTRY) <= ALPHA_3
    assert set(ZONE_OF_COUNTRY.values()) <= set(ZONES)


def test_the_states_with_a_price_cap_are_all_there():
    assert {"IDN", "LKA", "PHL", "BGD", "IND", "KEN", "ETH"} <= set(ZONE_OF_COUNTRY)


def test_an_unknown_zone_is_refused():
    with pytest.raises(RuleBroken, match="zone_unknown"):
        local_time(DAYS[0], "Mars/Olympus")
