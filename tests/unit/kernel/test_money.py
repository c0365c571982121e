import copy
import pickle
from fractions import Fraction
from itertools import pairwise

import money as library
import pytest
from hypothesis import given
from hypothesis import strategies as st

from maawin_core.kernel.errors import RuleBroken
from maawin_core.kernel.money import EXPONENTS, Money, smaller, total

CURRENCIES = st.sampled_from(sorted(EXPONENTS))
MINORS = st.integers(-(10**15), 10**15)
AMOUNTS = st.integers(0, 10**12).map(Money.of_minor)
WEIGHTS = st.lists(st.integers(0, 1000), min_size=1, max_size=12).filter(any)
SHARES = st.fractions(-10, 10, max_denominator=10_000)


@given(AMOUNTS, WEIGHTS)
def test_a_split_loses_nothing(amount, weights):
    assert total(amount.split(weights)) == amount


@given(AMOUNTS, WEIGHTS)
def test_a_split_gives_each_within_one_minor_unit_of_her_share(amount, weights):
    for part, weight in zip(amount.split(weights), weights, strict=True):
        exact = Fraction(amount.minor * weight, sum(weights))
        assert abs(part.minor - exact) < 1


@given(AMOUNTS, WEIGHTS)
def test_of_a_split_who_has_more_weight_never_gets_less(amount, weights):
    parts = amount.split(weights)
    by_weight = sorted(zip(weights, parts, strict=True), key=lambda each: each[0])
    for (light, small), (heavy, large) in pairwise(by_weight):
        assert light == heavy or small <= large


def test_what_cannot_be_divided_goes_to_the_largest_remainders_first():
    assert Money("0.02").split([1, 1, 2]) == (Money("0.01"), Money(0), Money("0.01"))
    assert Money("0.01").split([1, 1]) == (Money("0.01"), Money(0))
    assert Money(0).split([3, 0]) == (Money(0), Money(0))


@pytest.mark.parametrize("weights", [[], [0], [0, 0], [-1, 2], [1, -1]])
def test_a_split_by_nothing_or_less_is_refused(weights):
    with pytest.raises(RuleBroken) as refusal:
        Money(1).split(weights)
    assert refusal.value.code == "split_impossible"


def test_a_debt_is_not_split():
    with pytest.raises(RuleBroken):
        Money(-1).split([1])


@given(MINORS, SHARES)
def test_a_portion_is_the_nearest_minor_unit(minor, share):
    portion = Money.of_minor(minor).portion(share)
    assert abs(portion.minor - minor * share) <= Fraction(1, 2)


@pytest.mark.parametrize(
    ("minor", "share", "found"),
    [
        (1, "1/2", 1),
        (3, "1/2", 2),
        (-1, "1/2", 0),
        (-3, "1/2", -1),
        (1, "49/100", 0),
        (10, "1/3", 3),
    ],
)
def test_a_half_goes_up(minor, share, found):
    assert Money.of_minor(minor).portion(Fraction(share)) == Money.of_minor(found)


@given(MINORS, CURRENCIES)
def test_an_exact_amount_rounds_to_itself(minor, currency):
    amount = Money.of_minor(minor, currency)
    assert Money.rounded(amount.exact, currency) == amount
    assert amount.portion(Fraction(1)) == amount


@given(MINORS.filter(lambda minor: abs(minor) < 10**14), CURRENCIES)
def test_what_is_written_is_read_again(minor, currency):
    amount = Money.of_minor(minor, currency)
    assert Money(amount.plain, currency) == amount
    assert eval(repr(amount)) == amount
    assert (
        pickle.loads(pickle.dumps(amount)) == copy.copy(amount) == copy.deepcopy(amount) == amount
    )


@pytest.mark.parametrize(
    ("amount", "currency", "minor"),
    [
        (14000, "QAR", 1_400_000), ("14000", "QAR", 1_400_000), ("0.5", "QAR", 50),
        ("-1.05", "QAR", -105), ("1.234", "KWD", 1234), (1, "KWD", 1000), ("7", "JPY", 7),
        (0, "QAR", 0), ("-0", "QAR", 0), ("007.50", "QAR", 750),
    ],
)  # fmt: skip
def test_an_amount_is_so_many_minor_units(amount, currency, minor):
    assert Money(amount, currency).minor == minor


