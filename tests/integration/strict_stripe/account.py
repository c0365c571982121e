"""What Stripe does with one merchant's money, as strictly as it says that it does."""

import re
from contextlib import suppress
from itertools import count
from threading import Lock

ZERO_DECIMAL = {"jpy"}  # and "ugx", which counts hundredths all the same: not taken here
TWO_DECIMAL = {"qar", "sar", "aed", "usd", "eur", "gbp", "php", "inr", "lkr", "bdt", "idr", "kes",
               "etb", "npr"}  # fmt: skip
THREE_DECIMAL = {"kwd", "bhd", "omr", "jod", "tnd"}
TAKEN = ZERO_DECIMAL | TWO_DECIMAL | THREE_DECIMAL
MOST = 99_999_999
DAY = 24 * 60 * 60
SEARCHABLE_AFTER = 60  # "in under a minute" in quiet times, so never at once

DECLINED = {
    "pm_card_chargeCustomerFail": ("card_declined", "generic_decline"),
    "pm_card_visa_chargeDeclinedInsufficientFunds": ("card_declined", "insufficient_funds"),
    "pm_card_chargeDeclinedExpiredCard": ("expired_card", None),
}
GOOD = {"pm_card_visa", "pm_card_pendingRefund", "pm_card_refundFail", "pm_test_lost_answer"}
TO_CONFIRM = "pm_card_authenticationRequired"
SILENT = "pm_test_silent"


class Wrong(Exception):
    """An error as the API words it."""

    def __init__(self, status, type_, message, **more):
        super().__init__(message)
        self.status = status
        self.body = {"error": {"type": type_, "message": message, **more}}


def invalid(message, **more):
    return Wrong(400, "invalid_request_error", message, **more)


