"""What is refused, compared or kept, to the letter: a person acts on these words."""

import json
from datetime import date

import attrs
import pytest

from maawin_core.contracts.working_time import WorkingTime
from maawin_core.disputes.guarantee_refund import GuaranteeClaim, guarantee_refund
from maawin_core.end_of_service.end_of_service import EndOfService
from maawin_core.kernel.money import Money
from maawin_core.law.answer import error, text_of
from maawin_core.law.clocks import ClockStart
from maawin_core.law.difference import between_days, between_laws
from maawin_core.law.fact_kinds import BadFacts
from maawin_core.law.facts import read, write
from maawin_core.law.figure_table import source_said
from maawin_core.law.kept import record_shown, record_text
from maawin_core.law.letter import Letter
from maawin_core.law.parameter import NoFigure, Parameter, Since, Source, UnsoundFigure
from maawin_core.law.qatar import QATAR
from maawin_core.law.reading import READINGS, UnknownReading, checked
from maawin_core.law.record import ENGINE, canonical, first_difference
from maawin_core.law.strict_json import parsed
from maawin_core.law.worksheet import Worksheet
from maawin_core.offers.wage_floor import WageOffer
from maawin_core.rulebook import RULES, ask, calculate, record_of, replay
from maawin_core.testing.boundaries import example_facts
from maawin_core.wages.wage_due import WageMonth
from maawin_core.words.catalogue import LANGUAGES
from maawin_core.workers.age_at_contract import Age

LAW = Source("Law 15/2017", "15", "B")
DAY = date(2017, 10, 10)
WEEKS = Parameter("weeks", (Since(DAY, 3, LAW),))

CLAIM = {
    "contract_signed_on": "2023-01-01",
    "handed_over_on": "2023-02-01",
    "last_day_with_employer": "2023-07-14",
    "total_due": "15000",
    "total_paid": "15000",
    "ground": "left_work",
    "forfeiture": None,
}
LEAVE = {"first_day": "2021-03-01", "last_day": "2024-06-08", "basic_wage": "1200"}


@pytest.mark.parametrize(
    ("what", "kind", "code", "facts"),
    [
        (
            lambda: Source("x", "15", "B"),
            UnsoundFigure,
            "source_unreadable",
            {"found": "x 15"},
        ),
        (
            lambda: Parameter("weeks", (Since("2020-01-01", 3, LAW),)),
            UnsoundFigure,
            "source_unreadable",
            {"found": "weeks"},
        ),
        (
            lambda: Parameter("weeks", (Since(date(2016, 12, 31), 3, LAW),)),
            UnsoundFigure,
            "older_than_its_source",
            {"found": "weeks"},
        ),
        (
            lambda: WEEKS.amended(Since(DAY, 4, LAW)),
            UnsoundFigure,
            "two_values_for_one_day",
            {"found": "weeks"},
        ),
        (
            lambda: WEEKS.since(date(2017, 10, 9)),
            NoFigure,
            "no_figure_in_force",
            {"figure": "weeks", "day": "2017-10-09"},
        ),
        (
            lambda: Parameter("weeks", ()).latest,
            NoFigure,
            "no_figure_known",
            {"figure": "weeks"},
        ),
        (
            lambda: Parameter("weeks", ()).begins,
            NoFigure,
            "no_figure_known",
            {"figure": "weeks"},
        ),
        (
            lambda: checked({"A-99": "x"}),
            UnknownReading,
            "unknown_reading",
            {"field": "readings.A-99", "found": "A-99"},
        ),
        (
            lambda: checked({"A-16": "x"}),
            UnknownReading,
            "unknown_choice",
            {"field": "readings.A-16", "found": "x"},
        ),
    ],
)
def test_a_refusal_of_the_law_names_its_code_and_what_was_found(what, kind, code, facts):
    with pytest.raises(kind) as refused:
        what()
    assert (refused.value.code, dict(refused.value.facts)) == (code, facts)


def test_every_reading_stands_under_the_act_that_leaves_it_open():
    for id, each in READINGS.items():
        assert each.source.reading == each.id == id
        assert each.source.year <= each.in_force.year


