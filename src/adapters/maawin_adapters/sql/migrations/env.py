"""How Alembic reaches the database: through the one that `schema.py` hands over."""

from __future__ import annotations

from typing import Literal

from alembic import context

from maawin_adapters.sql.database import Database
from maawin_adapters.sql.tables import SERIAL, TEXT, metadata

#: Which lock two programs that start at once contend for: the second finds the work done.
UPGRADING = 0x6D6161

database: Database = context.config.attributes["database"]


def _named(kind: str, item: object, _: object) -> str | Literal[False]:
    # The two types of ours have a name in `script.py.mako`.
    return {id(TEXT): "TEXT", id(SERIAL): "SERIAL"}.get(id(item), False)


with database.engine.connect() as connection:
    # Connections commit by themselves, so the whole of an upgrade says its own BEGIN: somebody who
    # is interrupted leaves the old schema, not half of the new one.
    if database.on_postgres:
        connection.exec_driver_sql("BEGIN")
        connection.exec_driver_sql(f"SELECT pg_advisory_xact_lock({UPGRADING})")
    else:
        connection.exec_driver_sql("BEGIN IMMEDIATE")
    context.configure(
        connection=connection,
        target_metadata=metadata,
        render_as_batch=True,
        transactional_ddl=True,
        render_item=_named,
    )
    with context.begin_transaction():
        context.run_migrations()
    connection.commit()
