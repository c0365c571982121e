"""What the commands of the law print, for people and for programs."""

import json

import pytest
from click.testing import CliRunner

from maawin_core.law.letter import RIGHT_TO_LEFT
from maawin_entrypoints.law_commands import law

GRATUITY = {
    "first_day": "2021-03-01",
    "last_day": "2024-06-08",
    "basic_wage": "1200",
    "ending": "contract_end",
    "earlier_contracts": [],
    "debts": [],
}
CLAIM = {
    "contract_signed_on": "2025-01-20",
    "handed_over_on": "2025-02-10",
    "last_day_with_employer": "2025-06-20",
    "total_due": "15000.00",
    "total_paid": "15000.00",
    "ground": "left_work",
    "forfeiture": None,
}


def run(*arguments, text=None):
    return CliRunner().invoke(law, [str(each) for each in arguments], input=text)


@pytest.mark.parametrize("command", ["calculate", "explain"])
def test_a_file_that_is_not_there_is_a_wrong_use_in_a_sentence(command, tmp_path):
    for place in (tmp_path / "none.jsonl", tmp_path):
        found = run(command, "end-of-service", place)
        assert found.exit_code == 2
        assert str(place) in found.output
    assert run("replay", tmp_path / "none.jsonl").exit_code == 2


def test_a_mark_of_the_byte_order_before_the_first_line_is_no_error():
    text = "\ufeff" + json.dumps(GRATUITY)
    assert run("calculate", "end-of-service", text=text).exit_code == 0


def test_an_error_under_explain_has_the_form_of_every_error():
    found = run("explain", "end-of-service", "--format", "json", text='{"ref": "R-7"}')
    told = json.loads(found.stdout)
    assert (found.exit_code, told["ref"]) == (1, "R-7")
    assert told["error"]["code"] == "missing_field"


def test_what_rivals_would_answer_is_printed_as_text_too():
    asked = ("calculate", "end-of-service", "--format", "text", "--alternatives")
    english = run(*asked, text=json.dumps(GRATUITY)).stdout
    arabic = run(*asked, "--lang", "ar", text=json.dumps(GRATUITY)).stdout
    assert "? A-03 Part of a year of service: “whole years only” would give QAR 2520.00" in english
    assert "A-03" in arabic
    assert "2520.00 ريال قطري" in arabic


def test_an_arabic_sheet_runs_from_right_to_left_and_names_acts_in_arabic():
    found = run(
        "calculate", "end-of-service", "--format", "text", "--lang", "ar", text=json.dumps(GRATUITY)
    )
    lines = [line for line in found.stdout.splitlines() if line]
    assert all(line.startswith(RIGHT_TO_LEFT) for line in lines)
    assert "المادة (15) من القانون رقم (15) لسنة 2017" in found.stdout
    assert "Law 15/2017" not in found.stdout
    assert "\u20662021-03-01\u2069" in found.stdout, "a date in Arabic turns round without a mark"


def test_words_of_a_figure_are_words_on_the_sheet():
    found = run("calculate", "guarantee-refund", "--format", "text", text=json.dumps(CLAIM))
    assert "Phase of the guarantee: the additional six months" in found.stdout


def test_figures_as_json_say_act_article_grade_and_authority_apart():
    found = json.loads(run("figures", "--on", "2024-01-01", "--format", "json").stdout)
    weeks = next(each for each in found if each["figure"] == "gratuity_weeks")
    assert weeks["value"] == 3
    assert (weeks["act"], weeks["article"], weeks["grade"]) == ("Law 15/2017", "15", "B")
    assert (weeks["authority"], weeks["reading"], weeks["country"]) == ("law", None, None)
    assert weeks["issued_by"] == "the Amir of Qatar"
    cap = next(each for each in found if each["figure"] == "price_cap" and each["country"] == "PHL")
    assert cap["value"] == "15000.00"


def test_a_rule_is_shown_in_arabic_with_its_articles_in_arabic():
    found = run("show", "leave", "--lang", "ar").stdout
    assert "المادة (14) من القانون رقم (15) لسنة 2017" in found
    assert "إجازة سنوية مدفوعة مدتها ثلاثة أسابيع" in found
    assert "Three weeks" not in found
    assert "Law 15/2017" not in found
    assert "\u20662017-10-10\u2069" in found


def test_a_rule_is_shown_with_its_facts_and_its_readings():
    found = run("show", "leave", "--format", "json").stdout
    (told,) = json.loads(found)
    assert [each["field"] for each in told["facts"]][:3] == ["first_day", "last_day", "basic_wage"]
    assert "A-36" in {each["reading"] for each in told["readings"]}
    english = run("show", "leave").stdout
    assert "basic_wage" in english
    assert "A-36" in english