class Account:
    """One merchant's payment intents, refunds, balance and events."""

    def __init__(self, now):
        self.now = now
        self.lock = Lock()
        self.numbers = count(1)
        self.intents, self.charges, self.refunds = {}, {}, {}
        self.balance, self.events = {}, {}

    def _named(self, prefix):
        return f"{prefix}_{next(self.numbers):024d}"

    # Payment intents

    def create_intent(self, asked):
        amount, currency = whole(asked, "amount"), asked.get("currency", "")
        method = asked.get("payment_method", "")
        if currency not in TAKEN:
            raise invalid(f"Invalid currency: {currency}", param="currency")
        if not 0 < amount <= MOST:
            raise invalid("Amount out of range", code="amount_too_large", param="amount")
        if currency in THREE_DECIMAL and amount % 10:
            raise invalid("Three-decimal amounts end in 0", param="amount")
        if method not in GOOD | {TO_CONFIRM} | set(DECLINED):
            raise invalid(f"No such PaymentMethod: '{method}'", code="resource_missing")
        intent = {
            "id": self._named("pi"), "object": "payment_intent", "created": self.now(),
            "amount": amount, "amount_received": 0, "currency": currency,
            "metadata": asked.get("metadata", {}), "latest_charge": None, "livemode": False,
            "payment_method": method, "last_payment_error": None, "next_action": None,
            "status": "requires_confirmation", "payment_method_types": ["card"],
        }  # fmt: skip
        self.intents[intent["id"]] = intent
        if asked.get("confirm") == "true":
            self._confirm(intent, asked.get("return_url"))
        return intent

    def _confirm(self, intent, return_url):
        method = intent["payment_method"]
        if method in DECLINED:
            self._decline(intent, *DECLINED[method])
        if method == TO_CONFIRM:
            intent["status"] = "requires_action"
            page = {"url": f"https://hooks.stripe.test/{intent['id']}", "return_url": return_url}
            redirect = {"type": "redirect_to_url", "redirect_to_url": page}
            intent["next_action"] = redirect if return_url else {"type": "use_stripe_sdk"}
            return
        self._pay(intent)

    def _pay(self, intent):
        charge = self._named("ch")
        intent.update(status="succeeded", latest_charge=charge, next_action=None)
        intent["amount_received"] = intent["amount"]
        self.charges[charge] = {
            "id": charge, "object": "charge", "amount": intent["amount"],
            "currency": intent["currency"], "payment_intent": intent["id"],
            "metadata": dict(intent["metadata"]),  # as it is now: later changes are not copied
        }  # fmt: skip
        self._move("charge", intent["amount"], intent["currency"], charge)
        self._tell("payment_intent.succeeded", intent)

    def _decline(self, intent, code, decline_code):
        error = {"type": "card_error", "code": code, "message": "Your card was declined."}
        if decline_code:
            error["decline_code"] = decline_code
        intent.update(status="requires_payment_method", last_payment_error=error)
        intent.update(payment_method=None, next_action=None)
        self._tell("payment_intent.payment_failed", intent)
        raise Wrong(402, "card_error", error["message"], code=code, decline_code=decline_code,
                    payment_intent=dict(intent))  # fmt: skip

    def authenticated(self, id_, succeeded):
        """The payer came back from her bank's page."""
        intent = found(self.intents, id_, "payment_intent")
        if succeeded:
            self._pay(intent)
            return
        with suppress(Wrong):
            self._decline(intent, "payment_intent_authentication_failure", None)

    # Refunds

    def create_refund(self, asked):
        intent = found(self.intents, asked.get("payment_intent", ""), "payment_intent")
        if intent["status"] != "succeeded":
            raise invalid("This PaymentIntent has no successful charge.")
        left = intent["amount_received"] - self._given(intent["id"])
        amount = whole(asked, "amount") if "amount" in asked else left
        if not left:
            raise invalid("Already refunded.", code="charge_already_refunded")
        if not 0 < amount <= left:
            raise invalid(f"{amount} is greater than unrefunded amount {left}", param="amount")
        pends = intent["payment_method"] == "pm_card_pendingRefund"
        refund = {
            "id": self._named("re"), "object": "refund", "created": self.now(), "amount": amount,
            "currency": intent["currency"], "payment_intent": intent["id"],
            "charge": intent["latest_charge"], "metadata": asked.get("metadata", {}),
            "status": "pending" if pends else "succeeded",
        }  # fmt: skip
        self.refunds[refund["id"]] = refund
        self._move("refund", -amount, intent["currency"], refund["id"])
        self._tell("refund.created", refund)
        return refund

    def _given(self, intent):
        return sum(
            each["amount"]
            for each in self.refunds.values()
            if each["payment_intent"] == intent and each["status"] not in ("failed", "canceled")
        )

    def refund_became(self, id_, status):
        """The bank's answer, days later: it went through, or it bounced."""
        refund = found(self.refunds, id_, "refund")
        refund["status"] = status
        if status == "failed":
            refund["failure_reason"] = "lost_or_stolen_card"
            self._move("refund_failure", refund["amount"], refund["currency"], id_)
            self._tell("refund.failed", refund)
        self._tell("charge.refund.updated", refund)

    def bank_ends(self, call):
        """The bank lets a pending refund through, and sends that to a lost card back."""
        for refund in [each for each in self.refunds.values() if call in each["metadata"].values()]:
            card = self.intents[refund["payment_intent"]]["payment_method"]
            if refund["status"] == "pending":
                self.refund_became(refund["id"], "succeeded")
            elif card == "pm_card_refundFail":
                self.refund_became(refund["id"], "failed")

    def of_others(self):
        """Something that the merchant did without the platform: a charge by hand."""
        with suppress(Wrong):
            self.create_intent({"amount": "700", "currency": "qar", "confirm": "true",
                                "payment_method": "pm_card_visa"})  # fmt: skip
        return list(self.events.values())[-1]

    # Money, events, lists

    def _move(self, type_, amount, currency, source):
        fee = amount * 29 // 1000 if type_ == "charge" else 0
        id_ = self._named("txn")
        self.balance[id_] = {
            "id": id_, "object": "balance_transaction", "created": self.now(), "amount": amount,
            "currency": currency, "fee": fee, "net": amount - fee, "source": source,
            "type": type_, "status": "available",
        }  # fmt: skip

    def _tell(self, type_, about):
        id_ = self._named("evt")
        self.events[id_] = {
            "id": id_, "object": "event", "created": self.now(), "type": type_, "livemode": False,
            "api_version": "2026-10-28.test", "data": {"object": dict(about)},
        }  # fmt: skip

    def listed(self, url, things, asked):
        """A page, the newest first, as every list of Stripe."""
        limit = whole(asked, "limit") if "limit" in asked else 10
        if not 1 <= limit <= 100:
            raise invalid("limit is 1 to 100", param="limit")
        wanted = [each for each in things.values() if _in_list(each, asked)]
        wanted.sort(key=lambda each: (each["created"], each["id"]), reverse=True)
        if "starting_after" in asked:
            ids = [each["id"] for each in wanted]
            if asked["starting_after"] not in ids:
                raise invalid("No such object", code="resource_missing", param="starting_after")
            wanted = wanted[ids.index(asked["starting_after"]) + 1 :]
        page = [self._expanded(each, asked) for each in wanted[:limit]]
        return {"object": "list", "url": url, "data": page, "has_more": len(wanted) > limit}

    def _expanded(self, thing, asked):
        if "data.source" not in asked.get("expand", {}).values():
            return thing
        return {**thing, "source": (self.charges | self.refunds)[thing["source"]]}

    def searched(self, asked):
        """By one field of metadata; what is newer than the index is not found."""
        query = re.fullmatch(r"metadata\['(\w+)'\]:'([\w-]+)'", asked.get("query", ""))
        if not query:
            raise invalid("The query is not understood.", param="query")
        field, value = query.groups()
        hits = [
            each
            for each in self.intents.values()
            if each["metadata"].get(field) == value
            and each["created"] <= self.now() - SEARCHABLE_AFTER
        ]
        return {"object": "search_result", "data": hits, "has_more": False, "next_page": None}


def _in_list(thing, asked):
    since, until = (asked.get("created", {}).get(each) for each in ("gte", "lt"))
    fields = ("payment_intent", "type", "source")
    return (
        all(thing.get(each) == asked[each] for each in fields if each in asked)
        and (since is None or thing["created"] >= int(since))
        and (until is None or thing["created"] < int(until))
    )


def found(things, id_, kind):
    if id_ not in things:
        raise Wrong(404, "invalid_request_error", f"No such {kind}", code="resource_missing")
    return things[id_]


def whole(asked, name):
    if not re.fullmatch(r"[0-9]{1,12}", asked.get(name, "")):
        raise invalid(f"Invalid integer: {asked.get(name)}", param=name)
    return int(asked[name])
