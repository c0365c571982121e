"""`maawin law list`, `show`, `figures`, `readings` and `boundaries`: what the law says."""

from __future__ import annotations

from datetime import date
from pathlib import Path
from typing import Any

import click

from . import options
from .options import DAY, the_law, the_rule, words
from .tables import Row, told

#: Readings settled by convention; every other waits for the Ministry.
SETTLED_BY_CONVENTION = frozenset({"A-06", "A-35"})


@click.command("list")
@options.FORMAT
@options.LANGUAGE
def list_rules(form: str, lang: str) -> None:
    """Name every rule, and where it stands."""
    from maawin_core.rulebook import RULES

    rows: list[Row] = [
        {"rule": name, "meaning": words(lang)[f"rule.{name}"], "articles": list(rule.articles)}
        for name, rule in RULES.items()
    ]
    told(rows, form, lang)


@click.command()
@click.argument("rule")
@click.option("--on", type=DAY, help="The figures of that day; without it, all.")
@options.REFORM
@options.FORMAT
@options.LANGUAGE
def show(rule: str, on: date | None, reform: Path | None, form: str, lang: str) -> None:
    """Show a rule: its words, its statuses, and the figures that it uses."""
    from inspect import getdoc

    from maawin_core.testing.boundaries import rules_by_figure

    found, law = the_rule(rule), the_law(reform)
    codes = {code for code, rules in rules_by_figure(law).items() if rule in rules}
    rows = figure_rows(law, on, lang, codes)
    said = words(lang)
    statuses = [{"status": each, "meaning": said[f"status.{each}"]} for each in found.statuses]
    if form == "json":
        about = {"rule": rule, "articles": list(found.articles), "statuses": statuses}
        told([{**about, "figures": rows}], form, lang)
        return
    click.echo(f"{found.name} – {said[f'rule.{found.name}']}")
    click.echo("; ".join(found.articles))
    click.echo(f"\n{(getdoc(found.function) or '').partition('>>>')[0].strip()}\n")
    told(statuses, form, lang)
    click.echo("")
    told(rows, form, lang)


@click.command()
@click.option("--on", type=DAY, help="The figures of that day; without it, all.")
@options.KNOWN_ON
@options.REFORM
@click.option("--format", "form", type=click.Choice(["text", "json", "yaml"]), default="text")
@options.LANGUAGE
def figures(
    on: date | None, known_on: date | None, reform: Path | None, form: str, lang: str
) -> None:
    """Print every figure of law with its source; as YAML, the way OpenFisca writes parameters."""
    law = the_law(reform, known_on)
    if form == "yaml":
        from maawin_core.law.openfisca_yaml import openfisca_yaml

        click.echo(openfisca_yaml(law, on, lang), nl=False)
        return
    told(figure_rows(law, on, lang), form, lang)


def figure_rows(law: Any, on: date | None, lang: str, codes: set[str] | None = None) -> list[Row]:
    """Figures as rows of a table."""
    from maawin_core.law.figure_table import figure_entries

    return [
        {
            "figure": f"{code} {country}".strip(),
            "since": entry.in_force.isoformat(),
            "value": value,
            "meaning": label[lang],
            "source": source,
            "known": entry.known_from.isoformat(),
            "checked": entry.last_checked.isoformat(),
        }
        for code, country, entry, value, label, source in figure_entries(law, on)
        if codes is None or code in codes
    ]


@click.command()
@options.FORMAT
@options.LANGUAGE
def readings(form: str, lang: str) -> None:
    """Name every open reading: its choices, what speaks for each, and who must answer.

    The first choice is taken unless you choose another.
    """
    from maawin_core.law.reading import READINGS

    said = words(lang)
    rows: list[Row] = []
    for reading in READINGS.values():
        who = "nobody" if reading.id in SETTLED_BY_CONVENTION else "ministry"
        for choice in reading.choices:
            rows.append(
                {
                    "reading": reading.id,
                    "meaning": said[f"reading.{reading.id}"],
                    "choice": choice,
                    "value": said[f"reading.{reading.id}.{choice}"],
                    "argument": said[f"argument.{reading.id}.{choice}"],
                    "source": f"{reading.source.act}, {reading.source.article}",
                    "asked": said[f"asked.{who}"],
                }
            )
    told(rows, form, lang)


@click.command()
@click.argument("rule")
@options.REFORM
@options.FORMAT
@options.LANGUAGE
def boundaries(rule: str, reform: Path | None, form: str, lang: str) -> None:
    """The atlas of a rule: every threshold, and the answer one day and one dirham either side."""
    from maawin_core.testing.boundaries import atlas

    the_rule(rule)
    rows: list[Row] = [
        {
            "boundary": words(lang)[f"boundary.{each.boundary.code}"].format(
                number=each.boundary.number
            ),
            "fact": each.boundary.field,
            "value": each.value,
            "status": each.status,
            "amount": each.amount,
        }
        for each in atlas(rule, the_law(reform))
    ]
    told(rows, form, lang)
