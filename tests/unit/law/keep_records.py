"""Keeps decision records of a release: `python tests/unit/law/keep_records.py 0.1.0`.

Once released, a folder is never written again: every later version has to replay it.
"""

from __future__ import annotations

import sys
from pathlib import Path

from maawin_core.law.reading import READINGS
from maawin_core.law.record import canonical
from maawin_core.rulebook import RULES, ask, record_of
from maawin_core.testing.boundaries import example_facts

RECORDS = Path(__file__).with_name("records")


def records(rule):
    """Every example of a rule, and the first under each rival reading that it asks for."""
    facts = example_facts(rule)
    kept = [record_of(rule, each) for each in facts]
    for first in facts[:3]:
        for id in ask(rule, first).reckoning.readings:
            kept += [record_of(rule, first, {id: choice}) for choice in READINGS[id].choices[1:]]
    return list(dict.fromkeys(canonical(each).decode() for each in kept))


def keep(version):
    folder = RECORDS / version
    folder.mkdir(parents=True)
    for rule in RULES:
        text = "".join(f"{record}\n" for record in records(rule))
        (folder / f"{rule}.jsonl").write_text(text, encoding="utf-8")


if __name__ == "__main__":
    keep(sys.argv[1])
