"""`maawin demo`: fill an empty database with a synthetic pilot."""

from __future__ import annotations

import click

from maawin_adapters.sql import upgrade
from maawin_core.access.sign_in import SignInRow

from .demo import seed_pilot, sign_ins
from .wiring import wired


@click.command()
@click.option("--seed", default=1, show_default=True, help="The same seed gives the same pilot.")
def demo(seed: int) -> None:
    """Seed a synthetic pilot: offices, workers, employers and months of journeys. None is real."""
    container = wired()
    upgrade(container.database())
    if container.lists().page(SignInRow, limit=1).items:
        raise click.ClickException(
            "The database is not empty; a pilot is seeded into an empty one. "
            "Set MAAWIN_DATABASE to another, or remove the file."
        )
    seeding = wired(durable=False)
    seed_pilot(seeding, seed=seed, say=click.echo)
    seeding.database().close()
    for role, token in sign_ins():
        click.echo(f"  {role:15} {token}")
