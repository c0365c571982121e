"""What the provider of `hosted_page.py` sends by itself.

Its signature covers some fields of an event, and neither its time nor its name. So the name of an
event is made of what is signed, and an old one that is played again is a repetition.
"""

from __future__ import annotations

import base64
import hashlib
import hmac
import json
from collections.abc import Mapping
from typing import Any

from maawin_core.kernel.answer import Accepted, Bounced, Pending, RefundAnswer, Refused
from maawin_core.ports.payment_gateway import NOT_OURS, NOT_SIGNED, Movement, ProviderEvent

from .hosted_page_answers import REFUND_RETURNED, called, named

SIGNATURE = "myfatoorah-signature"
PAYMENT, REFUND = 1, 2

#: What is signed of each kind of event, in this order.
SIGNED = {
    PAYMENT: (
        "Invoice.Id", "Invoice.Status", "Transaction.Status", "Transaction.PaymentId",
        "Invoice.ExternalIdentifier",
    ),
    REFUND: ("Refund.Id", "Refund.Status", "Amount.ValueInBaseCurrency", "ReferencedInvoice.Id"),
}  # fmt: skip


def signature(text: str, secret: str) -> str:
    """The provider's signature of an event whose signed part is this text."""
    mac = hmac.new(secret.encode(), text.encode(), hashlib.sha256).digest()
    return base64.b64encode(mac).decode()


def signed_part(code: int, data: Mapping[str, Any]) -> str:
    """The signed part of an event. What is null or missing is empty."""
    return ",".join(f"{each}={_at(data, each)}" for each in SIGNED[code])


def event_of(body: bytes, headers: Mapping[str, str], secret: str) -> ProviderEvent | Refused:
    """What a signed event says of a call of the platform."""
    try:
        told = json.loads(body, parse_float=str)
        code, data = told["Event"]["Code"], told["Data"]
        text = signed_part(code, data)
    except (ValueError, LookupError, TypeError, AttributeError, RecursionError):
        return NOT_SIGNED
    carried = {name.lower(): value for name, value in headers.items()}.get(SIGNATURE, "")
    if not secret or not hmac.compare_digest(
        signature(text, secret).encode(), carried.encode("utf-8", "replace")
    ):
        return NOT_SIGNED
    id = hashlib.sha256(text.encode()).hexdigest()
    return _of_payment(id, data) if code == PAYMENT else _of_refund(id, data, secret)


def _of_payment(id: str, data: Mapping[str, Any]) -> ProviderEvent | Refused:
    call = called(_at(data, "Invoice.ExternalIdentifier"))
    if call is None:
        return NOT_OURS
    reference = _at(data, "Invoice.Id")
    paid = _at(data, "Invoice.Status") == "PAID"
    return ProviderEvent(id, call, Accepted(reference) if paid else Pending(reference))


def _of_refund(id: str, data: Mapping[str, Any], secret: str) -> ProviderEvent | Refused:
    name = _at(data, "Refund.ExternalIdentifier")
    call = called(name)
    if call is None:
        return NOT_OURS  # somebody gave it back by hand, at the provider
    good = named(call, _at(data, "ReferencedInvoice.Id"), secret)
    if not hmac.compare_digest(good.encode(), name.encode()):
        return NOT_SIGNED
    reference = _at(data, "Refund.Id")
    became: dict[str, RefundAnswer] = {
        "REFUNDED": Accepted(reference),
        "CANCELED": Bounced(reference, REFUND_RETURNED),
    }
    answer = became.get(_at(data, "Refund.Status"), Pending(reference))
    back = isinstance(answer, Bounced)
    return ProviderEvent(id, call, answer, Movement.BOUNCE if back else Movement.REFUND)


def _at(data: Mapping[str, Any], path: str) -> str:
    outer, _, inner = path.partition(".")
    found = (data.get(outer) or {}).get(inner)
    return "" if found is None else str(found)
