"""Offers over HTTP (M3)."""

from __future__ import annotations

from datetime import date, datetime
from enum import StrEnum
from uuid import UUID

from litestar import Controller, get, post, put
from litestar.di import NamedDependency
from litestar.params import FromPath, FromQuery, JSONBody

from maawin_core.access.use_cases import Browse, at_most, only
from maawin_core.kernel.aggregate import Version
from maawin_core.kernel.identity import OfferId, WorkerId
from maawin_core.kernel.money import Money
from maawin_core.kernel.parties import Actor
from maawin_core.offers.offer import Offer, OfferRow, OfferStatus
from maawin_core.offers.terms import OfferVersion, PriceItem, Profile, Terms
from maawin_core.offers.use_cases import ChangeOffer, MakeOffer, ShowOffer, WithdrawOffer
from maawin_core.workers.worker import Origin, Sex

from .wire import Body, MoneyWire, PageView, View, browsed, money_of, row_view


class PriceItemWire(Body):
    """One part of the price; a government fee is not the office's charge."""

    name: str
    amount: MoneyWire
    government: bool = False


class ProfileWire(Body):
    """Whom the offer is for, where no worker is named."""

    country: str
    skills: list[str] = []
    languages: list[str] = []
    sex: Sex | None = None

    @classmethod
    def of(cls, profile: Profile) -> ProfileWire:
        """The profile as it travels."""
        return cls(
            country=profile.country,
            skills=list(profile.skills),
            languages=list(profile.languages),
            sex=profile.sex,
        )

    @property
    def profile(self) -> Profile:
        """The profile that was sent."""
        return Profile(
            country=self.country,
            skills=tuple(self.skills),
            languages=tuple(self.languages),
            sex=self.sex,
        )


class TermsBody(Body, kw_only=True):
    """What the office states; housing or food without a sum is provided in kind.

    `charged_to_worker` is what she would have to pay: any sum is refused.
    """

    items: list[PriceItemWire]
    wage: MoneyWire
    housing: MoneyWire | None = None
    food: MoneyWire | None = None
    arrival_days: int
    guarantee: str = ""
    valid_until: date
    charged_to_worker: MoneyWire = MoneyWire("0.00")

    @property
    def terms(self) -> Terms:
        """The terms that were sent."""
        return Terms(
            items=tuple(PriceItem(i.name, i.amount.money, i.government) for i in self.items),
            wage=self.wage.money,
            housing=money_of(self.housing),
            food=money_of(self.food),
            arrival_days=self.arrival_days,
            guarantee=self.guarantee,
            valid_until=self.valid_until,
        )


class OfferBody(TermsBody, kw_only=True):
    """An offer of a named worker, or for a profile."""

    kind: Origin
    worker: UUID | None = None
    profile: ProfileWire | None = None


class VersionView(View):
    """One version of an offer, with the sheets by which it was lawful."""

    number: int
    at: datetime
    items: list[PriceItemWire]
    price: MoneyWire
    government_fees: MoneyWire
    wage: MoneyWire
    housing: MoneyWire | None
    food: MoneyWire | None
    arrival_days: int
    guarantee: str
    valid_until: date
    warnings: list[str]
    price_sheet: str
    wage_sheet: str

    @classmethod
    def of(cls, version: OfferVersion) -> VersionView:
        """The version as it travels."""
        terms = version.terms
        return cls(
            number=version.number,
            at=version.at,
            items=[
                PriceItemWire(name=i.name, amount=MoneyWire.of(i.amount), government=i.government)
                for i in terms.items
            ],
            price=MoneyWire.of(terms.price),
            government_fees=MoneyWire.of(terms.government_fees),
            wage=MoneyWire.of(terms.wage),
            housing=terms.housing and MoneyWire.of(terms.housing),
            food=terms.food and MoneyWire.of(terms.food),
            arrival_days=terms.arrival_days,
            guarantee=terms.guarantee,
            valid_until=terms.valid_until,
            warnings=list(version.warnings),
            price_sheet=version.price_sheet,
            wage_sheet=version.wage_sheet,
        )


