from datetime import date

import pytest
from attrs import evolve

from maawin_core.law.fact_kinds import BadFacts
from maawin_core.law.qatar import QATAR
from maawin_core.workers.age_at_contract import Age, age_at_contract


@pytest.mark.parametrize(
    ("born", "day", "status"),
    [
        ((2007, 2, 10), (2025, 2, 9), "too_young"),
        ((2007, 2, 10), (2025, 2, 10), "allowed"),
        ((2008, 2, 29), (2026, 2, 28), "too_young"),
        ((2008, 2, 29), (2026, 3, 1), "allowed"),
        ((1965, 2, 10), (2025, 2, 10), "allowed"),
        ((1965, 2, 10), (2025, 2, 11), "too_old"),
        ((1964, 2, 29), (2024, 2, 29), "allowed"),
        ((1964, 2, 29), (2024, 3, 1), "too_old"),
    ],
)
def test_nobody_under_eighteen_or_over_sixty(born, day, status):
    found = age_at_contract(Age(born=date(*born), contract_day=date(*day)), QATAR)
    assert (found.status, found.amount) == (status, None)


def test_over_sixty_may_be_read_as_sixty_one():
    law = QATAR.choosing({"A-34": "completed_years"})
    facts = Age(born=date(1965, 2, 10), contract_day=date(2026, 2, 9))
    assert age_at_contract(facts, law).status == "allowed"
    assert age_at_contract(evolve(facts, contract_day=date(2026, 2, 10)), law).status == "too_old"


def test_an_exemption_lifts_the_upper_age_only():
    old = Age(born=date(1950, 1, 1), contract_day=date(2025, 1, 1), exemption="EX-1")
    young = Age(born=date(2010, 1, 1), contract_day=date(2025, 1, 1), exemption="EX-1")
    assert age_at_contract(old, QATAR).status == "allowed"
    assert age_at_contract(young, QATAR).status == "too_young"
    assert age_at_contract(old, QATAR).figures == {"age": 75}


def test_nobody_is_born_after_the_contract():
    with pytest.raises(BadFacts, match="first_day_after_last_day"):
        Age(born=date(2025, 1, 2), contract_day=date(2025, 1, 1))
