"""The hostile half of the kit of payment providers (M9): lost answers, forged events."""

from __future__ import annotations

from uuid import UUID

import pytest

from ..kernel.answer import Accepted, Refused, Unknown
from ..kernel.identity import new_id
from ..kernel.money import EXPONENTS, Money
from ..ports.payment_gateway import (
    CALL_REUSED,
    CANNOT,
    CURRENCY_NOT_TAKEN,
    NOT_SIGNED,
    STALE_AVAILABLE,
    PaymentGateway,
)
from .payment_subject import PART, Loss, PaymentSubject, reference
from .sample import FEE


class PaymentTroubles(PaymentSubject):
    """What a provider promises for bad days, one test each."""

    def test_what_it_can_do_does_not_change(self, gateway: PaymentGateway) -> None:
        assert gateway.capabilities() == gateway.capabilities()
        assert gateway.capabilities().currencies

    def test_the_name_of_a_charge_is_not_taken_for_another_sum(
        self, gateway: PaymentGateway, call: UUID, charge: str
    ) -> None:
        assert gateway.charge(call, PART, self.good_card) == CALL_REUSED
        assert gateway.look_up(call) == Accepted(charge)

    def test_the_name_of_a_refund_is_not_taken_for_another_sum(
        self, gateway: PaymentGateway, charge: str
    ) -> None:
        given = new_id()
        first = gateway.refund(given, FEE, charge)
        assert gateway.refund(given, PART, charge) == CALL_REUSED
        assert gateway.look_up_refund(given, charge) == first

    def test_a_currency_that_it_has_not_declared_is_not_taken(
        self, gateway: PaymentGateway, call: UUID
    ) -> None:
        foreign = sorted(set(EXPONENTS) - gateway.capabilities().currencies)
        if not foreign:
            pytest.skip("declared: the provider takes every currency")
        answer = gateway.charge(call, Money(10, foreign[0]), self.good_card)
        assert answer == CURRENCY_NOT_TAKEN

    def test_three_decimals_are_taken_and_given_back_to_the_last(
        self, gateway: PaymentGateway, call: UUID
    ) -> None:
        if "KWD" not in gateway.capabilities().currencies:
            pytest.skip("declared: the provider does not take Kuwaiti dinars")
        taken, all_but_one = Money("8.357", "KWD"), Money("8.356", "KWD")
        charge = reference(self.pay(gateway, call, taken, self.good_card))
        self._must_refund_in_part(gateway)
        assert isinstance(gateway.refund(new_id(), all_but_one, charge), Accepted)
        assert isinstance(gateway.refund(new_id(), Money("0.002", "KWD"), charge), Refused)
        assert isinstance(gateway.refund(new_id(), Money("0.001", "KWD"), charge), Accepted)

    def test_who_has_an_old_picture_of_a_charge_gives_nothing_back(
        self, gateway: PaymentGateway, charge: str
    ) -> None:
        stale = gateway.refund(new_id(), FEE, charge, FEE - PART)
        assert stale == STALE_AVAILABLE
        assert isinstance(gateway.refund(new_id(), FEE, charge, FEE), Accepted)

    def test_a_stale_refund_can_be_asked_again_under_its_name(
        self, gateway: PaymentGateway, charge: str
    ) -> None:
        refund = new_id()
        gateway.refund(refund, FEE, charge, FEE + PART)
        assert isinstance(gateway.refund(refund, FEE, charge, FEE), Accepted)

    def test_a_repeated_refund_is_known_before_its_picture_is_compared(
        self, gateway: PaymentGateway, charge: str
    ) -> None:
        refund = new_id()
        first = reference(gateway.refund(refund, FEE, charge, FEE))
        assert reference(gateway.refund(refund, FEE, charge, FEE)) == first

    def test_a_charge_whose_answer_is_lost_is_unknown_and_found(
        self, gateway: PaymentGateway, call: UUID
    ) -> None:
        self._must_lose(gateway, Loss.CUT)
        assert gateway.charge(call, FEE, self.good_card) == Unknown()
        taken = reference(gateway.look_up(call))
        assert reference(self.pay(gateway, call, FEE, self.good_card)) == taken

    def test_a_refund_whose_answer_is_lost_is_given_once(
        self, gateway: PaymentGateway, charge: str
    ) -> None:
        refund = new_id()
        self._must_lose(gateway, Loss.CUT)
        assert gateway.refund(refund, FEE, charge, FEE) == Unknown()
        assert gateway.refund(refund, FEE, charge, FEE) == gateway.look_up_refund(refund, charge)
        assert isinstance(gateway.look_up_refund(refund, charge), Accepted)

    def test_a_payout_is_made_once(self, gateway: PaymentGateway, call: UUID) -> None:
        account = self._account(gateway)
        first = reference(gateway.payout(call, FEE, account))
        assert reference(gateway.payout(call, FEE, account)) == first
        assert gateway.look_up_refund(call, "") == Accepted(first)
        assert reference(gateway.payout(new_id(), FEE, account)) != first

    def test_a_payout_to_a_bad_account_is_refused(
        self, gateway: PaymentGateway, call: UUID
    ) -> None:
        self._account(gateway)
        if self.bad_account is None:
            pytest.skip("declared: the provider has no test account that refuses")
        assert isinstance(gateway.payout(call, FEE, self.bad_account), Refused)

    def test_what_it_cannot_do_it_says(self, gateway: PaymentGateway, call: UUID) -> None:
        if gateway.capabilities().pays_out:
            pytest.skip("declared: the provider makes payouts")
        assert gateway.payout(call, FEE, "any") == CANNOT

    def test_an_event_says_what_became_of_its_call(
        self, gateway: PaymentGateway, call: UUID, charge: str
    ) -> None:
        for heard in self._heard(gateway, call):
            assert heard.call == call
            assert heard.answer == Accepted(charge)

    def test_an_event_that_comes_again_is_the_same_event(
        self, gateway: PaymentGateway, call: UUID, charge: str
    ) -> None:
        first = self._heard(gateway, call)
        assert self._heard(gateway, call) == first

    def test_two_events_in_any_order_are_told_apart(
        self, gateway: PaymentGateway, call: UUID, charge: str
    ) -> None:
        refund = new_id()
        gateway.refund(refund, FEE, charge)
        late, early = self._heard(gateway, refund), self._heard(gateway, call)
        assert not {each.id for each in late} & {each.id for each in early}

    def test_an_event_with_a_wrong_signature_is_not_believed(
        self, gateway: PaymentGateway, call: UUID, charge: str
    ) -> None:
        self._heard(gateway, call)
        now = self.now(gateway)
        for body, headers in self.events_of(gateway, call):
            wrong = {name: value[::-1] for name, value in headers.items()}
            assert gateway.parse_event(body, wrong, now) == NOT_SIGNED
            assert gateway.parse_event(body, {}, self.now(gateway)) == NOT_SIGNED

    def test_an_event_that_was_changed_on_the_way_is_not_believed(
        self, gateway: PaymentGateway, call: UUID, charge: str
    ) -> None:
        self._heard(gateway, call)
        now = self.now(gateway)
        for body, headers in self.events_of(gateway, call):
            assert gateway.parse_event(body + b" ", headers, now) == NOT_SIGNED
            assert gateway.parse_event(body[:-1], headers, now) == NOT_SIGNED

    def test_what_is_no_event_is_not_believed(self, gateway: PaymentGateway) -> None:
        for body in (b"", b"{", b"null", b"\xff\xfe"):
            assert gateway.parse_event(body, {}, self.now(gateway)) == NOT_SIGNED
