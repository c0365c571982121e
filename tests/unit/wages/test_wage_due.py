from datetime import date

import pytest
from attrs import evolve

from maawin_core.kernel.money import Money
from maawin_core.law.fact_kinds import BadFacts
from maawin_core.law.qatar import QATAR
from maawin_core.wages.wage_due import (
    Deduction,
    DeductionKind,
    Holder,
    Means,
    WageMonth,
    WagePayment,
    wage_due,
)

MONTH = WageMonth(month=date(2025, 4, 1), monthly_wage=Money(1_500), on=date(2025, 5, 10))


def paid(day, amount=1_500, means=Means.BANK, **more):
    return (WagePayment(on=date(2025, *day), amount=Money(amount), means=means, **more),)


@pytest.mark.parametrize(
    ("change", "status", "owed"),
    [
        ({}, "unpaid", 1_500),
        ({"on": date(2025, 5, 3)}, "not_yet_due", 1_500),
        ({"paid": paid((5, 3))}, "paid", 0),
        ({"paid": paid((5, 4))}, "late_paid", 0),
        ({"paid": paid((5, 11))}, "unpaid", 1_500),
        ({"paid": paid((5, 3), 1_000)}, "part_paid", 500),
        ({"paid": paid((5, 3), account_holder=Holder.OTHER)}, "not_discharged", 1_500),
        ({"paid": paid((5, 3), means=Means.CASH)}, "not_discharged", 1_500),
        ({"paid": paid((5, 3), means=Means.CASH, receipt_signed=True)}, "paid", 0),
    ],
)
def test_how_a_month_stands(change, status, owed):
    found = wage_due(evolve(MONTH, **change), QATAR)
    assert (found.status, found.amount) == (status, Money(owed))


@pytest.mark.parametrize(
    ("month", "days", "due"),
    [
        ((2025, 4, 1), 0, "1500.00"),
        ((2025, 4, 1), 1, "1450.00"),
        ((2025, 4, 1), 30, "0.00"),
        ((2025, 3, 1), 31, "0.00"),
        ((2025, 2, 1), 28, "100.00"),
    ],
)
def test_an_unpaid_day_takes_a_thirtieth_and_never_more_than_there_is(month, days, due):
    found = wage_due(evolve(MONTH, month=date(*month), unpaid_days=days), QATAR)
    assert found.money("due") == Money(due)


def test_part_of_a_month_is_paid_by_days():
    half = evolve(MONTH, last_day=date(2025, 4, 15))
    assert wage_due(half, QATAR).money("due") == Money(750)
    assert wage_due(half, QATAR).figures["due_day"] == date(2025, 4, 15)
    march = evolve(MONTH, month=date(2025, 3, 1), last_day=date(2025, 3, 15))
    by_days = wage_due(march, QATAR.choosing({"A-35": "actual_days"}))
    assert by_days.money("due") == Money("725.81")
    assert wage_due(march, QATAR).money("due") == Money(750)


def test_what_may_be_deducted_lowers_what_is_due_and_recruitment_never_may():
    advance = Deduction(kind=DeductionKind.ADVANCE, amount=Money(200))
    assert wage_due(evolve(MONTH, deductions=(advance,)), QATAR).money("due") == Money(1_300)
    with pytest.raises(BadFacts, match="recruitment_cost_deducted"):
        Deduction(kind=DeductionKind.RECRUITMENT_COST, amount=Money(1))


def test_the_last_day_to_pay_is_the_third_and_no_holiday_moves_it():
    assert wage_due(MONTH, QATAR).figures["last_day_to_pay"] == date(2025, 5, 3)  # a Saturday
