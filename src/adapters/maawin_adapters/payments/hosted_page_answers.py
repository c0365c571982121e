"""What the provider of `hosted_page.py` says, in the words of the port."""

from __future__ import annotations

import base64
import hashlib
import hmac
from collections.abc import Iterable, Mapping
from typing import Any
from uuid import UUID

from maawin_core.kernel.answer import (
    Accepted,
    Bounced,
    PaymentAnswer,
    Pending,
    RefundAnswer,
    Refused,
)
from maawin_core.kernel.errors import RuleBroken
from maawin_core.kernel.money import Money
from maawin_core.kernel.payment_method import PaymentMethod
from maawin_core.ports.payment_gateway import AMOUNT_NOT_TAKEN, MORE_THAN_WAS_CHARGED

CONFLICT = 409
NOTHING_FOUND = "No data match the provided value!"
CARD_REFUSED = Refused("card_refused")
PAYMENT_EXPIRED = Refused("payment_expired")
REQUEST_NOT_TAKEN = Refused("request_not_taken")
REFUND_RETURNED = "refund_returned"

#: By the name of the field that the provider finds fault with.
FAULTS = {
    "Amount": MORE_THAN_WAS_CHARGED,
    "InvoiceValue": AMOUNT_NOT_TAKEN,
}

Made = Mapping[str, Any]  # an object of the provider, as its documentation writes it


class NotTaken(Exception):
    """The provider says no, and why."""

    def __init__(self, answer: Refused) -> None:
        super().__init__(answer.reason)
        self.answer = answer


class KeyTaken(Exception):
    """The key of this request was used for another one."""


class NotAsDescribed(Exception):
    """An answer that nobody has described: there is no telling what it means."""


def said(status: int, answer: Any) -> Any:
    """The data of an answer; None if nothing is known by that name."""
    if not isinstance(answer, dict) or "IsSuccess" not in answer:
        raise NotAsDescribed
    if status < 400 and answer["IsSuccess"] is True:
        return answer["Data"]
    if answer.get("Message") == NOTHING_FOUND:
        return None
    if status == CONFLICT:
        raise KeyTaken
    faults = [each.get("Name") for each in answer.get("ValidationErrors") or ()]
    raise NotTaken(next((FAULTS[each] for each in faults if each in FAULTS), REQUEST_NOT_TAKEN))


def asked_for(amount: Money, method: PaymentMethod, end: str) -> str:
    """What was asked under a call, in a field that comes back with the invoice."""
    return f"{amount.plain} {amount.currency} {method} {end}"


def is_for(invoice: Made, amount: Money, method: PaymentMethod) -> bool:
    """Whether an invoice is of the same attempt, and not of another under its name."""
    return str(invoice["UserDefinedField"]).startswith(asked_for(amount, method, ""))


def end_of(invoice: Made) -> str:
    """Until when the page of an invoice is open, as it was asked."""
    return str(invoice["UserDefinedField"]).rpartition(" ")[2]


def exact(said: object, amount: Money) -> bool:
    """Whether the provider's figure is this amount."""
    return _money(said, amount.currency) == amount


def of_invoice(invoice: Made) -> PaymentAnswer:
    """What became of a charge. While its page is open, a refused card may be followed by another.

    The provider writes *Succss* for a transaction; an invoice is judged by its own status only.
    """
    reference = str(invoice["InvoiceId"])
    match invoice["InvoiceStatus"]:
        case "Paid":
            return Accepted(reference)
        case "Pending":
            return Pending(reference)
        case "Canceled" | "Expired":
            tried = [each["TransactionStatus"] for each in invoice["InvoiceTransactions"]]
            return CARD_REFUSED if "Failed" in tried else PAYMENT_EXPIRED
    raise NotAsDescribed


def of_refund(refund: Made) -> RefundAnswer:
    """What became of a refund. *Canceled* is all that is said of one that nobody has, whether it
    never left or came back: either way it is owed as before, and its name is used up."""
    reference = str(refund["RefundId"])
    match refund["RefundStatus"]:
        case "Refunded":
            return Accepted(reference)
        case "Pending":
            return Pending(reference)
        case "Canceled":
            return Bounced(reference, REFUND_RETURNED)
    raise NotAsDescribed


def left_of(invoice: Made | None, refunds: Iterable[Made], currency: str) -> Money:
    """What could still be given back of a charge."""
    if invoice is None or invoice["InvoiceStatus"] != "Paid":
        return Money(0, currency)
    left = _money(invoice["InvoiceValue"], currency)
    for each in refunds:
        if each["RefundStatus"] != "Canceled":
            left -= _money(each["Amount"], currency)
    return left


def refund_of(call: UUID, refunds: Iterable[Made]) -> Made | None:
    """The refund that a call has made."""
    return next((each for each in refunds if called(each["ExternalIdentifier"]) == call), None)


def named(call: UUID, charge: str, secret: str) -> str:
    """The name of a refund at the provider: the call, and a proof that it is of this charge.

    The signature of an event about a refund covers the charge, and not this name.
    """
    mac = hmac.new(secret.encode(), f"{call} {charge}".encode(), hashlib.sha256).digest()
    return f"{call}.{base64.urlsafe_b64encode(mac[:16]).decode().rstrip('=')}"


def called(name: object) -> UUID | None:
    """The call in a name that the provider gave back; None if it is none of ours."""
    try:
        return UUID(str(name).partition(".")[0])
    except ValueError:
        return None


def _money(said: object, currency: str) -> Money:
    try:
        return Money(str(said), currency)
    except RuleBroken as unreadable:
        raise NotAsDescribed from unreadable
