"""What travels: bodies that refuse unknown keys, views, money, and pages of any list."""

from __future__ import annotations

from datetime import date, datetime
from enum import Enum
from types import NoneType, UnionType
from typing import Any, Generic, NewType, TypeVar, Union, get_args, get_origin, get_type_hints
from uuid import UUID

import msgspec

from maawin_core.access.use_cases import Browse
from maawin_core.kernel.aggregate import Row, Version, field_names
from maawin_core.kernel.bearable import must_be_bearable
from maawin_core.kernel.money import Money
from maawin_core.kernel.parties import Actor, Party, PartyKind

T = TypeVar("T")


class Body(msgspec.Struct, kw_only=True, forbid_unknown_fields=True):
    """What a caller sends. An unknown key is an error: a misspelt field must not be lost.

    A day or a count that no calendar and no column of a database could carry is refused at the
    door: the core may then add days to it.
    """

    def __post_init__(self) -> None:
        for field in self.__struct_fields__:
            must_be_bearable(field, getattr(self, field))


class View(msgspec.Struct, kw_only=True):
    """What a caller gets."""


class MoneyWire(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """Money as text with all its decimals: never a JSON number."""

    amount: str
    currency: str = "QAR"

    @classmethod
    def of(cls, money: Money) -> MoneyWire:
        """The money as it travels."""
        return cls(money.plain, money.currency)

    @property
    def money(self) -> Money:
        """The money that was sent; refused if it cannot be read exactly."""
        return Money(self.amount, self.currency)


class PartyWire(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """A party by kind and id."""

    kind: PartyKind
    id: UUID

    @classmethod
    def of(cls, party: Party) -> PartyWire:
        """The party as it travels."""
        return cls(party.kind, party.id)

    @property
    def party(self) -> Party:
        """The party that was named."""
        return Party(self.kind, self.id)


class PageView(msgspec.Struct, Generic[T], frozen=True):
    """Some of a list. Ask again with `after` = *next* for more; null: that was the end."""

    items: list[T]
    next: str | None


def money_of(wire: MoneyWire | None) -> Money | None:
    """The money that was sent, if any was."""
    return None if wire is None else wire.money


def seen_of(if_match: str | None) -> Version | None:
    """The version that `If-Match` names: the thing must still be as the caller saw it."""
    if if_match is None:
        return None
    digits = if_match.strip().removeprefix("W/").strip('"')
    known = digits.isascii() and digits.isdigit() and len(digits) < 19
    return Version(int(digits)) if known else Version(-1)


_views: dict[type[Row], type[View]] = {}


def row_view(kind: type[Row]) -> type[View]:
    """The wire type of a list's rows: their own columns, money as money."""
    if kind not in _views:
        hints = get_type_hints(kind)
        columns = [(name, _wire_type(hints[name])) for name in field_names(kind)]
        name = kind.__name__.removesuffix("Row") + "Line"
        _views[kind] = msgspec.defstruct(name, columns, bases=(View,))  # type: ignore[assignment]
    return _views[kind]


def _wire_type(annotation: Any) -> Any:
    if isinstance(annotation, NewType):
        return _wire_type(annotation.__supertype__)
    if get_origin(annotation) in (Union, UnionType):
        inner = next(each for each in get_args(annotation) if each is not NoneType)
        return Union[_wire_type(inner), None]  # noqa: UP007 (made at run time)
    return MoneyWire if annotation is Money else annotation


def row_of(row: Row) -> View:
    """A row as it travels."""
    kind = row_view(type(row))
    values = {name: getattr(row, name) for name in field_names(type(row))}
    return kind(**{n: MoneyWire.of(v) if isinstance(v, Money) else v for n, v in values.items()})


def browsed(browse: Browse, by: Actor, kind: type[Row], **asked: Any) -> PageView[Any]:
    """A page of a list for this actor. *asked*: conditions, order, descending, after, limit."""
    conditions = asked.pop("conditions", ())
    for condition in conditions:
        must_be_bearable(condition.column, condition.value)
    page = browse(by, kind, *conditions, **asked)
    return PageView([row_of(row) for row in page.items], page.next)


def plain_value(value: object) -> object:
    """A fact of a refusal as JSON."""
    match value:
        case Money():
            return {"amount": value.plain, "currency": value.currency}
        case Enum():
            return value.value
        case UUID() | date() | datetime():
            return str(value) if isinstance(value, UUID) else value.isoformat()
        case tuple() | list() | frozenset():
            return [plain_value(each) for each in value]
        case int() | str() | None:
            return value
        case _:
            return str(value)
