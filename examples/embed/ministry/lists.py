"""The lists over the journal: the rows and obligations that things say of themselves."""

from collections.abc import Callable, Sequence
from datetime import datetime
from operator import eq, ge, gt, le, lt, ne
from typing import Any, TypeVar
from uuid import UUID

from attrs import define, field

from maawin_core.kernel.aggregate import Row, RowValue
from maawin_core.kernel.changes import Key
from maawin_core.kernel.obligation import Obligation
from maawin_core.kernel.parties import Party
from maawin_core.kernel.plain import Plain, instant, member, places, plain, read_cursor
from maawin_core.ports.lists import Is, Owed, OwedTally, Tally, Where
from maawin_core.ports.storage import Page

from .journal import Journal
from .paging import paged
from .storage import Saved

R = TypeVar("R", bound=Row)
T = TypeVar("T")

COMPARED: dict[Is, Callable[[Any, Any], bool]] = {
    Is.EQUAL: eq,
    Is.NOT: ne,
    Is.AT_MOST: le,
    Is.AT_LEAST: ge,
    Is.BEFORE: lt,
}


@define
class Tables:
    """Rows by their class and key, and what is still owed."""

    _journal: Journal
    _rows: dict[tuple[type[Row], UUID], Row] = field(factory=dict)
    _owed: dict[tuple[Key, Obligation], None] = field(factory=dict)

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

        def place(row: R) -> list[Any]:
            return [plain(getattr(row, column)) for column in columns]

        found = sorted(self._meeting(kind, conditions), key=place, reverse=descending)
        if after:
            last, beyond = read_cursor(after, *columns.values()), lt if descending else gt
            found = [row for row in found if beyond(place(row), last)]
        return paged(found, place, limit)

    def tally(
        self, kind: type[Row], *conditions: Where, by: Sequence[str] = (), sum_of: str = ""
    ) -> tuple[Tally, ...]:
        def values(row: Row) -> tuple[RowValue, ...]:
            return tuple(getattr(row, column) for column in by)

        def number(row: Row) -> int:
            return int(plain(getattr(row, sum_of)) or 0) if sum_of else 0

        groups = _grouped(self._meeting(kind, conditions), values)
        return tuple(Tally(v, len(rows), sum(map(number, rows))) for v, rows in groups)

    def owed(
        self,
        *,
        owner: Party | None = None,
        request: UUID | None = None,
        due_before: datetime | None = None,
        after: str | None = None,
        limit: int = 50,
    ) -> Page[Owed]:
        def place(owed: Owed) -> list[str]:
            one = owed.obligation
            thing = (owed.kind, str(owed.about))
            return [instant(one.due), *thing, one.code, str(one.owner), str(one.to)]

        last = read_cursor(after, *[str] * 6) if after else []
        found = sorted((Owed(o, *key) for key, o in self._open(owner, due_before)), key=place)
        mine = [each for each in found if request in (None, each.obligation.request)]
        return paged([each for each in mine if place(each) > last], place, limit)

    def tally_owed(
        self,
        *,
        due_before: datetime,
        owner: Party | None = None,
        by: Sequence[str] = (),
        requests: type[Row] | None = None,
    ) -> tuple[OwedTally, ...]:
        def values(one: Obligation) -> tuple[RowValue, ...]:
            asked = requests and one.request and self._rows.get((requests, one.request))
            said = {"code": one.code, "owner": str(one.owner), "to": str(one.to)}
            return tuple(said[n] if n in said else getattr(asked, n, None) for n in by)

        groups = _grouped([one for _, one in self._open(owner, due_before)], values)
        return tuple(OwedTally(v, len(ones), min(o.due for o in ones)) for v, ones in groups)

    def hear(self, record: object) -> None:
        """Keep what a record of the journal says."""
        if not isinstance(record, Saved):
            return
        for change in record.changes:
            gone = change.gone()
            for row in gone.rows:
                del self._rows[type(row), row.key]
            for one in gone.obligations:
                del self._owed[(change.after.kind(), change.after.id), one]
        for change in record.changes:
            come, key = change.come(), (change.after.kind(), change.after.id)
            self._rows |= {(type(row), row.key): row for row in come.rows}
            self._owed |= dict.fromkeys([(key, one) for one in come.obligations])

    def _meeting(self, kind: type[R], conditions: Sequence[Where]) -> list[R]:
        with self._journal.lock:
            rows = [row for row in self._rows.values() if isinstance(row, kind)]
        return [row for row in rows if all(_meets(row, each) for each in conditions)]

    def _open(
        self, owner: Party | None, due_before: datetime | None
    ) -> list[tuple[Key, Obligation]]:
        with self._journal.lock:
            return [
                (key, one)
                for key, one in self._owed
                if owner in (None, one.owner) and (due_before is None or one.due < due_before)
            ]


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
            return None not in (found, asked) and COMPARED[compare](found, asked)


def _grouped(
    items: Sequence[T], values: Callable[[T], tuple[RowValue, ...]]
) -> list[tuple[tuple[RowValue, ...], list[T]]]:
    """The items that share their values, in the order of the values; nothing comes first."""
    found: dict[tuple[Plain, ...], list[T]] = {}
    for item in items:
        found.setdefault(tuple(map(plain, values(item))), []).append(item)
    ordered = sorted(
        found.items(), key=lambda each: [(v is not None, 0 if v is None else v) for v in each[0]]
    )
    return [(values(group[0]), group) for _, group in ordered]
