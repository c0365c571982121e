"""Opening, hearing, settling and deciding a dispute; a refund that is owed drives itself."""

from __future__ import annotations

from datetime import date, datetime, timedelta
from uuid import UUID

from attrs import frozen

from ..access.rights import Act, Rights
from ..contracts.contract import RecruitmentContract
from ..kernel.aggregate import Version
from ..kernel.calendar import civil_day, end_of_day
from ..kernel.errors import RuleBroken, require
from ..kernel.identity import AwardId, ContractId, DisputeId, PlacementId, new_id
from ..kernel.money import Money, total
from ..kernel.parties import Actor, Party, employer, office
from ..law.domestic_work import DomesticWorkLaw
from ..law.kept import record_text
from ..law.qatar import QATAR
from ..law.worksheet import Reckoning
from ..payments.fee_payment import Award, FeePayment
from ..payments.use_cases import payment_of
from ..placements.placement import Placement
from ..ports.clock import Clock
from ..ports.storage import Storage, Work
from .dispute import (
    OPEN_TO_DECISION,
    REFUND_GROUNDS,
    Decision,
    Dispute,
    DisputeGround,
    Outcome,
    Statement,
)
from .guarantee_refund import Forfeiture, Ground, GuaranteeClaim, guarantee_refund
from .refund_obligation import RefundObligation


@frozen
class OpenDispute:
    """A party complains about another party to the same contract."""

    storage: Storage
    rights: Rights
    clock: Clock
    law: DomesticWorkLaw = QATAR

    def __call__(
        self,
        by: Actor,
        contract: ContractId,
        against: Party,
        ground: DisputeGround,
        text: str,
        evidence: tuple[str, ...] = (),
    ) -> Dispute:
        with self.storage.transaction(by) as work:
            concluded = work.get(RecruitmentContract, contract)
            self.rights.check(by, Act.OPEN_DISPUTE, concluded)
            parties = concluded.parties()
            require(against in parties, "not_a_party", party=against.kind)
            asks_refund = ground in REFUND_GROUNDS
            right_sides = by.party == employer(concluded.employer) and against == office(
                concluded.office
            )
            require(not asks_refund or right_sides, "refund_is_employers", ground=ground)
            now = self.clock.now()
            days = self.law.amicable_days.on(civil_day(now))
            dispute = Dispute.opened(
                new_id(),
                by=by.party,
                against=against,
                ground=ground,
                text=text,
                at=now,
                due=end_of_day(civil_day(now) + timedelta(days=days)),
                concerned=frozenset({by.party, against}),
                contract=contract,
                request=concluded.request,
                evidence=evidence,
            )
            return work.save(dispute)


@frozen
class StateCase:
    """A party to a dispute, or the Ministry, adds a statement with its evidence."""

    storage: Storage
    rights: Rights
    clock: Clock

    def __call__(
        self,
        by: Actor,
        dispute: DisputeId,
        text: str,
        evidence: tuple[str, ...] = (),
        *,
        seen: Version | None = None,
    ) -> Dispute:
        with self.storage.transaction(by) as work:
            open_one = work.get(Dispute, dispute, seen=seen)
            self.rights.check(by, Act.STATE_CASE, open_one)
            statement = Statement(by.party, text, self.clock.now(), evidence)
            return work.save(open_one.stated(statement))


@frozen
class WithdrawDispute:
    """Whoever opened a dispute takes it back."""

    storage: Storage
    rights: Rights
    clock: Clock

    def __call__(self, by: Actor, dispute: DisputeId, *, seen: Version | None = None) -> Dispute:
        with self.storage.transaction(by) as work:
            open_one = work.get(Dispute, dispute, seen=seen)
            self.rights.check(by, Act.WITHDRAW_DISPUTE, open_one)
            return work.save(open_one.withdrawn(by.party, self.clock.now()))


@frozen
class SettleDispute:
    """The officer records what the parties have agreed on."""

    storage: Storage
    rights: Rights
    clock: Clock

    def __call__(
        self, by: Actor, dispute: DisputeId, agreed: str, *, seen: Version | None = None
    ) -> Dispute:
        with self.storage.transaction(by) as work:
            open_one = work.get(Dispute, dispute, seen=seen)
            self.rights.check(by, Act.SETTLE_DISPUTE, open_one)
            return work.save(open_one.settled(agreed, self.clock.now()))


@frozen
class MoveDisputeOn:
    """The clock of a stage has run out: refer what was not settled, close what was not appealed."""

    storage: Storage
    rights: Rights
    clock: Clock
    law: DomesticWorkLaw = QATAR

    def __call__(self, by: Actor, dispute: DisputeId, *, seen: Version | None = None) -> Dispute:
        with self.storage.transaction(by) as work:
            open_one = work.get(Dispute, dispute, seen=seen)
            self.rights.check(by, Act.MOVE_DISPUTE_ON, open_one)
            now = self.clock.now()
            if open_one.due is None or now < open_one.due:
                return open_one
            today = civil_day(now)
            weeks = self.law.committee_weeks.on(today)
            moved = open_one.made_final(now).referred(
                end_of_day(today + timedelta(weeks=weeks)), now
            )
            return work.save(moved)


