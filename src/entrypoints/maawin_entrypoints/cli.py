"""The `maawin` command. Each subcommand is imported when it is called, so that help is quick."""

from __future__ import annotations

import importlib
import os
import sys
from typing import Any

import click

from maawin_core.kernel import errors

EXIT_CODES: dict[type[errors.Refusal], int] = {
    errors.NotFound: 3,
    errors.NotAllowed: 4,
    errors.WrongMoment: 5,
    errors.RuleBroken: 6,
    errors.Stale: 7,
}

#: Each subcommand: where it is, and what it does in one line.
COMMANDS: dict[str, tuple[str, str]] = {
    "run": ("serving:run", "Migrate, seed a synthetic pilot if empty, serve, run the jobs."),
    "serve": ("serving:serve", "Serve the web API."),
    "run-jobs": ("serving:run_jobs", "Let what follows and what falls due happen."),
    "jobs": ("job_commands:jobs", "The jobs that were given up on: list, retry."),
    "db": ("database:db", "Bring the database to today's schema, or check it."),
    "import": ("import_command:import_", "Take offices, staff, workers or employers from CSV."),
    "journey": ("journey_command:journey", "Play a story through the real use cases."),
    "demo": ("demo_command:demo", "Seed a synthetic pilot."),
    "law": ("law_commands:law", "Ask the rules: figures, cases, records."),
    "money": (
        "money_commands:money",
        "Statements, checks, reconciliation, papers.",
    ),
    "gateway": ("gateway_command:gateway", "Hold a payment provider to its promises."),
    "id": ("law_commands:identifiers", "Check an identity number."),
}


class Lazy(click.Group):
    """A group whose commands are known by name, and imported when one is asked for."""

    def list_commands(self, ctx: click.Context) -> list[str]:
        return list(COMMANDS)

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:
        if cmd_name not in COMMANDS:
            return None
        module, _, name = COMMANDS[cmd_name][0].partition(":")
        found: click.Command = getattr(importlib.import_module(f"{__package__}.{module}"), name)
        return found

    def format_commands(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        with formatter.section("Commands"):
            formatter.write_dl([(name, line) for name, (_, line) in COMMANDS.items()])


@click.group(cls=Lazy, context_settings={"help_option_names": ["-h", "--help"]})
@click.version_option(package_name="maawin")
def maawin() -> None:
    """maawin (معاون): domestic-worker recruitment in Qatar, from the office's file to the last
    riyal of end of service."""


def main(arguments: list[str] | None = None) -> None:
    """Run the command. A refusal is a sentence and an exit code, never a traceback."""
    try:
        # click hands the code of an `Exit` back instead of raising it.
        code = maawin.main(arguments, standalone_mode=False)
        if isinstance(code, int):
            sys.exit(code)
    except errors.Refusal as refusal:
        sys.exit(_told(refusal))
    except click.ClickException as fault:
        fault.show()
        sys.exit(fault.exit_code)
    except (click.Abort, KeyboardInterrupt):
        sys.exit(130)
    except BrokenPipeError:  # whoever read our output has seen enough
        sys.stderr.close()
        sys.exit(0)
    except Exception as fault:  # no raw exception reaches a person
        sys.exit(_broken(fault))


def _told(refusal: errors.Refusal) -> int:
    from maawin_core.words.catalogue import refusal_sentence

    for language in ("en", "ar"):
        click.echo(refusal_sentence(refusal.code, language, refusal.facts), err=True)
    return EXIT_CODES[errors.family_of(refusal)]


def _broken(fault: Exception) -> int:
    from maawin_adapters.sql import fault_of

    code = fault_of(fault)
    if code is not None:
        say_fault(code)
    else:
        first = str(fault).splitlines()[0][:200] if str(fault) else ""
        click.echo(f"maawin could not go on: {type(fault).__name__}: {first}", err=True)
        click.echo("Set MAAWIN_DEBUG=1 and repeat to see where.", err=True)
    if os.environ.get("MAAWIN_DEBUG"):
        import traceback

        traceback.print_exception(fault)
    return 1


def say_fault(code: str, **facts: object) -> None:
    """What is wrong with this installation and how it is mended, in both languages."""
    from maawin_core.words.catalogue import sentence

    for language in ("en", "ar"):
        click.echo(sentence(f"fault.{code}", language, facts), err=True)


def commands() -> dict[str, Any]:
    """Every subcommand, imported: for tests."""
    return {name: maawin.get_command(click.Context(maawin), name) for name in COMMANDS}
