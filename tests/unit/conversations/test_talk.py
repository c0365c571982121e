from datetime import timedelta

import pytest

from maawin_core.access.use_cases import Browse, ListTasks, LookAt
from maawin_core.conversations.conversation import Conversation, ConversationRow, Topic
from maawin_core.conversations.use_cases import (
    AttachFile,
    CloseConversation,
    PostMessage,
    StartConversation,
)
from maawin_core.kernel.aggregate import Version
from maawin_core.kernel.errors import NotAllowed, NotFound, RuleBroken, Stale
from maawin_core.kernel.identity import new_id
from maawin_core.kernel.parties import MINISTRY, worker
from maawin_core.notices.notice import NoticeRow

PAPER = b"%PDF-1.7 a ticket"


@pytest.fixture
def start(resolve):
    return resolve(StartConversation)


@pytest.fixture
def write(resolve):
    return resolve(PostMessage)


@pytest.fixture
def thread(start, dispute, mine):
    return start(mine, Topic.DISPUTE, dispute.id, "Arrival", "When?", frozenset({dispute.against}))


def test_both_sides_and_the_ministry_talk(thread, write, theirs, officer, resolve):
    write(theirs, thread.id, "On Sunday.")
    write(officer, thread.id, "Please send the ticket.", asked=theirs.party)
    seen = resolve(LookAt)(officer, Conversation, thread.id)
    assert [post.by for post in seen.posts] == [thread.opened_by, theirs.party, MINISTRY]
    (task,) = resolve(ListTasks)(theirs).items
    assert task.obligation.code == "answer_question"
    assert task.obligation.due == write.clock.now() + timedelta(days=3)


def test_with_nobody_named_only_the_ministry_reads_along(start, dispute, mine, theirs, resolve):
    alone = start(mine, Topic.DISPUTE, dispute.id, "In confidence", "Listen.")
    with pytest.raises(NotFound):
        resolve(LookAt)(theirs, Conversation, alone.id)
    assert resolve(Browse)(theirs, ConversationRow).items == ()


def test_an_officer_who_names_nobody_talks_with_everybody(start, dispute, officer):
    assert start(officer, Topic.DISPUTE, dispute.id, "News", "All.").members == dispute.parties()


def test_a_stranger_finds_neither_the_thing_nor_the_thread(
    start, write, dispute, thread, staff_of, worker_of
):
    stranger = staff_of(new_id())
    with pytest.raises(NotFound):
        start(stranger, Topic.DISPUTE, dispute.id, "Hello", "Hello")
    with pytest.raises(NotFound):
        write(stranger, thread.id, "Hello")
    with pytest.raises(NotFound):
        start(worker_of(new_id()), Topic.PLACEMENT, new_id(), "Hello", "Hello")


def test_an_inspector_may_write_but_not_start(start, write, dispute, thread, inspector):
    with pytest.raises(NotAllowed):
        start(inspector, Topic.DISPUTE, dispute.id, "Hello", "Hello")
    assert len(write(inspector, thread.id, "We are coming.").posts) == 2


def test_nobody_is_drawn_into_what_is_not_hers(start, dispute, mine, storage):
    with pytest.raises(RuleBroken, match="not_a_party_to_topic"):
        start(mine, Topic.DISPUTE, dispute.id, "A", "B", frozenset({worker(new_id())}))
    assert not [key for key in storage.things if key[0] == "conversation"]


def test_a_file_goes_with_a_message_once_it_is_attached_here(
    thread, write, theirs, dispute, resolve
):
    attach = resolve(AttachFile)
    elsewhere = attach(theirs, "dispute", dispute.id, "ticket", PAPER)
    here = attach(theirs, "conversation", thread.id, "ticket", PAPER)
    for wrong in (elsewhere.id, new_id()):
        with pytest.raises(RuleBroken, match="file_not_here"):
            write(theirs, thread.id, "Here it is.", (wrong,))
    assert write(theirs, thread.id, "Here it is.", (here.id,)).posts[-1].files == (here.id,)


def test_who_has_looked_at_an_older_page_is_told_so(thread, write, theirs, mine):
    write(theirs, thread.id, "On Sunday.")
    with pytest.raises(Stale):
        write(mine, thread.id, "Then cancel.", seen=Version(1))


def test_the_opener_closes_it_and_members_are_told(thread, resolve, mine, theirs, settle):
    close = resolve(CloseConversation)
    closed = close(mine, thread.id, seen=thread.version)
    assert close(mine, thread.id).version == closed.version
    with pytest.raises(RuleBroken):
        close(theirs, thread.id)
    settle()
    codes = {row.code for row in resolve(Browse)(theirs, NoticeRow).items}
    assert codes == {"dispute_opened", "conversation_started", "conversation_closed"}
