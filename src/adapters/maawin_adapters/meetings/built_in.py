"""Meetings without a provider: at the office, by a call of the office, or by a link of our own."""

from __future__ import annotations

from datetime import datetime
from uuid import UUID

from attrs import frozen

from maawin_core.kernel.answer import Accepted, Answer
from maawin_core.kernel.meeting import Means

#: What people are told, by its word in `words/`.
PLACES = {Means.IN_PERSON: "at_the_office", Means.TELEPHONE: "office_calls"}


@frozen
class BuiltInMeetings:
    """A link is *base* and the name of the meeting: never guessed, and always the same."""

    base: str = "https://meet.maawin.example"

    def room(self, call: UUID, at: datetime, means: Means) -> Answer:
        return Accepted(PLACES.get(means) or f"{self.base}/{call.hex}")
