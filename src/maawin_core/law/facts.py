"""From JSON to the frozen facts of a rule: exactly as strict as the law's words, never a zero.

A facts class is a frozen attrs class whose field types are the aliases below (`Day`, `Amount`,
`Wage`, …), words (`StrEnum`), `bool`, tuples of these, or other facts classes. A field with a
default may be left out, or null, which means the same; every other is required.
"""

from __future__ import annotations

import types
from collections.abc import Mapping
from datetime import date
from enum import StrEnum
from fractions import Fraction
from functools import cache
from typing import Annotated, Any, TypeVar, Union, get_args, get_origin, get_type_hints

from attrs import NOTHING, fields, frozen, has

from maawin_core.kernel.money import Money

from .fact_kinds import Amount as _Amount
from .fact_kinds import BadFacts, Kind, Reference, Text
from .fact_kinds import CivilDay as _CivilDay
from .fact_kinds import Count as _Count
from .fact_kinds import Country as _Country
from .fact_kinds import Hours as _Hours
from .fact_kinds import Moment as _Moment
from .fact_kinds import Month as _Month
from .fact_kinds import ProvidedOr as _ProvidedOr
from .fact_kinds import Wage as _Wage

F = TypeVar("F")

Day = Annotated[date, _CivilDay()]
Amount = Annotated[Money, _Amount()]
Wage = Annotated[Money, _Wage()]
Count = Annotated[int, _Count()]
Several = Annotated[int, _Count(least=1)]
Hours = Annotated[Fraction, _Hours()]
Month = Annotated[date, _Month()]
CountryCode = Annotated[str, _Country()]
Name = Annotated[str, Text()]
ReferenceText = Annotated[str, Reference()]
Moment = Annotated[date, _Moment()]
ProvidedOrAmount = Annotated[Money | None, _ProvidedOr()]

NO_MONEY = Money(0)


def in_order(first: date, last: date, field: str) -> None:
    """Refuse a first day after a last day."""
    if first > last:
        raise BadFacts("first_day_after_last_day", field=field, found=first.isoformat())


@frozen
class FactField:
    """One field of a facts class: its name in JSON, its type, and whether it may be left out."""

    name: str
    attribute: str
    hint: Any
    required: bool
    nullable: bool


@cache
def fact_fields(kind: type) -> tuple[FactField, ...]:
    """The fields of a facts class, in order."""
    hints = get_type_hints(kind, include_extras=True)
    return tuple(
        _fact_field(each.name, hints[each.name], each.default is NOTHING) for each in fields(kind)
    )


def _fact_field(attribute: str, hint: Any, required: bool) -> FactField:
    inner, nullable = without_null(hint)
    return FactField(attribute.rstrip("_"), attribute, inner, required, nullable)


def without_null(hint: Any) -> tuple[Any, bool]:
    """The type without `None`, and whether `None` was in it."""
    if get_origin(hint) in (Union, types.UnionType):
        others = [each for each in get_args(hint) if each is not type(None)]
        return others[0], len(others) < len(get_args(hint))
    return hint, False


def read(kind: type[F], found: object, at: str = "") -> F:
    """Facts of this class from a JSON object; `BadFacts` names the field that is at fault."""
    if not isinstance(found, Mapping):
        raise BadFacts("not_an_object", field=at)
    plain: Any = kind  # a generic type is not hashable to the type checker
    known = {each.name: each for each in fact_fields(plain)}
    for name in found:
        if name not in known:
            raise BadFacts("unknown_field", field=_within(at, str(name)))
    values = {}
    for name, each in known.items():
        if name not in found or (found[name] is None and not each.required):
            if each.required:
                raise BadFacts("missing_field", field=_within(at, name))
            continue
        values[each.attribute] = _read_field(each, found[name], _within(at, name))
    try:
        return kind(**values)
    except BadFacts as bad:
        if not at:
            raise
        raise BadFacts(bad.code, **{**bad.facts, "field": _within(at, bad.field)}) from bad


def _read_field(each: FactField, found: object, at: str) -> Any:
    if found is None and each.nullable:
        return None
    return _read_value(each.hint, found, at)


def _read_value(hint: Any, found: object, at: str) -> Any:
    if get_origin(hint) is Annotated:
        kind: Kind = get_args(hint)[1]
        return kind.read(found, at)
    if get_origin(hint) is tuple:
        if not isinstance(found, list):
            raise BadFacts("not_a_list", field=at)
        item = get_args(hint)[0]
        return tuple(
            _read_value(item, each, f"{at}.{number}") for number, each in enumerate(found, 1)
        )
    if hint is bool:
        if not isinstance(found, bool):
            raise BadFacts("not_true_or_false", field=at)
        return found
    if isinstance(hint, type) and issubclass(hint, StrEnum):
        return _word(hint, found, at)
    assert has(hint), f"{hint} is not a kind of fact"
    return read(hint, found, at)


def _word(words: type[StrEnum], found: object, at: str) -> StrEnum:
    known = {word.value: word for word in words}
    if not isinstance(found, str):
        raise BadFacts("not_text", field=at)
    if found not in known:
        raise BadFacts("unknown_word", field=at, needed=", ".join(known))
    return known[found]


def write(facts: Any) -> dict[str, Any]:
    """The same facts as a JSON object in one normal form: what is left out is not written."""
    plain: Any = type(facts)
    written: dict[str, Any] = {}
    for each in fact_fields(plain):
        value = getattr(facts, each.attribute)
        if value is None and each.nullable:
            if each.required:
                written[each.name] = None
            continue
        written[each.name] = _write_value(each.hint, value)
    return written


def _write_value(hint: Any, value: Any) -> Any:
    if get_origin(hint) is Annotated:
        kind: Kind = get_args(hint)[1]
        return kind.write(value)
    if get_origin(hint) is tuple:
        return [_write_value(get_args(hint)[0], each) for each in value]
    if isinstance(value, StrEnum):
        return value.value
    return value if isinstance(value, bool) else write(value)


def _within(at: str, name: str) -> str:
    # A name that nobody knows is repeated in the error: keep it short, and fit to print.
    name = name[:60].encode("utf-8", "replace").decode()
    return f"{at}.{name}" if at else name
