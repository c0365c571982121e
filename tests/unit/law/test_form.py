from datetime import date
from fractions import Fraction

import attrs
import pytest
from fact_strategies import leaves, readings, services, some
from hypothesis import given
from hypothesis import strategies as st

from maawin_core.end_of_service import end_of_service as gratuity
from maawin_core.end_of_service import leave
from maawin_core.kernel.money import Money
from maawin_core.law import form
from maawin_core.law.facts import read
from maawin_core.law.form import FormSheet, sheet_for
from maawin_core.law.parameter import Since, Source
from maawin_core.law.qatar import QATAR
from maawin_core.law.worksheet import Worksheet

DAY = date(2024, 1, 1)
DECREE = Source("Decree 1/2018", "1", "U")


def by_hand(rule, facts, law, monkeypatch):
    with monkeypatch.context() as patched:
        patched.setattr(
            rule, "sheet_for", lambda law, contract, day, lists=0: Worksheet(law, contract, day)
        )
        return rule.end_of_service(facts, law) if rule is gratuity else rule.leave(facts, law)


def same(one, other):
    assert isinstance(one.sheet, FormSheet)
    assert not isinstance(other.sheet, FormSheet)
    assert one[:5] == other[:5]
    assert one.lines == other.lines
    assert (one.readings, one.in_force) == (other.readings, other.in_force)


@some(150)
@given(facts=services(), chosen=readings)
def test_a_form_says_what_the_pad_says_line_by_line(facts, chosen):
    law, asked = QATAR.choosing(chosen), read(gratuity.EndOfService, facts)
    with pytest.MonkeyPatch.context() as patch:
        same(gratuity.end_of_service(asked, law), by_hand(gratuity, asked, law, patch))


@some(60)
@given(facts=leaves, chosen=readings)
def test_so_does_a_form_of_leave(facts, chosen):
    law, asked = QATAR.choosing(chosen), read(leave.Leave, facts)
    with pytest.MonkeyPatch.context() as patch:
        same(leave.leave(asked, law), by_hand(leave, asked, law, patch))


@some(60)
@given(facts=services(), since=st.dates(date(2018, 1, 1), date(2035, 1, 1)))
def test_a_form_is_of_one_stretch_of_the_law(facts, since):
    more = QATAR.gratuity_weeks.amended(Since(since, 4, DECREE))
    law, asked = attrs.evolve(QATAR, gratuity_weeks=more), read(gratuity.EndOfService, facts)
    with pytest.MonkeyPatch.context() as patch:
        same(gratuity.end_of_service(asked, law), by_hand(gratuity, asked, law, patch))


def test_a_reading_settled_for_some_contracts_holds_for_those_only():
    settled = Since(date(2022, 1, 1), "four_weeks", DECREE)
    law = QATAR.settling("A-02", attrs.evolve(QATAR.gratuity_weeks, entries=(settled,)))
    facts = {
        "first_day": "2021-12-31",
        "last_day": "2024-12-30",
        "basic_wage": "1500",
        "ending": "resignation",
        "earlier_contracts": [],
        "debts": [],
    }
    for day, amount in (("2021-12-31", "3150.00"), ("2022-01-01", "3371.93")):
        asked = read(gratuity.EndOfService, {**facts, "first_day": day})
        assert gratuity.end_of_service(asked, law).amount == Money(amount)


def looks_at_a_value(sheet, day):
    given = sheet.given("first_day", day)
    return given if given.day > DAY else None


def test_a_formula_that_looks_at_a_value_does_not_print():
    with pytest.raises(AssertionError):
        sheet_for(QATAR, DAY, DAY).run(looks_at_a_value, (), DAY)


def every_operation(sheet, one, other, wage):
    first, second = sheet.given("one", one), sheet.given("other", other)
    part = sheet.quotient("part", first, second)
    parts = sheet.sum("parts", part, part, 1)
    smallest = sheet.minimum("smallest", part, second)
    largest = sheet.maximum("largest", part, second)
    money = sheet.product("money", sheet.given("wage", wage), parts)
    less = sheet.difference("less", second, part)
    whole = sheet.derived("whole", "whole_quotient", second, first)
    rest = sheet.derived("rest", "remainder", second, first)
    return sheet.rounded("rounded", money), smallest, largest, less, whole, rest, part


@some(100)
@given(
    one=st.integers(1, 400),
    other=st.integers(1, 400),
    wage=st.integers(0, 10**7).map(Money.of_minor),
)
def test_every_operation_is_exact_on_a_form(one, other, wage):
    filled, pad = sheet_for(QATAR, DAY, DAY), Worksheet(QATAR, DAY)
    assert filled.run(every_operation, (), one, other, wage) == pad.run(
        every_operation, (), one, other, wage
    )
    assert filled.lines == tuple(pad.lines.values())
    assert all(type(line.value) is Fraction for line in filled.lines)


def not_rounded(sheet, wage):
    return sheet.quotient("third", sheet.given("wage", wage), 3)


def test_money_leaves_a_form_only_once_it_is_rounded():
    with pytest.raises(AssertionError, match="third is not rounded"):
        sheet_for(QATAR, DAY, DAY).run(not_rounded, (), Money(10))


def given_some(sheet, number, day):
    return sheet.given(f"day.{number}", day)


def test_shapes_without_end_take_no_memory_without_end():
    law = QATAR.choosing({"A-06": "1_mar", "A-44": "per_copy"})
    for number in range(3 * form.MOST_SHAPES):
        sheet_for(law, DAY, DAY).run(given_some, (number,), DAY)
    (blank,) = law.forms.values()
    assert len(blank.steps) <= form.MOST_SHAPES


def test_a_sheet_of_long_lists_is_written_by_hand():
    assert isinstance(sheet_for(QATAR, DAY, DAY, form.LONGEST_LIST), FormSheet)
    assert isinstance(sheet_for(QATAR, DAY, DAY, form.LONGEST_LIST + 1), Worksheet)


def test_a_sum_shared_by_a_sum_is_a_number_and_by_a_number_a_sum():
    sheet = Worksheet(QATAR, date(2026, 1, 5))
    wage = sheet.given("wage", Money("1200.00"))
    assert sheet.quotient("times", wage, sheet.given("part", Money("600.00"))).unit == "count"
    assert sheet.quotient("half", wage, 2).unit == "money"
