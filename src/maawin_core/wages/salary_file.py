"""The salary file of the Wage Protection System, format V1, written as banks take it (M11)."""

from __future__ import annotations

import re
from collections.abc import Iterable
from datetime import date, datetime

from attrs import frozen

from ..kernel.calendar import DOHA
from ..kernel.money import Money, total
from .wage_due import DeductionKind

HEADER_TITLES = (
    "Employer EID", "File Creation Date", "File Creation Time", "Payer EID", "Payer QID",
    "Payer Bank Short Name", "Payer IBAN", "Salary Year and Month", "Total Salaries",
    "Total Records", "SIF Version",
)  # fmt: skip

RECORD_TITLES = (
    "Record Sequence", "Employee QID", "Employee Visa ID", "Employee Name",
    "Employee Bank Short Name", "Employee Account", "Salary Frequency", "Number of Working days",
    "Net Salary", "Basic Salary", "Extra hours", "Extra income", "Deductions", "Payment Type",
    "Notes / Comments", "Housing Allowance", "Food Allowance", "Transportation Allowance",
    "Over Time Allowance", "Deduction Reason Code", "Extra Field 1", "Extra Field 2",
)  # fmt: skip

MONTHLY = "M"
NAME_LENGTH, NOTES_LENGTH = 70, 300

#: How the file names why something was kept back. Several reasons at once are "other".
REASON_CODES: dict[DeductionKind, str] = {
    DeductionKind.WORKING_HOURS: "01",
    DeductionKind.WORK_ARRANGEMENTS: "02",
    DeductionKind.DAMAGE: "03",
    DeductionKind.ADVANCE: "04",
    DeductionKind.OTHER: "99",
}

_TO_QUOTE = re.compile(r'[",\r\n]')
_CONTROLS = re.compile(r"[\x00-\x1f\x7f]+")
_NO_MONEY = Money(0)


@frozen(kw_only=True)
class WageSlip:
    """What one worker is paid by one transfer. Each amount stands in one column only (A-32):
    *net* is all that is paid less *deductions*."""

    basic: Money
    housing: Money = _NO_MONEY
    food: Money = _NO_MONEY
    deductions: Money = _NO_MONEY
    reason: str = ""
    payment_type: str = ""
    notes: str = ""
    working_days: int

    @property
    def net(self) -> Money:
        """What reaches the worker."""
        return self.basic + self.housing + self.food - self.deductions


@frozen(kw_only=True, repr=False)
class Payee:
    """Whom a record pays: a person with a number of either kind, and her account."""

    name: str
    qid: str = ""
    visa: str = ""
    bank: str
    account: str


@frozen(kw_only=True, repr=False)
class Payer:
    """Who pays. A natural person is the payer by *qid*; else the establishment itself is."""

    eid: str
    qid: str = ""
    bank: str
    iban: str


@frozen(kw_only=True, repr=False)
class SalaryFile:
    """One payer's wages of one month."""

    payer: Payer
    month: date
    created_at: datetime
    version: str
    records: tuple[tuple[Payee, WageSlip], ...]

    @property
    def name(self) -> str:
        """The name by which the bank knows the file; it tells the minute, not the second."""
        return f"SIF_{_eid(self.payer.eid)}_{self.payer.bank}_{self._day}_{self._time}.csv"

    @property
    def text(self) -> str:
        """The file, whole."""
        rows = (
            HEADER_TITLES,
            self._header(),
            RECORD_TITLES,
            *(_record(number, *each) for number, each in enumerate(self.records, 1)),
        )
        return "".join(_row(cells) for cells in rows)

    def _header(self) -> tuple[str, ...]:
        payer = self.payer
        all_net = total(slip.net for _, slip in self.records)
        return (
            _eid(payer.eid), self._day, self._time, "" if payer.qid else _eid(payer.eid),
            payer.qid, payer.bank, payer.iban, f"{self.month:%Y%m}", _amount(all_net),
            str(len(self.records)), self.version,
        )  # fmt: skip

    @property
    def _day(self) -> str:
        return f"{self.created_at.astimezone(DOHA):%Y%m%d}"

    @property
    def _time(self) -> str:
        return f"{self.created_at.astimezone(DOHA):%H%M}"


def _record(number: int, payee: Payee, slip: WageSlip) -> tuple[str, ...]:
    visa = "" if payee.qid else payee.visa
    return (
        sequence(number), payee.qid, visa, _text(payee.name, NAME_LENGTH), payee.bank,
        payee.account, MONTHLY, str(slip.working_days), _amount(slip.net),
        _amount(slip.basic), "0", "0", _amount(slip.deductions), slip.payment_type,
        _text(slip.notes, NOTES_LENGTH), _amount(slip.housing), _amount(slip.food), "0", "0",
        slip.reason or "0", "", "",
    )  # fmt: skip


def sequence(number: int) -> str:
    """The name of a record inside its file; the bank's reply repeats it."""
    return f"{number:06d}"


def reason_code(kinds: Iterable[DeductionKind]) -> str:
    """The code for why something was kept back; nothing if nothing was."""
    codes = {REASON_CODES[kind] for kind in kinds}
    return codes.pop() if len(codes) == 1 else REASON_CODES[DeductionKind.OTHER] if codes else ""


def _eid(eid: str) -> str:
    return eid.zfill(8)


def _amount(money: Money) -> str:
    return money.plain if money else "0"


def _text(text: str, length: int) -> str:
    return " ".join(_CONTROLS.sub(" ", text).split())[:length].strip()


def _row(cells: tuple[str, ...]) -> str:
    return ",".join(_quoted(cell) for cell in cells) + "\r\n"


def _quoted(cell: str) -> str:
    return '"' + cell.replace('"', '""') + '"' if _TO_QUOTE.search(cell) else cell
