"""Choosing who takes part in the pilot, and turning it on and off (M15)."""

from __future__ import annotations

from uuid import UUID

from attrs import frozen

from ...access.admission import PILOT_SWITCH, PilotSwitch, admission_of
from ...access.rights import Act, Rights
from ...kernel.aggregate import Version
from ...kernel.identity import new_id
from ...kernel.parties import Actor, Party
from ...ports.clock import Clock
from ...ports.storage import Storage
from ..cohort import Cohort


@frozen
class FormCohort:
    """A group of the pilot is formed, still empty."""

    storage: Storage
    rights: Rights
    clock: Clock

    def __call__(self, by: Actor, name: str) -> Cohort:
        self.rights.check(by, Act.FORM_COHORT)
        with self.storage.transaction(by) as work:
            return work.save(Cohort.formed(new_id(), name, self.clock.now()))


@frozen
class ChooseForCohort:
    """An office or an employer joins a group, and may start new things while the pilot is on."""

    storage: Storage
    rights: Rights
    clock: Clock

    def __call__(
        self, by: Actor, cohort: UUID, party: Party, *, seen: Version | None = None
    ) -> Cohort:
        with self.storage.transaction(by) as work:
            group = work.get(Cohort, cohort, seen=seen)
            self.rights.check(by, Act.CHOOSE_FOR_COHORT, group)
            now = self.clock.now()
            work.save(admission_of(work, party).chosen_for_pilot(True, now))
            return work.save(group.chosen(party, now))


@frozen
class LeaveCohort:
    """A party leaves its group: while the pilot is on it starts nothing new."""

    storage: Storage
    rights: Rights
    clock: Clock

    def __call__(
        self, by: Actor, cohort: UUID, party: Party, *, seen: Version | None = None
    ) -> Cohort:
        with self.storage.transaction(by) as work:
            group = work.get(Cohort, cohort, seen=seen)
            self.rights.check(by, Act.LEAVE_COHORT, group)
            if party not in group.members:
                return group  # it may be one of another group: that one has the say
            now = self.clock.now()
            work.save(admission_of(work, party).chosen_for_pilot(False, now))
            return work.save(group.left(party, now))


@frozen
class SwitchPilot:
    """From now on only the chosen transact, or everybody does."""

    storage: Storage
    rights: Rights
    clock: Clock

    def __call__(self, by: Actor, on: bool) -> PilotSwitch:
        self.rights.check(by, Act.SWITCH_PILOT)
        with self.storage.transaction(by) as work:
            switch = work.find(PilotSwitch, PILOT_SWITCH) or PilotSwitch(id=PILOT_SWITCH)
            return work.save(switch.turned(on, self.clock.now()))
