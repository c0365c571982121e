"""A payment provider under test: what its kit asks of it (M9)."""

from __future__ import annotations

from collections.abc import Mapping
from uuid import UUID

import pytest

from ..kernel.answer import Accepted, PaymentAnswer
from ..kernel.identity import new_id
from ..kernel.money import Money
from ..ports.payment_gateway import (
    PaymentGateway,
    ProviderEvent,
)
from .sample import FEE

PART = Money("4000.00")

Sent = tuple[bytes, Mapping[str, str]]


class PaymentSubject:
    """What the kit asks of whoever tests a provider: its test cards, and the fixture `gateway`."""

    good_card: str
    bad_card: str
    late_card: str | None = None
    """Takes the money, and the answer is lost on the way; None if the provider has no such card."""
    silent_card: str | None = None
    """Is never answered, and nothing is taken; None if the provider has no such card."""
    good_account: str | None = None
    """Takes a payout; None if the provider has declared that it makes none."""
    bad_account: str | None = None
    """Refuses a payout; None if the provider has no such test account."""

    @pytest.fixture
    def gateway(self) -> PaymentGateway:
        """The gateway under test, for each test anew."""
        raise NotImplementedError(
            "Override the fixture `gateway`: return the gateway under test, "
            "and set `good_card` and `bad_card` to the provider's test cards."
        )

    def lose_next_answer(self, gateway: PaymentGateway) -> bool:
        """Let the provider do what it is asked next, and the answer not arrive: by a cut line, or
        by being too slow. False: the test provider cannot be made to."""
        return False

    def events_of(self, gateway: PaymentGateway, call: UUID) -> list[Sent]:
        """The events, body and headers, that the provider has sent about a call."""
        return []

    @pytest.fixture
    def call(self) -> UUID:
        return new_id()

    @pytest.fixture
    def charge(self, gateway: PaymentGateway, call: UUID) -> str:
        """The reference of a charge that was taken."""
        return reference(gateway.charge(call, FEE, self.good_card))

    def _must_lose_an_answer(self, gateway: PaymentGateway) -> None:
        if not self.lose_next_answer(gateway):
            pytest.skip("the test provider cannot be made to lose an answer")

    def _account(self, gateway: PaymentGateway) -> str:
        if not gateway.capabilities().pays_out:
            pytest.skip("declared: the provider makes no payouts")
        assert self.good_account, "set `good_account` to a test account that takes a payout"
        return self.good_account

    def _heard(self, gateway: PaymentGateway, call: UUID) -> list[ProviderEvent]:
        if not gateway.capabilities().sends_events:
            pytest.skip("declared: the provider sends no events")
        heard = [gateway.parse_event(*sent) for sent in self.events_of(gateway, call)]
        events = [each for each in heard if isinstance(each, ProviderEvent)]
        assert events, f"no event about {call} can be read: {heard}"
        assert len(events) == len(heard), heard
        return events

    def _must_refund_in_part(self, gateway: PaymentGateway) -> None:
        if not gateway.capabilities().refunds_in_part:
            pytest.skip("declared: the provider gives back the whole or nothing")


def reference(answer: PaymentAnswer) -> str:
    """The provider's reference, if it accepted."""
    assert isinstance(answer, Accepted), answer
    return answer.reference
