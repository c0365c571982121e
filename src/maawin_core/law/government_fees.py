"""What the Ministry of Labour charges for permits, licences and attestation (Decision 32/2025)."""

from __future__ import annotations

from enum import StrEnum

from attrs import frozen

from .domestic_work import DomesticWorkLaw
from .facts import Day, Several
from .worksheet import Line, Reckoning, Worksheet

RULE = "government-fees"
STATUSES = ("due", "exempt", "old_tariff")


class Item(StrEnum):
    """What the fee is for."""

    WORK_PERMIT = "work_permit"
    OFFICE_LICENCE = "office_licence"
    OFFICE_LICENCE_REPLACEMENT = "office_licence_replacement"
    CONTRACT_ATTESTATION = "contract_attestation"


@frozen(kw_only=True)
class GovernmentFee:
    """One thing asked of the Ministry. Who is exempt, a human has seen (A-26)."""

    item: Item
    on: Day
    years: Several = 1
    copies: Several = 1
    exempt: bool = False


def government_fees(facts: GovernmentFee, law: DomesticWorkLaw) -> Reckoning:
    """A work permit costs 100 a year, a licence 2,000, its replacement 1,000, attestation 20.

    >>> from datetime import date
    >>> from maawin_core.law.answer import printed
    >>> from maawin_core.law.qatar import QATAR
    >>> permit = GovernmentFee(item=Item.WORK_PERMIT, on=date(2026, 1, 1), years=3)
    >>> print(printed(government_fees(permit, QATAR)))
    Item                                work_permit
    Fee of a work permit for a year          100.00  Decision 32/2025, art. 1 [A]
    Years                                         3
    Fee                                      300.00
    Amount                                   300.00
    <BLANKLINE>
    Government fee – Due: QAR 300.00
    """
    sheet = Worksheet(law, facts.on)
    tariff = {
        Item.WORK_PERMIT: law.fee_work_permit,
        Item.OFFICE_LICENCE: law.fee_office_licence,
        Item.OFFICE_LICENCE_REPLACEMENT: law.fee_office_licence_replacement,
        Item.CONTRACT_ATTESTATION: law.fee_contract_attestation,
    }[facts.item]
    sheet.given("item", facts.item.value)
    if facts.exempt:
        return sheet.reckoning(RULE, "exempt", sheet.nothing("fee"))
    if not tariff.in_force_on(facts.on):
        return sheet.reckoning(RULE, "old_tariff", None)
    fee = sheet.product("fee", sheet.figure(tariff, facts.on), _times(facts, sheet))
    return sheet.reckoning(RULE, "due", fee)


def _times(facts: GovernmentFee, sheet: Worksheet) -> Line | int:
    """A permit is paid for each year; attestation once a contract, or for each copy (A-44)."""
    if facts.item is Item.WORK_PERMIT:
        return sheet.given("permit_years", facts.years)
    if facts.item is Item.CONTRACT_ATTESTATION and sheet.reading("A-44") == "per_copy":
        return sheet.given("copies", facts.copies, by="A-44")
    return 1
