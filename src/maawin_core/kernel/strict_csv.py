"""CSV exactly as RFC 4180 has it: what is read otherwise is a fault with its line."""

from __future__ import annotations

import re

from attrs import frozen

_CELL = re.compile(r'"(?P<quoted>(?:[^"]|"")*)"|(?P<bare>[^",\r\n]*)')
_AFTER = re.compile(r",|\r\n|\n|\Z")


@frozen
class CsvRow:
    """The cells of one row, and the line on which it begins."""

    line: int
    cells: tuple[str, ...]


@frozen
class CsvText:
    """A text as rows. *broken* is the line (and the number of the cell) that no reader can read."""

    rows: tuple[CsvRow, ...]
    broken: tuple[int, int] | None = None
    bare_line_feeds: bool = False


def csv_text(text: str) -> CsvText:
    """The rows of the text, up to its end or to the first cell that is not CSV."""
    rows: list[CsvRow] = []
    cells: list[str] = []
    at, line, first_line, bare = 0, 1, 1, False
    while at < len(text) or cells:
        cell = _CELL.match(text, at)
        assert cell is not None  # a cell may be empty, so there always is one
        after = _AFTER.match(text, cell.end())
        if after is None:
            return CsvText(tuple(rows), (line, len(cells) + 1), bare)
        quoted = cell["quoted"]
        cells.append(cell["bare"] if quoted is None else quoted.replace('""', '"'))
        line += cell[0].count("\n")
        at = after.end()
        if after[0] == ",":
            continue
        rows.append(CsvRow(first_line, tuple(cells)))
        cells = []
        bare = bare or after[0] == "\n"
        line += 1
        first_line = line
    return CsvText(tuple(rows), None, bare)
