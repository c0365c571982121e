"""The thresholds of every rule: facts, the one that is moved, and its value on the threshold."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from datetime import date, timedelta
from typing import Any

from attrs import frozen

from maawin_core.kernel import dates
from maawin_core.kernel.money import Money
from maawin_core.law.domestic_work import DomesticWorkLaw
from maawin_core.placements.guarantee import guarantee_days
from maawin_core.rulebook import calculate

Facts = Mapping[str, Any]


@frozen
class Boundary:
    """A threshold: the facts, the one that is moved, and its value on the threshold."""

    code: str
    facts: Facts
    field: str
    at: date | Money | int
    number: int = 0

    def steps(self) -> Iterator[date | Money | int]:
        """One day, one dirham or one unit before it; on it; and after it."""
        for step in (-1, 0, 1):
            if isinstance(self.at, Money):
                moved = Money.of_minor(self.at.minor + step)
                if moved >= Money(0):
                    yield moved
            elif isinstance(self.at, date):
                yield self.at + timedelta(days=step)
            elif self.at + step >= 0:
                yield self.at + step


_SERVICE: Facts = {
    "first_day": "2021-03-01",
    "last_day": "2024-06-08",
    "basic_wage": "1500.00",
    "ending": "contract_end",
    "earlier_contracts": [],
    "debts": [],
}
_DEBT = {"kind": "loan", "amount": "0.00", "status": "acknowledged"}


def _end_of_service(law: DomesticWorkLaw) -> list[Boundary]:
    first = date(2021, 3, 1)
    leap = date(2020, 2, 29)
    years = law.gratuity_threshold_years.latest.value
    gratuity = Money(calculate("end-of-service", dict(_SERVICE), law)["amount"])
    return [
        Boundary("one_year", _SERVICE, "last_day", _eve(dates.anniversary(first, years))),
        Boundary("two_years", _SERVICE, "last_day", _eve(dates.anniversary(first, 2))),
        Boundary(
            "leap_day",
            {**_SERVICE, "first_day": leap.isoformat()},
            "last_day",
            _eve(dates.anniversary(leap, years)),
        ),
        Boundary(
            "law_begins",
            {**_SERVICE, "last_day": "2019-10-09"},
            "first_day",
            law.gratuity_weeks.begins,
        ),
        Boundary("agreed_days", _SERVICE, "contract_days_per_year", 21),
        Boundary("paid_in_full", _SERVICE, "already_paid", gratuity),
        Boundary("debt_eats_gratuity", {**_SERVICE, "debts": [_DEBT]}, "debts.1.amount", gratuity),
    ]


_LEAVE: Facts = {"first_day": "2021-03-01", "last_day": "2024-06-08", "basic_wage": "1500.00"}


def _leave(law: DomesticWorkLaw) -> list[Boundary]:
    first = date(2021, 3, 1)
    years = law.return_ticket_years.latest.value
    return [
        Boundary("one_year", _LEAVE, "last_day", _eve(dates.anniversary(first, 1))),
        Boundary("two_years", _LEAVE, "last_day", _eve(dates.anniversary(first, years))),
        Boundary("paid_in_full", {**_LEAVE, "last_day": "2022-02-28"}, "days_taken", 21),
    ]


def _settlement(law: DomesticWorkLaw) -> list[Boundary]:
    rest = {"unpaid_wage_days": 10, "unpaid_months": [], "other_dues": []}
    facts = {**_SERVICE, **rest}
    year = _eve(dates.anniversary(date(2021, 3, 1), law.gratuity_threshold_years.latest.value))
    return [Boundary("one_year", facts, "last_day", year)]


_CLAIM: Facts = {
    "contract_signed_on": "2025-01-01",
    "handed_over_on": "2025-02-10",
    "last_day_with_employer": "2025-07-20",
    "total_due": "15000.00",
    "total_paid": "15000.00",
    "government_fees_claimed": "2000.00",
    "government_fees_receipted": "2000.00",
    "ground": "left_work",
    "forfeiture": None,
}


def _guarantee(law: DomesticWorkLaw) -> list[Boundary]:
    handed_over = date(2025, 2, 10)
    ends = guarantee_days(date(2025, 1, 1), handed_over, law)
    field = "last_day_with_employer"
    first = law.guarantee_first_months.latest.value
    months = [
        Boundary("month", _CLAIM, field, _eve(dates.add_months(handed_over, first + n)), n)
        for n in range(1, law.guarantee_extension_months.latest.value)
    ]
    old = {**_CLAIM, "handed_over_on": "2022-02-10", field: "2022-06-20"}
    late = {**_CLAIM, field: _eve(dates.add_months(handed_over, first + 6)).isoformat()}
    return [
        Boundary("first_phase", _CLAIM, field, ends.first_phase_ends),
        *months,
        Boundary("guarantee", _CLAIM, field, ends.guarantee_ends),
        Boundary("new_regime", old, "contract_signed_on", law.guarantee_share.begins),
        Boundary(
            "fees_reach_paid",
            {**late, "government_fees_claimed": "9000.00"},
            "government_fees_receipted",
            Money(1500),
        ),
        Boundary("cap_reached", {**_CLAIM, "total_paid": "16000.00"}, "cap", Money(16000)),
    ]


_PRICE: Facts = {
    "recruited_from": "PHL",
    "contract_day": "2025-01-01",
    "kind": "abroad",
    "office_charges": [{"name": "fee", "amount": "15000.00"}],
}


def _price(law: DomesticWorkLaw) -> list[Boundary]:
    cap = law.price_caps["PHL"]
    return [
        Boundary("cap_reached", _PRICE, "office_charges.1.amount", cap.latest.value),
        Boundary("cap_begins", _PRICE, "contract_day", cap.begins),
        Boundary("cap_attested", _PRICE, "contract_day", law.price_cap_attested_on.latest.value),
        Boundary("worker_charged", _PRICE, "charged_to_worker", Money(0)),
    ]


_WAGE: Facts = {
    "day": "2025-01-01",
    "basic_wage": "1000.00",
    "housing": "provided",
    "food": "provided",
}


def _floor(law: DomesticWorkLaw) -> list[Boundary]:
    paid = {**_WAGE, "housing": "500.00", "food": "300.00"}
    begins = [each.in_force for each in law.floor_basic.entries]
    return [
        Boundary("floor_basic", _WAGE, "basic_wage", law.floor_basic.latest.value),
        Boundary("floor_housing", paid, "housing", law.floor_housing.latest.value),
        Boundary("floor_food", paid, "food", law.floor_food.latest.value),
        Boundary("floor_practice", {**_WAGE, "basic_wage": "749.00"}, "day", begins[0]),
        Boundary("floor_begins", {**_WAGE, "basic_wage": "999.00"}, "day", begins[-1]),
    ]


_MONTH: Facts = {
    "month": "2025-04",
    "monthly_wage": "1500.00",
    "on": "2025-05-10",
    "paid": [{"on": "2025-05-03", "amount": "1500.00", "means": "bank"}],
}


def _wage(law: DomesticWorkLaw) -> list[Boundary]:
    last = date(2025, 5, law.wage_latest_day.latest.value)
    return [
        Boundary("last_day_to_pay", _MONTH, "paid.1.on", last),
        Boundary("last_day_to_pay", {**_MONTH, "paid": []}, "on", last),
        Boundary("wage_paid", _MONTH, "paid.1.amount", Money(1500)),
        Boundary("unpaid_month", {**_MONTH, "paid": []}, "unpaid_days", 30),
    ]


def _fees(law: DomesticWorkLaw) -> list[Boundary]:
    return [
        Boundary("tariff", {"item": item, "on": "2025-09-26"}, "on", law.fee_work_permit.begins)
        for item in (
            "work_permit",
            "office_licence",
            "office_licence_replacement",
            "contract_attestation",
        )
    ]


_TIME: Facts = {
    "basic_wage": "1500.00",
    "daily_minutes": 600,
    "agreed_more": False,
    "rest_minutes": 1440,
    "overtime_hours": 10,
    "rest_day_hours": 8,
}


def _time(law: DomesticWorkLaw) -> list[Boundary]:
    day, week = law.daily_hours_limit.latest.value * 60, law.weekly_rest_hours.latest.value * 60
    return [
        Boundary("daily_limit", _TIME, "daily_minutes", day),
        Boundary("weekly_rest", _TIME, "rest_minutes", week),
    ]


def _age(law: DomesticWorkLaw) -> list[Boundary]:
    born = date(2007, 2, 10)
    old = {"born": "1965-02-10", "contract_day": "2025-02-10"}
    young = {"born": born.isoformat(), "contract_day": "2025-02-10"}
    lowest, highest = law.lowest_age.latest.value, law.highest_age.latest.value
    birthday = dates.anniversary(date(1965, 2, 10), highest)
    return [
        Boundary("lowest_age", young, "contract_day", dates.anniversary(born, lowest, dates.MAR_1)),
        Boundary("highest_age", old, "contract_day", birthday),
    ]


def _clocks(law: DomesticWorkLaw) -> list[Boundary]:
    start = date(2023, 2, 10)
    notice = {"kind": "notice", "from": "2025-02-09", "service_start": start.isoformat()}
    years = law.notice_long_after_years.latest.value
    amicable = {"kind": "amicable", "from": "2026-07-25"}
    return [
        Boundary("notice", notice, "from", _eve(dates.anniversary(start, years))),
        Boundary("procedure", amicable, "from", law.procedure_changed_on.latest.in_force),
    ]


def _eve(day: date) -> date:
    return dates.add_days(day, -1)


#: Every rule's thresholds, under some law.
BOUNDARIES: Mapping[str, Callable[[DomesticWorkLaw], list[Boundary]]] = {
    "price-cap": _price,
    "wage-floor": _floor,
    "wage-due": _wage,
    "guarantee-refund": _guarantee,
    "end-of-service": _end_of_service,
    "leave": _leave,
    "final-settlement": _settlement,
    "government-fees": _fees,
    "working-time": _time,
    "age-at-contract": _age,
    "clocks": _clocks,
}
