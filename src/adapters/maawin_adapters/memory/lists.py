"""Lists and figures over the rows of a `MemoryStorage`."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import datetime
from typing import Any, TypeVar
from uuid import UUID

from attrs import frozen

from maawin_core.kernel.aggregate import Row, RowValue
from maawin_core.kernel.parties import Party
from maawin_core.kernel.plain import (
    Plain,
    bounded,
    cursor,
    instant,
    member,
    places,
    plain,
    read_cursor,
)
from maawin_core.ports.lists import MOST, Is, Owed, OwedTally, Tally, Where
from maawin_core.ports.storage import Page

from .storage import MemoryStorage

R = TypeVar("R", bound=Row)

_COMPARE: dict[Is, Callable[[Any, Any], bool]] = {
    Is.EQUAL: lambda found, asked: found == asked,
    Is.NOT: lambda found, asked: found != asked,
    Is.AT_MOST: lambda found, asked: found <= asked,
    Is.AT_LEAST: lambda found, asked: found >= asked,
    Is.BEFORE: lambda found, asked: found < asked,
}


@frozen
class MemoryLists:
    """Reads what a `MemoryStorage` keeps."""

    _storage: MemoryStorage

    def page(
        self,
        kind: type[R],
        *conditions: Where,
        order: Sequence[str] = (),
        descending: bool = False,
        after: str | None = None,
        limit: int = 50,
    ) -> Page[R]:
        columns = places(kind, order)

        def place(row: R) -> list[Plain]:
            return [plain(getattr(row, column)) for column in columns]

        rows = sorted(self._rows(kind, conditions), key=place, reverse=descending)
        return _page(rows, place, tuple(columns.values()), after, limit, descending=descending)

    def tally(
        self, kind: type[Row], *conditions: Where, by: Sequence[str] = (), sum_of: str = ""
    ) -> tuple[Tally, ...]:
        found: dict[tuple[Plain, ...], tuple[tuple[RowValue, ...], list[Row]]] = {}
        for row in self._rows(kind, conditions):
            values: tuple[RowValue, ...] = tuple(getattr(row, column) for column in by)
            found.setdefault(tuple(map(plain, values)), (values, []))[1].append(row)
        return tuple(
            Tally(values, len(rows), sum(int(plain(getattr(r, sum_of)) or 0) for r in rows))
            if sum_of
            else Tally(values, len(rows), 0)
            for _, (values, rows) in sorted(found.items(), key=lambda each: _nulls_first(each[0]))
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
        found = [
            Owed(obligation, *key)
            for key, obligation in list(self._storage.obligations)
            if owner in (None, obligation.owner)
            and request in (None, obligation.request)
            and (due_before is None or obligation.due < due_before)
        ]

        def place(owed: Owed) -> list[Plain]:
            one = owed.obligation
            thing = (owed.kind, str(owed.about))
            return [instant(one.due), *thing, one.code, str(one.owner), str(one.to)]

        return _page(sorted(found, key=place), place, (str,) * 6, after, limit)

    def tally_owed(
        self,
        *,
        due_before: datetime,
        owner: Party | None = None,
        by: Sequence[str] = (),
        requests: type[Row] | None = None,
    ) -> tuple[OwedTally, ...]:
        found: dict[tuple[Plain, ...], tuple[tuple[RowValue, ...], list[datetime]]] = {}
        for _, one in list(self._storage.obligations):
            if one.due < due_before and owner in (None, one.owner):
                row = self._row(requests, one.request)
                said = {"code": one.code, "owner": str(one.owner), "to": str(one.to)}
                values = tuple(said.get(name) or getattr(row, name, None) for name in by)
                place = tuple(map(plain, values))
                found.setdefault(place, (values, []))[1].append(one.due)
        ordered = sorted(found.items(), key=lambda each: _nulls_first(each[0]))
        return tuple(OwedTally(values, len(due), min(due)) for _, (values, due) in ordered)

    def _row(self, kind: type[Row] | None, key: UUID | None) -> Row | None:
        return None if kind is None or key is None else self._storage.rows.get((kind, key))

    def _rows(self, kind: type[R], conditions: Sequence[Where]) -> list[R]:
        rows = [row for row in list(self._storage.rows.values()) if isinstance(row, kind)]
        return [row for row in rows if all(_meets(row, each) for each in conditions)]


def _meets(row: Row, condition: Where) -> bool:
    found = plain(getattr(row, condition.column))
    match condition.compare, condition.value:
        case Is.NONE, _:
            return found is None
        case Is.SOME, _:
            return found is not None
        case Is.ONE_OF, tuple() as values:
            return found is not None and found in [plain(value) for value in values]
        case Is.HAS, value:
            return found is not None and member(value) in str(found)
        case compare, value:
            asked = plain(value)
            return found is not None and asked is not None and _COMPARE[compare](found, asked)


def _page(
    items: list[Any],
    place: Callable[[Any], list[Plain]],
    kinds: tuple[type, ...],
    after: str | None,
    limit: int,
    *,
    descending: bool = False,
) -> Page[Any]:
    limit = bounded(limit, MOST)
    if after:
        last = read_cursor(after, *kinds)
        items = [
            each for each in items if (place(each) < last) is descending and place(each) != last
        ]
    more = len(items) > limit
    return Page(tuple(items[:limit]), cursor(place(items[limit - 1])) if more else None)


def _nulls_first(values: tuple[Plain, ...]) -> list[tuple[bool, Plain]]:
    return [(value is not None, value if value is not None else 0) for value in values]
