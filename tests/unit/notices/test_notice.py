from contextlib import suppress
from datetime import timedelta

from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, invariant, rule

from maawin_core.kernel.errors import Refusal
from maawin_core.kernel.parties import PartyKind
from maawin_core.notices.notice import NoticeKept, NoticeRead, NoticeRow
from maawin_core.testing.sample import NOW, PARTY, a_notice


def test_a_notice_stands_in_the_inbox_of_its_party():
    notice = a_notice()
    (row,) = notice.rows()
    assert (row.key, row.party, row.code, row.read) == (notice.id, str(PARTY), "fee_asked", False)
    assert notice.parties() == {PARTY}
    assert set(NoticeRow.seen_by) == set(PartyKind)


def test_a_notice_that_was_read_is_shown_as_read():
    read = a_notice().read(NOW)
    assert (read.read_at, read.rows()[0].read) == (NOW, True)
    assert [type(event) for event in read.events] == [NoticeKept, NoticeRead]


def test_reading_it_again_changes_nothing():
    read = a_notice().read(NOW)
    assert read.read(NOW + timedelta(days=1)) is read


class AnyoneMayTryAnything(RuleBasedStateMachine):
    def __init__(self):
        super().__init__()
        self.notice = a_notice()
        self.first = None

    @rule(hours=st.integers(0, 100))
    def read(self, hours):
        at = NOW + timedelta(hours=hours)
        with suppress(Refusal):
            self.notice = self.notice.read(at)
        self.first = self.first or at

    @invariant()
    def it_was_read_when_it_was_read_first(self):
        assert self.notice.read_at == self.first
        assert sum(isinstance(event, NoticeRead) for event in self.notice.events) <= 1


TestAnyoneMayTryAnything = AnyoneMayTryAnything.TestCase
