"""Looking at the books."""

from __future__ import annotations

from uuid import UUID

from attrs import frozen

from ..access.rights import Act, Rights
from ..kernel.entry import Account, Posted, StatementLine
from ..kernel.money import Money
from ..kernel.parties import Actor
from ..ports.books import Books
from ..ports.storage import Page
from .chart import side_of


@frozen
class ReadBooks:
    """Balances, entries and their sum, for those who watch the money."""

    books: Books
    rights: Rights

    def __call__(
        self, by: Actor, *, name: str = "", after: str | None = None, limit: int = 50
    ) -> Page[tuple[Account, Money]]:
        """Accounts with their balances, in order of name."""
        self.rights.check(by, Act.READ_BOOKS)
        return self.books.balances(name=name, after=after, limit=limit)

    def entries(
        self, by: Actor, *, about: UUID | None = None, after: str | None = None, limit: int = 50
    ) -> Page[Posted]:
        """What was posted, oldest first."""
        self.rights.check(by, Act.READ_BOOKS)
        return self.books.entries(about=about, after=after, limit=limit)

    def statement(
        self,
        by: Actor,
        account: Account,
        currency: str = "QAR",
        *,
        after: str | None = None,
        limit: int = 50,
    ) -> Page[StatementLine]:
        """What happened to one account, oldest first, with its running balance."""
        self.rights.check(by, Act.READ_BOOKS)
        side_of(account)
        Money(0, currency)  # refuses a currency that is none
        return self.books.statement(account, currency, after=after, limit=limit)

    def sums(self, by: Actor) -> dict[str, int]:
        """Σ of all balances by currency in minor units: 0, or something is wrong."""
        self.rights.check(by, Act.READ_BOOKS)
        return self.books.sums()
