from datetime import timedelta

import pytest

from maawin_adapters.payments.sandbox import (
    LATE_CARD,
    REFUSED_ACCOUNT,
    REFUSED_CARD,
    SILENT_CARD,
    SandboxGateway,
)
from maawin_core.contracts.contract import ContractStatus, RecruitmentConcluded, RecruitmentContract
from maawin_core.kernel.answer import Accepted, Pending, Refused, Unknown
from maawin_core.kernel.entry import Account
from maawin_core.kernel.errors import NotAllowed, NotFound, RuleBroken, Stale, WrongMoment
from maawin_core.kernel.identity import new_id
from maawin_core.kernel.money import Money
from maawin_core.kernel.parties import SYSTEM
from maawin_core.kernel.payment_method import PaymentMethod
from maawin_core.payments.events import PaymentStatus
from maawin_core.payments.fee_payment import Award, FeePayment
from maawin_core.payments.use_cases import (
    AskFee,
    DropFee,
    GiveBackFee,
    GiveBackOpenRefunds,
    LookUpRefund,
    NameRefundAccount,
    NoteRefundReturned,
    PayFee,
    ReleaseFee,
    SettleOpenPayment,
    ShowWaysToPay,
)
from maawin_core.ports.payment_gateway import STALE_AVAILABLE, Gateways

GOOD_CARD = "tok_ok"


@pytest.fixture
def pay_fee(resolve):
    return resolve(PayFee)


def test_the_fee_of_a_concluded_contract_falls_due_by_itself(contract, settle, storage):
    settle()
    assert storage.get(FeePayment, contract.id).status is PaymentStatus.DUE


def test_asking_for_a_fee_twice_asks_once(due, resolve):
    assert resolve(AskFee)(SYSTEM, due.contract) == due


def test_a_contract_that_is_not_concluded_has_no_fee(storage, resolve, clock):
    id = new_id()
    event = RecruitmentConcluded(at=clock.now(), contract=id, request=id, price=Money(1))
    drawn_up = RecruitmentContract(
        id=id, request=id, office=id, employer=id, worker=id, recruited_from="PHL", price=Money(1),
        status=ContractStatus.DRAWN_UP,
    ).after(event)  # fmt: skip
    with storage.transaction(SYSTEM) as work:
        work.save(drawn_up)
    with pytest.raises(WrongMoment):
        resolve(AskFee)(SYSTEM, id)


def test_an_employer_pays_and_the_fee_is_held(due, employer, pay_fee, books):
    assert pay_fee(employer, due.id, GOOD_CARD).status is PaymentStatus.PAID
    assert books.balance(Account("held", str(due.id))) == due.fee
    assert books.sums() == {"QAR": 0}


def test_a_refused_card_does_not_spoil_the_next(due, employer, pay_fee):
    assert pay_fee(employer, due.id, REFUSED_CARD).status is PaymentStatus.DUE
    assert pay_fee(employer, due.id, GOOD_CARD).status is PaymentStatus.PAID


def test_paying_twice_takes_the_money_once(due, employer, pay_fee, books):
    pay_fee(employer, due.id, GOOD_CARD)
    with pytest.raises(WrongMoment):
        pay_fee(employer, due.id, GOOD_CARD)
    assert books.balance(Account("clearing", "sandbox")) == -due.fee


def test_somebody_elses_fee_is_not_found(due, employer_of, pay_fee, storage):
    with pytest.raises(NotFound):
        pay_fee(employer_of(new_id()), due.id, GOOD_CARD)
    assert storage.get(FeePayment, due.id) == due


def test_the_office_may_see_the_fee_and_not_pay_it(due, manager, pay_fee):
    with pytest.raises(NotAllowed):
        pay_fee(manager, due.id, GOOD_CARD)


def test_who_looked_at_an_older_fee_is_told(due, employer, pay_fee):
    with pytest.raises(Stale):
        pay_fee(employer, due.id, GOOD_CARD, seen=due.version + 1)


