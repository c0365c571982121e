from contextlib import suppress
from datetime import date, datetime, timedelta
from uuid import UUID

import pytest
from attrs import evolve
from hypothesis import settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, invariant, rule

from maawin_core.end_of_service.dues import Said, Service, UnpaidWage, dues_of
from maawin_core.end_of_service.end_of_service import Ending
from maawin_core.end_of_service.events import DuesMeans, SettlementStatus
from maawin_core.end_of_service.settlement import DuesPayment, Settlement
from maawin_core.kernel.calendar import DOHA, end_of_day
from maawin_core.kernel.errors import Refusal, RuleBroken, WrongMoment
from maawin_core.kernel.money import Money
from maawin_core.kernel.parties import MINISTRY, employer, office, worker
from maawin_core.law.qatar import QATAR

EMPLOYER, WORKER, PLACEMENT, WAGE = (UUID(int=n) for n in range(1, 5))
HIS, HERS = employer(EMPLOYER), worker(WORKER)
AT = datetime(2026, 7, 1, 9, tzinfo=DOHA)
DUE = date(2026, 7, 7)
SOON = timedelta(days=3)


def service(cause=Ending.RESIGNATION, owed=1000, **more):
    unpaid = UnpaidWage(wage=WAGE, month=date(2026, 6, 1), owed=Money(owed), whole=True)
    known = {
        "first_day": date(2025, 1, 1), "last_day": date(2026, 6, 30), "basic": Money(1000),
        "allowances": Money(0),
    }  # fmt: skip
    return Service(cause=cause, unpaid=(unpaid,) if owed else (), **{**known, **more})


def settlement(said=None, **more):
    found, said = service(**more), said or Said()
    return Settlement(
        id=PLACEMENT, employer=EMPLOYER, worker=WORKER, service=found, said=said,
        dues=dues_of(found, said, QATAR), due=DUE, answer_by=AT + SOON,
    ).drawn_up(AT)  # fmt: skip


def payment(of, **more):
    known = {
        "id": UUID(int=77), "on": AT.date(), "amount": of.amount, "wages": of.wages,
        "means": DuesMeans.BANK, "reference": "T-1", "evidence": "f", "ticket": "",
        "confirm_by": AT + SOON,
    }  # fmt: skip
    return DuesPayment(**{**known, **more})


def stated(of=None, at=AT, **more):
    of = of or settlement()
    return of.payment_stated(payment(of, **more), at)


def owners(of):
    return {(each.code, each.owner) for each in of.obligations()}


def moved(event):
    return {leg.account.name: leg.amount for entry in event.entries() for leg in entry.legs}


@pytest.fixture
def drawn_up():
    return settlement()


def test_both_sides_see_the_sheet_and_are_asked(drawn_up):
    assert drawn_up.parties() == {HIS, HERS}
    assert owners(drawn_up) == {
        ("pay_dues", HIS), ("answer_settlement", HIS), ("answer_settlement", HERS),
    }  # fmt: skip
    assert {(m.code, m.due) for m in drawn_up.moments()} == {("dues_to_watch", end_of_day(DUE))}
    (row,) = drawn_up.rows()
    assert (row.amount, row.due, row.overdue) == (drawn_up.dues.amount, DUE, False)


def test_it_is_agreed_when_both_have_agreed(drawn_up):
    one = drawn_up.agreed(HIS, AT)
    assert one.status is SettlementStatus.DRAWN_UP
    assert one.agreed(HIS, AT) is one
    assert one.agreed(HERS, AT).status is SettlementStatus.AGREED
    with pytest.raises(RuleBroken, match="not_a_side"):
        drawn_up.agreed(office(UUID(int=9)), AT)


def test_a_changed_sheet_binds_nobody_who_agreed_to_another(drawn_up):
    agreed = drawn_up.agreed(HIS, AT).agreed(HERS, AT)
    said = Said(days_taken=10)
    new = agreed.redrawn(agreed.service, said, dues_of(agreed.service, said, QATAR), AT, AT)
    assert (new.status, new.agreed_by) == (SettlementStatus.DRAWN_UP, frozenset())
    assert new.amount < agreed.amount
    assert new.redrawn(new.service, said, new.dues, AT, AT) is new


def test_a_redrawn_sheet_leaves_what_is_disputed_in_dispute(drawn_up):
    disputed = drawn_up.disputed(HERS, "Too little", AT)
    said = Said(days_taken=1)
    new = disputed.redrawn(disputed.service, said, dues_of(disputed.service, said, QATAR), AT, AT)
    assert (new.status, new.objection) == (SettlementStatus.DISPUTED, "Too little")


