"""A payment provider that moves no money: for demos, pilots and tests."""

from __future__ import annotations

from collections.abc import Mapping
from uuid import UUID

from attrs import define, field

from maawin_core.kernel.answer import Accepted, PaymentAnswer, Refused, Unknown
from maawin_core.kernel.money import Money
from maawin_core.ports.payment_gateway import (
    CALL_REUSED,
    MORE_THAN_WAS_CHARGED,
    NEVER_HEARD_OF,
    NOT_SIGNED,
    STALE_AVAILABLE,
    Capabilities,
    ProviderEvent,
)

REFUSED_CARD = "tok_refused"
SILENT_CARD = "tok_silent"  # never answers, and took nothing
LATE_CARD = "tok_late"  # takes the money, and the answer is lost on the way
REFUSED_ACCOUNT = "acct_refused"

Asked = tuple[Money, str]


@define
class SandboxGateway:
    """Accepts every card but the three above, and remembers what it answered."""

    name: str = "sandbox"
    _answers: dict[UUID, tuple[Asked, PaymentAnswer]] = field(factory=dict)
    _left: dict[str, Money] = field(factory=dict)

    def capabilities(self) -> Capabilities:
        return Capabilities(pays_out=True)

    def charge(self, call: UUID, amount: Money, token: str) -> PaymentAnswer:
        if token == SILENT_CARD:
            return Unknown()
        if token == REFUSED_CARD:
            return self._once(call, (amount, ""), Refused("card_refused"))
        answer = self._once(call, (amount, ""), Accepted(f"charge-{call}"))
        if isinstance(answer, Accepted):
            self._left.setdefault(answer.reference, amount)
        return Unknown() if token == LATE_CARD else answer

    def refund(
        self, call: UUID, amount: Money, charge: str, expected_available: Money | None = None
    ) -> PaymentAnswer:
        asked = (amount, charge)
        if call in self._answers:
            return self._once(call, asked, NEVER_HEARD_OF)
        # A sandbox that was started anew has forgotten its charges, and trusts the platform's.
        left = self._left.get(charge, expected_available)
        if left is None:
            return self._once(call, asked, Accepted(f"refund-{call}"))
        if expected_available not in (None, left):
            return STALE_AVAILABLE
        if amount > left:
            return self._once(call, asked, MORE_THAN_WAS_CHARGED)
        self._left[charge] = left - amount
        return self._once(call, asked, Accepted(f"refund-{call}"))

    def payout(self, call: UUID, amount: Money, account: str) -> PaymentAnswer:
        good = account != REFUSED_ACCOUNT
        answer = Accepted(f"payout-{call}") if good else Refused("account_refused")
        return self._once(call, (amount, account), answer)

    def look_up(self, call: UUID) -> PaymentAnswer:
        return self._answers[call][1] if call in self._answers else NEVER_HEARD_OF

    def parse_event(self, body: bytes, headers: Mapping[str, str]) -> ProviderEvent | Refused:
        return NOT_SIGNED  # it sends none, so whatever comes is not its own

    def _once(self, call: UUID, asked: Asked, answer: PaymentAnswer) -> PaymentAnswer:
        before, known = self._answers.setdefault(call, (asked, answer))
        return known if before == asked else CALL_REUSED
