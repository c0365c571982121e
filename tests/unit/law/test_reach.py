"""The generated facts are no straw men: they reach every status, flag and rival reading."""

import pytest
from fact_strategies import FACTS
from hypothesis import HealthCheck, Phase, find, settings

from maawin_core.law.reading import READINGS
from maawin_core.rulebook import RULES, calculate
from maawin_core.words.en.law import SENTENCES

FAR = settings(
    max_examples=2000,
    derandomize=True,
    database=None,
    deadline=None,
    phases=[Phase.generate],
    suppress_health_check=list(HealthCheck),
)

#: A rule in which each reading may matter.
RULE_OF = {
    "A-01 A-02 A-03 A-04 A-05 A-06 A-07 A-08 A-45": "end-of-service",
    "A-14 A-15 A-16 A-18 A-19 A-22 A-23 A-46": "guarantee-refund",
    "A-34": "age-at-contract",
    "A-35": "final-settlement",
    "A-36": "leave",
    "A-37": "wage-floor",
    "A-42 A-48": "working-time",
    "A-44": "government-fees",
}
RIVALS = [
    (rule, id, rival)
    for ids, rule in RULE_OF.items()
    for id in ids.split()
    for rival in READINGS[id].choices[1:]
]
FLAGS = {
    "price-cap": ["start_date_unconfirmed"],
    "wage-floor": ["below_origin_floor"],
    "guarantee-refund": [
        "old_regime",
        "fees_without_receipt",
        "above_cap_returned",
        "forfeiture_alleged",
    ],
    "end-of-service": [
        "forfeiture_claimed",
        "year_of_termination_lost",
        "debt_unacknowledged",
        "clause_below_minimum",
        "recruitment_cost_refused",
        "deposit_within_15_days",
    ],
    "working-time": ["rest_too_short"],
    "clocks": ["procedure_changed_by_law_9_2026", "limit_suspended"],
}


def reached(rule, holds):
    return find(FACTS[rule], lambda facts: holds(calculate(rule, facts)), settings=FAR)


@pytest.mark.parametrize(
    ("rule", "status"), [(rule.name, status) for rule in RULES.values() for status in rule.statuses]
)
def test_every_status_is_reached(rule, status):
    assert reached(rule, lambda answer: answer.get("status") == status)


@pytest.mark.parametrize(
    ("rule", "flag"), [(rule, flag) for rule, flags in FLAGS.items() for flag in flags]
)
def test_every_flag_is_reached(rule, flag):
    assert reached(rule, lambda answer: flag in answer.get("flags", ()))


def test_no_flag_is_forgotten():
    known = {code.removeprefix("flag.") for code in SENTENCES if code.startswith("flag.")}
    assert {flag for flags in FLAGS.values() for flag in flags} == known


def test_every_reading_with_a_rival_is_looked_at():
    assert {id for _, id, _ in RIVALS} == {
        id for id, each in READINGS.items() if len(each.choices) > 1
    }


@pytest.mark.parametrize(("rule", "id", "rival"), RIVALS)
def test_every_rival_reading_changes_some_answer(rule, id, rival):
    def differs(facts):
        plain, other = calculate(rule, facts), calculate(rule, facts, readings={id: rival})
        return (plain["status"], plain["amount"]) != (other["status"], other["amount"])

    assert find(FACTS[rule], differs, settings=FAR)
