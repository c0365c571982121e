"""Choosing by price and by record, over HTTP (M6): every order with its reason."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from litestar import Controller, Request, get, post
from litestar.di import NamedDependency, Provide
from litestar.params import FromPath, FromQuery, JSONBody

from maawin_core.choice.use_cases import (
    CompareOffices,
    CompareWorkers,
    RateJourney,
    RateOffice,
    SearchOffers,
    SearchWorkers,
)
from maawin_core.choice.wishes import By, Wishes
from maawin_core.kernel.aggregate import Version
from maawin_core.kernel.bearable import must_be_bearable
from maawin_core.kernel.identity import PlacementId, RequestId
from maawin_core.kernel.money import Money
from maawin_core.kernel.parties import Actor
from maawin_core.workers.worker import Origin

from .choice_views import (
    ComparedOfficesView,
    ComparedOfficeView,
    ComparedWorkerView,
    FigureView,
    FoundOffers,
    FoundWorkers,
    OfficeRatingView,
    RateBody,
    RateOfficeBody,
    RatingView,
    RecordView,
    WhyView,
    offices_of,
)
from .problems import language_of
from .wire import MoneyWire, row_of


def wished(
    country: FromQuery[str | None] = None,
    origin: FromQuery[Origin | None] = None,
    skill: FromQuery[list[str] | None] = None,
    language: FromQuery[list[str] | None] = None,
    most_price: FromQuery[str | None] = None,
    most_wage: FromQuery[str | None] = None,
    most_days: FromQuery[int | None] = None,
) -> Wishes:
    """What the query asks for."""
    for field, value in (("skill", skill), ("language", language), ("most_days", most_days)):
        must_be_bearable(field, value)
    must_be_bearable("country", country)
    return Wishes(
        country=country,
        origin=origin,
        skills=tuple(skill or ()),
        languages=tuple(language or ()),
        most_price=None if most_price is None else Money(most_price),
        most_wage=None if most_wage is None else Money(most_wage),
        most_days=most_days,
    )


class Choice(Controller):
    """Offers, workers and offices, by price and by record."""

    path = "/choice"
    tags = ["Choice"]
    dependencies = {"wishes": Provide(wished, sync_to_thread=False)}

    @get("/offers", sync_to_thread=True)
    def search_offers(
        self,
        request: Request[Any, Any, Any],
        actor: NamedDependency[Actor],
        wishes: NamedDependency[Wishes],
        search_offers: NamedDependency[SearchOffers],
        order: FromQuery[By] = By.PRICE,
        after: FromQuery[str | None] = None,
        limit: FromQuery[int] = 50,
    ) -> FoundOffers:
        """Open offers that meet the wishes, by price, wage or days to arrive."""
        found, language = (
            search_offers(actor, wishes, order, after=after, limit=limit),
            language_of(request),
        )
        return FoundOffers(
            items=[row_of(row) for row in found.page.items],
            next=found.page.next,
            why=WhyView.of(found.why, language),
            offices=offices_of(found, language),
        )

    @get("/workers", sync_to_thread=True)
    def search_workers(
        self,
        request: Request[Any, Any, Any],
        actor: NamedDependency[Actor],
        wishes: NamedDependency[Wishes],
        search_workers: NamedDependency[SearchWorkers],
        order: FromQuery[By] = By.EXPERIENCE,
        after: FromQuery[str | None] = None,
        limit: FromQuery[int] = 50,
    ) -> FoundWorkers:
        """Listed workers who meet the wishes, by experience or expected wage."""
        found = search_workers(actor, wishes, order, after=after, limit=limit)
        language = language_of(request)
        return FoundWorkers(
            items=[row_of(row) for row in found.page.items],
            next=found.page.next,
            why=WhyView.of(found.why, language),
            offices=offices_of(found, language),
            rated={str(who): FigureView.of(f, language) for who, f in found.workers.items()},
        )

    @get("/offices", sync_to_thread=True)
    def compare_offices(
        self,
        request: Request[Any, Any, Any],
        actor: NamedDependency[Actor],
        wishes: NamedDependency[Wishes],
        compare_offices: NamedDependency[CompareOffices],
        office: FromQuery[list[UUID] | None] = None,
        order: FromQuery[By] = By.RECORD,
        after: FromQuery[str | None] = None,
        limit: FromQuery[int] = 50,
    ) -> ComparedOfficesView:
        """Offices with an open offer that meets the wishes, by record or by lowest price."""
        named = tuple(office or ())
        found = compare_offices(actor, wishes, named, order, after=after, limit=limit)
        language = language_of(request)
        return ComparedOfficesView(
            items=[
                ComparedOfficeView(
                    office=row_of(each.office),
                    offers=each.offers,
                    lowest_price=MoneyWire.of(each.lowest_price),
                    record=RecordView.of(each.record, language),
                )
                for each in found.offices
            ],
            next=found.next,
            why=WhyView.of(found.why, language),
        )

    @get("/workers/compared", sync_to_thread=True)
    def compare_workers(
        self,
        request: Request[Any, Any, Any],
        actor: NamedDependency[Actor],
        compare_workers: NamedDependency[CompareWorkers],
        worker: FromQuery[list[UUID]],
    ) -> list[ComparedWorkerView]:
        """Listed workers side by side."""
        language = language_of(request)
        return [
            ComparedWorkerView(
                worker=row_of(each.worker), rated=FigureView.of(each.rated, language)
            )
            for each in compare_workers(actor, tuple(worker))
        ]

    @post("/ratings/{request_id:uuid}", status_code=200, sync_to_thread=True)
    def rate_journey(
        self,
        request_id: FromPath[UUID],
        data: JSONBody[RateBody],
        actor: NamedDependency[Actor],
        seen: NamedDependency[Version | None],
        rate_journey: NamedDependency[RateJourney],
    ) -> RatingView:
        """Rate a journey of one's own that has ended; said again, it is changed."""
        rated = rate_journey(actor, RequestId(request_id), data.stars, data.worker_stars, seen=seen)
        return RatingView.of(rated)

    @post("/office-ratings/{placement_id:uuid}", status_code=200, sync_to_thread=True)
    def rate_office(
        self,
        placement_id: FromPath[UUID],
        data: JSONBody[RateOfficeBody],
        actor: NamedDependency[Actor],
        seen: NamedDependency[Version | None],
        rate_office: NamedDependency[RateOffice],
    ) -> OfficeRatingView:
        """Rate, as the worker who was handed over, the office; said again, it is changed."""
        return OfficeRatingView.of(
            rate_office(actor, PlacementId(placement_id), data.stars, seen=seen)
        )
