from datetime import date, timedelta

import pytest
from attrs import evolve

from maawin_core.end_of_service.end_of_service import (
    Debt,
    DebtKind,
    DebtStatus,
    Ending,
    EndOfService,
    WageChange,
    end_of_service,
)
from maawin_core.end_of_service.final_settlement import FinalSettlement, final_settlement
from maawin_core.kernel.money import Money
from maawin_core.law.fact_kinds import BadFacts
from maawin_core.law.qatar import QATAR

SERVICE = EndOfService(
    first_day=date(2021, 1, 1),
    last_day=date(2022, 12, 31),
    basic_wage=Money(1_500),
    ending=Ending.CONTRACT_END,
    earlier_contracts=(),
    debts=(),
)


def test_only_readings_on_the_path_are_named():
    assert list(end_of_service(SERVICE, QATAR).readings) == ["A-01", "A-02", "A-03", "A-04", "A-05"]
    early = evolve(SERVICE, last_day=date(2021, 6, 30))
    assert list(end_of_service(early, QATAR).readings) == ["A-01", "A-05"]


@pytest.mark.parametrize("years", range(1, 9))
def test_exactly_so_many_years_never_pay_more_than_a_day_longer(years):
    last = date(2021 + years, 1, 1) - timedelta(days=1)
    exact = end_of_service(evolve(SERVICE, last_day=last), QATAR)
    longer = end_of_service(evolve(SERVICE, last_day=last + timedelta(days=1)), QATAR)
    assert exact.amount == Money(1_050 * years)
    assert exact.money("gratuity") < longer.money("gratuity")


@pytest.mark.parametrize(
    ("history", "fault"),
    [
        ([(date(2021, 1, 2), 1_500)], "history_not_from_first_day"),
        ([(date(2021, 1, 1), 1_000)], "history_disagrees"),
        ([(date(2021, 1, 1), 900), (date(2021, 1, 1), 1_500)], "history_out_of_order"),
        ([(date(2021, 1, 1), 900), (date(2023, 1, 1), 1_500)], "history_after_last_day"),
    ],
)
def test_a_wage_history_that_cannot_be_is_refused(history, fault):
    changes = tuple(WageChange(from_=day, basic_wage=Money(wage)) for day, wage in history)
    with pytest.raises(BadFacts, match=fault):
        evolve(SERVICE, wage_history=changes)


def test_a_settlement_adds_the_parts_as_printed():
    debt = Debt(kind=DebtKind.LOAN, amount=Money(100), status=DebtStatus.ACKNOWLEDGED)
    facts = FinalSettlement(
        first_day=date(2021, 1, 1),
        last_day=date(2022, 7, 7),
        basic_wage=Money("1333.33"),
        ending=Ending.RESIGNATION,
        earlier_contracts=(),
        debts=(debt,),
        unpaid_wage_days=7,
        unpaid_months=(),
        other_dues=(),
    )
    found = final_settlement(facts, QATAR)
    parts = ("gratuity_payable", "leave_pay", "unpaid_days_pay", "unpaid_months_pay", "other_dues")
    assert found.amount == sum((found.money(part) for part in parts), Money(0))
    codes = {line.code for line in found.lines}
    assert {"end_of_service.gratuity", "leave.days_left", "unpaid_days_pay"} <= codes
