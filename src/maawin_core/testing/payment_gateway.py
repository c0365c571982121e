"""The kit of `ports/payment_gateway.py` (M9): a provider that passes it can be trusted with money.

A third party's whole test is a subclass with its test cards and one fixture:

    class TestMyBank(PaymentGatewayContract):
        good_card, bad_card = "tok_ok", "tok_refused"

        @pytest.fixture
        def gateway(self):
            return MyBankGateway(url="http://localhost:9090", merchant="M-1")
"""

from __future__ import annotations

from functools import partial
from uuid import UUID

import pytest

from ..kernel.answer import Accepted, PaymentAnswer, Pending, Refused, Unknown
from ..kernel.identity import new_id
from ..kernel.money import EXPONENTS, Money
from ..kernel.payment_method import PaymentMethod
from ..ports.payment_gateway import (
    AMOUNT_NOT_TAKEN,
    CALL_REUSED,
    CURRENCY_NOT_TAKEN,
    METHOD_NOT_TAKEN,
    NEVER_HEARD_OF,
    PaymentGateway,
)
from .payment_events import PaymentEvents
from .payment_refunds import PaymentRefunds
from .payment_settlements import PaymentSettlements
from .payment_subject import PART, reference
from .payment_troubles import PaymentTroubles
from .sample import FEE, together


