import json
from datetime import date, timedelta

import pytest

from maawin_core import rulebook
from maawin_core.disputes.dispute import Dispute
from maawin_core.disputes.events import DisputeGround, DisputeRow, DisputeStatus, Outcome
from maawin_core.disputes.guarantee_refund import Forfeiture
from maawin_core.disputes.refund_obligation import RefundObligation, RefundRow, RefundStatus
from maawin_core.disputes.use_cases import (
    AppealDispute,
    DecideDispute,
    Findings,
    MoveDisputeOn,
    NoteRefundGiven,
    SettleDispute,
    StateCase,
    WatchRefund,
    WithdrawDispute,
)
from maawin_core.kernel import parties
from maawin_core.kernel.entry import Account
from maawin_core.kernel.errors import (
    AlreadyTaken,
    NotAllowed,
    NotFound,
    RuleBroken,
    Stale,
    WrongMoment,
)
from maawin_core.kernel.identity import new_id
from maawin_core.kernel.money import Money
from maawin_core.kernel.parties import SYSTEM
from maawin_core.payments.fee_payment import FeePayment

LEFT_IN_MONTH_SIX = Findings(event_day=date(2025, 7, 10))


@pytest.fixture
def decide(resolve):
    return resolve(DecideDispute)


def owed_refund(lists, storage):
    (row,) = lists.page(RefundRow).items
    return storage.get(RefundObligation, row.key)


def test_a_stranger_to_the_contract_does_not_find_it(complain, employer_of):
    with pytest.raises(NotFound):
        complain(by=employer_of(new_id()))


def test_a_worker_can_complain_about_her_wage(complain, worker, contract):
    against = parties.employer(contract.employer)
    dispute = complain(DisputeGround.UNPAID_WAGE, by=worker, against=against)
    assert dispute.opened_by == worker.party


def test_only_the_employer_asks_the_office_for_the_fee(complain, worker):
    with pytest.raises(RuleBroken, match="refund_is_employers"):
        complain(DisputeGround.LEFT_WORK, by=worker)


def test_nobody_complains_about_a_stranger(complain):
    with pytest.raises(RuleBroken, match="not_a_party"):
        complain(against=parties.office(new_id()))


def test_the_same_complaint_cannot_be_open_twice(complain):
    complain()
    with pytest.raises(AlreadyTaken, match="taken_open_dispute"):
        complain()


def test_both_sides_and_the_ministry_are_heard(complain, resolve, manager, officer, worker_of):
    dispute = complain()
    state = resolve(StateCase)
    state(manager, dispute.id, "She was ill.", ("sha",))
    heard = state(officer, dispute.id, "Noted.")
    assert [statement.by.kind for statement in heard.statements] == [
        "employer", "office", "ministry",
    ]  # fmt: skip
    with pytest.raises(NotFound):
        state(worker_of(new_id()), dispute.id, "Me too.")


def test_the_worker_of_whom_it_is_said_is_heard(complain, resolve, worker, lists):
    dispute = complain(DisputeGround.LEFT_WORK)
    heard = resolve(StateCase)(worker, dispute.id, "I was sent away.")
    assert heard.statements[-1].by == worker.party
    assert [row.worker for row in lists.page(DisputeRow).items] == [worker.party.id]


def test_the_worker_is_no_party_to_what_is_not_said_of_her(complain, resolve, worker):
    dispute = complain(DisputeGround.NOT_DELIVERED)
    with pytest.raises(NotFound):
        resolve(StateCase)(worker, dispute.id, "Me too.")


def test_a_settlement_is_recorded_by_the_officer_only(complain, resolve, employer, officer):
    dispute = complain()
    settle = resolve(SettleDispute)
    with pytest.raises(NotAllowed):
        settle(employer, dispute.id, "We agree.")
    assert settle(officer, dispute.id, "We agree.").status is DisputeStatus.SETTLED


