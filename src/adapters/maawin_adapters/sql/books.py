"""The books, as the storage posted them."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any
from uuid import UUID

import sqlalchemy as sa
from attrs import frozen

from maawin_core.kernel.entry import Account, Posted, StatementLine
from maawin_core.kernel.money import Money
from maawin_core.kernel.plain import (
    bounded,
    cursor,
    read_cursor,
    read_instant,
    read_number,
)
from maawin_core.ports.lists import MOST
from maawin_core.ports.storage import Page

from . import codec
from .database import Database, Params
from .tables import balances, entries, legs


@frozen
class SqlBooks:
    """Balances are kept with each entry, so reading one is reading a row, or a few."""

    database: Database

    def balance(self, account: Account, currency: str = "QAR") -> Money:
        found = self.database.read(
            self.database.compiled("balance", _balance),
            {"name": account.name, "of": account.of, "currency": currency},
        )
        return Money.of_minor(int(found[0][0] or 0), currency)

    def balances(
        self, *, name: str = "", after: str | None = None, limit: int = 50
    ) -> Page[tuple[Account, Money]]:
        limit = bounded(limit, MOST)
        last = read_cursor(after, str, str, str) if after else ["", "", ""]
        sql = self.database.compiled(("balances", bool(name)), lambda: _balances(bool(name)))
        params = {"l0": last[0], "l1": last[1], "l2": last[2], "most": limit + 1}
        found = self.database.read(sql, {**params, "name": name} if name else params)
        items = tuple((Account(n, of), Money.of_minor(int(m), c)) for n, of, c, m in found)
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
        items = tuple(map(_posted, found[:limit]))
        return Page(items, cursor([items[-1].seq]) if len(found) > limit else None)

    def by_thing(self, *, after: str | None = None, limit: int = 50) -> Page[Posted]:
        limit = bounded(limit, MOST)
        last: list[Any] = read_cursor(after, str, int) if after else ["", 0]
        sql = self.database.compiled("by_thing", _by_thing)
        place: Params = {"about": last[0], "seq": last[1], "most": limit + 1}
        found = self.database.read(sql, place)
        items = tuple(map(_as_kept, found[:limit]))
        more = len(found) > limit
        return Page(items, cursor([str(items[-1].entry.about), items[-1].seq]) if more else None)

    def statement(
        self, account: Account, currency: str = "QAR", *, after: str | None = None, limit: int = 50
    ) -> Page[StatementLine]:
        limit = bounded(limit, MOST)
        start, stands = read_cursor(after, int, int) if after else [0, 0]
        place: Params = {
            "name": account.name, "of": account.of, "currency": currency, "start": start,
            "most": limit + 1,
        }  # fmt: skip
        found = self.database.read(self.database.compiled("statement", _statement), place)
        lines = []
        for minor, *row in found[:limit]:
            stands += minor
            moved, after_it = (Money.of_minor(each, currency) for each in (minor, stands))
            lines.append(StatementLine(_posted(row), moved, after_it))
        more = len(found) > limit
        return Page(tuple(lines), cursor([lines[-1].posted.seq, stands]) if more else None)

    def sums(self) -> dict[str, int]:
        found = self.database.read(self.database.compiled("sums", _sums), {})
        return {currency: int(minor) for currency, minor in found}


def _posted(row: Sequence[Any]) -> Posted:
    seq, recorded_at, *entry = row
    return Posted(seq, read_instant(recorded_at), codec.entry(*entry))


def _as_kept(row: Sequence[Any]) -> Posted:
    seq, recorded_at, *entry = row
    return Posted(seq, read_instant(recorded_at), codec.kept_entry(*entry))


def _columns() -> list[sa.Column[Any]]:
    names = ("seq", "at", "key", "code", "about", "legs", "happened_at", "corrects", "reference")
    return [entries.c[name] for name in names]


def _by_thing() -> sa.ClauseElement:
    place = sa.tuple_(entries.c.about, entries.c.seq)
    types = (("about", sa.Text()), ("seq", sa.BigInteger()))
    last = sa.tuple_(*(sa.bindparam(name, type_=kind) for name, kind in types))
    ordered = sa.select(*_columns()).where(place > last).order_by(entries.c.about, entries.c.seq)
    return ordered.limit(sa.bindparam("most"))


def _of_account() -> list[sa.ColumnElement[bool]]:
    return [legs.c[name] == sa.bindparam(name) for name in ("name", "of", "currency")]


def _statement() -> sa.ClauseElement:
    found = sa.select(legs.c.minor, *_columns()).join(entries, entries.c.seq == legs.c.seq)
    found = found.where(*_of_account(), legs.c.seq > sa.bindparam("start"))
    return found.order_by(legs.c.seq).limit(sa.bindparam("most"))


def _balance() -> sa.ClauseElement:
    keys = [balances.c[name] == sa.bindparam(name) for name in ("name", "of", "currency")]
    return sa.select(sa.func.sum(balances.c.minor)).where(*keys)


def _balances(of_one_name: bool) -> sa.ClauseElement:
    place = sa.tuple_(balances.c.name, balances.c.of, balances.c.currency)
    last = sa.tuple_(*(sa.bindparam(f"l{i}", type_=sa.Text()) for i in range(3)))
    account = (balances.c.name, balances.c.of, balances.c.currency)
    found = sa.select(*account, sa.func.sum(balances.c.minor)).group_by(*account)
    if of_one_name:
        found = found.where(balances.c.name == sa.bindparam("name"))
    ordered = found.where(place > last).order_by(*account)
    return ordered.limit(sa.bindparam("most"))


def _entries(of_one_thing: bool) -> sa.ClauseElement:
    found = sa.select(*_columns())
    if of_one_thing:
        found = found.where(entries.c.about == sa.bindparam("about"))
    found = found.where(entries.c.seq > sa.bindparam("start")).order_by(entries.c.seq)
    return found.limit(sa.bindparam("most"))


def _sums() -> sa.ClauseElement:
    return sa.select(balances.c.currency, sa.func.sum(balances.c.minor)).group_by(
        balances.c.currency
    )
