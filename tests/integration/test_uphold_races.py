from datetime import date, timedelta

import pytest

from maawin_adapters.clocks import StoppedClock
from maawin_adapters.payments.sandbox import SandboxGateway
from maawin_core.access.rights import Rights
from maawin_core.books.posting import disputed
from maawin_core.contracts.contract import ContractStatus, RecruitmentConcluded, RecruitmentContract
from maawin_core.disputes.dispute import Dispute
from maawin_core.disputes.events import DisputeGround, Outcome
from maawin_core.disputes.refund_obligation import RefundRow, RefundStatus
from maawin_core.disputes.use_cases import AppealDispute, DecideDispute
from maawin_core.kernel.errors import Refusal
from maawin_core.kernel.identity import new_id
from maawin_core.kernel.money import Money
from maawin_core.kernel.parties import MINISTRY, SYSTEM, Actor, Role, employer, office
from maawin_core.payments.fee_payment import FeePayment
from maawin_core.payments.use_cases import AskFee, PayFee
from maawin_core.ports.payment_gateway import Gateways
from maawin_core.testing.sample import EMPLOYER, FEE, NOW, OFFICE, together
from maawin_core.testing.stores import kept

OFFICERS = 4


@pytest.fixture(params=["memory", "sqlite", "postgres"])
def stores(request):
    return request.getfixturevalue(f"{request.param}_stores")


def test_of_officers_who_uphold_one_dispute_at_once_one_awards_and_one_refund_is_owed(stores):
    storage = stores.storage
    contract = RecruitmentContract(
        id=new_id(), request=new_id(), office=OFFICE, employer=EMPLOYER, worker=new_id(),
        recruited_from="PHL", price=FEE, signed_on=date(2025, 1, 5),
        status=ContractStatus.CONCLUDED,
    )  # fmt: skip
    concluded = RecruitmentConcluded(
        at=NOW, contract=contract.id, request=contract.request, price=FEE
    )
    kept(storage, contract.after(concluded))
    clock, rights = StoppedClock(NOW), Rights()
    due = AskFee(storage, rights, clock)(SYSTEM, contract.id)
    payer = Actor(new_id(), Role.EMPLOYER, employer(EMPLOYER))
    PayFee(storage, rights, Gateways(SandboxGateway()), clock)(payer, due.id, "tok_ok")
    dispute = kept(
        storage,
        Dispute.opened(
            new_id(), by=employer(EMPLOYER), against=office(OFFICE),
            ground=DisputeGround.NOT_DELIVERED, text="She never came.", at=NOW,
            due=NOW + timedelta(days=7), contract=contract.id,
        ),
    )  # fmt: skip
    decide = DecideDispute(storage, rights, clock)

    def uphold(_):
        by = Actor(new_id(), Role.OFFICER, MINISTRY)
        return decide(by, dispute.id, Outcome.REFUND, "It is shown.")

    found = together(OFFICERS, uphold)
    assert sum(isinstance(each, Dispute) for each in found) == 1
    # Whoever came later has seen it all as it was before, all as it is now, or half of each.
    refused = {each.code for each in found if isinstance(each, Refusal)}
    assert refused <= {"stale", "wrong_status", "more_than_was_paid"}
    (award,) = storage.get(FeePayment, contract.id).awards
    (row,) = stores.lists.page(RefundRow).items
    assert (award.id, award.amount, row.amount) == (row.key, FEE, Money("14000.00"))
    assert stores.books.sums() == {"QAR": 0}
    manager = Actor(new_id(), Role.OFFICE_MANAGER, office(OFFICE))
    AppealDispute(storage, rights, clock)(manager, dispute.id, "She was ill.")
    officer = Actor(new_id(), Role.OFFICER, MINISTRY)
    decide(officer, dispute.id, Outcome.NOTHING, "It is so.")
    (row,) = stores.lists.page(RefundRow).items
    assert (row.status, row.amount) == (RefundStatus.TAKEN_BACK, Money(0))
    assert stores.books.balance(disputed(contract.id)) == FEE
    assert stores.books.sums() == {"QAR": 0}
