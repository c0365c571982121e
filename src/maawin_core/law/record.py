"""The decision record: what was asked, of which law, and what came of it; always the same bytes."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Mapping
from datetime import date
from functools import lru_cache
from typing import Any

from .answer import figures_written, line_recorded, value_written
from .domestic_work import DomesticWorkLaw
from .parameter import Parameter
from .worksheet import Reckoning, exact_of

#: How sheets are worked out and records written; a rule and a law have versions of their own.
#: Records of the first engine (maawin 0.1.0) do not name it.
ENGINE = 2
ENGINES = frozenset({1, ENGINE})


def canonical(value: Any) -> bytes:
    """JSON as RFC 8785 writes it: keys in order, no space, UTF-8. Whole numbers and text only."""
    return json.dumps(
        value, ensure_ascii=False, sort_keys=True, separators=(",", ":"), allow_nan=False
    ).encode()


def digest(record: Mapping[str, Any]) -> str:
    """The name of a record: the SHA-256 of its bytes."""
    return f"sha256:{hashlib.sha256(canonical(record)).hexdigest()}"


def law_version(law: DomesticWorkLaw) -> str:
    """The version of a law, and a fingerprint of every figure in it: a what-if shows."""
    return f"{law.version}+{_fingerprint(law.figures)}"


@lru_cache(maxsize=64)
def _fingerprint(parameters: tuple[Parameter[Any], ...]) -> str:
    figures = [
        [
            parameter.code,
            [
                [
                    entry.in_force.isoformat(),
                    _value(entry.value),
                    entry.source.act,
                    entry.source.article,
                    entry.source.grade,
                    entry.source.reading,
                ]
                for entry in parameter.entries
            ],
        ]
        for parameter in parameters
        if parameter.entries  # a figure that nobody knew yet is no part of the law before it
    ]
    return hashlib.sha256(canonical(figures)).hexdigest()[:12]


def _value(value: object) -> str | int:
    unit, exact = exact_of(value)
    return value_written(exact, unit)


def decision_record(
    reckoning: Reckoning,
    rule_version: int,
    law: DomesticWorkLaw,
    facts: Mapping[str, Any],
    known_on: date | None = None,
    engine: int = ENGINE,
) -> dict[str, Any]:
    """Everything by which the same answer can be had again, and the answer; no words of people."""
    return {
        **({"engine": engine} if engine > 1 else {}),
        "rule": reckoning.rule,
        "rule_version": rule_version,
        "law": law_version(law),
        "facts": dict(facts),
        "chosen": dict(law.chosen),
        "known_on": known_on.isoformat() if known_on else None,
        "lines": [line_recorded(line) for line in reckoning.lines],
        "answer": {
            "status": reckoning.status,
            "amount": reckoning.amount.plain if reckoning.amount is not None else None,
            "currency": "QAR",
            "flags": list(reckoning.flags),
            "figures": figures_written(reckoning.figures),
            "readings": dict(reckoning.readings),
            "in_force": reckoning.in_force.isoformat() if reckoning.in_force else None,
        },
    }


def first_difference(kept: Mapping[str, Any], again: Mapping[str, Any]) -> str | None:
    """Where two records part: a line by its code, or a part of the record; None if nowhere."""
    if canonical(kept) == canonical(again):
        return None
    for key in sorted({*kept, *again} - {"lines", "answer"}):
        if kept.get(key) != again.get(key):
            return key
    one, other = kept.get("lines"), again["lines"]
    if not isinstance(one, list):
        return "lines"
    for number in range(max(len(one), len(other))):
        mine = one[number] if number < len(one) else None
        theirs = other[number] if number < len(other) else None
        if mine != theirs:
            named = theirs or mine
            return f"lines.{number + 1} {named.get('code') if isinstance(named, dict) else ''}"
    return "answer"
