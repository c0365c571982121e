"""The hand-over: one side says when, the other confirms; then the guarantee and the wage begin."""

from __future__ import annotations

from datetime import date

from attrs import frozen

from ...access.rights import Act, Rights
from ...kernel.aggregate import Version
from ...kernel.identity import PlacementId
from ...kernel.parties import Actor
from ...law.policy import POLICY, Policy
from ...ports.clock import Clock
from ...ports.storage import Storage
from ...workers.worker import Worker
from ..placement import Placement


@frozen
class HandOver:
    """The office (without one, the employer) says on what day it handed her over."""

    storage: Storage
    rights: Rights
    clock: Clock
    policy: Policy = POLICY

    def __call__(
        self, by: Actor, placement: PlacementId, on: date, *, seen: Version | None = None
    ) -> Placement:
        now = self.clock.now()
        with self.storage.transaction(by) as work:
            awaited = work.get(Placement, placement, seen=seen)
            self.rights.check(by, Act.HAND_OVER, awaited)
            due = now + self.policy.hand_over
            return work.save(awaited.hand_over_stated(by.party, on, due, now))


@frozen
class ConfirmHandOver:
    """The employer (without an office, the worker), or the Ministry, confirms that day."""

    storage: Storage
    rights: Rights
    clock: Clock

    def __call__(
        self, by: Actor, placement: PlacementId, on: date, *, seen: Version | None = None
    ) -> Placement:
        now = self.clock.now()
        with self.storage.transaction(by) as work:
            stated = work.get(Placement, placement, seen=seen)
            self.rights.check(by, Act.CONFIRM_HAND_OVER, stated)
            confirmed = stated.hand_over_confirmed(by.party, on, now)
            listed = work.find(Worker, stated.worker)
            if listed is not None and confirmed is not stated:
                work.save(listed.placed(now))
            return work.save(confirmed)
