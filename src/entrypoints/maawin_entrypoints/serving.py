"""`maawin run`, `serve` and `run-jobs`: the API and the job loop."""

from __future__ import annotations

import logging
import socket

import click
import uvicorn

from maawin_adapters.sql import upgrade
from maawin_core.access.sign_in import SignInRow
from maawin_core.employers.employer import EmployerRow
from maawin_core.kernel.parties import Role
from maawin_core.offices.rows import OfficeRow
from maawin_core.pilot.cohort import CohortRow

from .api import api
from .cli import say_fault
from .container import Container, deliverer
from .database import must_be_todays
from .jobs import JobLoop
from .settings import Settings
from .wiring import wired


def _serve(container: Container, settings: Settings, *, jobs: bool, token: str = "") -> None:
    logging.basicConfig(level=logging.INFO, format="%(asctime)s %(name)s %(message)s")
    listening = _listen(settings)
    _greet(listening, container, token)
    loop = JobLoop(deliverer(container)) if jobs else None
    if loop is not None:
        loop.start()
    try:
        config = uvicorn.Config(api(container), log_level="warning", server_header=False)
        uvicorn.Server(config).run(sockets=[listening])
    finally:
        listening.close()
        if loop is not None:
            loop.stop()


def _listen(settings: Settings) -> socket.socket:
    # Before the jobs start: a program that cannot serve must not half run.
    try:
        listening = socket.create_server((settings.host, settings.port))
    except OSError as fault:
        say_fault("address_not_free", host=settings.host, port=settings.port, found=fault.strerror)
        raise SystemExit(1) from fault
    return listening


def _greet(listening: socket.socket, container: Container, token: str) -> None:
    host, port = listening.getsockname()[:2]
    here = f"http://{host}:{port}/v1"
    click.echo(f"maawin serves on {here}")
    click.echo(f"  described at    {here}/openapi/openapi.json")
    if token:
        click.echo(f'  for example     curl -H "Authorization: Bearer {token}" {here}/me/tasks')
    if container.outbox().parked(limit=1).items:
        click.echo(f"  jobs that failed and wait for a person: {here}/jobs/parked")
    click.echo("  Ctrl-C ends it.")


@click.command()
@click.option("--no-jobs", is_flag=True, help="Leave the jobs to `maawin run-jobs`.")
def serve(no_jobs: bool) -> None:
    """Serve the web API, and run the jobs beside it unless told not to."""
    settings = Settings.of()
    container = wired(settings)
    must_be_todays(container)
    _serve(container, settings, jobs=not no_jobs)


@click.command("run-jobs")
@click.option("--once", is_flag=True, help="Deliver what is due now, and end.")
def run_jobs(once: bool) -> None:
    """Let what follows from events and what falls due happen, until stopped."""
    container = wired()
    must_be_todays(container)
    loop = JobLoop(deliverer(container))
    if once:
        taken = 0
        while found := loop.deliver():
            taken += found
        click.echo(f"{taken} jobs delivered.")
        return
    click.echo("Delivering. Stop with Ctrl-C.")
    loop.run()


@click.command()
@click.option("--seed", default=1, show_default=True, help="The seed of the synthetic pilot.")
def run(seed: int) -> None:
    """Migrate the database, seed a synthetic pilot if it is empty, serve the API, run the jobs."""
    from .demo import seed_pilot, sign_ins

    settings = Settings.of()
    container = wired(settings)
    upgrade(container.database())
    lists = container.lists()
    if not lists.page(SignInRow, limit=1).items:
        if any(lists.page(row, limit=1).items for row in (CohortRow, OfficeRow, EmployerRow)):
            say_fault("database_not_empty")
            raise SystemExit(1)
        click.echo("The database is empty: seeding a synthetic pilot. No person in it is real.")
        seeding = wired(settings, durable=False)
        seed_pilot(seeding, seed=seed, say=click.echo)
        seeding.database().close()
    click.echo("Sign in with `Authorization: Bearer TOKEN`. The synthetic pilot's tokens:")
    tokens = dict(sign_ins())
    for role, token in tokens.items():
        click.echo(f"  {role:15} {token}")
    _serve(container, settings, jobs=True, token=tokens[Role.OFFICER])
