from datetime import date, timedelta

import pytest

from maawin_core.access.admission import Standing, admission_of, must_be_admitted
from maawin_core.books import posting
from maawin_core.contracts.contract import RecruitmentCancelled, RecruitmentContract
from maawin_core.disputes.events import DisputeGround, Outcome
from maawin_core.disputes.refund_obligation import RefundObligation, RefundRow, RefundStatus
from maawin_core.disputes.use_cases import (
    AppealDispute,
    BlockForRefund,
    CoverRefund,
    DecideDispute,
    DecideLeftOverFee,
    DecideSlice,
    Findings,
)
from maawin_core.disputes.use_cases.owing import Owing, owe
from maawin_core.kernel.answer import Bounced
from maawin_core.kernel.errors import NotAllowed, RuleBroken, WrongMoment
from maawin_core.kernel.identity import new_id
from maawin_core.kernel.money import Money
from maawin_core.kernel.parties import MINISTRY, SYSTEM, PartyKind
from maawin_core.kernel.parties import office as party
from maawin_core.law.policy import POLICY
from maawin_core.law.qatar import QATAR
from maawin_core.payments.awards import Cover, CoverSource
from maawin_core.payments.fee_payment import FeePayment
from maawin_core.payments.use_cases import (
    DepositGuarantee,
    LookUpRefund,
    NameRefundAccount,
    PayIntoBalance,
    PayOutBalance,
)
from maawin_core.ports.payment_gateway import Gateways

LEFT_IN_MONTH_SIX = Findings(event_day=date(2025, 7, 10))


@pytest.fixture
def owed(complain, resolve, officer, settle, lists, storage):
    def decided(findings=LEFT_IN_MONTH_SIX):
        decide = resolve(DecideDispute)
        decide(officer, complain().id, Outcome.REFUND, "She left.", findings)
        settle()
        return only(lists, storage)

    return decided


def only(lists, storage):
    (row,) = lists.page(RefundRow).items
    return storage.get(RefundObligation, row.key)


def balances(books):
    found = {(a.name, str(balance)) for a, balance in books.balances(limit=200).items if balance}
    assert set(books.sums().values()) <= {0}
    return found


def test_the_books_let_no_office_take_out_more_than_is_there(spent, manager, resolve, books):
    with pytest.raises(RuleBroken, match="account_overdrawn"):
        resolve(PayOutBalance)(manager, spent.id, Money("0.01"), "acct_of_the_office")
    assert balances(books) == set()


def test_a_refund_out_of_a_balance_that_is_there_is_given_at_once_and_the_slice_set_aside(
    house, paid, handed_over, owed, settle, books
):
    settle()
    assert owed().status is RefundStatus.GIVEN
    assert balances(books) == {
        ("clearing", "QAR -6,750.00"),
        ("office", "QAR 4,500.00"),
        ("disputed", "QAR 2,250.00"),
    }


def test_a_refund_that_nobody_has_the_money_for_is_not_given(spent, owed, storage, paid, books):
    refund = owed()
    assert (refund.status, refund.backed) == (RefundStatus.OWED, False)
    assert storage.get(FeePayment, paid.id).awards[0].given is None
    assert balances(books) == {
        ("office_debt", "QAR -10,500.00"),
        ("refund_owed", "QAR 8,250.00"),
        ("disputed", "QAR 2,250.00"),
    }


def test_an_office_that_has_a_refund_to_cover_takes_nothing_out(spent, owed, manager, resolve):
    owed()
    with pytest.raises(WrongMoment, match="refund_to_cover") as no:
        resolve(PayOutBalance)(manager, spent.id, Money("1.00"), "acct_of_the_office")
    assert no.value.facts["found"] == Money("10500.00")


def test_what_the_office_pays_in_covers_it_and_what_is_more_is_its_own(
    spent, owed, manager, resolve, settle, lists, storage, books
):
    owed()
    pay_in = resolve(PayIntoBalance)
    pay_in(manager, spent.id, Money("5000.00"), "tok_ok")
    settle()
    assert only(lists, storage).status is RefundStatus.OWED
    pay_in(manager, spent.id, Money("6000.00"), "tok_ok")
    settle()
    assert only(lists, storage).status is RefundStatus.GIVEN
    assert balances(books) == {
        ("clearing", "QAR -2,750.00"),
        ("office", "QAR 500.00"),
        ("disputed", "QAR 2,250.00"),
    }


