"""Every figure of law as an entry of a table: since when, how much, in words, and by which act."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from typing import Any, NamedTuple

from .answer import label_of, value_written
from .domestic_work import DomesticWorkLaw
from .parameter import Parameter, Since
from .sheet import exact_of


class FigureEntry(NamedTuple):
    """One dated value: its code (and country), since when, as written, in words, its source."""

    code: str
    country: str
    entry: Since[Any]
    value: str
    label: dict[str, str]
    source: str


def figure_entries(law: DomesticWorkLaw, on: date | None = None) -> Iterator[FigureEntry]:
    """The figures in force on a day, or all there are."""
    countries = {id(each): code for code, each in law.price_caps.items()}
    countries |= {id(each): code for code, each in law.origin_floors.items()}
    for parameter in law.parameters():
        for entry in _entries(parameter, on):
            country = countries.get(id(parameter), "")
            unit, exact = exact_of(entry.value)
            value, label = str(value_written(exact, unit)), label_of(parameter.code)
            yield FigureEntry(parameter.code, country, entry, value, label, _source(entry))


def _entries(parameter: Parameter[Any], on: date | None) -> tuple[Since[Any], ...]:
    if on is None:
        return parameter.entries
    return (parameter.since(on),) if parameter.in_force_on(on) else ()


def _source(entry: Since[Any]) -> str:
    source = entry.source
    reading = f", {source.reading}" if source.reading else ""
    return f"{source.act}, {source.article} [{source.grade}{reading}]"