@pytest.mark.parametrize(
    "amount",
    [
        1.5, 0.1, float("nan"), float("inf"), True, None, b"1", Fraction(1, 2), "", " ", "1 ", " 1",
        "+1", "1.", ".5", "1,000", "1_000", "1e3", "NaN", "Infinity", "0x10", "1.999", "1.234\n",
        "1\n", "١٤", "１", "²", "1-", "--1", "1.0.0", "9" * 16,
    ],
)  # fmt: skip
def test_what_is_no_amount_is_refused(amount):
    with pytest.raises(RuleBroken) as refusal:
        Money(amount)
    assert refusal.value.code == "money_unreadable"


@pytest.mark.parametrize(
    ("amount", "currency"), [("1.2345", "KWD"), ("7.5", "JPY"), ("0.001", "QAR")]
)
def test_more_decimals_than_the_currency_has_are_refused_not_rounded(amount, currency):
    with pytest.raises(RuleBroken):
        Money(amount, currency)


@pytest.mark.parametrize("currency", ["", "qar", "QAR\n", " QAR", "XXX", "QARR", None])
def test_a_currency_that_is_not_known_is_refused(currency):
    with pytest.raises(RuleBroken) as refusal:
        Money(1, currency)
    assert refusal.value.code == "currency_unknown"


@given(MINORS, MINORS)
def test_adding_and_taking_away_are_those_of_whole_numbers(one, other):
    a, b = Money.of_minor(one), Money.of_minor(other)
    assert (a + b).minor == one + other
    assert (a - b).minor == one - other
    assert (-a).minor == -one
    assert abs(a).minor == abs(one)
    assert (a < b, a <= b, a > b, a >= b) == (one < other, one <= other, one > other, one >= other)
    assert (a == b) is (one == other)
    assert (a != b) is (one != other)
    assert smaller(a, b).minor == min(one, other)
    assert bool(a) is bool(one)


@pytest.mark.parametrize(
    "act",
    [
        lambda a, b: a + b, lambda a, b: a - b, lambda a, b: a < b, lambda a, b: a <= b,
        lambda a, b: a > b, lambda a, b: a >= b, lambda a, b: total([a, b]),
    ],
)  # fmt: skip
def test_two_currencies_do_not_mix(act):
    with pytest.raises(RuleBroken) as refusal:
        act(Money(1), Money(1, "KWD"))
    assert refusal.value.code == "currencies_differ"


@pytest.mark.parametrize(
    "act",
    [
        lambda m: m + 1, lambda m: 1 + m, lambda m: m - 1, lambda m: 1 - m, lambda m: m * 2,
        lambda m: 2 * m, lambda m: m / 2, lambda m: m // 2, lambda m: m % 2, lambda m: m**2,
        lambda m: divmod(m, 2), int, float, round, lambda m: m < 1, lambda m: m >= 1.5,
        lambda m: m + library.Money("1", "QAR"), lambda m: m.to("KWD"), lambda m: m + None,
    ],
)  # fmt: skip
def test_money_goes_with_money_only(act):
    with pytest.raises(TypeError):
        act(Money(5))


def test_money_equals_only_the_same_amount_of_the_same_currency():
    assert Money(1) == Money("1.00")
    assert hash(Money(1)) == hash(Money("1.00"))
    assert Money(1) != Money(1, "KWD")
    assert Money(0) != Money(0, "KWD")
    assert Money(1) != 1
    assert Money(0) != 0
    assert Money(1) != "QAR 1.00"


def test_money_cannot_be_changed():
    amount = Money(1)
    for name in ("minor", "currency_code", "anything"):
        with pytest.raises(AttributeError):
            setattr(amount, name, 5)
    assert amount == Money(1)


def test_it_is_shown_with_its_currency_and_its_decimals():
    assert str(Money("14000.5")) == "QAR 14,000.50"
    assert str(Money("-0.001", "KWD")) == "KWD -0.001"
    assert str(Money(1234, "JPY")) == "JPY 1,234"
    assert Money("1050").plain == "1050.00"
    assert repr(Money("1.234", "KWD")) == "Money('1.234', 'KWD')"


def test_it_is_still_the_money_of_the_library():
    amount = Money("10.50")
    assert isinstance(amount, library.Money)
    assert (str(amount.amount), amount.currency) == ("10.50", "QAR")


def test_the_sum_of_nothing_is_nothing_of_the_currency():
    assert total([]) == Money(0)
    assert total([], "KWD") == Money(0, "KWD")
    assert total([Money(1), Money(2)]) == Money(3)
