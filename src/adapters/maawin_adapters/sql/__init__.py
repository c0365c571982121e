"""Storage on SQLite and PostgreSQL: the same code, the same tables, the same tests."""

from .books import SqlBooks
from .database import Database
from .faults import fault_of
from .lists import SqlLists
from .outbox import SqlOutbox
from .schema import check, upgrade
from .storage import SqlStorage

__all__ = [
    "Database",
    "SqlBooks",
    "SqlLists",
    "SqlOutbox",
    "SqlStorage",
    "check",
    "fault_of",
    "upgrade",
]
