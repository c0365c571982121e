"""The regulator's index: every rule by name, and one way to ask any of them."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import date
from typing import Any

from attrs import frozen

from .contracts import working_time
from .disputes import guarantee_refund
from .end_of_service import end_of_service, final_settlement, leave
from .kernel.errors import RuleBroken
from .law import clocks, government_fees
from .law.answer import answer, error
from .law.domestic_work import DomesticWorkLaw
from .law.fact_kinds import BadFacts
from .law.facts import read, write
from .law.parameter import NoFigure
from .law.qatar import QATAR
from .law.reading import READINGS, UnknownReading
from .law.record import (
    ENGINE,
    ENGINES,
    decision_record,
    digest,
    first_difference,
    law_version,
)
from .law.schema import answer_schema, facts_schema
from .law.strict_json import parsed
from .law.worksheet import Reckoning
from .offers import price_cap, wage_floor
from .wages import wage_due
from .workers import age_at_contract

Calculate = Callable[[Any, DomesticWorkLaw], Reckoning]


@frozen
class Rule:
    """One rule: its facts, its function, what it can answer, and where it stands in the law."""

    name: str
    facts: type
    function: Calculate
    statuses: tuple[str, ...]
    articles: tuple[str, ...]
    version: int = 1

    @property
    def schema(self) -> dict[str, Any]:
        """JSON Schema of its facts and of its answer."""
        return {
            "facts": facts_schema(self.name, self.facts),
            "answer": answer_schema(self.name, self.statuses),
        }


def _rule(module: Any, facts: type, function: Calculate, *articles: str) -> Rule:
    return Rule(module.RULE, facts, function, module.STATUSES, articles)


_15 = "Law 15/2017 art. "

_ALL = (
    _rule(
        price_cap, price_cap.Price, price_cap.price_cap, "Decision 1/2022", "Law 14/2004 art. 33"
    ),
    _rule(wage_floor, wage_floor.WageOffer, wage_floor.wage_floor, "Law 17/2020 art. 2"),
    _rule(wage_due, wage_due.WageMonth, wage_due.wage_due, _15 + "8"),
    _rule(
        guarantee_refund,
        guarantee_refund.GuaranteeClaim,
        guarantee_refund.guarantee_refund,
        "Decision 8/2005",
        "Decision 21/2021",
    ),
    _rule(
        end_of_service,
        end_of_service.EndOfService,
        end_of_service.end_of_service,
        *(_15 + article for article in ("15", "16", "17")),
    ),
    _rule(leave, leave.Leave, leave.leave, _15 + "14"),
    _rule(
        final_settlement,
        final_settlement.FinalSettlement,
        final_settlement.final_settlement,
        *(_15 + article for article in ("8", "14", "15")),
    ),
    _rule(
        government_fees,
        government_fees.GovernmentFee,
        government_fees.government_fees,
        *(f"Decision 32/2025 art. {article}" for article in (1, 2, 3, 4)),
    ),
    _rule(
        working_time,
        working_time.WorkingTime,
        working_time.working_time,
        *(_15 + "12", _15 + "13", "Law 14/2004 art. 74"),
    ),
    _rule(age_at_contract, age_at_contract.Age, age_at_contract.age_at_contract, _15 + "5"),
    _rule(
        clocks,
        clocks.ClockStart,
        clocks.clocks,
        *(_15 + "10", _15 + "20", "Law 13/2017", "Law 19/2020"),
    ),
)

RULES: Mapping[str, Rule] = {rule.name: rule for rule in _ALL}

#: Versions of the law that a kept record may name.
LAWS: Mapping[str, DomesticWorkLaw] = {law_version(QATAR): QATAR}


@frozen
class _Asked:
    rule: Rule
    facts: Any
    law: DomesticWorkLaw
    known: DomesticWorkLaw
    known_on: date | None
    reckoning: Reckoning

    @property
    def record(self) -> dict[str, Any]:
        return self.record_by(ENGINE)

    def record_by(self, engine: int) -> dict[str, Any]:
        """The record as this version of the engine writes it."""
        facts = write(self.facts)
        return decision_record(
            self.reckoning, self.rule.version, self.law, facts, self.known_on, engine
        )

    @property
    def rivals(self) -> dict[str, dict[str, Reckoning]]:
        """What the rivals of each reading on the path answer, where status or amount differs."""
        found: dict[str, dict[str, Reckoning]] = {}
        mine = (self.reckoning.status, self.reckoning.amount)
        for id, taken in self.reckoning.readings.items():
            for rival in READINGS[id].choices:
                other = self._read_as(id, rival) if rival != taken else None
                if other is not None and (other.status, other.amount) != mine:
                    found.setdefault(id, {})[rival] = other
        return found

    def _read_as(self, id: str, choice: str) -> Reckoning | None:
        try:
            return self.rule.function(self.facts, self.known.choosing({id: choice}))
        except NoFigure:
            return None


def ask(
    rule_name: str,
    facts: object,
    law: DomesticWorkLaw = QATAR,
    readings: Mapping[str, str] | None = None,
    known_on: date | None = None,
) -> _Asked:
    """One question, answered as a value; `RuleBroken` where the facts cannot be answered."""
    rule = RULES.get(rule_name)
    if rule is None:
        raise BadFacts("unknown_rule", field="rule", found=rule_name[:60])
    law = law.choosing(readings or {})
    known = law.as_known_on(known_on) if known_on else law
    understood: Any = read(rule.facts, facts)
    return _Asked(rule, understood, law, known, known_on, rule.function(understood, known))


def calculate(
    rule_name: str,
    json_object: object,
    law: DomesticWorkLaw = QATAR,
    readings: Mapping[str, str] | None = None,
    alternatives: bool = False,
    known_on: date | None = None,
) -> dict[str, Any]:
    """The answer to one JSON object, or its error; bad facts never raise."""
    return _answered(rule_name, json_object, law, readings, alternatives, known_on)[0]


def _answered(
    rule_name: str,
    json_object: object,
    law: DomesticWorkLaw,
    readings: Mapping[str, str] | None,
    alternatives: bool,
    known_on: date | None,
) -> tuple[dict[str, Any], dict[str, Any] | None]:
    ref, facts = without_ref(json_object)
    try:
        if ref is not None and not _is_plain_text(ref):
            raise BadFacts("not_text", field="ref")
        asked = ask(rule_name, facts, law, readings, known_on)
        rivals = _amounts(asked.rivals) if alternatives else None
        record = asked.record
        return answer(asked.reckoning, digest(record), ref, rivals, record["lines"]), record
    except (BadFacts, NoFigure, UnknownReading) as bad:
        return _error(bad, ref if _is_plain_text(ref) else None), None


def _amounts(rivals: dict[str, dict[str, Reckoning]]) -> dict[str, dict[str, str | None]]:
    return {id: {choice: _amount(each) for choice, each in by.items()} for id, by in rivals.items()}


def _amount(told: Reckoning) -> str | None:
    return told.amount.plain if told.amount is not None else None


def calculate_text(
    rule_name: str,
    text: str,
    law: DomesticWorkLaw = QATAR,
    readings: Mapping[str, str] | None = None,
    alternatives: bool = False,
    known_on: date | None = None,
) -> dict[str, Any]:
    """The same for one line of JSON as text: doubled fields and other slips are errors too."""
    return asked_of_text(rule_name, text, law, readings, alternatives, known_on)[0]


def asked_of_text(
    rule_name: str,
    text: str,
    law: DomesticWorkLaw = QATAR,
    readings: Mapping[str, str] | None = None,
    alternatives: bool = False,
    known_on: date | None = None,
) -> tuple[dict[str, Any], dict[str, Any] | None]:
    """The same, and the decision record of the answer, if it is one."""
    try:
        facts = parsed(text)
    except BadFacts as bad:
        return _error(bad, None), None
    return _answered(rule_name, facts, law, readings, alternatives, known_on)


def record_of(
    rule_name: str,
    facts: object,
    readings: Mapping[str, str] | None = None,
    known_on: date | None = None,
) -> dict[str, Any]:
    """The decision record to keep: `replay` has the same bytes from it later."""
    return ask(rule_name, without_ref(facts)[1], QATAR, readings, known_on).record


def replay(kept: Mapping[str, Any], what_if: DomesticWorkLaw | None = None) -> str | None:
    """Recompute a kept record with the versions that it names; where it differs, or None.

    A record of a what-if needs that law beside those that were in force.
    """
    again = replayed(kept, what_if)
    return again if isinstance(again, str) else first_difference(kept, again)


def replayed(
    kept: Mapping[str, Any], what_if: DomesticWorkLaw | None = None
) -> dict[str, Any] | str:
    """The record computed again with the versions that it names, or which of them is unknown."""
    laws = LAWS if what_if is None else {**LAWS, law_version(what_if): what_if}
    law, rule = laws.get(str(kept.get("law"))), RULES.get(str(kept.get("rule")))
    engine = kept.get("engine", 1)
    if not isinstance(engine, int) or isinstance(engine, bool) or engine not in ENGINES:
        return "engine"
    if law is None:
        return "law"
    if rule is None or kept.get("rule_version") != rule.version:
        return "rule"
    known = kept.get("known_on")
    try:
        day = date.fromisoformat(str(known)) if known else None
        chosen = kept.get("chosen")
        readings = dict(chosen) if isinstance(chosen, dict) else {}
        return ask(rule.name, kept.get("facts"), law, readings, day).record_by(engine)
    except (RuleBroken, ValueError):
        return "facts"


def without_ref(facts: object) -> tuple[Any, object]:
    """The reference that the answer repeats, and the facts without it."""
    if not isinstance(facts, dict) or "ref" not in facts:
        return None, facts
    return facts["ref"], {name: value for name, value in facts.items() if name != "ref"}


def _is_plain_text(ref: object) -> bool:
    return isinstance(ref, str) and not any("\ud800" <= each <= "\udfff" for each in ref)


def _error(bad: RuleBroken, ref: str | None) -> dict[str, Any]:
    facts = {name: value for name, value in bad.facts.items() if name != "field"}
    return error(bad.code, str(bad.facts.get("field", "")), ref, **facts)
