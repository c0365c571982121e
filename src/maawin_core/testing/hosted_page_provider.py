"""A strict provider with a page of its own, in a process of its own: what `hosted_page` is held to.

It has the manners of its kind in the Gulf: an invoice by a customer reference, a page, a status, a
refund that somebody looks at first, and webhooks signed over some of their fields. It refuses a
wrong token, more decimals than the currency has, more back than was taken, and a key that is used
for two things; and it forgets keys after 250 minutes.

    python -m maawin_core.testing.hosted_page_server     # says its address, ends with its input

Tests reach into it at `/_test/…`: `events/CALL`, `bank/CALL` (a refund is decided), `expire/ID`
(a page closes), `pass/SECONDS`, `offer/IDS` (the methods), `foreign` (an event about somebody
else's invoice), and `deliver/TIMES?url=…` (send all events there so often, the last first).
"""

from __future__ import annotations

import base64
import hashlib
import hmac
import json
from collections.abc import Mapping
from datetime import UTC, datetime, timedelta
from itertools import count
from threading import RLock
from typing import Any
from urllib.request import Request, urlopen

from ..kernel.errors import RuleBroken
from ..kernel.identity import new_id
from ..kernel.money import Money

TOKEN, SECRET = "token_of_the_simulator", "secret_of_the_simulator"
GOOD_CARD, BAD_CARD, BOUNCING_CARD = "card_good", "card_bad", "card_refund_canceled"
KEY_KEPT = timedelta(minutes=250)
NOTHING_FOUND = "No data match the provided value!"
METHODS = {"2": "vm", "7": "np", "11": "ap"}
SIGNED = {
    1: "Invoice.Id Invoice.Status Transaction.Status Transaction.PaymentId "
    "Invoice.ExternalIdentifier",
    2: "Refund.Id Refund.Status Amount.ValueInBaseCurrency ReferencedInvoice.Id",
}

Made = dict[str, Any]


class Wrong(Exception):
    """The provider finds fault with a field, or knows nothing of that name."""

    def __init__(self, status: int, field: str = "", message: str = "Invalid data") -> None:
        super().__init__(message)
        self.status, self.field, self.message = status, field, message


