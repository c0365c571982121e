from collections import Counter

from hypothesis import given
from hypothesis import strategies as st

from maawin_core.books import posting
from maawin_core.books.chart import CHART
from maawin_core.kernel.identity import new_id
from maawin_core.kernel.money import Money

AMOUNTS = st.integers(1, 10**9).map(Money.of_minor)
PAYMENT, OFFICE, ATTEMPT, AWARD = (new_id() for _ in range(4))


def balances(*entries):
    found = Counter()
    for entry in entries:
        for leg in entry.legs:
            found[leg.account] += leg.amount.minor
    return {account: Money.of_minor(minor) for account, minor in found.items() if minor}


def test_a_fee_that_was_taken_is_held_and_the_provider_owes_it():
    taken = posting.fee_taken(PAYMENT, ATTEMPT, Money(100), "sandbox")
    assert (taken.key, taken.about, taken.code) == (ATTEMPT, PAYMENT, "fee_taken")
    assert balances(taken) == {
        posting.held(PAYMENT): Money(100),
        posting.clearing("sandbox"): Money(-100),
    }


@given(AMOUNTS)
def test_a_fee_that_went_all_the_way_stands_to_the_offices_credit(fee):
    way = (
        posting.fee_taken(PAYMENT, ATTEMPT, fee, "sandbox"),
        posting.fee_released(PAYMENT, OFFICE, fee, Money(0)),
    )
    assert balances(*way) == {
        posting.office_balance(OFFICE): fee,
        posting.clearing("sandbox"): -fee,
    }


@given(AMOUNTS)
def test_a_fee_that_was_given_back_leaves_nothing_anywhere(fee):
    way = (
        posting.fee_taken(PAYMENT, ATTEMPT, fee, "sandbox"),
        posting.held_split(PAYMENT, fee, Money(0)),
        posting.refund_given(PAYMENT, AWARD, fee, "sandbox"),
    )
    assert balances(*way) == {}


def test_a_refund_that_the_office_owes_stands_to_its_debit_until_it_is_covered():
    awarded = posting.refund_awarded(PAYMENT, AWARD, Money(5), Money(2), Money(0))
    assert balances(awarded) == {
        posting.office_debt(AWARD): Money(-7),
        posting.refund_owed(PAYMENT): Money(5),
        posting.disputed(PAYMENT): Money(2),
    }
    source = posting.office_balance(OFFICE)
    covered = posting.refund_covered(PAYMENT, AWARD, Money(7), source, 0)
    assert balances(awarded, covered)[source] == Money(-7)


@given(AMOUNTS, AMOUNTS)
def test_what_was_in_question_frees_the_office_of_its_debt_first(debt, paid):
    awarded = posting.refund_awarded(PAYMENT, AWARD, Money(5), debt + paid, Money(0))
    source = posting.office_balance(OFFICE)
    covered = posting.refund_covered(PAYMENT, AWARD, Money(5) + paid, source, 0)
    back = posting.slice_returned(PAYMENT, new_id(), OFFICE, debt + paid, {AWARD: debt})
    assert balances(awarded, covered, back) == {
        posting.refund_owed(PAYMENT): Money(5),
        source: Money(-5),
    }


def test_every_account_is_in_the_chart_and_knows_its_side():
    made = {
        name
        for name, make in vars(posting).items()
        if getattr(make, "__annotations__", {}).get("return") == "Account"
        and make(new_id()).name not in CHART
    }
    assert made == set()


def test_each_movement_has_a_name_of_its_own_that_is_the_same_each_time():
    def keys():
        return [
            posting.fee_taken(PAYMENT, ATTEMPT, Money(1), "sandbox").key,
            posting.fee_released(PAYMENT, OFFICE, Money(1), Money(0)).key,
            posting.refund_awarded(PAYMENT, AWARD, Money(1), Money(0), Money(0)).key,
            posting.refund_given(PAYMENT, AWARD, Money(1), "sandbox").key,
        ]

    assert keys() == keys()
    assert len(set(keys())) == 4


WAGE, WORKER, EMPLOYER, TRANSFER, PAID = (new_id() for _ in range(5))


def sent(amount):
    return posting.wages_sent(TRANSFER, EMPLOYER, amount)


def arrived(amount):
    return posting.wage_paid(WAGE, PAID, amount, posting.wage_on_the_way(TRANSFER), WORKER)


@given(AMOUNTS)
def test_a_wage_that_reached_the_worker_left_the_employer_and_nobody_has_it_on_the_way(wage):
    assert balances(sent(wage), arrived(wage)) == {
        posting.wage_in(EMPLOYER): -wage,
        posting.wage_out(WORKER): wage,
    }


@given(AMOUNTS)
def test_a_wage_that_came_back_is_as_if_it_had_not_been_sent(wage):
    back = posting.wage_returned(WAGE, TRANSFER, wage, EMPLOYER)
    assert balances(sent(wage), back) == {}


@given(AMOUNTS)
def test_a_doubted_wage_is_the_workers_or_the_employers_in_the_end(wage):
    doubted = posting.wage_doubted(WAGE, PAID, wage, WORKER)
    way = (sent(wage), arrived(wage), doubted)
    assert balances(*way)[posting.wage_in_doubt(WAGE)] == wage
    hers = posting.wage_doubt_settled(WAGE, PAID, wage, posting.wage_out(WORKER))
    assert balances(*way, hers)[posting.wage_out(WORKER)] == wage
    again = posting.wage_doubt_settled(WAGE, PAID, wage, posting.wage_in(EMPLOYER))
    assert balances(*way, again) == {}


@given(AMOUNTS)
def test_dues_reach_the_worker_or_the_deposit(dues):
    for to in (posting.dues_out(WORKER), posting.dues_deposit(WAGE)):
        assert balances(posting.dues_paid(WAGE, dues, EMPLOYER, to)) == {
            posting.dues_in(EMPLOYER): -dues,
            to: dues,
        }
