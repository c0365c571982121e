"""A CSV file as offices have it (M1, M2): rows with their lines, cells read strictly, faults."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterator, Mapping
from datetime import date
from enum import StrEnum
from typing import Any, TypeVar

from attrs import field, frozen

from maawin_core.kernel.bearable import must_be_bearable
from maawin_core.kernel.errors import Refusal, RuleBroken
from maawin_core.kernel.identifiers import normal_digits
from maawin_core.kernel.money import Money
from maawin_core.words.catalogue import sentence

W = TypeVar("W", bound=StrEnum)

#: What an error file has before the columns of the row itself; read again, they are passed over.
FAULT_COLUMNS = ("line", "field", "found", "en", "ar")

_POINT = {ord("٫"): ".", ord("٬"): None}
_APART = "|"
_MOST_DIGITS = 40


@frozen
class Fault:
    """What is wrong with one row: on which line, in which column, what was found there."""

    line: int
    field: str
    found: str
    code: str
    facts: Mapping[str, object]
    row: Mapping[str, str]

    @classmethod
    def of(cls, row: Row, refusal: Refusal, column: str) -> Fault:
        """The fault by which this row was refused."""
        found = row.cells.get(column, "") or str(refusal.facts.get("found", ""))
        return cls(row.line, column, found, refusal.code, refusal.facts, row.cells)

    def says(self, language: str) -> str:
        """What was found, what would have to be, and what to do."""
        return sentence(f"refusal.{self.code}", language, self.facts)


@frozen
class Row:
    """One row: its cells by column, and the line on which it begins."""

    line: int
    cells: Mapping[str, str] = field(repr=False)

    def text(self, column: str) -> str:
        """The cell, without spaces around it; nothing for a column that is not there."""
        found = self.cells.get(column, "").strip()
        must_be_bearable(column, found)
        return found

    def needed(self, column: str) -> str:
        """The cell, which must say something."""
        found = self.text(column)
        if not found:
            raise RuleBroken("cell_empty", field=column)
        return found

    def day(self, column: str) -> date:
        """A day, as 2026-01-31."""
        found = normal_digits(self.needed(column))
        try:
            day = date.fromisoformat(found)
        except ValueError as fault:
            raise RuleBroken("cell_no_day", field=column, found=found[:40]) from fault
        must_be_bearable(column, day)
        return day

    def day_or_none(self, column: str) -> date | None:
        """A day, or nothing."""
        return self.day(column) if self.text(column) else None

    def number(self, column: str, default: int) -> int:
        """A whole number."""
        found = normal_digits(self.text(column)) or str(default)
        if not found.isascii() or not found.isdigit():
            raise RuleBroken("cell_no_number", field=column, found=found[:40])
        # So many digits as could be read at all, before they are read.
        number = int(found[:_MOST_DIGITS])
        must_be_bearable(column, number)
        return number

    def money(self, column: str) -> Money:
        """Riyals."""
        return Money(normal_digits(self.needed(column)).translate(_POINT))

    def money_or_none(self, column: str) -> Money | None:
        """Riyals, or nothing."""
        return self.money(column) if self.text(column) else None

    def word(self, column: str, words: type[W]) -> W:
        """One of the words."""
        found = self.needed(column).lower()
        if found not in {each.value for each in words}:
            needed = ", ".join(words)
            raise RuleBroken("cell_no_such_word", field=column, found=found[:40], needed=needed)
        return words(found)

    def several(self, column: str) -> tuple[str, ...]:
        """Values with | between them."""
        parts = (each.strip() for each in self.text(column).split(_APART))
        return tuple(each for each in parts if each)


def rows_of(text: str, columns: tuple[str, ...], needed: tuple[str, ...]) -> Iterator[Row | Fault]:
    """Each row of the file, or what is wrong with it before anybody has looked into its cells."""
    lines = io.StringIO(text.removeprefix("\ufeff"), newline="")
    first = lines.readline()
    delimiter = ";" if first.count(";") > first.count(",") else ","
    lines.seek(0)
    numbered = _numbered(csv.reader(lines, delimiter=delimiter, strict=True))
    _, names = next(numbered, (1, []))
    head = [name.strip().lower() for name in names]
    _must_be_readable(head, columns, needed)
    for line, cells in numbered:
        row = Row(line, dict(zip(head, cells, strict=False)))
        if len(cells) > len(head):
            too_long = RuleBroken("row_too_long", found=len(cells), needed=len(head))
            yield Fault.of(row, too_long, "")
        elif any(cell.strip() for cell in cells):
            yield row


def _numbered(reader: Any) -> Iterator[tuple[int, list[str]]]:
    # A cell may run over several lines: a row's line is the one on which it begins.
    line = reader.line_num + 1
    try:
        for cells in reader:
            yield line, cells
            line = reader.line_num + 1
    except csv.Error as fault:
        raise RuleBroken("file_not_csv", found=line) from fault


def _must_be_readable(head: list[str], columns: tuple[str, ...], needed: tuple[str, ...]) -> None:
    lacking = tuple(name for name in needed if name not in head)
    if lacking:
        raise RuleBroken("columns_lacking", found=_quoted(lacking), needed=_quoted(columns))
    strange = tuple(name for name in head if name not in (*columns, *FAULT_COLUMNS))
    if strange or len(set(head)) < len(head):
        named = _quoted(strange or tuple(head))
        raise RuleBroken("columns_strange", found=named, needed=_quoted(columns))


def _quoted(names: tuple[str, ...]) -> str:
    # In quotes, and joined here: a column is named as it has to be written, never by its word.
    return ", ".join(f'"{name}"' for name in names)


def errors_csv(faults: tuple[Fault, ...], columns: tuple[str, ...]) -> str:
    """The error file: every bad row, what is wrong with it, and the row itself to be mended."""
    out = io.StringIO(newline="")
    writer = csv.writer(out, lineterminator="\n")
    writer.writerow([*FAULT_COLUMNS, *columns])
    for fault in faults:
        said = [str(fault.line), fault.field, fault.found, fault.says("en"), fault.says("ar")]
        writer.writerow([*said, *(fault.row.get(name, "") for name in columns)])
    # Spreadsheets take a file without this mark for another alphabet's, and spoil the Arabic.
    return "\ufeff" + out.getvalue()
