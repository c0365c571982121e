from datetime import timedelta

import pytest

from maawin_core.access.use_cases import Browse, LookAt
from maawin_core.conversations.remark import Remark, RemarkKind, RemarkRow, RemarkStatus, Verdict
from maawin_core.conversations.use_cases import (
    AnswerRemark,
    LinkChange,
    NoteRemarkOverdue,
    RaiseRemark,
)
from maawin_core.kernel.aggregate import Version
from maawin_core.kernel.errors import NotAllowed, NotFound, RuleBroken, Stale
from maawin_core.kernel.identity import new_id
from maawin_core.kernel.parties import MINISTRY, PLATFORM, SYSTEM
from maawin_core.notices.notice import NoticeRow


@pytest.fixture
def mine(manager_of):
    return manager_of(new_id())


@pytest.fixture
def remark(resolve, mine):
    return resolve(RaiseRemark)(mine, RemarkKind.SUGGESTION, "Let us filter by city.")


def test_any_party_is_heard_and_an_answer_is_owed(resolve, lists, worker_of, employer_of, clock):
    for somebody in (worker_of(new_id()), employer_of(new_id())):
        resolve(RaiseRemark)(somebody, RemarkKind.REMARK, "Too slow.")
    owed = lists.owed(owner=PLATFORM).items
    assert [each.obligation.code for each in owed] == ["answer_remark"] * 2
    assert {each.obligation.due for each in owed} == {clock.now() + timedelta(days=7)}


def test_it_is_answered_linked_to_a_change_and_its_party_is_told(
    resolve, remark, mine, officer, administrator, settle
):
    answered = resolve(AnswerRemark)(
        officer, remark.id, Verdict.WILL_CHANGE, "We shall.", seen=remark.version
    )
    resolve(LinkChange)(administrator, remark.id, "0.2.0", seen=answered.version)
    settle()
    seen = resolve(LookAt)(mine, Remark, remark.id)
    assert (seen.status, seen.change) == (RemarkStatus.ACTED_ON, "0.2.0")
    codes = {row.code for row in resolve(Browse)(mine, NoticeRow).items}
    assert codes == {"remark_answered", "change_linked"}


def test_a_remark_is_seen_by_its_party_and_the_ministry_only(resolve, remark, staff_of, officer):
    stranger = staff_of(new_id())
    with pytest.raises(NotFound):
        resolve(LookAt)(stranger, Remark, remark.id)
    assert resolve(Browse)(stranger, RemarkRow).items == ()
    assert [row.key for row in resolve(Browse)(officer, RemarkRow).items] == [remark.id]


def test_a_remark_without_an_answer_is_noted_once_and_told_to_those_who_owe_it(
    resolve, remark, mine, officer, administrator, settle, clock, lists, storage
):
    clock.move(remark.due - clock.now() - timedelta(seconds=1))
    settle()
    assert resolve(NoteRemarkOverdue)(SYSTEM, remark.id).overdue is False
    assert storage.get(Remark, remark.id) == remark
    clock.move(timedelta(seconds=1))
    settle()
    settle()
    overdue = storage.get(Remark, remark.id)
    assert (overdue.overdue, overdue.moments()) == (True, frozenset())
    told = [row for row in lists.page(NoticeRow).items if row.code == "remark_overdue"]
    assert {row.party for row in told} == {str(PLATFORM), str(MINISTRY)}
    assert len(told) == 2
    assert resolve(NoteRemarkOverdue)(SYSTEM, remark.id) == overdue
    late = resolve(AnswerRemark)(officer, remark.id, Verdict.EXPLAINED, "So.")
    assert late.in_time is False
    with pytest.raises(NotAllowed):
        resolve(NoteRemarkOverdue)(administrator, remark.id)


def test_a_remark_that_was_answered_is_never_overdue(resolve, remark, officer, settle, clock):
    answered = resolve(AnswerRemark)(officer, remark.id, Verdict.EXPLAINED, "So.")
    clock.move(timedelta(days=30))
    settle()
    assert resolve(NoteRemarkOverdue)(SYSTEM, remark.id) == answered


def test_nobody_answers_herself(resolve, remark, mine, storage):
    with pytest.raises(NotAllowed):
        resolve(AnswerRemark)(mine, remark.id, Verdict.EXPLAINED, "Because.")
    with pytest.raises(NotAllowed):
        resolve(LinkChange)(mine, remark.id, "0.2.0")
    assert storage.get(Remark, remark.id) == remark


def test_an_empty_remark_is_refused(resolve, mine, storage):
    with pytest.raises(RuleBroken, match="text_missing"):
        resolve(RaiseRemark)(mine, RemarkKind.REMARK, "")
    assert storage.things == {}


def test_the_regulator_has_no_part_in_it(resolve, regulator):
    with pytest.raises(NotAllowed):
        resolve(RaiseRemark)(regulator, RemarkKind.REMARK, "Well.")


def test_an_answer_to_an_older_page_is_stale(resolve, remark, officer):
    for use_case, said in ((AnswerRemark, (Verdict.EXPLAINED, "So.")), (LinkChange, ("1.0",))):
        with pytest.raises(Stale):
            resolve(use_case)(officer, remark.id, *said, seen=Version(9))
