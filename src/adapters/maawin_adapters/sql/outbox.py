"""Jobs in the domain's own database, handed on at least once."""

from __future__ import annotations

from contextlib import suppress
from datetime import datetime
from typing import Any
from uuid import UUID

import sqlalchemy as sa
from attrs import frozen

from maawin_core.kernel.plain import bounded, cursor, instant, read_cursor, read_instant
from maawin_core.ports.lists import MOST
from maawin_core.ports.outbox import Job
from maawin_core.ports.storage import Page

from . import codec
from .database import Database
from .tables import events, jobs


@frozen
class SqlOutbox:
    """Several takers share the jobs: on PostgreSQL each skips what another holds."""

    database: Database

    def take(self, now: datetime, until: datetime, limit: int) -> tuple[Job, ...]:
        taken = self.database.read(
            self.database.compiled("take", _take),
            {
                "now": instant(now),
                "until": instant(until),
                "astray": instant(until + (until - now)),
                "most": limit,
            },
        )
        if not taken:
            return ()
        shape = ("jobs", len(taken))
        sql = self.database.compiled(shape, lambda: _jobs(_among(len(taken))))
        found = self.database.read(sql, {f"i{i}": row[0] for i, row in enumerate(taken)})
        return tuple(_job(row) for row in found)

    def done(self, job: Job) -> None:
        self.database.run(self.database.compiled("done", _done), {"id": str(job.id)})

    def failed(self, job: Job, reason: str, again: datetime | None) -> None:
        self.database.run(
            self.database.compiled("failed", _failed),
            {
                "job": str(job.id),
                "new_due": instant(again or job.due),
                "new_reason": reason[:500],
                "new_parked": int(again is None),
            },
        )

    def parked(self, *, after: str | None = None, limit: int = 50) -> Page[Job]:
        limit = bounded(limit, MOST)
        last = read_cursor(after, str, str) if after else ["", ""]
        sql = self.database.compiled("parked", _parked)
        found = self.database.read(sql, {"due": last[0], "last": last[1], "most": limit + 1})
        items = tuple(_job(row) for row in found[:limit])
        end = items[-1] if len(found) > limit else None
        return Page(items, cursor([instant(end.due), str(end.id)]) if end else None)

    def retry(self, id: UUID, now: datetime) -> bool:
        sql = self.database.compiled("retry", _retry)
        return bool(self.database.read(sql, {"job": str(id), "new_due": instant(now)}))

    def next_due(self) -> datetime | None:
        found = self.database.read(self.database.compiled("next", _next), {})
        return read_instant(found[0][0]) if found[0][0] else None


def _take() -> sa.ClauseElement:
    now = sa.bindparam("now", type_=sa.Text())
    ended = jobs.c.leased_until <= now
    astray = jobs.c.leased_until > sa.bindparam("astray", type_=sa.Text())
    free = (
        sa.select(jobs.c.position)
        .where(jobs.c.parked == 0, jobs.c.due <= now, sa.or_(ended, astray))
        .order_by(jobs.c.due, jobs.c.position)
        .limit(sa.bindparam("most"))
        .with_for_update(skip_locked=True)
    )
    # A table of its own: inside IN, PostgreSQL might ask again, and take more than it was told to.
    chosen = free.cte("chosen")
    leased = sa.update(jobs).where(jobs.c.position == chosen.c.position)
    return leased.values(leased_until=sa.bindparam("until")).returning(jobs.c.id)


def _among(n: int) -> sa.ColumnElement[bool]:
    return sa.or_(*(jobs.c.id == sa.bindparam(f"i{i}") for i in range(n)))


def _jobs(condition: sa.ColumnElement[bool]) -> sa.Select[Any]:
    columns = ("id", "kind", "about", "due", "moment", "tries", "reason")
    return (
        sa.select(*(jobs.c[name] for name in columns), events.c.name, events.c.shape, events.c.body)
        .select_from(jobs.outerjoin(events, events.c.id == jobs.c.id))
        .where(condition)
        .order_by(jobs.c.due, jobs.c.position)
    )


def _parked() -> sa.ClauseElement:
    place = sa.tuple_(jobs.c.due, jobs.c.id)
    last = sa.tuple_(sa.bindparam("due", type_=sa.Text()), sa.bindparam("last", type_=sa.Text()))
    found = _jobs(sa.and_(jobs.c.parked == 1, place > last)).order_by(None)
    return found.order_by(jobs.c.due, jobs.c.id).limit(sa.bindparam("most"))


def _done() -> sa.ClauseElement:
    return sa.delete(jobs).where(jobs.c.id == sa.bindparam("id"))


def _failed() -> sa.ClauseElement:
    return (
        sa.update(jobs)
        .where(jobs.c.id == sa.bindparam("job"))
        .values(
            tries=jobs.c.tries + 1,
            due=sa.bindparam("new_due"),
            reason=sa.bindparam("new_reason"),
            parked=sa.bindparam("new_parked"),
            leased_until="",
        )
    )


def _retry() -> sa.ClauseElement:
    mine = sa.and_(jobs.c.id == sa.bindparam("job"), jobs.c.parked == 1)
    due: sa.BindParameter[Any] = sa.bindparam("new_due")
    again = sa.update(jobs).where(mine).values(due=due, parked=0, tries=0, leased_until="")
    return again.returning(jobs.c.id)


def _next() -> sa.ClauseElement:
    free = sa.select(sa.func.min(jobs.c.due).label("due")).where(
        jobs.c.parked == 0, jobs.c.leased_until == ""
    )
    # A job that somebody has comes again when his time is over.
    held = sa.select(sa.func.min(jobs.c.leased_until).label("due")).where(jobs.c.leased_until > "")
    return sa.select(sa.func.min(sa.union_all(free, held).subquery().c.due))


def _job(row: tuple[Any, ...]) -> Job:
    id, kind, about, due, moment, tries, reason, name, shape, body = row
    event = None
    if moment is None:
        # One that cannot be read must not keep the others from being taken.
        with suppress(KeyError, ValueError, TypeError):
            event = codec.event(name, shape, body)
    return Job(
        UUID(id), kind, UUID(about), read_instant(due),
        tries=tries, event=event, moment=moment, reason=reason,
    )  # fmt: skip
