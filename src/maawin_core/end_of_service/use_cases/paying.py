"""The employer pays what is due, the worker says that she has it (M12)."""

from __future__ import annotations

from datetime import date

from attrs import frozen

from ...access.rights import Act, Rights
from ...kernel.aggregate import Version
from ...kernel.errors import RuleBroken, require
from ...kernel.identity import PlacementId, new_id
from ...kernel.money import Money
from ...kernel.parties import Actor, PartyKind
from ...law.domestic_work import DomesticWorkLaw
from ...law.policy import POLICY, Policy
from ...law.qatar import QATAR
from ...ports.clock import Clock
from ...ports.storage import Storage, Work
from ...wages.wage_month import WageMonth
from ..events import DuesMeans, SettlementStatus
from ..settlement import DuesPayment, Settlement
from .returning import wages_arrived, wages_sent


@frozen
class PayDues:
    """The employer has paid all that is due: to her account, in cash that she signs for, or after
    her death to the Department."""

    storage: Storage
    rights: Rights
    clock: Clock
    policy: Policy = POLICY

    def __call__(  # noqa: PLR0913 (the facts of one payment)
        self,
        by: Actor,
        placement: PlacementId,
        amount: Money,
        on: date,
        means: DuesMeans,
        *,
        reference: str = "",
        evidence: str = "",
        ticket: str = "",
        seen: Version | None = None,
    ) -> Settlement:
        with self.storage.transaction(by) as work:
            agreed = work.get(Settlement, placement, seen=seen)
            self.rights.check(by, Act.PAY_DUES, agreed)
            now = self.clock.now()
            payment = DuesPayment(
                id=new_id(),
                on=on,
                amount=amount,
                wages=agreed.wages,
                means=means,
                reference=reference,
                evidence=evidence,
                ticket=ticket,
                confirm_by=now + self.policy.dues_confirmed,
            )
            paid = agreed.payment_stated(payment, now)
            _must_still_hold(work, paid)
            wages_sent(work, paid, now)
            return work.save(paid)


@frozen
class ConfirmDues:
    """The worker signs that she has received her dues; for a deposit, the Department does."""

    storage: Storage
    rights: Rights
    clock: Clock
    law: DomesticWorkLaw = QATAR

    def __call__(
        self, by: Actor, placement: PlacementId, *, seen: Version | None = None
    ) -> Settlement:
        with self.storage.transaction(by) as work:
            stated = work.get(Settlement, placement, seen=seen)
            self.rights.check(by, Act.CONFIRM_DUES, stated)
            hers = by.party.kind is PartyKind.WORKER
            require(hers or stated.by_deposit, "receipt_is_hers", party=by.party.kind)
            now = self.clock.now()
            settled = stated.confirmed(now)
            if stated.status is SettlementStatus.PAYMENT_STATED:
                wages_arrived(work, stated, self.law, now)
            return work.save(settled)


@frozen
class WatchSettlement:
    """The clock of a settlement: dues that are late are found; a transfer with evidence that
    nobody denied in time has come."""

    storage: Storage
    rights: Rights
    clock: Clock
    law: DomesticWorkLaw = QATAR

    def __call__(
        self, by: Actor, placement: PlacementId, *, seen: Version | None = None
    ) -> Settlement:
        with self.storage.transaction(by) as work:
            known = work.get(Settlement, placement, seen=seen)
            self.rights.check(by, Act.WATCH_SETTLEMENT, known)
            now = self.clock.now()
            watched = known.watched(now)
            settled_now = watched.status is SettlementStatus.SETTLED
            if settled_now and known.status is SettlementStatus.PAYMENT_STATED:
                wages_arrived(work, known, self.law, now)
            return work.save(watched)


def _must_still_hold(work: Work, paid: Settlement) -> None:
    """Refuse to pay a sheet whose wages have moved since it was drawn up."""
    if paid.payment is None or not paid.payment.wages:
        return
    for each in paid.service.unpaid:
        owed = work.get(WageMonth, each.wage)
        if owed.owed != each.owed or owed.on_its_way is not None:
            raise RuleBroken("sheet_outdated", month=f"{each.month:%Y-%m}")
