"""`maawin import`: offices, staff, workers and employers from CSV files."""

from __future__ import annotations

from pathlib import Path
from uuid import UUID

import click

from maawin_core.kernel.errors import RuleBroken
from maawin_core.kernel.parties import PLATFORM, Actor, Role

from .imports import IMPORTS, import_file
from .wiring import wired

#: Whoever has the machine may fill it: her acts stand in the history under this name.
OPERATOR = Actor(UUID(int=3), Role.ADMINISTRATOR, PLATFORM)


@click.command("import")
@click.argument("kind", type=click.Choice(list(IMPORTS)))
@click.argument("file", type=click.Path(exists=True, dir_okay=False, path_type=Path))
@click.option(
    "--errors",
    type=click.Path(dir_okay=False, path_type=Path),
    help="Write the bad rows here, with what is wrong and what would do; else they are printed.",
)
def import_(kind: str, file: Path, errors: Path | None) -> None:
    """Take offices, staff, workers or employers from a CSV FILE.

    Good rows are taken, bad rows come back. Taking the same file again changes nothing. Take
    offices first, then staff and workers.
    """
    report = import_file(kind, text_of(file), wired(), OPERATOR)
    bad = len(report.faults)
    click.echo(f"{kind}: {report.taken} taken, {report.known} known before, {bad} bad.", err=True)
    if errors is not None:
        errors.write_text(report.errors, "utf-8", newline="")
    elif bad:
        click.echo(report.errors, nl=False)
    if bad:
        raise click.exceptions.Exit(1)


def text_of(file: Path) -> str:
    """The text of a file of somebody else's, which has to be UTF-8."""
    try:
        return file.read_text("utf-8")
    except UnicodeDecodeError as fault:
        raise RuleBroken("file_not_utf8", found=file.name) from fault
