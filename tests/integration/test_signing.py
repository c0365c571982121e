import json

import pytest
from click.testing import CliRunner

from maawin_adapters.signing.ed25519 import Signer, UnreadableKey, Verifier, new_key_pair
from maawin_entrypoints.law_commands import law

PRIVATE, PUBLIC = new_key_pair()
FEE = {"item": "work_permit", "on": "2026-01-01"}


def test_what_was_signed_is_accepted_and_nothing_else():
    signature = Signer.from_pem(PRIVATE).signature(b"a record")
    verifier = Verifier.from_pem(PUBLIC)
    assert verifier.accepts(b"a record", signature)
    assert not verifier.accepts(b"another", signature)
    other = Signer.from_pem(new_key_pair()[0]).signature(b"a record")
    assert not verifier.accepts(b"a record", other)


@pytest.mark.parametrize(
    "change",
    [{"algorithm": "none"}, {"key": "sha256:00"}, {"value": "*"}, {"value": ""}, {"value": None}],
)
def test_a_signature_that_was_touched_is_not_accepted(change):
    signature = Signer.from_pem(PRIVATE).signature(b"a record")
    assert not Verifier.from_pem(PUBLIC).accepts(b"a record", {**signature, **change})
    assert not Verifier.from_pem(PUBLIC).accepts(b"a record", None)


@pytest.mark.parametrize("pem", [b"", b"key", PUBLIC])
def test_only_a_private_key_signs(pem):
    with pytest.raises(UnreadableKey):
        Signer.from_pem(pem)
    with pytest.raises(UnreadableKey):
        Verifier.from_pem(PRIVATE)


def run(*arguments, text=None):
    return CliRunner().invoke(law, [str(each) for each in arguments], input=text)


@pytest.fixture
def kept(tmp_path):
    file = tmp_path / "kept.jsonl"
    run("calculate", "government-fees", "--keep", file, text=json.dumps(FEE))
    assert run("new-key", tmp_path / "key").exit_code == 0
    return file


def test_records_are_signed_verified_and_still_replay(kept, tmp_path):
    key = tmp_path / "key"
    assert key.stat().st_mode & 0o077 == 0
    signed = run("sign", kept, "--key", key)
    assert signed.exit_code == 0
    (tmp_path / "signed.jsonl").write_text(signed.output)
    checked = run("verify", tmp_path / "signed.jsonl", "--key", tmp_path / "key.pub")
    assert checked.exit_code == 0
    assert "signed" in checked.output
    assert run("replay", tmp_path / "signed.jsonl").exit_code == 0


def test_a_record_changed_after_it_was_signed_is_noticed(kept, tmp_path):
    signed = run("sign", kept, "--key", tmp_path / "key").output
    changed = signed.replace('"100.00"', '"10.00"')
    checked = run("verify", "--key", tmp_path / "key.pub", text=changed)
    assert (checked.exit_code, "not signed" in checked.output) == (1, True)
    assert run("verify", "--key", tmp_path / "key.pub", text="{}\nx\n").exit_code == 1


def test_nothing_is_signed_twice_and_no_key_is_overwritten(kept, tmp_path):
    signed = run("sign", kept, "--key", tmp_path / "key").output
    assert run("sign", "--key", tmp_path / "key", text=signed).exit_code == 1
    assert run("new-key", tmp_path / "key").exit_code == 2
    assert run("sign", kept, "--key", tmp_path / "key.pub").exit_code == 2
    assert run("verify", kept, "--key", tmp_path / "key").exit_code == 2