class OfferView(View):
    """An offer, whole: the terms that hold, and the earlier ones."""

    id: UUID
    version: int
    office: UUID
    kind: Origin
    worker: UUID | None
    profile: ProfileWire
    status: OfferStatus
    terms: VersionView
    earlier: list[VersionView]

    @classmethod
    def of(cls, offer: Offer) -> OfferView:
        """The offer as it travels."""
        return cls(
            id=offer.id,
            version=offer.version,
            office=offer.office,
            kind=offer.origin,
            worker=offer.worker,
            profile=ProfileWire.of(offer.profile),
            status=offer.status,
            terms=VersionView.of(offer.latest),
            earlier=[VersionView.of(each) for each in offer.versions[:-1]],
        )


class OfferOrder(StrEnum):
    """By what offers are listed."""

    PRICE = "price"
    WAGE = "wage"
    ARRIVAL_DAYS = "arrival_days"
    VALID_UNTIL = "valid_until"


class Offers(Controller):
    """What offices propose."""

    path = "/offers"
    tags = ["Offers"]

    @get("/", sync_to_thread=True)
    def browse_offers(  # noqa: PLR0913 (one parameter a filter)
        self,
        actor: NamedDependency[Actor],
        browse: NamedDependency[Browse],
        kind: FromQuery[Origin | None] = None,
        country: FromQuery[str | None] = None,
        office: FromQuery[UUID | None] = None,
        most_price: FromQuery[str | None] = None,
        status: FromQuery[OfferStatus] = OfferStatus.OPEN,
        order: FromQuery[OfferOrder] = OfferOrder.PRICE,
        after: FromQuery[str | None] = None,
        limit: FromQuery[int] = 50,
    ) -> PageView[row_view(OfferRow)]:  # type: ignore[valid-type]
        """Offers of every office, open ones unless asked otherwise, the cheapest first."""
        conditions = only(kind=kind, country=country, office=office, status=status)
        conditions += at_most(price=None if most_price is None else Money(most_price))
        return browsed(
            browse, actor, OfferRow,
            conditions=conditions, order=(order.value,), after=after, limit=limit,
        )  # fmt: skip

    @post("/", sync_to_thread=True)
    def make_offer(
        self,
        data: JSONBody[OfferBody],
        actor: NamedDependency[Actor],
        make_offer: NamedDependency[MakeOffer],
    ) -> OfferView:
        """Make an offer. It is refused above the price cap, below the wage floor, or if the worker
        pays anything."""
        made = make_offer(
            actor,
            data.kind,
            data.terms,
            worker=WorkerId(data.worker) if data.worker else None,
            profile=data.profile.profile if data.profile else None,
            charged_to_worker=data.charged_to_worker.money,
        )
        return OfferView.of(made)

    @get("/{offer_id:uuid}", sync_to_thread=True)
    def look_at_offer(
        self,
        offer_id: FromPath[UUID],
        actor: NamedDependency[Actor],
        show_offer: NamedDependency[ShowOffer],
    ) -> OfferView:
        """One offer, with its earlier versions."""
        return OfferView.of(show_offer(actor, OfferId(offer_id)))

    @put("/{offer_id:uuid}/terms", sync_to_thread=True)
    def change_offer(
        self,
        offer_id: FromPath[UUID],
        data: JSONBody[TermsBody],
        actor: NamedDependency[Actor],
        seen: NamedDependency[Version | None],
        change_offer: NamedDependency[ChangeOffer],
    ) -> OfferView:
        """State other terms: a new version."""
        changed = change_offer(
            actor,
            OfferId(offer_id),
            data.terms,
            charged_to_worker=data.charged_to_worker.money,
            seen=seen,
        )
        return OfferView.of(changed)

    @post("/{offer_id:uuid}/withdraw", status_code=200, sync_to_thread=True)
    def withdraw_offer(
        self,
        offer_id: FromPath[UUID],
        actor: NamedDependency[Actor],
        seen: NamedDependency[Version | None],
        withdraw_offer: NamedDependency[WithdrawOffer],
    ) -> OfferView:
        """Take an offer back."""
        return OfferView.of(withdraw_offer(actor, OfferId(offer_id), seen=seen))
