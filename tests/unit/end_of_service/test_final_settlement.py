from datetime import date

import pytest
from attrs import evolve

from maawin_core.end_of_service.end_of_service import Debt, DebtKind, DebtStatus, Ending
from maawin_core.end_of_service.final_settlement import (
    FinalSettlement,
    OtherDue,
    final_settlement,
)
from maawin_core.kernel.money import Money, total
from maawin_core.law.fact_kinds import BadFacts
from maawin_core.law.qatar import QATAR

PARTS = ("gratuity_payable", "leave_pay", "unpaid_days_pay", "unpaid_months_pay", "other_dues")

END = FinalSettlement(
    first_day=date(2021, 3, 1),
    last_day=date(2023, 2, 28),
    basic_wage=Money(1_500),
    allowances=Money(300),
    ending=Ending.CONTRACT_END,
    earlier_contracts=(),
    debts=(),
    unpaid_wage_days=10,
    unpaid_months=(date(2023, 1, 1),),
    other_dues=(OtherDue(name="ticket", amount=Money("900.50")),),
)


def test_every_part_is_in_the_sum_as_it_is_printed():
    found = final_settlement(END, QATAR)
    assert [found.money(part) for part in PARTS] == [
        Money(2_100),
        Money(2_100),
        Money(600),
        Money(1_800),
        Money("900.50"),
    ]
    assert found.amount == total(found.money(part) for part in PARTS) == Money("7500.50")


def test_unpaid_days_may_be_part_of_their_own_month():
    found = final_settlement(END, QATAR.choosing({"A-35": "actual_days"}))
    assert found.money("unpaid_days_pay") == Money("642.86")


def test_debts_touch_the_gratuity_and_nothing_else():
    debt = Debt(kind=DebtKind.LOAN, amount=Money(9_000), status=DebtStatus.ADJUDICATED)
    found = final_settlement(evolve(END, debts=(debt,)), QATAR)
    assert found.money("gratuity_payable") == Money(0)
    assert found.money("debt_left") == Money(6_900)
    assert found.amount == Money("5400.50")


def test_what_was_paid_already_touches_the_gratuity_and_nothing_else():
    found = final_settlement(evolve(END, already_paid=Money(9_000)), QATAR)
    assert found.amount == Money("5400.50")


def test_the_sheet_holds_the_sheet_of_each_part():
    codes = [line.code for line in final_settlement(END, QATAR).lines]
    assert codes[-1] == "amount"
    assert {"end_of_service.amount", "leave.amount", "end_of_service.years"} <= set(codes)
    assert len(codes) == len(set(codes))


def test_nothing_is_due_where_every_part_is_nothing():
    short = evolve(
        END,
        last_day=date(2021, 3, 1),
        days_taken=1,
        unpaid_wage_days=0,
        unpaid_months=(),
        other_dues=(),
    )
    found = final_settlement(short, QATAR)
    assert (found.status, found.amount) == ("nothing_due", Money(0))


def test_a_month_stands_once():
    with pytest.raises(BadFacts, match="month_twice"):
        evolve(END, unpaid_months=(date(2023, 1, 1), date(2023, 1, 1)))
