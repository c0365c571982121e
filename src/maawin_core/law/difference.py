"""Which figures differ between two days of a law, or between two laws."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from typing import Any

from attrs import frozen

from .domestic_work import DomesticWorkLaw
from .parameter import Parameter, Since


@frozen
class Changed:
    """One figure that differs: from which day on, what it was and what it becomes (None: nothing).

    *country* is set where there is a figure for each country.
    """

    code: str
    country: str
    from_day: date
    was: Since[Any] | None
    becomes: Since[Any] | None


def between_days(law: DomesticWorkLaw, earlier: date, later: date) -> tuple[Changed, ...]:
    """Every figure of which another value is in force on the later day."""
    found = []
    for country, parameter in _figures(law):
        was, becomes = _on(parameter, earlier), _on(parameter, later)
        if becomes is not None and (was is None or becomes.value != was.value):
            found.append(Changed(parameter.code, country, becomes.in_force, was, becomes))
    return tuple(found)


def between_laws(one: DomesticWorkLaw, other: DomesticWorkLaw) -> tuple[Changed, ...]:
    """Every stretch of days from whose beginning on the two laws have different values."""
    mine = {(c, p.code): p for c, p in _figures(one)}
    theirs = {(c, p.code): p for c, p in _figures(other)}
    return tuple(
        Changed(code, country, day, was, becomes)
        for country, code in dict.fromkeys([*mine, *theirs])
        for day, was, becomes in _apart(mine.get((country, code)), theirs.get((country, code)))
    )


def _apart(
    one: Parameter[Any] | None, other: Parameter[Any] | None
) -> Iterator[tuple[date, Since[Any] | None, Since[Any] | None]]:
    days = {e.in_force for each in (one, other) if each is not None for e in each.entries}
    before: tuple[object, object] | None = None
    for day in sorted(days):
        was, becomes = _on(one, day), _on(other, day)
        values = (was and was.value, becomes and becomes.value)
        if values[0] != values[1] and values != before:
            yield day, was, becomes
        before = values


def _on(parameter: Parameter[Any] | None, day: date) -> Since[Any] | None:
    if parameter is None or not parameter.in_force_on(day):
        return None
    return parameter.since(day)


def _figures(law: DomesticWorkLaw) -> Iterator[tuple[str, Parameter[Any]]]:
    """Every figure and settled reading, with its country if there is one for each."""
    countries = {id(each): code for code, each in law.price_caps.items()}
    countries |= {id(each): code for code, each in law.origin_floors.items()}
    for parameter in law.parameters():
        yield countries.get(id(parameter), ""), parameter
