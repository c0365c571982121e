"""One database: a pool of connections, statements compiled once, and batches in one round trip.

SQLAlchemy keeps the schema, the dialects and the pool. Statements are compiled by it once and then
run on the driver itself: that is most of the raw driver's speed, on both databases.
"""

from __future__ import annotations

import sqlite3
import threading
import time
from collections.abc import Callable, Collection, Iterator, Mapping, Sequence
from contextlib import contextmanager
from functools import cached_property
from typing import Any

import sqlalchemy as sa
from attrs import define, field, frozen
from psycopg import errors as pg
from sqlalchemy.dialects import postgresql, sqlite
from sqlalchemy.engine import Dialect

from .trips import Call, Missed, Trips

Params = Mapping[str, str | int | None]
Rows = list[tuple[Any, ...]]

_KEY_IS_THERE = ("SQLITE_CONSTRAINT_PRIMARYKEY", "SQLITE_CONSTRAINT_UNIQUE")

BUSY_SECONDS = 30
BUSY_PAUSE_SECONDS = 0.005
POOL = 8


class Conflict(Exception):
    """Another writer was first: a row that had to be there is not, or one that is must not be."""


@frozen
class Sql:
    """A compiled statement, and the values that it has from birth."""

    text: str
    given: Params


@frozen
class Step:
    """One statement of a batch. *must_hit*: it has to find or change a row."""

    sql: Sql
    params: Params
    must_hit: bool = False


