"""The way from abroad: visa, ticket, arrival."""

from __future__ import annotations

from datetime import date

from attrs import frozen

from ...access.rights import Act, Rights
from ...kernel.aggregate import Version
from ...kernel.calendar import end_of_day
from ...kernel.identity import PlacementId
from ...kernel.parties import Actor
from ...law.policy import POLICY, Policy
from ...ports.clock import Clock
from ...ports.storage import Storage
from ..placement import Paper, Placement


@frozen
class RecordVisa:
    """Whoever brings her records her visa."""

    storage: Storage
    rights: Rights
    clock: Clock
    policy: Policy = POLICY

    def __call__(
        self, by: Actor, placement: PlacementId, visa: Paper, *, seen: Version | None = None
    ) -> Placement:
        now = self.clock.now()
        with self.storage.transaction(by) as work:
            awaited = work.get(Placement, placement, seen=seen)
            self.rights.check(by, Act.RECORD_VISA, awaited)
            awaited.must_be_brought_by(by.party)
            due = end_of_day(awaited.expected_arrival or visa.on + self.policy.visa)
            return work.save(awaited.visa_recorded(visa, due, now))


@frozen
class RecordTicket:
    """Whoever brings her records her ticket; arrival is owed on its day."""

    storage: Storage
    rights: Rights
    clock: Clock

    def __call__(
        self, by: Actor, placement: PlacementId, ticket: Paper, *, seen: Version | None = None
    ) -> Placement:
        with self.storage.transaction(by) as work:
            awaited = work.get(Placement, placement, seen=seen)
            self.rights.check(by, Act.RECORD_TICKET, awaited)
            awaited.must_be_brought_by(by.party)
            due = end_of_day(ticket.on)
            return work.save(awaited.ticket_recorded(ticket, due, self.clock.now()))


@frozen
class RecordArrival:
    """She has come; from now on the office houses and feeds her until it hands her over."""

    storage: Storage
    rights: Rights
    clock: Clock
    policy: Policy = POLICY

    def __call__(
        self, by: Actor, placement: PlacementId, on: date, *, seen: Version | None = None
    ) -> Placement:
        with self.storage.transaction(by) as work:
            awaited = work.get(Placement, placement, seen=seen)
            self.rights.check(by, Act.RECORD_ARRIVAL, awaited)
            awaited.must_be_brought_by(by.party)
            due = end_of_day(on) + self.policy.hand_over
            return work.save(awaited.arrived(on, due, self.clock.now()))
