from datetime import date

import pytest

from maawin_core.contracts.contract import ContractStatus, RecruitmentConcluded, RecruitmentContract
from maawin_core.kernel.identity import Identity, new_id
from maawin_core.kernel.money import Money
from maawin_core.kernel.parties import SYSTEM
from maawin_core.payments.use_cases import AskFee, PayFee

PRICE = Money("14000.00")
HIS = Identity(name="Synthetic Employer", name_ar="صاحب عمل افتراضي")
ITS = Identity(name="Synthetic Office")


@pytest.fixture
def conclude(storage, clock):
    def contract(**changes):
        id, request = new_id(), new_id()
        known = {"identities": (HIS, ITS), "price": PRICE, **changes}
        signed = RecruitmentContract(
            id=id, request=request, office=new_id(), employer=new_id(), worker=new_id(),
            recruited_from="PHL", signed_on=date(2026, 1, 5), status=ContractStatus.CONCLUDED,
            **known,
        )  # fmt: skip
        concluded = RecruitmentConcluded(
            at=clock.now(), contract=id, request=request, price=known["price"]
        )
        with storage.transaction(SYSTEM) as work:
            return work.save(signed.after(concluded))

    return contract


@pytest.fixture
def pay(conclude, resolve, employer_of):
    def paid(token="tok_ok", **changes):
        contract = conclude(**changes)
        due = resolve(AskFee)(SYSTEM, contract.id)
        return resolve(PayFee)(employer_of(contract.employer), due.id, token)

    return paid


@pytest.fixture
def paid(pay):
    return pay()
