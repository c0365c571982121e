"""A payment provider in memory with a page of its own: each charge waits for its payer."""

from __future__ import annotations

from uuid import UUID

from attrs import evolve

from ..kernel.answer import Bounced, PaymentAnswer, Pending
from ..kernel.money import Money
from ..kernel.payment_method import PaymentMethod
from ..ports.payment_gateway import Capabilities, Movement
from .honest_gateway import HonestGateway

PAGE = "https://pay.example/"


class HonestPageGateway(HonestGateway):
    """Keeps every promise, and takes nothing before the payer has been on its page."""

    name = "honest page"

    def __init__(self) -> None:
        super().__init__()
        self.cards: dict[str, str] = {}

    def capabilities(self) -> Capabilities:
        """As the other, and a page."""
        return evolve(super().capabilities(), hosted_page=True)

    def charge(
        self, call: UUID, amount: Money, token: str, method: PaymentMethod = PaymentMethod.CARD
    ) -> PaymentAnswer:
        """A page for this call, the same at each asking; what became of it once she has paid."""
        if self.is_down:
            return self._lost()
        refused = self._not_taken(amount, method)
        if refused:
            return refused
        with self._one_at_a_time:
            asked = (Movement.CHARGE, amount, "", method)
            if self.asked.setdefault(call, asked) != asked:
                answer = self._reused(call)
            else:
                answer = self.answers.setdefault(call, self._begun(call))
        assert not isinstance(answer, Bounced)
        return self._sent(answer)

    def pay(self, page: str, card: str) -> None:
        """The payer pays on her page by this card."""
        call = UUID(page.removeprefix(PAGE))
        movement, amount, _, _ = self.asked[call]
        self.cards[f"charge-{call}"] = card
        self._tell(call, self._act(call, movement, amount, card))

    def _begun(self, call: UUID) -> PaymentAnswer:
        return Pending(f"session-{call}", f"{PAGE}{call}")

    def _card_of(self, other: str) -> str:
        return self.cards.get(other, other)
