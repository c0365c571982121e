from fractions import Fraction
from statistics import median as known_median

import pytest
from hypothesis import given
from hypothesis import strategies as st

from maawin_core.choice.figures import mean, median, share


@given(st.lists(st.integers(0, 400), min_size=1))
def test_a_median_is_the_middle_of_all_values(values):
    counts = {value: values.count(value) for value in values}
    found = median("days", counts, 1)
    assert (found.n, found.value) == (len(values), Fraction(known_median(values)))


@given(st.integers(0, 50), st.integers(0, 50), st.integers(1, 20))
def test_a_figure_says_nothing_over_too_few_cases(met, more, least):
    n = met + more
    for found in (share("x", met, n, least), mean("x", met, n, least)):
        assert found.n == n
        assert found.enough is (n >= least)
        assert found.value == (Fraction(met, n) if n >= least else None)


@pytest.mark.parametrize("least", [0, 1, 5])
def test_of_nothing_there_is_no_figure(least):
    assert not share("x", 0, 0, least).enough
    assert not median("x", {}, least).enough
    assert not median("x", {3: 4}, 5).enough
