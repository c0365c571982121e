import pytest
from hypothesis import given
from hypothesis import strategies as st

from maawin_core.kernel.entry import Account, Entry, Leg, move
from maawin_core.kernel.errors import RuleBroken
from maawin_core.kernel.identity import new_id
from maawin_core.kernel.money import Money

HELD, OFFICE = Account("held", "a payment"), Account("office", "an office")


def entry(*legs):
    return Entry(key=new_id(), code="fee_taken", about=new_id(), legs=legs)


@given(st.integers(1, 10**12).map(Money.of_minor))
def test_a_movement_leaves_one_account_and_reaches_the_other(amount):
    moved = move(new_id(), "fee_released", new_id(), amount, out_of=HELD, to=OFFICE)
    assert moved.legs == (Leg(HELD, -amount), Leg(OFFICE, amount))


@pytest.mark.parametrize(
    "legs",
    [
        (),
        (Leg(HELD, Money(0)),),
        (Leg(HELD, Money(1)),),
        (Leg(HELD, Money(1)), Leg(OFFICE, Money(-2))),
        (Leg(HELD, Money(1)), Leg(OFFICE, Money(1))),
        (Leg(HELD, Money(0)), Leg(OFFICE, Money(0))),
        (Leg(HELD, Money(1)), Leg(HELD, Money(-1))),
        (Leg(HELD, Money(1)), Leg(OFFICE, Money("-0.100", "KWD"))),
        (Leg(HELD, Money(1)), Leg(OFFICE, Money(-1)), Leg(Account("x"), Money(0))),
    ],
)
def test_an_entry_that_does_not_balance_cannot_be_made(legs):
    with pytest.raises(RuleBroken) as refusal:
        entry(*legs)
    assert refusal.value.code == "entry_unbalanced"


def test_an_entry_may_have_more_than_two_legs():
    parts = [Leg(Account("part", str(i)), Money(i)) for i in (1, 2, 3)]
    assert len(entry(Leg(HELD, Money(-6)), *parts).legs) == 4


def test_nothing_cannot_be_moved_nor_from_a_place_to_itself():
    with pytest.raises(RuleBroken):
        move(new_id(), "fee_released", new_id(), Money(0), out_of=HELD, to=OFFICE)
    with pytest.raises(RuleBroken):
        move(new_id(), "fee_released", new_id(), Money(1), out_of=HELD, to=HELD)


def test_an_account_says_whose_it_is():
    assert str(HELD) == "held/a payment"
    assert str(Account("held")) == "held"
    assert sorted([OFFICE, HELD, Account("held")]) == [Account("held"), HELD, OFFICE]