def test_who_opened_it_takes_it_back(complain, resolve, employer, manager):
    dispute = complain()
    with pytest.raises(RuleBroken, match="not_the_opener"):
        resolve(WithdrawDispute)(manager, dispute.id)
    assert resolve(WithdrawDispute)(employer, dispute.id).status is DisputeStatus.WITHDRAWN


def test_after_seven_days_without_settlement_it_is_referred(complain, settle, clock, storage):
    dispute = complain()
    clock.move(timedelta(days=8))
    settle()
    assert storage.get(Dispute, dispute.id).status is DisputeStatus.REFERRED


def test_a_clock_that_has_not_run_out_moves_nothing(complain, resolve):
    dispute = complain()
    assert resolve(MoveDisputeOn)(SYSTEM, dispute.id) == dispute


def test_the_fee_comes_back_less_fifteen_percent_a_month_and_the_open_slice_is_held(
    complain, paid, handed_over, decide, officer, lists, storage
):
    dispute = decide(officer, complain().id, Outcome.REFUND, "She left.", LEFT_IN_MONTH_SIX)
    # 1 May begins the extension; 10 July is in its third month, two are complete.
    assert dispute.decision.amount == Money("8250.00")
    assert dispute.decision.held == Money("2250.00")
    refund = owed_refund(lists, storage)
    assert (refund.amount, refund.status) == (Money("8250.00"), RefundStatus.OWED)


def test_the_sheet_of_a_decision_replays_to_the_same_bytes(
    complain, paid, handed_over, decide, officer
):
    dispute = decide(officer, complain().id, Outcome.REFUND, "She left.", LEFT_IN_MONTH_SIX)
    assert rulebook.replay(json.loads(dispute.decision.sheet)) is None


def test_what_was_awarded_is_given_back_and_the_books_balance(
    complain, paid, handed_over, decide, officer, settle, lists, storage, books
):
    decide(officer, complain().id, Outcome.REFUND, "She left.", LEFT_IN_MONTH_SIX)
    settle()
    assert owed_refund(lists, storage).status is RefundStatus.GIVEN
    assert books.balance(Account("clearing", "sandbox")) == Money("-6750.00")
    assert books.sums() == {"QAR": 0}


def test_two_officers_deciding_at_once_award_one_refund(
    complain, paid, handed_over, decide, officer, storage
):
    dispute = complain()
    decide(
        officer, dispute.id, Outcome.REFUND, "She left.", LEFT_IN_MONTH_SIX, seen=dispute.version
    )
    with pytest.raises(Stale):
        decide(
            officer,
            dispute.id,
            Outcome.REFUND,
            "She left.",
            LEFT_IN_MONTH_SIX,
            seen=dispute.version,
        )
    with pytest.raises(WrongMoment):
        decide(officer, dispute.id, Outcome.REFUND, "She left.", LEFT_IN_MONTH_SIX)
    assert len(storage.get(FeePayment, paid.id).awards) == 1


def test_a_worker_who_never_came_brings_the_full_sum_back(complain, paid, decide, officer):
    dispute = complain(DisputeGround.NOT_DELIVERED)
    assert decide(officer, dispute.id, Outcome.REFUND, "Never came.").decision.amount == paid.fee


def test_what_a_human_must_decide_is_not_decided_by_arithmetic(
    complain, paid, handed_over, decide, officer, storage
):
    dispute = complain(DisputeGround.WORKER_BREACH)
    with pytest.raises(RuleBroken, match="human_must_decide"):
        decide(officer, dispute.id, Outcome.REFUND, "Breach.", LEFT_IN_MONTH_SIX)
    assert storage.get(Dispute, dispute.id) == dispute
    stated = Findings(event_day=date(2025, 7, 10), amount=Money("1000.00"))
    decided = decide(officer, dispute.id, Outcome.REFUND, "Breach.", stated)
    assert decided.decision.amount == Money("1000.00")


