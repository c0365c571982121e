from contextlib import suppress
from datetime import datetime

import pytest
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, invariant, rule

from maawin_core.kernel.calendar import DOHA
from maawin_core.kernel.errors import Refusal, RuleBroken
from maawin_core.kernel.identity import new_id
from maawin_core.kernel.parties import MINISTRY, PartyKind, employer, office, worker
from maawin_core.pilot.cohort import Cohort

AT = datetime(2026, 1, 5, 9, 0, tzinfo=DOHA)
ANYBODY = [office(new_id()), office(new_id()), employer(new_id()), worker(new_id()), MINISTRY]


class AnyoneMayTryAnything(RuleBasedStateMachine):
    def __init__(self):
        super().__init__()
        self.cohort = Cohort.formed(new_id(), "First", AT)

    @rule(party=st.sampled_from(ANYBODY))
    def choose(self, party):
        with suppress(Refusal):
            self.cohort = self.cohort.chosen(party, AT)
            assert self.cohort.chosen(party, AT) is self.cohort

    @rule(party=st.sampled_from(ANYBODY))
    def leave(self, party):
        self.cohort = self.cohort.left(party, AT)
        assert self.cohort.left(party, AT) is self.cohort

    @invariant()
    def only_offices_and_employers_are_in_it(self):
        kinds = {party.kind for party in self.cohort.members}
        assert kinds <= {PartyKind.OFFICE, PartyKind.EMPLOYER}

    @invariant()
    def each_member_holds_a_place_that_no_other_group_can_give(self):
        held = {claim.value for claim in self.cohort.claims() if claim.name == "pilot_place"}
        assert held == {str(party) for party in self.cohort.members}

    @invariant()
    def its_row_counts_its_members(self):
        (row,) = self.cohort.rows()
        assert row.offices + row.employers == len(self.cohort.members)


TestAnyoneMayTryAnything = AnyoneMayTryAnything.TestCase


def test_a_group_has_a_name():
    with pytest.raises(RuleBroken, match="text_missing"):
        Cohort.formed(new_id(), " ", AT)
