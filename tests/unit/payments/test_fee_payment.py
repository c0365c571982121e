from contextlib import suppress
from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, invariant, rule

from maawin_core.kernel.answer import Accepted, Pending, Refused, Unknown
from maawin_core.kernel.errors import Refusal, RuleBroken, WrongMoment
from maawin_core.kernel.identity import new_id
from maawin_core.kernel.money import Money, total
from maawin_core.kernel.parties import MINISTRY
from maawin_core.payments.awards import Cover, CoverSource
from maawin_core.payments.events import FeePaid, NoFeeDue, PaymentStatus
from maawin_core.payments.fee_payment import Award, FeePayment

NOW = datetime(2026, 1, 5, 6, tzinfo=UTC)
FEE = Money("14000.00")


def asked(fee=FEE):
    return FeePayment.asked(
        new_id(), contract=new_id(), request=new_id(), office=new_id(), employer=new_id(),
        fee=fee, due=NOW + timedelta(days=3), at=NOW,
    )  # fmt: skip


def paid():
    attempt = new_id()
    return asked().being_paid(attempt, "sandbox", NOW).answered(attempt, Accepted("ref"), NOW)


def answered(payment, award, answer):
    return payment.refund_answered(award.id, award.call, answer, NOW)


def test_a_declined_card_leaves_the_fee_due():
    attempt = new_id()
    payment = asked().being_paid(attempt, "sandbox", NOW)
    payment = payment.answered(attempt, Refused("card_refused"), NOW)
    assert payment.status is PaymentStatus.DUE


def test_a_new_attempt_has_a_new_name_and_an_old_answer_does_not_touch_it():
    first, second = new_id(), new_id()
    payment = asked().being_paid(first, "sandbox", NOW)
    payment = payment.answered(first, Refused("card_refused"), NOW)
    payment = payment.being_paid(second, "sandbox", NOW)
    assert payment.answered(first, Accepted("late"), NOW) is payment


def test_silence_leaves_the_payment_open_and_says_when_to_look_again():
    attempt = new_id()
    payment = asked().being_paid(attempt, "sandbox", NOW).answered(attempt, Unknown(), NOW)
    assert payment.status is PaymentStatus.UNKNOWN
    assert {moment.code for moment in payment.moments()} == {"payment_unanswered"}


def test_an_answer_that_comes_twice_counts_once():
    payment = paid()
    assert payment.answered(payment.attempt, Accepted("ref"), NOW) is payment


def test_a_paid_fee_cannot_be_paid_again():
    with pytest.raises(WrongMoment) as no:
        paid().being_paid(new_id(), "sandbox", NOW)
    assert no.value.facts["needed"] == (PaymentStatus.DUE,)


def test_a_fee_of_zero_is_settled_at_once_and_moves_no_money():
    nothing = asked(Money(0))
    assert nothing.status is PaymentStatus.PAID
    assert (nothing.obligations(), nothing.moments()) == ((), frozenset())
    assert [type(each) for each in nothing.events] == [NoFeeDue]
    assert nothing.events[0].entries() == ()
    assert nothing.released_to_office(NOW) is nothing
    with pytest.raises(RuleBroken, match="more_than_was_paid"):
        nothing.awarded_back(Award(new_id(), Money("0.01")), NOW)


def in_time(payment):
    (row,) = payment.rows()
    return row.paid_in_time


def test_a_fee_is_paid_in_time_if_the_employer_paid_by_its_day_however_late_the_answer():
    attempt, due = new_id(), asked().due
    before, after = due - timedelta(seconds=1), due + timedelta(days=1)
    assert in_time(asked().being_paid(attempt, "sandbox", before)) is None
    prompt = asked().being_paid(attempt, "sandbox", before)
    assert in_time(prompt.answered(attempt, Accepted("ref"), after)) is True
    late = asked().being_paid(attempt, "sandbox", due)
    assert in_time(late.answered(attempt, Accepted("ref"), after)) is False
    assert in_time(asked().dropped(before)) is None
    assert in_time(asked().dropped(due)) is False
    assert in_time(asked(Money(0))) is None


def test_the_fee_is_held_once_it_is_paid():
    (event,) = [each for each in paid().events if isinstance(each, FeePaid)]
    (entry,) = event.entries()
    assert {leg.account.name: leg.amount for leg in entry.legs} == {"clearing": -FEE, "held": FEE}


