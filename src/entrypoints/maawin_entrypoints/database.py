"""`maawin db`: the schema."""

from __future__ import annotations

import click

from maawin_adapters.sql import check as check_schema
from maawin_adapters.sql import upgrade as upgrade_schema
from maawin_adapters.sql.schema import revise as revise_schema

from .wiring import wired


@click.group()
def db() -> None:
    """Bring the database to today's schema, or check it."""


@db.command()
def upgrade() -> None:
    """Bring the database to the newest schema. Running it again changes nothing."""
    upgrade_schema(wired().database())
    click.echo("The schema is today's.")


@db.command()
def check() -> None:
    """Say whether the schema is today's, and whether the books balance."""
    container = wired()
    faults = check_schema(container.database())
    if not faults:
        faults = tuple(f"books_unbalanced_{c}" for c, n in container.books().sums().items() if n)
    for fault in faults:
        click.echo(fault, err=True)
    if faults:
        raise SystemExit(1)
    click.echo("The schema is today's, and the books balance.")


@db.command(hidden=True)
@click.argument("message")
def revise(message: str) -> None:
    """Write the migration from the newest schema to today's tables (for developers)."""
    revise_schema(wired().database(), message)
