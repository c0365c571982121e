# A fee that is paid on a provider's page, from the payer's click to the books and back again: the
# provider is a process of its own, and its messages come twice and in the wrong order.
import json
import subprocess
import sys
from datetime import timedelta
from urllib.parse import urlencode
from urllib.request import urlopen

import pytest
from dependency_injector import providers

from maawin_adapters.clocks import StoppedClock, SystemClock
from maawin_adapters.payments.hosted_page import HostedPageGateway
from maawin_adapters.payments.provider_line import ProviderLine
from maawin_adapters.payments.sandbox import SandboxGateway
from maawin_core.access.rights import Role
from maawin_core.contracts.contract import ContractStatus, RecruitmentConcluded, RecruitmentContract
from maawin_core.disputes.use_cases.owing import Owing, owe
from maawin_core.kernel.entry import Account
from maawin_core.kernel.identity import new_id
from maawin_core.kernel.money import Money
from maawin_core.kernel.parties import SYSTEM, Actor, employer
from maawin_core.law.qatar import QATAR
from maawin_core.payments.events import PaymentStatus
from maawin_core.payments.fee_payment import FeePayment
from maawin_core.ports.payment_gateway import Gateways
from maawin_core.testing.hosted_page_provider import (
    BAD_CARD,
    BOUNCING_CARD,
    GOOD_CARD,
    SECRET,
    TOKEN,
)
from maawin_core.testing.sample import FEE
from maawin_entrypoints.container import deliverer, in_memory

PART = Money("700.00")


@pytest.fixture(scope="module")
def provider():
    command = [sys.executable, "-m", "maawin_core.testing.hosted_page_server"]
    process = subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True)
    yield process.stdout.readline().strip()
    process.stdin.close()
    process.wait(30)
    process.stdout.close()


def said(provider, path):
    with urlopen(f"{provider}/_test/{path}", timeout=10) as answer:
        return json.load(answer)


class Platform:
    def __init__(self, provider):
        self.provider, self.clock = provider, StoppedClock()
        self.gateway = HostedPageGateway(self.clock, ProviderLine(provider, TOKEN, 5), SECRET)
        self.container = in_memory()
        self.container.clock.override(providers.Object(self.clock))
        self.set_up(self.gateway)

    def set_up(self, *gateways):
        self.container.gateways.override(providers.Object(Gateways(*gateways)))

    def settle(self):
        deliver = deliverer(self.container)
        while deliver():
            pass

    def a_contract(self):
        id, at = new_id(), self.clock.now()
        signed = RecruitmentContract(
            id=id, request=new_id(), office=new_id(), employer=new_id(), worker=new_id(),
            recruited_from="PHL", price=FEE, signed_on=at.date(), status=ContractStatus.CONCLUDED,
        )  # fmt: skip
        concluded = RecruitmentConcluded(at=at, contract=id, request=signed.request, price=FEE)
        with self.container.storage().transaction(SYSTEM) as work:
            work.save(signed.after(concluded))
        self.settle()
        return signed

    def click(self, contract):
        payer = Actor(new_id(), Role.EMPLOYER, employer(contract.employer))
        return self.container.pay_fee()(payer, contract.id, "")

    def told(self, call):
        # All that was ever sent about a call, the last first, each twice.
        for body, headers in reversed(said(self.provider, f"events/{call}") * 2):
            self.container.receive_webhook()(SYSTEM, "hosted_page", body.encode(), headers)
        self.settle()

    def fee(self, contract):
        return self.container.storage().get(FeePayment, contract.id)

    def award(self, contract):
        with self.container.storage().transaction(SYSTEM) as work:
            fee = work.get(FeePayment, contract.id)
            fee = work.save(owe(work, fee, Owing(PART), QATAR, self.clock.now()))
        self.settle()
        return fee.awards[-1]

    def balance(self, *account):
        return self.container.books().balance(Account(*account))


@pytest.fixture
def platform(provider):
    # The provider's clock and the platform's are the same one.
    platform = Platform(provider)
    started = platform.clock.now()
    platform.clock.move(SystemClock().now() - started)
    return platform


def pay(page, card):
    with urlopen(page, urlencode({"card": card}).encode(), timeout=10) as answer:
        return answer.read() == b"paid"


def paid_by(platform, card):
    contract = platform.a_contract()
    sent = platform.click(contract)
    assert pay(sent.page, card)
    platform.told(sent.attempt)
    return contract


def test_she_pays_on_the_page_and_the_fee_is_held(platform):
    contract = platform.a_contract()
    sent = platform.click(contract)
    assert (sent.status, sent.page[:5]) == (PaymentStatus.UNKNOWN, "http:")
    assert not pay(sent.page, BAD_CARD)
    platform.told(sent.attempt)
    assert platform.fee(contract).page == sent.page  # another card may be tried
    assert pay(sent.page, GOOD_CARD)
    platform.told(sent.attempt)
    assert platform.fee(contract).status is PaymentStatus.PAID
    assert platform.balance("held", str(contract.id)) == FEE
    assert platform.container.books().sums() == {"QAR": 0}


def test_without_any_message_the_fee_is_found_paid_by_looking(platform):
    contract = platform.a_contract()
    assert pay(platform.click(contract).page, GOOD_CARD)
    platform.clock.move(timedelta(minutes=11))
    platform.settle()
    assert platform.fee(contract).status is PaymentStatus.PAID


def test_who_leaves_the_page_owes_the_fee_as_before(platform, provider):
    contract = platform.a_contract()
    sent = platform.click(contract)
    said(provider, f"expire/{sent.page.rpartition('/')[2]}")
    platform.clock.move(timedelta(minutes=11))
    platform.settle()
    again = platform.fee(contract)
    assert (again.status, again.page) == (PaymentStatus.DUE, "")


def test_a_refund_is_given_when_the_bank_has_done_with_it(platform, provider):
    contract = paid_by(platform, GOOD_CARD)
    award = platform.award(contract)
    assert platform.fee(contract).award(award.id).given is None
    said(provider, f"bank/{award.id}")
    platform.told(award.id)
    assert platform.fee(contract).award(award.id).given
    assert platform.balance("clearing", "hosted_page") == PART - FEE
    assert platform.container.books().sums() == {"QAR": 0}


def test_a_refund_that_comes_back_is_owed_as_before(platform, provider):
    contract = paid_by(platform, BOUNCING_CARD)
    award = platform.award(contract)
    said(provider, f"bank/{award.id}")
    platform.told(award.id)
    again = platform.fee(contract)
    assert again.award(award.id).given is None
    assert again.not_given_back == FEE
    assert platform.balance("refund_owed", str(contract.id)) == PART
    assert platform.container.books().sums() == {"QAR": 0}


def test_a_provider_that_is_retired_meanwhile_gives_back_what_it_took(platform, provider):
    contract = paid_by(platform, GOOD_CARD)
    platform.set_up(SandboxGateway(), platform.gateway)
    assert platform.click(platform.a_contract()).provider == "sandbox"
    award = platform.award(contract)
    said(provider, f"bank/{award.id}")
    platform.told(award.id)
    assert platform.fee(contract).award(award.id).given
