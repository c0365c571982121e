"""The pages of `docs/law/`, one a rule, and the figures as YAML: `make docs` writes them."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from inspect import getdoc
from pathlib import Path
from typing import Any

from maawin_core.law.answer import text_of
from maawin_core.law.figure_table import figure_entries, source_said
from maawin_core.law.letter import Letter
from maawin_core.law.openfisca_yaml import openfisca_yaml
from maawin_core.law.qatar import QATAR
from maawin_core.law.reading import READINGS
from maawin_core.law.record import digest
from maawin_core.rulebook import RULES, Rule, ask, calculate
from maawin_core.testing.boundaries import atlas, example_facts, readings_of, rules_by_figure
from maawin_core.words.catalogue import LANGUAGES

FOLDER = Path("docs/law")

_HEAD = """# {title} · `{rule}`

{arabic}

Printed by `make docs` from the rule itself; a test says whether it is fresh. Ask it with
`maawin law calculate {rule}`, and for a letter with `maawin law explain {rule}`.

{words}

"""

_EN = LANGUAGES["en"]


def pages() -> Mapping[Path, str]:
    """Every page and JSON Schema by its place, as it should stand."""
    told = {FOLDER / f"{rule.name}.md": _page(rule) for rule in RULES.values()}
    schemas = {FOLDER / f"{rule.name}.schema.json": _schema(rule) for rule in RULES.values()}
    figures = {FOLDER / "figures.yaml": openfisca_yaml(QATAR)}
    return {**told, **schemas, **figures}


def _schema(rule: Rule) -> str:
    return json.dumps(rule.schema, ensure_ascii=False, indent=2) + "\n"


def _page(rule: Rule) -> str:
    head = _HEAD.format(
        title=_EN[f"rule.{rule.name}"],
        arabic=LANGUAGES["ar"][f"rule.{rule.name}"],
        rule=rule.name,
        words=(getdoc(rule.function) or "").partition(">>>")[0].strip(),
    )
    parts = [_articles(rule), _facts(rule), _statuses(rule), _figures(rule), _example(rule)]
    return head + "\n".join([*parts, _readings(rule), _boundaries(rule), _letters(rule)])


def _articles(rule: Rule) -> str:
    lines = [f"- **{each}**. {_EN[f'article.{each}']}" for each in rule.articles]
    return "\n".join(["## What the articles say", "", *lines, ""])


def _facts(rule: Rule) -> str:
    schema = rule.schema["facts"]
    rows = [
        [f"`{name}`", _kind(about), "yes" if name in schema["required"] else ""]
        for name, about in schema["properties"].items()
    ]
    return "## Facts\n\n" + _table(["field", "what", "required"], rows)


def _kind(schema: Mapping[str, Any]) -> str:
    if "anyOf" in schema:
        kinds = [_kind(each) for each in schema["anyOf"] if each.get("type") != "null"]
        return " or ".join(dict.fromkeys(kinds))
    if "const" in schema or "enum" in schema:
        return ", ".join(f"`{each}`" for each in schema.get("enum", [schema.get("const")]))
    if schema.get("type") == "array":
        return f"list of: {_kind(schema['items'])}"
    if schema.get("type") == "object":
        inner = schema["properties"].items()
        return "; ".join(f"`{name}` {_kind(each)}" for name, each in inner)
    types = schema.get("type", "string")
    first = types[0] if isinstance(types, list) else types
    return _SIMPLE.get(str(schema.get("pattern")), _TYPES[first])


_TYPES = {"string": "text", "integer": "whole number", "boolean": "true or false"}


_SIMPLE = {
    r"^[0-9]{4}-[0-9]{2}-[0-9]{2}$": "day",
    r"^[0-9]{4}-[0-9]{2}-[0-9]{2}(T[0-9]{2}:[0-9]{2})?$": "day, or day and time",
    r"^[0-9]{4}-(0[1-9]|1[0-2])$": "month",
    r"^[0-9]{1,12}(\.[0-9]{1,2})?$": "money",
    r"^[0-9]{1,4}(\.[0-9]{1,2})?$": "hours",
    r"^[A-Z]{3}$": "country",
}


def _statuses(rule: Rule) -> str:
    rows = [[f"`{each}`", _EN[f"status.{each}"]] for each in rule.statuses]
    return "## Answers, in order of precedence\n\n" + _table(["status", "meaning"], rows)


def _figures(rule: Rule) -> str:
    codes = {code for code, rules in rules_by_figure().items() if rule.name in rules}
    rows = [
        [
            f"`{each.code}` {each.country}".strip(),
            each.entry.in_force.isoformat(),
            str(each.value),
            each.label["en"],
            source_said(each.entry.source),
        ]
        for each in figure_entries(QATAR)
        if each.code in codes
    ]
    return "## Figures\n\n" + _table(["figure", "since", "value", "meaning", "source"], rows)


def _example(rule: Rule) -> str:
    facts = example_facts(rule.name)[0]
    sheet = text_of(calculate(rule.name, facts))
    asked = json.dumps(facts, ensure_ascii=False)
    return f"## An example\n\n```json\n{asked}\n```\n\n```text\n{sheet}\n```\n"


def _letters(rule: Rule) -> str:
    asked = ask(rule.name, example_facts(rule.name)[0])
    told = (asked.rule.articles, asked.rivals, digest(asked.record), "R-7")
    letters = [Letter(asked.reckoning, QATAR, lang, *told).text() for lang in ("en", "ar")]
    return "## The same as a letter\n\n" + "\n".join(f"```text\n{each}\n```\n" for each in letters)


def _readings(rule: Rule) -> str:
    rows = list(_choices(rule))
    if not rows:
        return "## Open readings\n\nNone: every choice gives the same answer.\n"
    return "## Open readings\n\n" + _table(["reading", "choice", "what speaks for it"], rows)


def _choices(rule: Rule) -> Iterator[list[str]]:
    for id in readings_of(rule.name):
        for number, choice in enumerate(READINGS[id].choices):
            name = f"{id} {_EN[f'reading.{id}']}" if not number else ""
            taken = " (taken)" if not number else ""
            argument = _EN[f"argument.{id}.{choice}"]
            yield [name, f"`{choice}`{taken}: {_EN[f'reading.{id}.{choice}']}", argument]


def _boundaries(rule: Rule) -> str:
    rows = [
        [
            _EN[f"boundary.{each.boundary.code}"].format(number=each.boundary.number),
            f"`{each.boundary.field}` = {each.value}",
            f"`{each.status}`",
            each.amount or "",
        ]
        for each in atlas(rule.name)
    ]
    return "## Boundaries\n\n" + _table(["boundary", "fact", "status", "amount"], rows)


def _table(head: list[str], rows: list[list[str]]) -> str:
    lines = [head, ["---"] * len(head), *rows]
    return "".join(f"| {' | '.join(line)} |\n" for line in lines)
