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


#: Facts that use figures which no threshold uses.
_MORE: Mapping[str, tuple[Facts, ...]] = {
    "guarantee-refund": (
        {
            "contract_signed_on": "2025-01-01",
            "handed_over_on": None,
            "last_day_with_employer": None,
            "total_due": "15000",
            "total_paid": "15000",
            "ground": "not_delivered",
            "forfeiture": None,
        },
        {
            "contract_signed_on": "2025-01-01",
            "handed_over_on": "2025-02-10",
            "last_day_with_employer": "2025-07-20",
            "total_due": "15000",
            "total_paid": "15000",
            "ground": "worker_breach",
            "forfeiture": None,
        },
    ),
    "wage-floor": (
        {
            "day": "2025-01-01",
            "basic_wage": "1000",
            "housing": "provided",
            "food": "provided",
            "recruited_from": "PHL",
        },
    ),
    "clocks": tuple(
        {
            "kind": kind,
            "from": "2025-06-01T08:00" if kind == "exit_notice" else "2025-06-01",
            "service_start": "2022-01-01",
        }
        for kind in (
            "probation",
            "exit_notice",
            "claim_limit",
            "death_deposit",
            "referral",
            "committee_decision",
            "appeal",
            "refund",
            "dues",
        )
    ),
    "final-settlement": (
        {
            "first_day": "2021-03-01",
            "last_day": "2024-06-08",
            "basic_wage": "1500",
            "ending": "contract_end",
            "earlier_contracts": [],
            "debts": [],
            "unpaid_wage_days": 3,
            "unpaid_months": [],
            "other_dues": [],
        },
    ),
}


def rules_by_figure(law: DomesticWorkLaw = QATAR) -> dict[str, tuple[str, ...]]:
    """Which rules use each figure, under one reading or another: found by asking."""
    found: dict[str, set[str]] = {}
    for rule in RULES:
        on_it = [_with(each.facts, each.field, _written(each.at)) for each in BOUNDARIES[rule](law)]
        for facts in [*on_it, *_MORE.get(rule, ())]:
            for code in _cited(rule, facts, law):
                found.setdefault(code, set()).add(rule)
    # Neither stands on a sheet: each decides a flag.
    found.setdefault("price_cap_attested_on", {"price-cap"})
    found.setdefault("procedure_changed_on", {"clocks"})
    return {code: tuple(each for each in RULES if each in rules) for code, rules in found.items()}


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
