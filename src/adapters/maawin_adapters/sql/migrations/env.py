"""How Alembic reaches the database: through the one that `schema.py` hands over."""

from __future__ import annotations

from alembic import context

from maawin_adapters.sql.database import Database
from maawin_adapters.sql.tables import metadata

database: Database = context.config.attributes["database"]

with database.engine.connect() as connection:
    context.configure(
        connection=connection,
        target_metadata=metadata,
        render_as_batch=True,
        transactional_ddl=database.on_postgres,
    )
    with context.begin_transaction():
        context.run_migrations()
    connection.commit()
