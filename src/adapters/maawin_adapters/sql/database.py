"""One database: a pool of connections, statements compiled once, and batches in one round trip.

SQLAlchemy keeps the schema, the dialects and the pool. Statements are compiled by it once and then
run on the driver itself: that is most of the raw driver's speed, on both databases.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import AbstractContextManager, contextmanager, nullcontext
from functools import cached_property
from typing import Any

import sqlalchemy as sa
from attrs import define, field, frozen
from psycopg import errors as pg
from sqlalchemy.dialects import postgresql, sqlite
from sqlalchemy.engine import Dialect
from sqlalchemy.engine.interfaces import DBAPIConnection

Params = Mapping[str, str | int | None]
Rows = list[tuple[Any, ...]]

BUSY_SECONDS = 30
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
    """SQLite (a file) or PostgreSQL, by its SQLAlchemy address."""

    url: str
    pool_size: int = POOL
    _compiled: dict[object, Sql] = field(factory=dict)

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
            return
        connection.isolation_level = None
        for pragma in (
            "journal_mode=WAL",
            "synchronous=FULL",
            "foreign_keys=ON",
            f"busy_timeout={BUSY_SECONDS * 1000}",
        ):
            connection.execute(f"PRAGMA {pragma}")

    @cached_property
    def _dialect(self) -> Dialect:
        if self.on_postgres:
            return postgresql.psycopg.dialect()
        return sqlite.dialect(paramstyle="named")  # type: ignore[no-untyped-call, no-any-return]

    def compiled(self, key: object, build: Callable[[], sa.ClauseElement]) -> Sql:
        """The statement that *build* makes, for this database; made once a *key*."""
        if key not in self._compiled:
            made = build().compile(dialect=self._dialect)
            given = {name: value for name, value in made.params.items() if value is not None}
            self._compiled[key] = Sql(str(made), given)
        return self._compiled[key]

    def upsert(self, table: sa.Table, **added: str) -> Sql:
        """An insert that, on a row with the same key, replaces the rest; *added* columns add up."""

        def build() -> sa.ClauseElement:
            make = postgresql.insert if self.on_postgres else sqlite.insert
            insert = make(table)
            keys = [column.name for column in table.primary_key]
            changed = {
                column.name: table.c[column.name] + insert.excluded[column.name]
                if column.name in added
                else insert.excluded[column.name]
                for column in table.c
                if column.name not in keys
            }
            return insert.on_conflict_do_update(index_elements=keys, set_=changed)

        return self.compiled(("upsert", table.name), build)

    def insert(self, table: sa.Table, *without: str) -> Sql:
        """A plain insert of every column but those that the database counts."""

        def build() -> sa.ClauseElement:
            named = [column for column in table.c if column.name not in without]
            return sa.insert(table).values({c.name: sa.bindparam(c.name) for c in named})

        return self.compiled(("insert", table.name), build)

    @contextmanager
    def connection(self) -> Iterator[DBAPIConnection]:
        """A connection of the pool, in autocommit."""
        pooled = self.engine.raw_connection()
        try:
            assert pooled.driver_connection is not None
            yield pooled.driver_connection
        finally:
            pooled.close()

    def read(self, sql: Sql, params: Params, connection: Any = None) -> Rows:
        """The rows of one query, outside any transaction."""
        held = self.connection() if connection is None else nullcontext(connection)
        with held as open_one:
            return open_one.execute(sql.text, {**sql.given, **params}).fetchall()  # type: ignore[attr-defined, no-any-return]

    def run(self, sql: Sql, params: Params) -> None:
        """One statement that stands alone and returns nothing."""
        with self.connection() as open_one:
            open_one.execute(sql.text, {**sql.given, **params})  # type: ignore[attr-defined]

    def write(self, steps: Sequence[Step], connection: Any = None) -> None:
        """Every step in one transaction. `Conflict` if one misses or a key is there already."""
        held = self.connection() if connection is None else nullcontext(connection)
        with held as open_one:
            try:
                self._run(open_one, steps)
            except (pg.UniqueViolation, pg.DeadlockDetected, sqlite3.IntegrityError) as fault:
                raise Conflict(str(type(fault).__name__)) from fault

    def _run(self, connection: Any, steps: Sequence[Step]) -> None:
        try:
            with self._pipeline(connection):
                connection.execute("BEGIN" if self.on_postgres else "BEGIN IMMEDIATE")
                cursors = [(step, connection.execute(step.sql.text, {**step.sql.given, **step.params})) for step in steps]
            if any(step.must_hit and not _hit(cursor) for step, cursor in cursors):
                raise Conflict("a row was not as it was read")
            connection.execute("COMMIT")
        except BaseException:
            connection.execute("ROLLBACK")
            raise

    def _pipeline(self, connection: Any) -> AbstractContextManager[object]:
        # One round trip for the whole batch; SQLite has no trips to save.
        return connection.pipeline() if self.on_postgres else nullcontext()  # type: ignore[no-any-return]

    def close(self) -> None:
        """Close every pooled connection."""
        self.engine.dispose()


def _hit(cursor: Any) -> bool:
    if cursor.description is not None:
        return cursor.fetchone() is not None
    return bool(cursor.rowcount)
