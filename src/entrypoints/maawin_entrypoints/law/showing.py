"""`maawin law list`, `show`, `figures`, `readings` and `boundaries`: what the law says."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
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
        {
            "rule": name,
            "meaning": words(lang)[f"rule.{name}"],
            "articles": _acts(rule.articles, form, lang),
        }
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
    """Show a rule: its words, its facts, its statuses, its readings, and the figures it uses."""
    from maawin_core.testing.boundaries import readings_of, rules_by_figure

    found, law = the_rule(rule), the_law(reform)
    codes = {code for code, rules in rules_by_figure(law).items() if rule in rules}
    said = words(lang)
    about: Row = {
        "rule": rule,
        "meaning": said[f"rule.{rule}"],
        "articles": list(found.articles),
        "facts": list(_fact_rows(found, lang)),
        "statuses": [
            {"status": each, "meaning": said[f"status.{each}"]} for each in found.statuses
        ],
        "readings": list(_reading_rows(readings_of(rule, law), form, lang)),
        "figures": figure_rows(law, on, form, lang, codes),
    }
    if form == "json":
        told([about], form, lang)
        return
    for line in _title(found, lang):
        click.echo(line)
    for part in ("facts", "statuses", "readings", "figures"):
        if about[part]:
            click.echo("")
            told(about[part], form, lang)


def _title(rule: Any, lang: str) -> Iterator[str]:
    """What a rule is called, what it does, and what each of its articles says."""
    from inspect import getdoc

    from maawin_core.law.statutes import RIGHT_TO_LEFT, apart, article_said

    said, mark = words(lang), RIGHT_TO_LEFT if lang == "ar" else ""
    yield f"{mark}{said[f'rule.{rule.name}']} – {apart(rule.name, lang)}"
    if lang == "en":
        yield from ("", (getdoc(rule.function) or "").partition(">>>")[0].strip())
    yield ""
    for each in rule.articles:
        yield f"{mark}{article_said(each, lang)}: {said[f'article.{each}']}"


def _fact_rows(rule: Any, lang: str) -> Iterator[Row]:
    """Each field with what it may be, where only some words may stand there."""
    schema = rule.schema["facts"]
    for name, about in schema["properties"].items():
        needed = "yes" if name in schema["required"] else "no"
        choices = [each for kind in _kinds(about) for each in kind.get("enum", ())]
        yield {
            "field": name,
            "required": words(lang)[f"letter.{needed}"],
            "choices": [str(each) for each in choices if each is not None],
        }


def _kinds(schema: Mapping[str, Any]) -> list[Mapping[str, Any]]:
    return [schema, *schema.get("anyOf", ())]


def _acts(articles: Sequence[str], form: str, lang: str) -> list[str]:
    """Articles as they are cited; on an Arabic table in Arabic."""
    from maawin_core.law.statutes import acts_said

    return list(articles) if form == "json" or lang == "en" else list(acts_said(articles, lang))


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
    told(figure_rows(law, on, form, lang), form, lang)


def figure_rows(
    law: Any, on: date | None, form: str, lang: str, codes: set[str] | None = None
) -> list[Row]:
    """Figures as rows of a table; for a program every part of the source apart."""
    from maawin_core.law.figure_table import figure_entries

    found = [each for each in figure_entries(law, on) if codes is None or each.code in codes]
    return [_for_programs(each, lang) if form == "json" else _as_row(each, lang) for each in found]


def _as_row(figure: Any, lang: str) -> Row:
    from maawin_core.law.figure_table import source_said

    return {
        "figure": f"{figure.code} {figure.country}".strip(),
        "since": figure.entry.in_force.isoformat(),
        "value": str(figure.value),
        "meaning": figure.label[lang],
        "source": source_said(figure.entry.source, lang),
        "known": figure.entry.known_from.isoformat(),
        "checked": figure.entry.last_checked.isoformat(),
    }


def _issuer(source: Any, lang: str) -> str | None:
    from maawin_core.law.qatar.issuers import issued_by
    from maawin_core.words.catalogue import LANGUAGES

    issuer = issued_by(source)
    return LANGUAGES[lang][f"issuer.{issuer}"] if issuer else None


def _for_programs(figure: Any, lang: str) -> Row:
    entry, source = figure.entry, figure.entry.source
    return {
        "figure": figure.code,
        "country": figure.country or None,
        "since": entry.in_force.isoformat(),
        "value": entry.value if isinstance(entry.value, bool) else figure.value,
        "meaning": figure.label[lang],
        "act": source.act,
        "article": source.article,
        "grade": source.grade,
        "reading": source.reading,
        "authority": source.authority,
        "issued_by": _issuer(source, lang),
        "url": source.url or None,
        "known": entry.known_from.isoformat(),
        "checked": entry.last_checked.isoformat(),
    }


@click.command()
@options.FORMAT
@options.LANGUAGE
def readings(form: str, lang: str) -> None:
    """Name every open reading: its choices, what speaks for each, and who must answer.

    The first choice is taken unless you choose another.
    """
    from maawin_core.law.reading import READINGS

    told(list(_reading_rows(READINGS, form, lang)), form, lang)


def _reading_rows(ids: Iterable[str], form: str, lang: str) -> Iterator[Row]:
    from maawin_core.law.figure_table import source_said
    from maawin_core.law.reading import READINGS

    said = words(lang)
    for id in ids:
        source = READINGS[id].source
        who = "nobody" if id in SETTLED_BY_CONVENTION else "ministry"
        cited = f"{source.act}, {source.article}"
        for choice in READINGS[id].choices:
            yield {
                "reading": id,
                "meaning": said[f"reading.{id}"],
                "choice": choice,
                "value": said[f"reading.{id}.{choice}"],
                "argument": said[f"argument.{id}.{choice}"],
                "source": cited if form == "json" else source_said(source, lang),
                "asked": said[f"asked.{who}"],
            }


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
