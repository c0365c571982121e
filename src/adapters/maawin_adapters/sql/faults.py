"""What a database's own complaint means to whoever runs the platform, as a code."""

from __future__ import annotations

import sqlite3

import psycopg
from sqlalchemy import exc

#: What is said of SQLite's files, by what its messages begin with: it has no codes for them.
_OF_FILES = {
    "unable to open database file": "database_file_unopenable",
    "file is not a database": "database_file_foreign",
    "attempt to write a readonly database": "database_file_read_only",
    "database or disk is full": "database_disk_full",
    "no such table": "schema_not_upgraded",
    "no such column": "schema_not_upgraded",
}


def fault_of(fault: Exception) -> str | None:
    """The code of a fault that its operator can mend; None if it is none of these."""
    if isinstance(fault, exc.ArgumentError):
        return "database_address_unreadable"
    told = fault.orig if isinstance(fault, exc.DBAPIError) else fault
    match told:
        case psycopg.errors.UndefinedTable() | psycopg.errors.UndefinedColumn():
            return "schema_not_upgraded"
        case psycopg.OperationalError():
            return "database_unreachable"
        case sqlite3.DatabaseError():
            return next(
                (code for text, code in _OF_FILES.items() if str(told).startswith(text)), None
            )
        case _:
            return None
