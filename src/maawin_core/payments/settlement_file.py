"""A provider's settlement as CSV (M9): exact, or refused by line."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import date, datetime
from typing import TypeVar
from uuid import UUID

from attrs import field, frozen

from ..kernel.calendar import DOHA
from ..kernel.errors import RuleBroken, require
from ..kernel.identifiers import normal_digits
from ..kernel.money import Money
from ..kernel.settlement import Movement, SettlementLine
from ..kernel.strict_csv import CsvRow, csv_text

NEEDED = ("reference", "movement", "amount", "currency", "day")
KNOWN = (*NEEDED, "call")
MOST_ROWS = 100_000

T = TypeVar("T")


@frozen
class BadRow:
    """A line that cannot be read: a code of `words/`, and what was found in which column."""

    line: int
    code: str
    column: str
    found: str


@frozen
class SettlementFile:
    """What was read, and what could not be."""

    lines: tuple[SettlementLine, ...]
    bad: tuple[BadRow, ...] = field(default=())


def read_settlement(text: str) -> SettlementFile:
    """The lines of a settlement. A first row that is not its header is refused."""
    read = csv_text(text.removeprefix("\ufeff"))
    require(read.rows, "settlement_empty", needed=NEEDED)
    require(len(read.rows) <= MOST_ROWS, "settlement_too_long", needed=MOST_ROWS)
    header = tuple(cell.strip().lower() for cell in read.rows[0].cells)
    sound = set(NEEDED) <= set(header) <= set(KNOWN) and len(set(header)) == len(header)
    require(sound, "settlement_header_wrong", found=header, needed=KNOWN)
    lines, bad = [], []
    for row in read.rows[1:]:
        try:
            lines.append(_line(row, header))
        except RuleBroken as refusal:
            facts = refusal.facts
            bad.append(BadRow(row.line, refusal.code, facts["column"], str(facts["found"])))
    if read.broken is not None:
        bad.append(BadRow(read.broken[0], "settlement_row_broken", "", ""))
    return SettlementFile(tuple(lines), tuple(bad))


def _line(row: CsvRow, header: tuple[str, ...]) -> SettlementLine:
    if len(row.cells) != len(header):
        raise RuleBroken("settlement_cells", column="", found=len(row.cells))
    cells = dict(zip(header, map(str.strip, row.cells), strict=True))
    require(cells["reference"], "settlement_cell_wrong", column="reference", found="")
    amount = _amount(cells)
    return SettlementLine(
        reference=cells["reference"],
        movement=_read(cells, "movement", lambda text: Movement(text.lower())),
        amount=amount,
        kept=amount - amount,
        call=_read(cells, "call", UUID) if cells.get("call") else None,
        at=_read(cells, "day", _midday),
    )


def _amount(cells: Mapping[str, str]) -> Money:
    written = normal_digits(cells["amount"]).replace("٫", ".")
    try:
        amount = Money(written, cells["currency"].upper())
    except RuleBroken as refusal:
        column = "currency" if refusal.code == "currency_unknown" else "amount"
        raise RuleBroken("settlement_cell_wrong", column=column, found=cells[column]) from refusal
    require(amount.minor > 0, "settlement_cell_wrong", column="amount", found=cells["amount"])
    return amount


def _midday(text: str) -> datetime:
    day = date.fromisoformat(normal_digits(text))
    return datetime(day.year, day.month, day.day, 12, tzinfo=DOHA)


def _read(cells: Mapping[str, str], column: str, read: Callable[[str], T]) -> T:
    try:
        return read(cells[column])
    except ValueError as fault:
        found = cells[column]
        raise RuleBroken("settlement_cell_wrong", column=column, found=found) from fault
