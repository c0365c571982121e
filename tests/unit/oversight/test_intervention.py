from contextlib import suppress
from datetime import date, datetime, timedelta

import pytest
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, invariant, rule

from maawin_core.kernel.calendar import DOHA
from maawin_core.kernel.errors import Refusal, RuleBroken, WrongMoment
from maawin_core.kernel.identity import new_id
from maawin_core.kernel.parties import MINISTRY, employer, office, worker
from maawin_core.oversight.intervention import (
    Action,
    Appeal,
    Grounds,
    Intervention,
    InterventionStatus,
)

AT = datetime(2026, 1, 5, 9, 0, tzinfo=DOHA)
UNTIL = date(2026, 1, 10)
OFFICE = office(new_id())
TEXTS = st.sampled_from(["", "because"])


def made(action=Action.SUSPEND, on=OFFICE, **grounds):
    said = {"reason": "late", "article": "art. 14", "until": UNTIL, "promise": "pay"} | grounds
    return Intervention.made(new_id(), on=on, action=action, grounds=Grounds(**said), at=AT)


def appeal(text="We paid.", at=AT):
    return Appeal(text, at, at + timedelta(days=14))


class AnyoneMayTryAnything(RuleBasedStateMachine):
    def __init__(self):
        super().__init__()
        self.now = AT
        self.thing = made()
        self.over = False

    def attempt(self, change):
        with suppress(Refusal):
            self.thing = change(self.thing)
        holds = self.thing.status is InterventionStatus.IN_FORCE
        assert not (self.over and holds), "what has ended holds again"
        self.over = not holds

    @rule(action=st.sampled_from(Action))
    def begin_anew(self, action):
        self.thing, self.over = made(action), False

    @rule(days=st.integers(0, 9))
    def wait(self, days):
        self.now += timedelta(days=days)

    @rule(text=TEXTS)
    def carry_out(self, text):
        self.attempt(lambda thing: thing.carried_out(text, self.now))

    @rule(text=TEXTS)
    def lift(self, text):
        self.attempt(lambda thing: thing.lifted(text, self.now))

    @rule()
    def lapse(self):
        self.attempt(lambda thing: thing.lapsed(self.now))

    @rule(text=TEXTS)
    def ask_again(self, text):
        self.attempt(lambda thing: thing.appealed(appeal(text, self.now)))

    @rule(upheld=st.booleans(), text=TEXTS)
    def answer(self, upheld, text):
        self.attempt(lambda thing: thing.appeal_answered(upheld, text, self.now))

    @rule()
    def overtake(self):
        self.attempt(lambda thing: thing.overtaken(self.now))

    @invariant()
    def it_always_has_reason_article_and_last_day(self):
        grounds = self.thing.grounds
        assert grounds.reason
        assert grounds.article
        assert grounds.until >= AT.date()

    @invariant()
    def only_a_suspension_in_force_suspends(self):
        holds = self.thing.status is InterventionStatus.IN_FORCE
        assert bool(self.thing.claims()) == (holds and self.thing.action is Action.SUSPEND)

    @invariant()
    def what_is_to_be_done_waits_and_the_rest_has_its_day(self):
        if self.thing.status is InterventionStatus.IN_FORCE:
            waits = self.thing.action in (Action.SUPPORT, Action.ORDER)
            assert bool(self.thing.moments()) is not waits
        else:
            assert not self.thing.moments()

    @invariant()
    def an_appeal_is_owed_an_answer_until_it_has_one(self):
        asked = self.thing.appeal is not None and self.thing.appeal.upheld is None
        codes = [each.code for each in self.thing.obligations()]
        assert ("answer_intervention_appeal" in codes) == asked


TestAnyoneMayTryAnything = AnyoneMayTryAnything.TestCase


@pytest.mark.parametrize("lacking", ["reason", "article", "promise"])
def test_an_order_says_why_by_what_and_what(lacking):
    with pytest.raises(RuleBroken, match="text_missing"):
        made(Action.ORDER, **{lacking: " "})


def test_a_warning_promises_nothing():
    assert made(Action.WARN, promise="").grounds.promise == ""


def test_it_cannot_end_before_it_begins():
    with pytest.raises(RuleBroken, match="until_is_past"):
        made(until=AT.date() - timedelta(days=1))
    assert made(until=AT.date()).moments()


def test_nobody_intervenes_on_a_worker():
    with pytest.raises(RuleBroken, match="no_intervention_on"):
        made(on=worker(new_id()))


@pytest.mark.parametrize(
    ("action", "code", "owner", "to"),
    [
        (Action.SUPPORT, "give_support", MINISTRY, OFFICE),
        (Action.ORDER, "obey_order", OFFICE, MINISTRY),
    ],
)
def test_what_is_promised_or_ordered_is_owed(action, code, owner, to):
    (owed,) = made(action).obligations()
    assert (owed.code, owed.owner, owed.to, owed.due.date()) == (code, owner, to, date(2026, 1, 11))
    assert made(action).carried_out("done", AT).obligations() == ()


def test_a_suspension_lapses_when_its_last_day_is_over_and_not_before():
    thing = made()
    assert thing.lapsed(thing.over_at - timedelta(seconds=1)) is thing
    assert thing.lapsed(thing.over_at).status is InterventionStatus.LAPSED


def test_an_appeal_that_is_heard_lifts_it_and_one_that_is_not_leaves_it():
    asked = made().appealed(appeal())
    assert asked.appeal_answered(False, "You did.", AT).status is InterventionStatus.LIFTED
    stands = asked.appeal_answered(True, "You did not.", AT)
    assert stands.status is InterventionStatus.IN_FORCE
    assert stands.appeal_answered(True, "You did not.", AT) is stands
    with pytest.raises(WrongMoment, match="appeal_answered_already"):
        stands.appeal_answered(False, "Well.", AT)


def test_an_appeal_is_made_once_and_not_against_help():
    with pytest.raises(WrongMoment, match="appealed_already"):
        made().appealed(appeal()).appealed(appeal())
    with pytest.raises(RuleBroken, match="nothing_to_appeal"):
        made(Action.SUPPORT).appealed(appeal())
    with pytest.raises(WrongMoment, match="no_appeal"):
        made().appeal_answered(True, "So.", AT)


def test_an_appeal_is_answered_even_when_its_day_came_first():
    asked = made().appealed(appeal())
    lapsed = asked.lapsed(asked.over_at)
    assert lapsed.appeal_answered(False, "Sorry.", AT).status is InterventionStatus.LAPSED


def test_an_employer_finds_it_in_her_own_column():
    mine = employer(new_id())
    (row,) = made(on=mine).rows()
    assert (row.office, row.employer, row.appealed) == (None, mine.id, False)


def test_carrying_out_twice_with_the_same_effect_is_once():
    done = made(Action.ORDER).carried_out("paid", AT)
    assert done.carried_out("paid", AT) is done
    with pytest.raises(RuleBroken, match="nothing_to_carry_out"):
        made().carried_out("paid", AT)
