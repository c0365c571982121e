"""Making, changing, reading and ending an offer (M3)."""

from __future__ import annotations

from attrs import frozen

from ..access.admission import Standing, admission_of, must_be_admitted
from ..access.rights import Act, Rights
from ..kernel.aggregate import Version
from ..kernel.errors import RuleBroken, require
from ..kernel.identity import OfferId, OfficeId, WorkerId, new_id
from ..kernel.money import Money
from ..kernel.parties import Actor, office
from ..law.domestic_work import DomesticWorkLaw
from ..law.qatar import QATAR
from ..offices.licence import LicenceStatus
from ..offices.office import Office
from ..ports.clock import Clock
from ..ports.lists import MOST, Lists, where
from ..ports.storage import Storage, Work
from ..workers.worker import Availability, Origin, Worker
from .lawful import Proposal
from .offer import Offer, OfferRow, OfferStatus
from .terms import Profile, Terms


@frozen
class MakeOffer:
    """An office that may work offers a worker of its own, or a profile."""

    storage: Storage
    rights: Rights
    clock: Clock
    law: DomesticWorkLaw = QATAR

    def __call__(
        self,
        by: Actor,
        origin: Origin,
        terms: Terms,
        *,
        worker: WorkerId | None = None,
        profile: Profile | None = None,
        charged_to_worker: Money = Money(0),
    ) -> Offer:
        """*charged_to_worker* is what she would have to pay: any sum of it is refused."""
        self.rights.check(by, Act.MAKE_OFFER)
        require((worker is None) is not (profile is None), "offer_for_whom")
        with self.storage.transaction(by) as work:
            house = OfficeId(by.party.id)
            must_be_in_business(work, house)
            offer = Offer.made(
                new_id(),
                office=house,
                proposal=Proposal(
                    origin=origin,
                    profile=profile or self._of(work, by, worker, origin),
                    terms=terms,
                    charged_to_worker=charged_to_worker,
                ),
                law=self.law,
                at=self.clock.now(),
                worker=worker,
            )
            return work.save(offer)

    def _of(self, work: Work, by: Actor, worker: WorkerId | None, origin: Origin) -> Profile:
        known = work.get(Worker, worker or by.party.id)
        self.rights.see(by, known)
        must_be_on_offer(known)
        require(known.origin is origin, "origin_differs", found=origin, needed=known.origin)
        return Profile(
            country=known.country, skills=known.skills, languages=known.languages, sex=known.sex
        )


def must_be_in_business(work: Work, house: OfficeId) -> None:
    """Refuse unless the office is approved, its licence in force, and itself admitted."""
    work.get(Office, house).must_be_working()
    must_be_admitted(work, office(house))


def is_suspended(work: Work, house: OfficeId) -> bool:
    """Whether the office may start nothing new for now, and may be let again. Of one whose licence
    is revoked, or ran out, nobody waits for that."""
    if work.get(Office, house).licence_status in (LicenceStatus.REVOKED, LicenceStatus.EXPIRED):
        return False
    return admission_of(work, office(house)).now is Standing.SUSPENDED


def must_be_on_offer(worker: Worker) -> None:
    """Refuse unless she consents to be shown, and is free."""
    if not worker.consented:
        raise RuleBroken("listing_not_consented", id=worker.id)
    worker.must_be(Availability.LISTED, status=worker.availability)


@frozen
class ChangeOffer:
    """The office states other terms: a new version, as lawful as the first."""

    storage: Storage
    rights: Rights
    clock: Clock
    law: DomesticWorkLaw = QATAR

    def __call__(
        self,
        by: Actor,
        offer: OfferId,
        terms: Terms,
        *,
        charged_to_worker: Money = Money(0),
        seen: Version | None = None,
    ) -> Offer:
        with self.storage.transaction(by) as work:
            open_one = work.get(Offer, offer, seen=seen)
            self.rights.check(by, Act.CHANGE_OFFER, open_one)
            must_be_in_business(work, open_one.office)
            now = self.clock.now()
            return work.save(open_one.changed(terms, self.law, now, charged_to_worker))


@frozen
class WithdrawOffer:
    """The office takes an offer back."""

    storage: Storage
    rights: Rights
    clock: Clock

    def __call__(self, by: Actor, offer: OfferId, *, seen: Version | None = None) -> Offer:
        with self.storage.transaction(by) as work:
            open_one = work.get(Offer, offer, seen=seen)
            self.rights.check(by, Act.WITHDRAW_OFFER, open_one)
            return work.save(open_one.withdrawn(self.clock.now()))


@frozen
class ExpireOffer:
    """The last day of an offer is over. Before that day, and asked again, nothing happens."""

    storage: Storage
    rights: Rights
    clock: Clock

    def __call__(self, by: Actor, offer: OfferId) -> Offer:
        with self.storage.transaction(by) as work:
            open_one = work.get(Offer, offer)
            self.rights.check(by, Act.CLOSE_OFFER, open_one)
            return work.save(open_one.expired(self.clock.now()))


@frozen
class WithdrawOffersOf:
    """A worker is no longer shown: no open offer names her any more."""

    storage: Storage
    lists: Lists
    rights: Rights
    clock: Clock

    def __call__(self, by: Actor, worker: WorkerId) -> None:
        self.rights.check(by, Act.CLOSE_OFFER)
        open_ones = where(worker=worker, status=OfferStatus.OPEN)
        for row in self.lists.page(OfferRow, *open_ones, limit=MOST).items:
            with self.storage.transaction(by) as work:
                work.save(work.get(Offer, row.key).withdrawn(self.clock.now()))


@frozen
class ShowOffer:
    """An offer, whole, with its earlier versions: made to all, so whoever has come in reads it."""

    storage: Storage

    def __call__(self, by: Actor, offer: OfferId) -> Offer:
        return self.storage.get(Offer, offer)