def test_a_lost_answer_is_found_by_looking_it_up(due, employer, pay_fee, clock, settle, storage):
    assert pay_fee(employer, due.id, LATE_CARD).status is PaymentStatus.UNKNOWN
    clock.move(timedelta(minutes=11))
    settle()
    assert storage.get(FeePayment, due.id).status is PaymentStatus.PAID


def test_a_charge_that_never_arrived_leaves_the_fee_due(
    due, employer, pay_fee, clock, settle, storage
):
    assert pay_fee(employer, due.id, SILENT_CARD).status is PaymentStatus.UNKNOWN
    clock.move(timedelta(minutes=11))
    settle()
    assert storage.get(FeePayment, due.id).status is PaymentStatus.DUE


def test_settling_a_payment_that_is_not_open_changes_nothing(due, resolve):
    assert resolve(SettleOpenPayment)(SYSTEM, due.id) == due


def test_the_fee_is_released_when_it_was_paid_and_not_before(
    due, employer, pay_fee, resolve, books
):
    release = resolve(ReleaseFee)
    assert release(SYSTEM, due.contract) == due
    pay_fee(employer, due.id, GOOD_CARD)
    release(SYSTEM, due.contract)
    release(SYSTEM, due.contract)
    assert books.balance(Account("office", str(due.office))) == due.fee


def test_a_contract_without_a_fee_has_nothing_to_release(resolve):
    assert resolve(ReleaseFee)(SYSTEM, new_id()) is None


@pytest.fixture
def awarded(due, employer, pay_fee, storage, clock):
    pay_fee(employer, due.id, GOOD_CARD)
    with storage.transaction(SYSTEM) as work:
        paid = work.get(FeePayment, due.id)
        return work.save(paid.awarded_back(Award(new_id(), Money("700.00")), clock.now()))


def test_what_is_awarded_is_given_back_once_however_often_it_is_asked(awarded, resolve, books):
    give_back = resolve(GiveBackFee)
    for _ in range(3):
        given = give_back(SYSTEM, awarded.id, awarded.awards[0].id)
    assert given.awards[0].given
    assert books.balance(Account("clearing", "sandbox")) == Money("-13300.00")


def test_an_employer_sees_the_ways_to_pay_and_what_each_takes(due, employer, resolve):
    ways = resolve(ShowWaysToPay)(employer, due.id)
    assert [each.method for each in ways] == sorted(PaymentMethod)
    assert {each.taken for each in ways} == {due.fee}


def test_a_way_that_is_not_offered_now_is_left_out(due, employer, resolve, ports):
    class Busy(type(ports["gateways"].first)):
        def quote(self, amount, method):
            down = method is PaymentMethod.WALLET
            return Unknown() if down else super().quote(amount, method)

    ports["gateways"] = Gateways(Busy())
    ways = resolve(ShowWaysToPay)(employer, due.id)
    assert {each.method for each in ways} == set(PaymentMethod) - {PaymentMethod.WALLET}


def test_nobody_but_the_payer_asks_for_the_ways_to_pay(due, manager, resolve, employer_of):
    with pytest.raises(NotAllowed):
        resolve(ShowWaysToPay)(manager, due.id)
    with pytest.raises(NotFound):
        resolve(ShowWaysToPay)(employer_of(new_id()), due.id)


def test_a_silent_provider_leaves_the_refund_owed_and_is_asked_again(
    awarded, resolve, settle, ports, storage, clock
):
    answers = []

    class OnceSilent(type(ports["gateways"].first)):
        def refund(self, call, amount, charge, expected_available=None):
            answers.append(call)
            return (
                Unknown()
                if len(answers) == 1
                else super().refund(call, amount, charge, expected_available)
            )

    ports["gateways"] = Gateways(OnceSilent())
    resolve(GiveBackFee)(SYSTEM, awarded.id, awarded.awards[0].id)
    assert storage.get(FeePayment, awarded.id).awards[0].given is None
    clock.move(timedelta(minutes=31))
    settle()
    assert storage.get(FeePayment, awarded.id).awards[0].given
    assert answers == [awarded.awards[0].id] * 2


