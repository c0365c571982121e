import json
import subprocess
import sys

import pytest
from click.testing import CliRunner

from maawin_entrypoints.law_commands import identifiers, law

FEE = {"item": "contract_attestation", "on": "2026-01-01", "copies": 3, "ref": "a"}
LINES = "\n".join([json.dumps(FEE), "{", "", json.dumps({**FEE, "ref": "b"})])


def run(*arguments, group=law, text=None):
    return CliRunner().invoke(group, [str(each) for each in arguments], input=text)


def test_lines_in_lines_out_in_their_order():
    found = run("calculate", "government-fees", "-", text=LINES)
    answers = [json.loads(line) for line in found.output.splitlines()]
    assert [each.get("ref") for each in answers] == ["a", None, "b"]
    assert answers[1]["error"]["code"] == "not_json"
    assert answers[2]["amount"] == "20.00"
    assert found.exit_code == 1


def test_facts_come_from_standard_input_where_no_file_is_named():
    found = run("calculate", "government-fees", text=json.dumps(FEE))
    assert found.exit_code == 0
    assert json.loads(found.output)["status"] == "due"


def test_a_reading_is_chosen_and_alternatives_are_named(tmp_path):
    facts = tmp_path / "facts.jsonl"
    facts.write_text(json.dumps(FEE))
    found = run(
        "calculate", "government-fees", facts, "--reading", "A-44=per_copy", "--alternatives"
    )
    answer = json.loads(found.output)
    assert answer["amount"] == "60.00"
    assert answer["alternatives"] == {"A-44": {"per_contract": "20.00"}}


@pytest.mark.parametrize("reading", ["A-44", "A-44=x", "A-99=x"])
def test_an_unknown_reading_is_refused_before_any_line(reading):
    assert run("calculate", "government-fees", "--reading", reading, text="{}").exit_code == 2


def test_a_reading_that_is_chosen_twice_in_two_ways_is_refused():
    twice = ("--reading", "A-44=per_copy", "--reading")
    refused = run("calculate", "government-fees", *twice, "A-44=per_contract", text="{}")
    assert refused.exit_code == 2
    assert "A-44 is chosen twice" in refused.output
    assert run("calculate", "government-fees", *twice, "A-44=per_copy", text="").exit_code == 0


def test_a_folder_without_a_case_says_so(tmp_path):
    found = run("test", tmp_path)
    assert found.exit_code == 1
    assert f"no .toml or .csv file in {tmp_path}: nothing was tested" in found.output


def test_the_bare_library_says_what_its_command_needs():
    # `None` is how Python itself remembers that a module is not to be had.
    bare = "import sys; sys.modules['click'] = None; "
    bare += "from maawin_entrypoints.__main__ import main; main()"
    found = subprocess.run([sys.executable, "-c", bare], capture_output=True, text=True, timeout=60)
    assert found.returncode == 1
    assert found.stderr.count("maawin[app]") == 2
    assert "Traceback" not in found.stderr


def test_a_sheet_is_printed_in_arabic():
    found = run(
        "calculate", "government-fees", "--format", "text", "--lang", "ar", text=json.dumps(FEE)
    )
    assert "رسم تصديق العقد" in found.output


def test_kept_records_replay_and_a_changed_one_is_named(tmp_path):
    kept = tmp_path / "kept.jsonl"
    run("calculate", "government-fees", "--keep", kept, text=json.dumps(FEE))
    assert run("replay", kept).exit_code == 0
    kept.write_text(kept.read_text().replace('"20.00"', '"21.00"'))
    changed = run("replay", kept)
    assert changed.exit_code == 1
    assert "differs at lines.2 fee_contract_attestation" in changed.output


def test_the_law_is_listed_shown_and_dated():
    assert "end-of-service" in run("list").output
    assert "three weeks" in run("show", "end-of-service", "--on", "2024-01-01").output
    assert "fee_work_permit" not in run("figures", "--on", "2025-09-25").output
    assert "fee_work_permit" in run("figures", "--on", "2025-09-26").output
    assert "started_months" in run("readings", "--lang", "ar").output
    assert run("show", "no-such-rule").exit_code == 2


