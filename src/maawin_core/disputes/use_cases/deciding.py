"""The Ministry decides: a refund is what the rule says of the findings (M10)."""

from __future__ import annotations

from datetime import date, datetime, timedelta

from attrs import frozen

from ...access.rights import Act, Rights
from ...contracts.contract import RecruitmentContract
from ...kernel.aggregate import Version
from ...kernel.calendar import civil_day, end_of_day
from ...kernel.errors import RuleBroken, require
from ...kernel.identity import ContractId, DisputeId, PlacementId, new_id
from ...kernel.money import Money, smaller, total
from ...kernel.parties import Actor
from ...law.domestic_work import DomesticWorkLaw
from ...law.kept import record_text
from ...law.qatar import QATAR
from ...law.worksheet import Reckoning
from ...payments.fee_payment import FeePayment
from ...payments.use_cases import payment_of
from ...placements.placement import Placement
from ...ports.clock import Clock
from ...ports.storage import Storage, Work
from ..dispute import Decision, Dispute
from ..events import OPEN_TO_DECISION, REFUND_GROUNDS, Outcome
from ..guarantee_refund import Forfeiture, Ground, GuaranteeClaim, guarantee_refund
from .owing import Owing, owe
from .taking_back import take_back


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
            elif heard.contract is not None and any(each.sheet for each in heard.decisions):
                payment = work.get(FeePayment, payment_of(heard.contract))
                nothing = Money(0), self._not_its_own(heard, payment)
                self._owe(work, heard, payment, nothing, now)
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
        self._owe(work, heard, payment, (amount, held), now)
        return Decision(
            Outcome.REFUND, reason, now, amount, held, record_text(sheet, claim, self.law)
        )

    def _not_its_own(self, heard: Dispute, payment: FeePayment) -> Money:
        # Another complaint about the same fee may have left something in question too.
        own = next(each.held for each in reversed(heard.decisions) if each.sheet)
        return payment.questioned - smaller(payment.questioned, own)

    def _owe(
        self,
        work: Work,
        heard: Dispute,
        payment: FeePayment,
        sums: tuple[Money, Money],
        at: datetime,
    ) -> None:
        # On appeal only what the first decision did not award is owed anew, out of what was in
        # question first; what it awarded too much is taken back; and what is not in question any
        # more is the office's.
        amount, held = sums
        more = amount - total(each.amount for each in heard.decisions if each.sheet)
        more -= smaller(more, _ruled_of(heard, payment, held)) if more.minor > 0 else Money(0)
        if more.minor > 0:
            aside = held - (payment.questioned - smaller(payment.questioned, more))
            owing = Owing(more, DisputeId(heard.id), aside if aside.minor > 0 else Money(0))
            payment = owe(work, payment, owing, self.law, at)
        if payment.questioned > held:
            payment = payment.slice_returned(new_id(), payment.questioned - held, at)
        if more.minor < 0:
            payment = take_back(work, DisputeId(heard.id), payment, -more, self.law, at)
        work.save(payment)


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


def _ruled_of(heard: Dispute, payment: FeePayment, held: Money) -> Money:
    # What the Ministry has given the employer since of the slice of the first decision is part of
    # what the appeal gives him, as far as that leaves no slice.
    first = next((each for each in heard.decisions if each.sheet), None)
    if first is None:
        return Money(0)
    given = total(each.to_employer for each in payment.rulings if each.at >= first.at)
    of_slice = smaller(given, first.held)
    return of_slice - smaller(of_slice, held)
