"""Reading the books: balances and entries, as the storage posted them."""

from __future__ import annotations

from typing import Protocol
from uuid import UUID

from ..kernel.entry import Account, Posted, StatementLine
from ..kernel.money import Money
from .storage import Page


class Books(Protocol):
    """Balances are kept with each entry, in its transaction; Σ of all balances is nothing.

    An account is its name, whose it is, and its currency, so no account has two. The storage that
    posts holds each to what `books/chart.py` says of it, and never changes what was posted.
    """

    def balance(self, account: Account, currency: str = "QAR") -> Money:
        """What stands on the account; nothing on one that was never used."""
        ...

    def balances(
        self, *, name: str = "", after: str | None = None, limit: int = 50
    ) -> Page[tuple[Account, Money]]:
        """Every account with its balance, or those of one name, in order."""
        ...

    def entries(
        self, *, about: UUID | None = None, after: str | None = None, limit: int = 50
    ) -> Page[Posted]:
        """Entries in the order in which they were recorded."""
        ...

    def by_thing(self, *, after: str | None = None, limit: int = 50) -> Page[Posted]:
        """Every entry, those of one thing together and in their order: for whoever checks all.

        What is not sound is not refused here: it is to be found.
        """
        ...

    def statement(
        self, account: Account, currency: str = "QAR", *, after: str | None = None, limit: int = 50
    ) -> Page[StatementLine]:
        """What happened to one account, oldest first, with its running balance.

        The place where it goes on carries the balance, so that no page adds up those before it.
        """
        ...

    def sums(self) -> dict[str, int]:
        """Σ of all balances by currency, in minor units. Anything but 0 is a fault."""
        ...
