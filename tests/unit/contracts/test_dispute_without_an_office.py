import pytest

from maawin_core.disputes.events import DisputeGround, DisputeRow, Outcome
from maawin_core.disputes.use_cases import DecideDispute, OpenDispute
from maawin_core.kernel import parties
from maawin_core.kernel.errors import NotFound, RuleBroken
from maawin_core.kernel.money import Money


@pytest.fixture
def her(approved, worker_of):
    return worker_of(approved.worker)


def test_a_worker_who_was_recruited_without_an_office_complains_and_is_heard(
    approved,
    her,
    resolve,
    officer,
    lists,
    settle,
):
    household = parties.employer(approved.employer)
    opened = resolve(OpenDispute)(
        her, approved.id, household, DisputeGround.UNPAID_WAGE, "Two months are missing."
    )
    (row,) = lists.page(DisputeRow).items
    assert (row.country, row.office) == ("KEN", None)
    decided = resolve(DecideDispute)(
        officer, opened.id, Outcome.PAYMENT, "The wage is owed.", amount=Money("2000.00")
    )
    settle()
    assert decided.decision.amount == Money("2000.00")


def test_there_is_no_fee_to_ask_back_where_there_was_no_office(
    approved,
    her,
    employer,
    resolve,
):
    open_dispute = resolve(OpenDispute)
    with pytest.raises(RuleBroken, match="refund_is_employers"):
        open_dispute(employer, approved.id, her.party, DisputeGround.LEFT_WORK, "She left.")


def test_nobody_else_finds_it(approved, resolve, employer_of):
    stranger, household = employer_of(approved.worker), parties.employer(approved.employer)
    with pytest.raises(NotFound):
        resolve(OpenDispute)(stranger, approved.id, household, DisputeGround.OTHER, "I heard of it")
