"""The ministry's own cashier: takes and gives money over the counter, and writes each call down."""

import threading
from uuid import UUID

from attrs import define, field

from maawin_core.kernel.answer import Accepted, Answer, Refused
from maawin_core.kernel.money import Money


@define
class Cashier:
    """Honours every token that begins with `tok_`, and never gives back more than it took."""

    name: str = "cashier"
    _written: dict[UUID, Answer] = field(factory=dict)
    _left: dict[str, Money] = field(factory=dict)
    _counter: threading.Lock = field(factory=threading.Lock)

    def charge(self, call: UUID, amount: Money, token: str) -> Answer:
        with self._counter:
            if call not in self._written:
                self._written[call] = self._taken(f"receipt-{call}", amount, token)
            return self._written[call]

    def refund(self, call: UUID, amount: Money, charge: str) -> Answer:
        with self._counter:
            if call not in self._written:
                self._written[call] = self._given(f"refund-{call}", amount, charge)
            return self._written[call]

    def look_up(self, call: UUID) -> Answer:
        return self._written.get(call, Refused("never_heard_of"))

    def _taken(self, receipt: str, amount: Money, token: str) -> Answer:
        if not token.startswith("tok_") or token == "tok_refused":
            return Refused("card_refused")
        self._left[receipt] = amount
        return Accepted(receipt)

    def _given(self, receipt: str, amount: Money, charge: str) -> Answer:
        left = self._left.get(charge, Money(0))
        if amount > left:
            return Refused("more_than_was_charged")
        self._left[charge] = left - amount
        return Accepted(receipt)
