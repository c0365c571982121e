"""The way within Qatar: her own consent, her current employer's notice, her dues there; no visa."""

from __future__ import annotations

from datetime import date

from attrs import frozen

from ...access.rights import Act, Rights
from ...kernel.aggregate import Version
from ...kernel.calendar import end_of_day
from ...kernel.errors import require
from ...kernel.identity import PlacementId
from ...kernel.parties import Actor
from ...law.clocks import Clock as Duty
from ...law.clocks import ClockStart, clocks
from ...law.domestic_work import DomesticWorkLaw
from ...law.policy import POLICY, Policy
from ...law.qatar import QATAR
from ...ports.clock import Clock
from ...ports.storage import Storage
from ..placement import Placement


@frozen
class ConsentToMove:
    """The worker herself agrees to come, and says whether she has an employer now."""

    storage: Storage
    rights: Rights
    clock: Clock
    policy: Policy = POLICY

    def __call__(
        self, by: Actor, placement: PlacementId, employed: bool, *, seen: Version | None = None
    ) -> Placement:
        now = self.clock.now()
        with self.storage.transaction(by) as work:
            awaited = work.get(Placement, placement, seen=seen)
            self.rights.check(by, Act.CONSENT_TO_MOVE, awaited)
            due = now + (self.policy.move if employed else self.policy.hand_over)
            return work.save(awaited.move_consented(by.party, employed, due, now))


@frozen
class NoteNotice:
    """Her current employer has had her notice: a month, or two after a longer service (Law
    19/2020). She comes no earlier than it ends."""

    storage: Storage
    rights: Rights
    clock: Clock
    law: DomesticWorkLaw = QATAR

    def __call__(
        self,
        by: Actor,
        placement: PlacementId,
        given_on: date,
        service_start: date,
        *,
        seen: Version | None = None,
    ) -> Placement:
        with self.storage.transaction(by) as work:
            awaited = work.get(Placement, placement, seen=seen)
            self.rights.check(by, Act.NOTE_NOTICE, awaited)
            in_order = service_start <= given_on
            require(in_order, "service_after_notice", found=service_start, needed=given_on)
            notice = ClockStart(kind=Duty.NOTICE, from_=given_on, service_start=service_start)
            ends = clocks(notice, self.law).figures["due"]
            assert isinstance(ends, date)
            noted = awaited.notice_noted(given_on, ends, end_of_day(ends), self.clock.now())
            return work.save(noted)


@frozen
class NoteDuesSettled:
    """She, or the Ministry, says that her current employer has paid what was due to her."""

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
            self.rights.check(by, Act.NOTE_DUES_SETTLED, awaited)
            free = end_of_day(awaited.move.notice_ends or on)
            return work.save(awaited.dues_settled(on, max(free, now) + self.policy.hand_over, now))
