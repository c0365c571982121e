"""Reading the books: balances and entries, as the storage posted them."""

from __future__ import annotations

from datetime import datetime
from typing import Protocol
from uuid import UUID

from attrs import frozen

from ..kernel.entry import Account, Entry
from ..kernel.money import Money
from .storage import Page


@frozen
class Posted:
    """An entry as it stands in the books: when it happened, and in which order it was recorded."""

    seq: int
    at: datetime
    entry: Entry


class Books(Protocol):
    """Balances are kept with each entry, in its transaction; Σ of all balances is nothing."""

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

    def sums(self) -> dict[str, int]:
        """Σ of all balances by currency, in minor units. Anything but 0 is a fault."""
        ...
