"""Tables on a terminal in colour, plain where they are piped, JSON where that is asked."""

from __future__ import annotations

import json
import sys
from collections.abc import Sequence
from typing import Any, Literal

import click

from .options import words

Row = dict[str, Any]


def told(rows: Sequence[Row], form: str, lang: str) -> None:
    """Rows of one table. A column's name is its key in JSON; its heading is a word."""
    if form == "json":
        click.echo(json.dumps(list(rows), ensure_ascii=False, indent=2))
        return
    columns = list(dict.fromkeys(key for row in rows for key in row))
    heads = [words(lang).get(f"table.{column}", column) for column in columns]
    cells = [[_cell(row.get(column), lang) for column in columns] for row in rows]
    if not (sys.stdout.isatty() and _in_colour(heads, cells, lang)):
        for line in _plain([heads, *cells], lang):
            click.echo(line)


def _cell(value: object, lang: str) -> str:
    from maawin_core.law.statutes import listed

    if isinstance(value, (list, tuple)):
        return listed(map(str, value), ", ", lang)
    return "" if value is None else str(value)


def _plain(rows: Sequence[Sequence[str]], lang: str) -> list[str]:
    from maawin_core.law.answer import filled_up, width
    from maawin_core.law.statutes import RIGHT_TO_LEFT, apart_if_latin

    said = [[apart_if_latin(cell, lang) for cell in row] for row in rows]
    wide = [max(map(width, column)) for column in zip(*said, strict=True)]
    mark = RIGHT_TO_LEFT if lang == "ar" else ""
    return [mark + "  ".join(map(filled_up, row, wide)).rstrip() for row in said]


def _in_colour(heads: Sequence[str], cells: Sequence[Sequence[str]], lang: str) -> bool:
    try:
        from rich.console import Console
        from rich.table import Table
        from rich.text import Text
    except ImportError:  # the command line alone does not need it
        return False
    table = Table(header_style="bold cyan", row_styles=("", "dim"))
    side: Literal["left", "right"] = "right" if lang == "ar" else "left"
    ordered = slice(None, None, -1) if lang == "ar" else slice(None)
    for head in heads[ordered]:
        table.add_column(head, justify=side, overflow="fold")
    for row in cells:
        table.add_row(*map(Text, row[ordered]))
    Console().print(table)
    return True