class HostedPageProvider:
    """One merchant's account in one currency. Everything it has made, it remembers."""

    def __init__(self, currency: str = "QAR") -> None:
        self.currency = currency
        self.url = ""
        self.passed, self.offers = timedelta(0), set(METHODS)
        self.invoices: dict[str, Made] = {}
        self.refunds: dict[str, Made] = {}
        self.keys: dict[str, tuple[datetime, str, Made]] = {}
        self.events: list[tuple[str, bytes, dict[str, str]]] = []
        self._numbers = count(6_400_001)
        self.one_at_a_time = RLock()

    def now(self) -> datetime:
        """Its own time: later than ours by what tests have let pass."""
        return datetime.now(UTC) + self.passed

    def answer(self, what: str, asked: Made, key: str) -> Made:
        """The data of the answer to a request; the first one again if its key is known."""
        does = {
            "InitiatePayment": self._offered, "ExecutePayment": self._invoiced,
            "GetPaymentStatus": self._status, "MakeRefund": self._refunded,
            "GetRefundStatus": self._refund_status,
        }  # fmt: skip
        if what not in does:
            raise Wrong(404, message="No such endpoint")
        with self.one_at_a_time:
            self._close_pages()
            told = json.dumps([what, asked], sort_keys=True)
            at, before, known = self.keys.get(key, (self.now() - KEY_KEPT, "", {}))
            if self.now() - at < KEY_KEPT:
                if before != told:
                    raise Wrong(409, "Idempotency-Key", "The key was used for another request")
                return known
            made = does[what](asked)
            if key:
                self.keys[key] = (self.now(), told, made)
            return made

    def _offered(self, asked: Made) -> Made:
        amount = self._amount(asked, "InvoiceAmount")
        return {
            "PaymentMethods": [
                {
                    "PaymentMethodId": int(id), "PaymentMethodCode": code,
                    "ServiceCharge": _number(Money(1, self.currency)),
                    "TotalAmount": _number(amount), "CurrencyIso": self.currency,
                }
                for id, code in METHODS.items() if id in self.offers
            ]
        }  # fmt: skip

    def _invoiced(self, asked: Made) -> Made:
        amount, id = self._amount(asked, "InvoiceValue"), str(next(self._numbers))
        if str(asked.get("PaymentMethodId")) not in self.offers:
            raise Wrong(400, "PaymentMethodId")
        ends = datetime.fromisoformat(asked["ExpiryDate"])
        if ends <= self.now():
            raise Wrong(400, "ExpiryDate")
        self.invoices[id] = {
            "value": amount, "ends": ends, "card": "", "InvoiceId": int(id),
            "InvoiceStatus": "Pending", "InvoiceTransactions": [],
            "CustomerReference": asked["CustomerReference"],
            "UserDefinedField": asked["UserDefinedField"], "back": asked.get("CallBackUrl", ""),
        }  # fmt: skip
        return {"InvoiceId": int(id), "PaymentURL": f"{self.url}/pay/{id}"}

    def _status(self, asked: Made) -> Made:
        kind, key = asked.get("KeyType"), str(asked.get("Key"))
        if kind not in ("InvoiceId", "CustomerReference"):
            raise Wrong(400, "KeyType")
        for each in self.invoices.values():
            if str(each[kind]) == key:
                shown = {name: each[name] for name in each if name[0].isupper()}
                return {**shown, "InvoiceValue": _number(each["value"])}
        raise Wrong(404, message=NOTHING_FOUND)

    def _refunded(self, asked: Made) -> Made:
        charge, id = str(asked.get("Key")), str(next(self._numbers))
        invoice = self.invoices.get(charge)
        if invoice is None or invoice["InvoiceStatus"] != "Paid":
            raise Wrong(400, "Key")
        amount = self._amount(asked, "Amount")
        gone = [each["amount"] for each in self._refunds_of(charge) if not each["back"]]
        if amount > invoice["value"] - sum(gone, Money(0, self.currency)):
            raise Wrong(400, "Amount", "The amount exceeds what is left")
        self.refunds[id] = {
            "charge": charge, "amount": amount, "back": False, "RefundId": int(id),
            "RefundStatus": "Pending", "ExternalIdentifier": asked["ExternalIdentifier"],
        }  # fmt: skip
        self._tell_of_refund(id)
        return {"Key": charge, "RefundId": int(id), "Amount": _number(amount)}

    def _refund_status(self, asked: Made) -> Made:
        found = self._refunds_of(str(asked.get("Key")))
        if asked.get("KeyType") != "InvoiceId":
            raise Wrong(400, "KeyType")
        if not found:
            raise Wrong(404, message=NOTHING_FOUND)
        shown = [
            {**{name: each[name] for name in each if name[0].isupper()},
             "Amount": _number(each["amount"]), "InvoiceId": int(each["charge"])}
            for each in found
        ]  # fmt: skip
        return {"RefundStatusResult": shown}

    def pay(self, id: str, card: str) -> bool:
        """The payer pays on her page. A refused card may be followed by another."""
        with self.one_at_a_time:
            self._close_pages()
            invoice = self.invoices[id]
            if invoice["InvoiceStatus"] != "Pending":
                return bool(invoice["InvoiceStatus"] == "Paid")
            went = card in (GOOD_CARD, BOUNCING_CARD)
            invoice["InvoiceTransactions"].append(
                {"PaymentId": f"07{next(self._numbers)}",
                 "TransactionStatus": "Succss" if went else "Failed"}
            )  # fmt: skip
            if went:
                invoice["InvoiceStatus"], invoice["card"] = "Paid", card
            self._tell_of_payment(id)
            return went

    def expire(self, id: str) -> None:
        """The page of an invoice closes before its time."""
        with self.one_at_a_time:
            self.invoices[id]["ends"] = self.now()

    def bank(self, call: str) -> None:
        """Whoever looks at refunds decides the one of a call, or a bank sends it back."""
        with self.one_at_a_time:
            for id, each in self.refunds.items():
                if each["ExternalIdentifier"].startswith(call):
                    each["back"] = self.invoices[each["charge"]]["card"] == BOUNCING_CARD
                    each["RefundStatus"] = "Canceled" if each["back"] else "Refunded"
                    self._tell_of_refund(id)

    def deliver(self, url: str, times: int) -> int:
        """Send every event to *url* so many times, the last first; how many were taken."""
        taken = 0
        for _, body, headers in list(reversed(self.events)) * times:
            with urlopen(Request(url, body, headers), timeout=10) as answered:
                taken += answered.status < 300
        return taken

    def foreign(self) -> None:
        """An event about an invoice that somebody made by hand."""
        data = {
            "Invoice": {"Id": "1", "Status": "PAID", "ExternalIdentifier": "ORDER-17"},
            "Transaction": {"Status": "SUCCESS", "PaymentId": "1"},
        }
        self._send("foreign", 1, "PAYMENT_STATUS_CHANGED", data)

    def _tell_of_payment(self, id: str) -> None:
        invoice, last = self.invoices[id], self.invoices[id]["InvoiceTransactions"][-1]
        call = invoice["CustomerReference"]
        went = last["TransactionStatus"] == "Succss"
        data = {
            "Invoice": {
                "Id": id, "Status": invoice["InvoiceStatus"].upper(), "ExternalIdentifier": call,
            },
            "Transaction": {
                "Status": "SUCCESS" if went else "FAILED", "PaymentId": last["PaymentId"],
            },
            "Amount": {
                "BaseCurrency": self.currency, "ValueInBaseCurrency": invoice["value"].plain,
            },
        }  # fmt: skip
        self._send(call, 1, "PAYMENT_STATUS_CHANGED", data)

    def _tell_of_refund(self, id: str) -> None:
        refund = self.refunds[id]
        data = {
            "Refund": {
                "Id": int(id), "Status": refund["RefundStatus"].upper(),
                "ExternalIdentifier": refund["ExternalIdentifier"],
            },
            "Amount": {"ValueInBaseCurrency": refund["amount"].plain},
            "ReferencedInvoice": {"Id": refund["charge"]},
        }  # fmt: skip
        self._send(refund["ExternalIdentifier"], 2, "REFUND_STATUS_CHANGED", data)

    def _send(self, call: str, code: int, name: str, data: Mapping[str, Made]) -> None:
        event = {
            "Code": code, "Name": name, "CountryIsoCode": "QAT", "Reference": str(new_id()),
            "CreationDate": self.now().isoformat(),
        }  # fmt: skip
        paths = (each.split(".") for each in SIGNED[code].split())
        text = ",".join(f"{a}.{b}={data.get(a, {}).get(b) or ''}" for a, b in paths)
        mac = hmac.new(SECRET.encode(), text.encode(), hashlib.sha256).digest()
        headers = {"MyFatoorah-Signature": base64.b64encode(mac).decode()}
        self.events.append((call, json.dumps({"Event": event, "Data": data}).encode(), headers))

    def _refunds_of(self, charge: str) -> list[Made]:
        return [each for each in self.refunds.values() if each["charge"] == charge]

    def _amount(self, asked: Made, field: str) -> Money:
        try:
            amount = Money(str(asked[field]), self.currency)
        except (RuleBroken, KeyError):
            raise Wrong(400, field) from None
        if amount.minor <= 0:
            raise Wrong(400, field)
        return amount

    def _close_pages(self) -> None:
        for each in self.invoices.values():
            if each["InvoiceStatus"] == "Pending" and each["ends"] <= self.now():
                each["InvoiceStatus"] = "Canceled"


def _number(amount: Money) -> str:
    return NUMBER + amount.plain


NUMBER = "a number: "  # the server writes it without quotation marks, digit for digit
