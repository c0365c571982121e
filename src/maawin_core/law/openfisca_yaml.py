"""The figures as OpenFisca writes parameters: values by start date, each with its reference."""

from __future__ import annotations

import json
from collections.abc import Iterator
from datetime import date
from typing import Any

from maawin_core.kernel.money import Money

from .answer import label_of
from .domestic_work import DomesticWorkLaw
from .parameter import Parameter, Since


def openfisca_yaml(law: DomesticWorkLaw, on: date | None = None, language: str = "en") -> str:
    """Every figure as one tree of parameters. Text is quoted as in JSON, which YAML reads."""
    lines: list[str] = [f"description: {_quoted(law.version)}"]
    by_country = {
        id(each): (group, country)
        for group, of in (("price_cap", law.price_caps), ("origin_floor", law.origin_floors))
        for country, each in of.items()
    }
    begun: set[str] = set()
    for parameter in law.parameters():
        group, country = by_country.get(id(parameter), ("", ""))
        if group and group not in begun:
            begun.add(group)
            lines += [f"{group}:", f"  description: {_quoted(label_of(group)[language])}"]
        name, deep = (country, "  ") if group else (parameter.code, "")
        lines += [f"{deep}{line}" for line in _figure(name, parameter, on, language)]
    return "\n".join(lines) + "\n"


def _figure(name: str, parameter: Parameter[Any], on: date | None, language: str) -> Iterator[str]:
    entries = parameter.entries
    if on is not None:
        entries = (parameter.since(on),) if parameter.in_force_on(on) else ()
    if not entries:
        return
    yield f"{name}:"
    yield f"  description: {_quoted(label_of(parameter.code)[language])}"
    yield "  metadata:"
    if isinstance(entries[0].value, Money):
        yield "    unit: currency-QAR"
    yield f"    last_value_still_valid_on: {entries[-1].last_checked}"
    yield "  values:"
    for entry in entries:
        yield from _entry(entry)


def _entry(entry: Since[Any]) -> Iterator[str]:
    source = entry.source
    yield f"    {entry.in_force}:"
    yield f"      value: {_value(entry.value)}"
    yield "      metadata:"
    yield f"        grade: {source.grade}"
    yield f"        authority: {source.authority}"
    yield f"        known_since: {entry.known_from}"
    if source.reading:
        yield f"        reading: {source.reading}"
    yield "        reference:"
    yield f"          - title: {_quoted(f'{source.act}, {source.article}')}"
    if source.url:
        yield f"            href: {_quoted(source.url)}"


def _value(value: object) -> str:
    match value:
        case bool():
            return "true" if value else "false"
        case int():
            return str(value)
        case Money():
            return value.plain
        case date():
            return value.isoformat()
        case frozenset():
            return json.dumps(sorted(value))
        case _:
            return _quoted(str(value))


def _quoted(text: str) -> str:
    return json.dumps(text, ensure_ascii=False)
