"""A value of any type that can be kept, with every field filled in, and always the same (M16)."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import date, datetime
from enum import Enum
from fractions import Fraction
from types import NoneType, UnionType
from typing import Any, NewType, TypeVar, Union, get_args, get_origin
from uuid import UUID, uuid5

from attrs import fields, has, resolve_types

from ..kernel.aggregate import Aggregate
from ..kernel.money import Money
from ..notices.notice import NoticeRead
from .sample import NOW

T = TypeVar("T")
A = TypeVar("A", bound=Aggregate)

SPACE = UUID("6d616177-696e-4d61-8177-696e6d616177")

_PLAIN: Mapping[Any, Callable[[str], Any]] = {
    str: lambda path: f"a text for {path.rpartition('.')[2]} | مثال",
    bool: lambda _: True,
    int: lambda _: 3,
    Money: lambda _: Money("1234.50"),
    Fraction: lambda _: Fraction(2, 3),
    date: lambda _: date(2026, 1, 5),
    datetime: lambda _: NOW,
    UUID: lambda path: uuid5(SPACE, path),
}


def filled(kind: type[T]) -> T:
    """A thing, an event or any value of this class: no field is left out, none is None."""
    made: T = _made(kind, kind.__name__)
    return made


def happened(thing: A) -> A:
    """The thing after an event, so that it can be kept: which event does not matter here."""
    return thing.after(NoticeRead(at=NOW, notice=thing.id))


def _made(kind: Any, path: str) -> Any:
    if isinstance(kind, NewType):
        return _made(kind.__supertype__, path)
    if kind in _PLAIN:
        return _PLAIN[kind](path)
    if isinstance(kind, type) and issubclass(kind, Enum):
        return next(iter(kind))
    if get_origin(kind) is not None:
        return _composed(get_origin(kind), get_args(kind), path)
    if has(kind):
        return _class(kind, path)
    raise TypeError(f"{path}: nothing is known of {kind}")


def _composed(origin: Any, parts: tuple[Any, ...], path: str) -> Any:
    if origin in (Union, UnionType):
        return _made(next(each for each in parts if each is not NoneType), path)
    if issubclass(origin, Mapping):
        return {_made(parts[0], path): _made(parts[1], path)}
    several = parts[:1] if origin is not tuple or parts[1:] == (...,) else parts
    return origin(_made(each, path) for each in several)


def _class(kind: Any, path: str) -> Any:
    resolve_types(kind)
    left_out = {"version", "events"} if issubclass(kind, Aggregate) else set()
    named = (each for each in fields(kind) if each.init and each.name not in left_out)
    return kind(**{each.alias: _made(each.type, f"{path}.{each.name}") for each in named})