def test_two_equal_awards_are_two():
    payment = paid()
    for _ in range(2):
        payment = payment.awarded_back(Award(new_id(), Money("100.00")), NOW)
    assert payment.awarded == Money("200.00")


def test_the_same_award_twice_is_one():
    award = Award(new_id(), Money("100.00"))
    payment = paid().awarded_back(award, NOW)
    assert payment.awarded_back(award, NOW) is payment


@pytest.mark.parametrize("amount", ["14000.01", "0.00", "-1.00"])
def test_an_award_is_above_zero_and_never_above_the_fee(amount):
    with pytest.raises(RuleBroken, match="more_than_was_paid"):
        paid().awarded_back(Award(new_id(), Money(amount)), NOW)


def test_before_the_fee_is_paid_nothing_is_refundable():
    assert asked().refundable == Money(0)


def test_an_award_out_of_a_released_fee_is_the_offices_debt():
    payment = paid().released_to_office(NOW).awarded_back(Award(new_id(), FEE), NOW)
    (entry,) = payment.events[-1].entries()
    assert {leg.account.name for leg in entry.legs} == {"office_debt", "refund_owed"}
    assert not payment.is_backed(payment.awards[0].id)


def test_releasing_twice_releases_once():
    payment = paid().released_to_office(NOW)
    assert payment.released_to_office(NOW) is payment


def test_a_fee_that_was_awarded_back_whole_has_nothing_to_release():
    payment = paid().awarded_back(Award(new_id(), FEE), NOW)
    assert payment.released_to_office(NOW) is payment


def test_a_refund_that_was_given_is_given_once():
    award = Award(new_id(), FEE)
    payment = answered(paid().awarded_back(award, NOW), award, Accepted("r"))
    assert payment.award(award.id).given == "r"
    assert answered(payment, award, Accepted("again")) is payment


def test_a_refund_that_the_provider_refuses_is_owed_as_before():
    award = Award(new_id(), FEE)
    payment = answered(paid().awarded_back(award, NOW), award, Refused("closed"))
    assert payment.award(award.id).given is None
    assert [each.code for each in payment.obligations()] == ["name_refund_account"]


def test_what_was_refused_is_asked_again_under_another_name_and_an_old_answer_counts_nothing():
    award = Award(new_id(), FEE)
    payment = answered(paid().awarded_back(award, NOW), award, Refused("closed"))
    assert payment.award(award.id).call != award.id
    late = payment.refund_answered(award.id, award.id, Accepted("late"), NOW)
    assert late is payment


def test_a_refund_that_a_bank_sent_back_is_owed_again_and_the_books_are_put_right():
    award, before = Award(new_id(), FEE), NOW - timedelta(days=1)
    payment = answered(paid().awarded_back(award, NOW), award, Accepted("r"))
    back = payment.refund_returned(award.id, "account_closed", before, NOW)
    (given,), (put_right,) = payment.events[-1].entries(), back.events[-1].entries()
    assert (put_right.corrects, put_right.happened_at) == (given.key, before)
    assert {leg.account: -leg.amount for leg in given.legs} == {
        leg.account: leg.amount for leg in put_right.legs
    }
    assert back.award(award.id).given is None
    assert back.refund_returned(award.id, "account_closed", before, NOW) is back
    again = answered(back, back.award(award.id), Accepted("by payout"))
    assert again.award(award.id).given == "by payout"
    assert again.events[-1].entries()[0].key != given.key


def test_a_held_fee_stops_being_held_once_and_what_is_left_waits_for_the_decision_to_be_final():
    payment = paid().awarded_back(Award(new_id(), Money("9000.00")), NOW)
    (entry,) = payment.events[-1].entries()
    assert {leg.account.name: str(leg.amount) for leg in entry.legs} == {
        "held": "QAR -14,000.00",
        "refund_owed": "QAR 9,000.00",
        "disputed": "QAR 5,000.00",
    }
    assert payment.released_to_office(NOW).released == Money("5000.00")
    other = paid().released_to_office(NOW)
    assert other.events[-1].entries()[0].code == "fee_released"


def test_whatever_becomes_of_a_held_fee_leaves_under_one_name():
    held = paid()
    ways = (held.awarded_back(Award(new_id(), FEE), NOW), held.released_to_office(NOW))
    assert len({way.events[-1].entries()[0].key for way in ways}) == 1


