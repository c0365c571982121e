from datetime import date, datetime

import pytest
from attrs import evolve

from maawin_core.contracts.lawful import Case, least_accepted, must_be_lawful
from maawin_core.contracts.terms import EmploymentTerms, Task, WorkType
from maawin_core.kernel.calendar import DOHA
from maawin_core.kernel.errors import RuleBroken
from maawin_core.kernel.money import Money
from maawin_core.law.parameter import Since, Source
from maawin_core.law.qatar import QATAR
from maawin_core.offers.terms import PriceItem, Terms
from maawin_core.workers.profile import Origin

AT = datetime(2026, 1, 5, 9, tzinfo=DOHA)
CASE = Case(country="PHL", origin=Origin.ABROAD, born=date(1996, 1, 1), price=Money("15000.00"))
TERMS = EmploymentTerms(work=WorkType.COOK, tasks=(Task.COOKING,), basic_wage=Money("1000.00"))


def test_what_is_just_lawful_is_lawful():
    must_be_lawful(CASE, TERMS, QATAR, AT)


@pytest.mark.parametrize(
    ("case", "terms", "code"),
    [
        ({"price": Money("15000.01")}, {}, "price_above_cap"),
        ({}, {"basic_wage": Money("999.99")}, "wage_below_floor"),
        ({}, {"food": Money("299.99")}, "wage_below_floor"),
        ({"born": date(2008, 1, 6)}, {}, "too_young_for_contract"),
        ({"born": date(1966, 1, 4)}, {}, "too_old_for_contract"),
        ({"born": None}, {}, "text_missing"),
        ({}, {"rest_hours": 23}, "weekly_rest_too_short"),
        ({}, {"tasks": ()}, "terms_incomplete"),
    ],
)
def test_what_the_law_forbids_on_the_day_of_the_contract_is_refused(case, terms, code):
    with pytest.raises(RuleBroken) as no:
        must_be_lawful(evolve(CASE, **case), evolve(TERMS, **terms), QATAR, AT)
    assert no.value.code == code


def test_an_exemption_lifts_the_upper_age():
    old = evolve(CASE, born=date(1966, 1, 4), age_exemption="MOL-7")
    must_be_lawful(old, TERMS, QATAR, AT)


def test_it_is_the_law_of_the_contract_day_and_not_of_the_offer():
    raised = Since(date(2026, 1, 5), Money("1200.00"), Source("Decision 1/2026", "1", "U"))
    dearer = evolve(QATAR, floor_basic=QATAR.floor_basic.amended(raised))
    must_be_lawful(CASE, TERMS, dearer, datetime(2026, 1, 4, 9, tzinfo=DOHA))
    with pytest.raises(RuleBroken, match="wage_below_floor"):
        must_be_lawful(CASE, TERMS, dearer, AT)


def test_she_was_promised_the_offers_sums_and_what_the_law_gives_of_hours_and_rest():
    accepted = Terms(
        items=(PriceItem("Recruitment", Money(1)),), wage=Money(1500), food=Money(300),
        arrival_days=1, valid_until=date(2026, 1, 5),
    )  # fmt: skip
    promised = least_accepted(accepted, QATAR, date(2026, 1, 5))
    assert (promised.basic_wage, promised.housing, promised.food) == (Money(1500), None, Money(300))
    assert (promised.daily_hours, promised.rest_hours) == (10, 24)
