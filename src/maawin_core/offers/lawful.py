"""Whether terms are lawful (M3, M16): the price under its cap, the wage on its floor, no more."""

from __future__ import annotations

from datetime import date, datetime

from attrs import frozen

from ..kernel.calendar import civil_day
from ..kernel.errors import RuleBroken
from ..kernel.money import Money
from ..law.domestic_work import DomesticWorkLaw
from ..law.kept import record_text
from ..law.worksheet import Reckoning
from ..workers.worker import Origin
from .price_cap import OfficeCharge, Price, RecruitedHow, price_cap
from .terms import OfferVersion, Profile, Terms
from .wage_floor import WageOffer, wage_floor


@frozen(kw_only=True)
class Proposal:
    """All that the law asks of an offer: whom for, on what terms, and what the worker is to pay."""

    origin: Origin
    profile: Profile
    terms: Terms
    charged_to_worker: Money = Money(0)


def lawful_version(
    number: int, proposal: Proposal, law: DomesticWorkLaw, at: datetime
) -> OfferVersion:
    """The proposal with its two sheets, as a version to keep; refused if the law forbids it."""
    day = civil_day(at)
    proposal.profile.must_be_sound()
    proposal.terms.must_be_sound(day)
    price, price_sheet = _price(proposal, law, day)
    wage, wage_sheet = _wage(proposal, law, day)
    review = ("no_cap_review",) if price.status == "no_cap_review" else ()
    return OfferVersion(
        number=number, terms=proposal.terms, price_sheet=price_sheet, wage_sheet=wage_sheet,
        warnings=(*review, *price.flags, *wage.flags), at=at,
    )  # fmt: skip


def _price(proposal: Proposal, law: DomesticWorkLaw, day: date) -> tuple[Reckoning, str]:
    facts = Price(
        recruited_from=proposal.profile.country,
        contract_day=day,
        kind=RecruitedHow(proposal.origin.value),
        office_charges=tuple(
            OfficeCharge(name=item.name, amount=item.amount)
            for item in proposal.terms.items
            if not item.government
        ),
        charged_to_worker=proposal.charged_to_worker,
    )
    sheet = price_cap(facts, law)
    record = record_text(sheet, facts, law)
    if sheet.status == "worker_charged":
        raise RuleBroken("worker_charged", found=proposal.charged_to_worker, sheet=record)
    if sheet.status == "above_cap":
        raise RuleBroken(
            "price_above_cap", found=sheet.amount, needed=sheet.money("cap"),
            excess=sheet.money("excess"), country=facts.recruited_from, sheet=record,
        )  # fmt: skip
    return sheet, record


def _wage(proposal: Proposal, law: DomesticWorkLaw, day: date) -> tuple[Reckoning, str]:
    terms = proposal.terms
    facts = WageOffer(
        day=day,
        basic_wage=terms.wage,
        housing=terms.housing,
        food=terms.food,
        recruited_from=proposal.profile.country,
    )
    sheet = wage_floor(facts, law)
    record = record_text(sheet, facts, law)
    if sheet.status == "below_floor":
        raise RuleBroken(
            "wage_below_floor", found=terms.wage, needed=sheet.money("basic"),
            housing=sheet.figures["housing"], food=sheet.figures["food"], sheet=record,
        )  # fmt: skip
    return sheet, record
