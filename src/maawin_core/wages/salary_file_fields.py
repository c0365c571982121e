"""What the format says of each field of a salary file (M11), for the reader alone.

Written from the specification: nothing here knows how this platform writes its own files.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from datetime import datetime

from ..kernel import identifiers

Check = Callable[[str], str]
"""Takes what stands in a field; gives the code of the fault, or nothing."""

_DECIMAL = re.compile(r"[0-9]{1,16}(?:\.[0-9]{1,2})?", re.ASCII)
_LETTERS_AND_DIGITS = re.compile(r"[A-Za-z0-9]+", re.ASCII)
_CONTROL = re.compile(r"[\x00-\x1f\x7f]")


def minor(written: str) -> int | None:
    """An amount in minor units; None if it is not written as an amount."""
    if not _DECIMAL.fullmatch(written):
        return None
    whole, _, part = written.partition(".")
    return int(whole) * 100 + int(part.ljust(2, "0"))


def digits(least: int, most: int) -> Check:
    """So many digits."""

    def check(found: str) -> str:
        if not (found.isascii() and found.isdigit()):
            return "not_digits"
        return "" if least <= len(found) <= most else "wrong_length"

    return check


def word(most: int) -> Check:
    """Letters and digits, at most so many."""

    def check(found: str) -> str:
        if not _LETTERS_AND_DIGITS.fullmatch(found):
            return "not_letters_and_digits"
        return "" if len(found) <= most else "wrong_length"

    return check


def text(most: int) -> Check:
    """Any text on one line, at most so long."""

    def check(found: str) -> str:
        if _CONTROL.search(found):
            return "control_character"
        return "" if len(found) <= most else "wrong_length"

    return check


def clock(pattern: str, length: int) -> Check:
    """A real day, month or time of day, written so."""

    def check(found: str) -> str:
        if not (found.isascii() and found.isdigit() and len(found) == length):
            return "not_digits"
        try:
            datetime.strptime(found, pattern)  # noqa: DTZ007 (a day of a calendar, not an instant)
        except ValueError:
            return "no_such_day_or_time"
        return ""

    return check


def one_of(*known: str) -> Check:
    """One of these words."""
    return lambda found: "" if found in known else "unknown_word"


def optional(check: Check) -> Check:
    """Nothing, or what *check* asks."""
    return lambda found: check(found) if found else ""


def mandatory(check: Check) -> Check:
    """Something, and what *check* asks."""
    return lambda found: check(found) if found.strip() else "field_empty"


def amount(found: str) -> str:
    """An amount: digits, a point and at most two decimals; no sign, no comma."""
    return "" if minor(found) is not None else "not_an_amount"


def amount_above_zero(found: str) -> str:
    """An amount that is not nothing."""
    return amount(found) or ("" if minor(found) else "not_above_zero")


def hours(found: str) -> str:
    """Hours from 0 to 999.99."""
    return amount(found) or ("" if (minor(found) or 0) <= 99_999 else "too_much")


def iban(found: str) -> str:
    """A Qatari account number whose check digits agree."""
    checked = identifiers.check("iban", found)
    if checked.status == identifiers.VALID:
        return "" if checked.value == found else "iban_not_written_plainly"
    return checked.messages[0]


def account(found: str) -> str:
    """An IBAN; a bank's own number of an account is tolerated, and looks otherwise."""
    looks_like_iban = found[:2].isalpha() or len(found) == 29
    return iban(found) if looks_like_iban else word(29)(found)


def empty(found: str) -> str:
    """Nothing at all."""
    return "not_empty" if found else ""


PAYMENT_TYPES = frozenset({
    "", "Normal Payment", "Settlement Payment", "Partial Payment", "Delayed Payment",
    "Final Settlement", "Salary",
})  # fmt: skip

REASONS = frozenset({"01", "02", "03", "04", "99"})
NO_REASON = frozenset({"", "0", "00"})

HEADER: tuple[tuple[str, Check], ...] = (
    ("Employer EID", mandatory(digits(7, 8))),
    ("File Creation Date", mandatory(clock("%Y%m%d", 8))),
    ("File Creation Time", mandatory(clock("%H%M", 4))),
    ("Payer EID", optional(digits(7, 8))),
    ("Payer QID", optional(digits(11, 11))),
    ("Payer Bank Short Name", mandatory(word(4))),
    ("Payer IBAN", mandatory(iban)),
    ("Salary Year and Month", mandatory(clock("%Y%m", 6))),
    ("Total Salaries", mandatory(amount)),
    ("Total Records", mandatory(digits(1, 6))),
    ("SIF Version", mandatory(one_of("1", "01"))),
)

RECORD: tuple[tuple[str, Check], ...] = (
    ("Record Sequence", mandatory(digits(1, 6))),
    ("Employee QID", optional(digits(11, 11))),
    ("Employee Visa ID", optional(word(12))),
    ("Employee Name", mandatory(text(70))),
    ("Employee Bank Short Name", mandatory(word(4))),
    ("Employee Account", mandatory(account)),
    ("Salary Frequency", mandatory(one_of("M", "B"))),
    ("Number of Working days", mandatory(digits(1, 3))),
    ("Net Salary", mandatory(amount)),
    ("Basic Salary", mandatory(amount_above_zero)),
    ("Extra hours", mandatory(hours)),
    ("Extra income", mandatory(amount)),
    ("Deductions", mandatory(amount)),
    ("Payment Type", text(30)),
    ("Notes / Comments", text(300)),
    ("Housing Allowance", mandatory(amount)),
    ("Food Allowance", mandatory(amount)),
    ("Transportation Allowance", mandatory(amount)),
    ("Over Time Allowance", mandatory(amount)),
    ("Deduction Reason Code", one_of(*REASONS, *NO_REASON)),
    ("Extra Field 1", empty),
    ("Extra Field 2", empty),
)
