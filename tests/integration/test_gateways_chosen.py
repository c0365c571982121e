import random
from uuid import UUID

import pytest
from hypothesis import given
from hypothesis import strategies as st

from maawin_adapters.payments.hosted_page import HostedPageGateway
from maawin_adapters.payments.sandbox import SandboxGateway
from maawin_core.kernel.errors import RuleBroken
from maawin_core.kernel.money import Money
from maawin_core.kernel.payment_method import PaymentMethod
from maawin_core.ports.payment_gateway import Capabilities, Gateways, Route
from maawin_core.testing.sample import FEE
from maawin_entrypoints.gateways import gateways_of
from maawin_entrypoints.settings import Settings

CARD, DEBIT, WALLET = PaymentMethod.CARD, PaymentMethod.DEBIT, PaymentMethod.WALLET


@pytest.fixture
def account(monkeypatch):
    monkeypatch.setenv("MAAWIN_HOSTED_PAGE_TOKEN", "token of nobody")
    monkeypatch.setenv("MAAWIN_HOSTED_PAGE_WEBHOOK_SECRET", "secret of nobody")


def test_the_provider_of_the_setting_is_found_by_its_entry_point():
    assert isinstance(gateways_of("sandbox").first, SandboxGateway)


def test_a_provider_that_is_not_installed_is_named():
    with pytest.raises(SystemExit, match=r"'nobody'; installed are: .*sandbox"):
        gateways_of("sandbox, nobody")


def test_the_hosted_page_is_made_by_its_settings(account):
    made = gateways_of("hosted_page").first
    assert isinstance(made, HostedPageGateway)
    assert made.capabilities().sends_events
    for shown in (repr(made), repr(Settings.of())):
        assert "of nobody" not in shown


def test_without_a_token_it_says_which_setting_is_missing():
    with pytest.raises(SystemExit, match="MAAWIN_HOSTED_PAGE_TOKEN"):
        gateways_of("hosted_page")


def test_without_routes_every_new_payment_goes_to_the_first(account):
    chosen = gateways_of("sandbox, hosted_page")
    assert chosen.names == ("sandbox", "hosted_page")
    assert {each.provider for each in chosen.routes} == {"sandbox"}
    assert chosen.for_charge(UUID(int=7), FEE, WALLET).name == "sandbox"


def test_each_provider_takes_its_share_of_a_method(account):
    chosen = gateways_of("hosted_page:card=70,sandbox:card=30,hosted_page:debit")
    drawn = random.Random(1)
    attempts = [UUID(int=drawn.getrandbits(128), version=4) for _ in range(2000)]
    by_card = [chosen.for_charge(each, FEE, CARD).name for each in attempts]
    assert 0.65 < by_card.count("hosted_page") / len(attempts) < 0.75
    assert {chosen.for_charge(each, FEE, DEBIT).name for each in attempts} == {"hosted_page"}


@given(st.uuids())
def test_the_same_attempt_goes_to_the_same_provider_on_every_machine(attempt):
    one, other = (
        Gateways(Named("one"), Named("two"), routes=[Route("one", CARD, 2), Route("two", CARD, 1)])
        for _ in range(2)
    )
    assert one.for_charge(attempt, FEE).name == other.for_charge(attempt, FEE).name


def test_who_has_no_share_takes_no_new_payment_and_is_still_there(account):
    chosen = gateways_of("hosted_page, sandbox:card")
    assert chosen.first.name == "sandbox"
    assert chosen.for_charge(UUID(int=1), FEE).name == "sandbox"
    assert chosen.by_name("hosted_page").name == "hosted_page"


class Named(SandboxGateway):
    able = Capabilities()

    def capabilities(self):
        return self.able


class InQatarOnly(Named):
    able = Capabilities(currencies=frozenset({"QAR"}))


def test_who_does_not_take_the_currency_is_passed_over():
    routes = [Route("here", CARD, 9), Route("abroad", CARD, 1)]
    chosen = Gateways(InQatarOnly("here"), Named("abroad"), routes=routes)
    for attempt in range(20):
        assert chosen.for_charge(UUID(int=attempt), Money(5, "KWD")).name == "abroad"


@pytest.mark.parametrize(
    ("setting", "code"),
    [
        ("sandbox:gold", "method_unknown"),
        ("sandbox:card=0", "share_not_positive"),
        ("sandbox:card=-1", "share_not_positive"),
        ("sandbox:card=", "share_not_positive"),
        ("sandbox:card=٧", "share_not_positive"),
        ("hosted_page:card=70,sandbox:card", "share_missing"),
        ("hosted_page:wallet", "route_not_possible"),
    ],
)
def test_a_route_that_makes_no_sense_is_refused(account, setting, code):
    with pytest.raises(RuleBroken, match=code):
        gateways_of(setting)


def test_a_method_that_nobody_takes_is_refused():
    with pytest.raises(RuleBroken, match="no_provider_takes"):
        Gateways(Named("one")).for_charge(UUID(int=1), FEE, WALLET)


def test_a_currency_that_the_core_does_not_know_cannot_be_declared():
    for currencies in (frozenset({"QAR", "XAU"}), frozenset()):
        with pytest.raises(RuleBroken, match="currency_unknown"):
            Capabilities(currencies=currencies)


def test_a_way_to_pay_is_quoted_by_whoever_takes_most_of_it(account):
    chosen = gateways_of("hosted_page:card=70,sandbox:card=30,sandbox:wallet")
    ways = {method: each.name for method, each in chosen.by_method(FEE).items()}
    assert ways == {CARD: "hosted_page", WALLET: "sandbox"}
    assert {each.name for each in chosen.by_method(Money(5, "KWD")).values()} == {"sandbox"}
