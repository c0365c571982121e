"""What the law asks of a contract on its own day (M8, M16): price, wage, age and rest."""

from __future__ import annotations

from datetime import date, datetime
from fractions import Fraction

from attrs import frozen

from ..kernel.calendar import civil_day
from ..kernel.errors import RuleBroken, require
from ..kernel.money import Money
from ..law.domestic_work import DomesticWorkLaw
from ..offers.lawful import Proposal, lawful_version
from ..offers.offer import Offer
from ..offers.terms import PriceItem, Profile, Terms
from ..workers.age_at_contract import Age, age_at_contract
from ..workers.worker import Origin
from .terms import EmploymentTerms, Offered
from .working_time import WorkingTime, working_time

_MINUTES_IN_HOUR = 60


@frozen(kw_only=True)
class Case:
    """Who is recruited from where, and at what price (none without an office)."""

    country: str
    origin: Origin
    born: date | None
    age_exemption: str = ""
    price: Money = Money(0)


def must_be_lawful(case: Case, terms: EmploymentTerms, law: DomesticWorkLaw, at: datetime) -> None:
    """Refuse what the law of this day forbids, whatever was lawful on the day of the offer."""
    terms.must_be_complete()
    _must_be_of_age(case, law, civil_day(at))
    _must_leave_rest(terms, law)
    proposal = Proposal(
        origin=case.origin,
        profile=Profile(country=case.country),
        terms=Terms(
            items=(PriceItem("recruitment", case.price),), wage=terms.basic_wage,
            housing=terms.housing, food=terms.food, arrival_days=0, valid_until=civil_day(at),
        ),
    )  # fmt: skip
    lawful_version(1, proposal, law, at)


def _must_be_of_age(case: Case, law: DomesticWorkLaw, day: date) -> None:
    require(case.born is not None, "text_missing", field="born")
    age = Age(born=case.born or day, contract_day=day, exemption=case.age_exemption.strip() or None)
    sheet = age_at_contract(age, law)
    if sheet.status == "too_young":
        raise RuleBroken("too_young_for_contract", found=sheet.figures["age"])
    if sheet.status == "too_old":
        raise RuleBroken("too_old_for_contract", found=sheet.figures["age"])


def _must_leave_rest(terms: EmploymentTerms, law: DomesticWorkLaw) -> None:
    facts = WorkingTime(
        basic_wage=terms.basic_wage,
        daily_minutes=terms.daily_hours * _MINUTES_IN_HOUR,
        agreed_more=True,  # more hours than the law's ceiling need the worker's consent: see terms
        rest_minutes=terms.rest_hours * _MINUTES_IN_HOUR,
        overtime_hours=Fraction(0),
        rest_day_hours=Fraction(0),
    )
    if working_time(facts, law).status == "rest_too_short":
        needed = law.weekly_rest_hours.latest.value
        raise RuleBroken("weekly_rest_too_short", found=terms.rest_hours, needed=needed)


def accepted_terms(offer: Offer, number: int | None) -> Terms:
    """The terms of the version that was accepted, whatever the offer has become since."""
    return next(
        (each.terms for each in offer.versions if each.number == number), offer.latest.terms
    )


def least_accepted(accepted: Terms, law: DomesticWorkLaw, day: date) -> Offered:
    """What the worker was promised: the offer's sums, and of hours and rest what the law gives."""
    return _with_lawful_time(accepted.wage, accepted.housing, accepted.food, law, day)


def least_offered(terms: EmploymentTerms, law: DomesticWorkLaw, day: date) -> Offered:
    """The same where no office promised anything: only what the law gives her can be missed."""
    return _with_lawful_time(terms.basic_wage, terms.housing, terms.food, law, day)


def _with_lawful_time(
    wage: Money, housing: Money | None, food: Money | None, law: DomesticWorkLaw, day: date
) -> Offered:
    return Offered(
        basic_wage=wage,
        housing=housing,
        food=food,
        daily_hours=law.daily_hours_limit.on(day),
        rest_hours=law.weekly_rest_hours.on(day),
    )
