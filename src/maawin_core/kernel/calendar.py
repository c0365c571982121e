"""Civil days in Qatar. Instants are UTC; a civil date is a `date` in Asia/Qatar."""

from __future__ import annotations

from datetime import date, datetime, time, timedelta, timezone

#: Qatar has kept UTC+3 without summer time since 1972, so the core needs no time-zone database.
DOHA = timezone(timedelta(hours=3), "Asia/Qatar")


def civil_day(at: datetime) -> date:
    """The day in Doha at this instant."""
    return at.astimezone(DOHA).date()


def end_of_day(day: date) -> datetime:
    """The first instant after this day in Doha: what is due on *day* is late from then on."""
    return datetime.combine(day + timedelta(days=1), time(), DOHA)


def start_of_day(day: date) -> datetime:
    """The first instant of this day in Doha."""
    return datetime.combine(day, time(), DOHA)
