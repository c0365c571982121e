"""JSON Schema of a rule's facts and of its answer, made from the facts classes themselves."""

from __future__ import annotations

from enum import StrEnum
from typing import Annotated, Any, get_args, get_origin

from .fact_kinds import MONEY_PATTERN, Kind
from .facts import fact_fields
from .reading import READINGS

DIALECT = "https://json-schema.org/draft/2020-12/schema"

_TEXT = {"type": "string"}
_DAY_OR_NULL = {"type": ["string", "null"], "format": "date"}
_EITHER_LANGUAGE = {
    "type": "object",
    "properties": {"en": _TEXT, "ar": _TEXT},
    "required": ["en", "ar"],
    "additionalProperties": False,
}


def facts_schema(name: str, kind: type) -> dict[str, Any]:
    """The schema of one rule's facts; any facts may carry `ref`."""
    schema = _object(kind)
    schema["properties"]["ref"] = {"type": ["string", "null"]}
    return {"$schema": DIALECT, "title": f"Facts of {name}", **schema}


def _object(kind: type) -> dict[str, Any]:
    each_field = fact_fields(kind)
    properties = {}
    for each in each_field:
        schema = _value(each.hint)
        nullable = each.nullable or not each.required
        properties[each.name] = {"anyOf": [schema, {"type": "null"}]} if nullable else schema
    return {
        "type": "object",
        "properties": properties,
        "required": [each.name for each in each_field if each.required],
        "additionalProperties": False,
    }


def _value(hint: Any) -> dict[str, Any]:
    if get_origin(hint) is Annotated:
        kind: Kind = get_args(hint)[1]
        return kind.schema()
    if get_origin(hint) is tuple:
        return {"type": "array", "items": _value(get_args(hint)[0])}
    if hint is bool:
        return {"type": "boolean"}
    if issubclass(hint, StrEnum):
        return {"enum": [word.value for word in hint]}
    return _object(hint)


def answer_schema(name: str, statuses: tuple[str, ...]) -> dict[str, Any]:
    """The schema of one rule's answers, and of its errors."""
    return {
        "$schema": DIALECT,
        "title": f"Answer of {name}",
        "anyOf": [_answer(name, statuses), _error()],
    }


def _answer(name: str, statuses: tuple[str, ...]) -> dict[str, Any]:
    rival = {"type": ["string", "null"], "pattern": MONEY_PATTERN}
    properties = {
        "rule": {"const": name},
        "ref": _TEXT,
        "status": {"enum": list(statuses)},
        "amount": {"type": ["string", "null"], "pattern": r"^[0-9]+\.[0-9]{2}$"},
        "currency": {"const": "QAR"},
        "flags": {"type": "array", "items": _TEXT},
        "figures": {"type": "object"},
        "lines": {"type": "array", "items": _line()},
        "readings": {
            "type": "object",
            "properties": {id: {"enum": list(each.choices)} for id, each in READINGS.items()},
            "additionalProperties": False,
        },
        "alternatives": {
            "type": "object",
            "additionalProperties": {"type": "object", "additionalProperties": rival},
        },
        "in_force": _DAY_OR_NULL,
        "record": {"type": "string", "pattern": "^sha256:[0-9a-f]{64}$"},
    }
    optional = {"ref", "alternatives"}
    return {
        "type": "object",
        "properties": properties,
        "required": [each for each in properties if each not in optional],
        "additionalProperties": False,
    }


def _line() -> dict[str, Any]:
    source = {
        "type": "object",
        "properties": dict.fromkeys(
            ("act", "article", "grade", "reading", "in_force", "authority", "url"), _TEXT
        ),
        "required": ["act", "article", "grade", "in_force"],
        "additionalProperties": False,
    }
    how = {
        "type": "object",
        "properties": {
            "op": _TEXT,
            "of": {"type": "array", "items": {"type": ["string", "integer"]}},
        },
        "required": ["op", "of"],
        "additionalProperties": False,
    }
    return {
        "type": "object",
        "properties": {
            "code": _TEXT,
            "label": _EITHER_LANGUAGE,
            "value": {"type": ["string", "integer"]},
            "sources": {"type": "array", "items": source},
            "how": how,
        },
        "required": ["code", "label", "value", "sources"],
        "additionalProperties": False,
    }


def _error() -> dict[str, Any]:
    error = {
        "type": "object",
        "properties": {"code": _TEXT, "field": _TEXT, "message": _EITHER_LANGUAGE},
        "required": ["code", "field", "message"],
        "additionalProperties": False,
    }
    return {
        "type": "object",
        "properties": {"error": error, "ref": _TEXT},
        "required": ["error"],
        "additionalProperties": False,
    }
