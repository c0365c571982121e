"""A figure of law: its values by first day in force, each with its source."""

from __future__ import annotations

import re
from datetime import date
from typing import Generic, TypeVar

from attrs import evolve, field, frozen

from maawin_core.kernel.errors import RuleBroken

T = TypeVar("T")

#: Evidence: A wording seen, B the State's statement, C law firm or NGO, D trade, U not found.
GRADES = ("A", "B", "C", "D", "U")

#: Who stands behind a figure: the law, a policy of the platform, or the state of origin.
AUTHORITIES = ("law", "policy", "origin")

_ACT = re.compile(r"[A-Z][A-Za-z ]* (?:[0-9]{1,3}/)?((?:19|20)[0-9]{2})")
_READING = re.compile(r"A-[0-9]{2}")


class UnsoundFigure(RuleBroken):
    """A figure that must not become law here: no source, a wrong day, or two values at once."""


class NoFigure(RuleBroken):
    """The law has no value for this day."""


@frozen(cache_hash=True)
class Source:
    """Where a figure stands: act and article, how well it is attested, and its open reading."""

    act: str
    article: str
    grade: str
    reading: str | None = None
    authority: str = "law"
    url: str = ""

    def __attrs_post_init__(self) -> None:
        sound = (
            bool(self.article)
            and self.grade in GRADES
            and self.authority in AUTHORITIES
            and (self.reading is None or _READING.fullmatch(self.reading) is not None)
            and (not self.url or self.url.startswith("https://"))
            and (self.authority != "law" or _ACT.fullmatch(self.act) is not None)
            and bool(self.act)
        )
        if not sound:
            raise UnsoundFigure("source_unreadable", found=f"{self.act} {self.article}")

    @property
    def year(self) -> int | None:
        """The year of the act, if it is an act: no figure of it can be older."""
        found = _ACT.fullmatch(self.act)
        return int(found[1]) if found else None


@frozen(cache_hash=True)
class Since(Generic[T]):
    """One value, from *in_force* on. *known* is the day from which anybody could have known it."""

    in_force: date
    value: T
    source: Source
    known: date | None = None
    last_checked: date = date(2026, 11, 23)

    @property
    def known_from(self) -> date:
        """The day from which it was known; unless said otherwise, the day it came into force."""
        return self.known or self.in_force


def _sound(parameter: Parameter[T], _: object, entries: tuple[Since[T], ...]) -> None:
    seen: set[tuple[date, date]] = set()
    for entry in entries:
        days = (entry.in_force, entry.known_from, entry.last_checked)
        if not isinstance(entry.source, Source) or any(type(day) is not date for day in days):
            raise UnsoundFigure("source_unreadable", found=parameter.code)
        if entry.source.year is not None and entry.source.year > entry.in_force.year:
            raise UnsoundFigure("older_than_its_source", found=parameter.code)
        moment = (entry.in_force, entry.known_from)
        if moment in seen:
            raise UnsoundFigure("two_values_for_one_day", found=parameter.code)
        seen.add(moment)


def _in_order(entries: tuple[Since[T], ...] | list[Since[T]]) -> tuple[Since[T], ...]:
    return tuple(sorted(entries, key=lambda entry: (entry.in_force, entry.known_from)))


@frozen(eq=False)
class Parameter(Generic[T]):
    """One figure of law by date. A date means "from then on"; a new decree is a new `Since`."""

    code: str
    entries: tuple[Since[T], ...] = field(converter=_in_order, validator=_sound)

    def since(self, day: date) -> Since[T]:
        """The value in force on *day* with its source; `NoFigure` before the first."""
        for entry in reversed(self.entries):
            if entry.in_force <= day:
                return entry
        raise NoFigure("no_figure_in_force", figure=self.code, day=day.isoformat())

    def on(self, day: date) -> T:
        """The value in force on *day*."""
        return self.since(day).value

    def in_force_on(self, day: date) -> bool:
        """Whether there is a value for *day*."""
        return any(entry.in_force <= day for entry in self.entries)

    @property
    def latest(self) -> Since[T]:
        """The newest value, for a question that names no day."""
        if not self.entries:
            raise NoFigure("no_figure_known", figure=self.code)
        return self.entries[-1]

    @property
    def begins(self) -> date:
        """The first day for which there is a value."""
        if not self.entries:
            raise NoFigure("no_figure_known", figure=self.code)
        return self.entries[0].in_force

    def amended(self, new: Since[T]) -> Parameter[T]:
        """The same figure with one more value; two values for one day do not build."""
        return evolve(self, entries=(*self.entries, new))

    def as_known_on(self, day: date) -> Parameter[T]:
        """The same figure as far as anybody could have known it on *day*."""
        return evolve(self, entries=tuple(e for e in self.entries if e.known_from <= day))
