"""Cells of a table as the JSON facts of a rule: a table has no types, the rule knows them."""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Annotated, Any, get_args, get_origin

from maawin_core.law.fact_kinds import Count
from maawin_core.law.facts import fact_fields


class TableError(Exception):
    """A column that the rule's facts do not have."""


class Cell(str):
    """Text from a table, which has no types: compared as it is written."""

    __slots__ = ()


#: Money as facts may write it, and as every answer does.
_WRITTEN = re.compile(r"[0-9]{1,12}(\.[0-9]{1,2})?")
_ANSWERED = re.compile(r"[0-9]+\.[0-9]{2}")


def same(expected: object, found: object) -> bool:
    """Whether an answer is what a case expects: to the dirham, however its zeros are written.

    A spreadsheet saves 1050.00 as 1050. TOML and CSV have no null: there it is "null".
    """
    if expected == "null":
        return found is None
    if isinstance(expected, str) and isinstance(found, str):
        return _with_dirhams(expected, found) == found
    if isinstance(expected, Cell):
        told = str(found)
        return expected.lower() == told.lower() if isinstance(found, bool) else expected == told
    return type(expected) is type(found) and expected == found


def _with_dirhams(expected: str, found: str) -> str:
    if not (_ANSWERED.fullmatch(found) and _WRITTEN.fullmatch(expected)):
        return expected
    whole, _, part = expected.partition(".")
    return f"{whole}.{part:0<2}"


def with_nulls(kind: type, facts: Mapping[str, Any]) -> dict[str, Any]:
    """The same facts with null where it is left out and has to be said: TOML has no null."""
    whole: Any = kind
    unsaid = {each.name for each in fact_fields(whole) if each.required and each.nullable}
    return {**facts, **dict.fromkeys(sorted(unsaid - set(facts)))}


def facts_from_cells(kind: type, cells: Mapping[str, str]) -> dict[str, Any]:
    """A JSON object from `debts.1.amount` and the like. An empty cell is a field left out.

    A list without a cell is empty: a table cannot write an empty list.
    """
    whole: Any = kind
    known = {each.name: each for each in fact_fields(whole)}
    found: dict[str, Any] = {}
    for name in dict.fromkeys(column.partition(".")[0] for column in cells):
        inner = {
            column.partition(".")[2]: cell
            for column, cell in cells.items()
            if column.partition(".")[0] == name
        }
        each = known.get(name)
        if each is None:
            if any(inner.values()):
                # The rule itself refuses it, by name, as it would in JSON.
                found[name] = next(filter(None, inner.values()))
            continue
        value = _value(each.hint, inner)
        if value is not None:
            found[name] = value
    for name, each in known.items():
        if name not in found and each.required and get_origin(each.hint) is tuple:
            found[name] = []
    return with_nulls(kind, found)


def _value(hint: Any, cells: Mapping[str, str]) -> Any:
    if get_origin(hint) is tuple:
        return _list(get_args(hint)[0], cells)
    if set(cells) == {""}:
        return _single(hint, cells[""])
    if get_origin(hint) is Annotated or not isinstance(hint, type):
        raise TableError(f"no such column: {', '.join(cells)}")
    return facts_from_cells(hint, cells) if any(cells.values()) else None


def _list(item: Any, cells: Mapping[str, str]) -> list[Any] | None:
    if set(cells) == {""}:
        return [] if cells[""] == "[]" else None
    rows: dict[str, dict[str, str]] = {}
    for column, cell in cells.items():
        if column:
            number, _, rest = column.partition(".")
            rows.setdefault(number, {})[rest] = cell
    values = [_value(item, rows[number]) for number in sorted(rows, key=_number)]
    return [value for value in values if value is not None]


def _number(column: str) -> int:
    if not column.isdecimal():
        raise TableError(f"a list has columns with numbers, not {column!r}")
    return int(column)


def _single(hint: Any, cell: str) -> Any:
    if cell in ("", "null"):
        return None
    if cell == "[]":
        return []
    if hint is bool:
        return {"true": True, "false": False}.get(cell.lower(), cell)
    counted = get_origin(hint) is Annotated and isinstance(get_args(hint)[1], Count)
    if counted and cell.lstrip("-").isdecimal():
        return int(cell)
    return cell
