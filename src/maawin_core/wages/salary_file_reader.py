"""Reading a salary file back (M11), as strictly as a bank: every fault with its line and column.

An independent check: written from the format's rules, it knows nothing of how files are written
here. A fault makes the file unfit to be sent; a warning is what banks differ about.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence

from attrs import field, frozen

from ..kernel.money import Money
from ..kernel.strict_csv import CsvRow, csv_text
from . import banks
from .salary_file_fields import HEADER, NO_REASON, PAYMENT_TYPES, REASONS, RECORD, Check, minor

_NAME = re.compile(r"SIF_([0-9]{8})_([A-Z0-9]{1,4})_([0-9]{8})_([0-9]{4})\.csv", re.ASCII)

#: The columns that add up to the net salary; deductions are taken off (A-32).
_PARTS = (
    "Basic Salary", "Extra income", "Housing Allowance", "Food Allowance",
    "Transportation Allowance", "Over Time Allowance",
)  # fmt: skip

#: The one bank that sets a line of its own before the header's titles.
_LEADING_LINE = "HSB"

Fields = Mapping[str, str]


@frozen
class Finding:
    """What is wrong (or doubtful) at a line, in a column; column "" is the whole line."""

    line: int
    column: str
    code: str
    found: str = field(default="", repr=False)


@frozen(kw_only=True)
class ReadSalaryFile:
    """What the reader made of a file."""

    faults: tuple[Finding, ...]
    warnings: tuple[Finding, ...]
    header: Fields = field(factory=dict, repr=False)
    records: tuple[Fields, ...] = field(default=(), repr=False)

    @property
    def total(self) -> Money:
        """All net salaries together."""
        return Money.of_minor(sum(minor(each["Net Salary"]) or 0 for each in self.records))


def read_salary_file(name: str, text: str) -> ReadSalaryFile:
    """Read the file that is called *name*; a file without a name is read by its text alone."""
    read = csv_text(text)
    rows = read.rows
    doubts = [Finding(1, "", "bare_line_feeds")] if read.bare_line_feeds else []
    faults: list[Finding] = []
    if read.broken is not None:
        line, cell = read.broken
        faults.append(Finding(line, _title_at(len(rows), cell), "not_csv"))
    if len(rows) > 1 and rows[0].cells != _titles(HEADER) and rows[1].cells == _titles(HEADER):
        doubts.append(Finding(1, "", "leading_line", _LEADING_LINE))
        rows = rows[1:]
    faults += _titles_wrong(rows, 0, HEADER) + _titles_wrong(rows, 2, RECORD)
    if faults or len(rows) < 4:
        if len(rows) < 4:
            faults.append(Finding(rows[-1].line if rows else 1, "", "rows_missing"))
        return ReadSalaryFile(faults=tuple(faults), warnings=tuple(doubts))
    header_row, record_rows = rows[1], rows[3:]
    faults += _cells_wrong(header_row, HEADER)
    for row in record_rows:
        faults += _cells_wrong(row, RECORD)
    header = _fields(header_row, HEADER)
    records = [(row.line, _fields(row, RECORD)) for row in record_rows]
    if not faults:
        faults += _across(name, header_row.line, header, records)
        doubts += _doubts(header_row.line, header, records)
    return ReadSalaryFile(
        faults=tuple(faults),
        warnings=tuple(doubts),
        header=header,
        records=tuple(fields for _, fields in records),
    )


def _titles(columns: Sequence[tuple[str, Check]]) -> tuple[str, ...]:
    return tuple(title for title, _ in columns)


def _title_at(row: int, cell: int) -> str:
    titles = _titles(HEADER if row < 2 else RECORD)
    return titles[cell - 1] if cell <= len(titles) else ""


def _titles_wrong(
    rows: Sequence[CsvRow], number: int, columns: Sequence[tuple[str, Check]]
) -> list[Finding]:
    if number >= len(rows):
        return []
    row, wanted = rows[number], _titles(columns)
    if len(row.cells) != len(wanted):
        return [Finding(row.line, "", "wrong_number_of_columns", str(len(row.cells)))]
    pairs = zip(row.cells, wanted, strict=True)
    return [Finding(row.line, title, "wrong_title", cell) for cell, title in pairs if cell != title]


def _cells_wrong(row: CsvRow, columns: Sequence[tuple[str, Check]]) -> list[Finding]:
    if len(row.cells) != len(columns):
        return [Finding(row.line, "", "wrong_number_of_columns", str(len(row.cells)))]
    checked = [
        (title, check(cell), cell) for cell, (title, check) in zip(row.cells, columns, strict=True)
    ]
    return [Finding(row.line, title, code, cell) for title, code, cell in checked if code]


def _fields(row: CsvRow, columns: Sequence[tuple[str, Check]]) -> Fields:
    return dict(zip(_titles(columns), row.cells, strict=False))


def _across(
    name: str, line: int, header: Fields, records: Sequence[tuple[int, Fields]]
) -> Iterator[Finding]:
    """What no cell can show alone."""
    yield from _name_wrong(name, line, header)
    if bool(header["Payer EID"]) == bool(header["Payer QID"]):
        yield Finding(line, "Payer QID", "not_exactly_one_payer")
    found = sum(minor(fields["Net Salary"]) or 0 for _, fields in records)
    if minor(header["Total Salaries"]) != found:
        yield Finding(line, "Total Salaries", "total_wrong", header["Total Salaries"])
    if int(header["Total Records"]) != len(records):
        yield Finding(line, "Total Records", "count_wrong", header["Total Records"])
    frequency = records[0][1]["Salary Frequency"]
    seen: set[int] = set()
    for at, fields in records:
        number = int(fields["Record Sequence"])
        if number in seen:
            yield Finding(at, "Record Sequence", "sequence_twice", fields["Record Sequence"])
        seen.add(number)
        if fields["Salary Frequency"] != frequency:
            yield Finding(at, "Salary Frequency", "frequencies_differ", fields["Salary Frequency"])
        yield from _record_wrong(at, fields, header)


def _name_wrong(name: str, line: int, header: Fields) -> Iterator[Finding]:
    if not name:
        return
    told = _NAME.fullmatch(name)
    if told is None:
        yield Finding(0, "", "file_name_unreadable", name)
        return
    wanted = (
        ("Employer EID", header["Employer EID"].zfill(8)),
        ("Payer Bank Short Name", header["Payer Bank Short Name"]),
        ("File Creation Date", header["File Creation Date"]),
        ("File Creation Time", header["File Creation Time"]),
    )
    for (title, inside), outside in zip(wanted, told.groups(), strict=True):
        if inside != outside:
            yield Finding(line, title, "disagrees_with_file_name", inside)


def _record_wrong(line: int, fields: Fields, header: Fields) -> Iterator[Finding]:
    if bool(fields["Employee QID"]) == bool(fields["Employee Visa ID"]):
        yield Finding(line, "Employee QID", "not_exactly_one_number")
    reason = fields["Deduction Reason Code"]
    if minor(fields["Deductions"]) and reason not in REASONS:
        yield Finding(line, "Deduction Reason Code", "reason_missing", reason)
    if reason == "99" and not fields["Notes / Comments"].strip():
        yield Finding(line, "Notes / Comments", "note_missing")
    own_bank = fields["Employee Bank Short Name"] == header["Payer Bank Short Name"]
    if not fields["Employee Account"].startswith("QA") and not own_bank:
        yield Finding(line, "Employee Account", "account_not_iban")


def _doubts(line: int, header: Fields, records: Sequence[tuple[int, Fields]]) -> Iterator[Finding]:
    """What may be right, and is worth a look."""
    yield from _bank_doubts(line, header, "Payer Bank Short Name", "Payer IBAN")
    workers = Counter(each["Employee QID"] or each["Employee Visa ID"] for _, each in records)
    for at, fields in records:
        yield from _bank_doubts(at, fields, "Employee Bank Short Name", "Employee Account")
        parts = sum(minor(fields[title]) or 0 for title in _PARTS)
        if minor(fields["Net Salary"]) != parts - (minor(fields["Deductions"]) or 0):
            yield Finding(at, "Net Salary", "net_does_not_add_up", fields["Net Salary"])
        if fields["Payment Type"] not in PAYMENT_TYPES:
            yield Finding(at, "Payment Type", "payment_type_unknown", fields["Payment Type"])
        if not minor(fields["Deductions"]) and fields["Deduction Reason Code"] not in NO_REASON:
            yield Finding(at, "Deduction Reason Code", "reason_without_deduction")
        if int(fields["Number of Working days"]) > 31:
            yield Finding(at, "Number of Working days", "more_than_a_month")
        if workers[fields["Employee QID"] or fields["Employee Visa ID"]] > 1:
            yield Finding(at, "Employee QID", "worker_twice")


def _bank_doubts(line: int, fields: Fields, title: str, account: str) -> Iterator[Finding]:
    bank = banks.BANKS.get(fields[title])
    if bank is None:
        yield Finding(line, title, "bank_unknown", fields[title])
    elif fields[account].startswith("QA") and fields[account][4:8] != bank.iban_letters:
        yield Finding(line, account, "account_of_another_bank")