def test_what_is_said_again_under_its_key_moves_once(spent, manager, resolve, books):
    key, other = new_id(), new_id()
    pay_in, pay_out = resolve(PayIntoBalance), resolve(PayOutBalance)
    first = pay_in(manager, spent.id, Money("5000.00"), "tok_ok", key)
    assert pay_in(manager, spent.id, Money("5000.00"), "tok_ok", key).id == first.id
    sent = pay_out(manager, spent.id, Money("1000.00"), "acct_of_the_office", other)
    assert pay_out(manager, spent.id, Money("1000.00"), "acct_of_the_office", other).id == sent.id
    assert books.balance(posting.office_balance(spent.id), "QAR") == Money("4000.00")
    for amount, use_case in (("6000.00", PayIntoBalance), ("5000.00", DepositGuarantee)):
        with pytest.raises(RuleBroken, match="key_of_another_payment"):
            resolve(use_case)(manager, spent.id, Money(amount), "tok_ok", key)


def test_an_office_that_does_not_pay_is_reminded_escalated_blocked_and_its_deposit_drawn(
    spent, owed, manager, resolve, settle, clock, lists, storage, books
):
    resolve(DepositGuarantee)(manager, spent.id, Money("20000.00"), "tok_ok")
    refund = owed()
    clock.set(refund.due - POLICY.refund_reminder)
    settle()
    assert only(lists, storage).reminded
    clock.set(refund.due)
    settle()
    late = only(lists, storage)
    assert late.status is RefundStatus.OVERDUE
    assert MINISTRY in {each.owner for each in late.obligations()}
    assert admitted(storage, spent.id) is Standing.SUSPENDED
    clock.set(refund.due + POLICY.deposit_drawn)
    settle()
    assert only(lists, storage).status is RefundStatus.GIVEN
    assert admitted(storage, spent.id) is Standing.ADMITTED
    assert ("guarantee", "QAR 9,500.00") in balances(books)


def test_a_deposit_that_does_not_suffice_leaves_the_rest_owed_and_the_ministrys_turn(
    spent, owed, manager, resolve, settle, clock, lists, storage, books
):
    resolve(DepositGuarantee)(manager, spent.id, Money("1000.00"), "tok_ok")
    refund = owed()
    clock.set(refund.due + POLICY.deposit_drawn)
    settle()
    late = only(lists, storage)
    assert (late.status, late.backed) == (RefundStatus.OVERDUE, False)
    assert "enforce_refund" in {each.code for each in late.obligations()}
    assert ("office_debt", "QAR -9,500.00") in balances(books)
    # Once called, whatever is deposited later is drawn on too.
    resolve(DepositGuarantee)(manager, spent.id, Money("9500.00"), "tok_ok")
    settle()
    assert only(lists, storage).status is RefundStatus.GIVEN


def admitted(storage, office):
    with storage.transaction(SYSTEM) as work:
        return admission_of(work, party(office)).now


def test_a_block_for_a_refund_stands_beside_a_suspension_for_something_else(
    spent, owed, resolve, clock, settle, storage, lists
):
    refund = owed()
    clock.set(refund.due)
    settle()
    with storage.transaction(SYSTEM) as work:
        suspended = admission_of(work, party(spent.id)).suspended("intervention", clock.now())
        work.save(suspended)
    with storage.transaction(SYSTEM) as work:
        lifted = admission_of(work, party(spent.id)).unblocked(refund.id, clock.now())
        work.save(lifted)
    assert admitted(storage, spent.id) is Standing.SUSPENDED
    with storage.transaction(SYSTEM) as work, pytest.raises(RuleBroken) as no:
        must_be_admitted(work, party(spent.id))
    assert no.value.facts["cause"] == "intervention"
    resolve(BlockForRefund)(SYSTEM, refund.id)
    with storage.transaction(SYSTEM) as work, pytest.raises(RuleBroken) as no:
        must_be_admitted(work, party(spent.id))
    assert no.value.facts["cause"] == "refund_overdue"


