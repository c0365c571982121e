"""What the platform notes of a request by itself (M4): concluded, completed, left lying."""

from __future__ import annotations

from datetime import date

from attrs import frozen

from ...access.rights import Act, Rights
from ...kernel.aggregate import Claim
from ...kernel.identity import ContractId, RequestId
from ...kernel.parties import Actor
from ...law.policy import POLICY, Policy
from ...offers.offer import Offer
from ...offers.use_cases import is_suspended
from ...ports.clock import Clock
from ...ports.storage import Storage
from ..request import RecruitmentRequest


@frozen
class NoteContracted:
    """The contracts of a request are concluded: the offer of the named worker is taken with it."""

    storage: Storage
    rights: Rights
    clock: Clock

    def __call__(
        self, by: Actor, request: RequestId | None, contract: ContractId
    ) -> RecruitmentRequest | None:
        """Without a request (a direct recruitment) nothing is to note."""
        if request is None:
            return None
        with self.storage.transaction(by) as work:
            selected = work.get(RecruitmentRequest, request)
            self.rights.check(by, Act.MOVE_REQUEST, selected)
            now = self.clock.now()
            if selected.contract != contract and selected.offer is not None:
                work.save(work.get(Offer, selected.offer).taken(now))
            return work.save(selected.contracted(contract, now))


@frozen
class NoteCompleted:
    """The worker of a contract was handed over: its request is completed on that day."""

    storage: Storage
    rights: Rights
    clock: Clock

    def __call__(self, by: Actor, contract: ContractId, on: date) -> RecruitmentRequest | None:
        """A contract without a request (a direct recruitment) completes none."""
        held = self.storage.holder(Claim("request_of_contract", str(contract)))
        if held is None:
            return None
        with self.storage.transaction(by) as work:
            contracted = work.get(RecruitmentRequest, held[1])
            self.rights.check(by, Act.MOVE_REQUEST, contracted)
            return work.save(contracted.completed(on, self.clock.now()))


@frozen
class ExpireRequest:
    """A request on which the due step was not taken for too long is over; while its office is
    suspended it waits, and after that it has the whole time again."""

    storage: Storage
    rights: Rights
    clock: Clock
    policy: Policy = POLICY

    def __call__(self, by: Actor, request: RequestId) -> RecruitmentRequest:
        with self.storage.transaction(by) as work:
            left = work.get(RecruitmentRequest, request)
            self.rights.check(by, Act.MOVE_REQUEST, left)
            now, held_up = self.clock.now(), is_suspended(work, left.office)
            if held_up or left.held_up:
                return work.save(left.put_off(now, held_up=held_up, policy=self.policy))
            return work.save(left.expired(now))
