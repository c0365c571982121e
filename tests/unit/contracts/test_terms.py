import pytest
from attrs import evolve
from hypothesis import given
from hypothesis import strategies as st

from maawin_core.contracts.terms import EmploymentTerms, Offered, Task, WorkType
from maawin_core.kernel.errors import RuleBroken
from maawin_core.kernel.money import Money

OFFERED = Offered(
    basic_wage=Money("1500.00"), housing=None, food=Money("300.00"), daily_hours=10, rest_hours=24
)
TERMS = EmploymentTerms(
    work=WorkType.COOK,
    tasks=(Task.COOKING,),
    basic_wage=Money("1500.00"),
    food=Money("300.00"),
)


def test_terms_as_they_were_offered_are_not_worse():
    assert TERMS.worse_than(OFFERED) == ()


@pytest.mark.parametrize(
    ("change", "what"),
    [
        ({"basic_wage": Money("1499.99")}, "basic_wage"),
        ({"food": Money("299.99")}, "food"),
        ({"food": None}, "food"),
        ({"housing": Money("5000.00")}, "housing"),
        ({"daily_hours": 11}, "daily_hours"),
        ({"rest_hours": 23}, "rest_hours"),
    ],
)
def test_each_term_below_the_offer_is_named(change, what):
    assert evolve(TERMS, **change).worse_than(OFFERED) == (what,)


@given(st.integers(0, 400_000), st.integers(0, 400_000))
def test_more_wage_is_never_worse(one, other):
    low, high = sorted((one, other))
    agreed, offered = Money.of_minor(high), evolve(OFFERED, basic_wage=Money.of_minor(low))
    assert "basic_wage" not in evolve(TERMS, basic_wage=agreed).worse_than(offered)
    below = evolve(TERMS, basic_wage=Money.of_minor(low))
    worse = below.worse_than(evolve(OFFERED, basic_wage=agreed))
    assert ("basic_wage" in worse) is (low < high)


@pytest.mark.parametrize(
    ("change", "field"),
    [
        ({"tasks": ()}, "tasks"),
        ({"months": 0}, "months"),
        ({"daily_hours": 0}, "daily_hours"),
        ({"daily_hours": 24}, "daily_hours"),
    ],
)
def test_terms_without_what_the_law_wants_said_are_refused(change, field):
    with pytest.raises(RuleBroken) as no:
        evolve(TERMS, **change).must_be_complete()
    assert (no.value.code, no.value.facts["field"]) == ("terms_incomplete", field)


@pytest.mark.parametrize("change", [{"other": "A phone."}, {"other_ar": "هاتف."}])
def test_a_further_term_never_stands_in_one_language_only(change):
    with pytest.raises(RuleBroken, match="term_in_one_language"):
        evolve(TERMS, **change).must_be_complete()
    evolve(TERMS, other="A phone.", other_ar="هاتف.").must_be_complete()
