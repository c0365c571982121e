from datetime import date, timedelta

import pytest

from maawin_core.kernel.answer import Accepted, Unknown
from maawin_core.kernel.errors import NotAllowed, RuleBroken, WrongMoment
from maawin_core.kernel.identity import AttemptId, new_id
from maawin_core.kernel.money import Money
from maawin_core.kernel.parties import SYSTEM
from maawin_core.payments.fee_payment import FeePayment
from maawin_core.payments.reconciling import Difference
from maawin_core.payments.use_cases import Reconcile
from maawin_core.ports.payment_gateway import (
    CANNOT,
    Gateways,
    Movement,
    SettlementLine,
    SettlementPage,
)
from maawin_core.testing.sample import FEE, NOW, a_fee, an_award
from maawin_core.testing.stores import kept

HEADER = "reference,movement,amount,currency,day\n"
DAY = "2026-01-05"


@pytest.fixture
def fee(storage):
    # Paid as ch-1, given back whole as re-1.
    attempt, award = AttemptId(new_id()), an_award(FEE)
    made = a_fee().being_paid(attempt, "sandbox", NOW).answered(attempt, Accepted("ch-1"), NOW)
    made = made.awarded_back(award, NOW)
    return kept(storage, made.refund_answered(award.id, award.id, Accepted("re-1"), NOW))


@pytest.fixture
def reconcile(resolve, administrator):
    def held_against(*rows, provider="sandbox"):
        return resolve(Reconcile)(administrator, provider, csv=HEADER + "".join(rows))

    return held_against


def row(reference="ch-1", movement="charge", amount="14000.00", day=DAY):
    return f"{reference},{movement},{amount},QAR,{day}\n"


GIVEN = row("re-1", "refund")


def test_what_agrees_is_counted_and_is_no_case(fee, reconcile):
    found = reconcile(row(), GIVEN)
    assert (found.matched, found.cases, found.agrees) == (2, (), True)


def test_a_refund_by_payout_is_a_refund_in_the_books(fee, reconcile):
    assert reconcile(row(), row("re-1", "payout")).agrees


def test_what_a_provider_lists_a_day_later_is_found_by_its_name(fee, reconcile):
    found = reconcile(row(day="2026-01-07"), row("re-1", "refund", day="2026-01-08"))
    assert found.agrees


@pytest.mark.parametrize(
    ("rows", "difference", "about"),
    [
        ([row(), GIVEN, row("ch-9")], Difference.NOT_IN_BOOKS, None),
        ([row()], Difference.NOT_AT_PROVIDER, "fee"),
        ([row(amount="13999.99"), GIVEN], Difference.AMOUNT_DIFFERS, "fee"),
        ([row(), GIVEN, row()], Difference.LISTED_TWICE, None),
    ],
)
def test_each_difference_is_a_case(fee, reconcile, rows, difference, about):
    found = reconcile(*rows)
    (case,) = found.cases
    assert (case.difference, case.about) == (difference, fee.id if about else None)
    assert not found.agrees


def test_what_the_books_have_outside_the_days_of_the_list_is_no_case(fee, reconcile):
    found = reconcile(row("ch-9", day="2026-03-01"))
    assert [case.difference for case in found.cases] == [Difference.NOT_IN_BOOKS]


def test_a_refund_that_came_back_is_a_movement_of_its_own(fee, reconcile, storage):
    with storage.transaction(SYSTEM) as work:
        paid = work.get(FeePayment, fee.id)
        at = NOW + timedelta(days=4)
        work.save(paid.refund_returned(paid.awards[0].id, "closed", at, at))
    back = row("re-1", "bounce", day="2026-01-09")
    assert reconcile(row(), GIVEN, back).agrees
    assert [c.movement for c in reconcile(row(), GIVEN, row("x", day="2026-01-09")).cases] == [
        Movement.BOUNCE,
        Movement.CHARGE,
    ]


def test_another_providers_list_finds_nothing_of_this_one(fee, reconcile):
    assert [case.difference for case in reconcile(row(), provider="other").cases] == [
        Difference.NOT_IN_BOOKS
    ]


def test_lines_that_cannot_be_read_do_not_agree(fee, reconcile):
    found = reconcile(row(), GIVEN, "nonsense\n")
    assert (found.matched, found.cases, len(found.bad), found.agrees) == (2, (), 1, False)


def test_a_providers_own_list_is_read_to_its_last_page(fee, resolve, administrator, ports, gateway):
    def line(reference, movement):
        return SettlementLine(
            reference=reference, movement=movement, amount=FEE, kept=Money(0), call=None, at=NOW
        )

    class Listing(type(gateway)):
        def settlements(self, day, after=""):
            assert day == date(2026, 1, 5)
            if not after:
                return SettlementPage((line("ch-1", Movement.CHARGE),), "2")
            return SettlementPage((line("re-1", Movement.REFUND),))

    ports["gateways"] = Gateways(Listing())
    assert resolve(Reconcile)(administrator, "sandbox", day=date(2026, 1, 5)).matched == 2


def test_a_provider_that_lists_nothing_or_says_nothing_is_no_agreement(
    resolve, administrator, ports, gateway
):
    for answer, code in ((CANNOT, "settlements_not_listed"), (Unknown(), "provider_silent")):

        class Mute(type(gateway)):
            def settlements(self, day, after="", answer=answer):
                return answer

        ports["gateways"] = Gateways(Mute())
        with pytest.raises(WrongMoment, match=code):
            resolve(Reconcile)(administrator, "sandbox", day=date(2026, 1, 5))


def test_only_who_watches_the_money_reconciles_and_with_one_list(
    resolve, administrator, manager_of
):
    reconcile = resolve(Reconcile)
    with pytest.raises(NotAllowed):
        reconcile(manager_of(new_id()), "sandbox", csv=HEADER)
    with pytest.raises(RuleBroken, match="settlement_file_or_day"):
        reconcile(administrator, "sandbox")
