import pytest

from maawin_adapters.meetings.built_in import BuiltInMeetings
from maawin_core.kernel.answer import Accepted
from maawin_core.kernel.identity import new_id
from maawin_core.kernel.meeting import Means
from maawin_core.testing.meetings import AT, MeetingsContract
from maawin_core.words.catalogue import LANGUAGES


class TestBuiltIn(MeetingsContract):
    @pytest.fixture
    def meetings(self):
        return BuiltInMeetings()

    @pytest.mark.parametrize("means", [Means.IN_PERSON, Means.TELEPHONE])
    def test_a_place_that_is_no_link_has_words_in_every_language(self, meetings, means):
        place = meetings.room(new_id(), AT, means)
        assert isinstance(place, Accepted)
        assert all(f"word.{place.reference}" in known for known in LANGUAGES.values())

    def test_a_link_is_made_of_the_name_of_the_meeting(self):
        call = new_id()
        room = BuiltInMeetings("https://video.example").room(call, AT, Means.LINK)
        assert room == Accepted(f"https://video.example/{call.hex}")
