"""The highest price of a recruitment, and the ban on charging the worker."""

from __future__ import annotations

from enum import StrEnum

from attrs import frozen

from maawin_core.law.domestic_work import DomesticWorkLaw
from maawin_core.law.facts import NO_MONEY, Amount, CountryCode, Day, Name
from maawin_core.law.worksheet import FigureValue, Line, Reckoning, Worksheet

RULE = "price-cap"
STATUSES = (
    "worker_charged",
    "not_applicable",
    "not_in_force",
    "no_cap_review",
    "above_cap",
    "within_cap",
)


class RecruitedHow(StrEnum):
    """From abroad, or within Qatar."""

    ABROAD = "abroad"
    LOCAL = "local"


@frozen(kw_only=True)
class OfficeCharge:
    """Something the office charges the employer."""

    name: Name
    amount: Amount


@frozen(kw_only=True)
class Price:
    """What an office charges for one recruitment."""

    recruited_from: CountryCode
    contract_day: Day
    kind: RecruitedHow
    office_charges: tuple[OfficeCharge, ...]
    charged_to_worker: Amount = NO_MONEY


def price_cap(facts: Price, law: DomesticWorkLaw) -> Reckoning:
    """All that an office charges may not exceed the cap of the state recruited from.

    A licensed recruiter may not take any sum from the worker (Labour Law, Art. 33). Recruitment
    within Qatar has no cap, and a state that is not listed has none: a human looks at that price.
    """
    sheet = Worksheet(law, facts.contract_day)
    charges = [
        sheet.given(f"office_charge.{number}", charge.amount)
        for number, charge in enumerate(facts.office_charges, 1)
    ]
    total = sheet.sum("charges", *charges) if charges else sheet.nothing("charges")
    to_worker = sheet.given("charged_to_worker", facts.charged_to_worker)
    cap = _cap(facts, sheet)
    excess = None
    if cap is not None:
        within = sheet.minimum("within_cap", total, cap, by="A-29")
        excess = sheet.difference("excess", total, within)
    figures: dict[str, FigureValue] = {
        "cap": cap.money if cap else None,
        "excess": excess.money if excess else NO_MONEY,
    }
    status = _status(facts, law, to_worker, excess)
    flags = ("start_date_unconfirmed",) if _start_unconfirmed(facts, law) else ()
    return sheet.reckoning(RULE, status, total, flags, figures)


def _cap(facts: Price, sheet: Worksheet) -> Line | None:
    caps = sheet.law.price_caps
    if facts.kind is RecruitedHow.LOCAL or facts.recruited_from not in caps:
        return None
    cap = caps[facts.recruited_from]
    if not cap.in_force_on(facts.contract_day):
        return None
    sheet.reading("A-29")
    return sheet.figure(cap, facts.contract_day)


def _status(facts: Price, law: DomesticWorkLaw, to_worker: Line, excess: Line | None) -> str:
    if to_worker.money:
        return "worker_charged"
    if facts.kind is RecruitedHow.LOCAL:
        return "not_applicable"
    if not any(cap.in_force_on(facts.contract_day) for cap in law.price_caps.values()):
        return "not_in_force"
    if excess is None:
        return "no_cap_review"
    return "above_cap" if excess.money else "within_cap"


def _start_unconfirmed(facts: Price, law: DomesticWorkLaw) -> bool:
    attested = law.price_cap_attested_on
    day = facts.contract_day
    return attested.in_force_on(day) and day < attested.on(day)
