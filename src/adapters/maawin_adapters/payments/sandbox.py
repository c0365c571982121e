"""A payment provider that moves no money: for demos, pilots and tests.

What a token or account begins with says how it behaves; any other is simply accepted.
"""

from __future__ import annotations

import hashlib
import hmac
import json
import time
from collections.abc import Mapping
from datetime import UTC, date, datetime, timedelta
from threading import RLock
from uuid import UUID, uuid5

from attrs import define, field

from maawin_core.kernel.answer import (
    Accepted,
    Bounced,
    PaymentAnswer,
    Pending,
    RefundAnswer,
    Refused,
    Unknown,
)
from maawin_core.kernel.calendar import civil_day
from maawin_core.kernel.money import Money
from maawin_core.kernel.payment_method import PaymentMethod
from maawin_core.ports.payment_gateway import (
    AMOUNT_NOT_TAKEN,
    CALL_REUSED,
    METHOD_NOT_TAKEN,
    MORE_THAN_WAS_CHARGED,
    NEVER_HEARD_OF,
    NOT_OURS,
    NOT_SIGNED,
    OUT_OF_TIME,
    STALE_AVAILABLE,
    Capabilities,
    Movement,
    ProviderEvent,
    Quote,
    SettlementLine,
    SettlementPage,
)

REFUSED_CARD = "tok_refused"
SILENT_CARD = "tok_silent"  # never answers, and took nothing
LATE_CARD = "tok_late"  # takes the money, and the answer is lost on the way
SLOW_CARD = "tok_slow"  # accepted, after a while
PENDING_CARD = "tok_pending_paid"  # begun; paid by the time that somebody looks it up
PENDING_REFUSED_CARD = "tok_pending_refused"  # begun; refused by the time that somebody looks
PENDING_REFUND_CARD = "tok_refund_pending"  # accepted; its refunds wait for a look-up
REFUSED_REFUND_CARD = "tok_refund_refused"  # accepted; its refunds are refused
BOUNCING_CARD = "tok_refund_bounced"  # accepted; its refunds come back after they were accepted
REFUSED_ACCOUNT = "acct_refused"
BOUNCING_ACCOUNT = "acct_bounced"

REFUSALS = {
    REFUSED_CARD: Refused("card_refused"),
    REFUSED_ACCOUNT: Refused("account_refused"),
}
SECRET = "a sandbox has no secrets"
SIGNED_WITHIN = timedelta(minutes=5)
PAGE = 100
METHODS = frozenset(PaymentMethod)
Asked = tuple[Movement, Money, str, str]


def signed(body: bytes, at: datetime, secret: str = SECRET) -> dict[str, str]:
    """The headers of an event of the sandbox with this body, sent at this time."""
    stamp = str(int(at.timestamp()))
    mac = hmac.new(secret.encode(), stamp.encode() + b"." + body, hashlib.sha256).hexdigest()
    return {"Sandbox-Signed-At": stamp, "Sandbox-Signature": mac}


