"""What an offer promises (M3): who comes, at what price, for what wage, by when."""

from __future__ import annotations

import re
from datetime import date, datetime

from attrs import frozen

from ..kernel.countries import ALPHA_3
from ..kernel.errors import require
from ..kernel.languages import must_be_language
from ..kernel.money import Money, total
from ..workers.worker import Sex

_SKILL = re.compile("[a-z][a-z0-9_]*", re.ASCII)


@frozen
class PriceItem:
    """One part of what the employer pays; a government fee is not the office's charge."""

    name: str
    amount: Money
    government: bool = False


@frozen(kw_only=True)
class Profile:
    """Whom the offer is for: the recruited-from state, and what she can do."""

    country: str
    skills: tuple[str, ...] = ()
    languages: tuple[str, ...] = ()
    sex: Sex | None = None

    def must_be_sound(self) -> None:
        """Refuse a country, a skill or a language that is no code."""
        country_must_be_known(self.country)
        codes_must_be_sound(self.skills, self.languages)


@frozen(kw_only=True)
class Terms:
    """Price, wage and days as a version of an offer states them; housing and food None: in kind."""

    items: tuple[PriceItem, ...]
    wage: Money
    housing: Money | None = None
    food: Money | None = None
    arrival_days: int
    guarantee: str = ""
    valid_until: date

    @property
    def price(self) -> Money:
        """What the office charges: everything but government fees."""
        return total(item.amount for item in self.items if not item.government)

    @property
    def government_fees(self) -> Money:
        """What goes to the State."""
        return total(item.amount for item in self.items if item.government)

    def must_be_sound(self, on: date) -> None:
        """Refuse terms that say nothing, or less than nothing, or are over before they begin."""
        require(self.items, "items_missing")
        for item in self.items:
            require(item.name.strip(), "text_missing", field="items")
            require(item.amount >= Money(0), "sum_negative", found=item.amount, field="items")
        require(self.wage > Money(0), "wage_missing", found=self.wage)
        for field, amount in (("housing", self.housing), ("food", self.food)):
            sound = amount is None or amount >= Money(0)
            require(sound, "sum_negative", found=amount, field=field)
        require(self.arrival_days >= 0, "days_negative", found=self.arrival_days)
        require(self.valid_until >= on, "valid_until_past", found=self.valid_until, needed=on)


def country_must_be_known(country: str) -> None:
    """Refuse a country that no list knows."""
    require(country in ALPHA_3, "no_such_country", field="country", found=country[:20])


def codes_must_be_sound(skills: tuple[str, ...], languages: tuple[str, ...]) -> None:
    """Refuse what nobody could find again: a skill is a word like `child_care`, a language `tl`."""
    for skill in skills:
        require(_SKILL.fullmatch(skill), "skill_unreadable", found=skill[:40])
    for language in languages:
        must_be_language(language, "languages")


@frozen(kw_only=True)
class OfferVersion:
    """Terms as they were stated once, with the sheets by which they were lawful that day."""

    number: int
    terms: Terms
    price_sheet: str
    wage_sheet: str
    warnings: tuple[str, ...] = ()
    at: datetime
