"""An employer rates a journey of her own that has ended (M6)."""

from __future__ import annotations

from attrs import frozen

from ...access.rights import Act, Rights
from ...kernel.aggregate import Version
from ...kernel.errors import WrongMoment
from ...kernel.identity import RequestId
from ...kernel.parties import Actor
from ...ports.clock import Clock
from ...ports.storage import Storage
from ...requests.request import RecruitmentRequest, RequestStatus
from ..rating import Rating


@frozen
class RateJourney:
    """The employer gives stars to the office, and to the worker if she wishes; she may change them.

    A journey has ended when the worker was handed over, or when the request fell after its
    contract: whoever only asked and took it back has nothing to rate.
    """

    storage: Storage
    rights: Rights
    clock: Clock

    def __call__(
        self,
        by: Actor,
        request: RequestId,
        stars: int,
        worker_stars: int | None = None,
        *,
        seen: Version | None = None,
    ) -> Rating:
        with self.storage.transaction(by) as work:
            asked = work.get(RecruitmentRequest, request)
            self.rights.check(by, Act.RATE_JOURNEY, asked)
            _must_have_ended(asked)
            now = self.clock.now()
            if work.find(Rating, request) is not None:
                known = work.get(Rating, request, seen=seen)
                return work.save(known.changed(stars, worker_stars, now))
            given = Rating.given(
                request,
                office=asked.office,
                employer=asked.employer,
                worker=asked.worker,
                stars=stars,
                worker_stars=worker_stars,
                at=now,
            )
            return work.save(given)


def _must_have_ended(request: RecruitmentRequest) -> None:
    fell = request.status is RequestStatus.CANCELLED and request.contract is not None
    if request.status is not RequestStatus.COMPLETED and not fell:
        raise WrongMoment("journey_not_ended", found=request.status, needed=RequestStatus.COMPLETED)
