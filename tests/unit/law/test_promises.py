from datetime import date, timedelta

import attrs
import pytest
from fact_strategies import FACTS, claims, questions, readings, services, some
from hypothesis import assume, example, given
from hypothesis import strategies as st
from line_evaluator import parse, recomputed

from maawin_core.kernel.money import Money
from maawin_core.law.answer import LANGUAGES
from maawin_core.law.parameter import Since, Source
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


def without_history(facts):
    return {**facts, "wage_history": None}


@MANY
@given(services(), readings)
def test_a_gratuity_never_falls_with_one_more_day(facts, chosen):
    facts = without_history(facts)
    shorter = answered("end-of-service", facts, chosen)
    longer = answered("end-of-service", a_day_later(facts, "last_day"), chosen)
    assert Money(longer["figures"]["gratuity"]) >= Money(shorter["figures"]["gratuity"])
    assert paid_out(longer) >= paid_out(shorter)


@MANY
@given(services(), readings)
def test_a_gratuity_never_falls_with_one_more_riyal_of_wage(facts, chosen):
    facts = without_history(facts)
    more = {**facts, "basic_wage": (Money(facts["basic_wage"]) + Money(1)).plain}
    assert paid_out(answered("end-of-service", more, chosen)) >= paid_out(
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
@given(st.dates(date(2022, 2, 1), date(2030, 1, 1)), st.integers(1, 6))
def test_started_and_completed_months_agree_on_the_last_day_of_a_month(handed_over, month):
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


KINDER_TO_WORKERS = st.sampled_from(
    [("gratuity_weeks", 4), ("gratuity_weeks", 6), ("gratuity_threshold_years", 0)]
)


@MANY
@given(services(), readings, KINDER_TO_WORKERS, st.dates(date(2018, 1, 1), date(2035, 1, 1)))
def test_a_kinder_decree_never_costs_the_worker(facts, chosen, decree, since):
    name, value = decree
    kinder = getattr(QATAR, name).amended(Since(since, value, Source("Decree 1/2018", "1", "U")))
    law = attrs.evolve(QATAR, **{name: kinder})
    assert paid_out(answered("end-of-service", facts, chosen, law)) >= paid_out(
        answered("end-of-service", facts, chosen)
    )


KINDER_TO_EMPLOYERS = st.sampled_from(
    [
        ("guarantee_first_months", 4),
        ("guarantee_extension_months", 8),
        ("guarantee_share", Money("0.10").exact),
    ]
)


@MANY
@given(claims(), readings, KINDER_TO_EMPLOYERS, st.dates(date(2022, 1, 9), date(2025, 1, 1)))
def test_a_kinder_decree_never_costs_the_employer(facts, chosen, decree, since):
    # Spread evenly over a longer extension, "six times" would become "eight times": another rule.
    assume(not (decree[0] == "guarantee_extension_months" and chosen.get("A-16") == "daily"))
    name, value = decree
    kinder = getattr(QATAR, name).amended(Since(since, value, Source("Decree 1/2018", "1", "U")))
    law = attrs.evolve(QATAR, **{name: kinder})
    before = answered("guarantee-refund", facts, chosen)
    after = answered("guarantee-refund", facts, chosen, law)
    if after["amount"] is not None:
        assert paid_out(after) >= paid_out(before)


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


@SOME
@given(claims(), readings)
def test_no_figure_of_the_guarantee_is_younger_than_the_contract(facts, chosen):
    answer = answered("guarantee-refund", facts, chosen)
    used = [s["in_force"] for line in answer["lines"] for s in line["sources"]]
    assert max(used, default="") <= facts["contract_signed_on"]


@SOME
@given(services(), readings)
def test_no_figure_of_the_gratuity_is_younger_than_the_last_day(facts, chosen):
    answer = answered("end-of-service", facts, {**chosen, "A-01": "from_hire"})
    figures = [line for line in answer["lines"] if "how" not in line]
    used = [s["in_force"] for line in figures for s in line["sources"]]
    assert max(used, default="") <= facts["last_day"]


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
