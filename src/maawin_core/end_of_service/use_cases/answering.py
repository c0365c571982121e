"""Both sides look at the sheet, debts are claimed and answered, the Ministry decides (M12)."""

from __future__ import annotations

from datetime import date, datetime
from uuid import UUID

from attrs import evolve, frozen

from ...access.rights import Act, Rights
from ...kernel.aggregate import Version
from ...kernel.calendar import civil_day
from ...kernel.errors import RuleBroken, WrongMoment, require
from ...kernel.identity import PlacementId, new_id
from ...kernel.money import Money
from ...kernel.parties import Actor, PartyKind
from ...law.domestic_work import DomesticWorkLaw
from ...law.policy import POLICY, Policy
from ...law.qatar import QATAR
from ...ports.clock import Clock
from ...ports.storage import Storage
from ..dues import ClaimedDebt, Dismissal, Said, dues_of
from ..end_of_service import DebtKind, DebtStatus, Ending
from ..settlement import Settlement
from .returning import wages_returned


@frozen
class AgreeSettlement:
    """A side agrees to the sheet as it stands."""

    storage: Storage
    rights: Rights
    clock: Clock

    def __call__(
        self, by: Actor, placement: PlacementId, *, seen: Version | None = None
    ) -> Settlement:
        with self.storage.transaction(by) as work:
            drawn_up = work.get(Settlement, placement, seen=seen)
            self.rights.check(by, Act.AGREE_SETTLEMENT, drawn_up)
            return work.save(drawn_up.agreed(by.party, self.clock.now()))


@frozen
class DisputeSettlement:
    """A side does not agree to the sheet, or the worker has not received what was paid."""

    storage: Storage
    rights: Rights
    clock: Clock
    law: DomesticWorkLaw = QATAR

    def __call__(
        self, by: Actor, placement: PlacementId, reason: str, *, seen: Version | None = None
    ) -> Settlement:
        with self.storage.transaction(by) as work:
            drawn_up = work.get(Settlement, placement, seen=seen)
            self.rights.check(by, Act.DISPUTE_SETTLEMENT, drawn_up)
            now = self.clock.now()
            disputed = drawn_up.disputed(by.party, reason, now)
            wages_returned(work, drawn_up, now)
            return work.save(disputed)


@frozen
class ResolveSettlement:
    """The Ministry decides what is due where the sides do not agree."""

    storage: Storage
    rights: Rights
    clock: Clock

    def __call__(
        self,
        by: Actor,
        placement: PlacementId,
        amount: Money,
        reason: str,
        *,
        seen: Version | None = None,
    ) -> Settlement:
        with self.storage.transaction(by) as work:
            disputed = work.get(Settlement, placement, seen=seen)
            self.rights.check(by, Act.RESOLVE_SETTLEMENT, disputed)
            return work.save(disputed.resolved(amount, reason, self.clock.now()))


@frozen
class ClaimDebt:
    """The employer says that the worker owes him; it is set off only once it is established."""

    storage: Storage
    rights: Rights
    clock: Clock
    law: DomesticWorkLaw = QATAR
    policy: Policy = POLICY

    def __call__(
        self,
        by: Actor,
        placement: PlacementId,
        kind: DebtKind,
        amount: Money,
        note: str,
        evidence: str = "",
        *,
        seen: Version | None = None,
    ) -> Settlement:
        with self.storage.transaction(by) as work:
            drawn_up = work.get(Settlement, placement, seen=seen)
            self.rights.check(by, Act.CLAIM_DEBT, drawn_up)
            if kind is DebtKind.RECRUITMENT_COST:
                raise RuleBroken("recruitment_cost_deducted", act="Law 15/2017", article="8")
            require(note.strip(), "text_missing", field="note")
            require(amount > Money(0), "amount_below_nothing", found=amount)
            debt = ClaimedDebt(id=new_id(), kind=kind, amount=amount, note=note, evidence=evidence)
            said = drawn_up.debts_with(debt)
            return work.save(_resaid(drawn_up, said, self.law, self.policy, self.clock.now()))


@frozen
class AnswerDebt:
    """The worker acknowledges a debt, or the Ministry adjudicates it; a denied one is dropped."""

    storage: Storage
    rights: Rights
    clock: Clock
    law: DomesticWorkLaw = QATAR
    policy: Policy = POLICY

    def __call__(
        self,
        by: Actor,
        placement: PlacementId,
        debt: UUID,
        owed: bool,
        *,
        seen: Version | None = None,
    ) -> Settlement:
        """*owed* false: by the worker it stays a claim, by the Ministry it is none."""
        with self.storage.transaction(by) as work:
            drawn_up = work.get(Settlement, placement, seen=seen)
            self.rights.check(by, Act.ANSWER_DEBT, drawn_up)
            known = drawn_up.debt(debt)
            hers = by.party.kind is PartyKind.WORKER
            said = drawn_up.said
            if owed:
                status = DebtStatus.ACKNOWLEDGED if hers else DebtStatus.ADJUDICATED
                said = drawn_up.debts_with(evolve(known, status=status))
            elif not hers:
                others = tuple(each for each in said.debts if each.id != debt)
                said = evolve(said, debts=others)
            return work.save(_resaid(drawn_up, said, self.law, self.policy, self.clock.now()))


@frozen
class DecideDismissal:
    """A human decides, with ground and evidence, that Art. 16 applies (A-09). Arithmetic never
    does: without this record a dismissed worker loses nothing."""

    storage: Storage
    rights: Rights
    clock: Clock
    law: DomesticWorkLaw = QATAR
    policy: Policy = POLICY

    def __call__(
        self,
        by: Actor,
        placement: PlacementId,
        ground: str,
        evidence: str,
        *,
        seen: Version | None = None,
    ) -> Settlement:
        with self.storage.transaction(by) as work:
            drawn_up = work.get(Settlement, placement, seen=seen)
            self.rights.check(by, Act.DECIDE_DISMISSAL, drawn_up)
            if drawn_up.service.cause is not Ending.DISMISSAL:
                raise WrongMoment("not_a_dismissal", found=drawn_up.service.cause)
            require(ground.strip(), "text_missing", field="ground")
            require(evidence.strip(), "text_missing", field="evidence")
            now = self.clock.now()
            decision = _decided(ground, evidence, civil_day(now))
            said = evolve(drawn_up.said, dismissal=decision)
            return work.save(_resaid(drawn_up, said, self.law, self.policy, now))


def _decided(ground: str, evidence: str, on: date) -> Dismissal:
    return Dismissal(ground=ground, evidence=evidence, decided_on=on)


def _resaid(
    known: Settlement, said: Said, law: DomesticWorkLaw, policy: Policy, at: datetime
) -> Settlement:
    dues = dues_of(known.service, said, law)
    return known.redrawn(known.service, said, dues, at + policy.settlement_answer, at)
