"""Every figure of law as an entry of a table: since when, how much, in words, and by which act."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from typing import Any, NamedTuple

from .answer import label_of, value_written
from .domestic_work import DomesticWorkLaw
from .parameter import Parameter, Since, Source
from .sheet import exact_of
from .statutes import apart, article_said, listed


class FigureEntry(NamedTuple):
    """One dated value: its code (and country), since when, as written, in words."""

    code: str
    country: str
    entry: Since[Any]
    value: str | int
    label: dict[str, str]


def figure_entries(law: DomesticWorkLaw, on: date | None = None) -> Iterator[FigureEntry]:
    """The figures in force on a day, or all there are."""
    countries = {id(each): code for code, each in law.price_caps.items()}
    countries |= {id(each): code for code, each in law.origin_floors.items()}
    for parameter in law.parameters():
        for entry in _entries(parameter, on):
            country = countries.get(id(parameter), "")
            unit, exact = exact_of(entry.value)
            value, label = value_written(exact, unit), label_of(parameter.code)
            yield FigureEntry(parameter.code, country, entry, value, label)


def _entries(parameter: Parameter[Any], on: date | None) -> tuple[Since[Any], ...]:
    if on is None:
        return parameter.entries
    return (parameter.since(on),) if parameter.in_force_on(on) else ()


def source_said(source: Source, language: str = "en") -> str:
    """Act and article, how well attested, and the open reading; acts in Arabic for Arabic."""
    mark = [apart(each, language) for each in (source.grade, source.reading) if each]
    where = f"{source.act}, {source.article}"
    if language == "ar":
        where = article_said(f"{source.act} art. {source.article}", language)
    return f"{where} [{listed(mark, ', ', language)}]"
