"""What one transaction has read and will write: the part that every storage shares."""

from __future__ import annotations

from collections import Counter
from collections.abc import Hashable, Iterable
from functools import cached_property
from typing import TypeVar
from uuid import UUID

from attrs import define, evolve, field, frozen

from .aggregate import Aggregate, Claim, Event, Moment, Row, Version
from .entry import Account, Entry
from .errors import AlreadyTaken, NotFound, Stale
from .obligation import Obligation
from .parties import Actor

A = TypeVar("A", bound=Aggregate)
H = TypeVar("H", bound=Hashable)
Key = tuple[str, UUID]


@frozen
class Beside:
    """All that is kept beside one aggregate's document."""

    claims: frozenset[Claim] = frozenset()
    moments: frozenset[Moment] = frozenset()
    obligations: frozenset[Obligation] = frozenset()
    rows: frozenset[Row] = frozenset()

    def without(self, other: Beside) -> Beside:
        """What stands here and not in *other*."""
        return Beside(
            self.claims - other.claims,
            self.moments - other.moments,
            self.obligations - other.obligations,
            self.rows - other.rows,
        )


def beside(aggregate: Aggregate | None) -> Beside:
    """What is kept beside this aggregate; nothing beside none."""
    if aggregate is None:
        return Beside()
    return Beside(
        aggregate.claims(),
        aggregate.moments(),
        frozenset(aggregate.obligations()),
        frozenset(aggregate.rows()),
    )


@frozen
class Change:
    """One aggregate, as it was read (None: new) and as it will be kept."""

    before: Aggregate | None
    after: Aggregate
    events: tuple[Event, ...]

    def gone(self) -> Beside:
        """What has to be taken away beside it."""
        return self._differences[0]

    def come(self) -> Beside:
        """What has to be put beside it."""
        return self._differences[1]

    @cached_property
    def _differences(self) -> tuple[Beside, Beside]:
        before, after = beside(self.before), beside(self.after)
        return before.without(after), after.without(before)


@define
class Changes:
    """Reads and saves of one transaction. An aggregate is saved once; reads see the save."""

    by: Actor
    _read: dict[Key, Aggregate] = field(factory=dict)
    _saved: dict[Key, Change] = field(factory=dict)
    _missed: set[Key] = field(factory=set)

    def known(self, kind: type[A], id: UUID) -> A | None:
        """What this transaction already holds of it."""
        key = (kind.kind(), id)
        held = self._saved[key].after if key in self._saved else self._read.get(key)
        return held if isinstance(held, kind) else None

    def read(self, aggregate: A) -> A:
        """Remember that this was read, at this version."""
        self._read[aggregate.kind(), aggregate.id] = aggregate
        return aggregate

    def missed(self, kind: type[Aggregate], id: UUID) -> None:
        """Remember that this was not there."""
        self._missed.add((kind.kind(), id))

    def save(self, aggregate: A) -> A:
        """Keep it when the transaction ends; what is returned is as it will be kept.

        An aggregate to which nothing has happened needs no keeping: repeating is free.
        """
        if not aggregate.events:
            return aggregate
        key = (aggregate.kind(), aggregate.id)
        if key in self._saved:
            raise RuntimeError(f"{key[0]} is saved twice in one transaction.")
        before = self._read.get(key)
        if before is not None and before.version != aggregate.version:
            raise Stale("stale", thing=key[0], id=key[1], seen=aggregate.version)
        kept = evolve(aggregate, version=Version(aggregate.version + 1), events=())
        self._saved[key] = Change(before, kept, aggregate.events)
        return kept

    def saved(self) -> list[Change]:
        """What is to be written, in the one order that all writers keep (so none deadlock)."""
        return [self._saved[key] for key in sorted(self._saved)]

    def relied_on(self) -> list[Aggregate]:
        """What was read and not saved: it must still be so when the transaction ends."""
        return [self._read[key] for key in sorted(self._read) if key not in self._saved]

    def absent(self) -> list[Key]:
        """What was not there and was not saved: it must still not be there at the end."""
        return sorted(self._missed - self._saved.keys())


def as_seen(aggregate: A | None, kind: type[A], id: UUID, seen: Version | None) -> A:
    """The aggregate, or why not: it is not there, or not as the caller saw it."""
    if aggregate is None:
        raise NotFound("not_found", thing=kind.kind(), id=id)
    if seen is not None and seen != aggregate.version:
        raise Stale("stale", thing=kind.kind(), id=id, seen=seen, found=aggregate.version)
    return aggregate


def repeated(items: Iterable[H]) -> set[H]:
    """What stands among these more than once."""
    return {item for item, count in Counter(items).items() if count > 1}


def entries_of(changes: Iterable[Change]) -> list[Entry]:
    """Every movement of money of these changes, in order."""
    return [entry for one in changes for event in one.events for entry in event.entries()]


def posted_twice(entry: Entry, first: str) -> AlreadyTaken:
    """A movement of this name is in the books, or will be: *first* is the code it has there."""
    return AlreadyTaken("already_posted", entry=entry.key, first=first)


def movements(entries: Iterable[Entry]) -> dict[tuple[Account, str], int]:
    """What these entries add to each account in each currency, in minor units."""
    found: Counter[tuple[Account, str]] = Counter()
    for entry in entries:
        for leg in entry.legs:
            found[leg.account, leg.amount.currency] += leg.amount.minor
    return dict(found)
