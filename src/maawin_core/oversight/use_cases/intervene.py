"""The Ministry supports, warns, orders or suspends; lifts, and looks again when asked (M13)."""

from __future__ import annotations

from uuid import UUID

from attrs import frozen

from ...access.admission import admission_of
from ...access.rights import Act, Rights
from ...kernel.aggregate import Version
from ...kernel.identity import OfficeId, new_id
from ...kernel.parties import Actor, Party
from ...kernel.parties import office as party_of
from ...law.policy import POLICY, Policy
from ...offices.office import Office
from ...ports.clock import Clock
from ...ports.storage import Storage
from ..intervention import Action, Appeal, Grounds, Intervention, suspension_of
from .standing import CAUSE, ENDED, let_go, take_hold


@frozen
class Intervene:
    """The Ministry acts on an office or an employer, at once.

    Whoever is suspended starts nothing new from this moment; its running cases go on.
    """

    storage: Storage
    rights: Rights
    clock: Clock

    def __call__(self, by: Actor, on: Party, action: Action, grounds: Grounds) -> Intervention:
        self.rights.check(by, Act.INTERVENE)
        now = self.clock.now()
        with self.storage.transaction(by) as work:
            made = Intervention.made(new_id(), on=on, action=action, grounds=grounds, at=now)
            take_hold(work, made, by, now)
            return work.save(made)


@frozen
class LiftIntervention:
    """An intervention ends before its day."""

    storage: Storage
    rights: Rights
    clock: Clock

    def __call__(
        self, by: Actor, intervention: UUID, reason: str, *, seen: Version | None = None
    ) -> Intervention:
        with self.storage.transaction(by) as work:
            made = work.get(Intervention, intervention, seen=seen)
            self.rights.check(by, Act.LIFT_INTERVENTION, made)
            now = self.clock.now()
            lifted = made.lifted(reason, now)
            return work.save(let_go(work, made, lifted, by, now))


@frozen
class LapseIntervention:
    """The day of a warning or a suspension has come: it ends by itself."""

    storage: Storage
    rights: Rights
    clock: Clock

    def __call__(self, by: Actor, intervention: UUID) -> Intervention:
        with self.storage.transaction(by) as work:
            made = work.get(Intervention, intervention)
            self.rights.check(by, Act.LAPSE_INTERVENTION, made)
            now = self.clock.now()
            lapsed = made.lapsed(now)
            return work.save(let_go(work, made, lapsed, by, now))


@frozen
class EndSuspension:
    """The licence of an office is in force again: no suspension goes on beside that."""

    storage: Storage
    rights: Rights
    clock: Clock

    def __call__(self, by: Actor, office: OfficeId) -> None:
        self.rights.check(by, Act.LAPSE_INTERVENTION)
        held = self.storage.holder(suspension_of(party_of(office)))
        now = self.clock.now()
        with self.storage.transaction(by) as work:
            if not work.get(Office, office).may_work:
                return
            if held is not None:
                work.save(work.get(Intervention, held[1]).overtaken(now))
            admission = admission_of(work, party_of(office))
            if admission.cause == CAUSE:
                work.save(admission.lifted(ENDED, now))


@frozen
class CarryOutIntervention:
    """The promised support was given, or the order obeyed, and with what effect."""

    storage: Storage
    rights: Rights
    clock: Clock

    def __call__(
        self, by: Actor, intervention: UUID, effect: str, *, seen: Version | None = None
    ) -> Intervention:
        with self.storage.transaction(by) as work:
            made = work.get(Intervention, intervention, seen=seen)
            self.rights.check(by, Act.CARRY_OUT_INTERVENTION, made)
            return work.save(made.carried_out(effect, self.clock.now()))


@frozen
class AppealIntervention:
    """Whoever was warned, ordered or suspended asks the Ministry to look again."""

    storage: Storage
    rights: Rights
    clock: Clock
    policy: Policy = POLICY

    def __call__(
        self, by: Actor, intervention: UUID, text: str, *, seen: Version | None = None
    ) -> Intervention:
        with self.storage.transaction(by) as work:
            made = work.get(Intervention, intervention, seen=seen)
            self.rights.check(by, Act.APPEAL_INTERVENTION, made)
            now = self.clock.now()
            return work.save(made.appealed(Appeal(text, now, now + self.policy.appeal_answer)))


@frozen
class AnswerInterventionAppeal:
    """The Ministry has looked again: the intervention stands, or falls from now on."""

    storage: Storage
    rights: Rights
    clock: Clock

    def __call__(
        self,
        by: Actor,
        intervention: UUID,
        upheld: bool,
        reason: str,
        *,
        seen: Version | None = None,
    ) -> Intervention:
        with self.storage.transaction(by) as work:
            made = work.get(Intervention, intervention, seen=seen)
            self.rights.check(by, Act.ANSWER_INTERVENTION_APPEAL, made)
            now = self.clock.now()
            answered = made.appeal_answered(upheld, reason, now)
            return work.save(let_go(work, made, answered, by, now))
