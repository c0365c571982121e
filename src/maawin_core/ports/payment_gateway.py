"""Money in and back through payment providers, several at once."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date, datetime, timedelta
from typing import Protocol
from uuid import UUID

from attrs import Attribute, field, frozen

from ..kernel.answer import PaymentAnswer, RefundAnswer, Refused, Unknown
from ..kernel.errors import RuleBroken, listed
from ..kernel.money import EXPONENTS, Money
from ..kernel.payment_method import PaymentMethod
from ..kernel.settlement import Movement as Movement
from ..kernel.settlement import SettlementLine as SettlementLine

NEVER_HEARD_OF = Refused("never_heard_of")
MORE_THAN_WAS_CHARGED = Refused("more_than_was_charged")
CALL_REUSED = Refused("call_reused")  # the same name for another sum, charge or account
STALE_AVAILABLE = Refused("stale_available")  # nothing was done, and nothing remembered
REFUND_TOO_LATE = Refused("refund_too_late")  # the refund window has closed: pay out instead
CURRENCY_NOT_TAKEN = Refused("currency_not_taken")
METHOD_NOT_TAKEN = Refused("method_not_taken")
AMOUNT_NOT_TAKEN = Refused("amount_not_taken")  # too small, too large, or too fine for it
CANNOT = Refused("provider_cannot")  # it has declared that it does not do this
NOT_SIGNED = Refused("event_not_signed")
OUT_OF_TIME = Refused("event_out_of_time")  # signed, and long ago: somebody plays it again
NOT_OURS = Refused("event_not_ours")  # signed, and about no call of the platform


def _known(_: object, attribute: Attribute[frozenset[str]], currencies: frozenset[str]) -> None:
    # Minor units are the core's: a currency that it does not know cannot be declared.
    unknown = currencies - set(EXPONENTS)
    if unknown or not currencies:
        raise RuleBroken("currency_unknown", found=listed(unknown))


@frozen(kw_only=True)
class Capabilities:
    """What a provider can do. What it cannot do it declares here, and answers `CANNOT`."""

    refunds_in_part: bool = True
    refund_window: timedelta | None = None  # after the charge; later it is `REFUND_TOO_LATE`
    looks_up: bool = True
    pays_out: bool = False
    hosted_page: bool = False  # the payer leaves for the provider's page: a charge is `Pending`
    sends_events: bool = False
    lists_settlements: bool = False
    signs_whole_body: bool = True  # False: the signature covers what an event says, not the bytes
    event_tolerance: timedelta | None = timedelta(minutes=5)
    """How far its clock may be from ours; None: its signature covers no time, and an old event
    that is played again is as good as a repetition."""
    methods: frozenset[PaymentMethod] = frozenset({PaymentMethod.CARD})
    currencies: frozenset[str] = field(default=frozenset(EXPONENTS), validator=_known)


@frozen
class Quote:
    """What a provider would take of the payer by a method, and what it would keep of that."""

    method: PaymentMethod
    taken: Money
    kept: Money


@frozen
class ProviderEvent:
    """A provider's own word on one call. *id* is the same each time that it is sent again.

    Events come late, twice and in any order, so the platform believes no more of one than which
    call to look up: a charge by `look_up`, a refund or payout by `look_up_refund`. One that tells
    of money that came back is *about* a bounce: a look-up that does not know it yet is repeated.
    """

    id: str
    call: UUID
    answer: RefundAnswer
    about: Movement = Movement.CHARGE


@frozen
class SettlementPage:
    """Some of the lines of a day, oldest first. With *after*, there are more: ask with it."""

    lines: tuple[SettlementLine, ...]
    after: str = ""


class PaymentGateway(Protocol):
    """Takes money and gives it back.

    *call* is the platform's name for one attempt. The same name twice is the same attempt: the
    provider acts once, and answers alike both times, unless it has been settled meanwhile. The same
    name for anything else is `CALL_REUSED`. A new attempt has a new name, so a refused card does
    not spoil the next. A gateway that is made anew knows the same calls: it keeps none itself.

    No method raises for trouble on the line; that is `Unknown`: a line that is down or cut, an
    answer that is late, or not the provider's, or ends in the middle. Who has `Unknown` asks again
    under the same name, or looks up.
    """

    @property
    def name(self) -> str:
        """The provider's name: it goes with each payment, so that a refund finds its way back."""
        ...

    def capabilities(self) -> Capabilities:
        """What it can do, the same at each asking."""
        ...

    def quote(self, amount: Money, method: PaymentMethod) -> Quote | Refused | Unknown:
        """What a charge of *amount* would take, in its own currency: never less than *amount*.

        `CURRENCY_NOT_TAKEN`, `METHOD_NOT_TAKEN` and `AMOUNT_NOT_TAKEN` are answered here before a
        payer is troubled, and by `charge` too.
        """
        ...

    def charge(
        self,
        call: UUID,
        amount: Money,
        token: str,
        method: PaymentMethod = PaymentMethod.CARD,
    ) -> PaymentAnswer:
        """Take *amount* by the payer's *token* (never a card number; a hosted page needs none)."""
        ...

    def refund(
        self, call: UUID, amount: Money, charge: str, expected_available: Money | None = None
    ) -> RefundAnswer:
        """Give *amount* of the *charge* (its reference) back. Two calls are two refunds.

        All refunds of a charge that have not bounced are together no more than was taken.

        If other than *expected_available* is left of the charge, whoever asks has an old picture:
        `STALE_AVAILABLE`. A call that was made before is known before that is compared, and a stale
        one may be made again, under its own name, with the right figure. `Pending` money has left.
        """
        ...

    def payout(self, call: UUID, amount: Money, account: str) -> RefundAnswer:
        """Send *amount* to an *account* (the provider's token for it), when the card is gone."""
        ...

    def look_up(self, call: UUID) -> PaymentAnswer:
        """What became of a charge; `NEVER_HEARD_OF` if it was never seen."""
        ...

    def look_up_refund(self, call: UUID, charge: str) -> RefundAnswer:
        """What became of a refund of *charge* (its reference), or of a payout if that is empty;
        `NEVER_HEARD_OF` if it was never seen.

        One that was accepted may have `Bounced` since. What bounced is with the provider again:
        as far as the charge is concerned, it has not been given back.
        """
        ...

    def parse_event(
        self, body: bytes, headers: Mapping[str, str], received: datetime
    ) -> ProviderEvent | Refused:
        """What an event says, byte for byte as it came; `NOT_SIGNED` if it is not the provider's.

        *received* is when it came to the platform, by the platform's clock. One that was signed
        further from that than the declared tolerance, before or after, is `OUT_OF_TIME`. A signed
        event about none of our calls is `NOT_OURS`. The names of headers are taken in any case.
        Nothing else happens: the same event may be read any number of times.
        """
        ...

    def settlements(self, day: date, after: str = "") -> SettlementPage | Refused | Unknown:
        """What it took and gave on a civil *day* in Doha, a page at a time, each movement once.

        Refused charges are not among them; a bounce is a line of its own on its own day.
        """
        ...