def test_a_refund_that_the_provider_refuses_stays_owed(awarded, resolve, ports, books):
    class Refusing(type(ports["gateways"].first)):
        def refund(self, call, amount, charge, expected_available=None):
            return Refused("closed")

    ports["gateways"] = Gateways(Refusing())
    kept = resolve(GiveBackFee)(SYSTEM, awarded.id, awarded.awards[0].id)
    assert kept.awards[0].given is None
    assert books.balance(Account("refund_owed", str(awarded.id))) == Money("700.00")


def test_a_look_up_of_a_refund_that_has_not_reached_the_provider_yet_decides_nothing(
    awarded, resolve, storage, clock
):
    award = awarded.awards[0].id
    with storage.transaction(SYSTEM) as work:
        paid = work.get(FeePayment, awarded.id)
        started = work.save(paid.refund_started(award, "sandbox", clock.now()))
    assert resolve(LookUpRefund)(SYSTEM, awarded.id, award) == started


def test_nobody_but_the_platform_gives_back_a_fee(awarded, resolve, employer):
    with pytest.raises(NotAllowed):
        resolve(GiveBackFee)(employer, awarded.id, awarded.awards[0].id)


def test_the_platform_drops_an_unpaid_fee_once(due, resolve, storage):
    dropped = resolve(DropFee)(SYSTEM, due.contract)
    assert dropped.status is PaymentStatus.DROPPED
    assert resolve(DropFee)(SYSTEM, due.contract) == dropped


def test_what_was_paid_is_not_dropped_but_somebodys_turn(
    due, employer, pay_fee, resolve, storage, clock
):
    pay_fee(employer, due.id, "tok_ok")
    left = resolve(DropFee)(SYSTEM, due.contract)
    assert (left.status, left.is_left_over) == (PaymentStatus.PAID, True)
    assert resolve(DropFee)(SYSTEM, due.contract) == left


def test_where_no_fee_was_asked_none_is_dropped(resolve):
    assert resolve(DropFee)(SYSTEM, new_id()) is None


def test_nobody_but_the_platform_drops_a_fee(due, resolve, employer, manager):
    for by in (employer, manager):
        with pytest.raises(NotAllowed):
            resolve(DropFee)(by, due.contract)


def test_who_is_sent_to_a_page_has_paid_when_the_provider_says_so(
    due, employer, pay_fee, ports, resolve, clock, settle, storage
):
    class Hosted(type(ports["gateways"].first)):
        decided = Pending("session-1", "https://pay.example/1")

        def charge(self, *asked):
            return self.decided

        def look_up(self, call):
            return self.decided

    hosted = Hosted()
    ports["gateways"] = Gateways(hosted)
    sent = resolve(PayFee)(employer, due.id, "")
    assert (sent.status, sent.page) == (PaymentStatus.UNKNOWN, "https://pay.example/1")
    clock.move(timedelta(minutes=11))
    settle()
    assert storage.get(FeePayment, due.id).page == "https://pay.example/1"
    hosted.decided = Accepted("charge-1")
    clock.move(timedelta(hours=1))
    settle()
    paid = storage.get(FeePayment, due.id)
    assert (paid.status, paid.page, paid.charge) == (PaymentStatus.PAID, "", "charge-1")


def test_a_refund_that_is_not_decided_is_asked_again(awarded, resolve, ports, storage, clock):
    class Undecided(type(ports["gateways"].first)):
        def refund(self, call, amount, charge, expected_available=None):
            return Pending("r-1")

    ports["gateways"] = Gateways(Undecided())
    open_one = resolve(GiveBackFee)(SYSTEM, awarded.id, awarded.awards[0].id)
    assert {each.code for each in open_one.moments()} == {"refund_unanswered"}
    ports["gateways"] = Gateways(SandboxGateway())
    given = resolve(GiveBackOpenRefunds)(SYSTEM, awarded.id)
    assert (bool(given.awards[0].given), given.moments()) == (True, frozenset())


class OutOfStep(SandboxGateway):
    def refund(self, call, amount, charge, expected_available=None):
        return STALE_AVAILABLE