@define
class Database:
    """SQLite (a file) or PostgreSQL, by its SQLAlchemy address.

    Not *durable*: a commit does not wait for the disk. For filling a database that can be filled
    again, and for nothing else.
    """

    url: str
    pool_size: int = POOL
    durable: bool = True
    _compiled: dict[object, Sql] = field(factory=dict)
    _held: threading.local = field(factory=threading.local)
    _trips: Trips = field(factory=Trips)

    @property
    def on_postgres(self) -> bool:
        """Whether this is PostgreSQL; otherwise it is SQLite."""
        return self.url.startswith("postgresql")

    @cached_property
    def engine(self) -> sa.Engine:
        """The pool. Connections commit by themselves; batches say BEGIN and COMMIT."""
        engine = sa.create_engine(
            self.url,
            pool_size=self.pool_size,
            max_overflow=0,
            pool_timeout=BUSY_SECONDS,
            pool_reset_on_return=None,
        )
        sa.event.listen(engine, "connect", self._prepare)
        return engine

    def _prepare(self, connection: Any, _: object) -> None:
        if self.on_postgres:
            connection.autocommit = True
            if not self.durable:
                connection.execute("SET synchronous_commit = off")
            return
        connection.isolation_level = None
        connection.execute(f"PRAGMA busy_timeout={BUSY_SECONDS * 1000}")
        _write_ahead(connection)
        connection.execute(f"PRAGMA synchronous={'FULL' if self.durable else 'OFF'}")
        connection.execute("PRAGMA foreign_keys=ON")

    @cached_property
    def _dialect(self) -> Dialect:
        if self.on_postgres:
            return postgresql.psycopg.dialect()  # type: ignore[no-untyped-call]
        return sqlite.dialect(paramstyle="named")

    def compiled(self, key: object, build: Callable[[], sa.ClauseElement]) -> Sql:
        """The statement that *build* makes, for this database; made once a *key*."""
        if key not in self._compiled:
            made = build().compile(dialect=self._dialect)
            given = {name: value for name, value in made.params.items() if value is not None}
            self._compiled[key] = Sql(str(made), given)
        return self._compiled[key]

    def upsert(self, table: sa.Table, rows: int = 0, added: Collection[str] = ()) -> Sql:
        """An insert that, on a row with the same key, replaces the rest; *added* columns add up.

        Its values bear the names of the columns; those of several *rows* also a number, from 0.
        The rows are locked in that order.
        """

        def build() -> sa.ClauseElement:
            make = postgresql.insert if self.on_postgres else sqlite.insert
            insert = make(table)
            if rows:
                insert = insert.values([_numbered(table, i) for i in range(rows)])
            keys = [column.name for column in table.primary_key]
            changed = {
                column.name: table.c[column.name] + insert.excluded[column.name]
                if column.name in added
                else insert.excluded[column.name]
                for column in table.c
                if column.name not in keys
            }
            return insert.on_conflict_do_update(index_elements=keys, set_=changed)

        return self.compiled(("upsert", table.name, rows), build)

    def insert(self, table: sa.Table, *without: str) -> Sql:
        """A plain insert of every column but those that the database counts."""

        def build() -> sa.ClauseElement:
            named = [column for column in table.c if column.name not in without]
            return sa.insert(table).values({c.name: sa.bindparam(c.name) for c in named})

        return self.compiled(("insert", table.name), build)

    @contextmanager
    def connection(self) -> Iterator[Any]:
        """A connection in autocommit: the one that this thread has already, or one of the pool.

        So a thread never waits for a second one while it holds a first: that would be for ever.
        """
        held = getattr(self._held, "connection", None)
        if held is not None:
            yield held
            return
        pooled = self.engine.raw_connection()
        try:
            self._held.connection = pooled.driver_connection
            yield pooled.driver_connection
        except BaseException:
            if self._is_dead(pooled.driver_connection):
                pooled.invalidate()
                self.engine.dispose()  # the others have gone with it: nobody else has to find out
            raise
        finally:
            self._held.connection = None
            pooled.close()

    def _is_dead(self, connection: Any) -> bool:
        return self.on_postgres and bool(connection.closed)

    def read(self, sql: Sql, params: Params) -> Rows:
        """The rows of one query, outside any transaction."""
        with self.connection() as connection:
            rows: Rows = connection.execute(sql.text, {**sql.given, **params}).fetchall()
            return rows

    def run(self, sql: Sql, params: Params) -> None:
        """One statement that stands alone and returns nothing."""
        with self.connection() as connection:
            connection.execute(sql.text, {**sql.given, **params})

    def write(self, steps: Sequence[Step]) -> None:
        """Every step in one transaction. `Conflict` if one misses or a key is there already."""
        with self.connection() as connection:
            try:
                if self.on_postgres:
                    self._trips.run(connection, [_call(step) for step in steps])
                else:
                    self._run(connection, steps)
            except (pg.UniqueViolation, pg.DeadlockDetected, Missed) as fault:
                raise Conflict(type(fault).__name__) from fault
            except sqlite3.IntegrityError as fault:
                if fault.sqlite_errorname not in _KEY_IS_THERE:
                    raise
                raise Conflict(fault.sqlite_errorname) from fault

    def _run(self, connection: Any, steps: Sequence[Step]) -> None:
        try:
            connection.execute("BEGIN IMMEDIATE")
            for step in steps:
                text, values, must_hit = _call(step)
                if must_hit and not _hit(connection.execute(text, values)):
                    raise Conflict("a row was not as it was read")
                if not must_hit:
                    connection.execute(text, values)
            connection.commit()
        except BaseException:
            connection.rollback()
            raise

    def close(self) -> None:
        """Close every pooled connection."""
        self.engine.dispose()


def _write_ahead(connection: Any) -> None:
    # The switch into WAL answers "locked" at once, whatever the busy timeout, if another program
    # makes it at the same moment: then it is made in a moment, and there is nothing left to do.
    patience = time.monotonic() + BUSY_SECONDS
    while True:
        try:
            connection.execute("PRAGMA journal_mode=WAL")
            return
        except sqlite3.OperationalError as fault:
            if fault.sqlite_errorcode & 0xFF != sqlite3.SQLITE_BUSY or time.monotonic() > patience:
                raise
            time.sleep(BUSY_PAUSE_SECONDS)


def _numbered(table: sa.Table, i: int) -> dict[str, sa.BindParameter[Any]]:
    return {c.name: sa.bindparam(f"{c.name}{i}", type_=c.type) for c in table.c}


def _call(step: Step) -> Call:
    values = {**step.sql.given, **step.params} if step.sql.given else step.params
    return step.sql.text, values, step.must_hit


def _hit(cursor: Any) -> bool:
    # All is read: a query that is left half read keeps SQLite from writing on this connection.
    if cursor.description is not None:
        return bool(cursor.fetchall())
    return bool(cursor.rowcount)
