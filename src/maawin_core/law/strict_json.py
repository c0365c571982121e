"""JSON from text, as strictly as facts are read."""

from __future__ import annotations

import json
from typing import Any

from .fact_kinds import BadFacts


def parsed(text: str) -> object:
    """JSON from text, as strictly as facts are read: no field twice, no `NaN`."""
    try:
        return json.loads(text, object_pairs_hook=_once, parse_constant=_no_constant)
    except (ValueError, RecursionError):
        raise BadFacts("not_json", field="") from None


def _once(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    found = dict(pairs)
    if len(found) < len(pairs):
        names = [name for name, _ in pairs]
        twice = next(name for name in names if names.count(name) > 1)
        raise BadFacts("field_twice", field=twice[:60].encode("utf-8", "replace").decode())
    return found


def _no_constant(name: str) -> object:
    raise BadFacts("not_json", field="", found=name)
