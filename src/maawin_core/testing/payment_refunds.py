"""The part of the kit of payment providers about money that goes back (M9)."""

from __future__ import annotations

from datetime import timedelta
from functools import partial
from uuid import UUID

import pytest

from ..kernel.answer import Accepted, Bounced, Pending, RefundAnswer, Refused
from ..kernel.identity import new_id
from ..kernel.money import EXPONENTS, Money
from ..ports.payment_gateway import (
    CALL_REUSED,
    CANNOT,
    NEVER_HEARD_OF,
    REFUND_TOO_LATE,
    STALE_AVAILABLE,
    Gateways,
    PaymentGateway,
)
from .honest_gateway import HonestGateway
from .payment_subject import PART, PaymentSubject, given, reference
from .sample import FEE, together

SEVEN_MONTHS = timedelta(days=210)  # a guarantee lasts nine


class PaymentRefunds(PaymentSubject):
    """What a provider promises of refunds and payouts, one test each."""

    def test_a_charge_can_be_given_back_whole(self, gateway: PaymentGateway, charge: str) -> None:
        assert given(gateway.refund(new_id(), FEE, charge))

    def test_no_more_is_given_back_than_was_taken(
        self, gateway: PaymentGateway, charge: str
    ) -> None:
        more = gateway.refund(new_id(), FEE + Money("0.01"), charge)
        assert isinstance(more, Refused)
        assert given(gateway.refund(new_id(), FEE, charge))
        assert isinstance(gateway.refund(new_id(), FEE, charge), Refused)

    def test_nothing_and_less_than_nothing_is_not_given_back(
        self, gateway: PaymentGateway, charge: str
    ) -> None:
        for amount in (Money(0), Money("-0.01")):
            assert isinstance(gateway.refund(new_id(), amount, charge), Refused)
        assert given(gateway.refund(new_id(), FEE, charge, FEE))

    def test_what_was_never_taken_is_not_given_back(
        self, gateway: PaymentGateway, call: UUID
    ) -> None:
        assert isinstance(gateway.refund(call, FEE, "no-such-charge"), Refused)

    def test_a_charge_is_not_given_back_in_another_currency(
        self, gateway: PaymentGateway, charge: str
    ) -> None:
        others = sorted(gateway.capabilities().currencies - {FEE.currency})
        if not others:
            pytest.skip("declared: the provider takes one currency")
        assert isinstance(gateway.refund(new_id(), Money(1, others[0]), charge), Refused)

    def test_a_repeated_refund_is_one_refund(self, gateway: PaymentGateway, charge: str) -> None:
        self._must_refund_in_part(gateway)
        refund = new_id()
        first = given(gateway.refund(refund, PART, charge))
        assert given(gateway.refund(refund, PART, charge)) == first
        assert given(gateway.refund(new_id(), FEE - PART, charge))

    def test_two_equal_refunds_in_part_are_two(self, gateway: PaymentGateway, charge: str) -> None:
        self._must_refund_in_part(gateway)
        first, second = (given(gateway.refund(new_id(), PART, charge)) for _ in range(2))
        assert first != second
        assert isinstance(gateway.refund(new_id(), FEE - PART, charge), Refused)
        assert given(gateway.refund(new_id(), FEE - PART - PART, charge))

    def test_refunds_together_are_no_more_than_was_taken(
        self, gateway: PaymentGateway, charge: str
    ) -> None:
        self._must_refund_in_part(gateway)
        answers = together(5, partial(_refund, gateway, charge))
        went = sum(isinstance(answer, Accepted | Pending) for answer in answers)
        assert went == FEE.minor // PART.minor

    def test_a_refund_of_one_charge_leaves_the_others_alone(
        self, gateway: PaymentGateway, charge: str
    ) -> None:
        other = reference(self.pay(gateway, new_id(), FEE, self.good_card))
        gateway.refund(new_id(), FEE, charge)
        assert given(gateway.refund(new_id(), FEE, other))

    def test_a_refund_can_be_looked_up(self, gateway: PaymentGateway, charge: str) -> None:
        self._must_look_up(gateway)
        refund = new_id()
        assert gateway.look_up_refund(refund, charge) == NEVER_HEARD_OF
        first = given(gateway.refund(refund, FEE, charge))
        assert given(gateway.look_up_refund(refund, charge)) == first

    def test_the_name_of_a_refund_is_not_taken_for_another_sum(
        self, gateway: PaymentGateway, charge: str
    ) -> None:
        self._must_refund_in_part(gateway)
        refund = new_id()
        first = given(gateway.refund(refund, FEE, charge))
        assert gateway.refund(refund, PART, charge) == CALL_REUSED
        assert given(gateway.refund(refund, FEE, charge)) == first

    def test_three_decimals_are_taken_and_given_back_to_the_last(
        self, gateway: PaymentGateway, call: UUID
    ) -> None:
        if "KWD" not in gateway.capabilities().currencies:
            pytest.skip("declared: the provider does not take Kuwaiti dinars")
        taken, all_but_one = Money("8.357", "KWD"), Money("8.356", "KWD")
        charge = reference(self.pay(gateway, call, taken, self.good_card))
        self._must_refund_in_part(gateway)
        assert given(gateway.refund(new_id(), all_but_one, charge, taken))
        assert isinstance(gateway.refund(new_id(), Money("0.002", "KWD"), charge), Refused)
        last = Money("0.001", "KWD")
        assert given(gateway.refund(new_id(), last, charge, last))

    def test_who_has_an_old_picture_of_a_charge_gives_nothing_back(
        self, gateway: PaymentGateway, charge: str
    ) -> None:
        stale = gateway.refund(new_id(), FEE, charge, FEE - PART)
        assert stale == STALE_AVAILABLE
        assert given(gateway.refund(new_id(), FEE, charge, FEE))

    def test_a_stale_refund_can_be_asked_again_under_its_name(
        self, gateway: PaymentGateway, charge: str
    ) -> None:
        refund = new_id()
        gateway.refund(refund, FEE, charge, FEE + PART)
        assert given(gateway.refund(refund, FEE, charge, FEE))

    def test_a_repeated_refund_is_known_before_its_picture_is_compared(
        self, gateway: PaymentGateway, charge: str
    ) -> None:
        refund = new_id()
        first = given(gateway.refund(refund, FEE, charge, FEE))
        assert given(gateway.refund(refund, FEE, charge, FEE)) == first

    def test_a_refund_that_a_bank_is_at_has_left_and_goes_through_later(
        self, gateway: PaymentGateway, call: UUID
    ) -> None:
        if self.pending_refund_card is None:
            pytest.skip("declared: the provider has no test card whose refunds wait")
        charge = reference(self.pay(gateway, call, FEE, self.pending_refund_card))
        refund = new_id()
        begun = gateway.refund(refund, FEE, charge, FEE)
        assert isinstance(begun, Pending), begun
        assert isinstance(gateway.refund(new_id(), FEE, charge), Refused)
        self.bank_ends(gateway, refund)
        assert gateway.look_up_refund(refund, charge) == Accepted(begun.reference)
        assert isinstance(gateway.refund(new_id(), FEE, charge), Refused)

    def test_a_refund_that_a_bank_sends_back_is_told_and_can_be_given_again(
        self, gateway: PaymentGateway, call: UUID
    ) -> None:
        if self.bouncing_card is None:
            pytest.skip("declared: the provider has no test card whose refunds bounce")
        charge = reference(self.pay(gateway, call, FEE, self.bouncing_card))
        refund = new_id()
        first = given(gateway.refund(refund, FEE, charge, FEE))
        self.bank_ends(gateway, refund)
        bounced = gateway.look_up_refund(refund, charge)
        assert isinstance(bounced, Bounced), bounced
        assert (bounced.reference, bool(bounced.reason)) == (first, True)
        gateway.refund(refund, FEE, charge, FEE)  # the old name moves nothing any more
        assert given(gateway.refund(new_id(), FEE, charge, FEE)) != first

    def test_after_seven_months_it_gives_back_or_has_declared_that_it_does_not(
        self, gateway: PaymentGateway, charge: str
    ) -> None:
        if not self.let_pass(gateway, SEVEN_MONTHS):
            pytest.skip("the test provider cannot be made to let time pass")
        window = gateway.capabilities().refund_window
        answer = gateway.refund(new_id(), FEE, charge, FEE)
        if window is not None and window < SEVEN_MONTHS:
            assert answer == REFUND_TOO_LATE
        else:
            assert given(answer)

    def test_after_its_refund_window_it_says_that_it_is_too_late(
        self, gateway: PaymentGateway, charge: str
    ) -> None:
        window = gateway.capabilities().refund_window
        if window is None:
            pytest.skip("declared: the provider gives back at any time")
        if not self.let_pass(gateway, window + timedelta(days=1)):
            pytest.skip("the test provider cannot be made to let time pass")
        assert gateway.refund(new_id(), FEE, charge) == REFUND_TOO_LATE

    def test_a_provider_that_was_retired_gives_back_what_it_took(
        self, gateway: PaymentGateway, charge: str
    ) -> None:
        newer = _Newer()
        gateways = Gateways(newer, self.made_anew(gateway) or gateway)
        assert gateways.for_charge(new_id(), FEE) is newer
        assert given(gateways.by_name(gateway.name).refund(new_id(), FEE, charge, FEE))

    def test_a_payout_is_made_once(self, gateway: PaymentGateway, call: UUID) -> None:
        account = self._account(gateway)
        first = given(gateway.payout(call, FEE, account))
        assert given(gateway.payout(call, FEE, account)) == first
        assert gateway.payout(call, PART, account) == CALL_REUSED
        assert given(gateway.look_up_refund(call, "")) == first
        assert given(gateway.payout(new_id(), FEE, account)) != first

    def test_nothing_and_what_it_does_not_take_is_not_paid_out(
        self, gateway: PaymentGateway
    ) -> None:
        account = self._account(gateway)
        foreign = sorted(set(EXPONENTS) - gateway.capabilities().currencies)
        for amount in (Money(0), Money("-0.01"), *(Money(1, each) for each in foreign)):
            assert isinstance(gateway.payout(new_id(), amount, account), Refused), amount

    def test_a_payout_to_a_bad_account_is_refused(
        self, gateway: PaymentGateway, call: UUID
    ) -> None:
        self._account(gateway)
        if self.bad_account is None:
            pytest.skip("declared: the provider has no test account that refuses")
        assert isinstance(gateway.payout(call, FEE, self.bad_account), Refused)

    def test_a_payout_that_a_bank_sends_back_is_told(
        self, gateway: PaymentGateway, call: UUID
    ) -> None:
        self._account(gateway)
        if self.bouncing_account is None:
            pytest.skip("declared: the provider has no test account that bounces")
        first = given(gateway.payout(call, FEE, self.bouncing_account))
        self.bank_ends(gateway, call)
        bounced = gateway.look_up_refund(call, "")
        assert isinstance(bounced, Bounced), bounced
        assert bounced.reference == first

    def test_payouts_that_it_cannot_make_it_says(self, gateway: PaymentGateway, call: UUID) -> None:
        if gateway.capabilities().pays_out:
            pytest.skip("declared: the provider makes payouts")
        assert gateway.payout(call, FEE, "any") == CANNOT


class _Newer(HonestGateway):
    """The provider that took the place of the one under test."""

    name = "the newer one"


def _refund(gateway: PaymentGateway, charge: str, _: int) -> RefundAnswer:
    return gateway.refund(new_id(), PART, charge)
