from datetime import date
from fractions import Fraction

import pytest
from attrs import evolve

from maawin_core.kernel.money import Money
from maawin_core.law.difference import between_days, between_laws
from maawin_core.law.parameter import Since, Source
from maawin_core.law.qatar import QATAR
from maawin_core.law.reform import UnsoundReform, reformed
from maawin_core.rulebook import calculate

REFORM = """
version = "draft of 2027"

[[figure]]
code = "gratuity_weeks"
from = 2027-01-01
value = 4
act = "Law 1/2027"
article = "1"

[[figure]]
code = "price_cap"
country = "PHL"
from = 2027-01-01
value = "12000.00"
act = "Decision 2/2027"
article = "1"
known = 2026-12-01

[[figure]]
code = "guarantee_share"
from = 2027-01-01
value = "1/10"
act = "Decision 3/2027"
article = "1"
grade = "A"

[[reading]]
id = "A-16"
from = 2027-01-01
choice = "started_months"
act = "Decision 3/2027"
article = "2"
"""

SERVICE = {
    "first_day": "2026-01-01",
    "last_day": "2026-12-31",
    "basic_wage": "1500",
    "ending": "contract_end",
    "earlier_contracts": [],
    "debts": [],
}


def test_a_reform_holds_from_its_day_on_and_changes_nothing_before():
    law = reformed(QATAR, REFORM)
    assert law.version == "draft of 2027"
    for last_day, amount in (("2026-12-31", "1050.00"), ("2027-12-31", "2800.00")):
        facts = {**SERVICE, "last_day": last_day}
        assert calculate("end-of-service", facts, law)["amount"] == amount
    assert calculate("end-of-service", {**SERVICE, "last_day": "2027-12-31"})["amount"] == "2100.00"


def test_a_reform_may_amend_one_country_a_share_and_settle_a_reading():
    law = reformed(QATAR, REFORM)
    assert law.price_caps["PHL"].on(date(2027, 1, 1)) == Money(12000)
    assert law.price_caps["KEN"] is QATAR.price_caps["KEN"]
    assert law.guarantee_share.on(date(2027, 1, 1)) == Fraction(1, 10)
    assert law.guarantee_share.since(date(2027, 1, 1)).source == Source("Decision 3/2027", "1", "A")
    assert law.reading("A-16", date(2026, 12, 31)).explicit is False
    assert law.reading("A-16", date(2027, 1, 1)).value == "started_months"
    assert law.as_known_on(date(2026, 12, 1)).price_caps["PHL"].on(date(2027, 1, 1)) == Money(12000)


def test_what_a_reform_changes_is_said_figure_by_figure():
    found = {
        (each.code, each.country): each for each in between_laws(QATAR, reformed(QATAR, REFORM))
    }
    assert set(found) == {
        ("gratuity_weeks", ""),
        ("price_cap", "PHL"),
        ("guarantee_share", ""),
        ("A-16", ""),
    }
    weeks = found["gratuity_weeks", ""]
    assert (weeks.from_day, weeks.was.value, weeks.becomes.value) == (date(2027, 1, 1), 3, 4)
    assert found["A-16", ""].was is None
    assert between_laws(QATAR, QATAR) == ()


def test_a_figure_that_comes_back_to_itself_differs_until_then():
    back = '[[figure]]\ncode = "gratuity_weeks"\nfrom = 2028-01-01\nvalue = 3\n'
    law = reformed(QATAR, REFORM + back + 'act = "Law 1/2028"\narticle = "1"\n')
    found = [each for each in between_laws(QATAR, law) if each.code == "gratuity_weeks"]
    assert [each.from_day for each in found] == [date(2027, 1, 1)]


def test_two_days_of_one_law_are_compared():
    found = {(e.code, e.country) for e in between_days(QATAR, date(2021, 3, 19), date(2022, 1, 9))}
    assert ("floor_basic", "") in found
    assert ("guarantee_extension_months", "") in found
    assert ("guarantee_first_months", "") not in found  # three months before and after
    assert ("gratuity_weeks", "") not in found
    assert between_days(QATAR, date(2024, 1, 1), date(2024, 12, 31)) == ()


