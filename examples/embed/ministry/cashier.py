"""The ministry's own cashier: takes and gives money over the counter, and writes each call down."""

import threading
from collections.abc import Mapping
from datetime import date, datetime
from uuid import UUID

from attrs import define, field

from maawin_core.kernel.answer import Accepted, PaymentAnswer, Refused
from maawin_core.kernel.money import Money
from maawin_core.kernel.payment_method import PaymentMethod
from maawin_core.ports.payment_gateway import (
    AMOUNT_NOT_TAKEN,
    CALL_REUSED,
    CANNOT,
    METHOD_NOT_TAKEN,
    MORE_THAN_WAS_CHARGED,
    NEVER_HEARD_OF,
    NOT_SIGNED,
    STALE_AVAILABLE,
    Capabilities,
    ProviderEvent,
    Quote,
)


@define
class Cashier:
    """Honours every token that begins with `tok_`, and never gives back more than it took."""

    name: str = "cashier"
    _written: dict[UUID, tuple[object, PaymentAnswer]] = field(factory=dict)
    _left: dict[str, Money] = field(factory=dict)
    _counter: threading.Lock = field(factory=threading.Lock)

    def capabilities(self) -> Capabilities:
        return Capabilities()

    def quote(self, amount: Money, method: PaymentMethod) -> Quote | Refused:
        refused = not_taken(amount, method)
        return refused or Quote(method, amount, Money(0, amount.currency))

    def charge(
        self, call: UUID, amount: Money, token: str, method: PaymentMethod = PaymentMethod.CARD
    ) -> PaymentAnswer:
        refused = not_taken(amount, method)
        with self._counter:  # one customer at a time
            return refused or self._taken(call, amount, token)

    def refund(
        self, call: UUID, amount: Money, charge: str, expected_available: Money | None = None
    ) -> PaymentAnswer:
        with self._counter:
            return self._given(call, amount, charge, expected_available)

    def _taken(self, call: UUID, amount: Money, token: str) -> PaymentAnswer:
        if not token.startswith("tok_") or token == "tok_refused":
            return self._once(call, (amount, token), Refused("card_refused"))
        if call not in self._written:
            self._left[f"receipt-{call}"] = amount
        return self._once(call, (amount, token), Accepted(f"receipt-{call}"))

    def _given(
        self, call: UUID, amount: Money, charge: str, expected_available: Money | None
    ) -> PaymentAnswer:
        if call in self._written:
            return self._once(call, (amount, charge), CALL_REUSED)
        left = self._left.get(charge, Money(0))
        if amount.minor <= 0 or amount.currency != left.currency:
            return self._once(call, (amount, charge), AMOUNT_NOT_TAKEN)
        if expected_available not in (None, left):
            return STALE_AVAILABLE
        if amount > left:
            return self._once(call, (amount, charge), MORE_THAN_WAS_CHARGED)
        self._left[charge] = left - amount
        return self._once(call, (amount, charge), Accepted(f"refund-{call}"))

    def payout(self, call: UUID, amount: Money, account: str) -> PaymentAnswer:
        return CANNOT

    def look_up(self, call: UUID) -> PaymentAnswer:
        return self._written[call][1] if call in self._written else NEVER_HEARD_OF

    def look_up_refund(self, call: UUID, charge: str) -> PaymentAnswer:
        return self.look_up(call)  # one book for both; nothing that was handed over comes back

    def parse_event(
        self, body: bytes, headers: Mapping[str, str], received: datetime
    ) -> ProviderEvent | Refused:
        return NOT_SIGNED

    def settlements(self, day: date, after: str = "") -> Refused:
        return CANNOT

    def _once(self, call: UUID, asked: object, answer: PaymentAnswer) -> PaymentAnswer:
        before, known = self._written.setdefault(call, (asked, answer))
        return known if before == asked else CALL_REUSED


def not_taken(amount: Money, method: PaymentMethod) -> Refused | None:
    """Why the cashier would not take it."""
    if method is not PaymentMethod.CARD:
        return METHOD_NOT_TAKEN
    return None if amount.minor > 0 else AMOUNT_NOT_TAKEN
