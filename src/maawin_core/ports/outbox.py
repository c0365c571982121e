"""Kept events and due moments, handed on at least once."""

from __future__ import annotations

from datetime import datetime
from typing import Protocol
from uuid import UUID

from attrs import frozen

from ..kernel.aggregate import Event
from .storage import Page


@frozen
class Job:
    """An event that was kept, or a moment that has come, of one thing; *tries* so far.

    Neither: an event that this program cannot read. A newer one may have written it.
    """

    id: UUID
    kind: str
    about: UUID
    due: datetime
    tries: int = 0
    event: Event | None = None
    moment: str | None = None
    reason: str = ""

    @property
    def name(self) -> str:
        """What it is called in `journey.py` and in a log."""
        return self.moment or (type(self.event).__name__ if self.event else "event_unreadable")


class Outbox(Protocol):
    """What has to follow. A job is taken by one taker at a time, and comes back if it is silent."""

    def take(self, now: datetime, until: datetime, limit: int) -> tuple[Job, ...]:
        """Jobs that are due, oldest first, nobody else's until *until*.

        A lease that ends later than twice that time from *now* was given by a clock that has been
        set back since, and holds nothing.
        """
        ...

    def done(self, job: Job) -> None:
        """It has been seen to; it does not come again."""
        ...

    def failed(self, job: Job, reason: str, again: datetime | None) -> None:
        """It comes again at *again*; None parks it for a person to look at."""
        ...

    def parked(self, *, after: str | None = None, limit: int = 50) -> Page[Job]:
        """Jobs that were given up on."""
        ...

    def retry(self, id: UUID, now: datetime) -> bool:
        """A parked job is due again. False: none of this id is parked, and nothing changes."""
        ...

    def next_due(self) -> datetime | None:
        """When the next job that is nobody's falls due."""
        ...
