from datetime import date

import pytest
from beginnings import working_office

from maawin_core.contracts.contract import ContractStatus, RecruitmentConcluded, RecruitmentContract
from maawin_core.disputes.events import DisputeGround
from maawin_core.disputes.use_cases import OpenDispute
from maawin_core.kernel import parties
from maawin_core.kernel.identity import new_id
from maawin_core.kernel.money import Money
from maawin_core.kernel.parties import SYSTEM
from maawin_core.payments.use_cases import AskFee, PayFee, PayOutBalance
from maawin_core.placements.placement import Placement, PlacementStatus, WorkerHandedOver


@pytest.fixture
def contract(storage, clock):
    now = clock.now()
    id, request = new_id(), new_id()
    signed = RecruitmentContract(
        id=id,
        request=request,
        office=new_id(),
        employer=new_id(),
        worker=new_id(),
        recruited_from="PHL",
        price=Money("15000.00"),
        signed_on=date(2025, 1, 5),
        status=ContractStatus.CONCLUDED,
    ).after(RecruitmentConcluded(at=now, contract=id, request=request, price=Money("15000.00")))
    with storage.transaction(SYSTEM) as work:
        return work.save(signed)


@pytest.fixture
def employer(contract, employer_of):
    return employer_of(contract.employer)


@pytest.fixture
def worker(contract, worker_of):
    return worker_of(contract.worker)


@pytest.fixture
def manager(contract, manager_of):
    return manager_of(contract.office)


@pytest.fixture
def office(contract):
    return parties.office(contract.office)


@pytest.fixture
def paid(contract, employer, resolve):
    due = resolve(AskFee)(SYSTEM, contract.id)
    return resolve(PayFee)(employer, due.id, "tok_ok")


@pytest.fixture
def handed_over(contract, storage, clock):
    on = date(2025, 2, 1)
    placement = Placement(
        id=contract.id,
        contract=contract.id,
        request=contract.request,
        office=contract.office,
        employer=contract.employer,
        worker=contract.worker,
        handed_over_on=on,
        status=PlacementStatus.HANDED_OVER,
    ).after(WorkerHandedOver(at=clock.now(), placement=contract.id, contract=contract.id, on=on))
    with storage.transaction(SYSTEM) as work:
        return work.save(placement)


@pytest.fixture
def complain(resolve, employer, contract, office):
    def about(ground=DisputeGround.LEFT_WORK, by=None, against=None):
        open_dispute = resolve(OpenDispute)
        return open_dispute(
            by or employer, contract.id, against or office, ground, "What happened."
        )

    return about


@pytest.fixture
def house(contract, storage, clock):
    # The office of the contract, as it is once its file is approved.
    return working_office(storage, clock.now(), id=contract.office)


@pytest.fixture
def spent(house, paid, handed_over, settle, resolve, manager):
    # The fee was released, and the office has taken all of it out of its balance.
    settle()
    resolve(PayOutBalance)(manager, house.id, paid.fee, "acct_of_the_office")
    return house
