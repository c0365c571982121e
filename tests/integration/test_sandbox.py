from datetime import UTC, datetime

import pytest

from maawin_adapters.payments import sandbox
from maawin_adapters.payments.sandbox import SandboxGateway
from maawin_core.kernel.answer import Accepted, Bounced, Pending, Refused, Unknown
from maawin_core.kernel.identity import new_id
from maawin_core.kernel.money import Money
from maawin_core.ports.payment_gateway import NEVER_HEARD_OF, Movement
from maawin_core.testing.sample import FEE


@pytest.fixture
def gateway():
    return SandboxGateway(slowness=0)


@pytest.fixture
def call():
    return new_id()


@pytest.mark.parametrize(
    ("card", "at_once", "then"),
    [
        ("tok_any", Accepted, Accepted),
        (sandbox.REFUSED_CARD, Refused, Refused),
        (sandbox.SILENT_CARD, Unknown, Refused),
        (sandbox.LATE_CARD, Unknown, Accepted),
        (sandbox.SLOW_CARD, Accepted, Accepted),
        (sandbox.PENDING_CARD, Pending, Accepted),
        (sandbox.PENDING_REFUSED_CARD, Pending, Refused),
    ],
)
def test_each_magic_card_behaves_as_its_name_says(gateway, call, card, at_once, then):
    assert isinstance(gateway.charge(call, FEE, card), at_once)
    assert isinstance(gateway.look_up(call), then)


def test_nothing_was_taken_from_a_silent_card(gateway, call):
    gateway.charge(call, FEE, sandbox.SILENT_CARD)
    assert gateway.look_up(call) == NEVER_HEARD_OF


@pytest.mark.parametrize(
    ("card", "at_once", "then"),
    [
        ("tok_any", Accepted, Accepted),
        (sandbox.PENDING_CARD, Accepted, Accepted),
        (sandbox.PENDING_REFUND_CARD, Pending, Accepted),
        (sandbox.REFUSED_REFUND_CARD, Refused, Refused),
        (sandbox.BOUNCING_CARD, Accepted, Bounced),
    ],
)
def test_each_magic_card_says_what_becomes_of_its_refunds(gateway, call, card, at_once, then):
    gateway.charge(call, FEE, card)
    charge = gateway.look_up(call).reference
    refund = new_id()
    assert isinstance(gateway.refund(refund, FEE, charge, FEE), at_once)
    assert isinstance(gateway.look_up_refund(refund, charge), then)


def test_a_sandbox_that_was_started_anew_still_knows_how_a_card_behaves(gateway, call):
    charge = gateway.charge(call, FEE, sandbox.BOUNCING_CARD).reference
    anew, refund = SandboxGateway(), new_id()
    assert isinstance(anew.refund(refund, FEE, charge, FEE), Accepted)
    assert isinstance(anew.look_up_refund(refund, charge), Bounced)


@pytest.mark.parametrize(
    ("account", "at_once", "then"),
    [
        ("acct_any", Accepted, Accepted),
        (sandbox.REFUSED_ACCOUNT, Refused, Refused),
        (sandbox.BOUNCING_ACCOUNT, Accepted, Bounced),
    ],
)
def test_each_magic_account_behaves_as_its_name_says(gateway, call, account, at_once, then):
    assert isinstance(gateway.payout(call, FEE, account), at_once)
    assert isinstance(gateway.look_up_refund(call, ""), then)


def test_a_payout_of_nothing_does_not_bounce(gateway, call):
    assert isinstance(gateway.payout(call, Money(0), sandbox.BOUNCING_ACCOUNT), Refused)
    assert isinstance(gateway.look_up_refund(call, ""), Refused)


def test_a_slow_card_takes_its_time(call, monkeypatch):
    slept = []
    monkeypatch.setattr(sandbox.time, "sleep", slept.append)
    assert isinstance(SandboxGateway().charge(call, FEE, sandbox.SLOW_CARD), Accepted)
    assert slept == [3]


def test_a_dinar_has_three_decimals(gateway, call):
    amount = Money("0.357", "KWD")
    charge = gateway.charge(call, amount, "tok_any").reference
    assert isinstance(gateway.refund(new_id(), amount, charge, amount), Accepted)


def test_its_events_are_told_apart_from_those_of_another_secret(gateway, call):
    gateway.charge(call, FEE, "tok_any")
    ((_, body, headers),) = gateway.events
    now = datetime.now(UTC)
    assert gateway.parse_event(body, headers, now).about is Movement.CHARGE
    other = SandboxGateway(secret="another")
    assert isinstance(other.parse_event(body, headers, now), Refused)
