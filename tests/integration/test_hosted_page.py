import json
import subprocess
import sys
from contextlib import contextmanager
from datetime import timedelta
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from threading import Thread
from urllib.parse import urlencode, urlsplit
from urllib.request import Request, urlopen

import pytest

from maawin_adapters.clocks import SystemClock
from maawin_adapters.payments.hosted_page import PAGE_OPEN, HostedPageGateway
from maawin_adapters.payments.provider_line import ProviderLine
from maawin_core.kernel.answer import Accepted, Bounced, Pending, Refused, Unknown
from maawin_core.kernel.errors import RuleBroken
from maawin_core.kernel.identity import new_id
from maawin_core.kernel.money import Money
from maawin_core.kernel.payment_method import PaymentMethod
from maawin_core.ports.payment_gateway import METHOD_NOT_TAKEN, NOT_SIGNED, Movement
from maawin_core.testing.fault_proxy import FaultProxy
from maawin_core.testing.hosted_page_provider import (
    BAD_CARD,
    BOUNCING_CARD,
    GOOD_CARD,
    KEY_KEPT,
    SECRET,
    TOKEN,
)
from maawin_core.testing.payment_gateway import PART, PaymentGatewayContract
from maawin_core.testing.payment_subject import Loss, PaymentSubject
from maawin_core.testing.sample import FEE
from maawin_entrypoints.gateways import gateways_of

ACTS = (b"/v2/ExecutePayment", b"/v2/MakeRefund")
ASKS = (b"/v2/GetPaymentStatus", b"/v2/GetRefundStatus")


@pytest.fixture(scope="module")
def served():
    # The simulator in a process of its own for each currency; it says its address.
    running = []

    def start(currency):
        command = [sys.executable, "-m", "maawin_core.testing.hosted_page_server", currency]
        process = subprocess.Popen(
            command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True
        )
        running.append(process)
        return process.stdout.readline().strip()

    yield start
    for process in running:
        process.stdin.close()
        process.wait(30)
        process.stdout.close()


@pytest.fixture(scope="module")
def qatari(served):
    return served("QAR")


@pytest.fixture(scope="module")
def kuwaiti(served):
    return served("KWD")


class LaterClock(SystemClock):
    passed = timedelta(0)

    def now(self):
        return super().now() + self.passed


def over(url, **given):
    return HostedPageGateway(LaterClock(), ProviderLine(url, TOKEN, 2), SECRET, **given)


def said(provider, path):
    with urlopen(f"{provider}/_test/{path}", timeout=10) as answer:
        return json.load(answer)


class Hooks(PaymentSubject):
    good_card, bad_card = GOOD_CARD, BAD_CARD
    pending_refund_card, bouncing_card = GOOD_CARD, BOUNCING_CARD
    secrets = (TOKEN, SECRET)

    @pytest.fixture
    def gateway(self, qatari):
        yield from self.before(qatari)

    def before(self, provider, **given):
        self.provider, parts = provider, urlsplit(provider)
        self.proxy, self.passed = FaultProxy(parts.hostname, parts.port), timedelta(0)
        self.given = given
        yield over(self.proxy.url, **given)
        self.proxy.close()
        said(provider, f"pass/-{int(self.passed.total_seconds())}")

    def pay_page(self, gateway, pending, card):
        form = urlencode({"card": card}).encode()
        with urlopen(pending.page, form, timeout=10) as page:
            went = page.read() == b"paid"
        if not went:  # she gives up, and the page closes
            said(self.provider, f"expire/{pending.reference}")

    def now(self, gateway):
        return gateway.clock.now()

    def made_anew(self, gateway):
        return over(gateway.line.url, **self.given)

    def lose_next_answer(self, gateway, how):
        self.proxy.fail_next(how, *(ASKS if how is Loss.UNREAD else ACTS))
        return True

    def mend_line(self, gateway):
        self.proxy.mend()

    def bank_ends(self, gateway, call):
        said(self.provider, f"bank/{call}")

    def let_pass(self, gateway, time):
        said(self.provider, f"pass/{int(time.total_seconds())}")
        self.passed += time
        gateway.clock.passed += time
        return True

    def events_of(self, gateway, call):
        return [(body.encode(), headers) for body, headers in said(self.provider, f"events/{call}")]

    def event_of_others(self, gateway):
        said(self.provider, "foreign")
        return self.events_of(gateway, "foreign")[-1]


