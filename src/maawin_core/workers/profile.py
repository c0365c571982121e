"""What an office says of a worker that is no name and no number (M2)."""

from __future__ import annotations

import re
from datetime import date
from enum import StrEnum

from attrs import field, frozen

from ..kernel.countries import ALPHA_3
from ..kernel.errors import require
from ..kernel.languages import must_be_language
from ..kernel.money import Money

_SKILL = re.compile("[a-z][a-z0-9_]*", re.ASCII)


class Origin(StrEnum):
    """Where a worker is recruited from."""

    LOCAL = "local"  # she is in Qatar already
    ABROAD = "abroad"


class Sex(StrEnum):
    """As her passport says."""

    FEMALE = "female"
    MALE = "male"


def _unique(words: tuple[str, ...]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(words))


@frozen(kw_only=True)
class WorkerProfile:
    """Where she comes from, what she can do, what she expects.

    *country* is the state that she is recruited from, *language* the one she is written to in.
    Skills are words like `child_care`; *age_exemption* names the paper that lifts the upper age.
    """

    country: str
    passport_country: str
    sex: Sex
    origin: Origin
    languages: tuple[str, ...] = field(default=(), converter=_unique)
    skills: tuple[str, ...] = field(default=(), converter=_unique)
    experience_years: int = 0
    expected_wage: Money
    medical_until: date | None = None
    language: str = "en"
    age_exemption: str = ""

    def must_be_sound(self) -> None:
        """Refuse a country that no list knows, a language or skill that is no code, a wage of 0."""
        for name, country in self._countries():
            require(country in ALPHA_3, "no_such_country", field=name, found=country[:20])
        must_be_language(self.language)
        for language in self.languages:
            must_be_language(language, "languages")
        for skill in self.skills:
            require(_SKILL.fullmatch(skill), "skill_unreadable", found=skill[:40])
        require(self.experience_years >= 0, "experience_negative", found=self.experience_years)
        require(self.expected_wage > Money(0), "expected_wage_missing", found=self.expected_wage)

    def _countries(self) -> tuple[tuple[str, str], ...]:
        return ("country", self.country), ("passport_country", self.passport_country)
