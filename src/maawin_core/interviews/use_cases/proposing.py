"""Office or employer proposes an interview (M7)."""

from __future__ import annotations

from datetime import datetime

from attrs import frozen

from ...access.rights import Act, Rights
from ...kernel.aggregate import Version
from ...kernel.errors import NotFound, RuleBroken
from ...kernel.identity import RequestId, WorkerId, new_id
from ...kernel.meeting import Means
from ...kernel.parties import Actor
from ...law.policy import POLICY, Policy
from ...offers.offer import Offer
from ...offers.use_cases import must_be_on_offer
from ...ports.clock import Clock
from ...ports.storage import Storage, Work
from ...requests.request import RecruitmentRequest
from ...workers.worker import Origin, Worker
from ..interview import Interview
from ..said import Times
from ..zones import DOHA_ZONE, ZONE_OF_COUNTRY


@frozen
class ProposeInterview:
    """Times are proposed for an interview with a worker of the office that was asked."""

    storage: Storage
    rights: Rights
    clock: Clock
    policy: Policy = POLICY

    def __call__(
        self,
        by: Actor,
        request: RequestId,
        worker: WorkerId,
        times: tuple[datetime, ...],
        means: Means,
        *,
        zone: str = "",
        seen: Version | None = None,
    ) -> Interview:
        """*zone*: where the worker is; without it, her country's. *seen*: of the request."""
        with self.storage.transaction(by) as work:
            asked = work.get(RecruitmentRequest, request, seen=seen)
            self.rights.check(by, Act.PROPOSE_INTERVIEW, asked)
            met = self._of(work, asked, worker)
            now = self.clock.now()
            work.save(asked.interviewing(now))
            interview = Interview.arranged(
                new_id(),
                request=request,
                sides=(asked.office, asked.employer, worker),
                means=means,
                zone=zone or zone_of(met),
                proposed=Times(by.party, times, now),
                policy=self.policy,
            )
            return work.save(interview)

    def _of(self, work: Work, asked: RecruitmentRequest, worker: WorkerId) -> Worker:
        met = work.find(Worker, worker)
        if met is None or met.office != asked.office:
            raise NotFound("not_found", thing="worker", id=worker)
        must_be_on_offer(met)
        if asked.offer is not None:
            work.get(Offer, asked.offer).must_be_for(met)
        return met


def zone_of(worker: Worker) -> str:
    """On whose clocks she lives: Qatar's, or her country's."""
    zone = DOHA_ZONE if worker.origin is Origin.LOCAL else ZONE_OF_COUNTRY.get(worker.country)
    if zone is None:
        raise RuleBroken("zone_missing", country=worker.country)
    return zone
