"""Opening, hearing, settling and appealing a dispute (M10)."""

from __future__ import annotations

from datetime import timedelta

from attrs import frozen

from ...access.rights import Act, Rights
from ...contracts.contract import RecruitmentContract
from ...contracts.direct import DirectRecruitment
from ...kernel.aggregate import Version
from ...kernel.calendar import civil_day, end_of_day
from ...kernel.errors import require
from ...kernel.identity import ContractId, DisputeId, new_id
from ...kernel.parties import Actor, Party, employer, office, worker
from ...law.domestic_work import DomesticWorkLaw
from ...law.qatar import QATAR
from ...ports.clock import Clock
from ...ports.storage import Storage, Work
from ..dispute import Dispute, Statement
from ..events import OF_THE_WORKER, REFUND_GROUNDS, DisputeGround


@frozen
class OpenDispute:
    """A party complains about another party to the same contract: one that an office has arranged,
    or one that an employer has concluded without an office."""

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
            agreed = agreement(work, contract)
            self.rights.check(by, Act.OPEN_DISPUTE, agreed)
            require(against in agreed.parties(), "not_a_party", party=against.kind)
            asks_refund = ground in REFUND_GROUNDS
            may_ask = _between_employer_and_office(agreed, by.party, against)
            require(not asks_refund or may_ask, "refund_is_employers", ground=ground)
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
                concerned=frozenset({by.party, against}) | _spoken_of(agreed, ground),
                contract=contract,
                request=agreed.request if isinstance(agreed, RecruitmentContract) else None,
                country=_recruited_from(agreed),
                evidence=evidence,
            )
            return work.save(dispute)


def agreement(work: Work, contract: ContractId) -> RecruitmentContract | DirectRecruitment:
    """What brought the two together: an office's contract, or a recruitment without an office."""
    direct = work.find(DirectRecruitment, contract)
    return work.get(RecruitmentContract, contract) if direct is None else direct


def _recruited_from(agreed: RecruitmentContract | DirectRecruitment) -> str:
    if isinstance(agreed, RecruitmentContract):
        return agreed.recruited_from
    return agreed.candidate.country


def _spoken_of(
    agreed: RecruitmentContract | DirectRecruitment, ground: DisputeGround
) -> frozenset[Party]:
    if isinstance(agreed, RecruitmentContract) and ground in OF_THE_WORKER:
        return frozenset({worker(agreed.worker)})
    return frozenset()


def _between_employer_and_office(
    agreed: RecruitmentContract | DirectRecruitment, by: Party, against: Party
) -> bool:
    if not isinstance(agreed, RecruitmentContract):
        return False  # nobody was paid for bringing them together
    return (by, against) == (employer(agreed.employer), office(agreed.office))


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
