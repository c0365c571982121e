"""The storage port over the journal: a transaction that changed something is one record."""

import threading
from collections import defaultdict
from collections.abc import Iterator
from contextlib import contextmanager
from typing import TypeVar
from uuid import UUID

from attrs import define, field, frozen

from maawin_core.books.chart import must_bear
from maawin_core.kernel.aggregate import Aggregate, Claim, Version
from maawin_core.kernel.changes import (
    Change,
    Changes,
    Key,
    as_seen,
    entries_of,
    movements,
    posted_twice,
    repeated,
)
from maawin_core.kernel.entry import Account
from maawin_core.kernel.errors import AlreadyTaken, Stale
from maawin_core.kernel.money import Money
from maawin_core.kernel.parties import Actor
from maawin_core.kernel.plain import read_number
from maawin_core.ports.storage import Kept, Page

from .journal import Journal
from .paging import paged

A = TypeVar("A", bound=Aggregate)


@frozen
class Saved:
    """What one transaction changed, and who did it."""

    by: Actor
    changes: tuple[Change, ...]


@define
class Work:
    """One transaction over the registry."""

    _registry: "Registry"
    changes: Changes

    def get(self, kind: type[A], id: UUID, *, seen: Version | None = None) -> A:
        return as_seen(self.find(kind, id), kind, id, seen)

    def find(self, kind: type[A], id: UUID) -> A | None:
        known = self.changes.known(kind, id)
        if known is not None:
            return known
        kept = self._registry.found(kind, id)
        if kept is None:
            self.changes.missed(kind, id)
            return None
        return self.changes.read(kept)

    def save(self, aggregate: A) -> A:
        return self.changes.save(aggregate)


@define
class Registry:
    """Every thing as it stands now, its history, and who holds what."""

    _journal: Journal
    things: dict[Key, Aggregate] = field(factory=dict)
    kept: list[Kept] = field(factory=list)
    claims: dict[Claim, Key] = field(factory=dict)
    posted: dict[UUID, str] = field(factory=dict)
    balances: dict[tuple[Account, str], int] = field(factory=lambda: defaultdict(int))
    _open: threading.local = field(factory=threading.local)

    @property
    def in_transaction(self) -> bool:
        return getattr(self._open, "depth", 0) > 0

    @contextmanager
    def transaction(self, by: Actor) -> Iterator[Work]:
        work = Work(self, Changes(by))
        self._open.depth = getattr(self._open, "depth", 0) + 1
        try:
            yield work
            saved = work.changes.saved()
            if saved:
                with self._journal.lock:
                    self._must_hold(work.changes)
                    self._must_be_free(saved)
                    self._journal.append(Saved(by, tuple(saved)))
        finally:
            self._open.depth -= 1

    def get(self, kind: type[A], id: UUID) -> A:
        return as_seen(self.found(kind, id), kind, id, None)

    def found(self, kind: type[A], id: UUID) -> A | None:
        """The thing as it is kept now."""
        kept = self.things.get((kind.kind(), id))
        return kept if isinstance(kept, kind) else None

    def holder(self, claim: Claim) -> Key | None:
        return self.claims.get(claim)

    def history(
        self, kind: type[Aggregate], id: UUID, *, after: str | None = None, limit: int = 50
    ) -> Page[Kept]:
        start, key = read_number(after), (kind.kind(), id)
        with self._journal.lock:
            mine = [e for e in self.kept if (e.kind, e.about) == key and e.seq > start]
        return paged(mine, lambda each: [each.seq], limit)

    def hear(self, record: object) -> None:
        """Keep what a record of the journal says."""
        if not isinstance(record, Saved):
            return
        for change in record.changes:
            for claim in change.gone().claims:
                del self.claims[claim]
        for change in record.changes:
            key = (change.after.kind(), change.after.id)
            self.things[key] = change.after
            self.claims |= dict.fromkeys(change.come().claims, key)
            for event in change.events:
                seq = len(self.kept) + 1
                self.kept.append(Kept(seq, record.by, *key, change.after.version, event))
        entries = entries_of(record.changes)
        self.posted |= {entry.key: entry.code for entry in entries}
        for place, moved in movements(entries).items():
            self.balances[place] += moved

    def _must_hold(self, changes: Changes) -> None:
        """What was read is still so, and what was not there is still not there."""
        for change in changes.saved():
            if change.before is not None:
                self._must_stand(change.before)
            elif (change.after.kind(), change.after.id) in self.things:
                raise AlreadyTaken("already_kept", thing=change.after.kind(), id=change.after.id)
        for read in changes.relied_on():
            self._must_stand(read)
        for kind, id in changes.absent():
            if (kind, id) in self.things:
                raise Stale("stale", thing=kind, id=id, seen=0)

    def _must_stand(self, read: Aggregate) -> None:
        now = self.things.get((read.kind(), read.id))
        if now is None or now.version != read.version:
            raise Stale("stale", thing=read.kind(), id=read.id, seen=read.version)

    def _must_be_free(self, saved: list[Change]) -> None:
        freed = {claim for change in saved for claim in change.gone().claims}
        wanted = [(claim, each.after.kind()) for each in saved for claim in each.come().claims]
        held = (self.claims.keys() - freed) | repeated([claim for claim, _ in wanted])
        for claim, kind in wanted:
            if claim in held:
                raise AlreadyTaken(f"taken_{claim.name}", thing=kind)
        entries = entries_of(saved)
        twice = repeated(entry.key for entry in entries)
        for entry in entries:
            if entry.key in self.posted or entry.key in twice:
                raise posted_twice(entry, self.posted.get(entry.key, entry.code))
        for (account, currency), moved in sorted(movements(entries).items()):
            stands = Money.of_minor(self.balances[account, currency], currency)
            must_bear(account, stands, Money.of_minor(moved, currency))
