"""The office answers a request (M4)."""

from __future__ import annotations

from attrs import frozen

from ...access.rights import Act, Rights
from ...kernel.aggregate import Version
from ...kernel.errors import RuleBroken, require
from ...kernel.identity import OfferId, RequestId
from ...kernel.parties import Actor
from ...law.policy import POLICY, Policy
from ...offers.offer import Offer
from ...offers.use_cases import must_be_in_business
from ...ports.clock import Clock
from ...ports.storage import Storage, Work
from ..request import RecruitmentRequest, Wishes


@frozen
class AcceptRequest:
    """The office takes a request on: a free one on an offer of its own, which sets the terms."""

    storage: Storage
    rights: Rights
    clock: Clock
    policy: Policy = POLICY

    def __call__(
        self,
        by: Actor,
        request: RequestId,
        offer: OfferId | None = None,
        *,
        seen: Version | None = None,
    ) -> RecruitmentRequest:
        with self.storage.transaction(by) as work:
            asked = work.get(RecruitmentRequest, request, seen=seen)
            self.rights.check(by, Act.ACCEPT_REQUEST, asked)
            must_be_in_business(work, asked.office)
            on, number = self._terms(work, by, asked, offer)
            return work.save(asked.accepted(on, number, self.clock.now(), self.policy))

    def _terms(
        self, work: Work, by: Actor, asked: RecruitmentRequest, offer: OfferId | None
    ) -> tuple[OfferId, int]:
        if asked.offer is not None and asked.offer_number is not None:
            return offer or asked.offer, asked.offer_number
        if offer is None:
            raise RuleBroken("offer_missing")
        made = work.get(Offer, offer)
        self.rights.see(by, made)
        made.must_stand(self.clock.now())
        must_fit(made, asked.wishes)
        return offer, made.number


def must_fit(offer: Offer, wishes: Wishes) -> None:
    """Refuse an offer from elsewhere than the employer wishes."""
    fits = offer.origin is wishes.kind and wishes.country in (None, offer.profile.country)
    found, needed = (offer.origin, offer.profile.country), (wishes.kind, wishes.country or "")
    require(fits, "offer_not_as_wished", found=found, needed=needed)


@frozen
class DeclineRequest:
    """The office does not take a request on, and says why."""

    storage: Storage
    rights: Rights
    clock: Clock

    def __call__(
        self, by: Actor, request: RequestId, reason: str, *, seen: Version | None = None
    ) -> RecruitmentRequest:
        with self.storage.transaction(by) as work:
            asked = work.get(RecruitmentRequest, request, seen=seen)
            self.rights.check(by, Act.DECLINE_REQUEST, asked)
            return work.save(asked.declined(reason, self.clock.now()))
