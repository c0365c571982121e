"""One gratuity, in one run: maawin's full sheet, and what peers make of the same service.

Run by `benchmarks/law.py` with the interpreter of `.venv-bench`, which has the peers; it prints
the seconds that each takes, as JSON. Peers are told how many years were served, and what part of
a year is left over: maawin works that out as well, from the days.
"""

from __future__ import annotations

import json
import sys
import time
from collections.abc import Callable
from datetime import date, timedelta
from fractions import Fraction
from typing import Any

from maawin_core.end_of_service.end_of_service import Ending, EndOfService, end_of_service
from maawin_core.kernel.money import Money
from maawin_core.law.qatar import QATAR

FIRST, LAST = date(2021, 3, 1), date(2024, 6, 8)
MONTH = "2024-06"
WAGE = 1200
#: What the peers are told: the years are counted, and the law's figures looked up.
CASE = {"wage": WAGE, "years": 3, "rest": 100, "of": 365} | {
    "weeks": 3,
    "month": 30,
    "threshold": 1,
    "promised": 0,
    "paid": 0,
    "debts": 0,
}
EXPECTED = "2750.14"

FACTS = EndOfService(
    first_day=FIRST,
    last_day=LAST,
    basic_wage=Money("1200.00"),
    ending=Ending.CONTRACT_END,
    earlier_contracts=(),
    debts=(),
)


def sheet() -> object:
    """maawin: the reckoning, with every value, source and origin kept in it."""
    return end_of_service(FACTS, QATAR).amount


def sheet_read() -> object:
    """The same, and every line taken out as an object, to be printed."""
    return end_of_service(FACTS, QATAR).lines[-1].money


def bare() -> object:
    """A function of `Fraction` that shows nothing: what somebody writes in an afternoon."""
    end = LAST + timedelta(days=1)
    years = end.year - FIRST.year
    if FIRST.replace(year=FIRST.year + years) > end:
        years -= 1
    begins = FIRST.replace(year=FIRST.year + years)
    over = FIRST.replace(year=FIRST.year + years + 1)
    exact = years + Fraction((end - begins).days, (over - begins).days)
    amount = WAGE * 100 * exact * 3 * 7 / 30
    minor = (2 * amount.numerator + amount.denominator) // (2 * amount.denominator)
    return Money.of_minor(minor if years else 0)


def openfisca() -> Callable[[], object]:
    """One contract a simulation: floats of 32 bits, so the sum is rounded before it is compared."""
    import numpy
    from openfisca_core.entities import build_entity
    from openfisca_core.periods import DateUnit
    from openfisca_core.simulation_builder import SimulationBuilder
    from openfisca_core.taxbenefitsystems import TaxBenefitSystem
    from openfisca_core.variables import Variable

    entity = build_entity(key="person", plural="persons", label="", is_person=True)

    def given(name: str) -> Any:
        fields = {"value_type": float, "entity": entity, "definition_period": DateUnit.MONTH}
        return type(name, (Variable,), {**fields, "label": name})

    def formula(person: Any, period: Any) -> Any:
        years = person("years", period) + person("rest", period) / person("of", period)
        days = numpy.maximum(person("weeks", period) * 7, person("promised", period))
        exact = person("wage", period) * years * days / person("month", period)
        due = numpy.floor(exact * 100 + 0.5) / 100
        gratuity = numpy.where(person("years", period) >= person("threshold", period), due, 0)
        left = gratuity - numpy.minimum(person("paid", period), gratuity)
        return left - numpy.minimum(left, person("debts", period))

    rule = given("amount")
    rule.formula = formula
    system = TaxBenefitSystem([entity])
    system.add_variables(*map(given, CASE), rule)
    asked = {"persons": {"p": {name: {MONTH: value} for name, value in CASE.items()}}}

    def run() -> object:
        simulation = SimulationBuilder().build_from_entities(system, asked)
        return float(simulation.calculate("amount", MONTH)[0])

    return run


def zen() -> Callable[[], object]:
    """A decision that is compiled before, handed out by the loader: its fast mode."""
    import zen as engine

    def node(id: str, type: str, **content: Any) -> dict[str, Any]:
        return {"id": id, "name": id, "type": type, "position": {"x": 0, "y": 0}, **content}

    rule = {
        "days_a_year": "max([weeks * 7, promised])",
        "years_counted": "years + rest / of",
        "exact": "wage * $.years_counted * $.days_a_year / month",
        "gratuity": "years >= threshold ? floor($.exact * 100 + 0.5) / 100 : 0",
        "left": "$.gratuity - min([paid, $.gratuity])",
        "deducted": "min([$.left, debts])",
        "amount": "$.left - $.deducted",
        "status": "years < threshold ? 'below_threshold' : $.amount > 0 ? 'due' : 'nothing_due'",
    }
    expressions = [{"id": key, "key": key, "value": value} for key, value in rule.items()]
    graph = {
        "nodes": [
            node("in", "inputNode"),
            node("due", "expressionNode", content={"expressions": expressions}),
            node("out", "outputNode"),
        ],
        "edges": [
            {"id": "1", "sourceId": "in", "targetId": "due", "type": "edge"},
            {"id": "2", "sourceId": "due", "targetId": "out", "type": "edge"},
        ],
    }
    content = engine.ZenDecisionContent(json.dumps(graph))
    decisions = engine.ZenEngine({"loader": lambda key: content})

    def run() -> object:
        return decisions.evaluate("gratuity", CASE)["result"]["amount"]

    return run


def seconds(run: Callable[[], object], times: int) -> float:
    """The time of one call, over some calls."""
    begun = time.perf_counter()
    for _ in range(times):
        run()
    return (time.perf_counter() - begun) / times


def main() -> None:
    """Everybody in turn, some rounds of it; the best round of each."""
    sys.stdout.reconfigure(line_buffering=True)  # type: ignore[union-attr]
    racers = {
        "sheet": (sheet, 300),
        "sheet_read": (sheet_read, 50),
        "bare": (bare, 300),
        "openfisca": (openfisca(), 10),
        "zen": (zen(), 300),
    }
    for name, (run, _) in racers.items():
        found = run()
        shown = found.plain if isinstance(found, Money) else f"{found:.2f}"
        assert shown == EXPECTED, f"{name} says {shown}"
    rounds = [{n: seconds(*racer) for n, racer in racers.items()} for _ in range(200)]
    print(json.dumps({name: min(each[name] for each in rounds) for name in racers}))


if __name__ == "__main__":
    main()
