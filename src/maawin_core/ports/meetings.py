"""Rooms for interviews, wherever they are: an address, a number to call, a link."""

from __future__ import annotations

from datetime import datetime
from typing import Protocol
from uuid import UUID

from ..kernel.answer import Answer
from ..kernel.meeting import Means


class Meetings(Protocol):
    """Says where people meet.

    *call* is the platform's name for one meeting at one time. The same name twice is the same
    meeting: the provider makes one room, and answers alike both times. The reference of what is
    accepted is where to go, fit to show: a link, or a word of `words/`. No method raises for
    trouble on the line; that is `Unknown`, and the same call is made again.
    """

    def room(self, call: UUID, at: datetime, means: Means) -> Answer:
        """A place for the meeting at *at*."""
        ...
