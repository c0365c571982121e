"""A payment provider that moves no money: for demos, pilots and tests."""

from __future__ import annotations

from uuid import UUID

from attrs import define, field

from maawin_core.kernel.answer import Accepted, Answer, Refused, Unknown
from maawin_core.kernel.money import Money

REFUSED_CARD = "tok_refused"
SILENT_CARD = "tok_silent"  # never answers, and took nothing
LATE_CARD = "tok_late"  # takes the money, and the answer is lost on the way


@define
class SandboxGateway:
    """Accepts every card but the three above, and remembers what it answered."""

    name: str = "sandbox"
    _answers: dict[UUID, Answer] = field(factory=dict)
    _left: dict[str, Money] = field(factory=dict)

    def charge(self, call: UUID, amount: Money, token: str) -> Answer:
        if token == SILENT_CARD:
            return Unknown()
        if token == REFUSED_CARD:
            return self._once(call, Refused("card_refused"))
        answer = self._once(call, Accepted(f"charge-{call}"))
        self._left.setdefault(f"charge-{call}", amount)
        return Unknown() if token == LATE_CARD else answer

    def refund(self, call: UUID, amount: Money, charge: str) -> Answer:
        if call in self._answers:
            return self._answers[call]
        left = self._left.get(charge)
        # A sandbox that was started anew has forgotten its charges, and trusts the platform's.
        if left is not None and amount > left:
            return self._once(call, Refused("more_than_was_charged"))
        if left is not None:
            self._left[charge] = left - amount
        return self._once(call, Accepted(f"refund-{call}"))

    def look_up(self, call: UUID) -> Answer:
        return self._answers.get(call, Refused("never_heard_of"))

    def _once(self, call: UUID, answer: Answer) -> Answer:
        return self._answers.setdefault(call, answer)
