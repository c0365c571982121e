"""Whether all books are sound (M9): one pass over every entry, in the memory of one thing.

Entries come thing by thing, so what belongs together is there together. Whether each balance is the
sum of its legs is asked of all accounts at once: each goes into one of a fixed number of sums, by a
number drawn from its name, and out again by its balance; what is left over lies in that sum, and
only its accounts are added up one by one.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Iterator, Mapping
from functools import lru_cache
from itertools import groupby
from uuid import UUID

from attrs import define, field, frozen

from ..books.chart import CHART, Side
from ..books.posting import resolution_of
from ..kernel.entry import Account, KeptEntry, Posted
from ..kernel.money import Money
from .events import FeePaymentRow, PaymentStatus

SUMS = 4096
_MODULUS = 2**61 - 1

#: What changes how much of a fee is awarded back.
AWARDING = ("refund_awarded", "award_reduced")

Place = tuple[Account, str]


@frozen
class Violation:
    """What is not as it has to be: a code of `words/` with its facts, and the thing it is about."""

    code: str
    about: str
    facts: Mapping[str, object]


@define
class Balanced:
    """Sums of everything that was posted, of a fixed size: what is left of them has to be 0."""

    _left: list[int] = field(factory=lambda: [0] * SUMS)
    _total: dict[str, int] = field(factory=dict)

    def posted(self, entry: KeptEntry) -> None:
        """An entry was read: each leg goes in."""
        for leg in entry.legs:
            self._add((leg.account, leg.amount.currency), leg.amount.minor)

    def stands(self, account: Account, balance: Money) -> None:
        """A balance was read: it goes out, and into the sum of its currency."""
        self._add((account, balance.currency), -balance.minor)
        self._total[balance.currency] = self._total.get(balance.currency, 0) + balance.minor

    def _add(self, place: Place, minor: int) -> None:
        index, weight = drawn(place)
        self._left[index] = (self._left[index] + weight * minor) % _MODULUS

    @property
    def wrong(self) -> frozenset[int]:
        """The sums in which there is an account whose balance is not the sum of its legs."""
        return frozenset(index for index, left in enumerate(self._left) if left)

    def unbalanced(self) -> Iterator[Violation]:
        """Currencies whose balances do not sum to nothing."""
        for currency, minor in sorted(self._total.items()):
            if minor:
                found = Money.of_minor(minor, currency)
                yield Violation("books_unbalanced", currency, {"found": found})


@lru_cache(maxsize=256)  # of providers and offices, which recur; the others do not
def drawn(place: Place) -> tuple[int, int]:
    """In which of the sums an account is, and how much it weighs there."""
    account, currency = place
    text = f"{account.name}\0{account.of}\0{currency}".encode()
    digest = hashlib.blake2b(text, digest_size=16).digest()
    return int.from_bytes(digest[:8]) % SUMS, int.from_bytes(digest[8:]) % (_MODULUS - 1) + 1


def checked_things(entries: Iterable[Posted], balanced: Balanced) -> Iterator[Violation]:
    """What is wrong with the entries, which come thing by thing."""
    for about, group in groupby(entries, key=lambda posted: posted.entry.about):
        mine = [posted.entry for posted in group]
        for entry in mine:
            balanced.posted(entry)
        yield from _checked(about, mine)


def checked_balance(account: Account, balance: Money) -> Iterator[Violation]:
    """Whether the account is in the chart, and on its side."""
    side = CHART.get(account.name)
    if side is None:
        yield Violation("account_not_in_chart", str(account), {"found": balance})
        return
    wrong = balance.minor < 0 if side is Side.ABOVE else balance.minor > 0
    if wrong and side is not Side.EITHER:
        yield Violation("account_on_wrong_side", str(account), {"found": balance})


def checked_fee(row: FeePaymentRow, entries: Iterable[KeptEntry]) -> Iterator[Violation]:
    """Whether the books say of a fee what the fee says of itself."""
    taken, awarded = Money(0, row.fee.currency), Money(0, row.fee.currency)
    for entry in entries:
        for leg in entry.legs:
            if leg.account.name == "held" and leg.amount.minor > 0:
                taken += leg.amount
            if leg.account.name == "refund_owed" and entry.code in AWARDING:
                awarded += leg.amount
    due = row.fee if row.status is PaymentStatus.PAID else Money(0, row.fee.currency)
    if (taken, awarded) != (due, row.awarded):
        facts = {"found": taken, "needed": due, "awarded": awarded, "said": row.awarded}
        yield Violation("fee_not_as_in_books", str(row.key), facts)


def _checked(about: UUID, mine: list[KeptEntry]) -> Iterator[Violation]:
    by_key: dict[UUID, KeptEntry] = {}
    for entry in mine:
        if not entry.is_sound:
            yield Violation("entry_unsound", str(about), {"entry": entry.key, "found": entry.code})
        if entry.corrects is not None and not _takes_back(entry, by_key.get(entry.corrects)):
            yield Violation("correction_wrong", str(about), {"entry": entry.key})
        by_key[entry.key] = entry
    yield from _more_given_than_taken(about, mine)
    yield from _held_twice(about, mine)


def _takes_back(entry: KeptEntry, wrong: KeptEntry | None) -> bool:
    if wrong is None:
        return False
    moved = {(leg.account, leg.amount) for leg in entry.legs}
    return moved == {(leg.account, -leg.amount) for leg in wrong.legs}


def _more_given_than_taken(about: UUID, mine: list[KeptEntry]) -> Iterator[Violation]:
    if not any(entry.code == "fee_taken" for entry in mine):
        return
    with_provider: dict[str, int] = {}
    for leg in (leg for entry in mine for leg in entry.legs):
        if leg.account.name == "clearing":
            currency = leg.amount.currency
            with_provider[currency] = with_provider.get(currency, 0) + leg.amount.minor
    for currency, minor in with_provider.items():
        if minor > 0:
            facts = {"found": Money.of_minor(minor, currency)}
            yield Violation("refunded_more_than_collected", str(about), facts)


def _held_twice(about: UUID, mine: list[KeptEntry]) -> Iterator[Violation]:
    left = [entry for entry in mine if _leaves_held(entry)]
    # Until 0.1.0 an award and the release of the rest left one by one, under names of their own.
    if len(left) > 1 and any(entry.key == resolution_of(about) for entry in left):
        codes = tuple(entry.code for entry in left)
        yield Violation("held_resolved_twice", str(about), {"found": codes})


def _leaves_held(entry: KeptEntry) -> bool:
    return any(leg.account.name == "held" and leg.amount.minor < 0 for leg in entry.legs)
