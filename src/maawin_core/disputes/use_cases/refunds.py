"""The clock of a refund that is owed (M10)."""

from __future__ import annotations

from uuid import UUID

from attrs import frozen

from ...access.rights import Act, Rights
from ...kernel.aggregate import Version
from ...kernel.identity import AwardId
from ...kernel.parties import Actor
from ...ports.clock import Clock
from ...ports.storage import Storage
from ..refund_obligation import RefundObligation


@frozen
class WatchRefund:
    """The clock of a refund: remind whoever owes it, and tell the Ministry when it is late."""

    storage: Storage
    rights: Rights
    clock: Clock

    def __call__(self, by: Actor, refund: UUID, *, seen: Version | None = None) -> RefundObligation:
        with self.storage.transaction(by) as work:
            owed = work.get(RefundObligation, refund, seen=seen)
            self.rights.check(by, Act.WATCH_REFUND, owed)
            return work.save(owed.watched(self.clock.now()))


@frozen
class NoteRefundGiven:
    """The provider has given an award back: the obligation is met."""

    storage: Storage
    rights: Rights
    clock: Clock

    def __call__(
        self, by: Actor, award: AwardId, *, seen: Version | None = None
    ) -> RefundObligation:
        with self.storage.transaction(by) as work:
            owed = work.get(RefundObligation, award, seen=seen)
            self.rights.check(by, Act.WATCH_REFUND, owed)
            return work.save(owed.given(self.clock.now()))
