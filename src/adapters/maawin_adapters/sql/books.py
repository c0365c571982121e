"""The books, as the storage posted them."""

from __future__ import annotations

from uuid import UUID

import sqlalchemy as sa
from attrs import frozen

from maawin_core.kernel.entry import Account
from maawin_core.kernel.money import Money
from maawin_core.kernel.plain import (
    bounded,
    cursor,
    read_cursor,
    read_instant,
    read_number,
)
from maawin_core.ports.books import Posted
from maawin_core.ports.lists import MOST
from maawin_core.ports.storage import Page

from . import codec
from .database import Database
from .tables import balances, entries


@frozen
class SqlBooks:
    """Balances are kept with each entry, so reading one is reading one row."""

    database: Database

    def balance(self, account: Account, currency: str = "QAR") -> Money:
        found = self.database.read(
            self.database.compiled("balance", _balance),
            {"name": account.name, "of": account.of, "currency": currency},
        )
        return Money.of_minor(found[0][0] if found else 0, currency)

    def balances(
        self, *, name: str = "", after: str | None = None, limit: int = 50
    ) -> Page[tuple[Account, Money]]:
        limit = bounded(limit, MOST)
        last = read_cursor(after, str, str, str) if after else ["", "", ""]
        sql = self.database.compiled(("balances", bool(name)), lambda: _balances(bool(name)))
        params = {"l0": last[0], "l1": last[1], "l2": last[2], "most": limit + 1}
        found = self.database.read(sql, {**params, "name": name} if name else params)
        items = tuple((Account(n, of), Money.of_minor(minor, c)) for n, of, c, minor in found)
        end = list(found[limit - 1][:3]) if len(found) > limit else None
        return Page(items[:limit], cursor(end) if end else None)

    def entries(
        self, *, about: UUID | None = None, after: str | None = None, limit: int = 50
    ) -> Page[Posted]:
        limit = bounded(limit, MOST)
        start = read_number(after)
        sql = self.database.compiled(("entries", bool(about)), lambda: _entries(bool(about)))
        params = {"start": start, "most": limit + 1}
        found = self.database.read(sql, {**params, "about": str(about)} if about else params)
        items = tuple(
            Posted(seq, read_instant(at), codec.entry(key, code, thing, legs))
            for seq, key, at, code, thing, legs in found[:limit]
        )
        return Page(items, cursor([items[-1].seq]) if len(found) > limit else None)

    def sums(self) -> dict[str, int]:
        found = self.database.read(self.database.compiled("sums", _sums), {})
        return {currency: int(minor) for currency, minor in found}


def _balance() -> sa.ClauseElement:
    keys = [balances.c[name] == sa.bindparam(name) for name in ("name", "of", "currency")]
    return sa.select(balances.c.minor).where(*keys)


def _balances(of_one_name: bool) -> sa.ClauseElement:
    place = sa.tuple_(balances.c.name, balances.c.of, balances.c.currency)
    last = sa.tuple_(*(sa.bindparam(f"l{i}", type_=sa.Text()) for i in range(3)))
    found = sa.select(balances.c.name, balances.c.of, balances.c.currency, balances.c.minor)
    if of_one_name:
        found = found.where(balances.c.name == sa.bindparam("name"))
    ordered = found.where(place > last).order_by(
        balances.c.name, balances.c.of, balances.c.currency
    )
    return ordered.limit(sa.bindparam("most"))


def _entries(of_one_thing: bool) -> sa.ClauseElement:
    found = sa.select(*(entries.c[n] for n in ("seq", "key", "at", "code", "about", "legs")))
    if of_one_thing:
        found = found.where(entries.c.about == sa.bindparam("about"))
    found = found.where(entries.c.seq > sa.bindparam("start")).order_by(entries.c.seq)
    return found.limit(sa.bindparam("most"))


def _sums() -> sa.ClauseElement:
    return sa.select(balances.c.currency, sa.func.sum(balances.c.minor)).group_by(
        balances.c.currency
    )
