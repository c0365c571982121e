"""An office's offer (M3): a worker or a profile, at a price, for a wage, within so many days."""

from __future__ import annotations

from datetime import date, datetime
from enum import StrEnum
from typing import ClassVar
from uuid import UUID

from attrs import frozen

from ..kernel.aggregate import Aggregate, Event, Moment, Row
from ..kernel.calendar import civil_day, end_of_day
from ..kernel.errors import RuleBroken, require
from ..kernel.identity import OfferId, OfficeId, WorkerId
from ..kernel.money import Money
from ..kernel.parties import Party, office
from ..law.domestic_work import DomesticWorkLaw
from ..workers.worker import Origin, Sex, Worker
from .lawful import Proposal, lawful_version
from .terms import OfferVersion, PriceItem, Profile, Terms


class OfferStatus(StrEnum):
    """Whether an employer can still ask on it."""

    OPEN = "open"
    WITHDRAWN = "withdrawn"
    EXPIRED = "expired"
    TAKEN = "contracted"  # its worker is; "taken" is the word of a transfer


@frozen(kw_only=True)
class OfferMade(Event):
    """An office has proposed something."""

    offer: OfferId
    office: OfficeId
    price: Money


@frozen(kw_only=True)
class OfferChanged(Event):
    """The office proposes other terms from now on; the earlier ones stay readable."""

    offer: OfferId
    number: int
    price: Money


@frozen(kw_only=True)
class OfferWithdrawn(Event):
    """The office has taken its proposal back."""

    offer: OfferId


@frozen(kw_only=True)
class OfferExpired(Event):
    """Its last day is over."""

    offer: OfferId


@frozen(kw_only=True)
class OfferTaken(Event):
    """The named worker is contracted: nobody else can have her."""

    offer: OfferId


@frozen(kw_only=True)
class OfferRow(Row):
    """An offer as anybody compares it with others."""

    public: ClassVar[bool] = True
    orders: ClassVar[tuple[str, ...]] = ("price", "wage", "arrival_days", "valid_until")

    office: UUID
    kind: Origin
    country: str
    worker: UUID | None
    price: Money
    wage: Money
    arrival_days: int
    skills: tuple[str, ...]
    languages: tuple[str, ...]
    sex: Sex | None
    valid_until: date
    status: OfferStatus


