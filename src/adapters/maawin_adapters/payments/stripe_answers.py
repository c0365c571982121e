"""What Stripe's objects and errors say, in the words of the port."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Callable, Iterable, Mapping
from datetime import UTC, datetime, timedelta
from typing import Any, TypeVar
from uuid import UUID

import stripe

from maawin_core.kernel.answer import Accepted, Bounced, Pending, RefundAnswer, Refused, Unknown
from maawin_core.kernel.money import Money
from maawin_core.ports.payment_gateway import (
    CALL_REUSED,
    NEVER_HEARD_OF,
    NOT_OURS,
    NOT_SIGNED,
    OUT_OF_TIME,
    Movement,
    ProviderEvent,
)

CALL, ASKED = "maawin_call", "maawin_asked"  # in the metadata of whatever a call has made
SIGNED_WITHIN = timedelta(minutes=5)  # Stripe's own measure against replays

CARD_REFUSED = Refused("card_refused")
CHARGE_CANCELLED = Refused("charge_cancelled")
REFUND_RETURNED = "refund_returned"

#: What the payer can do something about; any other decline is `CARD_REFUSED`.
DECLINES = {
    "insufficient_funds": Refused("card_without_funds"),
    "expired_card": Refused("card_expired"),
    "authentication_required": Refused("card_not_confirmed"),
    "payment_intent_authentication_failure": Refused("card_not_confirmed"),
}

T = TypeVar("T")
Made = Mapping[str, Any]  # an object of Stripe, as its documentation writes it


class TooManyToRead(Exception):
    """A list went on for longer than anyone should wait."""


def answered(ask: Callable[[], T], not_taken: RefundAnswer) -> T | RefundAnswer:
    """What *ask* answers, or what its error says; *not_taken* if Stripe calls the request wrong."""
    try:
        return ask()
    except stripe.CardError as declined:
        return _declined(declined.error.to_dict() if declined.error else {})
    except stripe.IdempotencyError:
        return CALL_REUSED
    except stripe.InvalidRequestError:
        return not_taken
    except (stripe.StripeError, TooManyToRead):
        return Unknown()


def _declined(error: Made | None) -> Refused:
    said = ((error or {}).get(each) for each in ("decline_code", "code"))
    return next((DECLINES[each] for each in said if each in DECLINES), CARD_REFUSED)


def of_call(call: UUID, amount: Money, other: str) -> dict[str, str]:
    """The metadata of what a call makes: its name, and what was asked under it."""
    asked = f"{amount.minor} {amount.currency} {other}"
    return {CALL: str(call), ASKED: hashlib.sha256(asked.encode()).hexdigest()[:32]}


def what_became(
    call: UUID, made: Iterable[Made], metadata: Mapping[str, str] | None = None
) -> RefundAnswer:
    """The answer to a call among the objects *made*; with other *metadata* the name is reused."""
    for each in made:
        its_own = each["metadata"]
        if its_own.get(CALL) == str(call):
            return CALL_REUSED if metadata not in (None, its_own) else of_object(each)
    return NEVER_HEARD_OF


def of_object(made: Made) -> RefundAnswer:
    """What became of a payment intent or a refund."""
    match (made["object"], made["status"]):
        case (_, "succeeded"):
            return Accepted(made["id"])
        case ("payment_intent", "canceled"):
            return CHARGE_CANCELLED
        case ("payment_intent", "requires_payment_method"):
            return _declined(made["last_payment_error"])
        case ("refund", "failed" | "canceled"):
            return Bounced(made["id"], REFUND_RETURNED)
    redirect = (made.get("next_action") or {}).get("redirect_to_url") or {}
    return Pending(made["id"], redirect.get("url", ""))


def left_of(intent: Made, refunds: Iterable[Made]) -> Money:
    """What could still be given back of a charge."""
    gone = sum(each["amount"] for each in refunds if each["status"] not in ("failed", "canceled"))
    taken = intent["amount"] if intent["status"] == "succeeded" else 0
    return Money.of_minor(taken - gone, intent["currency"].upper())


def event_of(
    body: bytes, headers: Mapping[str, str], secret: str, received: datetime
) -> ProviderEvent | Refused:
    """What a signed event says of a call of the platform."""
    signature = {name.lower(): value for name, value in headers.items()}.get("stripe-signature")
    try:
        stripe.WebhookSignature.verify_header(body, signature, secret)
    except (stripe.SignatureVerificationError, UnicodeDecodeError):
        return NOT_SIGNED
    signed = dict(each.split("=", 1) for each in (signature or "").split(","))
    if abs(received - datetime.fromtimestamp(int(signed["t"]), UTC)) > SIGNED_WITHIN:
        return OUT_OF_TIME
    said = json.loads(body)
    about = said["data"]["object"]
    call = about.get("metadata", {}).get(CALL)
    if not call:
        return NOT_OURS
    became = of_object(about)
    moved = Movement.REFUND if about["object"] == "refund" else Movement.CHARGE
    if isinstance(became, Bounced):
        moved = Movement.BOUNCE
    return ProviderEvent(said["id"], UUID(call), became, moved)