@pytest.mark.parametrize(
    ("was", "becomes", "code", "found"),
    [
        ('version = "draft', "version = draft", "reform_unreadable", "line 2"),
        ("[[figure]]", "[[figures]]", "reform_key_unknown", "figures"),
        ("[[figure]]", "[figure]", "reform_unreadable", "line"),
        ("[[reading]]", "[reading]", "reform_unreadable", "reading: write [[reading]]"),
        ('version = "draft of 2027"', "reading = [1]", "reform_unreadable", "line"),
        ('"gratuity_weeks"', '"weeks"', "reform_figure_unknown", "figure 1 weeks"),
        ('code = "gratuity_weeks"\n', "", "reform_figure_unknown", "figure 1 "),
        ('country = "PHL"', 'country = "PHX"', "reform_country_unknown", "figure 2 PHX"),
        ('country = "PHL"\n', "", "reform_country_unknown", "figure 2 None"),
        ('country = "PHL"', 'country = ["PHL"]', "reform_country_unknown", "figure 2 ['PHL']"),
        ("from = 2027-01-01\nvalue = 4", "value = 4", "reform_day_missing", "figure 1 from"),
        ("known = 2026-12-01", "known = 1", "reform_day_missing", "figure 2 known"),
        ("value = 4", 'value = "4"', "reform_value_unreadable", "figure 1 value '4'"),
        ("value = 4", "value = 4.5", "reform_value_unreadable", "figure 1 value 4.5"),
        ("value = 4", "value = true", "reform_value_unreadable", "figure 1 value True"),
        ("value = 4\n", "", "reform_value_unreadable", "figure 1 value None"),
        ("value = 4", "value = 4\nnote = 1", "reform_key_unknown", "figure 1 note"),
        ('"1/10"', '"ten"', "reform_value_unreadable", "figure 3 value 'ten'"),
        ('"12000.00"', "12000", "reform_value_unreadable", "figure 2 value 12000"),
        ('"12000.00"', '"1.005"', "reform_value_unreadable", "figure 2 value '1.005'"),
        ('act = "Law 1/2027"', 'act = "a law"', "source_unreadable", "figure 1 a law 1"),
        ('act = "Law 1/2027"\n', "", "source_unreadable", "figure 1  1"),
        (
            'act = "Law 1/2027"\narticle = "1"',
            'act = "Law 1/2027"',
            "source_unreadable",
            "figure 1 Law 1/2027 ",
        ),
        ("Law 1/2027", "Law 1/2028", "older_than_its_source", "figure 1 gratuity_weeks"),
        (
            "2027-01-01\nvalue = 4",
            "2017-10-10\nvalue = 4",
            "older_than_its_source",
            "figure 1 gratuity_weeks",
        ),
        ('id = "A-16"', 'id = "A-99"', "unknown_reading", "reading 1 A-99 started_months"),
        ('id = "A-16"\n', "", "unknown_reading", "reading 1  started_months"),
        ('"started_months"', '"all"', "unknown_choice", "reading 1 A-16 all"),
        ('choice = "started_months"\n', "", "unknown_choice", "reading 1 A-16 "),
        ('"started_months"', '"all"\nnote = 1', "reform_key_unknown", "reading 1 note"),
    ],
)
def test_an_unsound_reform_is_refused_by_name(was, becomes, code, found):
    changed = REFORM.replace(was, becomes, 1)
    assert changed != REFORM
    with pytest.raises(UnsoundReform) as refused:
        reformed(QATAR, changed)
    assert refused.value.code == code
    told = refused.value.facts["found"]
    assert found in told if code == "reform_unreadable" else told == found


@pytest.mark.parametrize("table", ["figure", "reading"])
def test_a_table_in_a_reform_is_a_list_of_tables(table):
    for text in (f"{table} = 1", f"{table} = [1]", f'{table} = "x"'):
        with pytest.raises(UnsoundReform) as refused:
            reformed(QATAR, text)
        assert refused.value.code == "reform_unreadable"
        assert refused.value.facts["found"] == f"{table}: write [[{table}]]"


def test_a_day_or_a_source_of_a_reading_is_named_where_it_is_wrong():
    day = REFORM.replace('id = "A-16"\nfrom = 2027-01-01', 'id = "A-16"')
    act = REFORM.replace('act = "Decision 3/2027"\narticle = "2"', 'act = "x"\narticle = "2"')
    for text, found in ((day, "reading 1 from"), (act, "reading 1 x 2")):
        with pytest.raises(UnsoundReform) as refused:
            reformed(QATAR, text)
        assert refused.value.facts["found"] == found


def test_a_floor_of_the_country_of_origin_may_be_amended():
    floor = next(iter(QATAR.origin_floors))
    text = (
        f'[[figure]]\ncode = "origin_floor"\ncountry = "{floor}"\nfrom = 2027-01-01\n'
        'value = "2000"\nact = "Law 1/2027"\narticle = "1"\n'
    )
    law = reformed(QATAR, text)
    assert law.origin_floors[floor].on(date(2027, 1, 1)) == Money("2000")
    assert law.version == f"{QATAR.version}, reformed"


