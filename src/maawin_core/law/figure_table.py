"""Every figure of law as a line of a table: since when, how much, in words, and by which act."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from typing import Any

from .answer import label_of, value_written
from .domestic_work import DomesticWorkLaw
from .parameter import Parameter, Since
from .worksheet import exact_of


def figure_lines(
    law: DomesticWorkLaw,
    on: date | None = None,
    language: str = "en",
    acts: frozenset[tuple[str, ...]] | None = None,
) -> Iterator[str]:
    """The figures in force on a day, or all there are; of some acts (or articles), or of all."""
    countries = {id(each): code for code, each in law.price_caps.items()}
    countries |= {id(each): code for code, each in law.origin_floors.items()}
    for parameter in law.parameters():
        code = f"{parameter.code} {countries.get(id(parameter), '')}".strip()
        for entry in _entries(parameter, on):
            source = entry.source
            if acts is None or acts & {(source.act,), (source.act, source.article)}:
                yield _line(code, label_of(parameter.code)[language], entry)


def _entries(parameter: Parameter[Any], on: date | None) -> tuple[Since[Any], ...]:
    if on is None:
        return parameter.entries
    return (parameter.since(on),) if parameter.in_force_on(on) else ()


def _line(code: str, label: str, entry: Since[Any]) -> str:
    source = entry.source
    reading = f", {source.reading}" if source.reading else ""
    unit, exact = exact_of(entry.value)
    shown = str(value_written(exact, unit))
    about = f"{source.act}, {source.article} [{source.grade}{reading}]"
    return f"{code:<36} {entry.in_force}  {shown:>10}  {label}  {about}"
