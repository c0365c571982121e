"""What is drawn up once is used again, and long lists never fill the memory."""

from datetime import date

import pytest

from maawin_core.kernel.money import Money
from maawin_core.law import form
from maawin_core.law.form import LONGEST_LIST, MOST_SHAPES, FormSheet, sheet_for
from maawin_core.law.qatar import QATAR
from maawin_core.law.sheet import COUNT, MONEY, WORD, Line, exact_of, unit_of
from maawin_core.law.worksheet import Worksheet

SIGNED, DAY = date(2024, 1, 1), date(2024, 6, 1)


@pytest.fixture(autouse=True)
def _an_empty_drawer():
    QATAR.forms.clear()
    yield
    QATAR.forms.clear()


def twice(sheet, shape, wage):
    return sheet.product("twice", sheet.given("wage", wage), 2)


def test_a_form_that_was_drawn_up_is_used_again():
    first, second = sheet_for(QATAR, SIGNED, DAY), sheet_for(QATAR, SIGNED, DAY)
    assert first.form is second.form
    assert list(QATAR.forms.values()) == [first.form]
    assert (first.run(twice, ("a",), 3), second.run(twice, ("a",), 4)) == (6, 8)
    assert first.form is second.form
    assert [line.value for line in second.lines] == [4, 8]


def test_after_as_many_shapes_as_are_kept_one_begins_again():
    root = sheet_for(QATAR, SIGNED, DAY).form
    for number in range(MOST_SHAPES):
        FormSheet(root, []).run(twice, (str(number),), 1)
    assert len(root.steps) == MOST_SHAPES
    FormSheet(root, []).run(twice, ("one more",), 1)
    assert list(root.steps) == [(twice, ("one more",))]


def test_facts_with_long_lists_are_written_line_by_line():
    assert isinstance(sheet_for(QATAR, SIGNED, DAY, LONGEST_LIST), FormSheet)
    pad = sheet_for(QATAR, SIGNED, DAY, LONGEST_LIST + 1)
    assert isinstance(pad, Worksheet)
    assert (pad.law, pad.contract_day, pad.day) == (QATAR, SIGNED, DAY)
    assert form.sheet_for(QATAR, SIGNED, DAY).form.contract_day == SIGNED


def test_units_follow_from_what_is_reckoned_with():
    money, count = Line("m", 1, MONEY), Line("c", 1, COUNT)
    assert unit_of("sum", False, (money, count)) == MONEY
    assert unit_of("quotient", False, (money, money)) == COUNT
    assert unit_of("quotient", False, (money, 2)) == MONEY
    assert unit_of("quotient", False, (count, count)) == COUNT
    assert unit_of("product", False, (count, 2)) == COUNT
    assert exact_of(frozenset({"b", "a"})) == (WORD, "a, b")
    assert (exact_of(True), exact_of(False)) == ((WORD, "true"), (WORD, "false"))


def test_a_figure_that_is_no_money_is_none():
    reckoning = Worksheet(QATAR, DAY).reckoning("x", "y", None, (), {"wage": Money(5), "days": 3})
    assert reckoning.money("wage") == Money(5)
    assert reckoning.money("days") == reckoning.money("missing") == Money(0)
