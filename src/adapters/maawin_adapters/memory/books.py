"""The books of a `MemoryStorage`."""

from __future__ import annotations

from collections import defaultdict
from uuid import UUID

from attrs import frozen

from maawin_core.kernel.entry import Account, Posted, StatementLine, moved_on
from maawin_core.kernel.money import Money
from maawin_core.kernel.plain import bounded, cursor, read_cursor, read_number
from maawin_core.ports.lists import MOST
from maawin_core.ports.storage import Page

from .storage import MemoryStorage


@frozen
class MemoryBooks:
    """Reads what a `MemoryStorage` posted."""

    _storage: MemoryStorage

    def balance(self, account: Account, currency: str = "QAR") -> Money:
        return Money.of_minor(self._storage.balances.get((account, currency), 0), currency)

    def balances(
        self, *, name: str = "", after: str | None = None, limit: int = 50
    ) -> Page[tuple[Account, Money]]:
        limit = bounded(limit, MOST)
        start = read_cursor(after, str, str, str) if after else []
        found = sorted(
            ([account.name, account.of, currency], minor)
            for (account, currency), minor in list(self._storage.balances.items())
            if name in ("", account.name) and [account.name, account.of, currency] > start
        )
        items = tuple((Account(p[0], p[1]), Money.of_minor(minor, p[2])) for p, minor in found)
        more = len(found) > limit
        return Page(items[:limit], cursor(list(found[limit - 1][0])) if more else None)

    def entries(
        self, *, about: UUID | None = None, after: str | None = None, limit: int = 50
    ) -> Page[Posted]:
        limit = bounded(limit, MOST)
        start = read_number(after)
        found = [
            posted
            for posted in list(self._storage.posted.values())
            if about in (None, posted.entry.about) and posted.seq > start
        ]
        more = len(found) > limit
        return Page(tuple(found[:limit]), cursor([found[limit - 1].seq]) if more else None)

    def by_thing(self, *, after: str | None = None, limit: int = 50) -> Page[Posted]:
        limit = bounded(limit, MOST)
        start = read_cursor(after, str, int) if after else ["", 0]
        places = sorted(
            ((str(each.entry.about), each.seq), each)
            for each in list(self._storage.posted.values())
        )
        found = [(place, each) for place, each in places if [*place] > start]
        more = len(found) > limit
        end = cursor([*found[limit - 1][0]]) if more else None
        return Page(tuple(each for _, each in found[:limit]), end)

    def statement(
        self, account: Account, currency: str = "QAR", *, after: str | None = None, limit: int = 50
    ) -> Page[StatementLine]:
        limit = bounded(limit, MOST)
        start, stands = read_cursor(after, int, int) if after else [0, 0]
        lines: list[StatementLine] = []
        for posted in list(self._storage.posted.values())[start:]:
            moved = moved_on(posted.entry, account, currency)
            if moved and len(lines) == limit:
                last = lines[-1]
                place = cursor([last.posted.seq, last.balance.minor])
                return Page(tuple(lines), place)
            if moved:
                stands += moved.minor
                lines.append(StatementLine(posted, moved, Money.of_minor(stands, currency)))
        return Page(tuple(lines))

    def sums(self) -> dict[str, int]:
        found: dict[str, int] = defaultdict(int)
        with self._storage.lock:
            balances = list(self._storage.balances.items())
        for (_, currency), minor in balances:
            found[currency] += minor
        return dict(found)
