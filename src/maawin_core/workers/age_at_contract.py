"""Who is too young or too old to be recruited (Law 15/2017, Art. 5)."""

from __future__ import annotations

from attrs import frozen

from maawin_core.law.domestic_work import DomesticWorkLaw
from maawin_core.law.facts import Day, ReferenceText, in_order
from maawin_core.law.worksheet import Reckoning, Worksheet

RULE = "age-at-contract"
STATUSES = ("too_young", "too_old", "allowed")


@frozen(kw_only=True)
class Age:
    """A worker on the day of her contract, and an exemption from the upper age, if granted."""

    born: Day
    contract_day: Day
    exemption: ReferenceText | None = None

    def __attrs_post_init__(self) -> None:
        in_order(self.born, self.contract_day, "contract_day")


def age_at_contract(facts: Age, law: DomesticWorkLaw) -> Reckoning:
    """Nobody under 18 or over 60 may be recruited; an exemption lifts the upper age only."""
    sheet = Worksheet(law, facts.contract_day)
    born = sheet.given("born", facts.born)
    day = sheet.given("contract_day", facts.contract_day)
    age = sheet.derived("age", "age_on", born, day)
    lowest = sheet.figure(law.lowest_age, facts.contract_day)
    status = "allowed"
    if age.number < lowest.number:
        status = "too_young"
    elif facts.exemption is None and _too_old(facts, sheet):
        status = "too_old"
    return sheet.reckoning(RULE, status, None, (), {"age": age.whole})


def _too_old(facts: Age, sheet: Worksheet) -> bool:
    """Over 60: after the birthday itself, or with 61 completed years (A-34)."""
    highest = sheet.figure(sheet.law.highest_age, facts.contract_day)
    age, day = sheet.lines["age"], sheet.lines["contract_day"]
    if sheet.reading("A-34") == "completed_years":
        return age.number > highest.number
    birthday = sheet.derived(
        "highest_birthday", "years_after_1_mar", sheet.lines["born"], highest, by="A-34"
    )
    return day.day > birthday.day
