"""Money in and back through payment providers, several at once."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Protocol
from uuid import UUID

from attrs import frozen

from ..kernel.answer import PaymentAnswer, Refused
from ..kernel.errors import RuleBroken
from ..kernel.money import EXPONENTS, Money

NEVER_HEARD_OF = Refused("never_heard_of")
MORE_THAN_WAS_CHARGED = Refused("more_than_was_charged")
CALL_REUSED = Refused("call_reused")  # the same name for another sum, charge or account
STALE_AVAILABLE = Refused("stale_available")  # nothing was done, and nothing remembered
CURRENCY_NOT_TAKEN = Refused("currency_not_taken")
CANNOT = Refused("provider_cannot")  # it has declared that it does not do this
NOT_SIGNED = Refused("event_not_signed")


@frozen(kw_only=True)
class Capabilities:
    """What a provider can do. What it cannot do it declares here, and answers `CANNOT`."""

    refunds_in_part: bool = True
    looks_up: bool = True
    pays_out: bool = False
    hosted_page: bool = False  # the payer leaves for the provider's page: a charge is `Pending`
    sends_events: bool = False
    currencies: frozenset[str] = frozenset(EXPONENTS)


@frozen
class ProviderEvent:
    """A provider's own word on one call. *id* is the same each time that it is sent again.

    Events come late, twice and in any order, so the platform believes no more of one than which
    call to look up.
    """

    id: str
    call: UUID
    answer: PaymentAnswer


class PaymentGateway(Protocol):
    """Takes money and gives it back.

    *call* is the platform's name for one attempt. The same name twice is the same attempt: the
    provider acts once, and answers alike both times, unless it has been settled meanwhile. The same
    name for anything else is `CALL_REUSED`. A new attempt has a new name, so a refused card does
    not spoil the next. No method raises for trouble on the line; that is `Unknown`.
    """

    @property
    def name(self) -> str:
        """The provider's name: it goes with each payment, so that a refund finds its way back."""
        ...

    def capabilities(self) -> Capabilities:
        """What it can do, the same at each asking."""
        ...

    def charge(self, call: UUID, amount: Money, token: str) -> PaymentAnswer:
        """Take *amount* by the payer's *token* (never a card number; a hosted page needs none)."""
        ...

    def refund(
        self, call: UUID, amount: Money, charge: str, expected_available: Money | None = None
    ) -> PaymentAnswer:
        """Give *amount* of the *charge* (its reference) back. Two calls are two refunds.

        If other than *expected_available* is left of the charge, whoever asks has an old picture:
        `STALE_AVAILABLE`. A call that was made before is known before that is compared, and a stale
        one may be made again, under its own name, with the right figure.
        """
        ...

    def payout(self, call: UUID, amount: Money, account: str) -> PaymentAnswer:
        """Send *amount* to an *account* (the provider's token for it), when the card is gone."""
        ...

    def look_up(self, call: UUID) -> PaymentAnswer:
        """What became of a charge, refund or payout; `NEVER_HEARD_OF` if it was never seen."""
        ...

    def parse_event(self, body: bytes, headers: Mapping[str, str]) -> ProviderEvent | Refused:
        """What an event says, byte for byte as it came; `NOT_SIGNED` if it is not the provider's.

        Nothing else happens: the same event may be read any number of times.
        """
        ...


class Gateways:
    """The providers of this platform, by name. New payments go to the *first*.

    Any other takes no new payment, and gives back what it took: so a provider is retired by moving
    it from the first place, not by taking it away.
    """

    def __init__(self, first: PaymentGateway, *others: PaymentGateway) -> None:
        self._by_name = {each.name: each for each in (first, *others)}
        if len(self._by_name) != 1 + len(others):
            named = ", ".join(each.name for each in (first, *others))
            raise RuleBroken("provider_named_twice", found=named)
        self.first = first

    def by_name(self, name: str) -> PaymentGateway:
        """The provider that a payment remembers."""
        if name not in self._by_name:
            raise RuleBroken("provider_not_set_up", found=name, needed=", ".join(self._by_name))
        return self._by_name[name]
