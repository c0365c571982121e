"""Bringing a database to today's schema, and checking it: one chain of migrations for all."""

from __future__ import annotations

from pathlib import Path

import sqlalchemy as sa
from alembic import command
from alembic.autogenerate import compare_metadata
from alembic.config import Config
from alembic.migration import MigrationContext
from alembic.script import ScriptDirectory

from .database import Database
from .tables import metadata

_MIGRATIONS = Path(__file__).parent / "migrations"
VERSIONS = _MIGRATIONS / "versions"


def _config(database: Database) -> Config:
    config = Config()
    config.set_main_option("script_location", str(_MIGRATIONS).replace("%", "%%"))
    config.attributes["database"] = database
    return config


def upgrade(database: Database) -> None:
    """Bring the database to the newest schema. Running it again changes nothing."""
    command.upgrade(_config(database), "head")


def revise(database: Database, message: str) -> None:
    """Write the migration that brings the newest schema to today's tables (for developers)."""
    config = _config(database)
    number = len(list(ScriptDirectory.from_config(config).walk_revisions())) + 1
    command.revision(config, message, autogenerate=True, rev_id=f"{number:04}")


def check(database: Database) -> tuple[str, ...]:
    """What is wrong with the schema, as codes; nothing if it is today's."""
    newest = ScriptDirectory.from_config(_config(database)).get_current_head()
    with database.engine.connect() as connection:
        opts = {"render_as_batch": True, "include_object": _is_ours}
        context = MigrationContext.configure(connection, opts=opts)
        if context.get_current_revision() != newest:
            return ("schema_not_upgraded",)
        differences = compare_metadata(context, metadata)
        return ("schema_differs",) if differences else ()


def _is_ours(_: object, name: str | None, kind: str, is_found: bool, __: object) -> bool:
    return not (kind == "table" and is_found and name not in metadata.tables)


def empty(database: Database) -> None:
    """Take every row out of every table (for tests)."""
    with database.engine.begin() as connection:
        for table in reversed(metadata.sorted_tables):
            connection.execute(sa.delete(table))
