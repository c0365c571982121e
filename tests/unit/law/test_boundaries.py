from datetime import date
from pathlib import Path

import pytest
import yaml

from maawin_core.law.openfisca_yaml import openfisca_yaml
from maawin_core.law.parameter import Since, Source
from maawin_core.law.qatar import QATAR
from maawin_core.rulebook import RULES
from maawin_core.testing.boundaries import atlas, rules_by_figure
from maawin_core.testing.legal_cases import read_cases
from maawin_core.testing.legal_coverage import coverage
from maawin_core.words.catalogue import LANGUAGES

FILES = sorted(Path(__file__).parents[1].glob("*/cases/*.*"))
CASES = [case for file in FILES for case in read_cases(file.read_text("utf-8"), file.name)]


@pytest.mark.parametrize("rule", RULES)
def test_every_rule_has_an_atlas_and_every_step_an_answer(rule):
    found = atlas(rule)
    assert found
    for each in found:
        assert each.status in RULES[rule].statuses
        for words in LANGUAGES.values():
            assert words[f"boundary.{each.boundary.code}"]


@pytest.mark.parametrize("rule", sorted(set(RULES) - {"clocks"}))
def test_every_threshold_is_one(rule):
    by_boundary = {}
    for each in atlas(rule):
        by_boundary.setdefault((each.boundary.code, each.boundary.number), []).append(each)
    same = {
        code
        for (code, _), steps in by_boundary.items()
        if len({(step.status, step.amount) for step in steps}) == 1
    }
    # Each is told by a flag, or marks that nothing jumps there.
    assert same <= {"cap_begins", "cap_attested", "cap_reached"}


def test_the_atlas_moves_with_the_law():
    later = Since(date(2024, 1, 1), 2, Source("Law 1/2024", "1", "U"))
    law = attrs_evolved(gratuity_threshold_years=QATAR.gratuity_threshold_years.amended(later))
    one_year = [each for each in atlas("end-of-service", law) if each.boundary.code == "one_year"]
    assert [each.value for each in one_year] == ["2023-02-27", "2023-02-28", "2023-03-01"]


def attrs_evolved(**changes):
    import attrs

    return attrs.evolve(QATAR, **changes)


def test_every_figure_is_used_by_a_rule():
    used = rules_by_figure()
    assert {each.code for each in QATAR.parameters()} == set(used)
    assert used["gratuity_weeks"] == ("end-of-service", "final-settlement")
    assert used["guarantee_days_in_month"] == ("guarantee-refund",)


def test_no_article_in_force_is_without_a_case():
    found = coverage(CASES)
    assert [each.article for each in found if not each.cases] == []
    assert {rule for each in found for rule in each.rules} == set(RULES)
    assert {code for each in found for code in each.figures} <= {
        each.code for each in QATAR.parameters()
    }


def test_an_article_without_a_case_is_noticed():
    without = [case for case in CASES if "Law 15/2017 art. 10" not in case.articles]
    assert [each.article for each in coverage(without) if not each.cases] == ["Law 15/2017 art. 10"]


def test_the_figures_are_parameters_of_openfisca():
    tree = yaml.safe_load(openfisca_yaml(QATAR))
    weeks = tree["gratuity_weeks"]
    assert weeks["values"][date(2017, 10, 10)]["value"] == 3
    assert weeks["metadata"]["last_value_still_valid_on"] == date(2026, 11, 23)
    assert tree["price_cap"]["PHL"]["metadata"]["unit"] == "currency-QAR"
    assert set(tree["price_cap"]) - {"description"} == set(QATAR.price_caps)
    plain = {each.code for each in QATAR.parameters()}
    assert set(tree) - {"description"} == plain
    on = yaml.safe_load(openfisca_yaml(QATAR, date(2021, 3, 19), "ar"))
    assert list(on["floor_basic"]["values"]) == [date(2017, 11, 1)]
    assert "floor_food" not in on