def test_both_together_end_what_they_disputed(drawn_up):
    disputed = drawn_up.disputed(HERS, "Too little", AT)
    assert owners(disputed) == {("resolve_settlement", MINISTRY)}
    assert disputed.agreed(HIS, AT).agreed(HERS, AT).status is SettlementStatus.AGREED
    with pytest.raises(WrongMoment):
        disputed.disputed(HIS, "I too", AT)


def test_nobody_disputes_without_a_reason_or_for_others(drawn_up):
    with pytest.raises(RuleBroken, match="text_missing"):
        drawn_up.disputed(HERS, " ", AT)
    with pytest.raises(RuleBroken, match="not_a_side"):
        drawn_up.disputed(office(UUID(int=9)), "x", AT)


def test_what_the_ministry_has_decided_is_paid_and_not_drawn_up_anew(drawn_up):
    disputed = drawn_up.disputed(HERS, "Too little", AT)
    decided = disputed.resolved(Money(9000), "The contract promises more", AT)
    assert (decided.status, decided.amount) == (SettlementStatus.AGREED, Money(9000))
    with pytest.raises(RuleBroken, match="ministry_has_decided"):
        decided.redrawn(decided.service, Said(days_taken=9), decided.dues, AT, AT)
    for amount, reason, code in ((Money(-1), "x", "amount_below"), (Money(1), "", "text_missing")):
        with pytest.raises(RuleBroken, match=code):
            disputed.resolved(amount, reason, AT)
    with pytest.raises(WrongMoment):
        drawn_up.resolved(Money(1), "x", AT)


def test_a_decision_that_nothing_is_due_settles_it(drawn_up):
    nothing = drawn_up.disputed(HIS, "All paid", AT).resolved(Money(0), "All was paid", AT)
    assert nothing.status is SettlementStatus.SETTLED
    assert nothing.events[-1].entries() == ()


def test_a_decision_below_the_wages_speaks_of_other_things(drawn_up):
    decided = drawn_up.disputed(HIS, "x", AT).resolved(Money(10), "y", AT)
    assert decided.wages == Money(0)


def test_wages_in_it_go_their_own_way_and_the_rest_goes_to_her(drawn_up):
    paid = stated(drawn_up)
    assert moved(paid.events[-1]) == {"wage_in": -Money(1000), "wage_on_the_way": Money(1000)}
    done = paid.confirmed(AT)
    rest = drawn_up.amount - Money(1000)
    assert moved(done.events[-1]) == {"dues_in": -rest, "dues_out": rest}
    assert (done.status, done.settled_on) == (SettlementStatus.SETTLED, AT.date())
    assert done.confirmed(AT) is done
    assert owners(done) == set()
    assert done.moments() == frozenset()


def test_dues_without_wages_move_none():
    paid = stated(settlement(owed=0))
    assert paid.events[-1].entries() == ()


@pytest.mark.parametrize(
    ("wrong", "code"),
    [
        ({"amount": Money(1)}, "not_what_is_due"),
        ({"on": date(2026, 7, 2)}, "payment_to_come"),
        ({"reference": ""}, "text_missing"),
        ({"evidence": " "}, "text_missing"),
        ({"means": DuesMeans.DEPOSIT}, "means_not_for_this"),
    ],
)
def test_a_payment_is_of_all_that_is_due_with_its_evidence(drawn_up, wrong, code):
    with pytest.raises(RuleBroken, match=code):
        stated(drawn_up, **wrong)


def test_cash_has_no_evidence_but_her_own_word():
    paid = stated(means=DuesMeans.CASH, reference="", evidence="")
    assert owners(paid) == {("confirm_dues", HERS)}
    assert paid.watched(AT + SOON) is paid
    late = paid.watched(end_of_day(DUE))
    assert late.overdue


def test_the_journey_home_is_given_with_the_money():
    going = settlement(Said(leaves_for_good=True))
    with pytest.raises(RuleBroken, match="ticket_missing"):
        stated(going)
    assert stated(going, ticket="QR-9").status is SettlementStatus.PAYMENT_STATED


def test_a_transfer_with_evidence_that_nobody_denies_in_time_has_come():
    paid = stated()
    assert {(m.code, m.due) for m in paid.moments()} == {("dues_to_watch", AT + SOON)}
    assert paid.watched(AT) is paid
    assert paid.watched(AT + SOON).status is SettlementStatus.SETTLED


def test_who_denies_it_in_time_is_heard():
    denied = stated().disputed(HERS, "Nothing came", AT)
    assert (denied.status, denied.payment) == (SettlementStatus.DISPUTED, None)
    assert denied.watched(AT + SOON) is denied


