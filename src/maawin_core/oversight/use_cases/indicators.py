"""The figures of oversight (M13): each is a condition on rows, so behind each are its cases."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import datetime, timedelta

from attrs import frozen

from ...access.use_cases import only
from ...disputes.events import DisputeRow, DisputeStatus
from ...disputes.refund_obligation import RefundRow, RefundStatus
from ...kernel.aggregate import Row
from ...kernel.calendar import civil_day
from ...kernel.errors import RuleBroken
from ...law.policy import Policy
from ...offers.offer import OfferRow, OfferStatus
from ...placements.placement import PlacementRow, PlacementStatus
from ...ports.lists import Is, Where
from ...requests.request import RUNNING, RequestRow, RequestStatus
from ...wages.events import WageStatus
from ...wages.wage_row import WageRow
from ..figures import Narrowed, Over
from ..intervention import InterventionRow, InterventionStatus

Conditions = Callable[[datetime, Policy], tuple[Where, ...]]

_OPEN_DISPUTES = (DisputeStatus.AMICABLE, DisputeStatus.REFERRED, DisputeStatus.APPEALED)
_OWED = (RefundStatus.OWED, RefundStatus.OVERDUE)
_UNPAID = (WageStatus.PART_PAID, WageStatus.MISSING, WageStatus.NOT_DISCHARGED)


@frozen(kw_only=True)
class Indicator:
    """One figure: which rows it counts, of which office and country, in which month they fall.

    *country* is empty where the rows know none; *month* is empty where the figure stands for now.
    """

    code: str
    row: type[Row]
    where: Conditions = lambda at, policy: ()
    country: str = ""
    month: str = ""
    sum_of: str = ""

    def over(self, over: Over) -> str | None:
        """The column that the figure is broken down by; None: it cannot be."""
        return "office" if over is Over.OFFICE else self.country or None

    def can_be(self, narrowed: Narrowed) -> bool:
        """Whether its cases know what it is narrowed by."""
        return narrowed.country is None or bool(self.country)

    def narrowed(self, by: Narrowed) -> tuple[Where, ...]:
        """The conditions that leave only this office, only this country."""
        if not self.can_be(by):
            known = tuple(each.code for each in _ALL if each.country)
            raise RuleBroken("no_country", found=self.code, needed=known)
        return only(office=by.office, **({self.country: by.country} if self.country else {}))


def _only(*conditions: Where) -> Conditions:
    return lambda at, policy: conditions


def _missing(at: datetime, policy: Policy) -> tuple[Where, ...]:
    last = civil_day(at - policy.arrival_alert)
    return (
        Where("status", Is.EQUAL, PlacementStatus.PREPARED),
        Where("expected_arrival", Is.BEFORE, last),
    )


def _overdue(at: datetime, policy: Policy) -> tuple[Where, ...]:
    return (Where("status", Is.ONE_OF, _OWED), Where("due", Is.AT_MOST, at))


_ALL = (
    Indicator(code="requests", row=RequestRow, country="country", month="submitted_at"),
    Indicator(
        code="requests_running",
        row=RequestRow,
        country="country",
        where=_only(Where("status", Is.ONE_OF, RUNNING)),
    ),
    Indicator(
        code="requests_completed",
        row=RequestRow,
        country="country",
        month="completed_on",
        where=_only(Where("status", Is.EQUAL, RequestStatus.COMPLETED)),
    ),
    Indicator(
        code="requests_expired",
        row=RequestRow,
        country="country",
        month="submitted_at",
        where=_only(Where("status", Is.EQUAL, RequestStatus.EXPIRED)),
    ),
    Indicator(
        code="offers_open",
        row=OfferRow,
        country="country",
        where=_only(Where("status", Is.EQUAL, OfferStatus.OPEN)),
    ),
    Indicator(
        code="handed_over",
        row=PlacementRow,
        country="country",
        month="handed_over_on",
        where=_only(Where("handed_over_on", Is.SOME)),
    ),
    Indicator(
        code="arrivals_late",
        row=PlacementRow,
        country="country",
        month="expected_arrival",
        where=_only(Where("late", Is.EQUAL, True)),
    ),
    Indicator(code="arrivals_missing", row=PlacementRow, country="country", where=_missing),
    Indicator(
        code="returned",
        row=PlacementRow,
        country="country",
        month="returned_on",
        where=_only(Where("returned_on", Is.SOME)),
    ),
    Indicator(code="disputes", row=DisputeRow, country="country", month="opened_at"),
    Indicator(
        code="disputes_open",
        row=DisputeRow,
        country="country",
        where=_only(Where("status", Is.ONE_OF, _OPEN_DISPUTES)),
    ),
    Indicator(
        code="refunds_owed",
        row=RefundRow,
        country="country",
        sum_of="amount",
        where=_only(Where("status", Is.ONE_OF, _OWED)),
    ),
    Indicator(
        code="refunds_overdue",
        row=RefundRow,
        country="country",
        month="due",
        sum_of="amount",
        where=_overdue,
    ),
    Indicator(
        code="wages_late",
        row=WageRow,
        country="country",
        month="month",
        where=_only(Where("late", Is.EQUAL, True)),
    ),
    Indicator(
        code="wages_unpaid",
        row=WageRow,
        country="country",
        sum_of="due",
        where=_only(Where("status", Is.ONE_OF, _UNPAID)),
    ),
    Indicator(
        code="interventions",
        row=InterventionRow,
        where=_only(Where("status", Is.EQUAL, InterventionStatus.IN_FORCE)),
    ),
)

INDICATORS: Mapping[str, Indicator] = {each.code: each for each in _ALL}


def indicator(code: str) -> Indicator:
    """The figure of this code."""
    if code not in INDICATORS:
        raise RuleBroken("indicator_unknown", found=code[:40], needed=tuple(INDICATORS))
    return INDICATORS[code]


def with_trend(code: str) -> Indicator:
    """The figure of this code, if its cases fall into months."""
    found = indicator(code)
    if not found.month:
        with_months = tuple(each.code for each in _ALL if each.month)
        raise RuleBroken("no_trend", found=code, needed=with_months)
    return found


def aged(days: int, most: int | None, at: datetime) -> tuple[Where, ...]:
    """Refunds that are owed and overdue by at least *days*, and by less than *most*."""
    oldest = () if most is None else (Where("due", Is.AT_LEAST, at - timedelta(days=most)),)
    youngest = Where("due", Is.BEFORE, at - timedelta(days=days))
    return (Where("status", Is.ONE_OF, _OWED), youngest, *oldest)
