"""The law at the command line: what it says on a day, what a rule makes of facts, and cases."""

from __future__ import annotations

import json
import sys
from collections.abc import Iterable, Iterator, Mapping
from datetime import date, datetime
from pathlib import Path
from typing import Any, TextIO

import click

LANGUAGE = click.Choice(["en", "ar"])
FORMAT = click.Choice(["json", "text"])


class _Day(click.ParamType[date]):
    name = "YYYY-MM-DD"

    def convert(self, value: Any, param: click.Parameter | None, ctx: click.Context | None) -> date:
        if isinstance(value, date):
            return value
        try:
            return datetime.strptime(value, "%Y-%m-%d").date()  # noqa: DTZ007
        except ValueError:
            self.fail(f"{value!r} is not a day: write YYYY-MM-DD.", param, ctx)


DAY = _Day()


@click.group()
def law() -> None:
    """Ask the law: rules, figures, readings, cases."""


@law.command("list")
@click.option("--lang", type=LANGUAGE, default="en")
def list_rules(lang: str) -> None:
    """Name every rule, and where it stands."""
    from maawin_core.law.answer import LANGUAGES
    from maawin_core.rulebook import RULES

    for rule in RULES.values():
        title = LANGUAGES[lang][f"rule.{rule.name}"]
        click.echo(f"{rule.name:<18} {title}  ({'; '.join(rule.articles)})")


@law.command()
@click.argument("rule")
@click.option("--on", type=DAY, help="The figures of that day; without it, all.")
@click.option("--lang", type=LANGUAGE, default="en")
def show(rule: str, on: date | None, lang: str) -> None:
    """Show a rule: its words, its statuses, and the figures of its acts."""
    from inspect import getdoc

    from maawin_core.law.answer import LANGUAGES
    from maawin_core.law.figure_table import figure_lines
    from maawin_core.law.qatar import QATAR

    found = _rule(rule)
    words = LANGUAGES[lang]
    click.echo(f"{found.name} – {words[f'rule.{found.name}']}")
    click.echo("; ".join(found.articles))
    click.echo(f"\n{getdoc(found.function)}\n")
    for status in found.statuses:
        click.echo(f"  {status:<20} {words[f'status.{status}']}")
    click.echo("")
    for line in figure_lines(QATAR, on, lang, frozenset(map(_act, found.articles))):
        click.echo(line)


def _act(article: str) -> tuple[str, ...]:
    return tuple(article.split(" art. "))


@law.command()
@click.option("--on", type=DAY, help="The figures of that day; without it, all.")
@click.option("--lang", type=LANGUAGE, default="en")
def figures(on: date | None, lang: str) -> None:
    """Print every figure of law with its source."""
    from maawin_core.law.figure_table import figure_lines
    from maawin_core.law.qatar import QATAR

    for line in figure_lines(QATAR, on, lang):
        click.echo(line)


@law.command()
@click.argument("rule")
@click.argument("file", default="-")
@click.option("--reading", "readings", multiple=True, metavar="A-16=started_months")
@click.option("--alternatives", is_flag=True, help="Add what rival readings would answer.")
@click.option("--known-on", type=DAY, help="The law as far as it was known on that day.")
@click.option("--format", "form", type=FORMAT, default="json")
@click.option("--lang", type=LANGUAGE, default="en")
@click.option("--keep", type=click.Path(dir_okay=False), help="Keep decision records here.")
def calculate(
    rule: str,
    file: str,
    readings: tuple[str, ...],
    alternatives: bool,
    known_on: date | None,
    form: str,
    lang: str,
    keep: str | None,
) -> None:
    """Answer facts, one JSON object a line, in their order. Exit 1 if any line is an error."""
    from maawin_core import rulebook

    _rule(rule)
    chosen = _readings(readings)
    failed = False
    kept = Path(keep).open("w", encoding="utf-8") if keep else None  # noqa: SIM115
    try:
        for line in _lines(file):
            found = rulebook.calculate_text(
                rule, line, readings=chosen, alternatives=alternatives, known_on=known_on
            )
            failed |= "error" in found
            click.echo(_shown(found, form, lang))
            if kept is not None and "error" not in found:
                _keep(kept, rule, line, chosen, known_on)
    finally:
        if kept is not None:
            kept.close()
    sys.exit(1 if failed else 0)


def _keep(
    kept: TextIO, rule: str, line: str, chosen: Mapping[str, str], known_on: date | None
) -> None:
    from maawin_core import rulebook
    from maawin_core.law.record import canonical

    record = rulebook.record_of(rule, rulebook.parsed(line), chosen, known_on)
    kept.write(canonical(record).decode() + "\n")


