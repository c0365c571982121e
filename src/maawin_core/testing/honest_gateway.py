"""A payment provider in memory that keeps every promise of the port: what the wrong ones betray.

It does all that a provider may: refunds in part and late ones, payouts, signed events, settlements;
and it can be made to lose its answers, to bounce, and to let months pass.
"""

from __future__ import annotations

import hashlib
import hmac
import json
from collections.abc import Mapping
from datetime import date, datetime, timedelta
from threading import RLock
from typing import TypeVar
from uuid import UUID

from ..kernel.answer import (
    Accepted,
    Bounced,
    PaymentAnswer,
    Pending,
    RefundAnswer,
    Refused,
    Unknown,
)
from ..kernel.calendar import civil_day
from ..kernel.identity import new_id
from ..kernel.money import Money
from ..kernel.payment_method import PaymentMethod
from ..ports.payment_gateway import (
    AMOUNT_NOT_TAKEN,
    CALL_REUSED,
    CURRENCY_NOT_TAKEN,
    METHOD_NOT_TAKEN,
    MORE_THAN_WAS_CHARGED,
    NEVER_HEARD_OF,
    NOT_OURS,
    NOT_SIGNED,
    OUT_OF_TIME,
    REFUND_TOO_LATE,
    STALE_AVAILABLE,
    Capabilities,
    Movement,
    ProviderEvent,
    Quote,
    SettlementLine,
    SettlementPage,
)
from .sample import NOW

GOOD_CARD, BAD_CARD = "tok_good", "tok_bad"
SILENT_CARD, LATE_CARD = "tok_silent", "tok_late"
PENDING_REFUND_CARD, BOUNCING_CARD = "tok_pending_refund", "tok_bouncing"
GOOD_ACCOUNT, BAD_ACCOUNT, BOUNCING_ACCOUNT = "acct_good", "acct_bad", "acct_bouncing"
SECRET = b"between the provider and the platform"
EVENT_TOLERANCE = timedelta(minutes=5)
LINES_A_PAGE = 2  # so that a kit sees a second page

A = TypeVar("A", bound=RefundAnswer)
Asked = tuple[Movement, Money, str, PaymentMethod | None]


def signed(body: bytes, at: datetime, secret: bytes = SECRET) -> dict[str, str]:
    """The headers of an event with this body, signed at this time."""
    mac = hmac.new(secret, f"{int(at.timestamp())}.".encode() + body, hashlib.sha256)
    return {"Signed-At": str(int(at.timestamp())), "Signature": mac.hexdigest()}