def test_what_was_kept_of_the_fee_is_put_to_its_refund_first(
    house, paid, owed, storage, clock, resolve, officer, books
):
    with storage.transaction(SYSTEM) as work:
        cover = Cover(
            retained=Money("9000.00"), pledged=Money(0), until=clock.now() + timedelta(days=99)
        )
        work.save(work.get(FeePayment, paid.id).released_to_office(clock.now(), cover))
    with storage.transaction(SYSTEM) as work:
        work.save(owe(work, work.get(FeePayment, paid.id), Owing(paid.fee), QATAR, clock.now()))
    (award,) = storage.get(FeePayment, paid.id).awards
    resolve(CoverRefund)(SYSTEM, award.id)
    history = storage.history(FeePayment, paid.id).items
    covers = [each.event for each in history if hasattr(each.event, "source")]
    assert [(each.source, str(each.amount)) for each in covers] == [
        (CoverSource.RETENTION, "QAR 9,000.00"),
        (CoverSource.BALANCE, "QAR 6,000.00"),
    ]
    assert balances(books) == {("clearing", "QAR -15,000.00"), ("refund_owed", "QAR 15,000.00")}


def test_the_slice_in_question_is_decided_once_by_the_ministry(
    house, paid, handed_over, owed, settle, resolve, officer, manager, storage, lists, books
):
    settle()
    owed()
    fee = storage.get(FeePayment, paid.id)
    (turn,) = fee.obligations()
    assert (turn.code, turn.owner) == ("decide_slice", MINISTRY)
    decide = resolve(DecideSlice)
    with pytest.raises(NotAllowed):
        decide(manager, paid.id, Money(0), "Ours.")
    for wrong in (Money("2250.01"), Money("-0.01")):
        with pytest.raises(RuleBroken, match="more_than_in_question"):
            decide(officer, paid.id, wrong, "Whose?")
    decide(officer, paid.id, Money("250.00"), "So the committee found.")
    settle()
    with pytest.raises(WrongMoment, match="nothing_in_question"):
        decide(officer, paid.id, Money(0), "Again.")
    assert {row.status for row in lists.page(RefundRow).items} == {RefundStatus.GIVEN}
    assert balances(books) == {("clearing", "QAR -6,500.00"), ("office", "QAR 6,500.00")}
    assert storage.get(FeePayment, paid.id).obligations() == ()


@pytest.mark.parametrize("day", [date(2025, 5, 10), date(2025, 7, 10), date(2025, 9, 10)])
def test_an_appeal_resolves_what_was_in_question(
    house, paid, handed_over, complain, settle, resolve, officer, employer, books, day
):
    settle()
    decide, dispute = resolve(DecideDispute), complain()
    decide(officer, dispute.id, Outcome.REFUND, "She left.", LEFT_IN_MONTH_SIX)
    settle()
    resolve(AppealDispute)(employer, dispute.id, "Another day.")
    decided = decide(officer, dispute.id, Outcome.REFUND, "It is shown.", Findings(event_day=day))
    settle()
    awarded = max(decided.decision.amount, Money("8250.00"))
    assert books.balance(posting.refund_owed(paid.id)) == Money(0)
    assert books.balance(posting.clearing("sandbox")) == awarded - paid.fee
    assert books.sums() == {"QAR": 0}


def test_a_slice_that_the_office_had_not_covered_is_covered_when_it_is_the_employers(
    spent, owed, paid, settle, resolve, officer, manager, lists, books
):
    owed()
    pay_in = resolve(PayIntoBalance)
    pay_in(manager, spent.id, Money("8250.00"), "tok_ok")
    settle()
    assert [row.status for row in lists.page(RefundRow).items] == [RefundStatus.GIVEN]
    resolve(DecideSlice)(officer, paid.id, Money("2250.00"), "So the committee found.")
    settle()
    pay_in(manager, spent.id, Money("2250.00"), "tok_ok")
    settle()
    assert {row.status for row in lists.page(RefundRow).items} == {RefundStatus.GIVEN}
    assert balances(books) == set()


