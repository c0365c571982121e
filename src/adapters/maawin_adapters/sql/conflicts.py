"""Why a transaction could not be kept, found out after the fact: what the core is told."""

from __future__ import annotations

from collections.abc import Callable
from typing import Protocol
from uuid import UUID

import sqlalchemy as sa
from attrs import frozen

from maawin_core.kernel.aggregate import Aggregate, Claim
from maawin_core.kernel.changes import Changes, Key, repeated
from maawin_core.kernel.errors import AlreadyTaken, Refusal, Stale

from .database import Database
from .tables import documents, entries


class Holders(Protocol):
    """What this needs of the storage."""

    @property
    def database(self) -> Database: ...

    def holder(self, claim: Claim) -> tuple[str, UUID] | None: ...


@frozen
class Conflicts:
    """Looks for what stood in the way of these changes, the plainest reason first."""

    storage: Holders
    changes: Changes

    def reason(self) -> Refusal:
        """What stood in the way. What has gone again meanwhile was a change meanwhile: stale."""
        looks: tuple[Callable[[], Refusal | None], ...] = (
            self._changed,
            self._kept_already,
            self._claimed,
            self._posted_already,
        )
        found = next((refusal for look in looks if (refusal := look())), None)
        return found or _stale(self.changes.saved()[0].after)

    def _changed(self) -> Refusal | None:
        before = [change.before for change in self.changes.saved() if change.before is not None]
        for read in [*self.changes.relied_on(), *before]:
            if self._version((read.kind(), read.id)) != read.version:
                return _stale(read)
        for kind, id in self.changes.absent():
            if self._version((kind, id)) is not None:
                return Stale("stale", thing=kind, id=id, seen=0)
        return None

    def _kept_already(self) -> Refusal | None:
        for change in self.changes.saved():
            thing = change.after
            if change.before is None and self._version((thing.kind(), thing.id)) is not None:
                return AlreadyTaken("already_kept", thing=thing.kind(), id=thing.id)
        return None

    def _claimed(self) -> Refusal | None:
        saved = self.changes.saved()
        freed = {claim for change in saved for claim in change.gone().claims}
        wanted = [(claim, change.after) for change in saved for claim in change.come().claims]
        twice = repeated(claim for claim, _ in wanted)
        for claim, thing in sorted(wanted, key=lambda each: each[0].name):
            if claim in twice or (claim not in freed and self.storage.holder(claim) is not None):
                return AlreadyTaken(f"taken_{claim.name}", thing=thing.kind())
        return None

    def _posted_already(self) -> Refusal | None:
        saved = self.changes.saved()
        events = [event for change in saved for event in change.events]
        keys = [entry.key for event in events for entry in event.entries()]
        twice, sql = repeated(keys), self.storage.database.compiled("posted", _posted)
        for key in keys:
            if key in twice or self.storage.database.read(sql, {"key": str(key)}):
                return AlreadyTaken("already_posted", entry=key)
        return None

    def _version(self, key: Key) -> int | None:
        sql = self.storage.database.compiled("version", _version)
        found = self.storage.database.read(sql, {"kind": key[0], "id": str(key[1])})
        return int(found[0][0]) if found else None


def _stale(thing: Aggregate) -> Stale:
    return Stale("stale", thing=thing.kind(), id=thing.id, seen=thing.version)


def _version() -> sa.ClauseElement:
    mine = documents.c.kind == sa.bindparam("kind"), documents.c.id == sa.bindparam("id")
    return sa.select(documents.c.version).where(*mine)


def _posted() -> sa.ClauseElement:
    return sa.select(entries.c.seq).where(entries.c.key == sa.bindparam("key"))
