"""`maawin jobs`: what the platform gave up on, and how it is tried again."""

from __future__ import annotations

from uuid import UUID

import click

from maawin_core.kernel.calendar import DOHA
from maawin_core.law.statutes import RIGHT_TO_LEFT
from maawin_core.ports.outbox import Job
from maawin_core.words.catalogue import LANGUAGES, sentence, word

from .database import must_be_todays
from .import_command import OPERATOR
from .wiring import wired

language = click.option(
    "--lang", type=click.Choice(sorted(LANGUAGES)), default="en", show_default=True
)


@click.group()
def jobs() -> None:
    """The jobs that were given up on: list them with the reason, and retry one."""


@jobs.command("list")
@click.option("--limit", default=50, show_default=True, help="Jobs on a page.")
@click.option("--after", help="Go on where the last page ended.")
@language
def list_(limit: int, after: str | None, lang: str) -> None:
    """Every parked job, the longest due first: its id, since when, of what, and why it failed.

    Exit code 1 when there is one.
    """
    container = wired()
    must_be_todays(container)
    page = container.list_parked_jobs()(OPERATOR, after=after, limit=limit)
    for job in page.items:
        click.echo(_line(job, lang))
    if page.next is not None:
        click.echo(f"--after {page.next}")
    if page.items:
        click.echo(sentence("jobs.next", lang, {}))
        raise click.exceptions.Exit(1)
    click.echo(sentence("jobs.none_parked", lang, {}))


@jobs.command()
@click.argument("job", metavar="ID", type=click.UUID)
@language
def retry(job: UUID, lang: str) -> None:
    """Let a parked job be tried again, as often as a new one."""
    container = wired()
    must_be_todays(container)
    container.retry_job()(OPERATOR, job)
    click.echo(sentence("jobs.retried", lang, {"id": job}))


def _line(job: Job, lang: str) -> str:
    since = job.due.astimezone(DOHA).strftime("%Y-%m-%d %H:%M")
    facts = {
        "name": job.name, "thing": word("thing", job.kind, lang), "about": job.about,
        "tries": job.tries, "reason": job.reason,
    }  # fmt: skip
    # The id and the time come first on the line; what follows runs its own way.
    mark = RIGHT_TO_LEFT if lang == "ar" else ""
    return f"{job.id} {since}  {mark}{sentence('jobs.parked', lang, facts)}"