class PaymentGatewayContract(PaymentRefunds, PaymentTroubles, PaymentEvents, PaymentSettlements):
    """Every promise of a payment provider, one test each. What it cannot do it declares."""

    def test_it_has_a_name_that_stays(self, gateway: PaymentGateway) -> None:
        assert gateway.name
        assert gateway.name == gateway.name

    def test_what_it_can_do_does_not_change(self, gateway: PaymentGateway) -> None:
        assert gateway.capabilities() == gateway.capabilities()

    def test_it_shows_no_secret(self, gateway: PaymentGateway, call: UUID) -> None:
        if not self.secrets:
            pytest.skip("no `secrets` are named: set them to what must never be shown or logged")
        shown = repr(gateway) + str(gateway) + repr(gateway.charge(call, FEE, self.good_card))
        assert not [each for each in self.secrets if each in shown]

    def test_a_good_card_is_charged(self, gateway: PaymentGateway, call: UUID) -> None:
        assert reference(self.pay(gateway, call, FEE, self.good_card))

    def test_a_bad_card_is_refused_for_a_reason(self, gateway: PaymentGateway, call: UUID) -> None:
        answer = self.pay(gateway, call, FEE, self.bad_card)
        assert isinstance(answer, Refused)
        assert answer.reason

    def test_a_repeated_charge_is_one_charge(self, gateway: PaymentGateway, call: UUID) -> None:
        first = reference(self.pay(gateway, call, FEE, self.good_card))
        assert gateway.charge(call, FEE, self.good_card) == Accepted(first)
        assert isinstance(gateway.refund(new_id(), FEE, first), Accepted | Pending)
        assert isinstance(gateway.refund(new_id(), FEE, first), Refused)

    def test_the_same_charge_from_two_sides_at_once_is_one_charge(
        self, gateway: PaymentGateway, call: UUID
    ) -> None:
        together(4, partial(_charge, gateway, call, self.good_card))
        taken = reference(self.pay(gateway, call, FEE, self.good_card))
        assert isinstance(gateway.refund(new_id(), FEE, taken), Accepted | Pending)
        assert isinstance(gateway.refund(new_id(), FEE, taken), Refused)

    def test_a_refused_attempt_stays_refused(self, gateway: PaymentGateway, call: UUID) -> None:
        first = self.pay(gateway, call, FEE, self.bad_card)
        assert gateway.charge(call, FEE, self.bad_card) == first

    def test_a_refused_card_does_not_spoil_the_next_attempt(
        self, gateway: PaymentGateway, call: UUID
    ) -> None:
        self.pay(gateway, call, FEE, self.bad_card)
        assert isinstance(self.pay(gateway, new_id(), FEE, self.good_card), Accepted)

    def test_two_attempts_are_two_charges(self, gateway: PaymentGateway, charge: str) -> None:
        assert reference(self.pay(gateway, new_id(), FEE, self.good_card)) != charge

    def test_what_was_answered_can_be_looked_up(
        self, gateway: PaymentGateway, call: UUID, charge: str
    ) -> None:
        self._must_look_up(gateway)
        assert gateway.look_up(call) == Accepted(charge)
        refused = new_id()
        answer = self.pay(gateway, refused, FEE, self.bad_card)
        assert gateway.look_up(refused) == answer

    def test_what_it_never_saw_it_has_never_heard_of(
        self, gateway: PaymentGateway, call: UUID
    ) -> None:
        self._must_look_up(gateway)
        assert gateway.look_up(call) == NEVER_HEARD_OF

    def test_a_late_answer_is_unknown_and_can_be_looked_up(
        self, gateway: PaymentGateway, call: UUID
    ) -> None:
        if self.late_card is None:
            pytest.skip("declared: the provider has no test card whose answer is lost")
        assert gateway.charge(call, FEE, self.late_card) == Unknown()
        taken = reference(gateway.look_up(call))
        assert isinstance(gateway.refund(new_id(), FEE, taken), Accepted | Pending)

    def test_silence_is_unknown_and_took_nothing(self, gateway: PaymentGateway, call: UUID) -> None:
        if self.silent_card is None:
            pytest.skip("declared: the provider has no test card that is never answered")
        assert gateway.charge(call, FEE, self.silent_card) == Unknown()
        assert isinstance(gateway.look_up(call), Refused | Unknown)

    def test_a_payer_is_sent_to_a_page_and_nothing_is_taken_before_she_pays(
        self, gateway: PaymentGateway, call: UUID
    ) -> None:
        if not gateway.capabilities().hosted_page:
            pytest.skip("declared: the provider has no page of its own")
        sent = gateway.charge(call, FEE, self.good_card)
        assert isinstance(sent, Pending), sent
        assert sent.page.startswith(("https://", "http://127.0.0.1"))
        assert isinstance(gateway.look_up(call), Pending)
        assert isinstance(gateway.refund(new_id(), FEE, sent.reference), Refused)
        again = gateway.charge(call, FEE, self.good_card)
        assert (isinstance(again, Pending) and again.page) == sent.page

    def test_the_name_of_a_charge_is_not_taken_for_another_sum(
        self, gateway: PaymentGateway, call: UUID, charge: str
    ) -> None:
        assert gateway.charge(call, PART, self.good_card) == CALL_REUSED
        assert gateway.charge(call, FEE, self.good_card) == Accepted(charge)

    def test_a_currency_that_it_has_not_declared_is_not_taken(
        self, gateway: PaymentGateway, call: UUID
    ) -> None:
        foreign = sorted(set(EXPONENTS) - gateway.capabilities().currencies)
        if not foreign:
            pytest.skip("declared: the provider takes every currency")
        answer = gateway.charge(call, Money(10, foreign[0]), self.good_card)
        assert answer == CURRENCY_NOT_TAKEN

    def test_a_method_that_it_has_not_declared_is_not_taken(
        self, gateway: PaymentGateway, call: UUID
    ) -> None:
        strange = sorted(set(PaymentMethod) - gateway.capabilities().methods)
        if not strange:
            pytest.skip("declared: the provider takes every method")
        assert gateway.charge(call, FEE, self.good_card, strange[0]) == METHOD_NOT_TAKEN

    def test_nothing_and_less_than_nothing_is_not_taken(self, gateway: PaymentGateway) -> None:
        for amount in (Money(0), Money("-0.01")):
            assert gateway.charge(new_id(), amount, self.good_card) == AMOUNT_NOT_TAKEN


def _charge(gateway: PaymentGateway, call: UUID, card: str, _: int) -> PaymentAnswer:
    return gateway.charge(call, FEE, card)
