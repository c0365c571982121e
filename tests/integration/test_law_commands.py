import json

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
