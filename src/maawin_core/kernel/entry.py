"""Double entry: a movement of money between named places, which sums to nothing."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from uuid import UUID, uuid5

from attrs import frozen

from .errors import RuleBroken
from .money import Money, total


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


@frozen(kw_only=True)
class KeptEntry:
    """A movement as it stands in the books: for whoever looks whether it is sound.

    *key* is the movement's own name: the same key is kept once. *about* is the thing it is for.
    *happened_at* is when the money moved, if that is not when it was recorded; *corrects* is the
    key of the entry that this one takes back; *reference* is the provider's own name for it.
    """

    key: UUID
    code: str
    about: UUID
    legs: tuple[Leg, ...]
    happened_at: datetime | None = None
    corrects: UUID | None = None
    reference: str = ""

    @property
    def is_sound(self) -> bool:
        """Whether its legs sum to nothing, in one currency, in different accounts."""
        left = sum((leg.amount.minor for leg in self.legs), 0)
        currencies = {leg.amount.currency for leg in self.legs}
        accounts = {leg.account for leg in self.legs}
        whole = len(self.legs) >= 2 and len(accounts) == len(self.legs)
        return not left and len(currencies) == 1 and whole and all(leg.amount for leg in self.legs)


@frozen(kw_only=True)
class Entry(KeptEntry):
    """One movement, never changed. Its legs sum to nothing, in one currency, in different accounts.
    One that does not cannot be made."""

    def __attrs_post_init__(self) -> None:
        if not self.is_sound:
            raise RuleBroken("entry_unbalanced", found=str(self.code))


def move(
    key: UUID,
    code: str,
    about: UUID,
    amount: Money,
    *,
    out_of: Account,
    to: Account,
    happened_at: datetime | None = None,
    reference: str = "",
) -> Entry:
    """An entry that takes *amount*, more than nothing, out of one account and into another."""
    if amount.minor <= 0:
        raise RuleBroken("entry_unbalanced", found=code)
    return Entry(
        key=key, code=code, about=about, legs=(Leg(out_of, -amount), Leg(to, amount)),
        happened_at=happened_at, reference=reference,
    )  # fmt: skip


def spread(key: UUID, code: str, about: UUID, legs: Mapping[Account, Money]) -> Entry:
    """An entry over several accounts; those in which nothing moves have no part in it."""
    moved = tuple(Leg(account, amount) for account, amount in legs.items() if amount)
    return Entry(key=key, code=code, about=about, legs=moved)


def corrected(wrong: Entry, code: str, happened_at: datetime | None = None) -> Entry:
    """The entry that takes *wrong* back. Nothing is ever changed, and nothing taken back twice."""
    return Entry(
        key=uuid5(wrong.key, "corrected"),
        code=code,
        about=wrong.about,
        legs=tuple(Leg(leg.account, -leg.amount) for leg in wrong.legs),
        happened_at=happened_at,
        corrects=wrong.key,
        reference=wrong.reference,
    )


@frozen
class Posted:
    """An entry as it stands in the books: when it was recorded, and in which order."""

    seq: int
    recorded_at: datetime
    entry: KeptEntry

    @property
    def happened_at(self) -> datetime:
        """When the money moved: a bank may tell days later."""
        return self.entry.happened_at or self.recorded_at


@frozen
class StatementLine:
    """What one entry did to one account, and what stood on it afterwards."""

    posted: Posted
    amount: Money
    balance: Money


def moved_on(entry: KeptEntry, account: Account, currency: str) -> Money:
    """What an entry did to one account: nothing, if it has no part in it."""
    legs = (leg.amount for leg in entry.legs if leg.account == account)
    return total((each for each in legs if each.currency == currency), currency)