class TestHostedPage(Hooks, PaymentGatewayContract):
    def test_a_page_that_is_left_closes_and_nothing_was_taken(self, gateway, call):
        assert isinstance(gateway.charge(call, FEE, ""), Pending)
        self.let_pass(gateway, PAGE_OPEN + timedelta(minutes=1))
        assert gateway.look_up(call) == Refused("payment_expired")
        assert gateway.charge(call, FEE, "") == Refused("payment_expired")

    def test_a_payer_may_try_another_card_while_the_page_is_open(self, gateway, call):
        sent = gateway.charge(call, FEE, "")
        with urlopen(sent.page, b"card=" + BAD_CARD.encode(), timeout=10) as page:
            assert b"another card" in page.read()
        assert isinstance(gateway.look_up(call), Pending)
        self.pay_page(gateway, sent, GOOD_CARD)
        assert gateway.look_up(call) == Accepted(sent.reference)

    def test_while_her_page_is_open_a_charge_is_not_refused_though_the_method_is_gone(
        self, gateway, call
    ):
        sent = gateway.charge(call, FEE, "")
        said(self.provider, "offer/7")  # the national debit card only
        try:
            assert gateway.charge(call, FEE, "") == Pending(sent.reference)
            assert gateway.charge(new_id(), FEE, "") == METHOD_NOT_TAKEN
        finally:
            said(self.provider, "offer/2,7,11")
        self.pay_page(gateway, sent, GOOD_CARD)
        assert gateway.charge(call, FEE, "") == Accepted(sent.reference)

    def test_when_the_key_is_forgotten_there_is_still_one_invoice_and_one_refund(
        self, gateway, call, charge
    ):
        refund = new_id()
        first = gateway.refund(refund, PART, charge, FEE)
        self.let_pass(gateway, KEY_KEPT + timedelta(minutes=1))
        assert gateway.charge(call, FEE, "") == Accepted(charge)
        assert gateway.refund(refund, PART, charge, FEE) == first
        assert isinstance(gateway.refund(new_id(), FEE - PART, charge, FEE - PART), Pending)

    def test_a_page_is_open_for_less_than_its_key_is_remembered(self):
        assert PAGE_OPEN < KEY_KEPT

    def test_another_token_is_no_answer_to_anything(self, gateway, call):
        stranger = HostedPageGateway(LaterClock(), ProviderLine(self.proxy.url, "wrong"), SECRET)
        assert stranger.charge(call, FEE, "") == Unknown()
        assert stranger.look_up(call) == Unknown()
        assert stranger.refund(call, FEE, "1") == Unknown()

    def test_without_a_secret_no_event_is_believed(self, gateway, call, charge):
        deaf = HostedPageGateway(gateway.clock, gateway.line)
        assert not deaf.capabilities().sends_events
        for body, headers in self.events_of(gateway, call):
            assert deaf.parse_event(body, headers, self.now(gateway)) == NOT_SIGNED

    def test_the_same_events_ten_times_and_the_last_first_lead_to_the_same_end(self, gateway, call):
        charge = self.pay(gateway, call, FEE, BOUNCING_CARD).reference
        refund = new_id()
        gateway.refund(refund, FEE, charge)
        self.bank_ends(gateway, refund)
        received = delivered(self.provider, 10)
        heard = {gateway.parse_event(*each, self.now(gateway)) for each in received}
        about = {each for each in heard if getattr(each, "call", None) in (call, refund)}
        assert {each.about for each in about} == set(Movement) - {Movement.PAYOUT}
        assert len(about) == 3
        assert gateway.look_up(call) == Accepted(charge)
        assert isinstance(gateway.look_up_refund(refund, charge), Bounced)


def delivered(provider, times):
    received = []

    class Endpoint(BaseHTTPRequestHandler):
        def do_POST(self):
            body = self.rfile.read(int(self.headers["Content-Length"]))
            received.append((body, dict(self.headers)))
            self.send_response(202)
            self.end_headers()

        def log_message(self, *_):
            pass

    server = ThreadingHTTPServer(("127.0.0.1", 0), Endpoint)
    Thread(target=server.serve_forever, daemon=True).start()
    said(provider, f"deliver/{times}?url=http://127.0.0.1:{server.server_port}/")
    server.shutdown()
    server.server_close()
    return received


