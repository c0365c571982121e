"""Oversight over HTTP (M13): figures with their cases, alerts, trends, interventions."""

from __future__ import annotations

from datetime import date, datetime
from typing import Any
from uuid import UUID

from litestar import Controller, Request, get
from litestar.di import NamedDependency, Provide
from litestar.params import FromPath, FromQuery

from maawin_core.kernel.money import Money
from maawin_core.kernel.parties import Actor, Party
from maawin_core.kernel.parties import office as party_of
from maawin_core.oversight.figures import Narrowed, Over
from maawin_core.oversight.use_cases import (
    ShowAlerts,
    ShowCases,
    ShowIndicators,
    ShowRefundAges,
    ShowStalled,
    ShowStalledSteps,
    ShowTrend,
)
from maawin_core.words.catalogue import sentence, word

from .problems import language_of
from .wire import MoneyWire, PageView, PartyWire, View, row_of


class CountedView(View):
    """One figure of one office (its id) or country; `/cases` of the same code has the cases."""

    code: str
    text: str
    of: str
    n: int
    sum: MoneyWire | None


class InMonthView(View):
    """One figure in one month."""

    month: date
    n: int
    sum: MoneyWire | None


class AgeView(View):
    """Refunds overdue by at least *days*, and by less than *most* where there is a most."""

    days: int
    most: int | None
    n: int
    sum: MoneyWire


class StalledView(View):
    """Steps of one kind that are overdue by more than is stated."""

    code: str
    text: str
    country: str
    n: int
    oldest: datetime


class StepView(View):
    """One overdue step: what, whose, since when."""

    code: str
    text: str
    owner: PartyWire
    to: PartyWire
    due: datetime
    thing: str
    about: UUID
    request: UUID | None


class AlertView(View):
    """A figure of an office (its id) or country above its threshold; *found* is exact."""

    code: str
    text: str
    of: str
    found: str
    threshold: int


def narrowed(
    office: FromQuery[UUID | None] = None, country: FromQuery[str | None] = None
) -> Narrowed:
    """The office and the country that the query names."""
    return Narrowed(office, country)


def owner_of(office: UUID | None) -> Party | None:
    """The office as whoever owes a step; none: whoever owes it."""
    return None if office is None else party_of(office)


def money_view(money: Money | None) -> MoneyWire | None:
    """The money as it travels, if there is any."""
    return None if money is None else MoneyWire.of(money)


class Oversight(Controller):
    """What offices do, where it stalls, and the cases behind every number."""

    path = "/oversight"
    tags = ["Oversight"]
    dependencies = {"narrowed": Provide(narrowed, sync_to_thread=False)}

    @get("/indicators", sync_to_thread=True)
    def show_indicators(
        self,
        request: Request[Any, Any, Any],
        actor: NamedDependency[Actor],
        narrowed: NamedDependency[Narrowed],
        show_indicators: NamedDependency[ShowIndicators],
        over: FromQuery[Over] = Over.OFFICE,
    ) -> list[CountedView]:
        """Every figure, by office or by country."""
        language = language_of(request)
        return [
            CountedView(
                code=each.code,
                text=word("indicator", each.code, language),
                of=each.of,
                n=each.n,
                sum=money_view(each.sum),
            )
            for each in show_indicators(actor, over, narrowed)
        ]

    @get("/indicators/{code:str}/trend", sync_to_thread=True)
    def show_trend(
        self,
        code: FromPath[str],
        actor: NamedDependency[Actor],
        narrowed: NamedDependency[Narrowed],
        show_trend: NamedDependency[ShowTrend],
        months: FromQuery[int] = 12,
    ) -> list[InMonthView]:
        """One figure, month by month."""
        return [
            InMonthView(month=each.month, n=each.n, sum=money_view(each.sum))
            for each in show_trend(actor, code, months, narrowed)
        ]

    @get("/indicators/{code:str}/cases", sync_to_thread=True)
    def show_cases(
        self,
        code: FromPath[str],
        actor: NamedDependency[Actor],
        narrowed: NamedDependency[Narrowed],
        show_cases: NamedDependency[ShowCases],
        month: FromQuery[date | None] = None,
        after: FromQuery[str | None] = None,
        limit: FromQuery[int] = 50,
    ) -> PageView[Any]:
        """The cases behind a figure."""
        page = show_cases(actor, code, narrowed, month, after=after, limit=limit)
        return PageView([row_of(row) for row in page.items], page.next)

    @get("/refund-ages", sync_to_thread=True)
    def show_refund_ages(
        self,
        actor: NamedDependency[Actor],
        narrowed: NamedDependency[Narrowed],
        show_refund_ages: NamedDependency[ShowRefundAges],
    ) -> list[AgeView]:
        """Refunds that are owed, by how long they are overdue."""
        return [
            AgeView(days=each.days, most=each.most, n=each.n, sum=MoneyWire.of(each.sum))
            for each in show_refund_ages(actor, narrowed)
        ]

    @get("/stalled", sync_to_thread=True)
    def show_stalled(
        self,
        request: Request[Any, Any, Any],
        actor: NamedDependency[Actor],
        show_stalled: NamedDependency[ShowStalled],
        office: FromQuery[UUID | None] = None,
    ) -> list[StalledView]:
        """Where cases stall, by step and country, the most first; of one office, or of all."""
        language = language_of(request)
        return [
            StalledView(
                code=each.code,
                text=word("obligation", each.code, language),
                country=each.country,
                n=each.n,
                oldest=each.oldest,
            )
            for each in show_stalled(actor, owner_of(office))
        ]

    @get("/stalled/steps", sync_to_thread=True)
    def show_stalled_steps(
        self,
        request: Request[Any, Any, Any],
        actor: NamedDependency[Actor],
        show_stalled_steps: NamedDependency[ShowStalledSteps],
        office: FromQuery[UUID | None] = None,
        after: FromQuery[str | None] = None,
        limit: FromQuery[int] = 50,
    ) -> PageView[StepView]:
        """The overdue steps themselves, the earliest due first."""
        language = language_of(request)
        page = show_stalled_steps(actor, owner_of(office), after=after, limit=limit)
        steps = [
            StepView(
                code=owed.obligation.code,
                text=word("obligation", owed.obligation.code, language),
                owner=PartyWire.of(owed.obligation.owner),
                to=PartyWire.of(owed.obligation.to),
                due=owed.obligation.due,
                thing=owed.kind,
                about=owed.about,
                request=owed.obligation.request,
            )
            for owed in page.items
        ]
        return PageView(steps, page.next)

    @get("/alerts", sync_to_thread=True)
    def show_alerts(
        self,
        request: Request[Any, Any, Any],
        actor: NamedDependency[Actor],
        show_alerts: NamedDependency[ShowAlerts],
        over: FromQuery[Over] = Over.OFFICE,
    ) -> list[AlertView]:
        """Figures of offices, or of countries, above their stated thresholds, now."""
        language = language_of(request)
        return [
            AlertView(
                code=each.code,
                text=sentence(
                    f"alert.{each.code}",
                    language,
                    {"found": each.in_short, "threshold": each.threshold},
                ),
                of=each.of,
                found=str(each.found),
                threshold=each.threshold,
            )
            for each in show_alerts(actor, over)
        ]
