"""Things to measure with: synthetic, and no more than a measurement needs."""

from __future__ import annotations

from datetime import UTC, date, datetime

from maawin_core.contracts.contract import ContractStatus, RecruitmentConcluded, RecruitmentContract
from maawin_core.kernel.identity import (
    ContractId,
    EmployerId,
    OfficeId,
    RequestId,
    WorkerId,
    new_id,
)
from maawin_core.kernel.money import Money

NOW = datetime(2026, 1, 5, 6, tzinfo=UTC)


def concluded_contract(price: Money) -> RecruitmentContract:
    """A contract whose fee can be asked for."""
    id, request = ContractId(new_id()), RequestId(new_id())
    contract = RecruitmentContract(
        id=id,
        request=request,
        office=OfficeId(new_id()),
        employer=EmployerId(new_id()),
        worker=WorkerId(new_id()),
        recruited_from="PHL",
        price=price,
        signed_on=date(2026, 1, 5),
        status=ContractStatus.CONCLUDED,
    )
    return contract.after(RecruitmentConcluded(at=NOW, contract=id, request=request, price=price))
