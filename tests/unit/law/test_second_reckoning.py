"""Two reckonings by two hands: what the rules answer, and what the page of the rules says."""

from datetime import date

from fact_strategies import claims, leaves, readings, services, some
from hypothesis import assume, given
from second_reckoning import gratuity, leave_pay, refund

from maawin_core.law.reading import READINGS
from maawin_core.rulebook import calculate


def taken(chosen):
    return lambda id: chosen.get(id, READINGS[id].default)


def under_the_law(facts):
    # A service that ended before the law began is owed nothing under it, whenever it is counted.
    return date.fromisoformat(facts["last_day"]) >= date(2017, 10, 10)


@some(300)
@given(services(), readings)
def test_a_gratuity_is_the_same_from_a_second_hand(facts, chosen):
    assume(under_the_law(facts))
    found = calculate("end-of-service", facts, readings=chosen)
    told = found["status"], found["amount"], found["figures"]["gratuity"]
    assert told == gratuity(facts, taken(chosen))


@some(200)
@given(leaves, readings)
def test_pay_for_leave_is_the_same_from_a_second_hand(facts, chosen):
    assume(under_the_law(facts))
    found = calculate("leave", facts, readings=chosen)
    assert (found["status"], found["amount"]) == leave_pay(facts, taken(chosen))


@some(300)
@given(claims(), readings)
def test_a_refund_is_the_same_from_a_second_hand(facts, chosen):
    found = calculate("guarantee-refund", facts, readings=chosen)
    told = found["status"], found["amount"], found["figures"].get("payable_now")
    assert told == refund(facts, taken(chosen), "A-16" in chosen)