def test_a_figure_that_differs_says_from_when_and_both_values():
    (basic,) = (
        each
        for each in between_days(QATAR, date(2021, 3, 19), date(2021, 3, 20))
        if each.code == "floor_basic"
    )
    floor = QATAR.floor_basic
    assert basic.from_day == date(2021, 3, 20)
    assert (basic.was, basic.becomes) == (
        floor.since(date(2021, 3, 19)),
        floor.since(date(2021, 3, 20)),
    )


def test_two_laws_are_compared_by_country_and_only_where_they_part():
    (country, floor), *_ = QATAR.origin_floors.items()
    later = Since(date(2027, 1, 1), Money("9999"), Source("Law 1/2027", "1", "A"))
    other = attrs.evolve(
        QATAR, origin_floors={**QATAR.origin_floors, country: floor.amended(later)}
    )
    assert [(each.code, each.country) for each in between_laws(QATAR, other)] == [
        ("origin_floor", country)
    ]


def test_a_record_that_a_step_keeps_is_the_record_of_the_rulebook():
    claim = read(GuaranteeClaim, CLAIM)
    text = record_text(guarantee_refund(claim, QATAR), claim, QATAR)
    assert text == canonical(record_of("guarantee-refund", CLAIM)).decode()
    assert replay(json.loads(text)) is None
    assert json.loads(text)["rule_version"] == RULES["guarantee-refund"].version


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_kept_record_is_shown_in_the_language_that_is_asked(language):
    shown = record_shown(canonical(record_of("guarantee-refund", CLAIM)).decode(), language)
    assert LANGUAGES[language]["rule.guarantee-refund"] in shown


def test_the_first_difference_of_two_records_is_named():
    kept = json.loads(canonical(record_of("guarantee-refund", CLAIM)))
    more = {**kept, "lines": [*kept["lines"], {"code": "more"}]}
    odd = {**kept, "lines": [*kept["lines"], "more"]}
    number = len(kept["lines"]) + 1
    assert first_difference(more, kept) == f"lines.{number} more"
    assert first_difference(kept, more) == f"lines.{number} more"
    assert first_difference(odd, kept) == f"lines.{number} "
    assert first_difference({**kept, "answer": None}, kept) == "answer"
    assert first_difference({**more, "answer": None}, kept) == f"lines.{number} more"
    assert first_difference(kept, kept) is None


SERVICE = {
    "first_day": "2021-03-01",
    "last_day": "2024-06-08",
    "basic_wage": "1200.00",
    "ending": "contract_end",
    "earlier_contracts": [],
    "debts": [{"kind": "loan", "amount": "300.00", "status": "acknowledged"}],
}
LOAN = SERVICE["debts"][0]
LONG = "x" * 70


@pytest.mark.parametrize(
    ("change", "code", "field"),
    [
        ({"debts": [{"kind": "loan", "amount": "1.00"}]}, "missing_field", "debts.1.status"),
        ({"debts": [LOAN, {}]}, "missing_field", "debts.2.kind"),
        ({"debts": ["x"]}, "not_an_object", "debts.1"),
        ({"debts": {}}, "not_a_list", "debts"),
        ({"debts": [{**LOAN, "kind": 1}]}, "not_text", "debts.1.kind"),
        ({"debts": [{**LOAN, "kind": "x"}]}, "unknown_word", "debts.1.kind"),
        ({"debts": [{**LOAN, "more": 1}]}, "unknown_field", "debts.1.more"),
        (
            {"debts": [{**LOAN, "amount": "-1"}]},
            "money_unreadable",
            "debts.1.amount",
        ),
        ({LONG: 1}, "unknown_field", LONG[:60]),
        ({"\ud800": 1}, "unknown_field", "?"),
        ({"dismissal_decision_recorded": 1}, "not_true_or_false", "dismissal_decision_recorded"),
        ({"ending": None}, "not_text", "ending"),
        ({"unpaid_days": "1"}, "not_a_whole_number", "unpaid_days"),
    ],
)
def test_a_fault_in_facts_is_named_by_its_place(change, code, field):
    with pytest.raises(BadFacts) as refused:
        read(EndOfService, {**SERVICE, **change})
    assert (refused.value.code, refused.value.field) == (code, field)


