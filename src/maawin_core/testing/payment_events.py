"""The part of the kit of payment providers about what they send by themselves (M9)."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import timedelta
from uuid import UUID

import pytest

from ..kernel.answer import Accepted, Bounced, Refused
from ..kernel.identity import new_id
from ..ports.payment_gateway import (
    NOT_OURS,
    NOT_SIGNED,
    OUT_OF_TIME,
    Movement,
    PaymentGateway,
    ProviderEvent,
)
from .payment_subject import PaymentSubject, given, reference
from .sample import FEE

PLACES = 40  # so many bytes of an event are changed, one at a time


class PaymentEvents(PaymentSubject):
    """What a provider promises of its events, one test each."""

    def test_an_event_says_what_became_of_its_charge(
        self, gateway: PaymentGateway, call: UUID, charge: str
    ) -> None:
        heard = self._heard(gateway, call)
        assert {each.call for each in heard} == {call}
        assert {each.about for each in heard} == {Movement.CHARGE}
        assert Accepted(charge) in [each.answer for each in heard]

    def test_an_event_says_what_became_of_its_refund(
        self, gateway: PaymentGateway, charge: str
    ) -> None:
        refund = new_id()
        first = given(gateway.refund(refund, FEE, charge))
        heard = self._heard(gateway, refund)
        assert {each.call for each in heard} == {refund}
        assert {each.about for each in heard} == {Movement.REFUND}
        assert first in [getattr(each.answer, "reference", "") for each in heard]

    def test_an_event_tells_of_a_refund_that_came_back(
        self, gateway: PaymentGateway, call: UUID
    ) -> None:
        if self.bouncing_card is None:
            pytest.skip("declared: the provider has no test card whose refunds bounce")
        charge, refund = reference(self.pay(gateway, call, FEE, self.bouncing_card)), new_id()
        first = given(gateway.refund(refund, FEE, charge))
        self.bank_ends(gateway, refund)
        gateway.look_up_refund(refund, charge)
        bounces = [each for each in self._heard(gateway, refund) if each.about is Movement.BOUNCE]
        answers = [each.answer for each in bounces]
        assert first in [each.reference for each in answers if isinstance(each, Bounced)]
        assert all(isinstance(each, Bounced) for each in answers)

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

    def test_an_event_is_read_whatever_the_case_of_its_headers(
        self, gateway: PaymentGateway, call: UUID, charge: str
    ) -> None:
        heard, now = self._heard(gateway, call), self.now(gateway)
        for change in (str.lower, str.upper):
            for first, (body, headers) in zip(heard, self.events_of(gateway, call), strict=True):
                carried = {change(name): value for name, value in headers.items()}
                assert gateway.parse_event(body, carried, now) == first

    def test_an_event_with_a_wrong_signature_is_not_believed(
        self, gateway: PaymentGateway, call: UUID, charge: str
    ) -> None:
        self._heard(gateway, call)
        now = self.now(gateway)
        for body, headers in self.events_of(gateway, call):
            wrong = {name: value[::-1] for name, value in headers.items()}
            assert gateway.parse_event(body, wrong, now) == NOT_SIGNED
            strange = dict.fromkeys(headers, "é=½,")
            assert gateway.parse_event(body, strange, now) == NOT_SIGNED
            assert gateway.parse_event(body, {}, now) == NOT_SIGNED

    def test_an_event_that_was_changed_on_the_way_is_not_believed(
        self, gateway: PaymentGateway, call: UUID, charge: str
    ) -> None:
        self._changed_is_not_believed(gateway, call)

    def test_an_event_about_a_refund_that_was_changed_is_not_believed(
        self, gateway: PaymentGateway, charge: str
    ) -> None:
        refund = new_id()
        gateway.refund(refund, FEE, charge)
        self._changed_is_not_believed(gateway, refund)

    def test_an_event_that_was_cut_on_the_way_is_not_believed(
        self, gateway: PaymentGateway, call: UUID, charge: str
    ) -> None:
        self._heard(gateway, call)
        now = self.now(gateway)
        for body, headers in self.events_of(gateway, call):
            for cut in (body[:-1], body[: len(body) // 2], b""):
                assert gateway.parse_event(cut, headers, now) == NOT_SIGNED

    def test_the_signature_of_one_event_does_not_carry_another(
        self, gateway: PaymentGateway, call: UUID, charge: str
    ) -> None:
        other = new_id()
        self.pay(gateway, other, FEE, self.good_card)
        self._heard(gateway, call)
        now = self.now(gateway)
        for body, _ in self.events_of(gateway, call):
            for _, headers in self.events_of(gateway, other):
                assert gateway.parse_event(body, headers, now) == NOT_SIGNED

    def test_an_old_event_that_is_played_again_is_not_believed(
        self, gateway: PaymentGateway, call: UUID, charge: str
    ) -> None:
        self._heard(gateway, call)
        far = self._tolerance(gateway) + timedelta(hours=1)
        for body, headers in self.events_of(gateway, call):
            for received in (self.now(gateway) + far, self.now(gateway) - far):
                assert gateway.parse_event(body, headers, received) == OUT_OF_TIME

    def test_a_clock_that_is_a_little_off_does_no_harm(
        self, gateway: PaymentGateway, call: UUID, charge: str
    ) -> None:
        heard = self._heard(gateway, call)
        off = self._tolerance(gateway) / 2
        for received in (self.now(gateway) + off, self.now(gateway) - off):
            sent = self.events_of(gateway, call)
            assert [gateway.parse_event(*each, received) for each in sent] == heard

    def test_what_is_no_event_is_not_believed(self, gateway: PaymentGateway) -> None:
        deep = b"[" * 100_000  # what a reader that calls itself does not survive
        for body in (b"", b"{", b"null", b"[]", b"\xff\xfe", b'{"Data": null}', deep):
            assert gateway.parse_event(body, {}, self.now(gateway)) == NOT_SIGNED

    def test_a_signed_event_about_nothing_of_ours_is_told_apart(
        self, gateway: PaymentGateway
    ) -> None:
        sent = self.event_of_others(gateway)
        if sent is None:
            pytest.skip("the test provider cannot be made to tell of what is not ours")
        assert gateway.parse_event(*sent, self.now(gateway)) == NOT_OURS

    def _tolerance(self, gateway: PaymentGateway) -> timedelta:
        tolerance = gateway.capabilities().event_tolerance
        if tolerance is None:
            pytest.skip("declared: the provider's signature covers no time")
        return tolerance

    def _changed_is_not_believed(self, gateway: PaymentGateway, call: UUID) -> None:
        heard = self._heard(gateway, call)
        sent = self.events_of(gateway, call)
        for event, (body, headers) in zip(heard, sent, strict=True):
            for changed in _changed(body):
                self._not_believed(gateway, changed, headers, event)

    def _not_believed(
        self, gateway: PaymentGateway, body: bytes, headers: Mapping[str, str], event: ProviderEvent
    ) -> None:
        answer = gateway.parse_event(body, headers, self.now(gateway))
        if gateway.capabilities().signs_whole_body:
            assert answer == NOT_SIGNED, body
        else:
            assert isinstance(answer, Refused) or answer == event, body


def _changed(body: bytes) -> list[bytes]:
    """The body with one byte changed, here and there, and with one more at its end."""
    step = max(1, len(body) // PLACES)
    flipped = [
        body[:at] + bytes([body[at] ^ 1]) + body[at + 1 :] for at in range(0, len(body), step)
    ]
    return [*flipped, body + b" "]
