"""Aggregates: frozen, changed only by events, and saying themselves what is kept beside them."""

from __future__ import annotations

import re
import sys
from datetime import date, datetime
from enum import Enum
from functools import cache
from typing import Any, ClassVar, NewType, Self
from uuid import UUID

from attrs import evolve, field, fields, frozen

from .entry import Entry
from .errors import WrongMoment
from .money import Money
from .obligation import Obligation
from .parties import Party, PartyKind

Version = NewType("Version", int)


@cache
def snake(name: str) -> str:
    """`FeePaid` as it is written in storage, on the wire and in `words/`: `fee_paid`."""
    return re.sub(r"(?<!^)(?=[A-Z])", "_", name).lower()


@frozen(kw_only=True)
class Event:
    """Something that has happened. Carries ids and values; never a person's names or numbers."""

    shape: ClassVar[int] = 1

    at: datetime

    def entries(self) -> tuple[Entry, ...]:
        """The money that moved by this event; the storage posts it in the same transaction."""
        return ()


@frozen
class Claim:
    """Something that one thing at a time may hold, everywhere: *value* of *name*."""

    name: str
    value: str


@frozen
class Moment:
    """A time at which something has to be looked at: `journey.py` says by which use case."""

    code: str
    due: datetime


RowValue = str | int | bool | Money | date | datetime | UUID | Enum | tuple[str, ...] | None


@frozen(kw_only=True)
class Row:
    """A line of a list that people look at, kept beside the aggregate it is taken from.

    *seen_by* names, for each kind of party, the column that holds the party's id; a kind that is
    not named sees nothing, unless the list is *public*. The Ministry sees every row. *orders* are
    the columns that people order and filter large lists by; a storage keeps an index for each.
    """

    seen_by: ClassVar[dict[PartyKind, str]] = {}
    public: ClassVar[bool] = False
    orders: ClassVar[tuple[str, ...]] = ()

    key: UUID


@frozen(kw_only=True)
class Aggregate:
    """A thing with a life. A method is *what has happened to it*, and returns it after an event.

    The last five methods say what is kept beside the document in the same transaction, so that no
    use case can forget it: the storage compares them before and after, and writes the difference.
    """

    shape: ClassVar[int] = 1

    id: UUID
    version: Version = field(default=Version(0), eq=False)
    events: tuple[Event, ...] = field(default=(), eq=False, repr=False)

    def after(self, event: Event, **changes: Any) -> Self:
        """The same thing, changed, with one more event to keep."""
        return evolve(self, events=(*self.events, event), **changes)

    @classmethod
    def kind(cls) -> str:
        """Its name in storage and in `words/`."""
        return snake(cls.__name__)

    def must_be(self, *needed: Enum, status: Enum | None = None) -> None:
        """Refuse unless its status is one of *needed*."""
        found = status or getattr(self, "status")  # noqa: B009
        if found not in needed:
            raise WrongMoment(
                "wrong_status", thing=self.kind(), found=found, needed=tuple(needed), id=self.id
            )

    def parties(self) -> frozenset[Party]:
        """Who is a party to it: they see it and its history, the Ministry sees everything."""
        return frozenset()

    def claims(self) -> frozenset[Claim]:
        """What it holds and nobody else may."""
        return frozenset()

    def moments(self) -> frozenset[Moment]:
        """When it has to be looked at next."""
        return frozenset()

    def obligations(self) -> tuple[Obligation, ...]:
        """Who owes the next act on it, by when."""
        return ()

    def rows(self) -> tuple[Row, ...]:
        """How it is listed."""
        return ()


def field_names(kind: type) -> tuple[str, ...]:
    """The names of an attrs class's fields, in order."""
    return tuple(attribute.name for attribute in fields(kind))


def kinds_of(base: type) -> dict[str, type[Any]]:
    """Every class that is made from *base*, by its name in storage.

    A slotted class leaves its unslotted draft among the subclasses: only what its module
    really holds under that name counts. One that others are made from is only their common part.
    """
    found: dict[str, type[Any]] = {}
    each: type[Any]
    for each in base.__subclasses__():
        module = sys.modules.get(each.__module__)
        if getattr(module, each.__name__, None) is each:
            found |= kinds_of(each) or {snake(each.__name__): each}
    return found
