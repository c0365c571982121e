"""A payment provider of the Gulf with a page of its own, where the payer pays (M9).

It speaks the API of MyFatoorah (version 2, webhooks version 2) as that was publicly described in
November 2026. It was held to the simulator that ships with the kit, and never yet to the provider:
what the description leaves open, and is assumed here, stands in ADR 38.

A call is the invoice's customer reference, and the idempotency key of whatever makes something.
The provider forgets keys after 250 minutes and references never, so what is asked again is looked
for first; and a page is open for less than a key is remembered, so no second one is ever made.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping
from contextlib import suppress
from datetime import date, datetime, timedelta
from typing import Any, TypeVar
from uuid import UUID

from attrs import define, field

from maawin_core.kernel.answer import PaymentAnswer, Pending, RefundAnswer, Refused, Unknown
from maawin_core.kernel.calendar import DOHA
from maawin_core.kernel.money import Money
from maawin_core.kernel.payment_method import PaymentMethod
from maawin_core.ports.clock import Clock
from maawin_core.ports.payment_gateway import (
    AMOUNT_NOT_TAKEN,
    CALL_REUSED,
    CANNOT,
    CURRENCY_NOT_TAKEN,
    METHOD_NOT_TAKEN,
    MORE_THAN_WAS_CHARGED,
    NEVER_HEARD_OF,
    STALE_AVAILABLE,
    Capabilities,
    ProviderEvent,
    Quote,
    SettlementPage,
)

from .hosted_page_answers import (
    KeyTaken,
    Made,
    NotAsDescribed,
    NotTaken,
    asked_for,
    end_of,
    exact,
    is_for,
    left_of,
    named,
    of_invoice,
    of_refund,
    refund_of,
    said,
)
from .hosted_page_events import event_of
from .provider_line import NoAnswer, ProviderLine

T = TypeVar("T")

PAGE_OPEN = timedelta(hours=3)
TRIES = 3

#: The provider's codes: cards of the world, and the national debit cards of Qatar.
METHODS = {PaymentMethod.CARD: "vm", PaymentMethod.DEBIT: "np"}


@define
class HostedPageGateway:
    """One account, which has one *currency*. After paying, the payer comes back to *return_url*."""

    clock: Clock
    line: ProviderLine
    webhook_secret: str = field(default="", repr=False)
    return_url: str = ""
    currency: str = "QAR"
    name: str = field(default="hosted_page", init=False)

    def capabilities(self) -> Capabilities:
        return Capabilities(
            hosted_page=True, sends_events=bool(self.webhook_secret), signs_whole_body=False,
            event_tolerance=None, methods=frozenset(METHODS),
            currencies=frozenset({self.currency}),
        )  # fmt: skip

    def quote(self, amount: Money, method: PaymentMethod) -> Quote | Refused | Unknown:
        refused = self._not_taken(amount, method)
        if refused is not None:
            return refused
        return _answered(lambda: self._quoted(amount, method))

    def charge(
        self, call: UUID, amount: Money, token: str, method: PaymentMethod = PaymentMethod.CARD
    ) -> PaymentAnswer:
        refused = self._not_taken(amount, method)
        if refused is not None:
            return refused
        return _answered(lambda: self._charged(call, amount, method))

    def _charged(self, call: UUID, amount: Money, method: PaymentMethod) -> PaymentAnswer:
        for _ in range(TRIES):
            invoice = self._invoice("CustomerReference", str(call))
            # One that is open is asked for again as it was, for the address of its page.
            with suppress(KeyTaken):  # the same attempt from another side, a moment ago
                if invoice is None:
                    return self._opened(call, amount, method, self._end())
                return self._found(invoice, call, amount, method)
        return Unknown()

    def _found(
        self, invoice: Made, call: UUID, amount: Money, method: PaymentMethod
    ) -> PaymentAnswer:
        if not is_for(invoice, amount, method):
            return CALL_REUSED
        answer = of_invoice(invoice)
        if not isinstance(answer, Pending):
            return answer
        try:
            return self._opened(call, amount, method, end_of(invoice))
        except NotTaken:  # she may still pay on the page that she has: no refusal
            return answer

    def _end(self) -> str:
        return (self.clock.now() + PAGE_OPEN).astimezone(DOHA).isoformat("T", "seconds")

    def _opened(self, call: UUID, amount: Money, method: PaymentMethod, end: str) -> PaymentAnswer:
        asked = {
            "PaymentMethodId": self._method(amount, method)["PaymentMethodId"],
            "CustomerReference": str(call),
            "UserDefinedField": asked_for(amount, method, end),
            "ExpiryDate": end,
            "CallBackUrl": self.return_url,
            "ErrorUrl": self.return_url,
        }
        made = self._ask("ExecutePayment", asked, {"InvoiceValue": amount}, key=call)
        return Pending(str(made["InvoiceId"]), made["PaymentURL"])

    def refund(
        self, call: UUID, amount: Money, charge: str, expected_available: Money | None = None
    ) -> RefundAnswer:
        return _answered(lambda: self._refunded(call, amount, charge, expected_available))

    def _refunded(
        self, call: UUID, amount: Money, charge: str, expected: Money | None
    ) -> RefundAnswer:
        refunds = self._refunds(charge)
        before = refund_of(call, refunds)
        if before is not None:
            return of_refund(before) if exact(before["Amount"], amount) else CALL_REUSED
        invoice = self._invoice("InvoiceId", charge)
        left = left_of(invoice, refunds, self.currency)
        if expected not in (None, left):
            return STALE_AVAILABLE
        if amount.currency != left.currency or amount > left:
            return MORE_THAN_WAS_CHARGED
        if amount.minor <= 0:
            return AMOUNT_NOT_TAKEN
        # Between the look and the act somebody else may give: the provider refuses the excess.
        asked = {
            "KeyType": "InvoiceId",
            "Key": charge,
            "ServiceChargeOnCustomer": False,
            "Comment": f"maawin {call}",
            "ExternalIdentifier": named(call, charge, self.webhook_secret),
        }
        made = self._ask("MakeRefund", asked, {"Amount": amount}, key=call)
        return Pending(str(made["RefundId"]))

    def payout(self, call: UUID, amount: Money, account: str) -> RefundAnswer:
        return CANNOT

    def look_up(self, call: UUID) -> PaymentAnswer:
        return _answered(lambda: self._looked_up(call))

    def _looked_up(self, call: UUID) -> PaymentAnswer:
        invoice = self._invoice("CustomerReference", str(call))
        return NEVER_HEARD_OF if invoice is None else of_invoice(invoice)

    def look_up_refund(self, call: UUID, charge: str) -> RefundAnswer:
        if not charge:
            return NEVER_HEARD_OF  # it makes no payouts
        return _answered(lambda: self._looked_up_refund(call, charge))

    def _looked_up_refund(self, call: UUID, charge: str) -> RefundAnswer:
        found = refund_of(call, self._refunds(charge))
        return NEVER_HEARD_OF if found is None else of_refund(found)

    def parse_event(
        self, body: bytes, headers: Mapping[str, str], received: datetime
    ) -> ProviderEvent | Refused:
        return event_of(body, headers, self.webhook_secret)

    def settlements(self, day: date, after: str = "") -> SettlementPage | Refused | Unknown:
        return CANNOT  # its settlements come as files

    def _not_taken(self, amount: Money, method: PaymentMethod) -> Refused | None:
        if amount.currency != self.currency:
            return CURRENCY_NOT_TAKEN
        if method not in METHODS:
            return METHOD_NOT_TAKEN
        return None if amount.minor > 0 else AMOUNT_NOT_TAKEN

    def _quoted(self, amount: Money, method: PaymentMethod) -> Quote:
        offered = self._method(amount, method)
        taken, kept = (
            Money(str(offered[each]), self.currency) for each in ("TotalAmount", "ServiceCharge")
        )
        return Quote(method, taken, kept)

    def _method(self, amount: Money, method: PaymentMethod) -> Made:
        """What the account offers for this sum by this method."""
        asked = {"CurrencyIso": self.currency}
        offered = self._ask("InitiatePayment", asked, {"InvoiceAmount": amount})["PaymentMethods"]
        for each in offered:
            if each["PaymentMethodCode"] == METHODS[method]:
                return dict(each)
        raise NotTaken(METHOD_NOT_TAKEN)

    def _invoice(self, key_type: str, key: str) -> Made | None:
        found = self._known("GetPaymentStatus", key_type, key)
        return None if found is None else dict(found)

    def _refunds(self, charge: str) -> list[Made]:
        found = self._known("GetRefundStatus", "InvoiceId", charge)
        return [] if found is None else list(found["RefundStatusResult"])

    def _known(self, what: str, key_type: str, key: str) -> Any:
        """What the provider knows. It may find fault with the question: that says nothing of what
        became of the money."""
        try:
            return self._ask(what, {"KeyType": key_type, "Key": key})
        except (NotTaken, KeyTaken) as fault:
            raise NotAsDescribed from fault

    def _ask(
        self,
        what: str,
        asked: Mapping[str, object],
        amounts: Mapping[str, Money] | None = None,
        *,
        key: UUID | None = None,
    ) -> Any:
        """The data of the answer; None if the provider knows nothing of that name."""
        text = json.dumps(asked)[:-1]
        # An amount is written out exactly: what JSON calls a number is a float to Python.
        for name, amount in (amounts or {}).items():
            text += f', "{name}": {amount.plain}'
        return said(*self.line.ask(f"/v2/{what}", text + "}", "" if key is None else str(key)))


def _answered(ask: Callable[[], T]) -> T | Refused | Unknown:
    """What *ask* answers. An answer that is not as described is none that can be trusted."""
    try:
        return ask()
    except NotTaken as refused:
        return refused.answer
    except KeyTaken:
        return CALL_REUSED
    except (NoAnswer, NotAsDescribed, LookupError, TypeError):
        return Unknown()
