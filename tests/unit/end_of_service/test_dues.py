import json
from datetime import date
from uuid import UUID

import pytest

from maawin_core import rulebook
from maawin_core.end_of_service.dues import (
    RULE_VERSION,
    ClaimedDebt,
    Dismissal,
    Earlier,
    Said,
    Service,
    Ticket,
    UnpaidWage,
    dues_of,
)
from maawin_core.end_of_service.end_of_service import DebtKind, DebtStatus, Ending
from maawin_core.kernel.errors import RuleBroken
from maawin_core.kernel.money import Money
from maawin_core.law.qatar import QATAR

WAGE = UUID(int=1)


def service(last=date(2026, 12, 31), cause=Ending.CONTRACT_END, **more):
    known = {"first_day": date(2024, 1, 1), "basic": Money(1200), "allowances": Money(500)}
    return Service(**{**known, "last_day": last, "cause": cause, **more})


def dues(said=None, **more):
    return dues_of(service(**more), said or Said(), QATAR)


def debt(kind=DebtKind.LOAN, amount=100, status=DebtStatus.CLAIMED):
    return ClaimedDebt(id=UUID(int=7), kind=kind, amount=Money(amount), note="x", status=status)


def test_the_record_replays_to_the_same_bytes():
    found = dues(Said(days_taken=20))
    kept = json.loads(found.record)
    assert rulebook.replay(kept) is None
    assert found.digest == rulebook.digest(kept)
    assert rulebook.RULES["final-settlement"].version == RULE_VERSION


def test_three_years_of_gratuity_and_leave():
    found = dues()
    assert found.gratuity == Money(2520)
    assert found.leave_pay == Money(2520)
    assert found.amount == Money(5040)
    assert found.ticket is Ticket.RETURN


def test_leave_that_was_taken_is_not_paid_again():
    assert dues(Said(days_taken=63)).leave_pay == Money(0)


@pytest.mark.parametrize(
    ("last", "for_good", "ticket"),
    [
        (date(2025, 12, 30), False, Ticket.NONE),
        (date(2025, 12, 31), False, Ticket.RETURN),
        (date(2024, 2, 1), True, Ticket.ONE_WAY),
    ],
)
def test_the_journey_home_is_due_beside_the_money(last, for_good, ticket):
    assert dues(Said(leaves_for_good=for_good), last=last).ticket is ticket


def test_whole_months_and_parts_of_unpaid_wage_are_all_there():
    unpaid = (
        UnpaidWage(wage=WAGE, month=date(2026, 11, 1), owed=Money(1700), whole=True),
        UnpaidWage(wage=WAGE, month=date(2026, 12, 1), owed=Money("333.33"), whole=False),
    )
    found = service(unpaid=unpaid)
    assert found.wages == Money("2033.33")
    assert dues(unpaid=unpaid).amount == Money(5040) + found.wages


def test_a_debt_is_set_off_only_once_it_is_established():
    claimed = dues(Said(debts=(debt(),)))
    assert (claimed.amount, claimed.flags) == (Money(5040), ("debt_unacknowledged",))
    for status in (DebtStatus.ACKNOWLEDGED, DebtStatus.ADJUDICATED):
        found = dues(Said(debts=(debt(status=status),)))
        assert found.amount == Money(4940)
        assert found.gratuity == Money(2520)  # what was set off was hers, too


def test_a_dismissal_loses_nothing_without_a_recorded_decision():
    dismissed = dues(cause=Ending.DISMISSAL, last=date(2026, 6, 30))
    assert "forfeiture_claimed" in dismissed.flags
    decided = Said(dismissal=Dismissal(ground="x", evidence="y", decided_on=date(2026, 7, 1)))
    by_decision = dues(decided, cause=Ending.DISMISSAL, last=date(2026, 6, 30))
    assert "year_of_termination_lost" in by_decision.flags
    assert by_decision.gratuity < dismissed.gratuity


def test_an_earlier_service_counts_and_what_it_brought_is_not_due_twice():
    first = dues(last=date(2025, 12, 31))
    earlier = Earlier(
        first_day=date(2024, 1, 1), last_day=date(2025, 12, 31), gratuity=first.gratuity
    )
    second = dues(first_day=date(2026, 1, 1), earlier=(earlier,))
    assert first.gratuity + second.gratuity == dues().gratuity
    third = dues(
        first_day=date(2027, 1, 1), last=date(2027, 12, 31),
        earlier=(
            earlier,
            Earlier(first_day=date(2026, 1, 1), last_day=date(2026, 12, 31),
                    gratuity=second.gratuity),
        ),
    )  # fmt: skip
    assert third.gratuity == Money(840)


def test_nobody_leaves_before_she_came():
    with pytest.raises(RuleBroken, match="day_before_service"):
        dues(last=date(2023, 12, 31))