@define
class SandboxGateway:
    """Accepts every card but the magic ones above, and remembers what it answered."""

    name: str = "sandbox"
    secret: str = field(default=SECRET, repr=False)
    slowness: int = 3  # seconds
    _asked: dict[UUID, Asked] = field(factory=dict)
    _answers: dict[UUID, RefundAnswer] = field(factory=dict)
    _becomes: dict[UUID, RefundAnswer] = field(factory=dict)
    _left: dict[str, Money] = field(factory=dict)
    _lines: list[SettlementLine] = field(factory=list)
    #: What it would have sent: call, body, headers. A test or a demo posts them where it likes.
    events: list[tuple[UUID, bytes, dict[str, str]]] = field(factory=list)
    _one_at_a_time: RLock = field(factory=RLock, repr=False)

    def capabilities(self) -> Capabilities:
        return Capabilities(
            pays_out=True,
            sends_events=True,
            event_tolerance=SIGNED_WITHIN,
            lists_settlements=True,
            methods=METHODS,
        )

    def quote(self, amount: Money, method: PaymentMethod) -> Quote | Refused | Unknown:
        refused = _not_taken(amount, method)
        return refused or Quote(method, amount, Money(0, amount.currency))

    def charge(
        self, call: UUID, amount: Money, token: str, method: PaymentMethod = PaymentMethod.CARD
    ) -> PaymentAnswer:
        if token == SILENT_CARD:
            return Unknown()
        if token == SLOW_CARD:
            time.sleep(self.slowness)
        refused = _not_taken(amount, method) or REFUSALS.get(token)
        # The reference says how refunds will behave, to a sandbox too that was started anew.
        kind = token if token in (PENDING_REFUND_CARD, REFUSED_REFUND_CARD, BOUNCING_CARD) else ""
        answer: RefundAnswer = refused or Accepted(f"charge-{call}{kind}")
        becomes: RefundAnswer | None = None
        if token in (PENDING_CARD, PENDING_REFUSED_CARD):
            becomes = answer if token == PENDING_CARD else REFUSALS[REFUSED_CARD]
            answer = Pending(f"charge-{call}")
        known = self._once(call, (Movement.CHARGE, amount, token, method), answer, becomes)
        return Unknown() if token == LATE_CARD or isinstance(known, Bounced) else known

    def refund(
        self, call: UUID, amount: Money, charge: str, expected_available: Money | None = None
    ) -> RefundAnswer:
        asked = (Movement.REFUND, amount, charge, "")
        with self._one_at_a_time:
            if call in self._asked:
                return self._once(call, asked, NEVER_HEARD_OF)
            # A sandbox that was started anew has forgotten its charges, and trusts the platform's.
            left = self._left.get(charge, expected_available or amount)
            if expected_available not in (None, left):
                return STALE_AVAILABLE
            if (
                not charge.startswith("charge-")
                or left.currency != amount.currency
                or amount > left
            ):
                return self._once(call, asked, MORE_THAN_WAS_CHARGED)
            if amount.minor <= 0:
                return self._once(call, asked, AMOUNT_NOT_TAKEN)
            if charge.endswith(REFUSED_REFUND_CARD):
                return self._once(call, asked, Refused("refund_refused"))
            if charge in self._left:
                self._left[charge] = left - amount
            given = Accepted(f"refund-{call}")
            if charge.endswith(PENDING_REFUND_CARD):
                return self._once(call, asked, Pending(given.reference), given)
            bounced = Bounced(given.reference, "account_closed")
            later = bounced if charge.endswith(BOUNCING_CARD) else None
            return self._once(call, asked, given, later)

    def payout(self, call: UUID, amount: Money, account: str) -> RefundAnswer:
        refused = REFUSALS.get(account) or _not_taken(amount, PaymentMethod.BANK_TRANSFER)
        answer = refused or Accepted(f"payout-{call}")
        bounces = account == BOUNCING_ACCOUNT and not refused
        later = Bounced(f"payout-{call}", "account_closed") if bounces else None
        return self._once(call, (Movement.PAYOUT, amount, account, ""), answer, later)

    def look_up(self, call: UUID) -> PaymentAnswer:
        answer = self.look_up_refund(call, "")
        return NEVER_HEARD_OF if isinstance(answer, Bounced) else answer

    def look_up_refund(self, call: UUID, charge: str) -> RefundAnswer:
        with self._one_at_a_time:
            if call in self._becomes:
                self._settle(call, self._becomes.pop(call))
            return self._answers.get(call, NEVER_HEARD_OF)

    def parse_event(
        self, body: bytes, headers: Mapping[str, str], received: datetime
    ) -> ProviderEvent | Refused:
        said = {name.lower(): value for name, value in headers.items()}
        stamp = said.get("sandbox-signed-at", "")
        if not (stamp.isascii() and stamp.isdecimal() and len(stamp) <= len("253402300799")):
            return NOT_SIGNED
        at = datetime.fromtimestamp(int(stamp), UTC)
        good = signed(body, at, self.secret)["Sandbox-Signature"]
        if not hmac.compare_digest(good.encode(), said.get("sandbox-signature", "").encode()):
            return NOT_SIGNED
        if abs(received - at) > SIGNED_WITHIN:
            return OUT_OF_TIME
        told = json.loads(body)
        call = UUID(told["call"])
        if call not in self._answers:
            return NOT_OURS  # a sandbox that was started anew has forgotten what it sent
        answer = self._answers[call]
        about = Movement.BOUNCE if isinstance(answer, Bounced) else Movement(told["about"])
        return ProviderEvent(told["id"], call, answer, about)

    def settlements(self, day: date, after: str = "") -> SettlementPage | Refused | Unknown:
        lines = [each for each in self._lines if civil_day(each.at) == day]
        start = int(after or 0)
        end = start + PAGE
        return SettlementPage(tuple(lines[start:end]), str(end) if end < len(lines) else "")

    def _once(
        self, call: UUID, asked: Asked, answer: RefundAnswer, becomes: RefundAnswer | None = None
    ) -> RefundAnswer:
        with self._one_at_a_time:
            if self._asked.setdefault(call, asked) != asked:
                return CALL_REUSED
            if call not in self._answers:
                self._settle(call, answer)
                if becomes is not None:
                    self._becomes[call] = becomes
            return self._answers[call]

    def _settle(self, call: UUID, answer: RefundAnswer) -> None:
        """It is so from now on: told in an event, and put down if money has moved."""
        movement, amount, other, _ = self._asked[call]
        at = datetime.now(UTC)
        self._answers[call] = answer
        told = {"id": str(uuid5(call, repr(answer))), "call": str(call), "about": movement.value}
        body = json.dumps(told).encode()
        self.events.append((call, body, signed(body, at, self.secret)))
        if isinstance(answer, Accepted) and movement is Movement.CHARGE:
            self._left[answer.reference] = amount
        if isinstance(answer, Bounced):
            movement = Movement.BOUNCE
            if other in self._left:
                self._left[other] += amount
        if isinstance(answer, Accepted | Bounced):
            self._lines.append(
                SettlementLine(
                    reference=answer.reference, movement=movement, amount=amount,
                    kept=Money(0, amount.currency), call=call, at=at,
                )
            )  # fmt: skip


def _not_taken(amount: Money, method: PaymentMethod) -> Refused | None:
    if method not in METHODS:
        return METHOD_NOT_TAKEN
    return None if amount.minor > 0 else AMOUNT_NOT_TAKEN
