from datetime import date, timedelta

import pytest
from fact_strategies import FACTS, claims, questions, readings, services, some
from hypothesis import assume, example, given
from hypothesis import strategies as st
from line_evaluator import parse, recomputed

from maawin_core.kernel.money import Money
from maawin_core.law.answer import LANGUAGES
from maawin_core.law.qatar import QATAR
from maawin_core.law.record import canonical
from maawin_core.rulebook import RULES, calculate

SOME, MANY = some(120), some(250)


def answered(rule, facts, chosen=None, law=QATAR):
    found = calculate(rule, facts, law, readings=chosen)
    assert "error" not in found, found
    return found


def a_day_later(facts, field):
    later = date.fromisoformat(facts[field]) + timedelta(days=1)
    return {**facts, field: later.isoformat()}


def paid_out(answer):
    return Money(answer["amount"] or "0")


@MANY
@given(questions)
def test_the_same_question_has_the_same_bytes(question):
    first = canonical(answered(*question))
    assert canonical(answered(*question)) == first


@SOME
@given(questions, st.randoms(use_true_random=False))
def test_the_order_of_fields_and_a_null_left_out_change_no_byte(question, random):
    rule, facts, chosen = question
    optional = set(facts) - set(RULES[rule].schema["facts"]["required"])
    kept = [name for name in facts if not (facts[name] is None and name in optional)]
    random.shuffle(kept)
    assert canonical(answered(rule, {name: facts[name] for name in kept}, chosen)) == canonical(
        answered(rule, facts, chosen)
    )


@pytest.mark.parametrize("rule", sorted(FACTS))
@some(60)
@given(data=st.data())
def test_the_sheet_is_the_computation(rule, data):
    answer = answered(rule, data.draw(FACTS[rule]), data.draw(readings))
    values = recomputed(answer)
    if answer["amount"] is not None:
        assert answer["lines"][-1]["code"] == "amount"
        assert values["amount"] == parse(answer["amount"])


@MANY
@given(questions)
def test_nothing_is_negative(question):
    answer = answered(*question)
    assert not str(answer["amount"]).startswith("-")
    assert not [line for line in answer["lines"] if str(line["value"]).startswith("-")]
    assert not [value for value in answer["figures"].values() if str(value).startswith("-")]


@MANY
@given(claims(), readings)
def test_a_refund_is_never_above_what_was_paid_and_is_paid_now_or_held(facts, chosen):
    answer = answered("guarantee-refund", facts, chosen)
    if answer["amount"] is not None:
        assert paid_out(answer) <= Money(facts["total_paid"])
        figures = answer["figures"]
        assert Money(figures["payable_now"]) + Money(figures["held"]) == paid_out(answer)


@MANY
@given(claims(), readings)
def test_a_refund_never_rises_with_a_later_last_day_inside_a_phase(facts, chosen):
    assume(facts["handed_over_on"])
    earlier = answered("guarantee-refund", facts, chosen)
    later = answered("guarantee-refund", a_day_later(facts, "last_day_with_employer"), chosen)
    if earlier["figures"]["phase"] == later["figures"]["phase"]:
        assert paid_out(later) <= paid_out(earlier)


def never_cut(facts):
    """The same service, its wages in rising order."""
    if not facts["wage_history"]:
        return facts
    wages = sorted((each["basic_wage"] for each in facts["wage_history"]), key=Money)
    history = [
        {**each, "basic_wage": wage}
        for each, wage in zip(facts["wage_history"], wages, strict=True)
    ]
    return {**facts, "wage_history": history, "basic_wage": wages[-1]}


@MANY
@given(services(), readings, st.booleans())
def test_a_gratuity_never_falls_with_one_more_day(facts, chosen, cut):
    # Where the end that counts is not the last day, one day more may bring it to the day of a cut.
    if not cut or chosen.get("A-08") == "calendar_year" or chosen.get("A-07") == "excluded":
        facts = never_cut(facts)
    shorter = answered("end-of-service", facts, chosen)
    longer = answered("end-of-service", a_day_later(facts, "last_day"), chosen)
    assert Money(longer["figures"]["gratuity"]) >= Money(shorter["figures"]["gratuity"])
    assert paid_out(longer) >= paid_out(shorter)


