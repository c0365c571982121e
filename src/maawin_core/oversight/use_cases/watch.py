"""The Ministry watches (M13): figures, trends, ages of refunds, and the cases behind each."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, datetime
from typing import Any

from attrs import frozen

from ...access.rights import Act, Rights
from ...kernel.aggregate import Row
from ...kernel.calendar import civil_day, start_of_day
from ...kernel.errors import require
from ...kernel.money import Money
from ...kernel.parties import Actor
from ...kernel.plain import column_types
from ...law.policy import POLICY, Policy
from ...ports.clock import Clock
from ...ports.lists import Is, Lists, Where
from ...ports.storage import Page
from ..figures import Age, Counted, InMonth, Narrowed, Over
from .indicators import INDICATORS, Indicator, aged, indicator, with_trend

#: The longest trend that can be asked for.
MOST_MONTHS = 36


@frozen
class ShowIndicators:
    """Every figure, by office or by country; those whose cases name no country have none by it."""

    lists: Lists
    rights: Rights
    clock: Clock
    policy: Policy = POLICY

    def __call__(
        self, by: Actor, over: Over = Over.OFFICE, narrowed: Narrowed | None = None
    ) -> tuple[Counted, ...]:
        self.rights.check(by, Act.WATCH_OVER)
        asked = narrowed or Narrowed()
        at = self.clock.now()
        return tuple(
            counted
            for each in INDICATORS.values()
            if each.over(over) and each.can_be(asked)
            for counted in self._counted(each, over, asked, at)
        )

    def _counted(
        self, each: Indicator, over: Over, asked: Narrowed, at: datetime
    ) -> Sequence[Counted]:
        conditions = (*each.where(at, self.policy), *each.narrowed(asked))
        column = each.over(over) or ""
        found = self.lists.tally(each.row, *conditions, by=(column,), sum_of=each.sum_of)
        return [
            Counted(each.code, _text(tally.values[0]), tally.n, _money(each, tally.sum))
            for tally in found
        ]


@frozen
class ShowTrend:
    """One figure, month by month, the last month being this one."""

    lists: Lists
    rights: Rights
    clock: Clock
    policy: Policy = POLICY

    def __call__(
        self, by: Actor, code: str, months: int = 12, narrowed: Narrowed | None = None
    ) -> tuple[InMonth, ...]:
        self.rights.check(by, Act.WATCH_OVER)
        sound = 1 <= months <= MOST_MONTHS
        require(sound, "too_many_months", found=months, needed=MOST_MONTHS)
        each, at = with_trend(code), self.clock.now()
        conditions = (*each.where(at, self.policy), *each.narrowed(narrowed or Narrowed()))
        first = _back(civil_day(at), months - 1)
        return tuple(
            self._in(each, month, conditions) for month in (_back(first, -i) for i in range(months))
        )

    def _in(self, each: Indicator, month: date, conditions: tuple[Where, ...]) -> InMonth:
        found = self.lists.tally(each.row, *conditions, *in_month(each, month), sum_of=each.sum_of)
        n = sum(tally.n for tally in found)
        return InMonth(month, n, _money(each, sum(tally.sum for tally in found)))


@frozen
class ShowCases:
    """The cases behind a figure: the same conditions, so there are as many as it says."""

    lists: Lists
    rights: Rights
    clock: Clock
    policy: Policy = POLICY

    def __call__(
        self,
        by: Actor,
        code: str,
        narrowed: Narrowed | None = None,
        month: date | None = None,
        *,
        after: str | None = None,
        limit: int = 50,
    ) -> Page[Any]:
        self.rights.check(by, Act.WATCH_OVER)
        each = indicator(code) if month is None else with_trend(code)
        conditions = (
            *each.where(self.clock.now(), self.policy),
            *each.narrowed(narrowed or Narrowed()),
            *(() if month is None else in_month(each, month)),
        )
        kind: type[Row] = each.row
        return self.lists.page(kind, *conditions, after=after, limit=limit)


@frozen
class ShowRefundAges:
    """Refunds that are owed, by how long they are overdue; of one office or country, or all."""

    lists: Lists
    rights: Rights
    clock: Clock
    policy: Policy = POLICY

    def __call__(self, by: Actor, narrowed: Narrowed | None = None) -> tuple[Age, ...]:
        self.rights.check(by, Act.WATCH_OVER)
        begins = self.policy.refund_ages
        bands = zip(begins, (*begins[1:], None), strict=True)
        asked = narrowed or Narrowed()
        return tuple(self._band(days, most, asked) for days, most in bands)

    def _band(self, days: int, most: int | None, asked: Narrowed) -> Age:
        each = indicator("refunds_owed")
        found = self.lists.tally(
            each.row,
            *aged(days, most, self.clock.now()),
            *each.narrowed(asked),
            sum_of=each.sum_of,
        )
        added = sum(tally.sum for tally in found)
        return Age(days, most, sum(tally.n for tally in found), Money.of_minor(added))


def in_month(each: Indicator, month: date) -> tuple[Where, ...]:
    """The conditions that leave what falls into the month that begins on this day."""
    bounds: tuple[date | datetime, ...] = (month.replace(day=1), _back(month, -1))
    if column_types(each.row)[each.month] is datetime:
        bounds = tuple(map(start_of_day, bounds))
    return (Where(each.month, Is.AT_LEAST, bounds[0]), Where(each.month, Is.BEFORE, bounds[1]))


def _back(day: date, months: int) -> date:
    """The first day of the month so many months before this one."""
    whole = day.year * 12 + day.month - 1 - months
    return date(whole // 12, whole % 12 + 1, 1)


def _text(value: object) -> str:
    return "" if value is None else str(value)


def _money(each: Indicator, minor: int) -> Money | None:
    return Money.of_minor(minor) if each.sum_of else None