@frozen
class Route:
    """So many parts of the new payments by a method go to the provider of this name."""

    provider: str
    method: PaymentMethod
    share: int = field(default=1)

    @share.validator
    def _counts(self, _: object, share: int) -> None:
        if share < 1:
            raise RuleBroken("share_not_positive", found=share)


class Gateways:
    """The providers of this platform, by name, and which takes the new payments.

    Without routes, all go to the *first*. With them, each goes to one that has a share of its
    method, by the number of the attempt: the same attempt always to the same provider, on every
    machine. Whoever has no share takes no new payment, and gives back what it took: so a provider
    is retired by taking its share, not by taking it away.
    """

    def __init__(
        self, first: PaymentGateway, *others: PaymentGateway, routes: Sequence[Route] = ()
    ) -> None:
        self._by_name = {each.name: each for each in (first, *others)}
        if len(self._by_name) != 1 + len(others):
            named = ", ".join(each.name for each in (first, *others))
            raise RuleBroken("provider_named_twice", found=named)
        self.first = first
        whole = sorted(first.capabilities().methods)
        self.routes = tuple(routes) or tuple(Route(first.name, each) for each in whole)
        for route in self.routes:
            self._must_take(route)

    @property
    def names(self) -> tuple[str, ...]:
        """The providers that are set up, in the order of the setting."""
        return tuple(self._by_name)

    def by_name(self, name: str) -> PaymentGateway:
        """The provider that a payment remembers."""
        if name not in self._by_name:
            raise RuleBroken("provider_not_set_up", found=name, needed=", ".join(self._by_name))
        return self._by_name[name]

    def by_method(self, amount: Money) -> dict[PaymentMethod, PaymentGateway]:
        """The ways to pay an amount here, each with the provider that takes most of it."""
        able = [each for each in self.routes if self._takes(each, amount, each.method)]
        least_first = sorted(able, key=lambda each: each.share)
        return {each.method: self._by_name[each.provider] for each in least_first}

    def for_charge(
        self, attempt: UUID, amount: Money, method: PaymentMethod = PaymentMethod.CARD
    ) -> PaymentGateway:
        """The provider that takes this attempt."""
        able = [each for each in self.routes if self._takes(each, amount, method)]
        if not able:
            raise RuleBroken("no_provider_takes", method=method, currency=amount.currency)
        drawn = attempt.int % sum(each.share for each in able)
        for route in able:
            drawn -= route.share
            if drawn < 0:
                break
        return self._by_name[route.provider]

    def _takes(self, route: Route, amount: Money, method: PaymentMethod) -> bool:
        able = self._by_name[route.provider].capabilities()
        return route.method == method and amount.currency in able.currencies

    def _must_take(self, route: Route) -> None:
        able = self.by_name(route.provider).capabilities()
        if route.method not in able.methods:
            found = f"{route.provider}:{route.method}"
            raise RuleBroken(
                "route_not_possible", found=found, provider=route.provider,
                needed=listed(able.methods),
            )  # fmt: skip
