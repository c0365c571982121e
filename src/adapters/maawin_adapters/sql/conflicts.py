"""Why a transaction could not be kept, found out after the fact: what the core is told."""

from __future__ import annotations

from collections.abc import Callable
from typing import Protocol
from uuid import UUID

import sqlalchemy as sa
from attrs import frozen

from maawin_core.books.chart import must_bear
from maawin_core.kernel.aggregate import Aggregate, Claim
from maawin_core.kernel.changes import (
    Changes,
    Key,
    entries_of,
    movements,
    posted_twice,
    repeated,
)
from maawin_core.kernel.errors import AlreadyTaken, Refusal, RuleBroken, Stale
from maawin_core.kernel.money import Money

from .database import Database, Sql
from .tables import balances, documents, entries


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
            self._overdrawn,
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
        entries = entries_of(self.changes.saved())
        twice, sql = repeated(e.key for e in entries), self._compiled("posted", _posted)
        for entry in entries:
            found = self.storage.database.read(sql, {"key": str(entry.key)})
            if found or entry.key in twice:
                return posted_twice(entry, found[0][0] if found else entry.code)
        return None

    def _overdrawn(self) -> Refusal | None:
        sql = self._compiled("stands", _stands)
        moved = movements(entries_of(self.changes.saved()))
        for (account, currency), minor in sorted(moved.items()):
            place = {"name": account.name, "of": account.of, "currency": currency}
            found = self.storage.database.read(sql, place)
            stands = Money.of_minor(found[0][0] if found else 0, currency)
            try:
                must_bear(account, stands, Money.of_minor(minor, currency))
            except RuleBroken as overdrawn:
                return overdrawn
        return None

    def _compiled(self, key: str, build: Callable[[], sa.ClauseElement]) -> Sql:
        return self.storage.database.compiled(key, build)

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
    return sa.select(entries.c.code).where(entries.c.key == sa.bindparam("key"))


def _stands() -> sa.ClauseElement:
    place = [balances.c[name] == sa.bindparam(name) for name in ("name", "of", "currency")]
    return sa.select(balances.c.minor).where(*place)
