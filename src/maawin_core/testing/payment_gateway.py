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

from ..kernel.answer import Accepted, PaymentAnswer, RefundAnswer, Refused, Unknown
from ..kernel.identity import new_id
from ..kernel.money import Money
from ..ports.payment_gateway import (
    NEVER_HEARD_OF,
    PaymentGateway,
)
from .payment_subject import PART, reference
from .payment_troubles import PaymentTroubles
from .sample import FEE, together


class PaymentGatewayContract(PaymentTroubles):
    """Every promise of a payment provider, one test each. What it cannot do it declares."""

    def test_it_has_a_name_that_stays(self, gateway: PaymentGateway) -> None:
        assert gateway.name
        assert gateway.name == gateway.name

    def test_a_good_card_is_charged(self, gateway: PaymentGateway, call: UUID) -> None:
        assert reference(self.pay(gateway, call, FEE, self.good_card))

    def test_a_bad_card_is_refused_for_a_reason(self, gateway: PaymentGateway, call: UUID) -> None:
        answer = self.pay(gateway, call, FEE, self.bad_card)
        assert isinstance(answer, Refused)
        assert answer.reason

    def test_a_repeated_charge_is_one_charge(self, gateway: PaymentGateway, call: UUID) -> None:
        first = reference(self.pay(gateway, call, FEE, self.good_card))
        assert reference(self.pay(gateway, call, FEE, self.good_card)) == first
        assert isinstance(gateway.refund(new_id(), FEE, first), Accepted)
        assert isinstance(gateway.refund(new_id(), FEE, first), Refused)

    def test_the_same_charge_from_two_sides_at_once_is_one_charge(
        self, gateway: PaymentGateway, call: UUID
    ) -> None:
        together(4, partial(_charge, gateway, call, self.good_card))
        taken = reference(self.pay(gateway, call, FEE, self.good_card))
        assert isinstance(gateway.refund(new_id(), FEE, taken), Accepted)
        assert isinstance(gateway.refund(new_id(), FEE, taken), Refused)

    def test_a_refused_attempt_stays_refused(self, gateway: PaymentGateway, call: UUID) -> None:
        first = self.pay(gateway, call, FEE, self.bad_card)
        assert self.pay(gateway, call, FEE, self.bad_card) == first

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
        assert gateway.look_up(call) == Accepted(charge)
        refused, given = new_id(), new_id()
        answer = self.pay(gateway, refused, FEE, self.bad_card)
        assert gateway.look_up(refused) == answer
        back = gateway.refund(given, FEE, charge)
        assert gateway.look_up_refund(given, charge) == back

    def test_what_it_never_saw_it_has_never_heard_of(
        self, gateway: PaymentGateway, call: UUID
    ) -> None:
        assert gateway.look_up(call) == NEVER_HEARD_OF

    def test_a_late_answer_is_unknown_and_can_be_looked_up(
        self, gateway: PaymentGateway, call: UUID
    ) -> None:
        if self.late_card is None:
            pytest.skip("declared: the provider has no test card whose answer is lost")
        assert gateway.charge(call, FEE, self.late_card) == Unknown()
        taken = reference(gateway.look_up(call))
        assert isinstance(gateway.refund(new_id(), FEE, taken), Accepted)

    def test_silence_is_unknown_and_took_nothing(self, gateway: PaymentGateway, call: UUID) -> None:
        if self.silent_card is None:
            pytest.skip("declared: the provider has no test card that is never answered")
        assert gateway.charge(call, FEE, self.silent_card) == Unknown()
        assert isinstance(gateway.look_up(call), Refused | Unknown)

    def test_a_charge_can_be_given_back_whole(self, gateway: PaymentGateway, charge: str) -> None:
        assert reference(gateway.refund(new_id(), FEE, charge))

    def test_no_more_is_given_back_than_was_taken(
        self, gateway: PaymentGateway, charge: str
    ) -> None:
        more = gateway.refund(new_id(), FEE + Money("0.01"), charge)
        assert isinstance(more, Refused)
        assert isinstance(gateway.refund(new_id(), FEE, charge), Accepted)
        assert isinstance(gateway.refund(new_id(), FEE, charge), Refused)

    def test_a_repeated_refund_is_one_refund(self, gateway: PaymentGateway, charge: str) -> None:
        self._must_refund_in_part(gateway)
        refund = new_id()
        first = reference(gateway.refund(refund, PART, charge))
        assert reference(gateway.refund(refund, PART, charge)) == first
        assert isinstance(gateway.refund(new_id(), FEE - PART, charge), Accepted)

    def test_two_equal_refunds_in_part_are_two(self, gateway: PaymentGateway, charge: str) -> None:
        self._must_refund_in_part(gateway)
        first, second = (reference(gateway.refund(new_id(), PART, charge)) for _ in range(2))
        assert first != second
        assert isinstance(gateway.refund(new_id(), FEE - PART, charge), Refused)
        assert isinstance(gateway.refund(new_id(), FEE - PART - PART, charge), Accepted)

    def test_refunds_together_are_no_more_than_was_taken(
        self, gateway: PaymentGateway, charge: str
    ) -> None:
        self._must_refund_in_part(gateway)
        answers = together(5, partial(_refund, gateway, charge))
        assert sum(isinstance(answer, Accepted) for answer in answers) == FEE.minor // PART.minor

    def test_a_refund_of_one_charge_leaves_the_others_alone(
        self, gateway: PaymentGateway, charge: str
    ) -> None:
        other = reference(self.pay(gateway, new_id(), FEE, self.good_card))
        gateway.refund(new_id(), FEE, charge)
        assert isinstance(gateway.refund(new_id(), FEE, other), Accepted)


def _charge(gateway: PaymentGateway, call: UUID, card: str, _: int) -> PaymentAnswer:
    return gateway.charge(call, FEE, card)


def _refund(gateway: PaymentGateway, charge: str, _: int) -> RefundAnswer:
    return gateway.refund(new_id(), PART, charge)
