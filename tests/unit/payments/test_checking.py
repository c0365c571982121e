from collections import Counter

import pytest
from attrs import evolve

from maawin_core.books import posting
from maawin_core.kernel.aggregate import field_names
from maawin_core.kernel.entry import Account, KeptEntry, Leg
from maawin_core.kernel.errors import NotAllowed
from maawin_core.kernel.identity import new_id
from maawin_core.kernel.money import Money
from maawin_core.kernel.parties import SYSTEM
from maawin_core.payments.checking import Balanced, drawn
from maawin_core.payments.use_cases import CheckBooks
from maawin_core.testing.sample import FEE, NOW, a_fee, an_award, paid
from maawin_core.testing.stores import keep, kept


@pytest.fixture
def violations(resolve):
    def found():
        return Counter(each.code for each in resolve(CheckBooks)(SYSTEM))

    return found


@pytest.fixture
def fee(storage):
    # One that was given back, among others that were not, and one of nothing.
    award = an_award(Money("900.00"))
    mine = paid(a_fee()).awarded_back(award, NOW)
    keep(storage, *(paid(a_fee()) for _ in range(5)), a_fee(), a_fee(fee=Money(0)))
    kept(storage, paid(a_fee(fee=Money("1.234", "KWD"))))
    kept(storage, paid(a_fee()).released_to_office(NOW))
    return kept(storage, mine)


def posted_of(storage, about, code):
    return next(
        (key, each)
        for key, each in storage.posted.items()
        if (each.entry.about, each.entry.code) == (about, code)
    )


def tampered(storage, about, code, **changes):
    key, posted = posted_of(storage, about, code)
    fields = {name: getattr(posted.entry, name) for name in field_names(KeptEntry)}
    storage.posted[key] = evolve(posted, entry=KeptEntry(**{**fields, **changes}))


def test_sound_books_have_no_violation(fee, violations):
    assert violations() == Counter()


def test_only_the_platform_looks_at_everything(resolve, administrator):
    with pytest.raises(NotAllowed):
        resolve(CheckBooks)(administrator)


def test_a_balance_that_is_not_the_sum_of_its_legs_is_named(fee, storage, resolve):
    storage.balances[posting.refund_owed(fee.id), "QAR"] += 1
    storage.balances[posting.clearing("sandbox"), "QAR"] -= 1  # so that the sum does not tell
    found = {each.about: each for each in resolve(CheckBooks)(SYSTEM)}
    assert set(found) == {str(posting.refund_owed(fee.id)), "clearing/sandbox"}
    mine = found[str(posting.refund_owed(fee.id))]
    assert (mine.code, mine.facts["found"], mine.facts["needed"]) == (
        "balance_wrong",
        Money("900.01"),
        Money("900.00"),
    )


def test_a_balance_that_is_missing_is_named(fee, storage, violations):
    del storage.balances[posting.refund_owed(fee.id), "QAR"]
    assert violations() == {"books_unbalanced": 1, "balance_wrong": 1}


def test_an_entry_that_does_not_sum_to_nothing_is_named(fee, storage, violations):
    _, posted = posted_of(storage, fee.id, "fee_taken")
    legs = (posted.entry.legs[0], Leg(posting.held(fee.id), FEE + Money("0.01")))
    tampered(storage, fee.id, "fee_taken", legs=legs)
    assert violations()["entry_unsound"] == 1


def test_more_given_back_than_was_taken_is_named(fee, storage, violations):
    given = posting.refund_given(fee.id, new_id(), FEE + Money(1), "sandbox")
    add(storage, given)
    assert violations()["refunded_more_than_collected"] == 1


def add(storage, entry):
    seq = len(storage.posted) + 1
    (some, *_) = storage.posted.values()
    storage.posted[entry.key] = evolve(some, seq=seq, entry=entry)
    for leg in entry.legs:
        place = (leg.account, leg.amount.currency)
        storage.balances[place] = storage.balances.get(place, 0) + leg.amount.minor


def test_a_held_fee_that_was_resolved_twice_is_named(fee, storage, violations):
    again = posting.fee_released(fee.id, fee.office, FEE, Money(0))
    add(storage, evolve(again, key=new_id()))
    found = violations()
    assert found["held_resolved_twice"] == 1
    assert found["account_on_wrong_side"] == 1


def test_a_correction_that_takes_back_something_else_is_named(fee, storage, violations):
    entry = posting.refund_given(fee.id, new_id(), Money(1), "sandbox")
    add(storage, evolve(entry, corrects=new_id()))
    assert violations()["correction_wrong"] == 1


def test_an_account_that_no_chart_has_is_named(fee, storage, violations):
    storage.balances[Account("slush", "fund"), "QAR"] = 0
    assert violations() == {"account_not_in_chart": 1}


def test_a_fee_of_which_the_books_say_something_else_is_named(fee, storage, violations):
    key, posted = posted_of(storage, fee.id, "refund_awarded")
    del storage.posted[key]
    for leg in posted.entry.legs:
        storage.balances[leg.account, "QAR"] -= leg.amount.minor
    assert violations() == {"fee_not_as_in_books": 1}


def test_the_memory_of_a_check_does_not_grow_with_the_books():
    balanced = Balanced()
    size = len(balanced._left)
    for _ in range(10_000):
        balanced.posted(posting.fee_taken(new_id(), new_id(), FEE, "sandbox"))
    assert len(balanced._left) == size
    assert len(balanced._total) == 0
    assert drawn.cache_info().currsize <= drawn.cache_info().maxsize
