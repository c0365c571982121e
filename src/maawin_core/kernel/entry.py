"""Double entry: a movement of money between named places, which sums to nothing."""

from __future__ import annotations

from uuid import UUID

from attrs import field, frozen

from .errors import RuleBroken
from .money import Money


@frozen(order=True)
class Account:
    """A named place for money: what it is (`held`, `office`, …) and whose (a party or a thing)."""

    name: str
    of: str = ""

    def __str__(self) -> str:
        return f"{self.name}/{self.of}" if self.of else self.name


@frozen
class Leg:
    """One side of an entry: *amount* goes to the account, or leaves it if negative."""

    account: Account
    amount: Money


def _balanced(entry: Entry, _: object, legs: tuple[Leg, ...]) -> None:
    left = sum((leg.amount.minor for leg in legs), 0)
    currencies = {leg.amount.currency for leg in legs}
    accounts = {leg.account for leg in legs}
    sound = len(legs) >= 2 and len(accounts) == len(legs) and all(leg.amount for leg in legs)
    if left or len(currencies) != 1 or not sound:
        raise RuleBroken("entry_unbalanced", found=str(entry.code))


@frozen(kw_only=True)
class Entry:
    """One movement, never changed. Its legs sum to nothing, in one currency, in different accounts.

    *key* is the movement's own name: the same key is kept once. *about* is the thing it is for.
    """

    key: UUID
    code: str
    about: UUID
    legs: tuple[Leg, ...] = field(validator=_balanced)


def move(
    key: UUID, code: str, about: UUID, amount: Money, *, out_of: Account, to: Account
) -> Entry:
    """An entry that takes *amount* out of one account and puts it into another."""
    return Entry(key=key, code=code, about=about, legs=(Leg(out_of, -amount), Leg(to, amount)))
