from datetime import datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from maawin_core.conversations.attachment import Attachment, FileKind, attachment_id, kind_of
from maawin_core.kernel.calendar import DOHA
from maawin_core.kernel.errors import RuleBroken
from maawin_core.kernel.identity import new_id
from maawin_core.kernel.parties import MINISTRY

AT = datetime(2026, 1, 5, 9, 0, tzinfo=DOHA)


@pytest.mark.parametrize(
    ("content", "kind"),
    [
        (b"%PDF-1.7 ...", FileKind.PDF),
        (b"\xff\xd8\xff\xe0", FileKind.JPEG),
        (b"\x89PNG\r\n\x1a\n", FileKind.PNG),
        (b"<html><script>", None),
        (b"", None),
    ],
)
def test_a_file_is_what_it_begins_with(content, kind):
    assert kind_of(content) is kind


@given(st.text(), st.text())
def test_the_same_bytes_on_the_same_thing_are_the_same_attachment(one, other):
    thing = new_id()
    assert (attachment_id(thing, one) == attachment_id(thing, other)) is (one == other)
    assert attachment_id(new_id(), one) != attachment_id(thing, one)


def test_a_file_needs_a_title():
    with pytest.raises(RuleBroken, match="text_missing"):
        Attachment.attached(
            thing="dispute",
            about=new_id(),
            digest="d",
            title=" ",
            file_kind=FileKind.PDF,
            size=1,
            by=MINISTRY,
            at=AT,
        )
