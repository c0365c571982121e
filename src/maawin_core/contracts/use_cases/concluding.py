"""When the last signature or the attestation is there, employer and office are bound."""

from __future__ import annotations

from datetime import datetime

from ...ports.storage import Work
from ...workers.worker import Worker
from ..contract import ContractStatus, RecruitmentContract
from ..employment import EmploymentContract


def concluded(
    work: Work, recruitment: RecruitmentContract, employment: EmploymentContract, at: datetime
) -> RecruitmentContract:
    """The recruitment contract, concluded if nothing is missing; the worker follows it."""
    known = recruitment.status
    found = recruitment.concluded(employment, at)
    if known is found.status or found.status is not ContractStatus.CONCLUDED:
        return found
    work.save(work.get(Worker, found.worker).contracted(at))
    return found
