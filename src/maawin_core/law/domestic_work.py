"""The law of domestic work as one value: every dated figure, and the readings that are chosen."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterable, Iterator, Mapping
from datetime import date
from fractions import Fraction
from functools import cached_property, lru_cache
from typing import Any, Self

from attrs import evolve, field, fields, frozen

from maawin_core.kernel.money import Money

from .parameter import Parameter
from .reading import READINGS, Choice, checked

#: Fields that hold no `Parameter`.
_NO_FIGURES = frozenset({"version", "chosen", "forms"})


@frozen(kw_only=True, eq=False)
class DomesticWorkLaw:
    """What every rule asks. *What if* is `evolve(law, x=law.x.amended(Since(…)))`: no engine.

    `settled` holds readings that this version of the law has chosen, by contract date; `chosen`
    those chosen for one call, which win.
    """

    version: str

    # Law 15/2017
    gratuity_threshold_years: Parameter[int]
    gratuity_weeks: Parameter[int]
    days_in_wage_month: Parameter[int]
    weeks_in_wage_month: Parameter[int]
    average_weeks_in_month: Parameter[Fraction]
    months_in_wage_year: Parameter[int]
    days_in_wage_year: Parameter[int]
    days_in_counted_year: Parameter[int]
    leave_weeks: Parameter[int]
    leave_days_in_month: Parameter[int]
    return_ticket_years: Parameter[int]
    pay_days_in_month: Parameter[int]
    wage_latest_day: Parameter[int]
    daily_hours_limit: Parameter[int]
    weekly_rest_hours: Parameter[int]
    lowest_age: Parameter[int]
    highest_age: Parameter[int]
    claim_limit_months: Parameter[int]
    death_deposit_days: Parameter[int]

    # Decisions and laws beside it
    probation_months: Parameter[int]
    notice_months: Parameter[int]
    notice_long_months: Parameter[int]
    notice_long_after_years: Parameter[int]
    exit_notice_hours: Parameter[int]
    amicable_days: Parameter[int]
    referral_working_days: Parameter[int]
    committee_weeks: Parameter[int]
    appeal_days: Parameter[int]
    procedure_changed_on: Parameter[date]

    # The office's guarantee
    guarantee_first_months: Parameter[int]
    guarantee_extension_months: Parameter[int]
    guarantee_share: Parameter[Fraction]
    guarantee_days_in_month: Parameter[int]
    guarantee_grounds: Parameter[frozenset[str]]
    guarantee_review_grounds: Parameter[frozenset[str]]

    # Prices, wages, fees
    price_caps: Mapping[str, Parameter[Money]]
    price_cap_attested_on: Parameter[date]
    floor_basic: Parameter[Money]
    floor_housing: Parameter[Money]
    floor_food: Parameter[Money]
    floor_in_kind: Parameter[bool]
    origin_floors: Mapping[str, Parameter[Money]]
    fee_work_permit: Parameter[Money]
    fee_office_licence: Parameter[Money]
    fee_office_licence_replacement: Parameter[Money]
    fee_contract_attestation: Parameter[Money]

    # Hours
    hour_days_in_month: Parameter[int]
    hour_working_days_in_month: Parameter[int]
    hours_in_day: Parameter[int]
    overtime_rate: Parameter[Fraction]
    rest_day_premium: Parameter[Fraction]

    # Policy of the platform, shown as such
    not_delivered_share: Parameter[int]
    refund_deadline_days: Parameter[int]
    dues_deadline_days: Parameter[int]

    settled: Mapping[str, Parameter[str]] = field(factory=dict)
    chosen: Mapping[str, str] = field(factory=dict)

    #: What was drawn up from this law, by stretch of days (`law/form.py`); never law itself.
    forms: dict[tuple[int, int], Any] = field(factory=dict, init=False, repr=False)

    def choosing(self, readings: Mapping[str, str]) -> DomesticWorkLaw:
        """This law with these readings for one call; an unknown reading or choice is refused."""
        return _choosing(self, tuple(checked(readings).items())) if readings else self

    def settling(self, reading: str, parameter: Parameter[str]) -> Self:
        """A version of this law that has chosen a reading for contracts from some day on."""
        for entry in parameter.entries:
            checked({reading: entry.value})
        return evolve(self, settled={**self.settled, reading: parameter})

    def reading(self, id: str, contract_day: date) -> Choice:
        """How this law reads *id* for a contract of that day."""
        known = READINGS[id]
        if id in self.chosen:
            return Choice(id, self.chosen[id], True, known.source, known.in_force)
        settled = self.settled.get(id)
        if settled is not None and settled.in_force_on(contract_day):
            entry = settled.since(contract_day)
            return Choice(id, entry.value, True, entry.source, entry.in_force)
        return Choice(id, known.default, False, known.source, known.in_force)

    def parameters(self) -> Iterator[Parameter[Any]]:
        """Every figure, in the order of this class."""
        for each in fields(type(self)):
            value = getattr(self, each.name)
            if isinstance(value, Parameter):
                yield value
            elif each.name not in _NO_FIGURES:
                yield from value.values()

    @cached_property
    def figures(self) -> tuple[Parameter[Any], ...]:
        """Every figure, at hand."""
        return tuple(self.parameters())

    def stretch(self, contract_day: date, day: date) -> tuple[int, int]:
        """The stretch of days in which this one lies: within it no figure, no reading changes."""
        settled, figures = self._changes
        return (
            bisect_right(settled, contract_day.toordinal()),
            bisect_right(figures, day.toordinal()),
        )

    @cached_property
    def _changes(self) -> tuple[list[int], list[int]]:
        return _days_of(self.settled.values()), _days_of(self.parameters())

    def as_known_on(self, day: date) -> DomesticWorkLaw:
        """The law as far as anybody could have known it on *day*."""
        return _as_known_on(self, day)


def _days_of(parameters: Iterable[Parameter[Any]]) -> list[int]:
    return sorted({entry.in_force.toordinal() for each in parameters for entry in each.entries})


@lru_cache(maxsize=256)
def _choosing(law: DomesticWorkLaw, readings: tuple[tuple[str, str], ...]) -> DomesticWorkLaw:
    return evolve(law, chosen={**law.chosen, **dict(readings)})


@lru_cache(maxsize=32)
def _as_known_on(law: DomesticWorkLaw, day: date) -> DomesticWorkLaw:
    changes: dict[str, Any] = {}
    for each in fields(DomesticWorkLaw):
        value = getattr(law, each.name)
        if isinstance(value, Parameter):
            changes[each.name] = value.as_known_on(day)
        elif each.name not in _NO_FIGURES:
            changes[each.name] = {key: kept.as_known_on(day) for key, kept in value.items()}
    return evolve(law, **changes)
