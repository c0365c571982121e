"""`maawin law calculate`, `explain` and `schema`: facts in, an answer out."""

from __future__ import annotations

import json
import sys
from collections.abc import Mapping
from contextlib import ExitStack
from datetime import date
from pathlib import Path
from typing import Any

import click

from . import options
from .options import chosen, lines_of, the_law, the_rule


@click.command()
@click.argument("rule")
@options.LINES
@options.READINGS
@click.option("--alternatives", is_flag=True, help="Add what rival readings would answer.")
@options.KNOWN_ON
@options.REFORM
@options.JSON_FIRST
@options.LANGUAGE
@click.option("--keep", type=click.Path(dir_okay=False), help="Keep decision records here.")
def calculate(  # noqa: PLR0913 (each is an option)
    rule: str,
    file: str,
    readings: tuple[str, ...],
    alternatives: bool,
    known_on: date | None,
    reform: Path | None,
    form: str,
    lang: str,
    keep: str | None,
) -> None:
    """Answer facts, one JSON object a line, in their order. Exit 1 if any line is an error."""
    from maawin_core.rulebook import asked_of_text

    the_rule(rule)
    law, taken = the_law(reform), chosen(readings)
    failed = False
    with ExitStack() as open_files:
        kept = open_files.enter_context(Path(keep).open("w", encoding="utf-8")) if keep else None
        for line in lines_of(file):
            answer, record = asked_of_text(rule, line, law, taken, alternatives, known_on)
            failed |= "error" in answer
            click.echo(_shown(answer, form, lang))
            if kept is not None and record is not None:
                kept.write(_canonical(record) + "\n")
    sys.exit(1 if failed else 0)


def _canonical(record: Mapping[str, Any]) -> str:
    from maawin_core.law.record import canonical

    return canonical(record).decode()


def _shown(found: Mapping[str, Any], form: str, lang: str) -> str:
    if form == "json":
        return json.dumps(found, ensure_ascii=False)
    from maawin_core.law.answer import text_of

    return text_of(found, lang) + "\n"


@click.command()
@click.argument("rule")
@options.LINES
@options.READINGS
@options.KNOWN_ON
@options.REFORM
@options.FORMAT
@options.LANGUAGE
def explain(
    rule: str,
    file: str,
    readings: tuple[str, ...],
    known_on: date | None,
    reform: Path | None,
    form: str,
    lang: str,
) -> None:
    """Explain answers as letters, in English or Arabic. Exit 1 if any line is an error."""
    the_rule(rule)
    law, taken = the_law(reform), chosen(readings)
    failed = False
    for number, line in enumerate(lines_of(file)):
        if number and form == "text":
            click.echo("\n" + "─" * 72 + "\n")
        told = _letter(rule, line, law, taken, known_on, lang)
        failed |= "error" in told
        click.echo(json.dumps(told, ensure_ascii=False) if form == "json" else _said(told, lang))
    sys.exit(1 if failed else 0)


def _letter(
    rule: str, line: str, law: Any, taken: Mapping[str, str], known_on: date | None, lang: str
) -> dict[str, Any]:
    from maawin_core.kernel.errors import RuleBroken
    from maawin_core.law.letter import Letter
    from maawin_core.law.record import digest
    from maawin_core.law.strict_json import parsed
    from maawin_core.rulebook import ask, calculate_text, without_ref

    try:
        ref, facts = without_ref(parsed(line))
        asked = ask(rule, facts, law, taken, known_on)
    except RuleBroken:
        return calculate_text(rule, line, law, taken, known_on=known_on)
    articles, rivals, record = asked.rule.articles, asked.rivals, digest(asked.record)
    told = Letter(asked.reckoning, law, lang, articles, rivals, record, ref)
    return {**({} if ref is None else {"ref": ref}), "letter": told.text(), "record": record}


def _said(told: Mapping[str, Any], lang: str) -> str:
    if "error" not in told:
        return str(told["letter"])
    return f"{options.words(lang)['letter.error']}: {told['error']['message'][lang]}"


@click.command()
@click.argument("rule")
def schema(rule: str) -> None:
    """Print the JSON Schema of a rule's facts and of its answer."""
    click.echo(json.dumps(the_rule(rule).schema, ensure_ascii=False, indent=2))
