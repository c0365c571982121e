"""Row values as plain text and whole numbers: how they are compared, ordered and stored.

Every storage compares and orders these plain values, so that a list reads the same from each.
"""

from __future__ import annotations

import base64
import json
from collections.abc import Callable, Iterable, Iterator, Sequence
from datetime import UTC, date, datetime
from enum import Enum
from functools import lru_cache
from types import NoneType, UnionType
from typing import Any, NewType, Union, get_args, get_origin
from uuid import UUID

from attrs import fields, resolve_types

from .aggregate import Row
from .errors import RuleBroken
from .money import Money

Plain = str | int | None

INSTANT = "2026-01-05T06:00:00.000000Z"


def instant(at: datetime) -> str:
    """An instant as text of fixed width, in UTC: its order as text is its order in time."""
    # Not `strftime`, which takes three times as long: every row and event says when.
    return at.astimezone(UTC).isoformat(timespec="microseconds")[:-6] + "Z"


def read_instant(text: str) -> datetime:
    """The instant that `instant` wrote."""
    if len(text) != len(INSTANT) or not text.endswith("Z"):
        raise ValueError(f"not an instant: {text!r}")
    return datetime.fromisoformat(text)


def plain(value: object) -> Plain:
    """The value as text or a whole number. Money is minor units; a tuple is |a|b|."""
    match value:
        case None:
            return None
        case Money():
            return value.minor
        case Enum():
            return str(value.value)
        case bool() | int():
            return int(value)
        case datetime():
            return instant(value)
        case date() | UUID():
            return str(value)
        case tuple():
            return "|" + "".join(f"{_escaped(item)}|" for item in value)
        case _:
            return str(value)


def member(value: object) -> str:
    """How a value of a tuple stands in its plain form."""
    return f"|{_escaped(plain(value))}|"


def _escaped(item: object) -> str:
    return str(item).replace("~", "~0").replace("|", "~1")


_columns: dict[type[Row], dict[str, type]] = {}


def column_types(kind: type[Row]) -> dict[str, type]:
    """Each column of a row with its bare type: `None` and the names of ids are taken off."""
    if kind not in _columns:
        resolve_types(kind)
        _columns[kind] = {each.name: _bare(each.type) for each in fields(kind)}
    return _columns[kind]


_places: dict[tuple[type[Row], tuple[str, ...]], dict[str, type]] = {}


def places(kind: type[Row], order: Sequence[str]) -> dict[str, type]:
    """The columns of an order with the type of their plain values; the key settles what is equal.

    A column that is not there, or that may be None, is refused: None sorts nowhere.
    """
    asked = (kind, tuple(order))
    if asked not in _places:
        _places[asked] = _found_places(kind, order)
    return _places[asked]


def _found_places(kind: type[Row], order: Sequence[str]) -> dict[str, type]:
    types = column_types(kind)
    may_be_none = {each.name for each in fields(kind) if NoneType in get_args(each.type)}
    for column in order:
        if column not in types or column in may_be_none:
            raise RuleBroken("order_unknown", found=column[:40])
    return {c: int if issubclass(types[c], int | Money) else str for c in (*order, "key")}


def _bare(annotation: Any) -> type:
    if isinstance(annotation, NewType):
        return _bare(annotation.__supertype__)
    if get_origin(annotation) in (Union, UnionType):
        return _bare(next(each for each in get_args(annotation) if each is not NoneType))
    return get_origin(annotation) or annotation  # type: ignore[no-any-return]


def read(kind: type, value: Plain) -> Any:
    """The value of this type that `plain` wrote. Money is riyals: rows speak of Qatar."""
    return None if value is None else _reader(kind)(value)


def _reader(kind: type) -> Callable[[Any], Any]:
    if issubclass(kind, Enum):
        return {plain(each): each for each in kind}.__getitem__
    return _READERS.get(kind, kind)


# Values recur from row to row, and none of these can be changed: each is read once.
@lru_cache(maxsize=1 << 14)
def _uuid(text: str) -> UUID:
    return UUID(text)


@lru_cache(maxsize=1 << 12)
def _tuple(text: str) -> tuple[str, ...]:
    items = text[1:-1].split("|") if text != "|" else []
    return tuple(item.replace("~1", "|").replace("~0", "~") for item in items)


_READERS: dict[type, Callable[[Any], Any]] = {
    Money: Money.of_minor,
    UUID: _uuid,
    datetime: read_instant,
    date: date.fromisoformat,
    tuple: _tuple,
    bool: bool,
}


def rows_reader(
    kind: type[Row], columns: Sequence[str]
) -> Callable[[Sequence[Sequence[Plain]]], Iterator[Any]]:
    """What makes rows of the plain values of these columns. Made once a list; read by column:
    text and whole numbers are themselves, everything else goes through its reader."""
    types = column_types(kind)
    readers = [None if types[name] in (str, int) else _reader(types[name]) for name in columns]
    # The slots are filled one by one: a frozen class's own constructor costs three times as much,
    # and what was kept has been through it once.
    fill = [getattr(kind, name).__set__ for name in columns]
    new = kind.__new__

    def rows_of(found: Sequence[Sequence[Plain]]) -> Iterator[Any]:
        read_columns = map(_column, readers, zip(*found, strict=True))
        for values in zip(*read_columns, strict=True):
            row = new(kind)
            for put, value in zip(fill, values, strict=True):
                put(row, value)
            yield row

    return rows_of


def _column(reader: Callable[[Any], Any] | None, values: tuple[Plain, ...]) -> Iterable[Any]:
    if reader is None:
        return values
    if None in values:
        return [None if value is None else reader(value) for value in values]
    return map(reader, values)


def cursor(values: list[Plain]) -> str:
    """A place in an ordered list, as a word for a URL."""
    return base64.urlsafe_b64encode(json.dumps(values).encode()).decode().rstrip("=")


def read_cursor(word: str, *kinds: type) -> list[Any]:
    """The place that `cursor` wrote, of values of these kinds; any other word is refused."""
    try:
        values = json.loads(base64.urlsafe_b64decode(word + "=" * (-len(word) % 4)))
    except (ValueError, RecursionError):
        values = None
    sound = isinstance(values, list) and [type(value) for value in values] == list(kinds)
    if not sound or not all(map(_storable, values)):
        raise RuleBroken("cursor_unreadable", found=word[:40])
    return list(values)


def read_number(word: str | None) -> int:
    """After which number a numbered list goes on; 0 without a word."""
    number: int = read_cursor(word, int)[0] if word else 0
    return number


def _storable(value: str | int) -> bool:
    # No database takes the letter NUL, half of a pair of letters, or a number beyond 64 bits.
    if isinstance(value, int):
        return -(2**63) <= value < 2**63
    return "\0" not in value and not any("\ud800" <= letter <= "\udfff" for letter in value)


def bounded(limit: int, most: int) -> int:
    """The length of a page that was asked for, if it may be asked for."""
    if not 1 <= limit <= most:
        raise RuleBroken("page_too_long", found=limit, needed=most)
    return limit
