# ruff: noqa: PT012 (a refusal comes when the block of the transaction ends)

import pytest
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, invariant, rule

from maawin_core.access.admission import (
    PILOT_SWITCH,
    Admission,
    PilotSwitch,
    Standing,
    admission_id,
    admission_of,
    must_be_admitted,
)
from maawin_core.kernel.errors import RuleBroken, Stale
from maawin_core.kernel.identity import new_id
from maawin_core.kernel.parties import SYSTEM, employer, office
from maawin_core.testing.sample import NOW, a_notice, elsewhere
from maawin_core.testing.stores import kept

OFFICE, EMPLOYER = office(new_id()), employer(new_id())


def refused(storage, *parties):
    with storage.transaction(SYSTEM) as work:
        try:
            must_be_admitted(work, *parties)
        except RuleBroken as refusal:
            return refusal.code
    return None


def test_of_whom_nothing_was_said_is_admitted(storage):
    assert refused(storage, OFFICE, EMPLOYER) is None


def test_a_suspended_party_starts_nothing_new_and_is_told_why(storage):
    kept(storage, Admission.of(OFFICE).suspended("licence_expired", NOW))
    with storage.transaction(SYSTEM) as work, pytest.raises(RuleBroken) as refusal:
        must_be_admitted(work, EMPLOYER, OFFICE)
    assert refusal.value.code == "party_suspended"
    assert refusal.value.facts["cause"] == "licence_expired"
    assert refused(storage, EMPLOYER) is None


def test_an_office_that_owes_a_late_refund_is_told_how_the_block_ends(storage):
    blocked = kept(storage, Admission.of(OFFICE).blocked(new_id(), NOW))
    assert refused(storage, OFFICE) == "refund_overdue"
    with storage.transaction(SYSTEM) as work:
        suspended = work.get(Admission, blocked.id).suspended("licence_expired", NOW)
        work.save(suspended.unblocked(*blocked.unpaid, NOW))
    # What else stands against it, to pay does not end.
    assert refused(storage, OFFICE) == "party_suspended"


def test_a_lifted_suspension_is_over(storage):
    kept(storage, Admission.of(OFFICE).suspended("licence_expired", NOW))
    with storage.transaction(SYSTEM) as work:
        work.save(admission_of(work, OFFICE).lifted("licence_renewed", NOW))
    assert refused(storage, OFFICE) is None


def test_in_the_pilot_only_the_chosen_start_something_new(storage):
    kept(storage, PilotSwitch(id=PILOT_SWITCH).turned(True, NOW))
    assert refused(storage, OFFICE) == "not_in_pilot"
    kept(storage, Admission.of(OFFICE).chosen_for_pilot(True, NOW))
    assert refused(storage, OFFICE) is None
    assert refused(storage, OFFICE, EMPLOYER) == "not_in_pilot"


def test_a_chosen_party_that_is_suspended_starts_nothing(storage):
    kept(storage, Admission.of(OFFICE).chosen_for_pilot(True, NOW).suspended("x", NOW))
    assert refused(storage, OFFICE) == "party_suspended"


def test_after_the_pilot_everybody_may(storage):
    switch = kept(storage, PilotSwitch(id=PILOT_SWITCH).turned(True, NOW))
    with storage.transaction(SYSTEM) as work:
        work.save(work.get(PilotSwitch, switch.id).turned(False, NOW))
    assert refused(storage, OFFICE) is None


def test_who_is_suspended_in_mid_act_does_not_get_through(storage):
    notice = a_notice()
    with pytest.raises(Stale), storage.transaction(SYSTEM) as work:
        must_be_admitted(work, OFFICE)
        elsewhere(lambda: kept(storage, Admission.of(OFFICE).suspended("x", NOW)))
        work.save(notice)
    assert storage.history(type(notice), notice.id).items == ()


def test_saying_it_again_changes_nothing():
    suspended = Admission.of(OFFICE).suspended("x", NOW)
    assert suspended.suspended("y", NOW) is suspended
    new = Admission.of(OFFICE)
    assert new.lifted("x", NOW) is new
    assert new.chosen_for_pilot(False, NOW) is new
    switch = PilotSwitch(id=PILOT_SWITCH)
    assert switch.turned(False, NOW) is switch


def test_each_party_has_one_admission():
    assert Admission.of(OFFICE).id == admission_id(OFFICE) != admission_id(EMPLOYER)
    assert Admission.of(OFFICE).parties() == {OFFICE}


class AnyoneMayTryAnything(RuleBasedStateMachine):
    def __init__(self):
        super().__init__()
        self.admission = Admission.of(OFFICE)
        self.suspended = self.chosen = False

    @rule(cause=st.text(max_size=5))
    def suspend(self, cause):
        self.admission, self.suspended = self.admission.suspended(cause, NOW), True

    @rule(cause=st.text(max_size=5))
    def lift(self, cause):
        self.admission, self.suspended = self.admission.lifted(cause, NOW), False

    @rule(chosen=st.booleans())
    def choose(self, chosen):
        self.admission, self.chosen = self.admission.chosen_for_pilot(chosen, NOW), chosen

    @invariant()
    def it_says_what_was_said_last(self):
        assert (self.admission.standing is Standing.SUSPENDED) is self.suspended
        assert self.admission.chosen is self.chosen

    @invariant()
    def each_change_has_its_event(self):
        if self.admission.events:
            assert self.admission.events[-1].standing is self.admission.standing


TestAnyoneMayTryAnything = AnyoneMayTryAnything.TestCase
