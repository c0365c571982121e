"""A worker says that a wage did not reach her, and it is found out (M11)."""

from __future__ import annotations

from uuid import UUID

from attrs import frozen

from ...access.rights import Act, Rights
from ...kernel.aggregate import Version
from ...kernel.errors import require
from ...kernel.parties import Actor, PartyKind
from ...law.domestic_work import DomesticWorkLaw
from ...law.policy import POLICY, Policy
from ...law.qatar import QATAR
from ...ports.clock import Clock
from ...ports.storage import Storage
from ..wage_month import WageMonth
from ..wage_parts import Finding


@frozen
class ContestWage:
    """The worker did not receive what is counted as paid: it is in doubt at once, the wage is
    owed again, and she may open a dispute over it; the Ministry finds out."""

    storage: Storage
    rights: Rights
    clock: Clock
    law: DomesticWorkLaw = QATAR
    policy: Policy = POLICY

    def __call__(
        self, by: Actor, wage: UUID, payment: UUID, *, seen: Version | None = None
    ) -> WageMonth:
        with self.storage.transaction(by) as work:
            paid = work.get(WageMonth, wage, seen=seen)
            self.rights.check(by, Act.CONTEST_WAGE, paid)
            now = self.clock.now()
            answer_by = now + self.policy.wage_looked_into
            return work.save(paid.contested(payment, answer_by, self.law, now))


@frozen
class SettleWageDoubt:
    """It is found whether the worker received a payment. She herself can only say that she did."""

    storage: Storage
    rights: Rights
    clock: Clock
    law: DomesticWorkLaw = QATAR

    def __call__(
        self,
        by: Actor,
        wage: UUID,
        payment: UUID,
        found: Finding,
        *,
        seen: Version | None = None,
    ) -> WageMonth:
        with self.storage.transaction(by) as work:
            doubted = work.get(WageMonth, wage, seen=seen)
            self.rights.check(by, Act.SETTLE_WAGE_DOUBT, doubted)
            hers = by.party.kind is PartyKind.WORKER
            require(found.received or not hers, "ministry_finds", party=by.party.kind)
            return work.save(doubted.doubt_settled(payment, found, self.law, self.clock.now()))
