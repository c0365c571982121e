"""Banks by their short names, and how each writes the salary file's version (M11): dated data.

The names are of Appendix B of a bank's manual of April 2021, older than some mergers of banks: an
unknown name is a warning, never a refusal.
"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date

from attrs import frozen

from ..law.parameter import Parameter, Since, Source

#: Banks take the format V1 from this day.
V1_FROM = date(2021, 4, 4)


@frozen
class Bank:
    """A bank as salary files name it, and its BIC: an IBAN begins with the BIC's first letters."""

    short_name: str
    bic: str
    since: date = V1_FROM

    @property
    def iban_letters(self) -> str:
        """The four letters that stand in the bank's IBANs."""
        return self.bic[:4]


_ALL = (
    Bank("QNB", "QNBAQAQA"), Bank("CBQ", "CBQAQAQA"), Bank("DBQ", "DOHBQAQA"),
    Bank("QIB", "QISBQAQA"), Bank("ABQ", "ABQQQAQA"), Bank("IIB", "QIIBQAQA"),
    Bank("ARB", "ARABQAQA"), Bank("MSQ", "MSHQQAQA"), Bank("IBQ", "IBOQQAQA"),
    Bank("HSB", "BBMEQAQX"), Bank("SCB", "SCBLQAQX"), Bank("UBL", "UNILQAQA"),
    Bank("BNP", "BNPAQAQA"), Bank("MAR", "MAFRQAQA"), Bank("KCB", "KLJIQAQA"),
    Bank("BBQ", "BRWAQAQA"), Bank("QDB", "QIDBQAQA"), Bank("BSI", "BSIRQAQA"),
)  # fmt: skip

BANKS: Mapping[str, Bank] = {bank.short_name: bank for bank in _ALL}

_BY_LETTERS: Mapping[str, Bank] = {bank.iban_letters: bank for bank in _ALL}


def bank_of(iban: str) -> Bank | None:
    """The bank that keeps the account of this IBAN; none if the list does not have it."""
    return _BY_LETTERS.get(iban[4:8])


def _version(token: str, manual: str) -> Parameter[str]:
    source = Source(manual, "SIF Version", "D", "A-31", authority="policy")
    return Parameter("sif_version", (Since(V1_FROM, token, source),))


_MOST = _version("1", "QNB manual, April 2021")
_VERSIONS: Mapping[str, Parameter[str]] = {"HSB": _version("01", "HSBC notice, April 2021")}


def version_token(bank: str, day: date) -> str:
    """How this bank wants "version 1" to be written on this day (A-31)."""
    return _VERSIONS.get(bank, _MOST).on(day)