def _shown(found: Mapping[str, Any], form: str, lang: str) -> str:
    if form == "json":
        return json.dumps(found, ensure_ascii=False)
    from maawin_core.law.answer import text_of

    return text_of(found, lang) + "\n"


@law.command()
@click.argument("rule")
def schema(rule: str) -> None:
    """Print the JSON Schema of a rule's facts and of its answer."""
    click.echo(json.dumps(_rule(rule).schema, ensure_ascii=False, indent=2))


@law.command()
@click.option("--lang", type=LANGUAGE, default="en")
def readings(lang: str) -> None:
    """Name every open reading of the law and its choices; the first is taken unless you choose."""
    from maawin_core.law.answer import LANGUAGES
    from maawin_core.law.reading import READINGS

    words = LANGUAGES[lang]
    for reading in READINGS.values():
        source = reading.source
        click.echo(
            f"{reading.id}  {words[f'reading.{reading.id}']}  ({source.act}, {source.article})"
        )
        for choice in reading.choices:
            click.echo(f"    {choice:<32} {words[f'reading.{reading.id}.{choice}']}")


@law.command()
@click.argument("paths", nargs=-1, required=True, type=click.Path(exists=True, path_type=Path))
def test(paths: tuple[Path, ...]) -> None:
    """Run cases from TOML and CSV files, or every such file in a folder. Exit 1 on a difference."""
    from maawin_core.testing.legal_cases import BadCaseFile, differences, read_cases

    ran, failed = 0, 0
    for path in _case_files(paths):
        try:
            cases = read_cases(path.read_text(encoding="utf-8"), str(path))
        except BadCaseFile as bad:
            click.echo(str(bad))
            failed += 1
            continue
        for case in cases:
            ran += 1
            found = differences(case)
            failed += bool(found)
            for each in found:
                click.echo(str(each))
    click.echo(f"{ran} cases, {failed} failed")
    sys.exit(1 if failed or not ran else 0)


def _case_files(paths: Iterable[Path]) -> Iterator[Path]:
    for path in paths:
        if path.is_dir():
            yield from sorted(
                each for each in path.rglob("*") if each.suffix.lower() in (".toml", ".csv")
            )
        else:
            yield path


@law.command()
@click.argument("file", default="-")
def replay(file: str) -> None:
    """Recompute kept decision records. Exit 1 at any that differs, naming the first line."""
    from maawin_core import rulebook
    from maawin_core.law.fact_kinds import BadFacts
    from maawin_core.law.record import digest

    failed = False
    for number, line in enumerate(_lines(file), 1):
        try:
            kept = rulebook.parsed(line)
        except BadFacts:
            kept = None
        if not isinstance(kept, dict):
            click.echo(f"{number}: not a decision record")
            failed = True
            continue
        different = rulebook.replay(kept)
        failed |= different is not None
        click.echo(f"{number}: differs at {different}" if different else digest(kept))
    sys.exit(1 if failed else 0)


def _lines(file: str) -> Iterator[str]:
    """Lines that say something, one at a time: a file of any size streams."""
    with click.open_file(file, encoding="utf-8", errors="surrogateescape") as stream:
        for line in stream:
            if line.strip():
                yield line


def _rule(name: str) -> Any:
    from maawin_core.rulebook import RULES

    if name not in RULES:
        raise click.BadParameter(
            f"no rule is called {name!r}; there are {', '.join(RULES)}", param_hint="RULE"
        )
    return RULES[name]


def _readings(written: tuple[str, ...]) -> dict[str, str]:
    from maawin_core.law.reading import UnknownReading, checked

    chosen = {}
    for each in written:
        id, sign, choice = each.replace(":", "=", 1).partition("=")
        if not sign:
            raise click.BadParameter(f"{each!r}: write A-16=started_months", param_hint="--reading")
        chosen[id] = choice
    try:
        return checked(chosen)
    except UnknownReading as bad:
        raise click.BadParameter(
            f"{bad.facts['found']!r} is not known; see `maawin law readings`",
            param_hint="--reading",
        ) from None


@click.group("id")
def identifiers() -> None:
    """Check identity numbers."""


@identifiers.command()
@click.argument("kind", type=click.Choice(["qid", "eid", "iban", "phone", "passport"]))
@click.argument("value")
@click.option("--format", "form", type=FORMAT, default="json")
@click.option("--lang", type=LANGUAGE, default="en")
def check(kind: str, value: str, form: str, lang: str) -> None:
    """Check one number, and say what it says."""
    from maawin_core.law.identifier_answer import identifier_answer, identifier_text

    found = identifier_answer(kind, value)
    if form == "json":
        click.echo(json.dumps(found, ensure_ascii=False))
    else:
        click.echo(identifier_text(kind, found, lang))
