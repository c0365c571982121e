"""Numbers by which people and offices are known: how they are written, and what they say."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping

from attrs import field, frozen

from .countries import BY_NUMBER

VALID, WITH_WARNING, INVALID = "valid", "valid_with_warning", "invalid"

KINDS = ("qid", "eid", "iban", "phone", "passport")

#: Arabic-Indic and Persian digits, as people type them.
_DIGITS = {ord("٠") + n: str(n) for n in range(10)} | {ord("۰") + n: str(n) for n in range(10)}
#: Spaces of every kind, and the marks that turn the direction of writing.
_SPACE = re.compile("[\\s\u200b-\u200f\u202a-\u202e\u2066-\u2069\ufeff]+")

_CENTURIES = {"2": 1900, "3": 2000}
_QATARI_IBAN = re.compile(r"QA[0-9]{2}[A-Z]{4}[A-Z0-9]{21}", re.ASCII)
_DIAL_CODE = "974"


@frozen
class Checked:
    """What a check found: *value* is the normal form, *messages* are codes, one a fault."""

    status: str
    value: str
    says: Mapping[str, int | str] = field(factory=dict)
    messages: tuple[str, ...] = ()


def check(kind: str, value: str) -> Checked:
    """Check one identifier; no kind is ever rejected for what the State may yet assign."""
    return _CHECKS[kind](normal(value))


def normal(value: str) -> str:
    """Without spaces, in capitals, in ASCII digits.

    >>> normal("qa٥٨ dohb")
    'QA58DOHB'
    """
    return _SPACE.sub("", normal_digits(value)).upper()


def normal_digits(text: str) -> str:
    """The same text with Arabic-Indic and Persian digits as ASCII digits."""
    return text.translate(_DIGITS)


def _invalid(value: str, *messages: str) -> Checked:
    return Checked(INVALID, value, {}, messages)


def _is_digits(value: str) -> bool:
    return value.isascii() and value.isdigit()


def qid(value: str) -> Checked:
    """Century, year of birth, country, number: no check digit is known.

    A country code that is not in ISO 3166-1 is a warning only: published samples carry some.
    """
    if not _is_digits(value):
        return _invalid(value, "qid_not_digits")
    if len(value) != 11:
        return _invalid(value, "qid_not_eleven_digits")
    if value[0] not in _CENTURIES:
        return _invalid(value, "qid_unknown_century")
    says: dict[str, int | str] = {"birth_year": _CENTURIES[value[0]] + int(value[1:3])}
    country = BY_NUMBER.get(value[3:6])
    if country is None:
        return Checked(WITH_WARNING, value, says, ("qid_unknown_country",))
    return Checked(VALID, value, {**says, "country": country})


def eid(value: str) -> Checked:
    """Eight digits; seven are the same number without its leading zero."""
    if not _is_digits(value):
        return _invalid(value, "eid_not_digits")
    if len(value) not in (7, 8):
        return _invalid(value, "eid_not_eight_digits")
    return Checked(VALID, value.zfill(8))


def iban(value: str) -> Checked:
    """A Qatari account number: 29 signs, and 1 modulo 97."""
    if not value.startswith("QA"):
        return _invalid(value, "iban_not_qatari")
    if len(value) != 29:
        return _invalid(value, "iban_not_29_signs")
    if not _QATARI_IBAN.fullmatch(value):
        return _invalid(value, "iban_unreadable")
    says: dict[str, int | str] = {"country": "QAT", "bank": value[4:8]}
    number = "".join(str(int(sign, 36)) for sign in value[4:] + value[:4])
    if int(number) % 97 != 1:
        return _invalid(value, "iban_wrong_check_digits")
    return Checked(VALID, value, says)


def phone(value: str) -> Checked:
    """A Qatari number: +974 and eight digits."""
    digits = value.replace("-", "").replace("(", "").replace(")", "")
    for prefix in ("+", "00"):
        if digits.startswith(prefix):
            digits = digits.removeprefix(prefix)
            if not digits.startswith(_DIAL_CODE):
                return _invalid(value, "phone_not_qatari")
            break
    if not _is_digits(digits):
        return _invalid(value, "phone_not_digits")
    if len(digits) == 11 and digits.startswith(_DIAL_CODE):
        digits = digits.removeprefix(_DIAL_CODE)
    if len(digits) != 8:
        return _invalid(value, "phone_not_eight_digits")
    return Checked(VALID, f"+{_DIAL_CODE}{digits}", {"country": "QAT"})


def passport(value: str) -> Checked:
    """Letters and digits. States differ in the length, so an unusual one is a warning only."""
    if not value:
        return _invalid(value, "passport_empty")
    if not (value.isascii() and value.isalnum()) or len(value) > 20:
        return _invalid(value, "passport_unreadable")
    if not 6 <= len(value) <= 9:
        return Checked(WITH_WARNING, value, {}, ("passport_unusual_length",))
    return Checked(VALID, value)


_CHECKS: Mapping[str, Callable[[str], Checked]] = {
    "qid": qid,
    "eid": eid,
    "iban": iban,
    "phone": phone,
    "passport": passport,
}
