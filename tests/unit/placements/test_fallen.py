from datetime import timedelta

import pytest

from maawin_core.disputes.events import DisputeGround, Outcome
from maawin_core.disputes.use_cases import (
    DecideDispute,
    Findings,
    OpenDispute,
    ReleaseUndisputedFee,
)
from maawin_core.kernel.entry import Account
from maawin_core.kernel.errors import NotAllowed, RuleBroken
from maawin_core.kernel.money import Money
from maawin_core.kernel.parties import SYSTEM
from maawin_core.payments.fee_payment import FeePayment
from maawin_core.placements.use_cases import CancelContract

LONG = timedelta(days=60)  # longer than any time for an appeal


@pytest.fixture
def fallen(paid, resolve, manager, settle):
    resolve(CancelContract)(manager, paid.contract, "She fell ill.")
    settle()
    return paid.contract


@pytest.fixture
def complain(fallen, resolve, employer, manager):
    def open_one(ground=DisputeGround.CANCELLED_BEFORE_HAND_OVER):
        return resolve(OpenDispute)(employer, fallen, manager.party, ground, "Nobody came.")

    return open_one


def where_it_is(books, contract, house):
    # What no decision has given to a side stands held, or set aside as the slice in question.
    undecided = [books.balance(Account(name, str(contract))) for name in ("held", "disputed")]
    return undecided[0] + undecided[1], books.balance(Account("office", str(house.id)))


def test_an_officer_shares_the_fee_of_a_fallen_contract_out_and_the_books_balance(
    fallen, complain, resolve, officer, settle, clock, storage, books, house
):
    fee = storage.get(FeePayment, fallen).fee
    assert where_it_is(books, fallen, house) == (fee, Money(0))
    complaint = complain()
    with pytest.raises(RuleBroken, match="human_must_decide"):
        resolve(DecideDispute)(officer, complaint.id, Outcome.REFUND, "She was ill.")
    most = Findings(amount=Money("13000.00"))
    resolve(DecideDispute)(officer, complaint.id, Outcome.REFUND, "She was ill.", most)
    settle()
    # Until the time for an appeal is over, the rest is nobody's.
    assert where_it_is(books, fallen, house) == (fee - most.amount, Money(0))
    clock.move(LONG)
    settle()
    assert where_it_is(books, fallen, house) == (Money(0), fee - most.amount)
    assert storage.get(FeePayment, fallen).awards[0].given
    assert books.sums() == {"QAR": 0}
    assert resolve(ReleaseUndisputedFee)(SYSTEM, complaint.id).released == fee - most.amount


def test_a_complaint_that_is_not_upheld_leaves_the_fee_with_the_office(
    fallen, complain, resolve, officer, settle, clock, storage, books, house
):
    complaint = complain()
    resolve(DecideDispute)(officer, complaint.id, Outcome.NOTHING, "The employer broke it off.")
    settle()
    clock.move(LONG)
    settle()
    fee = storage.get(FeePayment, fallen).fee
    assert where_it_is(books, fallen, house) == (Money(0), fee)
    assert books.sums() == {"QAR": 0}


def test_while_another_complaint_is_open_nothing_is_released(
    fallen, complain, resolve, officer, settle, clock, storage, books, house
):
    first, _ = complain(), complain(DisputeGround.NOT_DELIVERED)
    resolve(DecideDispute)(officer, first.id, Outcome.NOTHING, "Another ground holds.")
    settle()
    clock.move(LONG)
    settle()
    fee = storage.get(FeePayment, fallen).fee
    assert where_it_is(books, fallen, house) == (fee, Money(0))


def test_people_release_nothing(complain, resolve, officer):
    with pytest.raises(NotAllowed):
        resolve(ReleaseUndisputedFee)(officer, complain().id)
