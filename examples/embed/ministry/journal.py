"""A storage of one append-only file: each transaction is a record, and the file is replayed.

What the core says is kept beside a thing (claims, moments, obligations, rows) is asked of the
things themselves: a registry of this size needs no tables.
"""

import os
import pickle
import threading
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from datetime import datetime
from operator import gt, lt
from pathlib import Path
from typing import Any
from uuid import UUID, uuid5

from attrs import define, evolve, field

from maawin_core.kernel.aggregate import Aggregate, Claim, Row, Version
from maawin_core.kernel.changes import Change, Changes, Key, as_seen
from maawin_core.kernel.entry import Account
from maawin_core.kernel.errors import AlreadyTaken, Stale
from maawin_core.kernel.money import Money
from maawin_core.kernel.parties import Actor, Party
from maawin_core.kernel.plain import bounded, cursor, member, plain, read_cursor
from maawin_core.ports.books import Posted
from maawin_core.ports.lists import MOST, Is, Owed, Tally, Where
from maawin_core.ports.outbox import Job
from maawin_core.ports.storage import Kept, Page


@define
class Work:
    """One transaction over the journal."""

    journal: "Journal"
    changes: Changes

    def get(self, kind: type[Any], id: UUID, *, seen: Version | None = None) -> Any:
        return as_seen(self.find(kind, id), kind, id, seen)

    def find(self, kind: type[Any], id: UUID) -> Any:
        known = self.changes.known(kind, id)
        if known is not None:
            return known
        thing = self.journal.things.get((kind.kind(), id))
        return thing and self.changes.read(thing)

    def save(self, aggregate: Any) -> Any:
        return self.changes.save(aggregate)


