"""The law at the command line: what it says on a day, what a rule makes of facts, and cases."""

from __future__ import annotations

import json

import click

from .law import calculating, comparing, proving, recording, showing
from .law.options import JSON_FIRST, LANGUAGE


@click.group()
def law() -> None:
    """Ask the law: rules, figures, readings, cases."""


for _command in (
    showing.list_rules,
    showing.show,
    showing.figures,
    showing.readings,
    showing.boundaries,
    calculating.calculate,
    calculating.explain,
    calculating.schema,
    proving.test,
    proving.coverage,
    comparing.diff,
    recording.replay,
    recording.sign,
    recording.verify,
    recording.new_key,
):
    law.add_command(_command)


@click.group("id")
def identifiers() -> None:
    """Check identity numbers."""


@identifiers.command()
@click.argument("kind", type=click.Choice(["qid", "eid", "iban", "phone", "passport"]))
@click.argument("value")
@JSON_FIRST
@LANGUAGE
def check(kind: str, value: str, form: str, lang: str) -> None:
    """Check one number, and say what it says."""
    from maawin_core.law.identifier_answer import identifier_answer, identifier_text

    found = identifier_answer(kind, value)
    if form == "json":
        click.echo(json.dumps(found, ensure_ascii=False))
    else:
        click.echo(identifier_text(kind, found, lang))