@frozen
class AppealDispute:
    """A party asks, in time, for the decision to be looked at again."""

    storage: Storage
    rights: Rights
    clock: Clock
    law: DomesticWorkLaw = QATAR

    def __call__(
        self, by: Actor, dispute: DisputeId, text: str, *, seen: Version | None = None
    ) -> Dispute:
        with self.storage.transaction(by) as work:
            decided = work.get(Dispute, dispute, seen=seen)
            self.rights.check(by, Act.APPEAL_DISPUTE, decided)
            now = self.clock.now()
            weeks = self.law.committee_weeks.on(civil_day(now))
            due = end_of_day(civil_day(now) + timedelta(weeks=weeks))
            return work.save(decided.appealed(Statement(by.party, text, now), due))


@frozen(kw_only=True)
class Findings:
    """What the officer found, where a refund is asked: facts that no record of ours can prove.

    *event_day* is the day of the documented event, the last with the employer (A-25). *amount*
    is the officer's own decision where the law leaves it to a human.
    """

    event_day: date | None = None
    government_fees: Money = Money(0)
    government_fees_receipted: Money = Money(0)
    forfeiture: Forfeiture | None = None
    amount: Money | None = None


@frozen
class DecideDispute:
    """The Ministry decides. A refund is what the rule says of the findings, with its whole sheet.

    In one transaction the decision stands, the fee is awarded back, and the refund is owed with
    a due date; giving it follows from that, and no provider stands behind the officer's click.
    """

    storage: Storage
    rights: Rights
    clock: Clock
    law: DomesticWorkLaw = QATAR

    def __call__(
        self,
        by: Actor,
        dispute: DisputeId,
        outcome: Outcome,
        reason: str,
        findings: Findings | None = None,
        *,
        amount: Money | None = None,
        seen: Version | None = None,
    ) -> Dispute:
        now = self.clock.now()
        with self.storage.transaction(by) as work:
            heard = work.get(Dispute, dispute, seen=seen)
            self.rights.check(by, Act.DECIDE_DISPUTE, heard)
            heard.must_be(*OPEN_TO_DECISION)
            decision = Decision(outcome, reason, now, amount or Money(0))
            if outcome is Outcome.REFUND:
                decision = self._refund(work, heard, reason, findings or Findings(), now)
            days = self.law.appeal_days.on(civil_day(now))
            return work.save(
                heard.decided(decision, end_of_day(civil_day(now) + timedelta(days=days)))
            )

    def _refund(
        self, work: Work, heard: Dispute, reason: str, findings: Findings, now: datetime
    ) -> Decision:
        require(heard.ground in REFUND_GROUNDS, "ground_gives_no_refund", ground=heard.ground)
        require(heard.contract is not None, "contract_missing")
        contract = work.get(RecruitmentContract, ContractId(heard.contract or heard.id))
        payment = work.get(FeePayment, payment_of(ContractId(contract.id)))
        placement = work.find(Placement, placement_of(ContractId(contract.id)))
        claim = claim_of(heard, contract, placement, payment, findings)
        sheet = guarantee_refund(claim, self.law)
        amount, held = _decided(sheet, findings)
        # On appeal only what the first decision did not award is owed anew.
        more = amount - total(each.amount for each in heard.decisions if each.sheet)
        if more > Money(0):
            self._owe(work, heard, payment, (more, held), now)
        return Decision(
            Outcome.REFUND, reason, now, amount, held, record_text(sheet, claim, self.law)
        )

    def _owe(
        self,
        work: Work,
        heard: Dispute,
        payment: FeePayment,
        sums: tuple[Money, Money],
        at: datetime,
    ) -> None:
        award = Award(AwardId(new_id()), sums[0])
        work.save(payment.awarded_back(award, at))
        days = self.law.refund_deadline_days.on(civil_day(at))
        owed = RefundObligation.owed(
            award.id,
            dispute=DisputeId(heard.id),
            payment=payment_of(payment.contract),
            request=payment.request,
            office=payment.office,
            employer=payment.employer,
            amount=award.amount,
            held=sums[1],
            due=end_of_day(civil_day(at) + timedelta(days=days)),
            at=at,
        )
        work.save(owed)


def placement_of(contract: ContractId) -> PlacementId:
    """A contract has one placement, under the contract's own name."""
    return PlacementId(contract)


def claim_of(
    heard: Dispute,
    contract: RecruitmentContract,
    placement: Placement | None,
    payment: FeePayment,
    findings: Findings,
) -> GuaranteeClaim:
    """What the rule is asked: the record's dates and sums, and the officer's findings."""
    handed_over = placement.handed_over_on if placement else None
    last_day = findings.event_day or (placement.last_day if placement else None)
    require(contract.signed_on is not None, "contract_unsigned")
    require(handed_over is None or last_day is not None, "event_day_missing")
    return GuaranteeClaim(
        contract_signed_on=contract.signed_on or date.min,
        handed_over_on=handed_over,
        last_day_with_employer=last_day if handed_over else None,
        total_due=contract.price,
        total_paid=payment.fee,
        government_fees_claimed=findings.government_fees,
        government_fees_receipted=findings.government_fees_receipted,
        ground=Ground(heard.ground.value),
        forfeiture=findings.forfeiture,
    )


def _decided(sheet: Reckoning, findings: Findings) -> tuple[Money, Money]:
    if sheet.amount is not None:
        return sheet.money("payable_now"), sheet.money("held")
    if findings.amount is None:
        raise RuleBroken("human_must_decide", status=sheet.status)
    return findings.amount, Money(0)


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
