from contextlib import suppress
from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, invariant, rule

from maawin_core.disputes.dispute import Decision, Dispute, Statement
from maawin_core.disputes.events import DisputeGround, DisputeStatus, Outcome
from maawin_core.kernel.errors import Refusal, RuleBroken, WrongMoment
from maawin_core.kernel.identity import new_id
from maawin_core.kernel.parties import MINISTRY, employer, office, worker

NOW = datetime(2026, 1, 5, 6, tzinfo=UTC)
WEEK = timedelta(days=7)
EMPLOYER, OFFICE = employer(new_id()), office(new_id())


def opened(**changes):
    facts = {
        "by": EMPLOYER, "against": OFFICE, "ground": DisputeGround.LEFT_WORK, "text": "She left.",
        "at": NOW, "due": NOW + WEEK, "contract": new_id(), "request": new_id(),
    }  # fmt: skip
    return Dispute.opened(new_id(), **(facts | changes))


def decided():
    return opened().decided(Decision(Outcome.NOTHING, "No ground.", NOW), NOW + WEEK)


def test_opening_a_dispute_asks_the_ministry_to_settle_it_by_a_day():
    dispute = opened()
    (obligation,) = dispute.obligations()
    assert (obligation.code, obligation.owner, obligation.due) == (
        "settle_dispute", MINISTRY, NOW + WEEK,
    )  # fmt: skip


def test_nobody_complains_about_herself():
    with pytest.raises(RuleBroken, match="dispute_with_oneself"):
        opened(against=EMPLOYER)


@pytest.mark.parametrize("text", ["", "   "])
def test_a_complaint_says_something(text):
    with pytest.raises(RuleBroken, match="text_missing"):
        opened(text=text)


def test_an_unsettled_dispute_is_referred_once():
    dispute = opened().referred(NOW + 3 * WEEK, NOW)
    assert dispute.status is DisputeStatus.REFERRED
    assert dispute.referred(NOW, NOW) is dispute


def test_only_who_opened_it_can_take_it_back():
    with pytest.raises(RuleBroken, match="not_the_opener"):
        opened().withdrawn(OFFICE, NOW)
    assert opened().withdrawn(EMPLOYER, NOW).status is DisputeStatus.WITHDRAWN


def test_a_decision_can_be_appealed_until_its_day_and_not_after():
    appeal = Statement(OFFICE, "We disagree.", NOW + WEEK - timedelta(seconds=1))
    assert decided().appealed(appeal, NOW + 2 * WEEK).status is DisputeStatus.APPEALED
    late = Statement(OFFICE, "We disagree.", NOW + WEEK)
    with pytest.raises(RuleBroken, match="appeal_too_late"):
        decided().appealed(late, NOW + 2 * WEEK)


def test_a_decision_on_appeal_is_final():
    dispute = decided().appealed(Statement(OFFICE, "No.", NOW), NOW + WEEK)
    dispute = dispute.decided(Decision(Outcome.NOTHING, "Again.", NOW), NOW + WEEK)
    assert dispute.status is DisputeStatus.FINAL
    with pytest.raises(WrongMoment):
        dispute.appealed(Statement(OFFICE, "No.", NOW), NOW + WEEK)


def test_a_decision_that_nobody_appealed_becomes_final_once():
    dispute = decided().made_final(NOW + WEEK)
    assert dispute.status is DisputeStatus.FINAL
    assert dispute.made_final(NOW) is dispute


def test_a_party_has_one_open_dispute_a_ground_and_contract():
    dispute = opened()
    assert {claim.name for claim in dispute.claims()} == {"open_dispute"}
    assert dispute.withdrawn(EMPLOYER, NOW).claims() == frozenset()


def test_the_list_shows_each_side_under_its_own_column():
    who = worker(new_id())
    (row,) = opened(by=who, concerned=frozenset({who, OFFICE})).rows()
    assert (row.worker, row.office, row.employer) == (who.id, OFFICE.id, None)


OVER = {DisputeStatus.FINAL, DisputeStatus.SETTLED, DisputeStatus.WITHDRAWN}


class AnyoneMayTryAnything(RuleBasedStateMachine):
    def __init__(self):
        super().__init__()
        self.dispute = opened()
        self.was_over = None
        self.said = 1

    def happens(self, change):
        with suppress(Refusal):
            self.dispute = change()
        if self.dispute.status in OVER and self.was_over is None:
            self.was_over = self.dispute

    @rule(party=st.sampled_from([EMPLOYER, OFFICE, MINISTRY]), text=st.sampled_from(["", "So."]))
    def say(self, party, text):
        self.happens(lambda: self.dispute.stated(Statement(party, text, NOW)))

    @rule()
    def refer(self):
        self.happens(lambda: self.dispute.referred(NOW + WEEK, NOW))

    @rule(text=st.sampled_from(["", "We agree."]))
    def settle(self, text):
        self.happens(lambda: self.dispute.settled(text, NOW))

    @rule(party=st.sampled_from([EMPLOYER, OFFICE]))
    def withdraw(self, party):
        self.happens(lambda: self.dispute.withdrawn(party, NOW))

    @rule(outcome=st.sampled_from(Outcome), reason=st.sampled_from(["", "Because."]))
    def decide(self, outcome, reason):
        self.happens(lambda: self.dispute.decided(Decision(outcome, reason, NOW), NOW + WEEK))

    @rule(days=st.integers(0, 20))
    def appeal(self, days):
        statement = Statement(OFFICE, "No.", NOW + timedelta(days=days))
        self.happens(lambda: self.dispute.appealed(statement, NOW + 2 * WEEK))

    @rule()
    def close(self):
        self.happens(lambda: self.dispute.made_final(NOW))

    @invariant()
    def it_is_decided_once_and_once_more_on_appeal(self):
        assert len(self.dispute.decisions) <= 2

    @invariant()
    def what_is_over_stays_over(self):
        if self.was_over is not None:
            assert self.dispute == self.was_over

    @invariant()
    def nothing_that_was_said_is_lost(self):
        assert len(self.dispute.statements) >= self.said
        self.said = len(self.dispute.statements)

    @invariant()
    def an_open_dispute_has_a_clock_and_a_closed_one_has_none(self):
        assert (self.dispute.due is None) == (self.dispute.status in OVER)


TestAnyoneMayTryAnything = AnyoneMayTryAnything.TestCase
