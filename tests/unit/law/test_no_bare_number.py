import ast

import pytest
from own_source import ROOT

from maawin_core.rulebook import RULES

#: Every file in which a rule is worked out.
RULE_FILES = (
    "contracts/working_time",
    "disputes/guarantee_phases",
    "disputes/guarantee_refund",
    "end_of_service/end_of_service",
    "end_of_service/final_settlement",
    "end_of_service/gratuity_earned",
    "end_of_service/leave",
    "end_of_service/service",
    "law/clocks",
    "law/government_fees",
    "offers/price_cap",
    "offers/wage_floor",
    "placements/guarantee",
    "wages/wage_due",
    "workers/age_at_contract",
)

#: Days of a week, minutes of an hour, and 29 February: the calendar, which no decree amends.
CALENDAR = {
    "contracts/working_time": {60},
    "end_of_service/gratuity_earned": {7},
    "end_of_service/leave": {7},
    "end_of_service/service": {29, 2},
    "law/clocks": {7, 29, 2},
}


def numbers(text):
    """Every number in code, but 0 and 1, and places in a list."""
    tree = ast.parse(text)
    places = {
        id(inner)
        for node in ast.walk(tree)
        if isinstance(node, ast.Subscript)
        for inner in ast.walk(node.slice)
    }
    return {
        node.value
        for node in ast.walk(tree)
        if isinstance(node, ast.Constant)
        and type(node.value) in (int, float, complex)
        and node.value not in (0, 1)
        and id(node) not in places
    }


@pytest.mark.parametrize("file", RULE_FILES)
def test_no_rule_holds_a_number_of_its_own(file):
    text = (ROOT / f"src/maawin_core/{file}.py").read_text("utf-8")
    assert numbers(text) <= CALENDAR.get(file, set())


def test_the_file_of_every_rule_is_looked_at():
    files = {rule.function.__module__ for rule in RULES.values()}
    assert {each.removeprefix("maawin_core.").replace(".", "/") for each in files} <= {*RULE_FILES}


def test_a_planted_number_is_noticed():
    assert numbers("share = wage * 21 / 30\nparts[3]") == {21, 30}
    assert numbers("x = 0.15") == {0.15}