def test_a_word_that_is_not_known_is_told_with_those_that_are():
    with pytest.raises(BadFacts) as refused:
        read(EndOfService, {**SERVICE, "debts": [{**LOAN, "status": "x"}]})
    assert refused.value.facts["needed"] == "acknowledged, adjudicated, claimed"


def test_facts_that_are_no_object_have_no_field_and_a_sentence_without_one():
    for spoilt in ([], "x", 1, None):
        error = calculate("end-of-service", spoilt)["error"]
        assert (error["code"], error["field"]) == ("not_an_object", "")
        assert error["message"]["en"].startswith("Facts are one JSON object a line")


def test_facts_are_written_in_one_form_and_read_again():
    full = {**SERVICE, "basic_wage": "1200", "wage_history": None, "unpaid_days": 0}
    asked = read(EndOfService, full)
    written = write(asked)
    assert read(EndOfService, written) == asked
    assert written["debts"] == [{"kind": "loan", "amount": "300.00", "status": "acknowledged"}]
    assert "wage_history" not in written
    assert write(read(GuaranteeClaim, CLAIM))["forfeiture"] is None


def test_a_record_is_written_as_its_engine_writes_it_and_holds_no_number_that_is_none():
    asked = ask("guarantee-refund", CLAIM)
    assert asked.record["engine"] == ENGINE == 2
    assert "engine" not in asked.record_by(1)
    with pytest.raises(ValueError, match="not JSON compliant"):
        canonical({"x": float("nan")})


def test_a_letter_says_where_another_reading_has_no_number():
    asked = ask("guarantee-refund", CLAIM)
    undecided = ask("guarantee-refund", {**CLAIM, "ground": "worker_breach"}).reckoning
    rivals = {"A-16": {"started_months": undecided}}
    text = Letter(asked.reckoning, QATAR, "en", (), rivals).text()
    assert "Read as “months begun”, the answer would be “A person must decide”." in text


def test_a_sheet_says_where_another_reading_changes_the_answer_and_not_the_sum():
    alleged = {"assault": False, "breach": True, "finding_recorded": False}
    aged = {"born": "1962-05-05", "contract_day": "2022-05-06"}
    for rule, facts, reading in (
        ("guarantee-refund", {**CLAIM, "forfeiture": alleged}, "assault and breach"),
        ("age-at-contract", aged, "with 61 completed years"),
    ):
        answer = calculate(rule, facts, alternatives=True)
        (line,) = [each for each in text_of(answer, "en").splitlines() if reading in each]
        assert line.endswith("would give another answer, and no other amount")
    without = {**answer, "amount": "1.00", "alternatives": {"A-34": {"completed_years": None}}}
    assert text_of(without, "en").endswith("would give no amount")


def test_a_law_of_which_nothing_was_known_yet_is_told_without_a_day():
    found = calculate("leave", LEAVE, known_on=date(2010, 1, 1))
    assert found["error"]["code"] == "no_figure_known"
    assert " for ." not in found["error"]["message"]["en"]


@pytest.mark.parametrize(("wrong", "shown"), [(1, '"1"'), (True, '"True"')])
def test_a_day_that_is_no_text_is_shown_as_it_was_found(wrong, shown):
    found = calculate("leave", {**LEAVE, "first_day": wrong})
    assert found["error"]["code"] == "date_unreadable"
    assert shown in found["error"]["message"]["en"]


def test_every_error_can_be_said_with_nothing_but_its_code():
    for code in LANGUAGES["en"]:
        if code.startswith("law_error."):
            said = error(code.removeprefix("law_error."), "place")["error"]["message"]
            assert set(said) == {"en", "ar"}
            assert "{" not in said["en"] + said["ar"]