@define
class Journal:
    """Storage, lists, outbox and books in one: the file is the truth, the rest is what it says."""

    file: Path | None = None
    things: dict[Key, Aggregate] = field(factory=dict)
    kept: list[Kept] = field(factory=list)
    holders: dict[Claim, Key] = field(factory=dict)
    jobs: dict[UUID, Job] = field(factory=dict)
    leased: dict[UUID, datetime] = field(factory=dict)
    given_up: set[UUID] = field(factory=set)
    posted: dict[UUID, Posted] = field(factory=dict)
    balances_: dict[tuple[Account, str], int] = field(factory=dict)
    lock: threading.RLock = field(factory=threading.RLock)
    _open: threading.local = field(factory=threading.local)

    def __attrs_post_init__(self) -> None:
        if self.file is not None and self.file.exists():
            with self.file.open("rb") as stream:
                while stream.peek(1):
                    by, saved = pickle.load(stream)
                    self._apply(by, saved)

    # the storage

    @property
    def in_transaction(self) -> bool:
        return getattr(self._open, "depth", 0) > 0

    @contextmanager
    def transaction(self, by: Actor) -> Iterator[Work]:
        work = Work(self, Changes(by))
        self._open.depth = getattr(self._open, "depth", 0) + 1
        try:
            yield work
            with self.lock:
                self._check(work.changes)
                saved = work.changes.saved()
                if saved:
                    self._write((by, saved))
                    self._apply(by, saved)
        finally:
            self._open.depth -= 1

    def get(self, kind: type[Any], id: UUID) -> Any:
        return as_seen(self.things.get((kind.kind(), id)), kind, id, None)  # type: ignore[arg-type]

    def holder(self, claim: Claim) -> Key | None:
        return self.holders.get(claim)

    def history(
        self, kind: type[Any], id: UUID, *, after: str | None = None, limit: int = 50
    ) -> Page[Kept]:
        mine = [kept for kept in self.kept if (kept.kind, kept.about) == (kind.kind(), id)]
        return _page(mine, lambda kept: [kept.seq], after, limit)

    def _check(self, changes: Changes) -> None:
        for change in changes.saved():
            if change.before is None and (change.after.kind(), change.after.id) in self.things:
                raise AlreadyTaken("already_kept", thing=change.after.kind(), id=change.after.id)
        before = [change.before for change in changes.saved() if change.before is not None]
        for read in [*before, *changes.relied_on()]:
            now = self.things.get((read.kind(), read.id))
            if now is None or now.version != read.version:
                raise Stale("stale", thing=read.kind(), id=read.id, seen=read.version)
        freed = {claim for change in changes.saved() for claim in change.gone().claims}
        wanted: set[Claim] = set()
        for change in changes.saved():
            for claim in change.come().claims:
                if claim in wanted or (claim in self.holders and claim not in freed):
                    raise AlreadyTaken(f"taken_{claim.name}", thing=change.after.kind())
                wanted.add(claim)
        keys = [e.key for c in changes.saved() for event in c.events for e in event.entries()]
        if len(set(keys)) < len(keys) or any(key in self.posted for key in keys):
            raise AlreadyTaken("already_posted", entry=keys[0])

    def _write(self, record: object) -> None:
        if self.file is None:
            return
        with self.file.open("ab") as stream:
            stream.write(pickle.dumps(record))
            stream.flush()
            os.fsync(stream.fileno())

    def _apply(self, by: Actor, saved: list[Change]) -> None:
        for claim in [claim for change in saved for claim in change.gone().claims]:
            del self.holders[claim]
        for change in saved:
            key = (change.after.kind(), change.after.id)
            self.things[key] = change.after
            self.holders |= dict.fromkeys(change.come().claims, key)
            self._follow(by, key, change)

    def _follow(self, by: Actor, key: Key, change: Change) -> None:
        for event in change.events:
            seq = len(self.kept) + 1
            self.kept.append(Kept(seq, by, *key, change.after.version, event))
            name = uuid5(key[1], f"event {seq}")
            self.jobs[name] = Job(name, *key, due=event.at, event=event)
            for entry in event.entries():
                self.posted[entry.key] = Posted(len(self.posted) + 1, event.at, entry)
                for leg in entry.legs:
                    place = (leg.account, leg.amount.currency)
                    self.balances_[place] = self.balances_.get(place, 0) + leg.amount.minor
        for moment in change.gone().moments:
            self.jobs.pop(uuid5(key[1], f"{key[0]} {moment}"), None)
        for moment in change.come().moments:
            name = uuid5(key[1], f"{key[0]} {moment}")
            self.jobs[name] = Job(name, *key, due=moment.due, moment=moment.code)

    # the outbox

    def take(self, now: datetime, until: datetime, limit: int) -> tuple[Job, ...]:
        with self.lock:
            free = [job for job in self._free() if self.leased.get(job.id, now) <= now]
            due = sorted((job for job in free if job.due <= now), key=lambda job: job.due)[:limit]
            self.leased |= {job.id: until for job in due}
            return tuple(due)

    def done(self, job: Job) -> None:
        with self.lock:
            self.jobs.pop(job.id, None)
            self.leased.pop(job.id, None)

    def failed(self, job: Job, reason: str, again: datetime | None) -> None:
        with self.lock:
            self.leased.pop(job.id, None)
            if job.id in self.jobs:
                due = again or job.due
                self.jobs[job.id] = evolve(job, tries=job.tries + 1, reason=reason, due=due)
                self.given_up |= {job.id} if again is None else set()

    def parked(self, *, after: str | None = None, limit: int = 50) -> Page[Job]:
        jobs = [self.jobs[id] for id in self.given_up if id in self.jobs]
        return _page(jobs, lambda job: [plain(job.due), str(job.id)], after, limit)

    def retry(self, id: UUID, now: datetime) -> None:
        with self.lock:
            if id in self.given_up and id in self.jobs:
                self.given_up.remove(id)
                self.jobs[id] = evolve(self.jobs[id], due=now, tries=0)

    def next_due(self) -> datetime | None:
        return min((job.due for job in self._free() if job.id not in self.leased), default=None)

    def _free(self) -> list[Job]:
        return [job for job in list(self.jobs.values()) if job.id not in self.given_up]

    # the lists

    def page(
        self,
        kind: type[Row],
        *conditions: Where,
        order: Sequence[str] = (),
        descending: bool = False,
        after: str | None = None,
        limit: int = 50,
    ) -> Page[Any]:
        def place(row: Row) -> list[Any]:
            return [plain(getattr(row, column)) for column in (*order, "key")]

        return _page(self._rows(kind, conditions), place, after, limit, descending=descending)

    def tally(
        self, kind: type[Row], *conditions: Where, by: Sequence[str] = (), sum_of: str = ""
    ) -> tuple[Tally, ...]:
        groups: dict[tuple[Any, ...], list[Row]] = {}
        for row in self._rows(kind, conditions):
            groups.setdefault(tuple(getattr(row, column) for column in by), []).append(row)
        return tuple(
            Tally(values, len(rows), sum(_number(row, sum_of) for row in rows))
            for values, rows in sorted(groups.items(), key=lambda g: _nulls_first(g[0]))
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
            Owed(each, *key)
            for key, thing in list(self.things.items())
            for each in thing.obligations()
            if owner in (None, each.owner)
            and request in (None, each.request)
            and (due_before is None or each.due < due_before)
        ]
        return _page(
            found,
            lambda owed: [plain(owed.obligation.due), str(owed.about), owed.obligation.code],
            after,
            limit,
        )

    def _rows(self, kind: type[Row], conditions: Sequence[Where]) -> list[Row]:
        rows = [row for thing in list(self.things.values()) for row in thing.rows()]
        mine = [row for row in rows if isinstance(row, kind)]
        return [row for row in mine if all(_meets(row, each) for each in conditions)]

    # the books

    def balance(self, account: Account, currency: str = "QAR") -> Money:
        return Money.of_minor(self.balances_.get((account, currency), 0), currency)

    def balances(
        self, *, name: str = "", after: str | None = None, limit: int = 50
    ) -> Page[tuple[Account, Money]]:
        found = [
            (account, Money.of_minor(minor, currency))
            for (account, currency), minor in self.balances_.items()
            if name in ("", account.name)
        ]
        return _page(found, lambda a: [a[0].name, a[0].of, a[1].currency], after, limit)

    def entries(
        self, *, about: UUID | None = None, after: str | None = None, limit: int = 50
    ) -> Page[Posted]:
        found = [each for each in self.posted.values() if about in (None, each.entry.about)]
        return _page(found, lambda posted: [posted.seq], after, limit)

    def sums(self) -> dict[str, int]:
        found: dict[str, int] = {}
        for (_, currency), minor in self.balances_.items():
            found[currency] = found.get(currency, 0) + minor
        return found


