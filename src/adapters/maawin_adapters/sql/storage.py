"""Transactions over documents, with everything that is kept beside them, in one batch of writes."""

from __future__ import annotations

import threading
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any, TypeVar
from uuid import UUID

import sqlalchemy as sa
from attrs import define, field

from maawin_core.kernel.aggregate import Aggregate, Claim, Version
from maawin_core.kernel.changes import Changes, Key, as_seen
from maawin_core.kernel.parties import Actor, Party, PartyKind, Role
from maawin_core.kernel.plain import bounded, cursor, read_number
from maawin_core.ports.lists import MOST
from maawin_core.ports.storage import Kept, Page

from . import codec
from .conflicts import Conflicts
from .database import Conflict, Database
from .tables import claims, documents, events, identities
from .writing import Writing

A = TypeVar("A", bound=Aggregate)


def party_of(text: str) -> Party:
    """The party that its text names."""
    kind, _, id = text.partition(":")
    return Party(PartyKind(kind), UUID(id))


@define
class SqlWork:
    """One transaction: reads as it goes, writes at its end."""

    _storage: SqlStorage
    changes: Changes
    apart: dict[Key, list[str]] = field(factory=dict)

    def get(self, kind: type[A], id: UUID, *, seen: Version | None = None) -> A:
        return as_seen(self.find(kind, id), kind, id, seen)

    def find(self, kind: type[A], id: UUID) -> A | None:
        known = self.changes.known(kind, id)
        if known is not None:
            return known
        kept = self._storage.kept(kind, id)
        if kept is None:
            self.changes.missed(kind, id)
            return None
        thing, self.apart[kind.kind(), id] = kept
        return self.changes.read(thing)

    def save(self, aggregate: A) -> A:
        return self.changes.save(aggregate)


@define
class SqlStorage:
    """Aggregates as documents, beside their events, claims, jobs, obligations, rows and entries."""

    database: Database
    _open: threading.local = field(factory=threading.local)

    @property
    def in_transaction(self) -> bool:
        return getattr(self._open, "depth", 0) > 0

    @contextmanager
    def transaction(self, by: Actor) -> Iterator[SqlWork]:
        self._open.depth = getattr(self._open, "depth", 0) + 1
        try:
            with self.database.connection():
                work = SqlWork(self, Changes(by))
                yield work
                self._flush(work)
        finally:
            self._open.depth -= 1

    def get(self, kind: type[A], id: UUID) -> A:
        return as_seen(self.load(kind, id), kind, id, None)

    def load(self, kind: type[A], id: UUID) -> A | None:
        """The thing as it is kept, or None."""
        kept = self.kept(kind, id)
        return kept[0] if kept else None

    def kept(self, kind: type[A], id: UUID) -> tuple[A, list[str]] | None:
        """The thing as it is kept, and the identities that are kept apart from it; or None."""
        found = self.database.read(
            self.database.compiled("load", _load), {"kind": kind.kind(), "id": str(id)}
        )
        if not found:
            return None
        version, shape, body = found[0][:3]
        apart = [row[3] for row in found if row[3] is not None]
        return codec.thing(kind, id, version, shape, body, apart), apart

    def holder(self, claim: Claim) -> tuple[str, UUID] | None:
        found = self.database.read(
            self.database.compiled("holder", _holder),
            {"name": claim.name, "digest": codec.claim_digest(claim)},
        )
        return (found[0][0], UUID(found[0][1])) if found else None

    def history(
        self, kind: type[Aggregate], id: UUID, *, after: str | None = None, limit: int = 50
    ) -> Page[Kept]:
        limit = bounded(limit, MOST)
        start = read_number(after)
        found = self.database.read(
            self.database.compiled("history", _history),
            {"kind": kind.kind(), "about": str(id), "start": start, "most": limit + 1},
        )
        kept = tuple(_kept(row) for row in found[:limit])
        return Page(kept, cursor([kept[-1].seq]) if len(found) > limit else None)

    def _flush(self, work: SqlWork) -> None:
        if not work.changes.saved():
            return
        try:
            writing = Writing(self.database, work.changes.by, work.apart)
            self.database.write(writing.steps(work.changes))
        except Conflict as conflict:
            raise Conflicts(self, work.changes).reason() from conflict


def _load() -> sa.ClauseElement:
    apart = sa.and_(identities.c.kind == documents.c.kind, identities.c.about == documents.c.id)
    return (
        sa.select(
            documents.c.version, documents.c.shape, documents.c.body, identities.c.body.label("id")
        )
        .select_from(documents.outerjoin(identities, apart))
        .where(documents.c.kind == sa.bindparam("kind"), documents.c.id == sa.bindparam("id"))
        .order_by(identities.c.slot)
    )


def _holder() -> sa.ClauseElement:
    return sa.select(claims.c.kind, claims.c.about).where(
        claims.c.name == sa.bindparam("name"), claims.c.digest == sa.bindparam("digest")
    )


def _history() -> sa.ClauseElement:
    return (
        sa.select(
            *(events.c[name] for name in ("seq", "person", "role", "party", "kind", "about")),
            *(events.c[name] for name in ("version", "name", "shape", "body")),
        )
        .where(
            events.c.kind == sa.bindparam("kind"),
            events.c.about == sa.bindparam("about"),
            events.c.seq > sa.bindparam("start"),
        )
        .order_by(events.c.seq)
        .limit(sa.bindparam("most"))
    )


def _kept(row: tuple[Any, ...]) -> Kept:
    seq, person, role, party, kind, about, version, name, shape, body = row
    by = Actor(UUID(person), Role(role), party_of(party))
    return Kept(seq, by, kind, UUID(about), Version(version), codec.event(name, shape, body))
