"""What-if: a small TOML file that amends figures or settles readings from a day on.

    version = "draft of 2027"

    [[figure]]
    code = "gratuity_weeks"
    from = 2027-01-01
    value = 4
    act = "Law 1/2027"
    article = "1"

    [[reading]]
    id = "A-16"
    from = 2027-01-01
    choice = "started_months"
    act = "Decision 5/2027"
    article = "2"

From Python it is one `evolve`: `evolve(law, gratuity_weeks=law.gratuity_weeks.amended(Since(…)))`.
"""

from __future__ import annotations

import re
import tomllib
from collections.abc import Mapping
from datetime import date
from fractions import Fraction
from typing import Any

from attrs import evolve, fields

from maawin_core.kernel.countries import ALPHA_3
from maawin_core.kernel.errors import RuleBroken
from maawin_core.kernel.money import Money

from .domestic_work import DomesticWorkLaw
from .parameter import Parameter, Since, Source, UnsoundFigure
from .reading import UnknownReading

_KEYS = frozenset({"version", "figure", "reading"})
_FIGURE = frozenset({"code", "country", "from", "value", "act", "article", "grade", "known"})
_READING = frozenset({"id", "from", "choice", "act", "article", "grade", "known"})

_MONEY = re.compile(r"[0-9]{1,12}(\.[0-9]{1,2})?")
#: "1/10", "0.15" or "2": never nothing below the line.
_SHARE = re.compile(r"[0-9]{1,6}(\.[0-9]{1,6}|/0*[1-9][0-9]{0,5})?")


class UnsoundReform(RuleBroken):
    """A reform that cannot become law here; *found* names what is at fault."""


def reformed(law: DomesticWorkLaw, text: str) -> DomesticWorkLaw:
    """This law as the reform would have it."""
    document = _parsed(text)
    _only(document, _KEYS, "")
    changes: dict[str, Any] = {}
    for number, each in enumerate(_tables(document, "figure"), 1):
        at = f"figure {number}"
        _only(each, _FIGURE, at)
        _amend(law, changes, each, at)
    version = document.get("version", f"{law.version}, reformed")
    new = evolve(law, version=str(version), **changes)
    for number, each in enumerate(_tables(document, "reading"), 1):
        new = _settled(new, each, f"reading {number}")
    return new


def _parsed(text: str) -> dict[str, Any]:
    try:
        return tomllib.loads(text)
    except tomllib.TOMLDecodeError as bad:
        raise UnsoundReform("reform_unreadable", found=str(bad)) from None


def _tables(document: Mapping[str, Any], name: str) -> list[dict[str, Any]]:
    found = document.get(name, [])
    if not isinstance(found, list) or not all(isinstance(each, dict) for each in found):
        raise UnsoundReform("reform_unreadable", found=f"{name}: write [[{name}]]")
    return found


def _only(table: Mapping[str, Any], known: frozenset[str], at: str) -> None:
    for key in table:
        if key not in known:
            raise UnsoundReform("reform_key_unknown", found=f"{at} {key}".strip())


def _amend(
    law: DomesticWorkLaw, changes: dict[str, Any], table: Mapping[str, Any], at: str
) -> None:
    code = str(table.get("code", ""))
    name, key = _place(law, code, table.get("country"), at)
    held = changes.get(name, getattr(law, name))
    parameter: Parameter[Any] = held if key is None else held.get(key, Parameter(code, ()))
    like = held if key is None else next(iter(held.values()))
    since = Since(
        _day(table, "from", at),
        _value(table.get("value"), like, at),
        _source(table, at),
        known=_day(table, "known", at) if "known" in table else None,
    )
    try:
        amended = parameter.amended(since)
    except UnsoundFigure as bad:
        raise UnsoundReform(bad.code, found=f"{at} {code}") from None
    changes[name] = amended if key is None else {**held, key: amended}


def _place(law: DomesticWorkLaw, code: str, country: object, at: str) -> tuple[str, str | None]:
    """The field of the law that holds this figure, and the country where there is one for each.

    It may be a country that has none yet: a decree caps one more.
    """
    for each in fields(DomesticWorkLaw):
        value = getattr(law, each.name)
        if isinstance(value, Parameter) and value.code == code:
            return each.name, None
        if isinstance(value, Mapping) and each.name in ("price_caps", "origin_floors"):
            of_this = any(kept.code == code for kept in value.values())
            if of_this and isinstance(country, str) and country in ALPHA_3:
                return each.name, country
            if of_this:
                raise UnsoundReform("reform_country_unknown", found=f"{at} {country}")
    raise UnsoundReform("reform_figure_unknown", found=f"{at} {code}")


def _day(table: Mapping[str, Any], key: str, at: str) -> date:
    day = table.get(key)
    if type(day) is not date:
        raise UnsoundReform("reform_day_missing", found=f"{at} {key}")
    return day


def _source(table: Mapping[str, Any], at: str) -> Source:
    act, article = str(table.get("act", "")), str(table.get("article", ""))
    try:
        return Source(act, article, str(table.get("grade", "U")))
    except UnsoundFigure:
        raise UnsoundReform("source_unreadable", found=f"{at} {act} {article}") from None


def _value(written: object, parameter: Parameter[Any], at: str) -> object:
    """The value as the figure's own kind: money and shares are text, counts are whole numbers.

    Never below zero; and what the law divides by (`days_in_wage_month`) is never zero.
    """
    found = _of_its_kind(written, parameter.latest.value)
    if found is None or (_is_divisor(parameter.code) and found == 0):
        raise UnsoundReform("reform_value_unreadable", found=f"{at} value {written!r}")
    return found


def _of_its_kind(written: object, like: object) -> object | None:
    match like:
        case bool() if isinstance(written, bool):
            return written
        case Money() if isinstance(written, str) and _MONEY.fullmatch(written):
            return Money(written)
        case Fraction() if isinstance(written, str) and _SHARE.fullmatch(written):
            return Fraction(written)
        case date() if type(written) is date:
            return written
        case frozenset() if isinstance(written, list):
            return frozenset(map(str, written))
        case int() if type(written) is int and not isinstance(like, bool) and written >= 0:
            return written
        case _:
            return None


def _is_divisor(code: str) -> bool:
    """Whether the law divides by this figure: so many of one thing in another."""
    return "_in_" in code


def _settled(law: DomesticWorkLaw, table: Mapping[str, Any], at: str) -> DomesticWorkLaw:
    _only(table, _READING, at)
    id = str(table.get("id", ""))
    since = Since(_day(table, "from", at), str(table.get("choice", "")), _source(table, at))
    before = law.settled.get(id)
    try:
        return law.settling(id, before.amended(since) if before else Parameter(id, (since,)))
    except (UnknownReading, UnsoundFigure) as bad:
        raise UnsoundReform(bad.code, found=f"{at} {id} {since.value}") from None
