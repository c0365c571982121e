"""The atlas: every threshold of a rule, with the answer one step before, on it, and after."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import Any

from attrs import frozen

from maawin_core.kernel.money import Money
from maawin_core.law.domestic_work import DomesticWorkLaw
from maawin_core.law.qatar import QATAR
from maawin_core.law.reading import READINGS
from maawin_core.rulebook import RULES, ask, calculate

from .rule_boundaries import BOUNDARIES, Boundary, Facts


@frozen
class Answered:
    """What the rule answers to one step."""

    boundary: Boundary
    value: str
    status: str
    amount: str | None


def atlas(rule: str, law: DomesticWorkLaw = QATAR) -> tuple[Answered, ...]:
    """Every boundary of a rule, answered."""
    return tuple(
        _answered(rule, boundary, value, law)
        for boundary in BOUNDARIES[rule](law)
        for value in boundary.steps()
    )


def _answered(
    rule: str, boundary: Boundary, value: date | Money | int, law: DomesticWorkLaw
) -> Answered:
    facts = _with(boundary.facts, boundary.field, _written(value))
    answer = calculate(rule, facts, law)
    if "error" in answer:
        return Answered(boundary, str(_written(value)), answer["error"]["code"], None)
    return Answered(boundary, str(_written(value)), answer["status"], answer["amount"])


def _written(value: date | Money | int) -> str | int:
    if isinstance(value, Money):
        return value.plain
    return value if isinstance(value, int) else value.isoformat()


def _with(facts: Facts, field: str, value: str | int) -> dict[str, Any]:
    """The same facts with one changed, in a list too: `paid.1.amount`."""
    name, _, rest = field.partition(".")
    if not rest:
        return {**facts, name: value}
    number, _, inner = rest.partition(".")
    items = [dict(each) for each in facts[name]]
    items[int(number) - 1] = _with(items[int(number) - 1], inner, value)
    return {**facts, name: items}


_SERVICE: Facts = {
    "first_day": "2021-03-01",
    "last_day": "2024-06-08",
    "basic_wage": "1500",
    "allowances": "300",
    "ending": "contract_end",
    "earlier_contracts": [],
    "debts": [],
}
_SETTLED: Facts = {**_SERVICE, "unpaid_wage_days": 3, "unpaid_months": [], "other_dues": []}
_CLAIM: Facts = {
    "contract_signed_on": "2025-01-01",
    "handed_over_on": "2025-02-10",
    "last_day_with_employer": "2025-07-20",
    "total_due": "15000",
    "total_paid": "15000",
    "ground": "left_work",
    "forfeiture": None,
}
_ALLEGED = {"assault": True, "breach": False, "finding_recorded": False}
_NEVER_CAME = {"handed_over_on": None, "last_day_with_employer": None, "ground": "not_delivered"}
_CLOCKS = ("probation", "notice", "exit_notice", "claim_limit", "death_deposit", "referral")
_MORE_CLOCKS = ("committee_decision", "appeal", "refund", "dues")

#: Facts that use figures, or ask readings, which no threshold does.
_MORE: Mapping[str, tuple[Facts, ...]] = {
    "wage-floor": (
        {
            "day": "2025-01-01",
            "basic_wage": "1000",
            "housing": "300",
            "food": "300",
            "recruited_from": "PHL",
        },
    ),
    "wage-due": (
        {
            "month": "2025-03",
            "monthly_wage": "1500",
            "last_day": "2025-03-20",
            "on": "2025-04-10",
        },
    ),
    "guarantee-refund": (
        {**_CLAIM, **_NEVER_CAME},
        {**_CLAIM, "ground": "worker_breach"},
        {**_CLAIM, "forfeiture": _ALLEGED},
        {**_CLAIM, "forfeiture": {**_ALLEGED, "finding_recorded": True}},
        {**_CLAIM, "total_due": "16000", "cap": "15000"},
    ),
    "end-of-service": (
        {**_SERVICE, "ending": "dismissal", "dismissal_decision_recorded": True},
        {**_SERVICE, "ending": "worker_cause", "last_day": "2021-09-01"},
        {**_SERVICE, "unpaid_days": 40},
        {
            **_SERVICE,
            "earlier_contracts": [{"first_day": "2019-01-01", "last_day": "2020-06-30"}],
            "debts": [{"kind": "loan", "amount": "200", "status": "acknowledged"}],
        },
    ),
    "leave": ({"first_day": "2020-02-29", "last_day": "2024-06-08", "basic_wage": "1500"},),
    "final-settlement": (_SETTLED, {**_SETTLED, "unpaid_months": ["2024-04", "2024-05"]}),
    "working-time": (
        {
            "basic_wage": "1500",
            "daily_minutes": 540,
            "agreed_more": False,
            "rest_minutes": 1440,
            "overtime_hours": 2,
            "rest_day_hours": 0,
        },
    ),
    "clocks": tuple(
        {
            "kind": kind,
            "from": "2025-06-01T08:00" if kind == "exit_notice" else "2025-06-01",
            "service_start": "2020-02-29",
        }
        for kind in (*_CLOCKS, *_MORE_CLOCKS)
    ),
}


#: Figures that decide a flag, or stand on a sheet by another name.
_UNDER_ANOTHER_NAME = {
    "price_cap_attested_on": {"price-cap"},
    "procedure_changed_on": {"clocks"},
    "days_in_counted_year": {"end-of-service", "leave"},
}


def rules_by_figure(law: DomesticWorkLaw = QATAR) -> dict[str, tuple[str, ...]]:
    """Which rules use each figure, under one reading or another: found by asking."""
    found: dict[str, set[str]] = {}
    for rule in RULES:
        for facts in example_facts(rule, law):
            for code in _cited(rule, facts, law):
                found.setdefault(code, set()).add(rule)
    for code, rules in _UNDER_ANOTHER_NAME.items():
        found.setdefault(code, rules)
    return {code: tuple(each for each in RULES if each in rules) for code, rules in found.items()}


def example_facts(rule: str, law: DomesticWorkLaw = QATAR) -> list[dict[str, Any]]:
    """Facts that lie on every threshold of a rule, and some that reach the rest of it."""
    on_it = [_with(each.facts, each.field, _written(each.at)) for each in BOUNDARIES[rule](law)]
    return [*on_it, *map(dict, _MORE.get(rule, ()))]


def readings_of(rule: str, law: DomesticWorkLaw = QATAR) -> tuple[str, ...]:
    """The open readings that a rule asks for, under one reading or another: found by asking."""
    found: set[str] = set()
    for facts in example_facts(rule, law):
        asked = ask(rule, facts, law).reckoning.readings
        rivals = [{id: each} for id in asked for each in READINGS[id].choices]
        for chosen in rivals:
            found |= set(ask(rule, facts, law, chosen).reckoning.readings)
    return tuple(sorted(found))


def _cited(rule: str, facts: Facts, law: DomesticWorkLaw) -> set[str]:
    asked = ask(rule, dict(facts), law)
    rivals: list[Mapping[str, str]] = [{}]
    for id in asked.reckoning.readings:
        rivals += [{id: choice} for choice in READINGS[id].choices]
    known = {each.code for each in law.parameters()}
    codes: set[str] = set()
    for chosen in rivals:
        lines = ask(rule, dict(facts), law, chosen).reckoning.lines
        codes |= {line.code.split(".")[-1] for line in lines}
    return codes & known
