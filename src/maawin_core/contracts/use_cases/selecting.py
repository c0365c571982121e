"""The employer selects a worker: from then on she is held for this request, and for no other."""

from __future__ import annotations

from attrs import frozen

from ...access.admission import must_be_admitted
from ...access.rights import Act, Rights
from ...kernel.aggregate import Claim, Version
from ...kernel.calendar import civil_day
from ...kernel.errors import RuleBroken, require
from ...kernel.identity import OfferId, RequestId, WorkerId, new_id
from ...kernel.parties import Actor, employer
from ...law.domestic_work import DomesticWorkLaw
from ...law.policy import POLICY, Policy
from ...law.qatar import QATAR
from ...offers.offer import Offer
from ...offers.use_cases import must_be_in_business
from ...ports.clock import Clock
from ...ports.storage import Storage, Work
from ...requests.request import RecruitmentRequest
from ...workers.worker import Worker
from ..contract import RecruitmentContract
from ..lawful import accepted_terms, least_accepted


@frozen
class SelectWorker:
    """The employer selects one of the office's workers for an accepted request.

    Worker, request and contract change together or not at all: of several who select her at the
    same time one wins, and nobody else has reserved anything.
    """

    storage: Storage
    rights: Rights
    clock: Clock
    law: DomesticWorkLaw = QATAR
    policy: Policy = POLICY

    def __call__(
        self, by: Actor, request: RequestId, worker: WorkerId, *, seen: Version | None = None
    ) -> RecruitmentContract:
        now = self.clock.now()
        with self.storage.transaction(by) as work:
            asked = work.get(RecruitmentRequest, request, seen=seen)
            self.rights.check(by, Act.SELECT_WORKER, asked)
            must_be_admitted(work, employer(asked.employer))
            must_be_in_business(work, asked.office)
            known = self._made_before(work, asked, worker)
            if known is not None:
                return known
            chosen = work.get(Worker, worker)
            offer = _accepted_offer(work, asked)
            _must_fit(chosen, asked, offer)
            terms = accepted_terms(offer, asked.offer_number)
            contract = RecruitmentContract.selected(
                new_id(),
                request=request,
                office=asked.office,
                employer=asked.employer,
                worker=worker,
                offer=OfferId(offer.id),
                recruited_from=offer.profile.country,
                origin=offer.origin,
                price=terms.price,
                offered=least_accepted(terms, self.law, civil_day(now)),
                arrival_days=terms.arrival_days,
                due=now + self.policy.conclusion,
                at=now,
            )
            work.save(chosen.reserved(request, now))
            work.save(asked.selected(worker, now))
            return work.save(contract)

    def _made_before(
        self, work: Work, asked: RecruitmentRequest, worker: WorkerId
    ) -> RecruitmentContract | None:
        held = self.storage.holder(Claim("contract_of_request", str(asked.id)))
        if held is None or asked.worker != worker:
            return None
        return work.get(RecruitmentContract, held[1])


def _accepted_offer(work: Work, asked: RecruitmentRequest) -> Offer:
    if asked.offer is None:
        raise RuleBroken("request_without_offer", id=asked.id)
    return work.get(Offer, asked.offer)


def _must_fit(chosen: Worker, asked: RecruitmentRequest, offer: Offer) -> None:
    """Refuse whom the accepted offer is not for: the price cap goes by the state recruited from."""
    require(chosen.office == asked.office, "worker_of_other_office", id=chosen.id)
    require(offer.worker in (None, chosen.id), "offer_names_other_worker", id=chosen.id)
    offer.must_be_for(chosen)
