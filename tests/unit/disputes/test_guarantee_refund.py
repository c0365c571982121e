from datetime import date

import pytest
from attrs import evolve

from maawin_core.disputes.guarantee_refund import (
    Forfeiture,
    Ground,
    GuaranteeClaim,
    guarantee_refund,
)
from maawin_core.kernel.money import Money
from maawin_core.law.answer import printed
from maawin_core.law.fact_kinds import BadFacts
from maawin_core.law.qatar import QATAR

CLAIM = GuaranteeClaim(
    contract_signed_on=date(2023, 1, 1),
    handed_over_on=date(2023, 2, 1),
    last_day_with_employer=date(2023, 7, 14),
    total_due=Money(15_000),
    total_paid=Money(15_000),
    ground=Ground.LEFT_WORK,
    forfeiture=None,
)


def test_the_undisputed_part_is_payable_at_once():
    found = guarantee_refund(CLAIM, QATAR)
    assert (found.status, found.amount) == ("due", Money(10_500))
    assert (found.money("payable_now"), found.money("held")) == (Money(8_250), Money(2_250))


@pytest.mark.parametrize(
    ("choice", "amount"),
    [("completed_months", "10500.00"), ("started_months", "8250.00"), ("daily", "9497.28")],
)
def test_each_reading_of_a_month_has_its_own_amount(choice, amount):
    found = guarantee_refund(CLAIM, QATAR.choosing({"A-16": choice}))
    assert found.amount == Money(amount)
    assert found.readings["A-16"] == choice
    assert found.money("held") == Money(0)


def test_the_first_phase_asks_no_reading_of_the_extension():
    early = evolve(CLAIM, last_day_with_employer=date(2023, 3, 1))
    assert set(guarantee_refund(early, QATAR).readings) == {"A-14", "A-15", "A-19"}


def test_a_forfeiture_needs_a_finding():
    alleged = Forfeiture(assault=True, breach=False, finding_recorded=False)
    found = guarantee_refund(evolve(CLAIM, forfeiture=alleged), QATAR)
    assert (found.status, found.money("payable_now")) == ("on_hold", Money(0))
    decided = evolve(alleged, finding_recorded=True)
    assert guarantee_refund(evolve(CLAIM, forfeiture=decided), QATAR).status == "forfeited"


def test_a_last_day_before_the_hand_over_is_refused():
    with pytest.raises(BadFacts, match="first_day_after_last_day"):
        evolve(CLAIM, last_day_with_employer=date(2023, 1, 31))


def test_the_sheet_can_be_printed_in_arabic():
    sheet = printed(guarantee_refund(CLAIM, QATAR), "ar")
    assert "المبلغ المسترد" in sheet
    assert "10500.00 ريال قطري" in sheet
