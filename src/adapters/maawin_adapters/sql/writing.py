"""The writes of one transaction, in the order that all writers keep: documents, claims, the rest.

Everybody locks documents by kind and id, then claims, then balances by name, so that two writers
wait for each other and never for ever.
"""

from __future__ import annotations

from collections.abc import Iterator

import sqlalchemy as sa
from attrs import define, field

from maawin_core.kernel.aggregate import Aggregate, Claim, Event, Moment, Row
from maawin_core.kernel.changes import Change, Changes
from maawin_core.kernel.identity import new_id
from maawin_core.kernel.obligation import Obligation
from maawin_core.kernel.parties import Actor
from maawin_core.kernel.plain import instant, plain

from . import codec
from .database import Database, Params, Step
from .tables import (
    ROWS,
    balances,
    claims,
    documents,
    entries,
    events,
    identities,
    jobs,
    obligations,
)


@define
class Writing:
    """Turns the changes of one transaction into steps."""

    database: Database
    by: Actor
    _balances: dict[tuple[str, str, str], int] = field(factory=dict)

    def steps(self, changes: Changes) -> list[Step]:
        """Every write, in order."""
        saved = changes.saved()
        documents_first = [*self._documents(saved), *map(self._still, changes.relied_on())]
        found = [step for _, step in sorted(documents_first, key=lambda each: each[0])]
        for change in saved:
            found += self._claims_gone(change)
        for change in saved:
            found += self._claims_come(change)
        for change in saved:
            found += self._identities(change)
            found += self._events(change)
            found += self._beside(change)
        return found + self._balance_steps()

    def _documents(self, saved: list[Change]) -> Iterator[tuple[tuple[str, str], Step]]:
        for change in saved:
            thing = change.after
            body, _ = codec.document(thing)
            values: Params = {
                "kind": thing.kind(), "id": str(thing.id), "version": thing.version,
                "shape": thing.shape, "body": body,
            }  # fmt: skip
            if change.before is None:
                step = Step(self.database.insert(documents), values)
            else:
                sql = self.database.compiled("change", _change)
                step = Step(sql, {**values, "seen": change.before.version}, must_hit=True)
            yield (thing.kind(), str(thing.id)), step

    def _still(self, read: Aggregate) -> tuple[tuple[str, str], Step]:
        sql = self.database.compiled("still", _still)
        key = (read.kind(), str(read.id))
        values: Params = {"kind": key[0], "id": key[1], "seen": read.version}
        return key, Step(sql, values, must_hit=True)

    def _claims_gone(self, change: Change) -> Iterator[Step]:
        sql = self.database.compiled("unclaim", _unclaim)
        for claim in sorted(change.gone().claims, key=_claim_order):
            yield Step(sql, {"name": claim.name, "digest": codec.claim_digest(claim)})

    def _claims_come(self, change: Change) -> Iterator[Step]:
        for claim in sorted(change.come().claims, key=_claim_order):
            values: Params = {
                "name": claim.name, "digest": codec.claim_digest(claim),
                "kind": change.after.kind(), "about": str(change.after.id),
            }  # fmt: skip
            yield Step(self.database.insert(claims), values)

    def _identities(self, change: Change) -> Iterator[Step]:
        before = codec.document(change.before)[1] if change.before is not None else []
        after = codec.document(change.after)[1]
        if before == after:
            return
        key: Params = {"kind": change.after.kind(), "about": str(change.after.id)}
        if before:
            yield Step(self.database.compiled("forget", _forget), key)
        for slot, body in enumerate(after):
            yield Step(self.database.insert(identities), {**key, "slot": slot, "body": body})

    def _events(self, change: Change) -> Iterator[Step]:
        for event in change.events:
            id = str(new_id())
            yield Step(self.database.insert(events, "seq"), self._event(change, event, id))
            yield self._job(change, id, instant(event.at), None)
            yield from self._entries(event)

    def _event(self, change: Change, event: Event, id: str) -> Params:
        return {
            "id": id, "at": instant(event.at), "person": str(self.by.person),
            "role": self.by.role.value, "party": str(self.by.party), "kind": change.after.kind(),
            "about": str(change.after.id), "version": change.after.version,
            "name": codec.event_name(event), "shape": event.shape,
            "body": codec.event_body(event),
        }  # fmt: skip

    def _job(self, change: Change, id: str, due: str, moment: str | None) -> Step:
        values: Params = {
            "id": id, "kind": change.after.kind(), "about": str(change.after.id), "due": due,
            "moment": moment, "tries": 0, "leased_until": "", "parked": 0, "reason": "",
        }  # fmt: skip
        return Step(self.database.insert(jobs, "position"), values)

    def _entries(self, event: Event) -> Iterator[Step]:
        for entry in event.entries():
            values: Params = {
                "key": str(entry.key), "at": instant(event.at), "code": entry.code,
                "about": str(entry.about), "legs": codec.legs_body(entry),
            }  # fmt: skip
            yield Step(self.database.insert(entries, "seq"), values)
            for leg in entry.legs:
                place = (leg.account.name, leg.account.of, leg.amount.currency)
                self._balances[place] = self._balances.get(place, 0) + leg.amount.minor

    def _balance_steps(self) -> list[Step]:
        sql = self.database.upsert(balances, minor="added")
        return [
            Step(sql, {"name": name, "of": of, "currency": currency, "minor": minor})
            for (name, of, currency), minor in sorted(self._balances.items())
        ]

    def _beside(self, change: Change) -> Iterator[Step]:
        gone, come = change.gone(), change.come()
        key: Params = {"kind": change.after.kind(), "about": str(change.after.id)}
        for moment in gone.moments:
            sql = self.database.compiled("past", _past)
            yield Step(sql, {**key, "moment": moment.code, "due": instant(moment.due)})
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
                sql = self.database.compiled(("unlist", table.name), lambda t=table: _unlist(t))
                yield Step(sql, {"key": str(row.key)})
        for row in come:
            table = ROWS[type(row)]
            values = {name: plain(getattr(row, name)) for name in table.c.keys()}  # noqa: SIM118
            yield Step(self.database.upsert(table), values)


def _claim_order(claim: Claim) -> tuple[str, str]:
    return claim.name, codec.claim_digest(claim)


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
    new = {name: sa.bindparam(f"{name}") for name in ("version", "shape", "body")}
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


def _unclaim() -> sa.ClauseElement:
    return sa.delete(claims).where(*_where(claims, "name", "digest"))


def _forget() -> sa.ClauseElement:
    return sa.delete(identities).where(*_where(identities, "kind", "about"))


def _past() -> sa.ClauseElement:
    return sa.delete(jobs).where(*_where(jobs, "kind", "about", "moment", "due"))


def _met() -> sa.ClauseElement:
    names = ("kind", "about", "code", "owner", "creditor", "due")
    return sa.delete(obligations).where(*_where(obligations, *names))


def _unlist(table: sa.Table) -> sa.ClauseElement:
    return sa.delete(table).where(*_where(table, "key"))