def test_a_forfeiture_that_nobody_found_holds_the_money(
    complain, paid, handed_over, decide, officer, lists
):
    alleged = Forfeiture(assault=True, breach=False, finding_recorded=False)
    findings = Findings(event_day=date(2025, 7, 10), forfeiture=alleged)
    decided = decide(officer, complain().id, Outcome.REFUND, "Alleged.", findings)
    assert decided.decision.amount == Money(0)
    assert decided.decision.held > Money(0)
    assert lists.page(RefundRow).items == ()


def test_the_day_of_the_event_has_to_be_known(complain, paid, handed_over, decide, officer):
    with pytest.raises(RuleBroken, match="event_day_missing"):
        decide(officer, complain().id, Outcome.REFUND, "When?")


def test_a_wage_dispute_gives_no_refund_of_the_fee(complain, worker, contract, decide, officer):
    against = parties.employer(contract.employer)
    dispute = complain(DisputeGround.UNPAID_WAGE, by=worker, against=against)
    with pytest.raises(RuleBroken, match="ground_gives_no_refund"):
        decide(officer, dispute.id, Outcome.REFUND, "Wrong outcome.")
    decided = decide(officer, dispute.id, Outcome.PAYMENT, "Two months.", amount=Money("3600.00"))
    assert decided.decision.amount == Money("3600.00")


def test_an_appeal_that_awards_more_owes_only_what_is_more(
    complain, paid, handed_over, decide, officer, employer, resolve, storage
):
    dispute = decide(officer, complain().id, Outcome.REFUND, "She left.", LEFT_IN_MONTH_SIX)
    resolve(AppealDispute)(employer, dispute.id, "She left in May.")
    earlier = Findings(event_day=date(2025, 5, 10))
    decided = decide(officer, dispute.id, Outcome.REFUND, "In May, it is shown.", earlier)
    assert decided.decision.amount == Money("12750.00")
    assert storage.get(FeePayment, paid.id).awarded == Money("12750.00")


def test_an_appeal_reopens_the_case_in_time(complain, decide, resolve, officer, manager):
    dispute = decide(officer, complain().id, Outcome.NOTHING, "No ground.")
    appealed = resolve(AppealDispute)(manager, dispute.id, "We disagree.")
    assert appealed.status is DisputeStatus.APPEALED


def test_a_decision_becomes_final_when_the_time_for_an_appeal_is_over(
    complain, decide, officer, settle, clock, storage
):
    dispute = decide(officer, complain().id, Outcome.NOTHING, "No ground.")
    clock.move(timedelta(days=16))
    settle()
    assert storage.get(Dispute, dispute.id).status is DisputeStatus.FINAL


def test_a_refund_that_cannot_be_given_is_reminded_and_then_overdue(
    complain, paid, handed_over, decide, officer, settle, clock, lists, storage, ports
):
    from maawin_core.kernel.answer import Refused
    from maawin_core.ports.payment_gateway import Gateways

    class Refusing(type(ports["gateways"].first)):
        def refund(self, call, amount, charge, expected_available=None):
            return Refused("closed")

    ports["gateways"] = Gateways(Refusing())
    decide(officer, complain().id, Outcome.REFUND, "She left.", LEFT_IN_MONTH_SIX)
    clock.move(timedelta(days=11))
    settle()
    assert owed_refund(lists, storage).reminded
    clock.move(timedelta(days=4))
    settle()
    assert owed_refund(lists, storage).status is RefundStatus.OVERDUE


def test_only_the_platform_watches_and_closes_refunds(
    complain, paid, handed_over, decide, officer, resolve, lists, storage, manager
):
    decide(officer, complain().id, Outcome.REFUND, "She left.", LEFT_IN_MONTH_SIX)
    refund = owed_refund(lists, storage)
    for use_case in (WatchRefund, NoteRefundGiven):
        with pytest.raises(NotAllowed):
            resolve(use_case)(manager, refund.id)
