"""Lists and figures over the read tables. Each shape of question is compiled once."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from datetime import datetime
from typing import Any, TypeVar
from uuid import UUID

import sqlalchemy as sa
from attrs import frozen

from maawin_core.kernel.aggregate import Row
from maawin_core.kernel.obligation import Obligation
from maawin_core.kernel.parties import Party
from maawin_core.kernel.plain import (
    Plain,
    bounded,
    column_types,
    cursor,
    instant,
    member,
    places,
    plain,
    read,
    read_cursor,
    read_instant,
    rows_reader,
)
from maawin_core.ports.lists import MOST, Is, Owed, OwedTally, Tally, Where
from maawin_core.ports.storage import Page

from .database import Database
from .storage import party_of
from .tables import ROWS, obligations

R = TypeVar("R", bound=Row)

_READ = {kind: rows_reader(kind, table.c.keys()) for kind, table in ROWS.items()}
Condition = sa.ColumnElement[bool]


@frozen
class SqlLists:
    """Reads the `list_…` tables and the open obligations."""

    database: Database

    def page(
        self,
        kind: type[R],
        *conditions: Where,
        order: Sequence[str] = (),
        descending: bool = False,
        after: str | None = None,
        limit: int = 50,
    ) -> Page[R]:
        table, columns = ROWS[kind], places(kind, order)
        limit = bounded(limit, MOST)
        last = read_cursor(after, *columns.values()) if after else []
        shape = ("page", kind, _shape(conditions), tuple(columns), descending, bool(last))

        def build() -> sa.ClauseElement:
            met = self._met(table, conditions)
            beyond = _beyond(table, tuple(columns), last, descending=descending)
            ordered = [table.c[c].desc() if descending else table.c[c] for c in columns]
            return (
                sa.select(table).where(*met, *beyond).order_by(*ordered).limit(sa.bindparam("most"))
            )

        params = {**_values(conditions), **_places(last), "most": limit + 1}
        found = self.database.read(self.database.compiled(shape, build), params)
        rows = tuple(_READ[kind](found[:limit]))
        end = [plain(getattr(rows[-1], c)) for c in columns] if len(found) > limit else None
        return Page(rows, cursor(end) if end else None)

    def tally(
        self, kind: type[Row], *conditions: Where, by: Sequence[str] = (), sum_of: str = ""
    ) -> tuple[Tally, ...]:
        table, types = ROWS[kind], column_types(kind)
        shape = ("tally", kind, _shape(conditions), tuple(by), sum_of)

        def build() -> sa.ClauseElement:
            groups = [table.c[column] for column in by]
            added = sa.func.sum(table.c[sum_of]) if sum_of else sa.literal_column("0")
            counted = (
                sa.select(*groups, sa.func.count(), added)
                .select_from(table)
                .where(*self._met(table, conditions))
            )
            return counted.group_by(*groups).order_by(*(g.nulls_first() for g in groups))

        found = self.database.read(self.database.compiled(shape, build), _values(conditions))
        return tuple(
            Tally(
                tuple(read(types[c], v) for c, v in zip(by, row[: len(by)], strict=True)),
                int(row[-2]),
                int(row[-1] or 0),
            )
            for row in found
            if row[-2]
        )

    def owed(
        self,
        *,
        owner: Party | None = None,
        request: UUID | None = None,
        due_before: datetime | None = None,
        after: str | None = None,
        limit: int = 50,
    ) -> Page[Owed]:
        limit = bounded(limit, MOST)
        last = read_cursor(after, *(str for _ in _PLACE)) if after else []
        asked = {
            "owner": str(owner) if owner else None,
            "request": plain(request),
            "due_before": instant(due_before) if due_before else None,
        }
        given = {name: value for name, value in asked.items() if value is not None}

        def build() -> sa.ClauseElement:
            met = [_OWED[name] for name in given]
            beyond = _beyond(obligations, _PLACE, last, descending=False)
            ordered = [obligations.c[column] for column in _PLACE]
            found = sa.select(obligations).where(*met, *beyond).order_by(*ordered)
            return found.limit(sa.bindparam("most"))

        sql = self.database.compiled(("owed", tuple(given), bool(last)), build)
        found = self.database.read(sql, {**given, **_places(last), "most": limit + 1})
        items = tuple(_owed(row) for row in found[:limit])
        end = dict(zip(_COLUMNS, found[limit - 1], strict=True)) if len(found) > limit else None
        return Page(items, cursor([end[column] for column in _PLACE]) if end else None)

    def tally_owed(
        self,
        *,
        due_before: datetime,
        owner: Party | None = None,
        by: Sequence[str] = (),
        requests: type[Row] | None = None,
    ) -> tuple[OwedTally, ...]:
        given = {"due_before": instant(due_before)}
        if owner is not None:
            given["owner"] = str(owner)
        types = {**dict.fromkeys(_SAID, str), **(column_types(requests) if requests else {})}

        def build() -> sa.ClauseElement:
            places = {**_SAID, **(dict(ROWS[requests].c.items()) if requests else {})}
            groups = [places[name] for name in by]
            counted = sa.select(*groups, sa.func.count(), sa.func.min(obligations.c.due))
            if requests is not None:
                row = ROWS[requests]
                mine = obligations.outerjoin(row, row.c.key == obligations.c.request)
                counted = counted.select_from(mine)
            counted = counted.where(*(_OWED[name] for name in given)).group_by(*groups)
            return counted.order_by(*(group.nulls_first() for group in groups))

        shape = ("tally_owed", tuple(given), tuple(by), requests)
        found = self.database.read(self.database.compiled(shape, build), given)
        return tuple(
            OwedTally(
                tuple(read(types[name], value) for name, value in zip(by, row[:-2], strict=True)),
                int(row[-2]),
                read_instant(row[-1]),
            )
            for row in found
            if row[-2]
        )

    def _met(self, table: sa.Table, conditions: Sequence[Where]) -> list[Condition]:
        inside = sa.func.strpos if self.database.on_postgres else sa.func.instr
        return [_one(table.c[c.column], c, f"p{i}", inside) for i, c in enumerate(conditions)]


_COLUMNS = tuple(obligations.c.keys())
_PLACE = ("due", "kind", "about", "code", "owner", "creditor")

#: What an obligation says of itself that it can be counted by.
_SAID: Mapping[str, sa.Column[Any]] = {
    "code": obligations.c.code,
    "owner": obligations.c.owner,
    "to": obligations.c.creditor,
}

_OWED: Mapping[str, Condition] = {
    "owner": obligations.c.owner == sa.bindparam("owner"),
    "request": obligations.c.request == sa.bindparam("request"),
    "due_before": obligations.c.due < sa.bindparam("due_before"),
}


def _shape(conditions: Sequence[Where]) -> tuple[object, ...]:
    return tuple((c.column, c.compare, _length(c)) for c in conditions)


def _length(condition: Where) -> int:
    return len(condition.value) if isinstance(condition.value, tuple) else 1


def _one(
    column: sa.Column[Any], condition: Where, name: str, inside: Callable[..., Any]
) -> Condition:
    asked = sa.bindparam(name, type_=column.type)
    several = [sa.bindparam(f"{name}_{j}", type_=column.type) for j in range(_length(condition))]
    made: dict[Is, Condition] = {
        Is.EQUAL: column == asked,
        Is.NOT: column != asked,
        Is.AT_MOST: column <= asked,
        Is.AT_LEAST: column >= asked,
        Is.BEFORE: column < asked,
        Is.ONE_OF: sa.or_(*(column == each for each in several)) if several else sa.false(),
        Is.HAS: inside(column, sa.bindparam(name, type_=sa.Text())) > 0,
        Is.NONE: column.is_(None),
        Is.SOME: column.is_not(None),
    }
    return made[condition.compare]


def _values(conditions: Sequence[Where]) -> dict[str, Plain]:
    found: dict[str, Plain] = {}
    for i, each in enumerate(conditions):
        match each.compare, each.value:
            case ((Is.NONE | Is.SOME), _):
                pass
            case Is.ONE_OF, tuple() as values:
                found |= {f"p{i}_{j}": plain(value) for j, value in enumerate(values)}
            case Is.HAS, value:
                found[f"p{i}"] = member(value)
            case _, value:
                found[f"p{i}"] = plain(value)
    return found


def _beyond(
    table: sa.Table, places: Sequence[str], last: Sequence[Plain], *, descending: bool
) -> list[Condition]:
    if not last:
        return []
    here = sa.tuple_(*(table.c[place] for place in places))
    there = sa.tuple_(
        *(sa.bindparam(f"l{i}", type_=table.c[place].type) for i, place in enumerate(places))
    )
    return [here < there if descending else here > there]


def _places(last: Sequence[Plain]) -> dict[str, Plain]:
    return {f"l{i}": value for i, value in enumerate(last)}


def _owed(row: tuple[Any, ...]) -> Owed:
    kind, about, code, owner, creditor, due, request = row
    asked = UUID(request) if request else None
    obligation = Obligation(code, party_of(owner), party_of(creditor), read_instant(due), asked)
    return Owed(obligation, kind, UUID(about))