@frozen(kw_only=True)
class Offer(Aggregate):
    """What an office proposes. Each version was lawful on its day, and none is ever lost."""

    office: OfficeId
    origin: Origin
    worker: WorkerId | None = None
    profile: Profile
    versions: tuple[OfferVersion, ...]
    status: OfferStatus = OfferStatus.OPEN

    @classmethod
    def made(
        cls,
        id: UUID,
        *,
        office: OfficeId,
        proposal: Proposal,
        law: DomesticWorkLaw,
        at: datetime,
        worker: WorkerId | None = None,
    ) -> Offer:
        """The office proposes; refused unless the law allows it."""
        first = lawful_version(1, proposal, law, at)
        made = cls(
            id=id, office=office, origin=proposal.origin, worker=worker,
            profile=proposal.profile, versions=(first,),
        )  # fmt: skip
        event = OfferMade(at=at, offer=OfferId(id), office=office, price=made.price)
        return made.after(event)

    @property
    def latest(self) -> OfferVersion:
        """The version that holds."""
        return self.versions[-1]

    @property
    def terms(self) -> Terms:
        """The terms that hold."""
        return self.latest.terms

    @property
    def number(self) -> int:
        """The number of the version that holds."""
        return self.latest.number

    @property
    def items(self) -> tuple[PriceItem, ...]:
        """The parts of the price."""
        return self.terms.items

    @property
    def price(self) -> Money:
        """What the office charges."""
        return self.terms.price

    @property
    def wage(self) -> Money:
        """The basic wage of a month."""
        return self.terms.wage

    @property
    def housing(self) -> Money | None:
        """What is paid for housing; none: it is provided."""
        return self.terms.housing

    @property
    def food(self) -> Money | None:
        """What is paid for food; none: it is provided."""
        return self.terms.food

    @property
    def arrival_days(self) -> int:
        """Within how many days the worker comes."""
        return self.terms.arrival_days

    @property
    def guarantee(self) -> str:
        """What the office says of its guarantee."""
        return self.terms.guarantee

    @property
    def valid_until(self) -> date:
        """The last day on which an employer can ask on it."""
        return self.terms.valid_until

    @property
    def warnings(self) -> tuple[str, ...]:
        """What the sheets warn of, by code."""
        return self.latest.warnings

    def changed(
        self,
        terms: Terms,
        law: DomesticWorkLaw,
        at: datetime,
        charged_to_worker: Money = Money(0),
    ) -> Offer:
        """The office proposes other terms; the same terms again are no new version."""
        self.must_be(OfferStatus.OPEN)
        proposal = Proposal(
            origin=self.origin, profile=self.profile, terms=terms,
            charged_to_worker=charged_to_worker,
        )  # fmt: skip
        new = lawful_version(self.number + 1, proposal, law, at)
        if terms == self.terms:
            return self
        event = OfferChanged(at=at, offer=self._id, number=new.number, price=terms.price)
        return self.after(event, versions=(*self.versions, new))

    def withdrawn(self, at: datetime) -> Offer:
        """The office takes it back; requests that were accepted on it go on."""
        if self.status is OfferStatus.WITHDRAWN:
            return self
        self.must_be(OfferStatus.OPEN)
        return self.after(OfferWithdrawn(at=at, offer=self._id), status=OfferStatus.WITHDRAWN)

    def expired(self, at: datetime) -> Offer:
        """Its last day is over; before that, and once it is closed, nothing happens."""
        if self.status is not OfferStatus.OPEN or civil_day(at) <= self.valid_until:
            return self
        return self.after(OfferExpired(at=at, offer=self._id), status=OfferStatus.EXPIRED)

    def taken(self, at: datetime) -> Offer:
        """The named worker is contracted. An offer for a profile stays open for the next one."""
        if self.status is not OfferStatus.OPEN or self.worker is None:
            return self
        return self.after(OfferTaken(at=at, offer=self._id), status=OfferStatus.TAKEN)

    def must_stand(self, at: datetime) -> None:
        """Refuse unless an employer can ask on it now."""
        self.must_be(OfferStatus.OPEN)
        if civil_day(at) > self.valid_until:
            raise RuleBroken("offer_over", found=civil_day(at), needed=self.valid_until)

    def must_be_for(self, worker: Worker) -> None:
        """Refuse another worker than the named one, or one of another kind than was priced.

        The cap goes by the state recruited from: who comes from elsewhere has another price.
        """
        named = self.worker in (None, worker.id)
        require(named, "not_the_offered_worker", found=worker.id, needed=self.worker)
        found, needed = (worker.origin, worker.country), (self.origin, self.profile.country)
        require(found == needed, "worker_not_as_offered", found=found, needed=needed)
        sex = self.profile.sex in (None, worker.sex)
        require(sex, "worker_of_other_sex", found=worker.sex, needed=self.profile.sex)

    @property
    def _id(self) -> OfferId:
        return OfferId(self.id)

    def parties(self) -> frozenset[Party]:
        return frozenset({office(self.office)})

    def moments(self) -> frozenset[Moment]:
        if self.status is not OfferStatus.OPEN:
            return frozenset()
        return frozenset({Moment("offer_expires", end_of_day(self.valid_until))})

    def rows(self) -> tuple[Row, ...]:
        return (
            OfferRow(
                key=self.id, office=self.office, kind=self.origin, country=self.profile.country,
                worker=self.worker, price=self.price, wage=self.wage,
                arrival_days=self.arrival_days, skills=self.profile.skills,
                languages=self.profile.languages, sex=self.profile.sex,
                valid_until=self.valid_until, status=self.status,
            ),
        )  # fmt: skip
