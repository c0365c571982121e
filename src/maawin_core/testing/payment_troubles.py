"""The part of the kit of payment providers about bad days on the line (M9).

After each trouble the money has moved once, and asking again under the same name finds it.
"""

from __future__ import annotations

from uuid import UUID

import pytest

from ..kernel.answer import Accepted, Pending, Refused, Unknown
from ..kernel.identity import new_id
from ..ports.payment_gateway import NEVER_HEARD_OF, PaymentGateway
from .payment_subject import PART, Loss, PaymentSubject, given, reference
from .sample import FEE


class PaymentTroubles(PaymentSubject):
    """What a provider promises when answers are lost, one test each."""

    def test_a_charge_whose_answer_is_lost_is_unknown_and_found(
        self, gateway: PaymentGateway, call: UUID
    ) -> None:
        self._charged_once_though(Loss.CUT, gateway, call)

    def test_a_charge_whose_answer_ends_in_the_middle_is_unknown_and_found(
        self, gateway: PaymentGateway, call: UUID
    ) -> None:
        self._charged_once_though(Loss.HALF, gateway, call)

    def test_a_charge_whose_answer_is_slow_is_unknown_and_found(
        self, gateway: PaymentGateway, call: UUID
    ) -> None:
        self._charged_once_though(Loss.SLOW, gateway, call)

    def test_a_charge_that_somebody_else_answers_is_unknown_and_found(
        self, gateway: PaymentGateway, call: UUID
    ) -> None:
        self._charged_once_though(Loss.GARBLED, gateway, call)

    def test_a_refund_whose_answer_is_lost_is_given_once(
        self, gateway: PaymentGateway, charge: str
    ) -> None:
        self._given_once_though(Loss.CUT, gateway, charge)

    def test_a_refund_whose_answer_ends_in_the_middle_is_given_once(
        self, gateway: PaymentGateway, charge: str
    ) -> None:
        self._given_once_though(Loss.HALF, gateway, charge)

    def test_a_refund_whose_answer_is_slow_is_given_once(
        self, gateway: PaymentGateway, charge: str
    ) -> None:
        self._given_once_though(Loss.SLOW, gateway, charge)

    def test_a_refund_that_somebody_else_answers_is_given_once(
        self, gateway: PaymentGateway, charge: str
    ) -> None:
        self._given_once_though(Loss.GARBLED, gateway, charge)

    def test_a_payout_whose_answer_is_lost_is_made_once(
        self, gateway: PaymentGateway, call: UUID
    ) -> None:
        account = self._account(gateway)
        self._must_lose(gateway, Loss.CUT)
        assert gateway.payout(call, FEE, account) == Unknown()
        found = given(gateway.look_up_refund(call, ""))
        assert given(gateway.payout(call, FEE, account)) == found

    def test_a_look_up_without_an_answer_is_not_a_no(
        self, gateway: PaymentGateway, call: UUID, charge: str
    ) -> None:
        self._must_look_up(gateway)
        self._must_lose(gateway, Loss.UNREAD)
        assert gateway.look_up(call) == Unknown()
        assert gateway.look_up(call) == Accepted(charge)

    def test_a_provider_that_is_down_is_unknown_and_nothing_was_done(
        self, gateway: PaymentGateway, call: UUID
    ) -> None:
        refund = new_id()
        self._must_lose(gateway, Loss.DOWN)
        assert gateway.charge(call, FEE, self.good_card) == Unknown()
        assert gateway.look_up(call) == Unknown()
        assert gateway.refund(refund, FEE, "charge-1") == Unknown()
        assert gateway.look_up_refund(refund, "charge-1") == Unknown()
        self.mend_line(gateway)
        if gateway.capabilities().looks_up:
            assert gateway.look_up(call) == NEVER_HEARD_OF
        assert reference(self.pay(gateway, call, FEE, self.good_card))

    def test_a_gateway_that_is_made_anew_knows_the_same_calls(
        self, gateway: PaymentGateway, call: UUID, charge: str
    ) -> None:
        refund = new_id()
        first = given(gateway.refund(refund, FEE, charge, FEE))
        anew = self.made_anew(gateway)
        if anew is None:
            pytest.skip("no other gateway can be made to the same test provider")
        assert given(anew.refund(refund, FEE, charge, FEE)) == first
        assert anew.charge(call, FEE, self.good_card) == Accepted(charge)
        assert isinstance(anew.refund(new_id(), PART, charge), Refused)

    def _charged_once_though(self, how: Loss, gateway: PaymentGateway, call: UUID) -> None:
        self._must_lose(gateway, how)
        assert gateway.charge(call, FEE, self.good_card) == Unknown()
        if gateway.capabilities().looks_up:
            assert isinstance(gateway.look_up(call), Accepted | Pending)
        taken = reference(self.pay(gateway, call, FEE, self.good_card))
        assert gateway.charge(call, FEE, self.good_card) == Accepted(taken)
        assert given(gateway.refund(new_id(), FEE, taken))
        assert isinstance(gateway.refund(new_id(), FEE, taken), Refused)

    def _given_once_though(self, how: Loss, gateway: PaymentGateway, charge: str) -> None:
        refund = new_id()
        self._must_lose(gateway, how)
        assert gateway.refund(refund, FEE, charge, FEE) == Unknown()
        again = given(gateway.refund(refund, FEE, charge, FEE))
        if gateway.capabilities().looks_up:
            assert given(gateway.look_up_refund(refund, charge)) == again
        assert isinstance(gateway.refund(new_id(), FEE, charge), Refused)
