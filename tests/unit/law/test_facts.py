import json

import jsonschema
import pytest
from fact_strategies import questions, some
from hypothesis import given
from hypothesis import strategies as st
from own_source import ROOT

from maawin_core.law.fact_kinds import LARGEST_COUNT, BadFacts, Count
from maawin_core.law.reading import READINGS
from maawin_core.law.strict_json import parsed
from maawin_core.rulebook import RULES, calculate, calculate_text
from maawin_core.testing.boundaries import example_facts
from maawin_core.words.ar.law import SENTENCES as ARABIC
from maawin_core.words.en.law import SENTENCES as ENGLISH

SOME = some(100)

FEE = {"item": "work_permit", "on": "2026-01-01"}
SCHEMAS = {
    name: (
        jsonschema.Draft202012Validator(rule.schema["facts"]),
        jsonschema.Draft202012Validator(rule.schema["answer"]),
    )
    for name, rule in RULES.items()
}

anything = st.recursive(
    st.none()
    | st.booleans()
    | st.integers()
    | st.floats(allow_nan=False)
    | st.text(max_size=8)
    | st.sampled_from(
        ["2024-02-30", "2024-02-29", "1e5", "-1", "0.001", "٣", "\ud800", "provided"]
    ),
    lambda inner: (
        st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=6), inner, max_size=3)
    ),
    max_leaves=6,
)


def code_of(found):
    return found["error"]["code"]


@SOME
@given(st.sampled_from(sorted(RULES)), anything)
def test_anything_at_all_has_an_answer_or_an_error(rule, thing):
    found = calculate(rule, thing)
    assert ("error" in found) != ("status" in found)


@SOME
@given(questions, st.data(), anything)
def test_facts_with_one_field_spoilt_have_an_answer_or_an_error(question, data, thing):
    rule, facts, chosen = question
    field = data.draw(st.sampled_from(sorted({*facts, "ref", "no such field"})))
    found = calculate(rule, {**facts, field: thing}, readings=chosen)
    assert ("error" in found) != ("status" in found)
    SCHEMAS[rule][1].validate(found)
    json.dumps(found, ensure_ascii=False).encode()


@SOME
@given(questions)
def test_facts_and_answers_fit_their_schemas(question):
    rule, facts, chosen = question
    SCHEMAS[rule][0].validate(facts)
    SCHEMAS[rule][1].validate(calculate(rule, facts, readings=chosen, alternatives=True))


@pytest.mark.parametrize("rule", sorted(RULES))
def test_every_required_field_is_missed_and_every_unknown_one_refused(rule):
    facts = _plain_facts(rule)
    for field in RULES[rule].schema["facts"]["required"]:
        left = {name: value for name, value in facts.items() if name != field}
        found = calculate(rule, left)
        assert (code_of(found), found["error"]["field"]) == ("missing_field", field)
    found = calculate(rule, {**facts, "colour": "red"})
    assert (code_of(found), found["error"]["field"]) == ("unknown_field", "colour")


def _plain_facts(rule):
    service = {
        "first_day": "2021-01-01",
        "last_day": "2022-12-31",
        "basic_wage": "1500",
        "ending": "resignation",
        "earlier_contracts": [],
        "debts": [],
    }
    return {
        "price-cap": {
            "recruited_from": "KEN",
            "contract_day": "2024-01-01",
            "kind": "abroad",
            "office_charges": [],
        },
        "wage-floor": {
            "day": "2024-01-01",
            "basic_wage": "1000",
            "housing": "provided",
            "food": "provided",
        },
        "wage-due": {"month": "2024-01", "monthly_wage": "1000", "on": "2024-02-01"},
        "guarantee-refund": {
            "contract_signed_on": "2024-01-01",
            "handed_over_on": None,
            "last_day_with_employer": None,
            "total_due": "1000",
            "total_paid": "1000",
            "ground": "not_delivered",
            "forfeiture": None,
        },
        "end-of-service": service,
        "leave": {key: service[key] for key in ("first_day", "last_day", "basic_wage")},
        "final-settlement": {
            **service,
            "unpaid_wage_days": 0,
            "unpaid_months": [],
            "other_dues": [],
        },
        "government-fees": FEE,
        "working-time": {
            "basic_wage": "1000",
            "daily_minutes": 480,
            "agreed_more": False,
            "rest_minutes": 1440,
            "overtime_hours": 0,
            "rest_day_hours": "1.50",
        },
        "age-at-contract": {"born": "1990-01-01", "contract_day": "2024-01-01"},
        "clocks": {"kind": "refund", "from": "2024-01-01"},
    }[rule]


@pytest.mark.parametrize(
    ("change", "code"),
    [
        ({"on": "2026-1-1"}, "date_unreadable"),
        ({"on": "2026-02-30"}, "date_unreadable"),
        ({"on": 20260101}, "date_unreadable"),
        ({"on": "٢٠٢٦-٠١-٠١"}, "date_unreadable"),
        ({"on": "9999-12-31"}, "date_out_of_range"),
        ({"years": "2"}, "not_a_whole_number"),
        ({"years": True}, "not_a_whole_number"),
        ({"years": 1.0}, "not_a_whole_number"),
        ({"years": -1}, "number_out_of_range"),
        ({"item": "visa"}, "unknown_word"),
        ({"item": 3}, "not_text"),
        ({"exempt": "true"}, "not_true_or_false"),
        ({"ref": 7}, "not_text"),
    ],
)
def test_a_slip_is_an_error_by_name(change, code):
    assert code_of(calculate("government-fees", {**FEE, **change})) == code


