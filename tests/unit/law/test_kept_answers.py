import json
from datetime import date

import pytest
from keep_answers import ANSWERS, page, told

from maawin_core.law.answer import answer, error, printed, text_of, width
from maawin_core.law.figure_table import figure_entries
from maawin_core.law.qatar import QATAR
from maawin_core.rulebook import RULES, ask, calculate, record_of
from maawin_core.testing.boundaries import example_facts
from maawin_core.words.catalogue import LANGUAGES

FILES = sorted(ANSWERS.glob("*.jsonl"))


def questions(file):
    return [json.loads(line) for line in file.read_text("utf-8").splitlines()]


def test_every_rule_has_answers_that_are_kept():
    assert {file.stem for file in FILES} == set(RULES)


# Red after a change of the law, its words of error or a rule on purpose: python keep_answers.py,
# and read what changed.
@pytest.mark.parametrize("file", FILES, ids=lambda file: file.stem)
def test_what_was_asked_before_is_answered_as_before(file):
    for kept in questions(file):
        assert told(file.stem, kept["facts"], kept["readings"]) == kept["answer"], kept["facts"]


@pytest.mark.parametrize("language", sorted(LANGUAGES))
@pytest.mark.parametrize("file", FILES, ids=lambda file: file.stem)
def test_and_people_read_it_in_the_same_words(file, language):
    text = (ANSWERS / f"{file.stem}.{language}.txt").read_text("utf-8")
    assert page(file.stem, questions(file), language) == text


@pytest.mark.parametrize("language", sorted(LANGUAGES))
def test_a_library_prints_what_the_command_prints(language):
    for rule in RULES:
        facts = example_facts(rule)[0]
        mine = printed(ask(rule, facts).reckoning, language)
        assert mine == text_of(calculate(rule, facts), language)


def test_an_answer_and_an_error_repeat_the_reference_and_only_where_there_is_one():
    facts = example_facts("leave")[0]
    for asked in (facts, {**facts, "colour": "blue"}):
        assert calculate("leave", {**asked, "ref": "R-1"})["ref"] == "R-1"
        assert "ref" not in calculate("leave", asked)
    assert error("facts_not_an_object")["error"]["field"] == ""


def test_the_lines_of_an_answer_are_those_of_its_record_or_of_the_reckoning():
    asked = ask("leave", example_facts("leave")[0])
    plain = answer(asked.reckoning, "")
    assert plain["lines"] == answer(asked.reckoning, "", recorded=asked.record["lines"])["lines"]
    shorter = [{**each, "value": "kept"} for each in asked.record["lines"]]
    told = answer(asked.reckoning, "", recorded=shorter)
    assert {line["value"] for line in told["lines"]} == {"kept"}


def test_a_mark_takes_no_place_on_a_line():
    assert width("\u200fأ\u064eب") == 2


@pytest.mark.parametrize("day", [date(2010, 1, 1), date(2017, 12, 1), date(2026, 1, 5)])
def test_the_figures_of_a_day_are_those_in_force_on_it(day):
    found = [entry.entry for entry in figure_entries(QATAR, day)]
    assert found == [each.since(day) for each in QATAR.parameters() if each.in_force_on(day)]
    everything = [entry.entry for entry in figure_entries(QATAR)]
    assert everything == [entry for each in QATAR.parameters() for entry in each.entries]


def test_a_record_says_what_was_known_when_that_was_asked():
    facts = example_facts("leave")[0]
    assert record_of("leave", facts, known_on=date(2026, 1, 5))["known_on"] == "2026-01-05"
    assert record_of("leave", facts)["known_on"] is None