def test_a_slice_in_question_is_set_aside_and_returned_or_awarded():
    payment = paid().released_to_office(NOW)
    first = Award(new_id(), Money("8000.00"))
    payment = payment.awarded_back(first, NOW, Money("2000.00"))
    assert (payment.questioned, payment.refundable) == (Money("2000.00"), Money("6000.00"))
    assert [each.code for each in payment.obligations()] == ["decide_slice"]
    covered = payment.refund_covered(first.id, Money("8000.00"), CoverSource.BALANCE, NOW)
    assert covered.is_backed(first.id)
    second = Award(new_id(), Money("500.00"))
    more = covered.awarded_back(second, NOW).slice_returned(new_id(), Money("1500.00"), NOW)
    assert (more.questioned, more.obligations()) == (Money(0), ())
    assert not more.is_backed(second.id)  # the office has not covered its part of the slice
    assert more.refund_covered(first.id, FEE, CoverSource.DEPOSIT, NOW).is_backed(second.id)


def test_what_the_deposit_does_not_cover_is_kept_until_the_guarantee_is_over():
    cover = Cover(retained=Money("4000.00"), pledged=Money("10000.00"), until=NOW)
    payment = paid().released_to_office(NOW - timedelta(days=9), cover)
    (entry,) = payment.events[-1].entries()
    assert {leg.account.name: str(leg.amount) for leg in entry.legs} == {
        "held": "QAR -14,000.00",
        "office": "QAR 10,000.00",
        "retention": "QAR 4,000.00",
    }
    assert {each.code for each in payment.moments()} == {"guarantee_over"}
    assert payment.guarantee_over(NOW - timedelta(days=1)) is payment
    over = payment.guarantee_over(NOW)
    assert (over.retained, over.pledged, over.moments()) == (None, None, frozenset())
    assert over.guarantee_over(NOW) is over


def test_what_can_no_more_be_asked_of_a_fee_is_free_of_the_deposit_again():
    cover = Cover(retained=Money(0), pledged=FEE, until=NOW + timedelta(days=9))
    payment = paid().released_to_office(NOW, cover)
    assert pledged(payment) == FEE
    most, rest = Award(new_id(), Money("11900.00")), Award(new_id(), Money("2100.00"))
    owing = payment.awarded_back(most, NOW)
    assert pledged(owing) == FEE  # the deposit may yet be drawn on for it
    covered = owing.refund_covered(most.id, most.amount, CoverSource.DEPOSIT, NOW)
    assert pledged(covered) == rest.amount
    last = covered.awarded_back(rest, NOW)
    last = last.refund_covered(rest.id, rest.amount, CoverSource.BALANCE, NOW)
    assert pledged(last) is None


def test_what_is_in_question_and_set_aside_asks_nothing_more_of_the_deposit():
    cover = Cover(retained=Money(0), pledged=FEE, until=NOW + timedelta(days=9))
    most, aside = Award(new_id(), Money("11900.00")), Money("2100.00")
    payment = paid().released_to_office(NOW, cover).awarded_back(most, NOW, aside)
    assert pledged(payment) == FEE
    assert pledged(payment.refund_covered(most.id, FEE, CoverSource.DEPOSIT, NOW)) is None


def pledged(payment):
    (row,) = payment.rows()
    return row.pledged


def test_the_paid_fee_of_a_fallen_contract_is_the_ministrys_turn_until_it_is_decided():
    payment = paid().left_over(NOW + timedelta(days=14), NOW)
    (turn,) = payment.obligations()
    assert (turn.code, turn.owner) == ("decide_left_over_fee", MINISTRY)
    assert payment.left_over(NOW, NOW) is payment
    assert payment.awarded_back(Award(new_id(), FEE), NOW).obligations() == ()
    assert payment.released_to_office(NOW).obligations() == ()


def test_an_award_that_was_never_made_cannot_be_given():
    with pytest.raises(RuleBroken, match="award_unknown"):
        answered(paid(), Award(new_id(), FEE), Accepted("r"))


def test_while_the_fee_is_due_the_employer_owes_the_next_step():
    payment = asked()
    (obligation,) = payment.obligations()
    assert (obligation.code, obligation.owner.id) == ("pay_fee", payment.employer)
    assert paid().obligations() == ()


