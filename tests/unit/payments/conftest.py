from datetime import date

import pytest

from maawin_core.contracts.contract import ContractStatus, RecruitmentConcluded, RecruitmentContract
from maawin_core.kernel.identity import new_id
from maawin_core.kernel.money import Money
from maawin_core.kernel.parties import SYSTEM
from maawin_core.payments.use_cases import AskFee


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
        price=Money("14000.00"),
        signed_on=date(2026, 1, 5),
        status=ContractStatus.CONCLUDED,
    ).after(RecruitmentConcluded(at=now, contract=id, request=request, price=Money("14000.00")))
    with storage.transaction(SYSTEM) as work:
        return work.save(signed)


@pytest.fixture
def due(contract, resolve):
    return resolve(AskFee)(SYSTEM, contract.id)


@pytest.fixture
def employer(contract, employer_of):
    return employer_of(contract.employer)


@pytest.fixture
def manager(contract, manager_of):
    return manager_of(contract.office)
