from contextlib import suppress
from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, invariant, rule

from maawin_core.disputes.refund_obligation import (
    RefundGiven,
    RefundObligation,
    RefundReopened,
    RefundStatus,
)
from maawin_core.kernel.errors import Refusal
from maawin_core.kernel.identity import new_id
from maawin_core.kernel.money import Money
from maawin_core.kernel.parties import PLATFORM
from maawin_core.law.policy import POLICY

NOW = datetime(2026, 1, 5, 6, tzinfo=UTC)
DUE = NOW + timedelta(days=14)


def owed():
    return RefundObligation.owed(
        new_id(), dispute=new_id(), payment=new_id(), request=new_id(), office=new_id(),
        employer=new_id(), amount=Money(100), held=Money(0), due=DUE, at=NOW,
    )  # fmt: skip


def test_a_refund_has_an_owner_a_day_and_a_next_look():
    refund = owed()
    (obligation,) = refund.obligations()
    assert (obligation.owner.id, obligation.due) == (refund.office, DUE)
    (moment,) = refund.moments()
    assert moment.due == DUE - timedelta(days=4)


def test_looking_too_early_changes_nothing():
    refund = owed()
    assert refund.watched(NOW) is refund


def test_whoever_owes_it_is_reminded_once_before_the_day():
    refund = owed().watched(DUE - timedelta(days=4))
    assert refund.reminded
    assert refund.watched(DUE - timedelta(days=3)) is refund
    assert {moment.due for moment in refund.moments()} == {DUE}


def test_on_the_day_it_is_overdue_and_still_owed():
    refund = owed().watched(DUE)
    assert refund.status is RefundStatus.OVERDUE
    assert {each.code for each in refund.obligations()} == {"give_refund", "enforce_refund"}
    assert {each.due for each in refund.moments()} == {DUE + POLICY.deposit_drawn}


def test_when_it_has_been_late_for_long_the_deposit_is_called_once():
    late = owed().watched(DUE)
    assert late.watched(DUE + timedelta(days=6)) is late
    called = late.watched(DUE + POLICY.deposit_drawn)
    assert called.called_at == DUE + POLICY.deposit_drawn
    assert called.moments() == frozenset()
    assert called.watched(DUE + timedelta(days=99)) is called


def test_what_is_backed_is_not_the_offices_turn_and_calls_no_deposit():
    refund = owed().backed_by_money(NOW)
    assert refund.backed_by_money(NOW) is refund
    assert [each.owner for each in refund.obligations()] == [PLATFORM]
    assert refund.watched(DUE).watched(DUE + timedelta(days=99)).called_at is None


@pytest.mark.parametrize(
    ("given", "left"), [(timedelta(days=4), timedelta(days=10)), (timedelta(days=15), None)]
)
def test_a_refund_that_came_back_is_owed_for_the_days_that_were_left(given, left):
    back = NOW + timedelta(days=30)
    refund = owed().given(NOW + given).reopened(back)
    assert refund.due == (DUE if left is None else back + left)
    assert refund.status is (RefundStatus.OVERDUE if left is None else RefundStatus.OWED)
    assert refund.reopened(back) is refund
    assert refund.given(back).status is RefundStatus.GIVEN


def test_what_was_given_in_time_says_so_and_is_given_once():
    refund = owed().given(NOW)
    assert refund.events[-1] == RefundGiven(
        at=NOW, refund=refund.id, amount=Money(100), in_time=True
    )
    assert refund.given(NOW) is refund
    assert refund.obligations() == ()


def test_what_was_given_on_the_day_after_was_late():
    (row,) = owed().given(DUE).rows()
    assert row.in_time is False


class AnyoneMayTryAnything(RuleBasedStateMachine):
    def __init__(self):
        super().__init__()
        self.refund = owed()
        self.given = 0

    def happens(self, change):
        with suppress(Refusal):
            self.refund = change()
        events = self.refund.events
        self.given = sum(isinstance(event, RefundGiven) for event in events)
        self.given -= sum(isinstance(event, RefundReopened) for event in events)

    @rule(days=st.integers(0, 30))
    def watch(self, days):
        self.happens(lambda: self.refund.watched(NOW + timedelta(days=days)))

    @rule(days=st.integers(0, 30))
    def give(self, days):
        self.happens(lambda: self.refund.given(NOW + timedelta(days=days)))

    @rule(days=st.integers(0, 30))
    def come_back(self, days):
        self.happens(lambda: self.refund.reopened(NOW + timedelta(days=days)))

    @rule()
    def back_it(self):
        self.happens(lambda: self.refund.backed_by_money(NOW))

    @invariant()
    def it_is_owed_until_it_is_given(self):
        assert bool(self.refund.obligations()) == (self.given == 0)

    @invariant()
    def it_is_given_once(self):
        assert self.given <= 1


TestAnyoneMayTryAnything = AnyoneMayTryAnything.TestCase
