"""A contract falls before the hand-over: the worker is free again, and the request is told."""

from __future__ import annotations

from datetime import datetime

from attrs import frozen

from ...access.rights import Act, Rights
from ...contracts.contract import RecruitmentContract
from ...contracts.direct import DirectRecruitment
from ...contracts.employment import EmploymentContract
from ...kernel.aggregate import Version
from ...kernel.errors import require
from ...kernel.identity import ContractId
from ...kernel.parties import Actor, Party, employer
from ...law.policy import POLICY, Policy
from ...offers.use_cases import is_suspended
from ...ports.clock import Clock
from ...ports.storage import Storage, Work
from ...requests.request import RecruitmentRequest, RequestStatus
from ...workers.worker import Worker
from ..placement import Placement, PlacementStatus
from .preparing import placement_of

_FELL_THROUGH = (RequestStatus.SELECTED, RequestStatus.CONTRACTED)


@frozen
class CancelContract:
    """A party gives up a contract before she is handed over; after that a placement *ends*.

    Contracts, placement, worker and request change together. The request is open again for
    another choice, unless the employer herself gives it up too (*reopen* False). What is unpaid
    of the fee is not asked any more; what was paid comes back by a dispute.
    """

    storage: Storage
    rights: Rights
    clock: Clock

    def __call__(
        self,
        by: Actor,
        contract: ContractId,
        reason: str,
        *,
        reopen: bool = True,
        seen: Version | None = None,
    ) -> EmploymentContract | RecruitmentContract | DirectRecruitment:
        now = self.clock.now()
        with self.storage.transaction(by) as work:
            recruitment = work.find(RecruitmentContract, contract)
            if recruitment is None:
                return self._without_office(work, by, contract, reason, seen)
            known = work.get(RecruitmentContract, contract, seen=seen)
            self.rights.check(by, Act.CANCEL_CONTRACT, known)
            cancelled = known.cancelled(by.party, reason, now)
            if cancelled is known:
                return known
            _fall(work, known, now)
            give_up = not reopen and by.party == employer(known.employer)
            _tell_request(work, known, by.party if give_up else None, reason, now)
            return work.save(cancelled)

    def _without_office(
        self, work: Work, by: Actor, contract: ContractId, reason: str, seen: Version | None
    ) -> EmploymentContract | DirectRecruitment:
        """A direct recruitment is given up, whether its contract is drawn up yet or not."""
        now = self.clock.now()
        direct = work.find(DirectRecruitment, contract)
        if direct is None or work.find(EmploymentContract, contract) is not None:
            drawn_up = work.get(EmploymentContract, contract, seen=seen)
            self.rights.check(by, Act.CANCEL_CONTRACT, drawn_up)
            require(reason.strip(), "text_missing", field="reason")
            return _direct_cancelled(work, drawn_up, reason, now)
        direct = work.get(DirectRecruitment, contract, seen=seen)
        self.rights.check(by, Act.CANCEL_CONTRACT, direct)
        require(reason.strip(), "text_missing", field="reason")
        return work.save(direct.closed(now, reason))


@frozen
class LapseSelection:
    """Not all had signed by the day that was due: the selection falls by itself, the worker is
    free again, and the request is open for another choice. Safe to repeat.

    While the office is suspended, and so cannot sign, the selection stands; after that all have
    the whole time again.
    """

    storage: Storage
    rights: Rights
    clock: Clock
    policy: Policy = POLICY

    def __call__(self, by: Actor, contract: ContractId) -> RecruitmentContract:
        now = self.clock.now()
        with self.storage.transaction(by) as work:
            known = work.get(RecruitmentContract, contract)
            self.rights.check(by, Act.LAPSE_SELECTION, known)
            lapsed = known.lapsed(work.find(EmploymentContract, contract), now)
            if lapsed is known:
                return known
            held_up = is_suspended(work, known.office)
            if held_up or known.held_up:
                until = now + self.policy.conclusion
                return work.save(known.put_off(until, now, held_up=held_up))
            _fall(work, known, now)
            _tell_request(work, known, None, "", now)
            return work.save(lapsed)


def _fall(work: Work, contract: RecruitmentContract, at: datetime) -> None:
    """All that stood on the contract falls; refused once she has been handed over."""
    _way_cancelled(work, ContractId(contract.id), at)
    employment = work.find(EmploymentContract, contract.id)
    if employment is not None:
        work.save(employment.cancelled(at))
    listed = work.find(Worker, contract.worker)
    if listed is not None:
        work.save(listed.released(at))


def _way_cancelled(work: Work, contract: ContractId, at: datetime) -> None:
    placement = work.find(Placement, placement_of(contract))
    if placement is not None:
        placement.must_be(
            PlacementStatus.PREPARED, PlacementStatus.ARRIVED, PlacementStatus.CANCELLED
        )
        work.save(placement.cancelled(at))


def _tell_request(
    work: Work, contract: RecruitmentContract, by: Party | None, reason: str, at: datetime
) -> None:
    asked = work.find(RecruitmentRequest, contract.request)
    if asked is None or asked.status not in _FELL_THROUGH:
        return
    work.save(asked.reopened(at) if by is None else asked.cancelled(by, reason, at))


def _direct_cancelled(
    work: Work, employment: EmploymentContract, reason: str, at: datetime
) -> EmploymentContract:
    _way_cancelled(work, ContractId(employment.id), at)
    direct = work.find(DirectRecruitment, employment.id)
    if direct is not None:
        work.save(direct.closed(at, reason))
    return work.save(employment.cancelled(at))
