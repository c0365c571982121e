"""A placement begins when the fee is paid, or a direct contract is attested; lateness is seen."""

from __future__ import annotations

from datetime import datetime, timedelta

from attrs import frozen

from ...access.rights import Act, Rights
from ...contracts.contract import ContractStatus, RecruitmentContract
from ...contracts.employment import EmploymentContract, EmploymentStatus
from ...kernel.calendar import civil_day
from ...kernel.identity import ContractId, PlacementId
from ...kernel.parties import Actor
from ...law.policy import POLICY, Policy
from ...ports.clock import Clock
from ...ports.storage import Storage
from ..placement import Placement, PlacementKind


def placement_of(contract: ContractId) -> PlacementId:
    """A contract has one placement, under the contract's own name: preparing twice is safe."""
    return PlacementId(contract)


@frozen
class PreparePlacement:
    """The worker can be sent for, or asked to move. Preparing again changes nothing.

    The agreed days to arrive run from here: nobody owes them before the fee is paid.
    """

    storage: Storage
    rights: Rights
    clock: Clock
    policy: Policy = POLICY

    def __call__(self, by: Actor, contract: ContractId) -> Placement | None:
        now = self.clock.now()
        with self.storage.transaction(by) as work:
            known = work.find(Placement, placement_of(contract))
            recruitment = work.find(RecruitmentContract, contract)
            employment = work.find(EmploymentContract, contract)
            thing = recruitment or employment
            if known is not None or thing is None:
                return known
            self.rights.check(by, Act.PREPARE_PLACEMENT, thing)
            if recruitment is not None:
                new = self._by_office(recruitment, now)
            else:
                new = _direct(employment)
            if new is None:
                return None  # it was cancelled meanwhile
            local = new.way is PlacementKind.LOCAL
            due = now + (self.policy.move if local else self.policy.visa)
            return work.save(new.prepared(due, now))

    def _by_office(self, contract: RecruitmentContract, at: datetime) -> Placement | None:
        if contract.status is not ContractStatus.CONCLUDED:
            return None
        way = PlacementKind(contract.origin.value)
        local = way is PlacementKind.LOCAL and not contract.arrival_days
        days = self.policy.release_notice if local else timedelta(days=contract.arrival_days)
        return Placement(
            id=contract.id,
            contract=ContractId(contract.id),
            request=contract.request,
            office=contract.office,
            employer=contract.employer,
            worker=contract.worker,
            way=way,
            country=contract.recruited_from,
            contract_day=contract.signed_on,
            expected_arrival=civil_day(at + days),
        )


def _direct(contract: EmploymentContract | None) -> Placement | None:
    if contract is None or contract.office is not None:
        return None
    if contract.status is not EmploymentStatus.ATTESTED:
        return None
    return Placement(
        id=contract.id,
        contract=ContractId(contract.id),
        request=None,
        office=None,
        employer=contract.employer,
        worker=contract.worker,
        way=PlacementKind.DIRECT,
        country=contract.recruited_from,
        contract_day=contract.signed_on,
    )


@frozen
class NoteLateArrival:
    """The agreed day has passed and she has not come: all parties see it, and the Ministry."""

    storage: Storage
    rights: Rights
    clock: Clock

    def __call__(self, by: Actor, placement: PlacementId) -> Placement:
        with self.storage.transaction(by) as work:
            awaited = work.get(Placement, placement)
            self.rights.check(by, Act.NOTE_LATE_ARRIVAL, awaited)
            return work.save(awaited.arrival_late(self.clock.now()))
