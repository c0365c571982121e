from datetime import date, timedelta

import pytest

from maawin_core.books import posting
from maawin_core.contracts.contract import RecruitmentCancelled, RecruitmentContract
from maawin_core.disputes.events import DisputeGround, Outcome
from maawin_core.disputes.refund_obligation import (
    RefundObligation,
    RefundRow,
    RefundStatus,
    ReturnOverdue,
)
from maawin_core.disputes.use_cases import (
    AppealDispute,
    DecideDispute,
    Findings,
    NoteRefundSentBack,
)
from maawin_core.kernel.errors import NotAllowed, WrongMoment
from maawin_core.kernel.money import Money
from maawin_core.kernel.parties import SYSTEM, PartyKind
from maawin_core.law.policy import POLICY
from maawin_core.payments.fee_payment import FeePayment
from maawin_core.payments.use_cases import (
    AskFee,
    CheckBooks,
    DepositGuarantee,
    LookUpRefund,
    NameRefundAccount,
    NoteRefundReturned,
    PayFee,
    PayIntoBalance,
)

MONTH_SIX = Findings(event_day=date(2025, 7, 10))  # 8,250 at once, 2,250 in question
MONTH_EIGHT = Findings(event_day=date(2025, 9, 10))  # 3,750 at once, 2,250 in question


def only(lists, storage):
    (row,) = lists.page(RefundRow).items
    return storage.get(RefundObligation, row.key)


def balances(books):
    assert set(books.sums().values()) <= {0}
    return {(a.name, balance.plain) for a, balance in books.balances(limit=200).items if balance}


def turns(thing):
    return {(each.code, each.owner.kind) for each in thing.obligations()}


@pytest.fixture
def sound(resolve):
    return lambda: list(resolve(CheckBooks)(SYSTEM)) == []


@pytest.fixture
def first(complain, resolve, officer, manager, settle):
    # A first decision for the employer, which the office appeals.
    def decided(findings=MONTH_SIX, ground=DisputeGround.LEFT_WORK):
        dispute = complain(ground)
        resolve(DecideDispute)(officer, dispute.id, Outcome.REFUND, "She left.", findings)
        settle()
        resolve(AppealDispute)(manager, dispute.id, "That is not so.")
        return dispute

    return decided


@pytest.fixture
def on_appeal(resolve, officer, settle):
    def decided(dispute, findings=None):
        outcome = Outcome.REFUND if findings else Outcome.NOTHING
        resolve(DecideDispute)(officer, dispute.id, outcome, "It was shown.", findings)
        settle()

    return decided


def test_a_refund_that_nobody_has_covered_is_not_owed_once_the_appeal_refuses_it(
    spent, first, on_appeal, lists, storage, paid, books, sound
):
    on_appeal(first())
    refund = only(lists, storage)
    assert (refund.status, refund.amount) == (RefundStatus.TAKEN_BACK, Money(0))
    assert (refund.obligations(), refund.moments()) == ((), frozenset())
    fee = storage.get(FeePayment, paid.id)
    assert (fee.awarded, fee.owed_by_office, fee.in_question) == (Money(0), Money(0), None)
    assert balances(books) == set()
    assert sound()


def test_the_deposit_does_not_pay_what_the_appeal_refused(
    spent, first, on_appeal, resolve, manager, clock, settle, books, lists, storage
):
    resolve(DepositGuarantee)(manager, spent.id, Money("20000.00"), "tok_ok")
    dispute = first()
    due = only(lists, storage).due
    on_appeal(dispute)
    for at in (due, due + POLICY.deposit_drawn + timedelta(days=1)):
        clock.set(at)
        settle()
    assert books.balance(posting.guarantee_deposit(spent.id)) == Money("20000.00")
    assert only(lists, storage).given_at is None


