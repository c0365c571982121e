"""Identity numbers as they must be before they are kept: checked, and in their normal form."""

from __future__ import annotations

from attrs import evolve

from .errors import RuleBroken
from .identifiers import INVALID, check, normal_digits
from .identity import Identity


def valid_number(kind: str, value: str) -> str:
    """The number in its normal form, or nothing for nothing; refused if it cannot be one.

    >>> valid_number("qid", "٢٧٦ ١٢٤ ٠٥٩٣٤")
    '27612405934'
    """
    if not value.strip():
        return ""
    found = check(kind, value)
    if found.status == INVALID:
        fault = found.messages[0]
        raise RuleBroken("number_invalid", kind=kind, found=value.strip()[:40], fault=fault)
    return found.value


def with_valid_numbers(who: Identity) -> Identity:
    """The same person with each number in its normal form. A telephone may be anywhere."""
    return evolve(
        who,
        name=who.name.strip(),
        name_ar=who.name_ar.strip(),
        passport=valid_number("passport", who.passport),
        qid=valid_number("qid", who.qid),
        iban=valid_number("iban", who.iban),
        phone=normal_digits(who.phone).strip(),
        email=who.email.strip(),
        address=who.address.strip(),
    )
