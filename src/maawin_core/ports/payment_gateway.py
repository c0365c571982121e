"""Money in and back through a payment provider."""

from __future__ import annotations

from typing import Protocol
from uuid import UUID

from ..kernel.answer import Answer
from ..kernel.money import Money


class PaymentGateway(Protocol):
    """Takes money and gives it back.

    *call* is the platform's name for one attempt. The same name twice is the same attempt: the
    provider acts once, and answers alike both times. A new attempt has a new name, so a refused
    card does not spoil the next. No method raises for trouble on the line; that is `Unknown`.
    """

    @property
    def name(self) -> str:
        """The provider's name: it goes with each payment, so that a refund finds its way back."""
        ...

    def charge(self, call: UUID, amount: Money, token: str) -> Answer:
        """Take *amount* by the payer's *token* (never a card number)."""
        ...

    def refund(self, call: UUID, amount: Money, charge: str) -> Answer:
        """Give *amount* of the *charge* (its reference) back. Two calls are two refunds."""
        ...

    def look_up(self, call: UUID) -> Answer:
        """What became of a call; `Refused("never_heard_of")` if the provider never saw it."""
        ...