class HonestGateway:
    """Keeps every promise. A wrong gateway overrides one method."""

    name = "honest"

    def __init__(self) -> None:
        self.now = NOW
        self.asked: dict[UUID, Asked] = {}
        self.answers: dict[UUID, RefundAnswer] = {}
        self.left: dict[str, Money] = {}
        self.taken_at: dict[str, datetime] = {}
        self.events: list[tuple[UUID, bytes, dict[str, str]]] = []
        self.lines: list[SettlementLine] = []
        self.loses_next_answer = self.is_down = False
        self._one_at_a_time = RLock()

    def capabilities(self) -> Capabilities:
        """It can do everything in two currencies and by two methods."""
        return Capabilities(
            refund_window=timedelta(days=365), pays_out=True, lists_settlements=True,
            sends_events=True, event_tolerance=EVENT_TOLERANCE,
            currencies=frozenset({"QAR", "KWD"}),
            methods=frozenset({PaymentMethod.CARD, PaymentMethod.DEBIT}),
        )  # fmt: skip

    def quote(self, amount: Money, method: PaymentMethod) -> Quote | Refused | Unknown:
        """The amount itself, and a minor unit is kept."""
        refused = self._not_taken(amount, method)
        return refused or Quote(method, amount, Money.of_minor(1, amount.currency))

    def charge(
        self, call: UUID, amount: Money, token: str, method: PaymentMethod = PaymentMethod.CARD
    ) -> PaymentAnswer:
        """By one of the four cards."""
        if token == SILENT_CARD:
            return Unknown()
        if self.is_down:
            return self._lost()
        answer = self._acted(call, (Movement.CHARGE, amount, token, method))
        assert not isinstance(answer, Bounced)
        return Unknown() if token == LATE_CARD else self._sent(answer)

    def refund(
        self, call: UUID, amount: Money, charge: str, expected_available: Money | None = None
    ) -> RefundAnswer:
        """Out of what is left of the charge."""
        if self.is_down:
            return self._lost()
        with self._one_at_a_time:
            stale = expected_available not in (None, self.left.get(charge))
            if stale and call not in self.asked:
                return self._stale(call)
            return self._sent(self._acted(call, (Movement.REFUND, amount, charge, None)))

    def payout(self, call: UUID, amount: Money, account: str) -> RefundAnswer:
        """To one of the two accounts."""
        return self._sent(self._acted(call, (Movement.PAYOUT, amount, account, None)))

    def look_up(self, call: UUID) -> PaymentAnswer:
        """What was answered, or would have been."""
        answer = self._found(call)
        return answer if not isinstance(answer, Bounced) else NEVER_HEARD_OF

    def look_up_refund(self, call: UUID, charge: str) -> RefundAnswer:
        """What was answered, or would have been, or has come of it since."""
        return self._found(call)

    def parse_event(
        self, body: bytes, headers: Mapping[str, str], received: datetime
    ) -> ProviderEvent | Refused:
        """The signature is over the time and the body as they came; only then is it read."""
        said = {name.lower(): value for name, value in headers.items()}
        signed_at = said.get("signed-at", "")
        if not (signed_at.isascii() and signed_at.isdecimal()):
            return NOT_SIGNED
        at = datetime.fromtimestamp(int(signed_at), NOW.tzinfo)
        if not hmac.compare_digest(signed(body, at)["Signature"], said.get("signature", "")):
            return NOT_SIGNED
        if abs(received - at) > EVENT_TOLERANCE:
            return OUT_OF_TIME
        return self._read(json.loads(body))

    def settlements(self, day: date, after: str = "") -> SettlementPage | Refused | Unknown:
        """The lines of the day, two at a time."""
        lines = [each for each in self.lines if civil_day(each.at) == day]
        start = int(after or 0)
        end = start + LINES_A_PAGE
        return SettlementPage(tuple(lines[start:end]), str(end) if end < len(lines) else "")

    def anew(self) -> HonestGateway:
        """Another gateway to the same provider, as after a restart."""
        made = type(self)()
        made.__dict__ = self.__dict__
        return made

    def bank_ends(self, call: UUID) -> None:
        """The bank lets a pending refund through, and sends a bouncing one back."""
        movement, amount, other, _ = self.asked[call]
        answer, card = self.answers[call], self._card_of(other)
        if isinstance(answer, Pending):
            self._move(answer.reference, movement, amount, call)
            self._tell(call, Accepted(answer.reference))
        if isinstance(answer, Accepted) and card in (BOUNCING_CARD, BOUNCING_ACCOUNT):
            self._gone_back(movement, amount, other)
            self._move(answer.reference, Movement.BOUNCE, amount, call)
            self._tell(call, Bounced(answer.reference, "account_closed"))

    def _card_of(self, other: str) -> str:
        charged = (asked for call, asked in self.asked.items() if other == f"charge-{call}")
        return next((each[2] for each in charged), other)

    def _found(self, call: UUID) -> RefundAnswer:
        if self.is_down:
            return self._lost()
        return self._sent(self.answers.get(call, self._unheard(call)))

    def _acted(self, call: UUID, asked: Asked) -> RefundAnswer:
        with self._one_at_a_time:
            if self.asked.setdefault(call, asked) != asked:
                return self._reused(call)
            if call not in self.answers:
                self._tell(call, self._act(call, *asked[:3]))
            return self.answers[call]

    def _act(self, call: UUID, movement: Movement, amount: Money, other: str) -> RefundAnswer:
        refused = self._not_taken(amount, self.asked[call][3] or PaymentMethod.CARD)
        if refused:
            return refused
        if other in (BAD_CARD, BAD_ACCOUNT):
            return Refused(f"{movement}_refused")
        reference = f"{movement}-{call}"
        if movement is Movement.REFUND:
            wrong = self._not_given(call, amount, other)
            if wrong is not None:
                return wrong
            if self._card_of(other) == PENDING_REFUND_CARD:
                return Pending(reference)
        if movement is Movement.CHARGE:
            self.left[reference], self.taken_at[reference] = amount, self.now
        self._move(reference, movement, amount, call)
        return Accepted(reference)

    def _not_given(self, call: UUID, amount: Money, charge: str) -> RefundAnswer | None:
        left = self.left.get(charge)
        window = self.capabilities().refund_window
        if window is not None and self.now > self.taken_at.get(charge, self.now) + window:
            return REFUND_TOO_LATE
        if left is None or left.currency != amount.currency:
            return MORE_THAN_WAS_CHARGED
        if amount > left:
            return self._too_much(call)
        self.left[charge] = left - amount
        return None

    def _move(self, reference: str, movement: Movement, amount: Money, call: UUID) -> None:
        kept = Money.of_minor(movement is Movement.CHARGE, amount.currency)
        self.lines.append(
            SettlementLine(
                reference=reference, movement=movement, amount=amount, kept=kept, call=call,
                at=self.now,
            )
        )  # fmt: skip

    def _tell(self, call: UUID, answer: RefundAnswer) -> None:
        self.answers[call] = answer
        self.send({"call": str(call)})

    def _about(self, call: UUID) -> Movement:
        bounced = isinstance(self.answers[call], Bounced)
        return Movement.BOUNCE if bounced else self.asked[call][0]

    def send(self, told: dict[str, str]) -> bytes:
        """Send an event, signed now: here it is only put down."""
        body = json.dumps({"id": str(new_id()), **told}).encode()
        about = UUID(told["call"]) if "call" in told else UUID(int=0)
        self.events.append((about, body, signed(body, self.now)))
        return body

    def _read(self, said: dict[str, str]) -> ProviderEvent | Refused:
        if "call" not in said:
            return NOT_OURS
        call = UUID(said["call"])
        return ProviderEvent(said["id"], call, self.answers[call], self._about(call))

    # What a wrong one gets wrong.

    def _not_taken(self, amount: Money, method: PaymentMethod) -> Refused | None:
        able = self.capabilities()
        if amount.currency not in able.currencies:
            return CURRENCY_NOT_TAKEN
        if method not in able.methods:
            return METHOD_NOT_TAKEN
        return None if amount.minor > 0 else AMOUNT_NOT_TAKEN

    def _gone_back(self, movement: Movement, amount: Money, charge: str) -> None:
        if movement is Movement.REFUND:
            self.left[charge] += amount

    def _unheard(self, call: UUID) -> RefundAnswer:
        return NEVER_HEARD_OF

    def _stale(self, call: UUID) -> RefundAnswer:
        return STALE_AVAILABLE

    def _reused(self, call: UUID) -> RefundAnswer:
        return CALL_REUSED

    def _too_much(self, call: UUID) -> RefundAnswer:
        return MORE_THAN_WAS_CHARGED

    def _sent(self, answer: A) -> A | Unknown | Refused:
        if self.loses_next_answer:
            self.loses_next_answer = False
            return self._lost()
        return answer

    def _lost(self) -> Unknown | Refused:
        return Unknown()