class TestKuwaitiAccount(Hooks):
    @pytest.fixture
    def gateway(self, kuwaiti):
        yield from self.before(kuwaiti, currency="KWD")

    test_three_decimals = (
        PaymentGatewayContract.test_three_decimals_are_taken_and_given_back_to_the_last
    )
    test_quotes = PaymentGatewayContract.test_a_quote_is_at_least_the_amount_and_in_its_currency


@contextmanager
def answering(status, body):
    # Somebody who says the same to every request.
    class Odd(BaseHTTPRequestHandler):
        def do_POST(self):
            self.send_response(status)
            self.send_header("Content-Length", str(len(body)))
            self.end_headers()
            self.wfile.write(body)

        def log_message(self, *_):
            pass

    server = ThreadingHTTPServer(("127.0.0.1", 0), Odd)
    Thread(target=server.serve_forever, daemon=True).start()
    yield over(f"http://127.0.0.1:{server.server_port}")
    server.shutdown()
    server.server_close()


FAULT = b'{"IsSuccess": false, "Message": "No", "ValidationErrors": [{"Name": "KeyType"}]}'


@pytest.mark.parametrize(
    ("status", "body"),
    [
        (200, b"[]"),
        (200, b"{}"),
        (200, b'{"IsSuccess": true, "Data": {}}'),
        (200, b"\xff"),
        (200, b"[" * 100_000),
        (400, FAULT),  # with our question, not with what became of the money
        (404, b'{"Message": "No HTTP resource was found"}'),
        (302, b"{}"),
    ],
)
def test_an_answer_that_nobody_has_described_is_unknown(status, body):
    with answering(status, body) as gateway:
        assert gateway.charge(new_id(), FEE, "") == Unknown()
        assert gateway.refund(new_id(), FEE, "1") == Unknown()
        assert gateway.look_up(new_id()) == Unknown()
        assert gateway.look_up_refund(new_id(), "1") == Unknown()


def test_a_quote_that_cannot_be_read_is_unknown():
    with answering(200, b'{"IsSuccess": true, "Data": {}}') as gateway:
        assert gateway.quote(FEE, PaymentMethod.CARD) == Unknown()


def test_the_settings_of_this_installation_make_it(qatari, monkeypatch):
    monkeypatch.setenv("MAAWIN_HOSTED_PAGE_URL", qatari)
    monkeypatch.setenv("MAAWIN_HOSTED_PAGE_TOKEN", TOKEN)
    monkeypatch.setenv("MAAWIN_HOSTED_PAGE_RETURN_URL", "https://maawin.example/back")
    gateway = gateways_of("hosted_page:card=70,sandbox:card=30").by_name("hosted_page")
    assert gateway.charge(new_id(), FEE, "").page.startswith(qatari)
    assert not gateway.capabilities().sends_events


def test_nobody_there_is_unknown():
    gateway = over("http://127.0.0.1:9")
    assert gateway.charge(new_id(), FEE, "") == Unknown()
    assert gateway.quote(FEE, PaymentMethod.CARD) == Unknown()


@pytest.mark.parametrize("url", ["http://api.pay.example", "ftp://127.0.0.1x", "api.pay.example"])
def test_money_is_not_spoken_of_in_the_open(url):
    with pytest.raises(RuleBroken, match="provider_not_over_tls"):
        ProviderLine(url, TOKEN)


def test_the_simulator_refuses_more_decimals_than_the_currency_has(qatari):
    asked = {"InvoiceAmount": "10.001", "CurrencyIso": "QAR"}
    head = {"Authorization": f"Bearer {TOKEN}"}
    request = Request(f"{qatari}/v2/InitiatePayment", json.dumps(asked).encode(), head)
    with pytest.raises(OSError, match="400"):
        urlopen(request, timeout=10)


def test_a_figure_with_more_decimals_than_the_currency_has_is_no_answer_to_be_trusted():
    from maawin_adapters.payments.hosted_page_answers import NotAsDescribed, exact

    assert exact("14000.0", Money(14000))
    with pytest.raises(NotAsDescribed):
        exact("14000.001", Money(14000))
