"""A return to the office, and the end of a placement: the worker is held no more."""

from __future__ import annotations

from datetime import date, datetime

from attrs import frozen

from ...access.rights import Act, Rights
from ...contracts.contract import ContractStatus, RecruitmentContract
from ...contracts.direct import DirectRecruitment
from ...contracts.employment import EmploymentContract, EmploymentStatus
from ...kernel.aggregate import Version
from ...kernel.identity import PlacementId
from ...kernel.parties import Actor
from ...law.policy import POLICY, Policy
from ...ports.clock import Clock
from ...ports.storage import Storage, Work
from ...workers.worker import Availability, Worker
from ..placement import EndCause, Placement, PlacementStatus


@frozen
class ReturnToOffice:
    """She is back with the office, which houses and feeds her again, and may recruit her anew."""

    storage: Storage
    rights: Rights
    clock: Clock
    policy: Policy = POLICY

    def __call__(
        self, by: Actor, placement: PlacementId, on: date, *, seen: Version | None = None
    ) -> Placement:
        now = self.clock.now()
        with self.storage.transaction(by) as work:
            lasting = work.get(Placement, placement, seen=seen)
            self.rights.check(by, Act.RETURN_TO_OFFICE, lasting)
            returned = lasting.returned(on, now + self.policy.after_return, now)
            if lasting.status is PlacementStatus.HANDED_OVER:
                _hold_no_more(work, lasting, now)
                listed = work.find(Worker, lasting.worker)
                if listed is not None:
                    work.save(listed.available_again(now))
            return work.save(returned)


@frozen
class EndPlacement:
    """Her time with the employer is over, for a cause that this party may claim; dues follow."""

    storage: Storage
    rights: Rights
    clock: Clock

    def __call__(
        self,
        by: Actor,
        placement: PlacementId,
        last_day: date,
        cause: EndCause,
        *,
        seen: Version | None = None,
    ) -> Placement:
        now = self.clock.now()
        with self.storage.transaction(by) as work:
            lasting = work.get(Placement, placement, seen=seen)
            self.rights.check(by, Act.END_PLACEMENT, lasting)
            ended = lasting.ended(by.party, last_day, cause, now)
            if ended is lasting:
                return lasting
            _hold_no_more(work, lasting, now)
            _end_work(work, ended, now)
            _let_go(work, lasting, cause, now)
            return work.save(ended)


def _hold_no_more(work: Work, placement: Placement, at: datetime) -> None:
    contract = work.find(RecruitmentContract, placement.contract)
    if contract is not None and contract.status is ContractStatus.CONCLUDED:
        work.save(contract.ended(at))


def _end_work(work: Work, placement: Placement, at: datetime) -> None:
    employment = work.find(EmploymentContract, placement.contract)
    attested = employment is not None and employment.status is EmploymentStatus.ATTESTED
    if employment is not None and attested and placement.last_day is not None:
        work.save(employment.ended(placement.last_day, at))
    direct = work.find(DirectRecruitment, placement.contract)
    if direct is not None:
        work.save(direct.closed(at))


def _let_go(work: Work, placement: Placement, cause: EndCause, at: datetime) -> None:
    """Who was returned is on her office's list again already; the others are on nobody's."""
    listed = work.find(Worker, placement.worker)
    if listed is None:
        return
    with_employer = listed.availability is Availability.PLACED
    died = cause is EndCause.DEATH and listed.availability is Availability.LISTED
    if with_employer or died:
        work.save(listed.left(at))