def test_of_a_refund_that_is_not_covered_the_appeal_may_leave_a_part(
    spent, first, on_appeal, resolve, manager, settle, lists, storage, books, sound
):
    on_appeal(first(), MONTH_EIGHT)
    assert only(lists, storage).amount == Money("3750.00")
    assert balances(books) == {
        ("office_debt", "-6000.00"),
        ("refund_owed", "3750.00"),
        ("disputed", "2250.00"),
    }
    resolve(PayIntoBalance)(manager, spent.id, Money("6000.00"), "tok_ok")
    settle()
    assert only(lists, storage).status is RefundStatus.GIVEN
    assert balances(books) == {("clearing", "-2250.00"), ("disputed", "2250.00")}
    assert sound()


def test_what_the_office_had_put_to_it_is_the_offices_again(
    spent, first, on_appeal, resolve, manager, settle, books, sound
):
    dispute = first()
    resolve(PayIntoBalance)(manager, spent.id, Money("8000.00"), "tok_ok")
    settle()
    assert ("office_debt", "-2500.00") in balances(books)
    on_appeal(dispute)
    assert balances(books) == {("clearing", "-8000.00"), ("office", "8000.00")}
    assert sound()


def test_what_was_drawn_from_the_deposit_goes_back_into_it(
    spent, first, on_appeal, resolve, manager, clock, settle, lists, storage, books, sound
):
    dispute = first()
    clock.set(only(lists, storage).due + POLICY.deposit_drawn + timedelta(days=1))
    settle()
    resolve(DepositGuarantee)(manager, spent.id, Money("5000.00"), "tok_ok")
    settle()
    assert books.balance(posting.guarantee_deposit(spent.id)) == Money(0)
    on_appeal(dispute)
    assert balances(books) == {("clearing", "-5000.00"), ("guarantee", "5000.00")}
    assert sound()


def test_what_was_given_the_employer_gives_back_to_the_office(
    house, paid, handed_over, settle, first, on_appeal, lists, storage, books, resolve,
    manager, employer, sound,
):  # fmt: skip
    settle()
    on_appeal(first())
    refund = only(lists, storage)
    assert (refund.status, refund.to_return) == (RefundStatus.GIVEN, Money("8250.00"))
    assert turns(refund) == {("return_refund", PartyKind.EMPLOYER)}
    assert balances(books) == {("clearing", "-6750.00"), ("office", "6750.00")}
    note = resolve(NoteRefundSentBack)
    with pytest.raises(NotAllowed):
        note(employer, refund.id)
    for _ in range(2):
        note(manager, refund.id)
    assert only(lists, storage).obligations() == ()
    assert sound()


def test_of_what_was_given_only_what_was_too_much_comes_back(
    house, paid, handed_over, settle, first, on_appeal, lists, storage
):
    settle()
    on_appeal(first(), MONTH_EIGHT)
    assert only(lists, storage).to_return == Money("4500.00")


def test_nothing_comes_back_of_a_refund_that_no_appeal_has_touched(
    house, paid, handed_over, settle, first, lists, storage, resolve, manager
):
    settle()
    first()
    with pytest.raises(WrongMoment, match="nothing_to_return"):
        resolve(NoteRefundSentBack)(manager, only(lists, storage).id)


@pytest.fixture
def paid_by(contract, employer, resolve):
    def card(token):
        return resolve(PayFee)(employer, resolve(AskFee)(SYSTEM, contract.id).id, token)

    return card


def test_what_a_provider_may_be_giving_comes_back_once_it_is_given(
    house, paid_by, handed_over, settle, first, on_appeal, resolve, lists, storage, sound
):
    fee = paid_by("tok_refund_pending")
    settle()
    on_appeal(first())
    moving = only(lists, storage)
    assert turns(moving) == {("give_refund", PartyKind.PLATFORM)}
    resolve(LookUpRefund)(SYSTEM, fee.id, moving.id)
    settle()
    refund = only(lists, storage)
    assert (refund.status, refund.to_return) == (RefundStatus.GIVEN, Money("8250.00"))
    assert turns(refund) == {("return_refund", PartyKind.EMPLOYER)}
    assert sound()


def test_what_came_to_nothing_is_not_given_at_all(
    house, paid_by, handed_over, settle, first, on_appeal, lists, storage, books, sound
):
    paid_by("tok_refund_refused")
    settle()
    on_appeal(first())
    assert only(lists, storage).status is RefundStatus.TAKEN_BACK
    assert balances(books) == {("clearing", "-15000.00"), ("office", "15000.00")}
    assert sound()