@pytest.mark.parametrize("day", [date(2025, 4, 10), date(2025, 7, 10)])
def test_an_appeal_gives_no_part_of_a_slice_twice(
    house, paid, handed_over, complain, settle, resolve, officer, employer, storage, books, day
):
    settle()
    decide, dispute = resolve(DecideDispute), complain()
    decide(officer, dispute.id, Outcome.REFUND, "She left.", LEFT_IN_MONTH_SIX)
    settle()
    resolve(DecideSlice)(officer, paid.id, Money("250.00"), "So the committee found.")
    settle()
    resolve(AppealDispute)(employer, dispute.id, "Another day.")
    decided = decide(officer, dispute.id, Outcome.REFUND, "It is shown.", Findings(event_day=day))
    settle()
    of_slice = min(decided.decision.held, Money("250.00"))
    assert storage.get(FeePayment, paid.id).awarded == decided.decision.amount + of_slice
    assert books.balance(posting.refund_owed(paid.id)) == Money(0)
    assert books.sums() == {"QAR": 0}


def cancelled(storage, contract, clock):
    event = RecruitmentCancelled(
        at=clock.now(), contract=contract.id, request=contract.request, side=PartyKind.EMPLOYER
    )
    with storage.transaction(SYSTEM) as work:
        work.save(work.get(RecruitmentContract, contract.id).after(event))


@pytest.mark.parametrize(
    ("back", "left"),
    [
        ("0.00", {("clearing", "QAR -15,000.00"), ("office", "QAR 15,000.00")}),
        ("4000.00", {("clearing", "QAR -11,000.00"), ("office", "QAR 11,000.00")}),
        ("15000.00", set()),
    ],
)
def test_the_paid_fee_of_a_fallen_contract_is_given_as_the_ministry_says(
    contract, paid, storage, clock, settle, resolve, officer, lists, books, back, left
):
    decide = resolve(DecideLeftOverFee)
    with pytest.raises(WrongMoment, match="fee_not_left_over"):
        decide(officer, paid.id, Money(back), "Too early.")
    cancelled(storage, contract, clock)
    settle()
    assert [each.obligation.code for each in lists.owed(owner=MINISTRY).items] == [
        "decide_left_over_fee"
    ]
    ruled = decide(officer, paid.id, Money(back), "Each bears its part.")
    assert ruled.rulings[0].reason == "Each bears its part."
    settle()
    assert balances(books) == left
    assert lists.owed(owner=MINISTRY).items == ()
    with pytest.raises(WrongMoment):
        decide(officer, paid.id, Money(back), "Again.")


def test_a_refund_that_bounces_days_later_is_owed_again_and_goes_to_the_employers_account(
    house, paid, handed_over, owed, settle, resolve, employer, clock, lists, storage, books, ports
):
    settle()
    refund = owed()

    class Bouncing(type(ports["gateways"].first)):
        def look_up_refund(self, call, charge):
            return Bounced("r", "account_closed")

    ports["gateways"] = Gateways(Bouncing())
    clock.move(timedelta(days=4))
    for _ in range(2):
        resolve(LookUpRefund)(SYSTEM, paid.id, refund.id)
        settle()
    again = only(lists, storage)
    assert again.status is RefundStatus.OWED
    assert again.due == clock.now() + (refund.due - refund.given_at)
    assert ("refund_owed", "QAR 8,250.00") in balances(books)
    assert "name_refund_account" in {
        each.code for each in storage.get(FeePayment, paid.id).obligations()
    }
    resolve(NameRefundAccount)(employer, paid.id, "acct_of_the_employer")
    settle()
    assert only(lists, storage).status is RefundStatus.GIVEN
    assert ("clearing", "QAR -6,750.00") in balances(books)


def test_a_dispute_about_a_fallen_contract_takes_the_turn_from_the_ministrys_list(
    contract, paid, complain, storage, clock, settle, resolve, officer, lists
):
    cancelled(storage, contract, clock)
    settle()
    decide, dispute = resolve(DecideDispute), complain(DisputeGround.NOT_DELIVERED)
    decide(officer, dispute.id, Outcome.REFUND, "She never came.")
    codes = {each.obligation.code for each in lists.owed(owner=MINISTRY).items}
    assert "decide_left_over_fee" not in codes
