"""The tables. Text is compared byte by byte, instants are text of fixed width, money minor units.

Documents and events are for the program; the `list_…` tables are for people to look at. Nothing
reads a list from documents. Each list table is made from its `Row` class in the core.
"""

from __future__ import annotations

import sqlalchemy as sa

from maawin_core.assembly import use_cases
from maawin_core.kernel.aggregate import Row, kinds_of
from maawin_core.kernel.money import Money
from maawin_core.kernel.plain import column_types

use_cases()  # brings in every step, and so every row, and every thing and event that is kept

metadata = sa.MetaData(
    naming_convention={
        "pk": "pk_%(table_name)s",
        "uq": "uq_%(table_name)s_%(column_0_N_name)s",
        "ix": "ix_%(table_name)s_%(column_0_N_name)s",
    }
)

TEXT = sa.Text().with_variant(sa.Text(collation="C"), "postgresql")
SERIAL = sa.BigInteger().with_variant(sa.Integer(), "sqlite")


def _text(name: str, *, primary_key: bool = False, nullable: bool = False) -> sa.Column[str]:
    return sa.Column(name, TEXT, primary_key=primary_key, nullable=nullable)


def _whole(name: str, *, nullable: bool = False) -> sa.Column[int]:
    return sa.Column(name, sa.BigInteger, nullable=nullable)


documents = sa.Table(
    "documents",
    metadata,
    _text("kind", primary_key=True),
    _text("id", primary_key=True),
    _whole("version"),
    _whole("shape"),
    _text("body"),
)

identities = sa.Table(
    "identities",
    metadata,
    _text("kind", primary_key=True),
    _text("about", primary_key=True),
    sa.Column("slot", sa.Integer, primary_key=True, autoincrement=False),
    _text("body"),
)

events = sa.Table(
    "events",
    metadata,
    sa.Column("seq", SERIAL, primary_key=True, autoincrement=True),
    _text("id"),
    _text("at"),
    _text("person"),
    _text("role"),
    _text("party"),
    _text("kind"),
    _text("about"),
    _whole("version"),
    _text("name"),
    _whole("shape"),
    _text("body"),
    sa.UniqueConstraint("id"),
    sa.Index(None, "kind", "about", "seq"),
)

claims = sa.Table(
    "claims",
    metadata,
    _text("name", primary_key=True),
    _text("digest", primary_key=True),  # of the value: an identity number does not stand here
    _text("kind"),
    _text("about"),
)

jobs = sa.Table(
    "jobs",
    metadata,
    sa.Column("position", SERIAL, primary_key=True, autoincrement=True),
    _text("id"),
    _text("kind"),
    _text("about"),
    _text("due"),
    _text("moment", nullable=True),  # none: the event with this id
    _text("stated", nullable=True),  # the time that the thing stated; *due* moves when it fails
    _whole("tries"),
    _text("leased_until"),  # "" when nobody has it
    _whole("parked"),
    _text("reason"),
    sa.UniqueConstraint("id"),
    sa.Index(None, "parked", "due", "position"),
    sa.Index(None, "leased_until"),
    sa.Index(None, "kind", "about"),
)

obligations = sa.Table(
    "obligations",
    metadata,
    _text("kind", primary_key=True),
    _text("about", primary_key=True),
    _text("code", primary_key=True),
    _text("owner", primary_key=True),
    _text("creditor", primary_key=True),
    _text("due", primary_key=True),
    _text("request", nullable=True),
    sa.Index(None, "owner", "due"),
    sa.Index(None, "request", "due"),
    sa.Index(None, "due"),
)

entries = sa.Table(
    "entries",
    metadata,
    sa.Column("seq", SERIAL, primary_key=True, autoincrement=True),
    _text("key"),
    _text("at"),
    _text("code"),
    _text("about"),
    _text("legs"),
    _text("happened_at"),
    _text("corrects", nullable=True),
    _text("reference"),
    sa.UniqueConstraint("key"),
    sa.Index(None, "about", "seq"),
)

# Where each leg of an entry stands by its account: for statements, which no entry's text could
# give without reading all of them.
legs = sa.Table(
    "legs",
    metadata,
    _text("name", primary_key=True),
    _text("of", primary_key=True),
    _text("currency", primary_key=True),
    sa.Column("seq", sa.BigInteger, primary_key=True, autoincrement=False),
    _whole("minor"),
)

balances = sa.Table(
    "balances",
    metadata,
    _text("name", primary_key=True),
    _text("of", primary_key=True),
    _text("currency", primary_key=True),
    # What stands on an account is the sum of its slots; most accounts have one.
    sa.Column("slot", sa.BigInteger, primary_key=True, autoincrement=False),
    _whole("minor"),
)


def _row_table(name: str, kind: type[Row]) -> sa.Table:
    columns: list[sa.Column[int] | sa.Column[str]] = [_text("key", primary_key=True)]
    for column, holds in column_types(kind).items():
        if column != "key":
            whole = issubclass(holds, int | Money)
            columns.append(_whole(column, nullable=True) if whole else _text(column, nullable=True))
    orders = {*kind.seen_by.values(), *kind.orders}
    indexes = [sa.Index(None, column, "key") for column in sorted(orders)]
    return sa.Table(f"list_{name.removesuffix('_row')}", metadata, *columns, *indexes)


ROWS: dict[type[Row], sa.Table] = {
    kind: _row_table(name, kind) for name, kind in sorted(kinds_of(Row).items())
}