def test_a_fee_that_was_never_released_is_the_offices_when_the_appeal_refuses_its_refund(
    house, contract, paid_by, storage, clock, settle, first, on_appeal, lists, books, sound
):
    paid_by("tok_refund_refused")
    event = RecruitmentCancelled(
        at=clock.now(), contract=contract.id, request=contract.request, side=PartyKind.EMPLOYER
    )
    with storage.transaction(SYSTEM) as work:
        work.save(work.get(RecruitmentContract, contract.id).after(event))
    dispute = first(None, DisputeGround.NOT_DELIVERED)
    assert balances(books) == {("clearing", "-15000.00"), ("refund_owed", "15000.00")}
    on_appeal(dispute)
    assert only(lists, storage).status is RefundStatus.TAKEN_BACK
    assert ("refund_owed", "15000.00") not in balances(books)
    assert sound()


def test_what_bounced_after_the_appeal_is_not_given_again(
    house, paid, handed_over, settle, first, on_appeal, resolve, employer, lists, storage, books,
    sound,
):  # fmt: skip
    settle()
    on_appeal(first(), MONTH_EIGHT)
    refund = only(lists, storage)
    resolve(NoteRefundReturned)(SYSTEM, paid.id, refund.id, "account closed")
    settle()
    left = only(lists, storage)
    assert (left.amount, left.to_return) == (Money("3750.00"), None)
    resolve(NameRefundAccount)(employer, paid.id, "acct_of_the_employer")
    settle()
    assert only(lists, storage).status is RefundStatus.GIVEN
    assert books.balance(posting.clearing("sandbox")) == Money("3750.00") - paid.fee
    assert sound()


def test_what_bounced_after_the_employer_had_returned_it_is_his_again(
    house, paid, handed_over, settle, first, on_appeal, resolve, manager, employer, lists,
    storage, books, sound,
):  # fmt: skip
    # He has paid the office out of his own pocket, so what comes back from his bank is his.
    settle()
    on_appeal(first())
    refund = only(lists, storage)
    resolve(NoteRefundSentBack)(manager, refund.id)
    settle()
    resolve(NoteRefundReturned)(SYSTEM, paid.id, refund.id, "account closed")
    settle()
    assert only(lists, storage).amount == Money("8250.00")
    resolve(NameRefundAccount)(employer, paid.id, "acct_of_the_employer")
    settle()
    assert only(lists, storage).status is RefundStatus.GIVEN
    assert only(lists, storage).obligations() == ()
    assert balances(books) == {("clearing", "-6750.00"), ("office", "6750.00")}
    assert sound()


def test_what_is_not_returned_in_time_is_told_to_the_ministry_and_is_its_turn_too(
    house, paid, handed_over, settle, first, on_appeal, resolve, officer, clock, lists, storage
):
    settle()
    on_appeal(first())
    (row,) = lists.page(RefundRow).items
    due = row.return_due
    assert (row.to_return, due) == (Money("8250.00"), only(lists, storage).return_due)
    clock.set(due - timedelta(seconds=1))
    settle()
    assert turns(only(lists, storage)) == {("return_refund", PartyKind.EMPLOYER)}
    clock.set(due)
    settle()
    late = only(lists, storage)
    assert turns(late) == {
        ("return_refund", PartyKind.EMPLOYER),
        ("enforce_return", PartyKind.MINISTRY),
    }
    assert {each.code: each.due for each in late.obligations()} == {
        "return_refund": due,
        "enforce_return": due + POLICY.return_enforced,
    }
    assert late.moments() == frozenset()
    assert late.watched(due + timedelta(days=99)) is late
    history = storage.history(RefundObligation, late.id).items
    assert sum(isinstance(each.event, ReturnOverdue) for each in history) == 1
    resolve(NoteRefundSentBack)(officer, late.id)
    (row,) = lists.page(RefundRow).items
    assert (row.to_return, row.return_due) == (None, None)
    assert only(lists, storage).obligations() == ()