def test_dues_that_are_late_are_found_once(drawn_up):
    assert drawn_up.watched(AT) is drawn_up
    late = drawn_up.watched(end_of_day(DUE))
    assert late.overdue
    assert ("look_into_overdue_dues", MINISTRY) in owners(late)
    assert late.watched(end_of_day(DUE)) is late
    assert late.moments() == frozenset()


def test_after_a_death_the_dues_are_deposited_and_the_department_confirms():
    found = settlement(cause=Ending.DEATH)
    assert "deposit_within_15_days" in found.dues.flags
    assert owners(found) == {("pay_dues", HIS), ("answer_settlement", HIS)}
    assert found.agreed(HIS, AT).status is SettlementStatus.AGREED
    with pytest.raises(RuleBroken, match="means_not_for_this"):
        stated(found)
    paid = stated(found, means=DuesMeans.DEPOSIT)
    assert owners(paid) == {("confirm_dues", MINISTRY)}
    assert paid.watched(AT + SOON) is paid
    assert "dues_deposit" in moved(paid.confirmed(AT).events[-1])


def test_nothing_due_is_settled_by_agreeing():
    free = settlement(owed=0, last_day=date(2025, 1, 1))
    free = evolve(free, dues=evolve(free.dues, amount=Money(0)))
    done = free.agreed(HIS, AT).agreed(HERS, AT)
    assert (done.status, done.settled_on) == (SettlementStatus.SETTLED, AT.date())


class Anybody(RuleBasedStateMachine):
    def __init__(self):
        super().__init__()
        self.at = AT
        self.known = settlement()

    def attempt(self, act):
        with suppress(Refusal):
            self.known = act()

    @rule(days=st.integers(0, 4))
    def time_passes(self, days):
        self.at += timedelta(days=days)
        self.attempt(lambda: self.known.watched(self.at))

    @rule(who=st.sampled_from([HIS, HERS, office(UUID(int=9))]))
    def somebody_agrees(self, who):
        self.attempt(lambda: self.known.agreed(who, self.at))

    @rule(who=st.sampled_from([HIS, HERS, office(UUID(int=9))]))
    def somebody_disputes(self, who):
        self.attempt(lambda: self.known.disputed(who, "no", self.at))

    @rule(days=st.integers(0, 60))
    def somebody_draws_it_up_again(self, days):
        said = Said(days_taken=days)
        dues = dues_of(self.known.service, said, QATAR)
        self.attempt(lambda: self.known.redrawn(self.known.service, said, dues, self.at, self.at))

    @rule(amount=st.integers(0, 9000))
    def the_ministry_decides(self, amount):
        self.attempt(lambda: self.known.resolved(Money(amount), "so", self.at))

    @rule(means=st.sampled_from(DuesMeans), right=st.booleans())
    def the_employer_pays(self, means, right):
        more = {} if right else {"amount": Money(1)}
        paid = payment(self.known, means=means, on=self.at.date(), **more)
        self.attempt(lambda: self.known.payment_stated(paid, self.at))

    @rule()
    def it_is_confirmed(self):
        self.attempt(lambda: self.known.confirmed(self.at))

    def names(self):
        return [type(event).__name__ for event in self.known.events]

    @invariant()
    def it_is_settled_once_and_only_after_a_payment_or_with_nothing_due(self):
        settled = self.names().count("DuesSettled")
        assert settled == (self.known.status is SettlementStatus.SETTLED) <= 1
        if settled:
            assert self.known.payment is not None or not self.known.amount

    @invariant()
    def what_is_paid_is_what_is_due(self):
        if self.known.payment is not None:
            assert self.known.payment.amount == self.known.amount

    @invariant()
    def neither_side_changes_what_the_rule_says(self):
        if self.known.decided is None:
            assert self.known.dues == dues_of(self.known.service, self.known.said, QATAR)

    @invariant()
    def it_is_agreed_by_both_or_decided(self):
        if self.known.status is SettlementStatus.AGREED:
            assert self.known.agreed_by == {HIS, HERS} or self.known.decided is not None

    @invariant()
    def what_is_owed_has_somebody_whose_turn_it_is(self):
        over = self.known.status is SettlementStatus.SETTLED
        assert bool(self.known.obligations()) != over

    @invariant()
    def what_is_late_is_seen(self):
        if self.known.status not in (SettlementStatus.SETTLED, SettlementStatus.PAYMENT_STATED):
            late = self.at >= end_of_day(DUE)
            assert self.known.overdue or not late or self.known.moments()


Anybody.TestCase.settings = settings(max_examples=100, stateful_step_count=25, deadline=None)
test_anybody_may_try_anything = Anybody.TestCase