def test_a_schema_is_published():
    schema = json.loads(run("schema", "leave").output)
    assert set(schema) == {"facts", "answer"}
    assert "ref" in schema["facts"]["properties"]


def test_cases_are_run_from_files_and_folders(tmp_path):
    case = """[[case]]
name = "a permit"
rule = "government-fees"
article = ["1"]
facts = { item = "work_permit", on = "2026-01-01" }
expect = { amount = "100.00" }
"""
    (tmp_path / "good.toml").write_text(case)
    assert run("test", tmp_path).exit_code == 0
    (tmp_path / "bad.toml").write_text(case.replace("100.00", "99.00"))
    found = run("test", tmp_path)
    assert found.exit_code == 1
    assert "bad.toml:1: a permit: amount: expected '99.00', found '100.00'" in found.output
    assert "2 cases, 1 failed" in found.output


def test_an_identifier_is_checked():
    good = run("check", "qid", "٢٧٦١٢٤٠٥٩٣٤", group=identifiers)
    bad = run("check", "iban", "QA00", "--format", "text", "--lang", "ar", group=identifiers)
    assert (json.loads(good.output)["value"], good.exit_code) == ("27612405934", 0)
    assert "يبدأ" not in bad.output
    assert "29" in bad.output
    assert bad.exit_code == 0


GRATUITY = {
    "first_day": "2021-03-01",
    "last_day": "2024-06-08",
    "basic_wage": "1200",
    "ending": "contract_end",
    "earlier_contracts": [],
    "debts": [],
}

REFORM = """
[[figure]]
code = "gratuity_weeks"
from = 2024-01-01
value = 4
act = "Law 1/2024"
article = "1"
"""


@pytest.fixture
def reform(tmp_path):
    file = tmp_path / "reform.toml"
    file.write_text(REFORM)
    return file


def test_an_answer_is_explained_as_a_letter_in_either_language():
    english = run("explain", "end-of-service", text=json.dumps(GRATUITY))
    arabic = run("explain", "end-of-service", "--lang", "ar", text=json.dumps(GRATUITY))
    assert "Subject: End-of-service gratuity" in english.output
    assert "QAR 2,750.14" in english.output
    assert "2,750.14 ريال قطري" in arabic.output
    assert (english.exit_code, arabic.exit_code) == (0, 0)


def test_facts_that_cannot_be_answered_are_explained_line_by_line():
    both = "\n".join(["{", json.dumps(GRATUITY)])
    found = run("explain", "end-of-service", text=both)
    assert found.exit_code == 1
    assert "These facts cannot be answered" in found.output
    assert "QAR 2,750.14" in found.output
    letters = run("explain", "end-of-service", "--format", "json", text=both).output
    assert [next(iter(json.loads(line))) for line in letters.splitlines()] == ["error", "letter"]


def test_a_what_if_is_calculated_and_compared(reform):
    found = run("calculate", "end-of-service", "--reform", reform, text=json.dumps(GRATUITY))
    assert json.loads(found.output)["amount"] == "3666.85"
    (changed,) = json.loads(run("diff", "QATAR", reform, "--format", "json").output)
    assert changed | {"rule": None} == {
        "figure": "gratuity_weeks",
        "meaning": "Weeks of wage for each year of service",
        "from": "2024-01-01",
        "was": "3",
        "becomes": "4",
        "rule": None,
        "whom": "services that end from 2024-01-01",
    }
    assert "No figure differs" in run("diff", "QATAR", "qatar").output


