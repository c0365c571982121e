"""Where time comes from."""

from __future__ import annotations

from datetime import date, datetime
from typing import Protocol

from ..kernel.calendar import civil_day


class Clock(Protocol):
    """The time. Never naive: always an instant with its zone."""

    def now(self) -> datetime:
        """This instant, in UTC."""
        ...


def today(clock: Clock) -> date:
    """The civil day in Doha."""
    return civil_day(clock.now())
