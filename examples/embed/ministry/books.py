"""The books over the journal: each entry posted once, each balance kept with it."""

from collections import defaultdict
from uuid import UUID

from attrs import define, field

from maawin_core.kernel.entry import Account, Posted, StatementLine, moved_on
from maawin_core.kernel.money import Money
from maawin_core.kernel.plain import read_cursor, read_number
from maawin_core.ports.storage import Page

from .journal import Journal
from .paging import paged
from .storage import Saved

Balance = tuple[Account, Money]


@define
class Ledger:
    """Entries in the order of the journal, and what stands on each account."""

    _journal: Journal
    posted: list[Posted] = field(factory=list)
    _balances: dict[tuple[Account, str], int] = field(factory=lambda: defaultdict(int))

    def balance(self, account: Account, currency: str = "QAR") -> Money:
        return Money.of_minor(self._balances.get((account, currency), 0), currency)

    def balances(
        self, *, name: str = "", after: str | None = None, limit: int = 50
    ) -> Page[Balance]:
        def place(balance: Balance) -> list[str]:
            return [balance[0].name, balance[0].of, balance[1].currency]

        last = read_cursor(after, str, str, str) if after else []
        with self._journal.lock:
            standing = [
                (account, Money.of_minor(minor, currency))
                for (account, currency), minor in self._balances.items()
                if name in ("", account.name)
            ]
        found = sorted(standing, key=place)
        return paged([each for each in found if place(each) > last], place, limit)

    def entries(
        self, *, about: UUID | None = None, after: str | None = None, limit: int = 50
    ) -> Page[Posted]:
        start = read_number(after)
        with self._journal.lock:
            found = [each for each in self.posted[start:] if about in (None, each.entry.about)]
        return paged(found, lambda each: [each.seq], limit)

    def by_thing(self, *, after: str | None = None, limit: int = 50) -> Page[Posted]:
        def place(posted: Posted) -> list[object]:
            return [str(posted.entry.about), posted.seq]

        last = read_cursor(after, str, int) if after else ["", 0]
        with self._journal.lock:
            found = sorted(self.posted, key=place)
        return paged([each for each in found if place(each) > last], place, limit)

    def statement(
        self, account: Account, currency: str = "QAR", *, after: str | None = None, limit: int = 50
    ) -> Page[StatementLine]:
        start, stands = read_cursor(after, int, int) if after else [0, 0]
        lines: list[StatementLine] = []
        with self._journal.lock:
            posted = self.posted[start:]
        for each in posted:
            if moved := moved_on(each.entry, account, currency):
                stands += moved.minor
                lines.append(StatementLine(each, moved, Money.of_minor(stands, currency)))
        return paged(lines, lambda line: [line.posted.seq, line.balance.minor], limit)

    def sums(self) -> dict[str, int]:
        found: dict[str, int] = defaultdict(int)
        with self._journal.lock:
            for (_, currency), minor in self._balances.items():
                found[currency] += minor
        return dict(found)

    def hear(self, record: object) -> None:
        """Post what a record of the journal says."""
        if not isinstance(record, Saved):
            return
        for event in (event for change in record.changes for event in change.events):
            for entry in event.entries():
                self.posted.append(Posted(len(self.posted) + 1, event.at, entry))
                for leg in entry.legs:
                    self._balances[leg.account, leg.amount.currency] += leg.amount.minor
