import pytest

from maawin_core.kernel.aggregate import Version
from maawin_core.kernel.changes import Beside, Changes, as_seen, beside, repeated
from maawin_core.kernel.errors import NotFound, Stale
from maawin_core.kernel.identity import new_id
from maawin_core.kernel.parties import SYSTEM
from maawin_core.notices.notice import Notice
from maawin_core.payments.fee_payment import FeePayment
from maawin_core.testing.sample import NOW, a_fee, a_notice, paid


@pytest.fixture
def changes():
    return Changes(SYSTEM)


@pytest.fixture
def notice():
    return Changes(SYSTEM).save(a_notice())


def test_what_is_saved_is_one_version_further_and_has_no_events_left(changes):
    saved = changes.save(a_notice())
    assert (saved.version, saved.events) == (1, ())
    (change,) = changes.saved()
    assert (change.before, change.after, len(change.events)) == (None, saved, 1)


def test_what_nothing_has_happened_to_is_not_saved(changes, notice):
    assert changes.save(changes.read(notice)) is notice
    assert changes.saved() == []
    assert changes.relied_on() == [notice]


def test_a_thing_is_known_as_it_was_read_and_then_as_it_was_saved(changes, notice):
    assert changes.known(Notice, notice.id) is None
    changes.read(notice)
    assert changes.known(Notice, notice.id) is notice
    saved = changes.save(notice.read(NOW))
    assert changes.known(Notice, notice.id) is saved
    assert changes.known(FeePayment, notice.id) is None


def test_what_was_saved_is_not_relied_on_besides(changes, notice):
    changes.save(changes.read(notice).read(NOW))
    assert changes.relied_on() == []


def test_what_was_missed_is_absent_unless_it_was_saved(changes):
    notice, other = a_notice(), new_id()
    changes.missed(Notice, notice.id)
    changes.missed(Notice, other)
    changes.save(notice)
    assert changes.absent() == [("notice", other)]


def test_a_thing_is_saved_once(changes):
    saved = changes.save(a_notice())
    with pytest.raises(RuntimeError, match="saved twice"):
        changes.save(saved.read(NOW))


def test_an_older_copy_of_what_was_read_is_stale(changes, notice):
    newer = Changes(SYSTEM).save(notice.read(NOW))
    changes.read(newer)
    with pytest.raises(Stale):
        changes.save(notice.read(NOW))
    assert changes.saved() == []


def test_saves_and_reads_come_in_one_order(changes):
    notices = [changes.save(a_notice()) for _ in range(5)]
    assert [change.after.id for change in changes.saved()] == sorted(each.id for each in notices)
    fresh = Changes(SYSTEM)
    for each in notices:
        fresh.read(each)
    assert [each.id for each in fresh.relied_on()] == sorted(each.id for each in notices)


def test_what_is_new_has_all_of_it_to_come_and_nothing_to_go(changes):
    fee = a_fee()
    changes.save(fee)
    (change,) = changes.saved()
    assert change.gone() == Beside()
    assert change.come() == beside(fee)
    assert (len(change.come().claims), len(change.come().rows)) == (1, 1)


def test_what_changed_comes_and_goes_and_the_rest_stays(changes):
    fee = Changes(SYSTEM).save(a_fee())
    after = changes.save(paid(changes.read(fee)))
    (change,) = changes.saved()
    assert change.gone().claims == frozenset()
    assert change.come().claims == after.claims() - fee.claims()
    assert change.gone().obligations == frozenset(fee.obligations())
    assert change.come().obligations == frozenset()
    assert change.come().rows == frozenset(after.rows())


def test_beside_nothing_there_is_nothing():
    assert beside(None) == Beside()


def test_a_thing_as_it_was_seen_is_handed_on(notice):
    assert as_seen(notice, Notice, notice.id, None) is notice
    assert as_seen(notice, Notice, notice.id, Version(1)) is notice


def test_a_thing_that_is_not_as_it_was_seen_is_stale(notice):
    with pytest.raises(Stale) as refusal:
        as_seen(notice, Notice, notice.id, Version(7))
    assert refusal.value.facts == {"thing": "notice", "id": notice.id, "seen": 7, "found": 1}


def test_a_thing_that_is_not_there_is_not_found():
    id = new_id()
    with pytest.raises(NotFound) as refusal:
        as_seen(None, Notice, id, None)
    assert refusal.value.facts == {"thing": "notice", "id": id}


def test_what_stands_more_than_once_is_found():
    assert repeated("abcab") == {"a", "b"}
    assert repeated([]) == set()
