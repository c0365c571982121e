from datetime import date

import pytest

from maawin_core.kernel.money import Money
from maawin_core.law.government_fees import GovernmentFee, Item, government_fees
from maawin_core.law.qatar import QATAR

DAY = date(2026, 1, 1)


@pytest.mark.parametrize(
    ("item", "more", "amount"),
    [
        (Item.WORK_PERMIT, {}, 100),
        (Item.WORK_PERMIT, {"years": 3}, 300),
        (Item.OFFICE_LICENCE, {"years": 2}, 2_000),
        (Item.OFFICE_LICENCE_REPLACEMENT, {}, 1_000),
        (Item.CONTRACT_ATTESTATION, {"copies": 3}, 20),
    ],
)
def test_what_each_item_costs(item, more, amount):
    found = government_fees(GovernmentFee(item=item, on=DAY, **more), QATAR)
    assert (found.status, found.amount) == ("due", Money(amount))
    exempt = government_fees(GovernmentFee(item=item, on=DAY, exempt=True, **more), QATAR)
    assert (exempt.status, exempt.amount) == ("exempt", Money(0))


def test_attestation_may_be_read_as_a_fee_for_each_copy():
    fee = GovernmentFee(item=Item.CONTRACT_ATTESTATION, on=DAY, copies=3)
    assert government_fees(fee, QATAR.choosing({"A-44": "per_copy"})).amount == Money(60)
    permit = GovernmentFee(item=Item.WORK_PERMIT, on=DAY, copies=3)
    assert "A-44" not in government_fees(permit, QATAR).readings


@pytest.mark.parametrize("item", list(Item))
def test_before_the_decision_the_old_tariff_held(item):
    before = GovernmentFee(item=item, on=date(2025, 9, 25))
    found = government_fees(before, QATAR)
    assert (found.status, found.amount) == ("old_tariff", None)
