"""The texts of the two contracts (M8): from the catalogue's sentences, clause by clause.

Arabic always, and one more language: one that the reader reads if the catalogue has it; else
English, with the name of the language that is missing.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from datetime import date
from typing import Any
from uuid import UUID

from attrs import frozen

from ..kernel.identity import Identity
from ..kernel.money import Money
from ..law.domestic_work import DomesticWorkLaw
from ..words.catalogue import LANGUAGES, sentence, word
from .signing import ARABIC, ContractText, text_of
from .terms import EmploymentTerms

ENGLISH = "en"


@frozen
class Wanted:
    """A language in which a text is written, and the one that it stands in for, if any."""

    language: str
    stands_for: str = ""


def languages_for(reads: tuple[str, ...]) -> tuple[Wanted, ...]:
    """Arabic, and a language that the reader reads; else English, in place of her own."""
    known = [language for language in reads if language in LANGUAGES and language != ARABIC]
    if known:
        return (Wanted(ARABIC), Wanted(known[0]))
    return (Wanted(ARABIC), Wanted(ENGLISH, "" if ARABIC in reads else next(iter(reads), "")))


@frozen(kw_only=True)
class EmploymentWording:
    """All that the text of an employment contract is written from."""

    contract: UUID
    day: date
    terms: EmploymentTerms
    employer: Identity
    worker: Identity
    law: DomesticWorkLaw

    @property
    def identities(self) -> tuple[Identity, ...]:
        """Whose names stand in the text, in their order."""
        return (self.employer, self.worker)

    def texts(self, reads: tuple[str, ...]) -> tuple[ContractText, ...]:
        """The texts that the worker needs."""
        return _texts(self._text, languages_for(reads), self.identities)

    def _text(self, language: str) -> str:
        law, day, terms = self.law, self.day, self.terms
        facts = {
            **_of(self.employer, "employer", language),
            **_of(self.worker, "worker", language),
            "contract": self.contract, "day": day, "work": terms.work, "tasks": terms.tasks,
            "wage": terms.basic_wage, "housing": terms.housing, "food": terms.food,
            "how_paid": terms.how_paid, "latest_day": law.wage_latest_day.on(day),
            "hours": terms.daily_hours, "rest_hours": terms.rest_hours,
            "rest_day": terms.rest_day, "months": terms.months, "first_day": terms.first_day,
            "leave_weeks": law.leave_weeks.on(day), "ticket_years": law.return_ticket_years.on(day),
            "probation_months": law.probation_months.on(day),
            "notice": law.notice_months.on(day), "notice_long": law.notice_long_months.on(day),
            "notice_years": law.notice_long_after_years.on(day),
            "gratuity_weeks": law.gratuity_weeks.on(day),
            "gratuity_years": law.gratuity_threshold_years.on(day),
            "other": terms.other_ar if language == ARABIC else terms.other,
        }  # fmt: skip
        return _written("employment", self._clauses(), language, facts)

    def _clauses(self) -> Iterable[str]:
        terms = self.terms
        yield from ("title", "preamble", "employer", "worker", "work", "wage")
        yield "housing_provided" if terms.housing is None else "housing_paid"
        yield "food_provided" if terms.food is None else "food_paid"
        yield from ("no_charge", "hours", "rest", "leave", "care", "duties", "papers")
        yield "from_hand_over" if terms.first_day is None else "from_day"
        yield "renewable" if terms.renewable else "not_renewable"
        yield from ("probation", "notice", "gratuity")
        yield from ["other"] if terms.other.strip() else []
        yield from ("copies", "prevails")


@frozen(kw_only=True)
class RecruitmentWording:
    """All that the text of a recruitment contract is written from."""

    contract: UUID
    day: date
    terms: EmploymentTerms
    price: Money
    country: str
    arrival_days: int
    employer: Identity
    office: Identity
    worker: Identity
    law: DomesticWorkLaw

    @property
    def identities(self) -> tuple[Identity, ...]:
        """Whose names stand in the text, in their order."""
        return (self.employer, self.office, self.worker)

    def texts(self, reads: tuple[str, ...]) -> tuple[ContractText, ...]:
        """The texts that the employer needs."""
        return _texts(self._text, languages_for(reads), self.identities)

    def _text(self, language: str) -> str:
        law, day, terms = self.law, self.day, self.terms
        facts = {
            **_of(self.employer, "employer", language),
            **_of(self.office, "office", language),
            **_of(self.worker, "worker", language),
            "contract": self.contract, "day": day,
            "country": word("country", self.country, language),
            "work": terms.work, "tasks": terms.tasks, "wage": terms.basic_wage,
            "months": terms.months, "price": self.price, "arrival_days": self.arrival_days,
            "first_months": law.guarantee_first_months.on(day),
            "extension_months": law.guarantee_extension_months.on(day),
            "share": int(law.guarantee_share.on(day) * 100),
            "grounds": law.guarantee_grounds.on(day),
        }  # fmt: skip
        return _written("recruitment", _RECRUITMENT, language, facts)


_RECRUITMENT = (
    "title", "preamble", "office", "employer", "worker", "work", "terms_accepted", "price",
    "no_charge", "arrival", "guarantee_first", "guarantee_extension", "forfeiture", "keep",
    "receipts", "copies", "prevails",
)  # fmt: skip


def _texts(
    write: Callable[[str], str], wanted: tuple[Wanted, ...], identities: tuple[Identity, ...]
) -> tuple[ContractText, ...]:
    return tuple(
        text_of(write(each.language), each.language, identities, stands_for=each.stands_for)
        for each in wanted
    )


def _of(identity: Identity, side: str, language: str) -> dict[str, str]:
    name = identity.name_ar or identity.name if language == ARABIC else identity.name
    return {
        f"{side}_name": name,
        f"{side}_qid": identity.qid or "-",
        f"{side}_passport": identity.passport or "-",
        f"{side}_address": identity.address or "-",
    }


def _written(contract: str, clauses: Iterable[str], language: str, facts: Mapping[str, Any]) -> str:
    lines = [sentence(f"contract.{contract}.{clause}", language, facts) for clause in clauses]
    numbered = [f"{number}. {line}" for number, line in enumerate(lines[2:], 1)]
    return "\n".join([*lines[:2], *numbered]) + "\n"
