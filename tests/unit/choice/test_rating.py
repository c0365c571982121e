from contextlib import suppress
from datetime import datetime

import pytest
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, invariant, rule

from maawin_core.choice.rating import Rating
from maawin_core.kernel.calendar import DOHA
from maawin_core.kernel.errors import Refusal, RuleBroken
from maawin_core.kernel.identity import new_id
from maawin_core.kernel.parties import employer, office

AT = datetime(2026, 1, 5, 9, 0, tzinfo=DOHA)
STARS = st.integers(-2, 8)


def given(stars=4, worker_stars=None):
    return Rating.given(
        new_id(), office=new_id(), employer=new_id(), worker=new_id(), stars=stars,
        worker_stars=worker_stars, at=AT,
    )  # fmt: skip


class AnyoneMayTryAnything(RuleBasedStateMachine):
    def __init__(self):
        super().__init__()
        self.rating = given()

    @rule(stars=STARS, worker_stars=st.none() | STARS)
    def change(self, stars, worker_stars):
        before = self.rating
        with suppress(Refusal):
            self.rating = before.changed(stars, worker_stars, AT)
            assert (self.rating is before) == (
                (stars, worker_stars) == (before.stars, before.worker_stars)
            )

    @invariant()
    def its_stars_are_from_one_to_five(self):
        assert 1 <= self.rating.stars <= 5
        assert self.rating.worker_stars is None or 1 <= self.rating.worker_stars <= 5


TestAnyoneMayTryAnything = AnyoneMayTryAnything.TestCase


@pytest.mark.parametrize(("stars", "worker_stars"), [(0, None), (6, None), (3, 0), (3, 6)])
def test_other_stars_are_refused(stars, worker_stars):
    with pytest.raises(RuleBroken, match="stars_out_of_range"):
        given(stars, worker_stars)


def test_the_worker_is_no_party_to_what_is_said_of_her_office():
    rating = given()
    assert rating.parties() == {office(rating.office), employer(rating.employer)}
