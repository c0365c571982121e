"""A payment provider under test: what its kit asks of it (M9)."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import UTC, datetime, timedelta
from enum import StrEnum
from uuid import UUID

import pytest

from ..kernel.answer import Accepted, PaymentAnswer, Pending, RefundAnswer
from ..kernel.identity import new_id
from ..kernel.money import Money
from ..ports.payment_gateway import PaymentGateway, ProviderEvent
from .sample import FEE

PART = Money("4000.00")

Sent = tuple[bytes, Mapping[str, str]]


class Loss(StrEnum):
    """How the answer of a provider that has acted does not arrive, or how it is not reached."""

    CUT = "cut"  # the line ends before a byte of the answer, after the provider has acted
    UNREAD = "unread"  # the same, where the provider was only asked what it knows
    HALF = "half"  # the line ends in the middle of the answer
    SLOW = "slow"  # the answer comes after the adapter has stopped waiting
    GARBLED = "garbled"  # something else answers: a proxy's page of error
    DOWN = "down"  # nobody is reached, and nothing is done


class PaymentSubject:
    """What the kit asks of whoever tests a provider: its test cards, and the fixture `gateway`.

    The other methods reach into the test provider. Each returns False, or nothing, where it cannot
    be done; the tests that need it are then skipped, and the report says so.
    """

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
    pending_refund_card: str | None = None
    """Is charged, and its refunds wait for the bank; None if the provider has no such card."""
    bouncing_card: str | None = None
    """Is charged, and its refunds are accepted and come back; None if there is no such card."""
    bouncing_account: str | None = None
    """Takes a payout that comes back; None if the provider has no such test account."""

    secrets: tuple[str, ...] = ()
    """Keys and tokens that the gateway was made with: it must never show them."""

    @pytest.fixture
    def gateway(self) -> PaymentGateway:
        """The gateway under test, for each test anew."""
        raise NotImplementedError(
            "Override the fixture `gateway`: return the gateway under test, "
            "and set `good_card` and `bad_card` to the provider's test cards."
        )

    def pay_page(self, gateway: PaymentGateway, pending: Pending, card: str) -> None:
        """The payer goes to the provider's page and pays there by *card*."""
        raise NotImplementedError(
            "This provider answers `Pending` with a page. Override `pay_page`: "
            "do there what the payer does, with the card that is given."
        )

    def now(self, gateway: PaymentGateway) -> datetime:
        """The time at the provider."""
        return datetime.now(UTC)

    def made_anew(self, gateway: PaymentGateway) -> PaymentGateway | None:
        """Another gateway to the same provider, as after a restart. None: it cannot be made."""
        return None

    def lose_next_answer(self, gateway: PaymentGateway, how: Loss) -> bool:
        """Let the next call meet trouble on the line. False: it cannot be made to, in this way."""
        return False

    def mend_line(self, gateway: PaymentGateway) -> None:
        """After `Loss.DOWN`: the provider can be reached again."""

    def bank_ends(self, gateway: PaymentGateway, call: UUID) -> None:
        """The bank ends what it is at with a refund or payout: a pending one goes through, a
        bouncing one comes back. Nothing to do where that happens by itself."""

    def let_pass(self, gateway: PaymentGateway, time: timedelta) -> bool:
        """Let so much time pass at the provider. False: it cannot be made to."""
        return False

    def events_of(self, gateway: PaymentGateway, call: UUID) -> list[Sent]:
        """The events, body and headers, that the provider has sent about a call."""
        return []

    def event_of_others(self, gateway: PaymentGateway) -> Sent | None:
        """A signed event about something that no call of ours made. None: it sends none."""
        return None

    @pytest.fixture
    def call(self) -> UUID:
        return new_id()

    @pytest.fixture
    def charge(self, gateway: PaymentGateway, call: UUID) -> str:
        """The reference of a charge that was taken."""
        return reference(self.pay(gateway, call, FEE, self.good_card))

    def pay(self, gateway: PaymentGateway, call: UUID, amount: Money, card: str) -> PaymentAnswer:
        """The payer pays: at once by a token, or on the provider's page."""
        answer = gateway.charge(call, amount, card)
        if isinstance(answer, Pending) and answer.page:
            self.pay_page(gateway, answer, card)
            return gateway.look_up(call)
        return answer

    def _must_lose(self, gateway: PaymentGateway, how: Loss) -> None:
        if not self.lose_next_answer(gateway, how):
            pytest.skip(f"the test provider cannot be made to lose an answer: {how}")

    def _must_look_up(self, gateway: PaymentGateway) -> None:
        if not gateway.capabilities().looks_up:
            pytest.skip("declared: the provider looks nothing up")

    def _account(self, gateway: PaymentGateway) -> str:
        if not gateway.capabilities().pays_out:
            pytest.skip("declared: the provider makes no payouts")
        assert self.good_account, "set `good_account` to a test account that takes a payout"
        return self.good_account

    def _heard(self, gateway: PaymentGateway, call: UUID) -> list[ProviderEvent]:
        if not gateway.capabilities().sends_events:
            pytest.skip("declared: the provider sends no events")
        sent, now = self.events_of(gateway, call), self.now(gateway)
        heard = [gateway.parse_event(*each, now) for each in sent]
        events = [each for each in heard if isinstance(each, ProviderEvent)]
        assert events, f"no event about {call} can be read: {heard}"
        assert len(events) == len(heard), heard
        return events

    def _must_refund_in_part(self, gateway: PaymentGateway) -> None:
        if not gateway.capabilities().refunds_in_part:
            pytest.skip("declared: the provider gives back the whole or nothing")


def reference(answer: RefundAnswer) -> str:
    """The provider's reference, if it accepted."""
    assert isinstance(answer, Accepted), answer
    return answer.reference


def given(answer: RefundAnswer) -> str:
    """The provider's reference, if the money is on its way or has arrived."""
    assert isinstance(answer, Accepted | Pending), answer
    return answer.reference