def test_a_refund_that_waits_for_another_is_asked_again(awarded, resolve, ports, storage, clock):
    with storage.transaction(SYSTEM) as work:
        paid = work.get(FeePayment, awarded.id)
        other = Award(new_id(), Money("100.00"))
        paid = paid.awarded_back(other, clock.now())
        work.save(paid.refund_started(other.id, "sandbox", clock.now()))
    ports["gateways"] = Gateways(OutOfStep())
    waits = resolve(GiveBackFee)(SYSTEM, awarded.id, awarded.awards[0].id)
    assert (waits.awards[0].given, waits.awards[0].blocked) == (None, "")
    assert "refund_unanswered" in {each.code for each in waits.moments()}


def test_a_refund_of_which_the_provider_has_another_picture_goes_another_way(
    awarded, resolve, ports
):
    ports["gateways"] = Gateways(OutOfStep())
    waits = resolve(GiveBackFee)(SYSTEM, awarded.id, awarded.awards[0].id)
    assert waits.awards[0].blocked == "stale_available"
    assert [each.code for each in waits.obligations()] == ["name_refund_account"]


def test_what_was_paid_out_is_not_missing_from_the_charge(
    awarded, employer, administrator, resolve, settle, storage, clock
):
    first = awarded.awards[0].id
    resolve(GiveBackFee)(SYSTEM, awarded.id, first)
    resolve(NoteRefundReturned)(administrator, awarded.id, first, "account_closed")
    resolve(NameRefundAccount)(employer, awarded.id, "acct_of_the_employer")
    settle()
    paid = storage.get(FeePayment, awarded.id)
    assert (paid.awards[0].given is not None, paid.not_given_back) == (True, paid.fee)


def test_a_retired_provider_gives_back_what_it_took(awarded, resolve, ports):
    class Newer(type(ports["gateways"].first)):
        def __init__(self):
            super().__init__("newer")

    ports["gateways"] = Gateways(Newer(), ports["gateways"].first)
    given = resolve(GiveBackFee)(SYSTEM, awarded.id, awarded.awards[0].id)
    assert given.awards[0].given
    assert given.provider == "sandbox"


def test_what_a_provider_took_that_is_gone_is_paid_to_the_account_that_the_employer_names(
    awarded, employer, resolve, settle, ports, storage, books
):
    ports["gateways"] = Gateways(SandboxGateway("newer"))
    waits = resolve(GiveBackFee)(SYSTEM, awarded.id, awarded.awards[0].id)
    assert waits.awards[0].blocked == "provider_not_set_up"
    assert [each.code for each in waits.obligations()] == ["name_refund_account"]
    resolve(NameRefundAccount)(employer, awarded.id, REFUSED_ACCOUNT)
    settle()
    refused = storage.get(FeePayment, awarded.id)
    assert (refused.account, refused.awards[0].given) == ("", None)
    assert [each.code for each in refused.obligations()] == ["name_refund_account"]
    resolve(NameRefundAccount)(employer, awarded.id, "acct_of_the_employer")
    settle()
    given = storage.get(FeePayment, awarded.id)
    assert (given.awards[0].through, given.obligations()) == ("newer", ())
    assert books.balance(Account("clearing", "newer")) == Money("700.00")
    assert books.sums() == {"QAR": 0}


def test_a_refund_that_the_bank_sends_back_goes_to_an_account_and_is_given_once_more(
    awarded, employer, administrator, resolve, settle, storage, books, clock
):
    resolve(GiveBackFee)(SYSTEM, awarded.id, awarded.awards[0].id)
    note = resolve(NoteRefundReturned)
    for _ in range(2):
        note(administrator, awarded.id, awarded.awards[0].id, "account_closed")
    assert books.balance(Account("refund_owed", str(awarded.id))) == Money("700.00")
    resolve(NameRefundAccount)(employer, awarded.id, "acct_of_the_employer")
    settle()
    assert storage.get(FeePayment, awarded.id).awards[0].given
    assert books.balance(Account("refund_owed", str(awarded.id))) == Money(0)
    assert books.balance(Account("clearing", "sandbox")) == Money("-13300.00")


def test_two_providers_of_one_name_are_refused(gateway):
    with pytest.raises(RuleBroken, match="provider_named_twice"):
        Gateways(gateway, gateway)