def _meets(row: Row, condition: Where) -> bool:
    found, asked = plain(getattr(row, condition.column)), condition.value
    if condition.compare is Is.ONE_OF:
        return found in [plain(value) for value in asked or ()]  # type: ignore[union-attr]
    if condition.compare is Is.HAS:
        return member(asked) in str(found)
    if condition.compare in (Is.NONE, Is.SOME, Is.EQUAL):
        wanted = plain(asked) if condition.compare is Is.EQUAL else None
        return (found == wanted) is not (condition.compare is Is.SOME)
    other: Any = plain(asked)
    return (
        found is not None
        and {
            Is.NOT: found != other,
            Is.AT_MOST: found <= other,
            Is.AT_LEAST: found >= other,
            Is.BEFORE: found < other,
        }[condition.compare]
    )


def _page(
    items: list[Any],
    place: Callable[[Any], list[Any]],
    after: str | None,
    limit: int,
    *,
    descending: bool = False,
) -> Page[Any]:
    limit = bounded(limit, MOST)
    ordered = sorted(items, key=place, reverse=descending)
    if after is not None:
        last: list[Any] = read_cursor(after, len(place(ordered[0])) if ordered else 1)
        beyond = lt if descending else gt
        ordered = [each for each in ordered if beyond(place(each), last)]
    more = len(ordered) > limit
    return Page(tuple(ordered[:limit]), cursor(place(ordered[limit - 1])) if more else None)


def _number(row: Row, column: str) -> int:
    return int(plain(getattr(row, column)) or 0) if column else 0


def _nulls_first(values: tuple[Any, ...]) -> list[tuple[bool, Any]]:
    return [(value is not None, plain(value) if value is not None else 0) for value in values]