def a_riyal_more(facts):
    more = (Money(facts["basic_wage"]) + Money(1)).plain
    history = facts["wage_history"]
    if history:
        history = [*history[:-1], {**history[-1], "basic_wage": more}]
    return {**facts, "basic_wage": more, "wage_history": history}


@MANY
@given(services(), readings)
def test_a_gratuity_never_falls_with_one_more_riyal_of_wage(facts, chosen):
    assert paid_out(answered("end-of-service", a_riyal_more(facts), chosen)) >= paid_out(
        answered("end-of-service", facts, chosen)
    )


@MANY
@given(claims(), readings)
def test_started_months_never_pay_more_than_completed_ones(facts, chosen):
    chosen = {**chosen, "A-15": "event_day_counted"}
    started = answered("guarantee-refund", facts, {**chosen, "A-16": "started_months"})
    completed = answered("guarantee-refund", facts, {**chosen, "A-16": "completed_months"})
    assert paid_out(started) <= paid_out(completed)
    if started["figures"]["months_started"] == started["figures"]["months_completed"]:
        assert started["amount"] == completed["amount"]


@SOME
@given(st.dates(date(2022, 2, 1), date(2030, 1, 1)), st.integers(1, 6), readings)
def test_started_and_completed_months_agree_on_the_last_day_of_a_month(handed_over, month, chosen):
    total = handed_over.year * 12 + handed_over.month - 1 + 3 + month
    last_of_its_month = date(total // 12, total % 12 + 1, 28)
    days_there = ((last_of_its_month + timedelta(days=4)).replace(day=1) - timedelta(days=1)).day
    boundary = last_of_its_month.replace(day=min(handed_over.day, days_there))
    facts = {
        "contract_signed_on": "2022-01-31",
        "handed_over_on": handed_over.isoformat(),
        "last_day_with_employer": (boundary - timedelta(days=1)).isoformat(),
        "total_due": "15000",
        "total_paid": "15000",
        "ground": "left_work",
        "forfeiture": None,
    }
    both = [
        answered("guarantee-refund", facts, {"A-16": choice})["amount"]
        for choice in ("started_months", "completed_months")
    ]
    assert both[0] == both[1] == (Money(15000) - Money(2250 * month)).plain

    if chosen.get("A-14") == "hand_over_day_excluded":
        facts["last_day_with_employer"] = boundary.isoformat()
    facts |= {"government_fees_claimed": "700", "government_fees_receipted": "700", "cap": "14000"}
    chosen = {**chosen, "A-15": "event_day_counted"}
    started, completed = [
        answered("guarantee-refund", facts, {**chosen, "A-16": choice})
        for choice in ("started_months", "completed_months")
    ]
    assert started["figures"]["phase"] == "extension"
    assert started["amount"] == completed["amount"]


@MANY
@given(questions)
def test_every_figure_of_law_has_a_source_a_grade_and_a_day_that_has_come(question):
    answer = answered(*question)
    for line in answer["lines"]:
        for source in line["sources"]:
            assert source["act"]
            assert source["article"]
            assert source["grade"] in "ABCDU"
            date.fromisoformat(source["in_force"])
    days = [s["in_force"] for line in answer["lines"] for s in line["sources"]]
    assert answer["in_force"] == max(days, default=None)


#: For which day each rule asks its figures, and the readings under which that is the law's too.
USED_ON = {
    "price-cap": "contract_day",
    "wage-floor": "day",
    "guarantee-refund": "contract_signed_on",
    "end-of-service": "last_day",
    "leave": "last_day",
    "final-settlement": "last_day",
    "government-fees": "on",
    "age-at-contract": "contract_day",
    "clocks": "from",
}


@pytest.mark.parametrize("rule", sorted(USED_ON))
@some(60)
@given(data=st.data())
def test_no_figure_is_younger_than_the_day_for_which_it_is_used(rule, data):
    facts = data.draw(FACTS[rule])
    answer = answered(rule, facts, {**data.draw(readings), "A-01": "from_hire"})
    figures = [line for line in answer["lines"] if "how" not in line]
    used = [s["in_force"] for line in figures for s in line["sources"]]
    # The law that suspends a limit is used on the suspended days, and not when the limit begins.
    later = [each["to"] for each in facts.get("suspended") or ()]
    assert max(used, default="") <= max(facts[USED_ON[rule]], *later, "")


@some(100)
@given(st.dates(date(2025, 8, 1), date(2026, 7, 24)), st.integers(-20, 300), st.integers(0, 60))
def test_no_limit_is_suspended_by_a_law_before_its_first_day(begun, after, days):
    pause = begun + timedelta(days=after)
    span = {"from": pause.isoformat(), "to": (pause + timedelta(days=days)).isoformat()}
    told = {"kind": "claim_limit", "from": begun.isoformat()}
    plain = date.fromisoformat(answered("clocks", told)["figures"]["due"])
    moved = date.fromisoformat(answered("clocks", {**told, "suspended": [span]})["figures"]["due"])
    eve = date(2026, 7, 24)
    counted = (pause + timedelta(days=days) - max(pause, begun, eve)).days
    assert (moved - plain).days == max(counted, 0)


def test_no_rule_asks_for_nationality_or_sex():
    by_state = {"price-cap", "wage-floor"}  # the cap and the origin floor name the state
    for rule in RULES.values():
        asked = set(rule.schema["facts"]["properties"])
        assert not asked & {"sex", "gender", "nationality", "religion"}
        assert ("recruited_from" in asked) == (rule.name in by_state)


@SOME
@given(services(), readings)
def test_an_allegation_alone_never_costs_the_worker_anything(facts, chosen):
    alleged = {**facts, "ending": "dismissal", "dismissal_decision_recorded": False}
    peaceful = {**facts, "ending": "contract_end", "dismissal_decision_recorded": False}
    claimed = [{**debt, "status": "claimed"} for debt in facts["debts"]]
    assert (
        answered("end-of-service", {**alleged, "debts": claimed}, chosen)["amount"]
        == answered("end-of-service", {**peaceful, "debts": []}, chosen)["amount"]
    )


@SOME
@given(claims(), readings)
def test_an_allegation_alone_holds_the_money_and_decides_nothing(facts, chosen):
    alleged = {"assault": True, "breach": True, "finding_recorded": False}
    said = answered("guarantee-refund", {**facts, "forfeiture": alleged}, chosen)
    unsaid = answered("guarantee-refund", {**facts, "forfeiture": None}, chosen)
    assert said["amount"] == unsaid["amount"]
    assert (said["status"] == "on_hold") == (unsaid["status"] in ("due", "nothing_due"))
    if said["status"] == "on_hold":
        assert said["figures"]["payable_now"] == "0.00"
        assert said["figures"]["held"] == said["amount"]


@SOME
@given(claims(), readings)
def test_a_workers_breach_in_the_extension_is_never_given_a_number(facts, chosen):
    breach = {**facts, "ground": "worker_breach", "forfeiture": None}
    answer = answered("guarantee-refund", breach, chosen)
    decided = answer["figures"]["phase"] != "extension" and answer["status"] != "not_started"
    assert (answer["amount"] is not None) == decided
    assert (answer["status"] == "needs_decision") == (answer["figures"]["phase"] == "extension")


@SOME
@given(questions)
@example(("leave", {"first_day": "2020-02-29", "last_day": "2021-02-27", "basic_wage": "1000"}, {}))
def test_only_readings_on_the_path_can_change_the_answer(question):
    rule, facts, chosen = question
    found = calculate(rule, facts, readings=chosen, alternatives=True)
    assert set(found["alternatives"]) <= set(found["readings"])
    for id, choice in chosen.items():
        if id in found["readings"]:
            assert found["readings"][id] == choice


@SOME
@given(questions)
def test_every_line_every_figure_and_every_flag_has_words(question):
    answer = answered(*question)
    for line in answer["lines"]:
        assert not line["label"]["en"].startswith("line."), line["code"]
    for words in LANGUAGES.values():
        assert all(f"figure.{name}" in words for name in answer["figures"])
        assert all(f"flag.{flag}" in words for flag in answer["flags"])
