from fractions import Fraction

import pytest
from attrs import evolve
from hypothesis import given
from hypothesis import strategies as st

from maawin_core.kernel.identity import new_id
from maawin_core.law.policy import POLICY
from maawin_core.oversight.alert import Alert, Watched, alerts

NUMBERS = st.integers(0, 40)
OFFICE = new_id()


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
