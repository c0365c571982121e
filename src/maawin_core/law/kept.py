"""A decision record as text, for a step that keeps one with what it decided."""

from __future__ import annotations

import json
from typing import Any

from .answer import label_of, text_of
from .domestic_work import DomesticWorkLaw
from .facts import write
from .record import canonical, decision_record
from .worksheet import Reckoning


def record_text(
    reckoning: Reckoning, facts: Any, law: DomesticWorkLaw, rule_version: int = 1
) -> str:
    """The canonical record of this answer to these facts: `maawin law replay` takes it as it is."""
    return canonical(decision_record(reckoning, rule_version, law, write(facts))).decode()


def record_shown(text: str, language: str) -> str:
    """A kept record as people read it: every line with its articles, then what came of it."""
    kept = json.loads(text)
    lines = [{**line, "label": label_of(line["code"])} for line in kept["lines"]]
    return text_of({"rule": kept["rule"], **kept["answer"], "lines": lines}, language)