def test_a_reading_that_a_draft_settles_is_compared_with_the_one_taken_until_then(tmp_path):
    draft = tmp_path / "draft.toml"
    draft.write_text(
        '[[reading]]\nid = "A-16"\nfrom = 2027-01-01\nchoice = "started_months"\n'
        'act = "Decision 1/2027"\narticle = "1"\n'
    )
    (changed,) = json.loads(run("diff", "QATAR", draft, "--format", "json").output)
    assert changed == {
        "figure": "A-16",
        "meaning": "Each month spent",
        "from": "2027-01-01",
        "was": "completed_months",
        "becomes": "started_months",
        "rule": ["guarantee-refund"],
        "whom": "contracts made from 2027-01-01",
    }
    assert "العقود المبرمة" in run("diff", "QATAR", draft, "--lang", "ar").output


def test_a_record_of_a_what_if_replays_with_the_same_reform_only(reform, tmp_path):
    kept = tmp_path / "kept.jsonl"
    text = json.dumps(GRATUITY)
    run("calculate", "end-of-service", "--reform", reform, "--keep", kept, text=text)
    assert run("replay", kept, "--reform", reform).exit_code == 0
    assert "differs at law" in run("replay", kept).output


def test_days_are_compared_and_a_day_is_not_compared_with_a_law(reform):
    found = run("diff", "2021-01-01", "2021-12-31", "--lang", "ar").output
    assert "floor_basic" in found
    assert "الأجور" in found
    assert run("diff", "2021-01-01", "QATAR").exit_code == 2
    assert run("diff", "QATAR", "no-such-file").exit_code == 2


@pytest.mark.parametrize("text", ["x", 'version = "a"\n[[figure]]\ncode = "x"\n', "[[figures]]"])
def test_a_reform_that_cannot_be_read_is_refused(text, tmp_path):
    file = tmp_path / "bad.toml"
    file.write_text(text)
    found = run("diff", "QATAR", file)
    assert found.exit_code == 2
    assert "bad.toml" in found.output


def test_the_atlas_the_readings_and_the_figures_are_tables_or_json():
    atlas = json.loads(run("boundaries", "leave", "--format", "json").output)
    assert {row["boundary"] for row in atlas} >= {"One year of service", "Two years of service"}
    readings = json.loads(run("readings", "--format", "json").output)
    assert all(row["argument"] and row["asked"] for row in readings)
    figures = json.loads(run("figures", "--on", "2024-01-01", "--format", "json").output)
    assert {"figure", "since", "value", "act", "known", "checked"} <= set(figures[0])
    assert json.loads(run("list", "--format", "json").output)[0]["rule"] == "price-cap"
    assert json.loads(run("show", "leave", "--format", "json").output)[0]["rule"] == "leave"
    assert "gratuity_weeks:" in run("figures", "--format", "yaml").output


def test_the_law_as_it_was_known_on_a_day():
    before = run("figures", "--known-on", "2025-09-24").output
    assert "fee_work_permit" not in before
    assert "fee_work_permit" in run("figures", "--known-on", "2025-09-25").output


def test_a_table_is_in_colour_on_a_terminal_and_plain_where_it_is_piped(monkeypatch, capsys):
    import sys

    from maawin_entrypoints.law import tables

    rows = [{"figure": "x", "value": ["1", "2"]}]
    tables.told(rows, "text", "en")
    assert capsys.readouterr().out == "Figure  Value\nx       1, 2\n"
    monkeypatch.setattr(sys.stdout, "isatty", lambda: True)
    tables.told(rows, "text", "ar")
    assert "┃" in capsys.readouterr().out


def test_coverage_names_an_article_without_a_case(tmp_path):
    case = tmp_path / "one.toml"
    case.write_text(
        '[[case]]\nname = "a permit"\nrule = "government-fees"\n'
        'article = ["Decision 32/2025 art. 1"]\n'
        'facts = { item = "work_permit", on = "2026-01-01" }\nexpect = { amount = "100.00" }\n'
    )
    found = run("coverage", case, "--format", "json")
    assert found.exit_code == 1
    assert "Law 15/2017 art. 15" in found.output
    assert "Decision 32/2025 art. 1;" not in found.output
