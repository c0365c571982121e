"""The books' part of a batch of writes: entries, their legs by account, and the balances."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime
from functools import partial
from typing import Any
from uuid import UUID

import sqlalchemy as sa
from attrs import define, field

from maawin_core.books.chart import Side, moves_towards_wrong, side_of
from maawin_core.kernel.entry import Account, Entry
from maawin_core.kernel.plain import instant, plain

from . import codec
from .database import Database, Params, Step
from .tables import balances, entries, legs

PLACE = ("name", "of", "currency")
BALANCE = (*PLACE, "slot", "minor")

#: Every payment moves its provider's clearing account: in one row, all would wait for each other.
#: An account that may stand on either side needs no look at its sum, and has so many rows.
SLOTS = 16


@define
class Posting:
    """Turns the entries of one transaction into steps, and adds up what they move."""

    database: Database
    _moved: dict[tuple[str, str, str, int], int] = field(factory=dict)

    def entry_steps(self, entry: Entry, at: datetime) -> Iterator[Step]:
        """The entry, and where each of its legs stands."""
        values: Params = {
            "key": str(entry.key), "at": instant(at), "code": entry.code,
            "about": str(entry.about), "legs": codec.legs_body(entry),
            # "" is the time of recording: most entries have no other.
            "happened_at": instant(entry.happened_at) if entry.happened_at else "",
            "corrects": plain(entry.corrects), "reference": entry.reference,
        }  # fmt: skip
        yield from self._kept(entry, values)
        for leg in entry.legs:
            slot = slot_of(leg.account, entry.key)
            place = (leg.account.name, leg.account.of, leg.amount.currency, slot)
            self._moved[place] = self._moved.get(place, 0) + leg.amount.minor

    def _kept(self, entry: Entry, values: Params) -> Iterator[Step]:
        count, legs_of = len(entry.legs), _legs_values(entry)
        if self.database.on_postgres:  # in one: to look for the entry again costs most of it
            sql = self.database.compiled(("posted", count), partial(_posted, count))
            yield Step(sql, {**values, **legs_of})
            return
        yield Step(self.database.insert(entries, "seq"), values)
        sql = self.database.compiled(("legs", count), partial(_legs, count))
        yield Step(sql, {"key": values["key"], **legs_of})

    def balance_steps(self) -> Iterator[Step]:
        """What stands on each account afterwards, in the order that all writers keep."""
        moved = sorted(self._moved.items())
        if not moved:
            return
        values: dict[str, str | int | None] = {}
        for i, (place, minor) in enumerate(moved):
            values |= zip((f"{name}{i}" for name in BALANCE), (*place, minor), strict=True)
        sql = self.database.upsert(balances, len(moved), added=("minor",))
        yield Step(sql, values)
        for (name, of, currency, _), minor in moved:
            if moves_towards_wrong(Account(name, of), minor):
                # Asked under the lock of its row: nobody else can have moved it meanwhile.
                borne = _borne_above if side_of(Account(name, of)) is Side.ABOVE else _borne_below
                named: Params = {"name": name, "of": of, "currency": currency}
                yield Step(self.database.compiled(borne, borne), named, must_hit=True)


def slot_of(account: Account, key: UUID) -> int:
    """Into which row of an account an entry's movement is added up."""
    return key.int % SLOTS if side_of(account) is Side.EITHER else 0


def _legs_values(entry: Entry) -> Params:
    values: dict[str, str | int | None] = {}
    for i, leg in enumerate(entry.legs):
        place = (leg.account.name, leg.account.of, leg.amount.currency, leg.amount.minor)
        values |= zip((f"name{i}", f"of{i}", f"currency{i}", f"minor{i}"), place, strict=True)
    return values


def _posted(count: int) -> sa.ClauseElement:
    new: dict[str, Any] = {
        c.name: sa.bindparam(c.name) for c in entries.c if c is not entries.c.seq
    }
    posted = sa.insert(entries).values(new).returning(entries.c.seq).cte("posted")
    of_it = [_leg(i, posted.c.seq) for i in range(count)]
    into = sa.insert(legs).from_select([*PLACE, "seq", "minor"], sa.union_all(*of_it))
    return into.add_cte(posted)


def _legs(count: int) -> sa.ClauseElement:
    mine = entries.c.key == sa.bindparam("key")
    of_it = [_leg(i, entries.c.seq).where(mine) for i in range(count)]
    return sa.insert(legs).from_select([*PLACE, "seq", "minor"], sa.union_all(*of_it))


def _leg(i: int, seq: sa.ColumnElement[int]) -> sa.Select[*tuple[Any, ...]]:
    return sa.select(
        *(sa.bindparam(f"{name}{i}", type_=sa.Text()).label(name) for name in PLACE),
        seq,
        sa.bindparam(f"minor{i}", type_=sa.BigInteger()).label("minor"),
    )


def _borne_above() -> sa.ClauseElement:
    return sa.select(balances.c.minor).where(*_balance_place(), balances.c.minor >= 0)


def _borne_below() -> sa.ClauseElement:
    return sa.select(balances.c.minor).where(*_balance_place(), balances.c.minor <= 0)


def _balance_place() -> list[sa.ColumnElement[bool]]:
    return [balances.c[name] == sa.bindparam(name) for name in PLACE]
