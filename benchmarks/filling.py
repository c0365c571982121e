"""A database with very many payments, by COPY: one real payment, and copies of all its rows.

The one payment goes through the platform's own storage; its copies differ in their ids and in
nothing else. So what is filled is what the platform writes, whatever that is today.
"""

from __future__ import annotations

import hashlib
import re
from typing import Any

import psycopg

from maawin_adapters.sql import Database, SqlStorage, upgrade
from maawin_adapters.sql.posting import slot_of
from maawin_adapters.sql.schema import empty
from maawin_adapters.sql.tables import metadata
from maawin_core.kernel.parties import SYSTEM
from maawin_core.payments.fee_payment import FeePayment
from maawin_core.testing.sample import EMPLOYER, OFFICE

_ID = re.compile(r"[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}")
_ODD = 0x9E3779B97F4B  # odd: no two numbers are spread to one place
OFFICES = 300
EMPLOYERS = 100_000

Row = tuple[Any, ...]
Rows = dict[str, list[Row]]


def address(database: Database) -> str:
    """Where psycopg itself finds the database."""
    return database.url.replace("postgresql+psycopg://", "postgresql://")


def begin(database: Database) -> None:
    """An empty database of today's schema."""
    upgrade(database)
    empty(database)


def copies(database: Database, one: FeePayment, n: int, first: int = 1) -> None:
    """The payment *one*, kept, and *n* more like it; *first* is the number of the first copy."""
    with SqlStorage(database).transaction(SYSTEM) as work:
        work.save(one)
    entries = [entry for event in one.events for entry in event.entries()]
    with psycopg.connect(address(database)) as connection:
        last = connection.execute("SELECT coalesce(max(seq), 0) FROM entries").fetchone()
        for name, rows in _rows(connection, one).items():
            columns = ", ".join(f'"{column}"' for column in _columns(name))
            with connection.cursor().copy(f"COPY {name} ({columns}) FROM STDIN") as into:
                for number in range(first, first + n):
                    for row in rows:
                        into.write_row(_copied(name, row, one, number))
        connection.execute(_LEGS, last)
        for leg, slot in [(leg, slot_of(leg.account, e.key)) for e in entries for leg in e.legs]:
            if copied(leg.account.of, first) == leg.account.of:  # an account that all of them share
                of_it = 'WHERE name = %s AND "of" = %s AND slot = %s'
                connection.execute(
                    f"UPDATE balances SET minor = minor + %s {of_it}",
                    (leg.amount.minor * n, leg.account.name, leg.account.of, slot),
                )


#: A leg bears the number of its entry, which the database has only now given to the copies.
_LEGS = """
    INSERT INTO legs (name, "of", currency, seq, minor)
    SELECT leg ->> 0, leg ->> 1, leg ->> 3, entries.seq, (leg ->> 2)::bigint
    FROM entries, json_array_elements(entries.legs::json) AS leg WHERE entries.seq > %s
"""


def settle(database: Database) -> None:
    """What a server does in a quiet hour, done now."""
    with psycopg.connect(address(database), autocommit=True) as connection:
        connection.execute("VACUUM ANALYZE")
        connection.execute("CHECKPOINT")


def copied(text: str, number: int) -> str:
    """The text with every id in it made that of the copy of this *number*."""
    return _ID.sub(lambda found: _other(found.group(), number), text)


def _other(id: str, number: int) -> str:
    if id == str(OFFICE):
        return f"{id[:-12]}{number % OFFICES:012x}"
    if id == str(EMPLOYER):
        return f"{id[:-12]}{number % EMPLOYERS:012x}"
    # Ids of the platform are made by chance: those that were made together are no neighbours.
    spread = number * _ODD % 2**48
    return f"{id[:-12]}{int(id[-12:], 16) ^ spread:012x}"


def _columns(name: str) -> list[str]:
    counted = {"seq", "position"}  # the database counts these itself
    return [column.name for column in metadata.tables[name].c if column.name not in counted]


def _rows(connection: psycopg.Connection, one: FeePayment) -> Rows:
    found: Rows = {}
    for table in metadata.sorted_tables:
        columns = ", ".join(f'"{column}"' for column in _columns(table.name))
        mine = f"SELECT {columns} FROM {table.name} WHERE {table.name}::text LIKE %s"
        found[table.name] = connection.execute(mine, [f"%{one.id}%"]).fetchall()
    return {name: rows for name, rows in found.items() if rows and name != "legs"}


def _copied(name: str, row: Row, one: FeePayment, number: int) -> Row:
    made = tuple(copied(v, number) if isinstance(v, str) else v for v in row)
    if name != "claims":
        return made
    (value,) = (c.value for c in one.claims() if _digest(c.name, c.value) == row[1])
    return (row[0], _digest(row[0], copied(value, number)), *made[2:])


def _digest(name: str, value: str) -> str:
    return hashlib.sha256(f"{name}:{value}".encode()).hexdigest()
