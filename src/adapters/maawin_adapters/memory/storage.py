"""Aggregates, and what is kept beside them, in dictionaries under one lock."""

from __future__ import annotations

import threading
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import datetime
from typing import TypeVar
from uuid import UUID

from attrs import define, field, frozen

from maawin_core.books.chart import must_bear
from maawin_core.kernel.aggregate import Aggregate, Claim, Moment, Row, Version
from maawin_core.kernel.changes import (
    Beside,
    Change,
    Changes,
    Key,
    as_seen,
    movements,
    posted_twice,
    repeated,
)
from maawin_core.kernel.entry import Account, Entry, Posted
from maawin_core.kernel.errors import AlreadyTaken, Stale
from maawin_core.kernel.identity import new_id
from maawin_core.kernel.money import Money
from maawin_core.kernel.obligation import Obligation
from maawin_core.kernel.parties import Actor
from maawin_core.kernel.plain import bounded, cursor, read_number
from maawin_core.ports.lists import MOST
from maawin_core.ports.outbox import Job
from maawin_core.ports.storage import Kept, Page

A = TypeVar("A", bound=Aggregate)


@define
class MemoryWork:
    """One transaction over a `MemoryStorage`."""

    _storage: MemoryStorage
    changes: Changes

    def get(self, kind: type[A], id: UUID, *, seen: Version | None = None) -> A:
        return as_seen(self.find(kind, id), kind, id, seen)

    def find(self, kind: type[A], id: UUID) -> A | None:
        known = self.changes.known(kind, id)
        if known is not None:
            return known
        kept = self._storage.things.get((kind.kind(), id))
        if not isinstance(kept, kind):
            self.changes.missed(kind, id)
            return None
        return self.changes.read(kept)

    def save(self, aggregate: A) -> A:
        return self.changes.save(aggregate)


