from contextlib import suppress
from datetime import datetime, timedelta

import pytest
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, invariant, rule

from maawin_core.conversations.remark import Remark, RemarkKind, RemarkStatus, Verdict
from maawin_core.kernel.calendar import DOHA
from maawin_core.kernel.errors import Refusal, RuleBroken, WrongMoment
from maawin_core.kernel.identity import new_id
from maawin_core.kernel.parties import PLATFORM, office

AT = datetime(2026, 1, 5, 9, 0, tzinfo=DOHA)
DUE = AT + timedelta(days=7)
OFFICE = office(new_id())


def raised(text="The form asks twice."):
    return Remark.raised(
        new_id(), by=OFFICE, remark_kind=RemarkKind.REMARK, text=text, at=AT, due=DUE
    )


TEXTS = st.sampled_from(["", "yes", "no"])


class AnyoneMayTryAnything(RuleBasedStateMachine):
    def __init__(self):
        super().__init__()
        self.remark = raised()
        self.answer = None

    @rule(verdict=st.sampled_from(Verdict), answer=TEXTS)
    def answered(self, verdict, answer):
        with suppress(Refusal):
            self.remark = self.remark.answered(verdict, answer, AT)
            self.answer = self.answer or (self.remark.verdict, self.remark.answer)

    @rule(change=TEXTS)
    def acted_on(self, change):
        with suppress(Refusal):
            self.remark = self.remark.acted_on(change, AT)

    @invariant()
    def it_is_answered_once(self):
        found = (self.remark.verdict, self.remark.answer)
        assert found == (self.answer or (None, ""))

    @invariant()
    def an_answer_is_owed_until_it_is_given(self):
        owed = [each.owner for each in self.remark.obligations()]
        assert owed == ([] if self.answer else [PLATFORM])

    @invariant()
    def what_changed_is_named_only_after_an_answer(self):
        assert not self.remark.change or self.answer
        assert (self.remark.status is RemarkStatus.ACTED_ON) == bool(self.remark.change)


TestAnyoneMayTryAnything = AnyoneMayTryAnything.TestCase


@pytest.mark.parametrize(("late", "in_time"), [(timedelta(0), False), (timedelta(-1), True)])
def test_an_answer_is_in_time_before_its_day_is_over(late, in_time):
    answered = raised().answered(Verdict.EXPLAINED, "Because.", DUE + late)
    (row,) = answered.rows()
    assert row.in_time is in_time
    assert answered.events[-1].in_time is in_time


def test_a_remark_without_words_is_none():
    with pytest.raises(RuleBroken, match="text_missing"):
        raised("  ")


def test_nothing_is_said_to_have_changed_for_a_remark_that_nobody_answered():
    with pytest.raises(WrongMoment):
        raised().acted_on("0.2.0", AT)


def test_naming_the_same_change_again_changes_nothing():
    done = raised().answered(Verdict.WILL_CHANGE, "Yes.", AT).acted_on("0.2.0", AT)
    assert done.acted_on("0.2.0", AT) is done
    assert done.answered(Verdict.WILL_CHANGE, "Yes.", AT) is done
