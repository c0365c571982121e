"""An employer asks an office; either side may end it before a selection (M4)."""

from __future__ import annotations

from datetime import date

from attrs import frozen

from ...access.admission import must_be_admitted
from ...access.rights import Act, Rights
from ...employers.employer import Employer
from ...kernel.aggregate import Version
from ...kernel.errors import RuleBroken
from ...kernel.identity import EmployerId, OfferId, OfficeId, RequestId, new_id
from ...kernel.parties import Actor
from ...law.policy import POLICY, Policy
from ...offers.offer import Offer
from ...offers.use_cases import must_be_in_business, must_be_on_offer
from ...ports.clock import Clock
from ...ports.storage import Storage, Work
from ...workers.worker import Worker
from ..request import CHOOSING, RecruitmentRequest, RequestStatus, Wishes


@frozen
class SubmitRequest:
    """An eligible employer asks an office that may work: on one of its offers, or freely."""

    storage: Storage
    rights: Rights
    clock: Clock
    policy: Policy = POLICY

    def __call__(
        self,
        by: Actor,
        *,
        offer: OfferId | None = None,
        office: OfficeId | None = None,
        wishes: Wishes | None = None,
    ) -> RecruitmentRequest:
        """*offer*, or *office* and *wishes*."""
        self.rights.check(by, Act.SUBMIT_REQUEST)
        with self.storage.transaction(by) as work:
            work.get(Employer, by.party.id).must_be_eligible()
            must_be_admitted(work, by.party)
            asked_on = self._standing(work, offer)
            asked_of = office if asked_on is None else asked_on.office
            wished = wishes if asked_on is None else wishes_of(asked_on)
            if asked_of is None or wished is None:
                raise RuleBroken("request_for_what")
            must_be_in_business(work, asked_of)
            request = RecruitmentRequest.submitted(
                new_id(),
                office=asked_of,
                employer=EmployerId(by.party.id),
                wishes=wished,
                at=self.clock.now(),
                offer=offer,
                offer_number=asked_on.number if asked_on else None,
                policy=self.policy,
            )
            return work.save(request)

    def _standing(self, work: Work, offer: OfferId | None) -> Offer | None:
        if offer is None:
            return None
        made = work.get(Offer, offer)
        made.must_stand(self.clock.now())
        if made.worker is not None:
            must_be_on_offer(work.get(Worker, made.worker))
        return made


def wishes_of(offer: Offer) -> Wishes:
    """What an employer wishes for who asks on this offer."""
    profile = offer.profile
    return Wishes(
        kind=offer.origin,
        country=profile.country,
        skills=profile.skills,
        languages=profile.languages,
    )


@frozen
class CancelRequest:
    """Employer, office or Ministry ends a request. Once a worker is selected, the contract that is
    being drawn up has to be cancelled first: it holds her."""

    storage: Storage
    rights: Rights
    clock: Clock

    def __call__(
        self, by: Actor, request: RequestId, reason: str, *, seen: Version | None = None
    ) -> RecruitmentRequest:
        with self.storage.transaction(by) as work:
            asked = work.get(RecruitmentRequest, request, seen=seen)
            self.rights.check(by, Act.CANCEL_REQUEST, asked)
            asked.must_be(RequestStatus.SUBMITTED, *CHOOSING, RequestStatus.CANCELLED)
            return work.save(asked.cancelled(by.party, reason, self.clock.now()))


@frozen
class RecordOutsideStep:
    """Somebody says that a step of a request was done outside the system, so that it shows."""

    storage: Storage
    rights: Rights
    clock: Clock

    def __call__(
        self, by: Actor, request: RequestId, step: str, on: date, *, seen: Version | None = None
    ) -> RecruitmentRequest:
        with self.storage.transaction(by) as work:
            asked = work.get(RecruitmentRequest, request, seen=seen)
            self.rights.check(by, Act.RECORD_OUTSIDE_STEP, asked)
            return work.save(asked.step_outside(step, on, by.party, self.clock.now()))
