"""Everything that the books promise is looked at, entry by entry (M9)."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import TypeVar
from uuid import UUID

from attrs import frozen

from ...access.rights import Act, Rights
from ...kernel.entry import Account, KeptEntry, Posted
from ...kernel.money import Money
from ...kernel.parties import Actor
from ...ports.books import Books
from ...ports.lists import MOST, Lists
from ...ports.storage import Page
from ..checking import (
    Balanced,
    Violation,
    checked_balance,
    checked_fee,
    checked_things,
    drawn,
)
from ..events import FeePaymentRow

T = TypeVar("T")


@frozen
class CheckBooks:
    """What is wrong in the books, as it is found: over the whole database, page by page."""

    books: Books
    lists: Lists
    rights: Rights

    def __call__(self, by: Actor) -> Iterator[Violation]:
        self.rights.check(by, Act.CHECK_BOOKS)
        return self._found()

    def _found(self) -> Iterator[Violation]:
        balanced = Balanced()
        fees = _Fees(pages(lambda after: self.lists.page(FeePaymentRow, after=after, limit=MOST)))
        yield from checked_things(fees.beside(self._entries()), balanced)
        yield from fees.violations
        for account, balance in self._balances():
            balanced.stands(account, balance)
            yield from checked_balance(account, balance)
        yield from balanced.unbalanced()
        if balanced.wrong:
            yield from self._wrong_balances(balanced.wrong)

    def _wrong_balances(self, sums: frozenset[int]) -> Iterator[Violation]:
        # Only now is it worth a second pass, over the few accounts that can be meant.
        added: dict[tuple[Account, str], int] = {}
        for posted in self._entries():
            for leg in posted.entry.legs:
                place = (leg.account, leg.amount.currency)
                if drawn(place)[0] in sums:
                    added[place] = added.get(place, 0) + leg.amount.minor
        for account, balance in self._balances():
            found = added.pop((account, balance.currency), 0)
            if drawn((account, balance.currency))[0] in sums and found != balance.minor:
                yield _wrong(account, balance, Money.of_minor(found, balance.currency))
        for (account, currency), minor in sorted(added.items()):
            if minor:
                yield _wrong(account, Money(0, currency), Money.of_minor(minor, currency))

    def _entries(self) -> Iterator[Posted]:
        return pages(lambda after: self.books.by_thing(after=after, limit=MOST))

    def _balances(self) -> Iterator[tuple[Account, Money]]:
        return pages(lambda after: self.books.balances(after=after, limit=MOST))


def pages(page: Callable[[str | None], Page[T]]) -> Iterator[T]:
    """Everything of a paged list, one page in memory at a time."""
    after = None
    while True:
        found = page(after)
        yield from found.items
        if found.next is None:
            return
        after = found.next


def _wrong(account: Account, balance: Money, legs: Money) -> Violation:
    return Violation("balance_wrong", str(account), {"found": balance, "needed": legs})


class _Fees:
    """Fees in the order of their ids, walked beside the entries, which come in the same order."""

    def __init__(self, rows: Iterator[FeePaymentRow]) -> None:
        self._rows = rows
        self._row = next(rows, None)
        self._mine: list[KeptEntry] = []
        self._found: list[Violation] = []

    def beside(self, entries: Iterator[Posted]) -> Iterator[Posted]:
        """The entries; on the way each fee is held against those that are about it."""
        for posted in entries:
            self._until(posted.entry.about)
            if self._row is not None and self._row.key == posted.entry.about:
                self._mine.append(posted.entry)
            yield posted

    @property
    def violations(self) -> Iterator[Violation]:
        """What was found so far, and with the fees after the last entry."""
        self._until(None)
        yield from self._found

    def _until(self, about: UUID | None) -> None:
        while self._row is not None and (about is None or str(self._row.key) < str(about)):
            self._found += checked_fee(self._row, self._mine)
            self._mine = []
            self._row = next(self._rows, None)
