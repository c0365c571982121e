"""The lowest lawful wage (Law 17/2020), and a warning where the state of origin asks for more."""

from __future__ import annotations

from attrs import frozen

from maawin_core.kernel.money import Money
from maawin_core.law.domestic_work import DomesticWorkLaw
from maawin_core.law.facts import CountryCode, Day, ProvidedOrAmount, Wage
from maawin_core.law.worksheet import FigureValue, Reckoning, Worksheet

RULE = "wage-floor"
STATUSES = ("lawful", "below_floor", "no_floor")


@frozen(kw_only=True)
class WageOffer:
    """A wage, with housing and food in kind (None) or as money."""

    day: Day
    basic_wage: Wage
    housing: ProvidedOrAmount
    food: ProvidedOrAmount
    recruited_from: CountryCode | None = None


def wage_floor(facts: WageOffer, law: DomesticWorkLaw) -> Reckoning:
    """At least 1,000 basic, and 500 for housing and 300 for food unless the employer gives them.

    Before 20 March 2021 the Ministry refused less than 750 basic with housing and food in kind.
    No part makes up for another (A-37). What a state of origin asks is a warning, never a refusal.
    """
    sheet = Worksheet(law, facts.day)
    sheet.given("basic_wage", facts.basic_wage)
    figures: dict[str, FigureValue] = {"basic": None, "housing": None, "food": None}
    status = "no_floor"
    if law.floor_basic.in_force_on(facts.day):
        figures["basic"] = sheet.figure(law.floor_basic, facts.day).money
        in_kind = sheet.figure(law.floor_in_kind, facts.day).value == "true"
        if in_kind:
            figures["housing"] = figures["food"] = "provided"
            lawful = _lawful_in_kind(facts, sheet)
        else:
            figures["housing"] = sheet.figure(law.floor_housing, facts.day).money
            figures["food"] = sheet.figure(law.floor_food, facts.day).money
            lawful = _lawful(facts, sheet)
        status = "lawful" if lawful else "below_floor"
    origin = _origin_floor(facts, sheet) if status != "no_floor" else None
    figures["origin_floor"] = origin
    below = origin is not None and facts.basic_wage < origin
    flags = ("below_origin_floor",) if below else ()
    return sheet.reckoning(RULE, status, None, flags, figures)


def _lawful_in_kind(facts: WageOffer, sheet: Worksheet) -> bool:
    enough = facts.basic_wage >= sheet.lines["floor_basic"].money
    return enough and facts.housing is None and facts.food is None


def _lawful(facts: WageOffer, sheet: Worksheet) -> bool:
    paid = [("floor_basic", "basic_wage", facts.basic_wage)]
    for part, amount in (("housing", facts.housing), ("food", facts.food)):
        if amount is not None:
            sheet.given(part, amount)
            paid.append((f"floor_{part}", part, amount))
    if sheet.reading("A-37") == "total_only":
        given = sheet.sum("paid_in_all", *[sheet.lines[code] for _, code, _ in paid], by="A-37")
        asked = sheet.sum("floor_in_all", *[sheet.lines[floor] for floor, _, _ in paid], by="A-37")
        return given.number >= asked.number
    return all(amount >= sheet.lines[floor].money for floor, _, amount in paid)


def _origin_floor(facts: WageOffer, sheet: Worksheet) -> Money | None:
    floor = sheet.law.origin_floors.get(facts.recruited_from or "")
    if floor is None or not floor.in_force_on(facts.day):
        return None
    return sheet.figure(floor, facts.day).money
