"""`maawin db`: the schema."""

from __future__ import annotations

import click

from maawin_adapters.sql import check as check_schema
from maawin_adapters.sql import upgrade as upgrade_schema
from maawin_adapters.sql.schema import revise as revise_schema

from .cli import say_fault
from .container import Container
from .wiring import wired


def must_be_todays(container: Container) -> None:
    """Say what is wrong with the schema, and end: nothing else can be relied on then."""
    faults = check_schema(container.database())
    for fault in faults:
        say_fault(fault)
    if faults:
        raise SystemExit(1)


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
    must_be_todays(container)
    unbalanced = {c: n for c, n in container.books().sums().items() if n}
    for currency, minor in unbalanced.items():
        say_fault("books_unbalanced", currency=currency, found=minor)
    if unbalanced:
        raise SystemExit(1)
    click.echo("The schema is today's, and the books balance.")


@db.command(hidden=True)
@click.argument("message")
def revise(message: str) -> None:
    """Write the migration from the newest schema to today's tables (for developers)."""
    revise_schema(wired().database(), message)
