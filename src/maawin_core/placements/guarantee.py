"""The days of the guarantee (M10): where its phases and months end, for a sheet and to look at."""

from __future__ import annotations

from datetime import date

from attrs import frozen

from ..law.domestic_work import DomesticWorkLaw
from ..law.qatar import QATAR
from ..law.worksheet import Line, Worksheet
from .placement import Placement


@frozen
class GuaranteeDays:
    """The last day inside the first phase, and the last day inside the guarantee."""

    first_phase_ends: date
    guarantee_ends: date


def boundaries(contract_day: date, hand_over: date, sheet: Worksheet) -> tuple[Line, ...]:
    """The first day of the extension, and the day after each of its months (A-14, A-15).

    Each boundary day belongs to the next period.
    """
    law = sheet.law
    later = sheet.reading("A-14") == "hand_over_day_excluded"
    by_days = sheet.reading("A-15") == "days_90_270"
    begins = sheet.given("handed_over_on", hand_over, by="A-14")
    first = sheet.figure(law.guarantee_first_months, contract_day)
    extension = sheet.figure(law.guarantee_extension_months, contract_day)
    if by_days:
        month = sheet.figure(law.guarantee_days_in_month, contract_day)
    found = []
    for number in range(extension.whole + 1):
        code = "extension_begins" if number == 0 else f"month_over.{number}"
        raw = f"{code}.by_hand_over" if later else code
        if by_days:
            days = sheet.product(
                f"days_until.{number}", sheet.sum(f"months_until.{number}", first, number), month
            )
            line = sheet.derived(raw, "days_after", begins, days, by="A-15")
        else:
            line = sheet.derived(raw, "months_after", begins, first, number, by="A-15")
        found.append(sheet.derived(code, "days_after", line, 1, by="A-14") if later else line)
    return tuple(found)


def ends_of(lines: tuple[Line, ...], sheet: Worksheet) -> tuple[Line, Line]:
    """The last day inside the first phase, and inside the guarantee."""
    first = sheet.derived("first_phase_ends", "days_before", lines[0], 1)
    return first, sheet.derived("guarantee_ends", "days_before", lines[-1], 1)


def guarantee_days(contract_day: date, hand_over: date, law: DomesticWorkLaw) -> GuaranteeDays:
    """When the guarantee of a worker who was handed over on that day ends, phase by phase."""
    sheet = Worksheet(law, contract_day)
    first, last = ends_of(boundaries(contract_day, hand_over, sheet), sheet)
    return GuaranteeDays(first.day, last.day)


def guarantee_of(placement: Placement, law: DomesticWorkLaw = QATAR) -> GuaranteeDays | None:
    """The guarantee of this placement; none without an office, or before the hand-over."""
    signed, begun = placement.contract_day, placement.handed_over_on
    if placement.office is None or signed is None or begun is None:
        return None
    return guarantee_days(signed, begun, law)
