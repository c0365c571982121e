"""Records at the command line: the same bytes again, or the first line that differs."""

import json

import pytest
from click.testing import CliRunner

from maawin_core.law.record import ENGINE, canonical
from maawin_entrypoints.law_commands import law

FEE = {"item": "contract_attestation", "on": "2026-01-01", "copies": 3}
LEAVE = {"item": "work_permit", "on": "2026-01-01", "years": 2}


def run(*arguments, text=None):
    return CliRunner().invoke(law, [str(each) for each in arguments], input=text)


@pytest.fixture
def kept(tmp_path):
    file = tmp_path / "kept.jsonl"
    text = f"{json.dumps(FEE)}\n{json.dumps(LEAVE)}\n"
    assert run("calculate", "government-fees", "--keep", file, text=text).exit_code == 0
    return file


def test_a_record_names_its_engine_its_rule_and_its_law_apart(kept):
    record = json.loads(kept.read_text().splitlines()[0])
    assert (record["engine"], record["rule_version"]) == (ENGINE, 1)
    assert record["law"].startswith("qatar-")


def test_a_record_of_an_engine_that_is_not_known_says_so(kept):
    kept.write_text(kept.read_text().replace(f'"engine":{ENGINE}', '"engine":99'))
    found = run("replay", kept)
    assert (found.exit_code, found.stdout) == (1, "1: differs at engine\n2: differs at engine\n")


def test_a_replay_gives_the_same_bytes(kept):
    found = run("replay", kept)
    assert (found.exit_code, found.stdout_bytes) == (0, kept.read_bytes())
    assert "2 records, 0 differ" in found.stderr


def test_a_replay_as_json_names_each_record_and_where_it_differs(kept):
    lines = kept.read_text().splitlines()
    kept.write_text("\n".join([lines[0].replace('"20.00"', '"21.00"'), lines[1], "{}", "x"]))
    found = run("replay", kept, "--format", "json")
    told = [json.loads(line) for line in found.stdout.splitlines()]
    assert found.exit_code == 1
    assert [each["same"] for each in told] == [False, True, False, False]
    assert told[0]["differs"] == "lines.2 fee_contract_attestation"
    assert told[1]["record"].startswith("sha256:")
    assert told[2]["differs"] == "law"
    assert told[3] == {"line": 4, "same": False, "differs": "not a decision record"}


def test_a_signed_record_is_verified_as_json_and_replays(kept, tmp_path):
    run("new-key", tmp_path / "key")
    signed = run("sign", kept, "--key", tmp_path / "key")
    (tmp_path / "signed.jsonl").write_text(signed.stdout)
    again = run("replay", tmp_path / "signed.jsonl")
    assert (again.exit_code, again.stdout_bytes) == (0, kept.read_bytes())
    (tmp_path / "signed.jsonl").write_text(signed.stdout.replace('"20.00"', '"21.00"'))
    key = tmp_path / "key.pub"
    found = run("verify", tmp_path / "signed.jsonl", "--key", key, "--format", "json")
    told = [json.loads(line) for line in found.stdout.splitlines()]
    assert (found.exit_code, [each["signed"] for each in told]) == (1, [False, True])
    assert told[1] == {"line": 2, "record": told[1]["record"], "signed": True}


def test_a_canonical_record_is_json_as_rfc_8785_writes_it():
    said = {"\u20ac": "Euro", "\r": "CR", "1": "One", "\u00f6": 'a"\\\b\f\t\u0007\u001f\u007f/'}
    assert canonical(said) == (
        '{"\\r":"CR","1":"One","ö":"a\\"\\\\\\b\\f\\t\\u0007\\u001f\u007f/","€":"Euro"}'.encode()
    )