@define
class MemoryStorage:
    """Keeps everything until the process ends. The other memory ports read from it."""

    lock: threading.RLock = field(factory=threading.RLock)
    things: dict[Key, Aggregate] = field(factory=dict)
    kept: list[Kept] = field(factory=list)
    claims: dict[Claim, Key] = field(factory=dict)
    jobs: dict[UUID, Job] = field(factory=dict)
    moments: dict[tuple[Key, Moment], UUID] = field(factory=dict)
    rows: dict[tuple[type[Row], UUID], Row] = field(factory=dict)
    obligations: dict[tuple[Key, Obligation], None] = field(factory=dict)
    posted: dict[UUID, Posted] = field(factory=dict)
    balances: dict[tuple[Account, str], int] = field(factory=dict)
    _open: threading.local = field(factory=threading.local)

    @property
    def in_transaction(self) -> bool:
        return getattr(self._open, "depth", 0) > 0

    @contextmanager
    def transaction(self, by: Actor) -> Iterator[MemoryWork]:
        work = MemoryWork(self, Changes(by))
        self._open.depth = getattr(self._open, "depth", 0) + 1
        try:
            yield work
            with self.lock:
                self._flush(work.changes)
        finally:
            self._open.depth -= 1

    def get(self, kind: type[A], id: UUID) -> A:
        kept = self.things.get((kind.kind(), id))
        return as_seen(kept if isinstance(kept, kind) else None, kind, id, None)

    def holder(self, claim: Claim) -> tuple[str, UUID] | None:
        return self.claims.get(claim)

    def history(
        self, kind: type[Aggregate], id: UUID, *, after: str | None = None, limit: int = 50
    ) -> Page[Kept]:
        limit = bounded(limit, MOST)
        start = read_number(after)
        mine = [
            each
            for each in list(self.kept)
            if (each.kind, each.about) == (kind.kind(), id) and each.seq > start
        ]
        more = len(mine) > limit
        return Page(tuple(mine[:limit]), cursor([mine[limit - 1].seq]) if more else None)

    def _flush(self, changes: Changes) -> None:
        saved = changes.saved()
        if not saved:
            return
        for read in changes.relied_on():
            self._must_still_be(read)
        for key in changes.absent():
            if key in self.things:
                raise Stale("stale", thing=key[0], id=key[1], seen=0)
        for change in saved:
            self._must_fit(change)
        changed = [_Changed.of(change) for change in saved]
        self._must_be_free(changed)
        self._must_be_new(changed)
        self._must_be_borne(changed)
        # Nothing from here on can be refused: all of it is kept.
        self._take_away(changed)
        self._put(changed, changes.by)

    def _must_still_be(self, read: Aggregate) -> None:
        kept = self.things.get((read.kind(), read.id))
        if kept is None or kept.version != read.version:
            raise Stale("stale", thing=read.kind(), id=read.id, seen=read.version)

    def _must_fit(self, change: Change) -> None:
        if change.before is not None:
            self._must_still_be(change.before)
        elif (change.after.kind(), change.after.id) in self.things:
            raise AlreadyTaken("already_kept", thing=change.after.kind(), id=change.after.id)

    def _must_be_free(self, changed: list[_Changed]) -> None:
        freed = {claim for one in changed for claim in one.gone.claims}
        wanted = [(claim, one.key[0]) for one in changed for claim in one.come.claims]
        held = (self.claims.keys() - freed) | repeated([claim for claim, _ in wanted])
        for claim, kind in wanted:
            if claim in held:
                raise AlreadyTaken(f"taken_{claim.name}", thing=kind)

    def _must_be_new(self, changed: list[_Changed]) -> None:
        entries = [entry for one in changed for _, entry in one.entries]
        twice = repeated([entry.key for entry in entries])
        for entry in entries:
            if entry.key in self.posted or entry.key in twice:
                first = self.posted.get(entry.key)
                raise posted_twice(entry, (first.entry if first else entry).code)

    def _must_be_borne(self, changed: list[_Changed]) -> None:
        entries = [entry for one in changed for _, entry in one.entries]
        for (account, currency), moved in sorted(movements(entries).items()):
            stands = Money.of_minor(self.balances.get((account, currency), 0), currency)
            must_bear(account, stands, Money.of_minor(moved, currency))

    def _take_away(self, changed: list[_Changed]) -> None:
        for one in changed:
            for claim in one.gone.claims:
                del self.claims[claim]
            for moment in one.gone.moments:
                self.jobs.pop(self.moments.pop((one.key, moment)), None)
            for obligation in one.gone.obligations:
                del self.obligations[one.key, obligation]
            for row in one.gone.rows:
                del self.rows[type(row), row.key]

    def _put(self, changed: list[_Changed], by: Actor) -> None:
        for one in changed:
            self.things[one.key] = one.change.after
            for event in one.change.events:
                version = one.change.after.version
                self.kept.append(Kept(len(self.kept) + 1, by, *one.key, version, event))
                self._queue(Job(new_id(), *one.key, due=event.at, event=event))
            for at, entry in one.entries:
                self._post(Posted(len(self.posted) + 1, at, entry))
            self.claims |= dict.fromkeys(one.come.claims, one.key)
            self.obligations |= dict.fromkeys([(one.key, each) for each in one.come.obligations])
            self.rows |= {(type(row), row.key): row for row in one.come.rows}
            for moment in one.come.moments:
                job = Job(new_id(), *one.key, due=moment.due, moment=moment.code)
                self.moments[one.key, moment] = job.id
                self._queue(job)

    def _post(self, posted: Posted) -> None:
        self.posted[posted.entry.key] = posted
        for leg in posted.entry.legs:
            place = (leg.account, leg.amount.currency)
            self.balances[place] = self.balances.get(place, 0) + leg.amount.minor

    def _queue(self, job: Job) -> None:
        self.jobs[job.id] = job


@frozen
class _Changed:
    """One change with all that follows from it, asked of the things before anything is kept."""

    key: Key
    change: Change
    gone: Beside
    come: Beside
    entries: tuple[tuple[datetime, Entry], ...]

    @classmethod
    def of(cls, change: Change) -> _Changed:
        key = (change.after.kind(), change.after.id)
        entries = tuple((event.at, entry) for event in change.events for entry in event.entries())
        return cls(key, change, change.gone(), change.come(), entries)