@pytest.mark.parametrize(
    ("kind", "facts", "code", "field"),
    [
        (WorkingTime, {"overtime_hours": "x"}, "hours_unreadable", "overtime_hours"),
        (WageOffer, {"housing": 1}, "money_not_text", "housing"),
        (Age, {"exemption": ""}, "reference_empty", "exemption"),
        (WageMonth, {"month": "2025-13"}, "month_unreadable", "month"),
        (WageMonth, {"month": "2025-20"}, "month_unreadable", "month"),
        (ClockStart, {"from": "2025-02-30"}, "date_unreadable", "from"),
        (ClockStart, {"kind": "exit_notice"}, "time_of_day_needed", "from"),
        (ClockStart, {"from": "2025-01-01T08:00"}, "date_unreadable", "from"),
    ],
)
def test_each_kind_of_fact_names_its_place(kind, facts, code, field):
    (rule,) = (each for each in RULES.values() if each.facts is kind)
    with pytest.raises(BadFacts) as refused:
        read(kind, {**example_facts(rule.name)[0], **facts})
    assert (refused.value.code, refused.value.field) == (code, field)


def test_what_was_found_is_repeated_no_longer_than_a_line():
    with pytest.raises(BadFacts) as refused:
        read(EndOfService, {**SERVICE, "first_day": "x" * 40})
    assert refused.value.facts["found"] == "x" * 20


def test_a_source_is_said_in_either_language():
    source = Source("Law 15/2017", "15", "B", "A-02")
    assert source_said(source) == "Law 15/2017, 15 [B, A-02]"
    assert source_said(source, "ar") == (
        "المادة (15) من القانون رقم (15) لسنة 2017 [\u2066B\u2069، \u2066A-02\u2069]"
    )


def test_the_lines_of_a_fee_have_their_codes():
    fee = {"item": "contract_attestation", "on": "2026-01-01", "copies": 3}
    lines = calculate("government-fees", fee, readings={"A-44": "per_copy"})["lines"]
    assert "copies" in {line["code"] for line in lines}
    exempt = calculate("government-fees", {**fee, "exempt": True})["lines"]
    assert [line["code"] for line in exempt][-2:] == ["fee", "amount"]


def test_a_reading_that_the_law_has_settled_was_chosen():
    choice = Since(date(2023, 1, 1), "started_months", Source("Decision 1/2023", "1", "A"))
    law = QATAR.settling("A-16", Parameter("A-16", (choice,)))
    assert law.reading("A-16", date(2023, 1, 1)).explicit
    assert not law.reading("A-16", date(2022, 12, 31)).explicit


def test_a_source_may_be_seen_where_its_page_is_safe():
    assert Source("Law 15/2017", "15", "B", None, "law", "https://example.org/15").url
    for url in ("HTTPS://example.org", "ftp://example.org"):
        with pytest.raises(UnsoundFigure):
            Source("Law 15/2017", "15", "B", None, "law", url)


def test_figures_of_law_15_were_known_when_the_gazette_was_printed():
    assert QATAR.gratuity_weeks.latest.known_from == date(2017, 9, 12)
    assert QATAR.gratuity_weeks.latest.in_force == date(2017, 10, 10)


def test_of_three_the_smallest_is_taken():
    sheet = Worksheet(QATAR, DAY)
    sheet.minimum("kept", sheet.given("one", 3), sheet.given("two", 2), sheet.given("three", 1))
    text = Letter(sheet.reckoning("leave", "due", None), QATAR, "en").text()
    assert "= the smallest of 3, 2, 1" in text


def test_json_that_is_not_strict_is_named():
    with pytest.raises(BadFacts) as refused:
        parsed('{"\\ud800": 1, "\\ud800": 2}')
    assert (refused.value.code, refused.value.field) == ("field_twice", "?")
    with pytest.raises(BadFacts) as refused:
        parsed('{"x": NaN}')
    assert (refused.value.code, refused.value.facts["found"]) == ("not_json", "NaN")


def test_hours_that_are_no_text_and_a_nested_contradiction_are_named_by_place():
    with pytest.raises(BadFacts) as refused:
        read(WorkingTime, {**example_facts("working-time")[0], "overtime_hours": []})
    assert refused.value.field == "overtime_hours"
    turned = {"first_day": "2020-01-02", "last_day": "2020-01-01"}
    with pytest.raises(BadFacts) as refused:
        read(EndOfService, {**SERVICE, "earlier_contracts": [turned]})
    assert refused.value.code == "first_day_after_last_day"
    assert refused.value.field == "earlier_contracts.1.last_day"
