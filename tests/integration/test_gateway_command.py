import subprocess
import sys

import pytest

SANDBOX = "maawin_adapters.payments.sandbox.SandboxGateway"
WRONG = "maawin_core.testing.wrong_money.TakesAnyCard"


def check(*arguments):
    command = "from maawin_entrypoints.cli import main; main()"
    return subprocess.run(
        [sys.executable, "-c", command, "gateway", "check", *arguments],
        capture_output=True, text=True, check=False,
    )  # fmt: skip


def test_a_provider_that_keeps_the_promises_passes():
    told = check(SANDBOX, "--hooks=maawin_adapters.payments.sandbox_hooks.SandboxHooks")
    assert told.returncode == 0, told.stdout
    assert "SKIPPED" in told.stdout


PAGE_HOOKS = """
class Hooks:
    good_card, bad_card, good_account = "tok_good", "tok_bad", "acct_good"

    def pay_page(self, gateway, pending, card):
        gateway.pay(pending.page, card)

    def now(self, gateway):
        return gateway.now

    def events_of(self, gateway, call):
        return [(body, headers) for about, body, headers in gateway.events if about == call]
"""


def test_a_provider_whose_every_charge_waits_for_a_page_can_be_checked(tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    (tmp_path / "page_hooks.py").write_text(PAGE_HOOKS)
    page = "maawin_core.testing.honest_page.HonestPageGateway"
    told = check(page, "--hooks=page_hooks.Hooks")
    assert told.returncode == 0, told.stdout
    alone = check(page)
    assert alone.returncode == 1
    assert "Override `pay_page`" in alone.stdout


def test_hooks_that_are_no_dotted_name_are_refused():
    assert check(SANDBOX, "--hooks=hooks").returncode == 2


def test_the_promise_that_is_broken_is_named():
    told = check(WRONG, "--good-card=tok_good", "--bad-card=tok_bad", "--good-account=acct_good")
    assert told.returncode == 1
    assert "FAILED" in told.stdout
    assert "test_a_bad_card_is_refused_for_a_reason" in told.stdout


@pytest.mark.parametrize("name", ["nothing", "not a.name", ""])
def test_what_is_no_dotted_name_is_refused(name):
    assert check(name).returncode == 2


def test_a_class_that_is_not_there_fails():
    for name in ("maawin_adapters.payments.sandbox.Nobody", "nowhere.Gateway"):
        told = check(name)
        assert told.returncode == 2
        assert f"no class {name}" in told.stderr
        assert "Traceback" not in told.stderr + told.stdout
