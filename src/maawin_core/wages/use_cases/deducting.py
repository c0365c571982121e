"""What an employer keeps back, and a worker who does not agree (M11)."""

from __future__ import annotations

from uuid import UUID

from attrs import frozen

from ...access.rights import Act, Rights
from ...kernel.aggregate import Version
from ...kernel.parties import Actor
from ...law.domestic_work import DomesticWorkLaw
from ...law.policy import POLICY, Policy
from ...law.qatar import QATAR
from ...ports.clock import Clock
from ...ports.storage import Storage
from ..deduction import Deduction
from ..wage_month import WageMonth


@frozen
class DeductFromWage:
    """The employer keeps something back from a wage, for a reason that the law does not forbid.
    The same kind, amount, note and evidence are the same deduction."""

    storage: Storage
    rights: Rights
    clock: Clock
    law: DomesticWorkLaw = QATAR

    def __call__(
        self, by: Actor, wage: UUID, deduction: Deduction, *, seen: Version | None = None
    ) -> WageMonth:
        with self.storage.transaction(by) as work:
            open_one = work.get(WageMonth, wage, seen=seen)
            self.rights.check(by, Act.DEDUCT_FROM_WAGE, open_one)
            return work.save(open_one.deducted(deduction, self.law, self.clock.now()))


@frozen
class ContestDeduction:
    """The worker does not agree to a deduction: it takes nothing off at once, what was kept back
    is owed again, and the Ministry finds out."""

    storage: Storage
    rights: Rights
    clock: Clock
    law: DomesticWorkLaw = QATAR
    policy: Policy = POLICY

    def __call__(
        self, by: Actor, wage: UUID, deduction: UUID, *, seen: Version | None = None
    ) -> WageMonth:
        with self.storage.transaction(by) as work:
            held = work.get(WageMonth, wage, seen=seen)
            self.rights.check(by, Act.CONTEST_DEDUCTION, held)
            now = self.clock.now()
            answer_by = now + self.policy.wage_looked_into
            return work.save(held.deduction_contested(deduction, answer_by, self.law, now))


@frozen
class SettleDeductionDoubt:
    """The Ministry finds whether a deduction that the worker contests is right, and says why."""

    storage: Storage
    rights: Rights
    clock: Clock
    law: DomesticWorkLaw = QATAR

    def __call__(
        self,
        by: Actor,
        wage: UUID,
        deduction: UUID,
        right: bool,
        reason: str,
        *,
        seen: Version | None = None,
    ) -> WageMonth:
        with self.storage.transaction(by) as work:
            held = work.get(WageMonth, wage, seen=seen)
            self.rights.check(by, Act.SETTLE_DEDUCTION_DOUBT, held)
            now = self.clock.now()
            return work.save(held.deduction_found(deduction, right, reason, self.law, now))
