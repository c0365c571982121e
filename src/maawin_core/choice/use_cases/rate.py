"""An employer rates a journey of her own that has ended, and a worker the office (M6)."""

from __future__ import annotations

from attrs import frozen

from ...access.rights import Act, Rights
from ...kernel.aggregate import Version
from ...kernel.errors import RuleBroken, WrongMoment
from ...kernel.identity import PlacementId, RequestId
from ...kernel.parties import Actor
from ...placements.placement import Placement, PlacementStatus
from ...ports.clock import Clock
from ...ports.storage import Storage
from ...requests.request import RecruitmentRequest, RequestStatus
from ..office_rating import OfficeRating, office_rating_of
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


@frozen
class RateOffice:
    """The worker gives stars to the office, once she has been handed over; she may change them.

    Neither office nor employer is told, or can see them: they count in the office's record, as a
    mean, from `Policy.least_n` workers on.
    """

    storage: Storage
    rights: Rights
    clock: Clock

    def __call__(
        self, by: Actor, placement: PlacementId, stars: int, *, seen: Version | None = None
    ) -> OfficeRating:
        id = office_rating_of(placement)
        with self.storage.transaction(by) as work:
            held = work.get(Placement, placement)
            self.rights.check(by, Act.RATE_OFFICE, held)
            held.must_be(*_BROUGHT)
            if held.office is None:
                raise RuleBroken("no_office_to_rate", id=held.id)
            now = self.clock.now()
            if work.find(OfficeRating, id) is not None:
                return work.save(work.get(OfficeRating, id, seen=seen).changed(stars, now))
            given = OfficeRating.given(
                id, office=held.office, worker=held.worker, stars=stars, at=now
            )
            return work.save(given)


#: The office has done its part: her journey to the employer has ended.
_BROUGHT = (PlacementStatus.HANDED_OVER, PlacementStatus.RETURNED, PlacementStatus.ENDED)


def _must_have_ended(request: RecruitmentRequest) -> None:
    fell = request.status is RequestStatus.CANCELLED and request.contract is not None
    if request.status is not RequestStatus.COMPLETED and not fell:
        raise WrongMoment("journey_not_ended", found=request.status, needed=RequestStatus.COMPLETED)
