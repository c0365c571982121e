from fractions import Fraction

import pytest
from attrs import evolve
from hypothesis import given
from hypothesis import strategies as st

from maawin_core.kernel.identity import new_id
from maawin_core.law.policy import POLICY
from maawin_core.oversight.alert import Alert, Watched, alerts

NUMBERS = st.integers(0, 40)
OFFICE = str(new_id())


@given(st.builds(Watched, st.just(OFFICE), *[NUMBERS] * 5))
def test_an_alert_names_a_figure_above_its_threshold_and_no_other(watched):
    raised = {each.code: each for each in alerts(watched, POLICY)}
    for code in ("refunds_overdue", "arrivals_missing", "wages_unpaid", "disputes_open", "stalled"):
        found, threshold = getattr(watched, code), getattr(POLICY, f"{code}_alert")
        assert (code in raised) == (found > threshold)
        if code in raised:
            assert raised[code] == Alert(code, OFFICE, Fraction(found), threshold)


@pytest.mark.parametrize(
    ("returned", "handed_over", "raised"), [(1, 5, 0), (2, 5, 1), (4, 4, 0), (0, 0, 0)]
)
def test_a_share_of_returns_counts_only_over_enough_cases(returned, handed_over, raised):
    watched = Watched(OFFICE, returned=returned, handed_over=handed_over)
    assert len(alerts(watched, POLICY)) == raised


def test_a_ministry_sets_its_own_thresholds():
    watched = Watched(OFFICE, disputes_open=1)
    assert not alerts(watched, POLICY)
    assert alerts(watched, evolve(POLICY, disputes_open_alert=0))


def test_the_threshold_of_a_country_grows_with_the_offices_that_recruit_from_there():
    assert not alerts(Watched("PHL", disputes_open=6, offices=2), POLICY)
    (alert,) = alerts(Watched("PHL", disputes_open=7, offices=2), POLICY)
    assert (alert.of, alert.found, alert.threshold) == ("PHL", 7, 6)
    assert alerts(Watched("PHL", returned=2, handed_over=5, offices=9), POLICY)


@pytest.mark.parametrize(("found", "said"), [("200/7", "28.6"), ("3", "3"), ("1/3", "0.3")])
def test_what_was_found_is_told_with_one_decimal_at_most(found, said):
    assert Alert("returned", "PHL", Fraction(found), 20).in_short == said