@pytest.mark.parametrize(
    "money", ["-1", "1.234", "1,000", "1e3", " 1", "1 ", "", ".5", "1.", "٥", "1234567890123"]
)
def test_money_is_written_one_way_only(money):
    facts = {"day": "2024-01-01", "basic_wage": money, "housing": "provided", "food": "provided"}
    assert code_of(calculate("wage-floor", facts)) == "money_unreadable"


def test_null_means_left_out_where_a_field_may_be_left_out():
    with_null = calculate("government-fees", {**FEE, "years": None, "exempt": None, "ref": None})
    assert with_null == calculate("government-fees", FEE)


def test_a_reference_comes_back_and_changes_nothing_else():
    with_ref, without = (
        calculate("government-fees", {**FEE, "ref": "42"}),
        calculate("government-fees", FEE),
    )
    assert with_ref.pop("ref") == "42"
    assert with_ref == without


@pytest.mark.parametrize("text", ["", "{", '{"item": NaN}', "[" * 9000, '{"on":1,"on":1}'])
def test_text_that_is_not_sound_json_is_an_error(text):
    assert code_of(calculate_text("government-fees", text)) in ("not_json", "field_twice")


def test_an_unknown_rule_reading_or_choice_is_an_error():
    assert code_of(calculate("no-such-rule", {})) == "unknown_rule"
    assert code_of(calculate("government-fees", FEE, readings={"A-99": "x"})) == "unknown_reading"
    assert code_of(calculate("government-fees", FEE, readings={"A-44": "x"})) == "unknown_choice"


def test_a_day_before_the_law_is_an_error_and_not_a_zero():
    facts = {"born": "1980-01-01", "contract_day": "2016-01-01"}
    assert code_of(calculate("age-at-contract", facts)) == "no_figure_in_force"


@SOME
@given(questions)
def test_everything_on_a_sheet_has_words_in_both_languages(question):
    found = calculate(*question[:2], readings=question[2])
    for line in found["lines"]:
        assert not line["label"]["en"].startswith("line."), line["code"]
        assert line["label"]["ar"] != line["label"]["en"]
    for figure in found["figures"]:
        assert f"figure.{figure}" in ENGLISH
    for flag in found["flags"]:
        assert f"flag.{flag}" in ENGLISH


def test_both_languages_have_the_same_codes_and_name_the_same_facts():
    assert list(ENGLISH) == list(ARABIC)
    for code, english in ENGLISH.items():
        facts = {"found": "F1", "needed": "N1", "field": "D1", "figure": "G1", "day": "Y1"}
        facts |= {"amount": "M1", "reading": "R1", "choice": "C1", "answer": "W1"}
        named = {value for value in facts.values() if value in english.format(**facts)}
        assert named == {value for value in facts.values() if value in ARABIC[code].format(**facts)}


def test_every_status_and_choice_has_words():
    for rule in RULES.values():
        assert f"rule.{rule.name}" in ENGLISH
        assert all(f"status.{status}" in ENGLISH for status in rule.statuses)
    for reading in READINGS.values():
        assert f"reading.{reading.id}" in ENGLISH
        assert all(f"reading.{reading.id}.{choice}" in ENGLISH for choice in reading.choices)


def test_text_that_is_sound_is_read_as_it_stands():
    assert parsed('{"a": {"b": [1, null, true]}, "c": "x"}') == {
        "a": {"b": [1, None, True]},
        "c": "x",
    }


LONG = "n" * 61


@pytest.mark.parametrize(
    ("text", "code", "field"),
    [
        ("{", "not_json", ""),
        ("NaN", "not_json", ""),
        ("[" * 100_000, "not_json", ""),
        ('{"a": 1, "b": 2, "b": 3}', "field_twice", "b"),
        (f'{{"{LONG}": 1, "{LONG}": 2}}', "field_twice", LONG[:60]),
    ],
)
def test_text_that_is_not_sound_names_what_and_where(text, code, field):
    with pytest.raises(BadFacts) as refused:
        parsed(text)
    assert (refused.value.code, refused.value.facts["field"]) == (code, field)


@pytest.mark.parametrize("rule", sorted(RULES))
def test_the_schema_of_the_facts_is_the_published_one(rule):
    published = json.loads((ROOT / f"docs/law/{rule}.schema.json").read_text("utf-8"))
    assert RULES[rule].schema == published


@pytest.mark.parametrize(
    ("rule", "facts", "code", "field", "found"),
    [
        ("wage-due", {"month": "2300-01"}, "date_out_of_range", "month", "2300-01"),
        ("wage-due", {"monthly_wage": "0.00"}, "wage_not_above_zero", "monthly_wage", ""),
        ("clocks", {"from": "2025-01-01T25:00"}, "date_unreadable", "from", "2025-01-01T25:00"),
        ("price-cap", {"recruited_from": "X" * 30}, "unknown_country", "recruited_from", "X" * 20),
        ("wage-due", {"month": "\ud800"}, "text_unreadable", "month", ""),
    ],
)
def test_a_fact_that_cannot_be_is_named_with_what_was_found(rule, facts, code, field, found):
    error = calculate(rule, {**example_facts(rule)[0], **facts})["error"]
    assert (error["code"], error["field"]) == (code, field)
    assert found in error["message"]["en"]
    assert "X" * 21 not in error["message"]["en"]


def test_a_count_may_be_the_largest_and_no_larger():
    assert Count().read(LARGEST_COUNT, "days") == LARGEST_COUNT
    with pytest.raises(BadFacts):
        Count().read(LARGEST_COUNT + 1, "days")
