"""What any provider of meetings must do: subclass, and return yours from the `meetings` fixture."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from uuid import UUID, uuid4

import pytest

from maawin_core.kernel.answer import Accepted, Refused
from maawin_core.kernel.meeting import Means
from maawin_core.ports.meetings import Meetings

AT = datetime(2026, 1, 7, 6, 30, tzinfo=UTC)


class MeetingsContract:
    """*offered*: the means that this provider has a place for; it refuses every other."""

    offered = frozenset(Means)

    @pytest.fixture
    def meetings(self) -> Meetings:
        """The provider under test."""
        raise NotImplementedError("Return the meetings under test from this fixture.")

    @pytest.fixture
    def call(self) -> UUID:
        """A meeting that nobody has asked for before."""
        return uuid4()

    @pytest.mark.parametrize("means", Means)
    def test_a_place_is_given_for_every_means_that_is_offered(
        self, meetings: Meetings, call: UUID, means: Means
    ) -> None:
        answer = meetings.room(call, AT, means)
        if means in self.offered:
            assert isinstance(answer, Accepted)
            assert answer.reference.strip()
        else:
            assert isinstance(answer, Refused)

    @pytest.mark.parametrize("means", Means)
    def test_the_same_meeting_has_one_place(
        self, meetings: Meetings, call: UUID, means: Means
    ) -> None:
        assert meetings.room(call, AT, means) == meetings.room(call, AT, means)

    def test_no_two_meetings_share_a_link(self, meetings: Meetings, call: UUID) -> None:
        if Means.LINK in self.offered:
            other = meetings.room(uuid4(), AT + timedelta(days=1), Means.LINK)
            assert meetings.room(call, AT, Means.LINK) != other
