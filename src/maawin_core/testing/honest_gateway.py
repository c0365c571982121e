"""A payment provider in memory that keeps every promise of the port: what the wrong ones betray.

It does all that a provider may: refunds in part, payouts, signed events, and it can be made to lose
its answers.
"""

from __future__ import annotations

import hashlib
import hmac
import json
from collections.abc import Mapping
from threading import RLock
from uuid import UUID

from ..kernel.answer import Accepted, PaymentAnswer, Refused, Unknown
from ..kernel.identity import new_id
from ..kernel.money import Money
from ..ports.payment_gateway import (
    CALL_REUSED,
    CURRENCY_NOT_TAKEN,
    MORE_THAN_WAS_CHARGED,
    NEVER_HEARD_OF,
    NOT_SIGNED,
    STALE_AVAILABLE,
    Capabilities,
    ProviderEvent,
)

GOOD_CARD, BAD_CARD = "tok_good", "tok_bad"
SILENT_CARD, LATE_CARD = "tok_silent", "tok_late"
GOOD_ACCOUNT, BAD_ACCOUNT = "acct_good", "acct_bad"
SECRET = b"between the provider and the platform"

Asked = tuple[str, Money, str]


def signed(body: bytes, secret: bytes = SECRET) -> dict[str, str]:
    """The headers of an event with this body."""
    return {"Signature": hmac.new(secret, body, hashlib.sha256).hexdigest()}


class HonestGateway:
    """Keeps every promise. A wrong gateway overrides one method."""

    name = "honest"

    def __init__(self) -> None:
        self.asked: dict[UUID, Asked] = {}
        self.answers: dict[UUID, PaymentAnswer] = {}
        self.left: dict[str, Money] = {}
        self.events: list[tuple[UUID, bytes]] = []
        self.loses_next_answer = False
        self._one_at_a_time = RLock()

    def capabilities(self) -> Capabilities:
        """It can do everything in two currencies."""
        return Capabilities(pays_out=True, sends_events=True, currencies=frozenset({"QAR", "KWD"}))

    def charge(self, call: UUID, amount: Money, token: str) -> PaymentAnswer:
        """By one of the four cards."""
        if token == SILENT_CARD:
            return Unknown()
        answer = self._acted(call, ("charge", amount, token))
        return Unknown() if token == LATE_CARD else self._sent(answer)

    def refund(
        self, call: UUID, amount: Money, charge: str, expected_available: Money | None = None
    ) -> PaymentAnswer:
        """Out of what is left of the charge."""
        with self._one_at_a_time:
            stale = expected_available not in (None, self.left.get(charge))
            if stale and call not in self.asked:
                return self._stale(call)
            return self._sent(self._acted(call, ("refund", amount, charge)))

    def payout(self, call: UUID, amount: Money, account: str) -> PaymentAnswer:
        """To one of the two accounts."""
        return self._sent(self._acted(call, ("payout", amount, account)))

    def look_up(self, call: UUID) -> PaymentAnswer:
        """What was answered, or would have been."""
        return self.answers.get(call, NEVER_HEARD_OF)

    def parse_event(self, body: bytes, headers: Mapping[str, str]) -> ProviderEvent | Refused:
        """The signature is over the body as it came; only then is it read."""
        good = signed(body)["Signature"]
        if not hmac.compare_digest(good, headers.get("Signature", "")):
            return NOT_SIGNED
        said = json.loads(body)
        call = UUID(said["call"])
        return ProviderEvent(said["id"], call, self.answers[call])

    def _acted(self, call: UUID, asked: Asked) -> PaymentAnswer:
        with self._one_at_a_time:
            if self.asked.setdefault(call, asked) != asked:
                return self._reused(call)
            if call not in self.answers:
                self.answers[call] = self._act(call, *asked)
                told = {"id": str(new_id()), "call": str(call)}
                self.events.append((call, json.dumps(told).encode()))
            return self.answers[call]

    def _act(self, call: UUID, verb: str, amount: Money, other: str) -> PaymentAnswer:
        if amount.currency not in self.capabilities().currencies:
            return self._foreign(call, amount)
        if other in (BAD_CARD, BAD_ACCOUNT):
            return Refused(f"{verb}_refused")
        if verb == "refund":
            left = self.left.get(other, Money(0, amount.currency))
            if amount > left:
                return self._too_much(call)
            self.left[other] = left - amount
        if verb == "charge":
            self.left[self._reference(verb, call)] = amount
        return Accepted(self._reference(verb, call))

    def _reference(self, verb: str, call: UUID) -> str:
        return f"{verb}-{call}"

    # What a wrong one gets wrong.

    def _stale(self, call: UUID) -> PaymentAnswer:
        return STALE_AVAILABLE

    def _reused(self, call: UUID) -> PaymentAnswer:
        return CALL_REUSED

    def _foreign(self, call: UUID, amount: Money) -> PaymentAnswer:
        return CURRENCY_NOT_TAKEN

    def _too_much(self, call: UUID) -> PaymentAnswer:
        return MORE_THAN_WAS_CHARGED

    def _sent(self, answer: PaymentAnswer) -> PaymentAnswer:
        if self.loses_next_answer:
            self.loses_next_answer = False
            return self._lost()
        return answer

    def _lost(self) -> PaymentAnswer:
        return Unknown()
