"""Stripe (M9), through its own library.

A call is Stripe's idempotency key, and stands in the metadata of what it made. Stripe forgets keys
after a day and metadata never, so what is asked again is looked for first. Its search finds what is
older than its index; the lists, which are never behind, are read for what is newer.

It makes no payouts: Stripe pays out to the merchant's own bank account, never to a payer.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import date, datetime, timedelta
from itertools import islice
from typing import Any
from uuid import UUID

import stripe
from attrs import define, field

from maawin_core.kernel.answer import (
    Bounced,
    PaymentAnswer,
    RefundAnswer,
    Refused,
    Unknown,
)
from maawin_core.kernel.calendar import end_of_day, start_of_day
from maawin_core.kernel.money import EXPONENTS, Money
from maawin_core.kernel.payment_method import PaymentMethod
from maawin_core.ports.clock import Clock
from maawin_core.ports.payment_gateway import (
    AMOUNT_NOT_TAKEN,
    CANNOT,
    CURRENCY_NOT_TAKEN,
    METHOD_NOT_TAKEN,
    MORE_THAN_WAS_CHARGED,
    NEVER_HEARD_OF,
    STALE_AVAILABLE,
    Capabilities,
    ProviderEvent,
    Quote,
    SettlementLine,
    SettlementPage,
)

from .stripe_answers import (
    CALL,
    Made,
    TooManyToRead,
    answered,
    event_of,
    left_of,
    of_call,
    of_object,
    what_became,
)
from .stripe_settlements import lines_of, page_of

REQUEST_NOT_TAKEN = Refused("request_not_taken")

#: Three decimals Stripe takes only in tens of minor units, and Ugandan shillings as if they had
#: hundredths: so neither is declared.
CURRENCIES = frozenset(code for code, digits in EXPONENTS.items() if digits == 2 or code == "JPY")

PAGE = 100  # the longest page that Stripe gives
MOST_READ = 5_000  # beyond it a list is not read on, and the answer is `Unknown`
INDEX_BEHIND = timedelta(hours=2)  # Stripe: a minute, and in bad times an hour


@define
class StripeGateway:
    """One Stripe account. *key* is its secret key, *webhook_secret* that of its event endpoint.

    A payer whose bank wants to see her goes to its page and comes back to *return_url*.
    """

    clock: Clock
    key: str = field(repr=False)
    webhook_secret: str = field(default="", repr=False)
    return_url: str = ""
    url: str = stripe.DEFAULT_API_BASE
    timeout_seconds: int = 20
    name: str = field(default="stripe", init=False)
    _stripe: Any = field(init=False, repr=False)

    @_stripe.default
    def _over_its_own_line(self) -> Any:
        # Whether to ask again is the platform's decision, under the call's own name.
        line = stripe.RequestsClient(timeout=self.timeout_seconds)
        return stripe.StripeClient(
            self.key, base_addresses={"api": self.url}, max_network_retries=0, http_client=line
        ).v1

    def capabilities(self) -> Capabilities:
        return Capabilities(
            sends_events=bool(self.webhook_secret), lists_settlements=True, currencies=CURRENCIES
        )

    def quote(self, amount: Money, method: PaymentMethod) -> Quote | Refused | Unknown:
        # What Stripe keeps depends on the card, and is known when it has been charged.
        refused = _not_taken(amount, method)
        return refused or Quote(method, amount, Money(0, amount.currency))

    def charge(
        self, call: UUID, amount: Money, token: str, method: PaymentMethod = PaymentMethod.CARD
    ) -> PaymentAnswer:
        refused = _not_taken(amount, method)
        if refused is not None:
            return refused
        metadata = of_call(call, amount, token)
        before = answered(lambda: what_became(call, self._searched(call), metadata), Unknown())
        if before == NEVER_HEARD_OF:
            before = answered(
                lambda: self._charged(call, amount, token, metadata), REQUEST_NOT_TAKEN
            )
        return _of_charge(before)

    def _charged(
        self, call: UUID, amount: Money, token: str, metadata: dict[str, str]
    ) -> RefundAnswer:
        asked: dict[str, Any] = {
            "amount": amount.minor,
            "currency": amount.currency.lower(),
            "payment_method": token,
            "payment_method_types": ["card"],
            "confirm": True,
            "metadata": metadata,
        }
        if self.return_url:
            asked["return_url"] = self.return_url
        made = self._stripe.payment_intents.create(asked, {"idempotency_key": str(call)})
        return of_object(made.to_dict())

    def refund(
        self, call: UUID, amount: Money, charge: str, expected_available: Money | None = None
    ) -> RefundAnswer:
        metadata = of_call(call, amount, charge)
        left = answered(lambda: self._left(call, charge, metadata), MORE_THAN_WAS_CHARGED)
        if not isinstance(left, Money):
            return left
        if expected_available not in (None, left):
            return STALE_AVAILABLE
        if amount.currency != left.currency or amount > left:
            return MORE_THAN_WAS_CHARGED
        # Between the look and the act somebody else may give: then Stripe refuses the excess.
        asked = {"payment_intent": charge, "amount": amount.minor, "metadata": metadata}
        key = {"idempotency_key": str(call)}
        return answered(
            lambda: of_object(self._stripe.refunds.create(asked, key).to_dict()),
            MORE_THAN_WAS_CHARGED,
        )

    def _left(self, call: UUID, charge: str, metadata: dict[str, str]) -> Money | RefundAnswer:
        """What is left of a charge; or the answer to this call, if it was made before."""
        intent = self._stripe.payment_intents.retrieve(charge).to_dict()
        given = self._refunds_of(charge)
        before = what_became(call, given, metadata)
        return left_of(intent, given) if before == NEVER_HEARD_OF else before

    def payout(self, call: UUID, amount: Money, account: str) -> RefundAnswer:
        return CANNOT

    def look_up(self, call: UUID) -> PaymentAnswer:
        return _of_charge(answered(lambda: self._looked_up(call), Unknown()))

    def _looked_up(self, call: UUID) -> RefundAnswer:
        found = what_became(call, self._searched(call))
        return found if found != NEVER_HEARD_OF else what_became(call, self._newly_charged(call))

    def look_up_refund(self, call: UUID, charge: str) -> RefundAnswer:
        if not charge:
            return NEVER_HEARD_OF  # it makes no payouts
        return answered(lambda: what_became(call, self._refunds_of(charge)), Unknown())

    def parse_event(
        self, body: bytes, headers: Mapping[str, str], received: datetime
    ) -> ProviderEvent | Refused:
        return event_of(body, headers, self.webhook_secret, received)

    def settlements(self, day: date, after: str = "") -> SettlementPage | Refused | Unknown:
        page = answered(lambda: page_of(self._moved_on(day), after), Unknown())
        return page if isinstance(page, SettlementPage) else Unknown()

    # What Stripe has made.

    def _moved_on(self, day: date) -> list[SettlementLine]:
        begins, ends = start_of_day(day), end_of_day(day)
        within = {"gte": int(begins.timestamp()), "lt": int(ends.timestamp())}
        asked = {**self._created(within), "expand": ["data.source"]}
        return lines_of(self._listed(self._stripe.balance_transactions.list, asked))

    def _searched(self, call: UUID) -> list[Made]:
        query = f"metadata['{CALL}']:'{call}'"
        found = self._stripe.payment_intents.search({"query": query, "limit": PAGE})
        return [each.to_dict() for each in found.data]

    def _newly_charged(self, call: UUID) -> list[Made]:
        since = {"gte": int((self.clock.now() - INDEX_BEHIND).timestamp())}
        return self._listed(self._stripe.payment_intents.list, self._created(since))

    def _refunds_of(self, charge: str) -> list[Made]:
        return self._listed(self._stripe.refunds.list, {"payment_intent": charge})

    def _created(self, when: dict[str, int]) -> dict[str, Any]:
        return {"created": when}

    def _listed(self, pages: Callable[..., Any], asked: dict[str, Any]) -> list[Made]:
        every = pages({**asked, "limit": PAGE}).auto_paging_iter()
        read = list(islice(every, MOST_READ + 1))
        if len(read) > MOST_READ:
            raise TooManyToRead
        return [each.to_dict() for each in read]


def _not_taken(amount: Money, method: PaymentMethod) -> Refused | None:
    if amount.currency not in CURRENCIES:
        return CURRENCY_NOT_TAKEN
    if method is not PaymentMethod.CARD:
        return METHOD_NOT_TAKEN
    return None if amount.minor > 0 else AMOUNT_NOT_TAKEN


def _of_charge(answer: RefundAnswer) -> PaymentAnswer:
    return Unknown() if isinstance(answer, Bounced) else answer  # no charge comes back from a bank