def test_a_fee_whose_contract_has_fallen_is_dropped_and_owed_by_nobody():
    payment = asked().dropped(NOW)
    assert payment.status is PaymentStatus.DROPPED
    assert payment.obligations() == ()
    assert payment.moments() == frozenset()
    assert payment.dropped(NOW) is payment
    with pytest.raises(WrongMoment):
        payment.being_paid(new_id(), "sandbox", NOW)


def test_a_fee_that_is_paid_or_may_still_be_taken_is_not_dropped():
    attempt = new_id()
    started = asked().being_paid(attempt, "sandbox", NOW)
    for payment in (started, started.answered(attempt, Unknown(), NOW), paid()):
        with pytest.raises(WrongMoment):
            payment.dropped(NOW)
    refused = started.answered(attempt, Refused("card_refused"), NOW)
    assert refused.dropped(NOW).answered(attempt, Accepted("late"), NOW).status == "dropped"


class AnyoneMayTryAnything(RuleBasedStateMachine):
    def __init__(self):
        super().__init__()
        self.payment = asked()
        self.attempts = [new_id()]
        self.awards = []
        self.entries = []

    def happens(self, change):
        with suppress(Refusal):
            after = change()
            new = after.events[len(self.payment.events) :]
            self.entries += [entry for event in new for entry in event.entries()]
            self.payment = after

    @rule()
    def pay(self):
        self.attempts.append(new_id())
        self.happens(lambda: self.payment.being_paid(self.attempts[-1], "sandbox", NOW))

    @rule(
        attempt=st.integers(0, 100),
        answer=st.sampled_from([Accepted("ref"), Refused("card_refused"), Unknown()]),
    )
    def answer(self, attempt, answer):
        name = self.attempts[attempt % len(self.attempts)]
        self.happens(lambda: self.payment.answered(name, answer, NOW))

    @rule(amount=st.integers(-5, 15_000).map(Money))
    def award(self, amount):
        self.awards.append(Award(new_id(), amount))
        self.happens(lambda: self.payment.awarded_back(self.awards[-1], NOW))

    @rule(index=st.integers(0, 20), answer=st.sampled_from([Accepted("r"), Refused("no")]))
    def give(self, index, answer):
        if self.awards:
            award = self.awards[index % len(self.awards)].id
            if any(each.id == award for each in self.payment.awards):
                self.happens(lambda: answered(self.payment, self.payment.award(award), answer))

    @rule(index=st.integers(0, 20))
    def send_back(self, index):
        if self.payment.awards:
            award = self.payment.awards[index % len(self.payment.awards)].id
            self.happens(lambda: self.payment.refund_returned(award, "closed", NOW, NOW))

    @rule()
    def release(self):
        self.happens(lambda: self.payment.released_to_office(NOW))

    @rule()
    def drop(self):
        self.happens(lambda: self.payment.dropped(NOW))

    def moved(self, account):
        legs = [leg for entry in self.entries for leg in entry.legs]
        return total(leg.amount for leg in legs if leg.account.name == account)

    @invariant()
    def no_more_is_awarded_than_was_paid(self):
        assert Money(0) <= self.payment.awarded <= FEE
        assert self.payment.refundable >= Money(0)

    @invariant()
    def no_more_is_given_than_was_awarded(self):
        given = total(each.amount for each in self.payment.awards if each.given)
        assert given <= self.payment.awarded
        assert self.moved("refund_owed") == self.payment.awarded - given

    @invariant()
    def it_is_taken_once(self):
        taken = [entry for entry in self.entries if entry.code == "fee_taken"]
        assert len(taken) == (self.payment.status is PaymentStatus.PAID)

    @invariant()
    def of_a_dropped_fee_nothing_was_taken(self):
        if self.payment.status is PaymentStatus.DROPPED:
            assert self.entries == []

    @invariant()
    def what_is_held_is_never_below_nothing(self):
        assert self.moved("held") >= Money(0)

    @invariant()
    def no_movement_has_the_name_of_another(self):
        assert len({entry.key for entry in self.entries}) == len(self.entries)


TestAnyoneMayTryAnything = AnyoneMayTryAnything.TestCase


def test_the_page_is_not_forgotten_when_a_look_up_does_not_name_it():
    started = asked().being_paid(new_id(), "hosted_page", NOW)
    sent = started.answered(started.attempt, Pending("1", "https://pay.example/1"), NOW)
    assert sent.answered(started.attempt, Pending("1"), NOW).page == "https://pay.example/1"