def test_a_reform_may_cap_one_country_more():
    law = reformed(QATAR, REFORM.replace('"PHL"', '"NPL"'))
    charged = [{"name": "all", "amount": "12500"}]
    price = {"recruited_from": "NPL", "kind": "abroad", "office_charges": charged}
    for day, status in (("2026-12-31", "no_cap_review"), ("2027-01-01", "above_cap")):
        assert calculate("price-cap", {**price, "contract_day": day}, law)["status"] == status
    (more,) = [each for each in between_laws(QATAR, law) if each.country == "NPL"]
    assert (more.code, more.was, more.becomes.value) == ("price_cap", None, Money(12000))
    floors = REFORM.replace('"PHL"', '"NPL"').replace('"price_cap"', '"origin_floor"')
    wage = {"basic_wage": "1500", "housing": "provided", "food": "provided"}
    facts = {**wage, "day": "2027-01-01", "recruited_from": "NPL"}
    assert calculate("wage-floor", facts, reformed(QATAR, floors))["flags"] == [
        "below_origin_floor"
    ]
    told = calculate("wage-floor", {**facts, "day": "2026-12-31"}, reformed(QATAR, floors))
    assert (told["flags"], told["figures"]["origin_floor"]) == ([], None)


def test_two_values_for_one_day_do_not_build():
    twice = REFORM + REFORM.partition("\n\n")[2].partition("\n\n")[0]
    with pytest.raises(UnsoundReform, match="two_values_for_one_day"):
        reformed(QATAR, twice)


@pytest.mark.parametrize(
    ("code", "written", "value"),
    [
        ("floor_in_kind", "true", True),
        ("procedure_changed_on", "2027-02-01", date(2027, 2, 1)),
        ("guarantee_grounds", '["left_work"]', frozenset({"left_work"})),
        ("floor_basic", '"1200.00"', Money(1200)),
        ("overtime_rate", '"1.5"', Fraction(3, 2)),
    ],
)
def test_every_kind_of_figure_can_be_amended(code, written, value):
    text = f'[[figure]]\ncode = "{code}"\nfrom = 2027-02-01\nvalue = {written}\n'
    law = reformed(QATAR, text + 'act = "Law 1/2027"\narticle = "1"\n')
    assert getattr(law, code).on(date(2027, 2, 1)) == value
    assert law.version == f"{QATAR.version}, reformed"


def test_a_reading_may_be_settled_twice_for_different_contracts():
    later = REFORM.partition("[[reading]]")[2]
    both = (
        REFORM
        + "\n[[reading]]"
        + later.replace("2027-01-01", "2028-01-01").replace("started_months", "daily")
    )
    law = reformed(QATAR, both)
    assert law.reading("A-16", date(2027, 12, 31)).value == "started_months"
    assert law.reading("A-16", date(2028, 1, 1)).value == "daily"


@pytest.mark.parametrize(
    ("code", "value"),
    [
        ("floor_basic", '"-5.00"'),
        ("floor_basic", '"1.234"'),
        ("floor_basic", '"abc"'),
        ("guarantee_share", '"1/0"'),
        ("guarantee_share", '"-1/10"'),
        ("gratuity_weeks", "-3"),
        ("days_in_wage_month", "0"),
        ("average_weeks_in_month", '"0"'),
    ],
)
def test_a_value_below_zero_or_that_the_law_cannot_divide_by_is_refused(code, value):
    text = (
        f'[[figure]]\ncode = "{code}"\nfrom = 2027-01-01\nvalue = {value}\n'
        'act = "Law 1/2027"\narticle = "1"\n'
    )
    with pytest.raises(UnsoundReform, match="reform_value_unreadable"):
        reformed(QATAR, text)


def test_a_threshold_may_be_nothing():
    text = (
        '[[figure]]\ncode = "gratuity_threshold_years"\nfrom = 2027-01-01\nvalue = 0\n'
        'act = "Law 1/2027"\narticle = "1"\n'
    )
    assert reformed(QATAR, text).gratuity_threshold_years.on(date(2027, 1, 1)) == 0


def test_a_figure_that_a_later_act_repeats_differs_once():
    decree, again = Source("Law 1/2027", "1", "A"), Source("Law 2/2028", "1", "A")
    weeks = QATAR.gratuity_weeks.amended(Since(date(2027, 2, 1), 4, decree))
    weeks = weeks.amended(Since(date(2028, 6, 1), 4, again))
    found = between_laws(QATAR, evolve(QATAR, gratuity_weeks=weeks))
    assert [(each.code, each.from_day) for each in found] == [("gratuity_weeks", date(2027, 2, 1))]


def test_a_figure_that_no_law_has_is_unknown_to_a_law_that_has_chosen_readings_too():
    law = QATAR.choosing({"A-16": "started_months"})
    with pytest.raises(UnsoundReform, match="reform_figure_unknown"):
        reformed(law, REFORM.replace('code = "gratuity_weeks"', 'code = "nobody_knows"'))
