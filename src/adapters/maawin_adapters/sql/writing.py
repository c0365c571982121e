"""The writes of one transaction, in the order that all writers keep: documents, claims, the rest.

Everybody locks documents by kind and id, then claims, then balances by name, so that two writers
wait for each other and never for ever.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from functools import partial
from typing import Any

import sqlalchemy as sa
from attrs import Factory, define, field

from maawin_core.kernel.aggregate import Aggregate, Claim, Event, Moment, Row
from maawin_core.kernel.changes import Change, Changes, Key
from maawin_core.kernel.identity import new_id
from maawin_core.kernel.obligation import Obligation
from maawin_core.kernel.parties import Actor
from maawin_core.kernel.plain import instant, plain

from . import codec
from .database import Database, Params, Step
from .posting import Posting
from .tables import (
    ROWS,
    claims,
    documents,
    events,
    identities,
    jobs,
    obligations,
)

Place = tuple[str, str]


@define
class Writing:
    """Turns the changes of one transaction into steps. *apart*: the identities that were read."""

    database: Database
    by: Actor
    apart: Mapping[Key, list[str]]
    _posting: Posting = field(default=Factory(lambda self: Posting(self.database), takes_self=True))
    _coded: dict[Key, tuple[str, list[str]]] = field(factory=dict)

    def steps(self, changes: Changes) -> list[Step]:
        """Every write, in order."""
        saved = changes.saved()
        documents_first = [
            *self._documents(saved),
            *map(self._still, changes.relied_on()),
            *map(self._still_absent, changes.absent()),
        ]
        found = [s for _, steps in sorted(documents_first, key=lambda each: each[0]) for s in steps]
        found += self._claims(saved)
        for change in saved:
            found += self._identities(change)
            found += self._events(change)
            found += self._beside(change)
        return found + list(self._posting.balance_steps())

    def _documents(self, saved: list[Change]) -> Iterator[tuple[Place, list[Step]]]:
        for change in saved:
            thing = change.after
            body, _ = self._document(thing)
            values: Params = {
                "kind": thing.kind(), "id": str(thing.id), "version": thing.version,
                "shape": thing.shape, "body": body,
            }  # fmt: skip
            place = (thing.kind(), str(thing.id))
            if change.before is None:
                insert = Step(self.database.insert(documents), values)
                yield place, [*self._lock(place, _alone), insert]
            else:
                sql = self.database.compiled("change", _change)
                seen = change.before.version
                yield place, [Step(sql, {**values, "seen": seen}, must_hit=True)]

    def _document(self, thing: Aggregate) -> tuple[str, list[str]]:
        key = (thing.kind(), thing.id)
        if key not in self._coded:
            self._coded[key] = codec.document(thing)
        return self._coded[key]

    def _still(self, read: Aggregate) -> tuple[Place, list[Step]]:
        sql = self.database.compiled("still", _still)
        place = (read.kind(), str(read.id))
        values: Params = {"kind": place[0], "id": place[1], "seen": read.version}
        return place, [Step(sql, values, must_hit=True)]

    def _still_absent(self, key: Key) -> tuple[Place, list[Step]]:
        sql = self.database.compiled("absent", _absent)
        place = (key[0], str(key[1]))
        absent = Step(sql, {"kind": place[0], "id": place[1]}, must_hit=True)
        return place, [*self._lock(place, _shared), absent]

    def _lock(self, place: Place, how: Callable[[], sa.ClauseElement]) -> list[Step]:
        # A row that is not there cannot be locked, so its name is: who makes a thing alone, who
        # relies on its absence together. SQLite has one writer at a time.
        if not self.database.on_postgres:
            return []
        sql = self.database.compiled(how, how)
        return [Step(sql, {"place": ":".join(place)})]

    def _claims(self, saved: list[Change]) -> list[Step]:
        take, let_go = self.database.insert(claims), self.database.compiled("unclaim", _unclaim)
        found: list[tuple[tuple[str, str], bool, Step]] = []
        for change in saved:
            holder = {"kind": change.after.kind(), "about": str(change.after.id)}
            for claim in change.gone().claims:
                place = _claim_place(claim)
                found.append((place, False, Step(let_go, _named(place))))
            for claim in change.come().claims:
                place = _claim_place(claim)
                found.append((place, True, Step(take, {**_named(place), **holder})))
        # By name, whosever they are; of one claim first who lets it go.
        return [step for *_, step in sorted(found, key=lambda each: each[:2])]

    def _identities(self, change: Change) -> Iterator[Step]:
        thing = change.after
        before = self.apart.get((thing.kind(), thing.id), []) if change.before is not None else []
        after = self._document(thing)[1]
        if before == after:
            return
        key: Params = {"kind": thing.kind(), "about": str(thing.id)}
        if before:
            yield Step(self.database.compiled("forget", _forget), key)
        for slot, body in enumerate(after):
            yield Step(self.database.insert(identities), {**key, "slot": slot, "body": body})

    def _events(self, change: Change) -> Iterator[Step]:
        for event in change.events:
            id = str(new_id())
            yield Step(self.database.insert(events, "seq"), self._event(change, event, id))
            yield self._job(change, id, instant(event.at))
            for entry in event.entries():
                yield from self._posting.entry_steps(entry, event.at)

    def _event(self, change: Change, event: Event, id: str) -> Params:
        return {
            "id": id, "at": instant(event.at), "person": str(self.by.person),
            "role": self.by.role.value, "party": str(self.by.party), "kind": change.after.kind(),
            "about": str(change.after.id), "version": change.after.version,
            "name": codec.event_name(event), "shape": event.shape,
            "body": codec.event_body(event),
        }  # fmt: skip

    def _job(self, change: Change, id: str, due: str, moment: str | None = None) -> Step:
        values: Params = {
            "id": id, "kind": change.after.kind(), "about": str(change.after.id), "due": due,
            "moment": moment, "stated": due if moment else None, "tries": 0, "leased_until": "",
            "parked": 0, "reason": "",
        }  # fmt: skip
        return Step(self.database.insert(jobs, "position"), values)

    def _beside(self, change: Change) -> Iterator[Step]:
        gone, come = change.gone(), change.come()
        key: Params = {"kind": change.after.kind(), "about": str(change.after.id)}
        for moment in gone.moments:
            sql = self.database.compiled("past", _past)
            yield Step(sql, {**key, "moment": moment.code, "stated": instant(moment.due)})
        for moment in sorted(come.moments, key=_moment_order):
            yield self._job(change, str(new_id()), instant(moment.due), moment.code)
        for obligation in gone.obligations:
            sql = self.database.compiled("met", _met)
            yield Step(sql, {**key, **_obligation(obligation)})
        for obligation in come.obligations:
            values = {**key, **_obligation(obligation), "request": plain(obligation.request)}
            yield Step(self.database.insert(obligations), values)
        yield from self._rows(gone.rows, come.rows)

    def _rows(self, gone: frozenset[Row], come: frozenset[Row]) -> Iterator[Step]:
        stays = {(type(row), row.key) for row in come}
        for row in gone:
            if (type(row), row.key) not in stays:
                table = ROWS[type(row)]
                sql = self.database.compiled(("unlist", table.name), partial(_unlist, table))
                yield Step(sql, {"key": str(row.key)})
        for row in come:
            table = ROWS[type(row)]
            values = {name: plain(getattr(row, name)) for name in table.c.keys()}  # noqa: SIM118
            yield Step(self.database.upsert(table), values)


def _claim_place(claim: Claim) -> tuple[str, str]:
    return claim.name, codec.claim_digest(claim)


def _named(place: tuple[str, str]) -> dict[str, str]:
    return {"name": place[0], "digest": place[1]}


def _moment_order(moment: Moment) -> tuple[str, str]:
    return instant(moment.due), moment.code


def _obligation(obligation: Obligation) -> Params:
    return {
        "code": obligation.code, "owner": str(obligation.owner),
        "creditor": str(obligation.to), "due": instant(obligation.due),
    }  # fmt: skip


def _where(table: sa.Table, *names: str) -> list[sa.ColumnElement[bool]]:
    return [table.c[name] == sa.bindparam(f"{name}") for name in names]


def _change() -> sa.ClauseElement:
    new: dict[str, Any] = {name: sa.bindparam(name) for name in ("version", "shape", "body")}
    found = sa.and_(
        documents.c.kind == sa.bindparam("kind"), documents.c.id == sa.bindparam("id"),
        documents.c.version == sa.bindparam("seen"),
    )  # fmt: skip
    return sa.update(documents).where(found).values(new)


def _still() -> sa.ClauseElement:
    return (
        sa.select(documents.c.version)
        .where(*_where(documents, "kind", "id"), documents.c.version == sa.bindparam("seen"))
        .with_for_update(read=True)
    )


def _absent() -> sa.ClauseElement:
    return sa.select(sa.literal_column("1")).where(
        ~sa.exists().where(*_where(documents, "kind", "id"))
    )


def _alone() -> sa.ClauseElement:
    return sa.select(sa.func.pg_advisory_xact_lock(_number()))


def _shared() -> sa.ClauseElement:
    return sa.select(sa.func.pg_advisory_xact_lock_shared(_number()))


def _number() -> sa.ColumnElement[int]:
    return sa.func.hashtextextended(sa.bindparam("place", type_=sa.Text()), 0)


def _unclaim() -> sa.ClauseElement:
    return sa.delete(claims).where(*_where(claims, "name", "digest"))


def _forget() -> sa.ClauseElement:
    return sa.delete(identities).where(*_where(identities, "kind", "about"))


def _past() -> sa.ClauseElement:
    return sa.delete(jobs).where(*_where(jobs, "kind", "about", "moment", "stated"))


def _met() -> sa.ClauseElement:
    names = ("kind", "about", "code", "owner", "creditor", "due")
    return sa.delete(obligations).where(*_where(obligations, *names))


def _unlist(table: sa.Table) -> sa.ClauseElement:
    return sa.delete(table).where(*_where(table, "key"))
