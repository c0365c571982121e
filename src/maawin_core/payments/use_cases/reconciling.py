"""What a provider says that it moved is held against the books (M9)."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from functools import partial

from attrs import frozen

from ...access.rights import Act, Rights
from ...books.posting import clearing
from ...kernel.answer import Refused, Unknown
from ...kernel.entry import Account, StatementLine
from ...kernel.errors import WrongMoment, require
from ...kernel.parties import Actor
from ...ports.books import Books
from ...ports.lists import MOST
from ...ports.payment_gateway import Gateways, SettlementLine
from ...ports.storage import Page
from ..reconciling import Case, Listed
from ..settlement_file import BadRow, read_settlement
from .checking import pages


@frozen
class Reconciliation:
    """How many movements agree, every difference, and the lines that could not be read."""

    provider: str
    matched: int
    cases: tuple[Case, ...]
    bad: tuple[BadRow, ...]

    @property
    def agrees(self) -> bool:
        """Whether there is nothing that a person has to look at."""
        return not self.cases and not self.bad


@frozen
class Reconcile:
    """A provider's settlement of some days, as its file or as its own list, against the books.

    Every difference is a case with a next step; whatever agrees is only counted.
    """

    books: Books
    gateways: Gateways
    rights: Rights

    def __call__(
        self, by: Actor, provider: str, *, csv: str = "", day: date | None = None
    ) -> Reconciliation:
        self.rights.check(by, Act.RECONCILE)
        require(bool(csv) != (day is not None), "settlement_file_or_day")
        if day is not None:
            return self._held_against(provider, tuple(self._listed(provider, day)), ())
        read = read_settlement(csv)
        return self._held_against(provider, read.lines, read.bad)

    def _held_against(
        self, provider: str, lines: tuple[SettlementLine, ...], bad: tuple[BadRow, ...]
    ) -> Reconciliation:
        listed = Listed.of(lines)
        cases = list(listed.against(self._booked(provider, listed.currencies)))
        cases += listed.left()
        return Reconciliation(provider, listed.matched, tuple(cases), bad)

    def _booked(self, provider: str, currencies: frozenset[str]) -> Iterator[StatementLine]:
        account = clearing(provider)
        for currency in sorted(currencies):
            yield from pages(partial(self._page, account, currency))

    def _page(self, account: Account, currency: str, after: str | None) -> Page[StatementLine]:
        return self.books.statement(account, currency, after=after, limit=MOST)

    def _listed(self, provider: str, day: date) -> Iterator[SettlementLine]:
        gateway, after = self.gateways.by_name(provider), ""
        while True:
            page = gateway.settlements(day, after)
            if isinstance(page, Refused):
                raise WrongMoment("settlements_not_listed", found=provider, reason=page.reason)
            if isinstance(page, Unknown):
                raise WrongMoment("provider_silent", thing="settlement", id=provider)
            yield from page.lines
            if not page.after:
                return
            after = page.after
