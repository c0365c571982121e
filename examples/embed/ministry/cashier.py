"""The ministry's own cashier: takes and gives money over the counter, and writes each call down."""

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

    def charge(self, call: UUID, amount: Money, token: str) -> Answer:
        if call not in self._written:
            good = token.startswith("tok_") and token != "tok_refused"
            self._written[call] = Accepted(f"receipt-{call}") if good else Refused("card_refused")
            if good:
                self._left[f"receipt-{call}"] = amount
        return self._written[call]

    def refund(self, call: UUID, amount: Money, charge: str) -> Answer:
        if call not in self._written:
            left = self._left.get(charge, Money(0))
            fits = amount <= left
            refused = Refused("more_than_was_charged")
            self._written[call] = Accepted(f"refund-{call}") if fits else refused
            if fits:
                self._left[charge] = left - amount
        return self._written[call]

    def look_up(self, call: UUID) -> Answer:
        return self._written.get(call, Refused("never_heard_of"))


class Silence:
    """No channel for messages: the inbox is enough here."""

    def send(self, call: UUID, message: object) -> Answer:
        return Refused("no_channel")
