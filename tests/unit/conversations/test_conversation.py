from contextlib import suppress
from datetime import datetime, timedelta

import pytest
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, invariant, rule

from maawin_core.conversations.conversation import (
    Conversation,
    ConversationStatus,
    Post,
    Question,
    Topic,
)
from maawin_core.kernel.calendar import DOHA
from maawin_core.kernel.errors import Refusal, RuleBroken, WrongMoment
from maawin_core.kernel.identity import new_id
from maawin_core.kernel.parties import MINISTRY, employer, office, worker

AT = datetime(2026, 1, 5, 9, 0, tzinfo=DOHA)
OFFICE, EMPLOYER, WORKER = office(new_id()), employer(new_id()), worker(new_id())
STRANGER = office(new_id())
ANYBODY = st.sampled_from([OFFICE, EMPLOYER, WORKER, MINISTRY, STRANGER])


def started(*members, by=EMPLOYER):
    return Conversation.started(
        new_id(),
        topic=Topic.REQUEST,
        about=new_id(),
        subject="visa",
        members=frozenset(members or {OFFICE, EMPLOYER}),
        first=Post(by, "When?", AT),
    )


def question(by, of):
    return Question(by, of, AT + timedelta(days=3))


class AnyoneMayTryAnything(RuleBasedStateMachine):
    def __init__(self):
        super().__init__()
        self.thread = started(OFFICE, EMPLOYER, WORKER)
        self.said = list(self.thread.posts)

    def attempt(self, change):
        before = self.thread
        with suppress(Refusal):
            self.thread = change(before)
            assert before.status is ConversationStatus.OPEN or self.thread.posts == before.posts
            self.said += self.thread.posts[len(before.posts) :]

    @rule(by=ANYBODY, text=st.sampled_from(["", "yes", "no"]), of=st.none() | ANYBODY)
    def say(self, by, text, of):
        asked = question(by, of) if of else None
        self.attempt(lambda thread: thread.said(Post(by, text, AT), asked))

    @rule(by=ANYBODY)
    def close(self, by):
        self.attempt(lambda thread: thread.closed(by, AT))

    @invariant()
    def only_members_and_the_ministry_are_in_it(self):
        among = self.thread.members | {MINISTRY}
        assert {post.by for post in self.thread.posts} <= among
        assert {each.of for each in self.thread.questions} <= among
        assert STRANGER not in self.thread.parties()

    @invariant()
    def what_was_said_stays_said(self):
        assert list(self.thread.posts) == self.said

    @invariant()
    def whoever_wrote_last_owes_nobody_an_answer(self):
        assert all(each.of != self.thread.posts[-1].by for each in self.thread.questions)

    @invariant()
    def nobody_waits_in_a_closed_one(self):
        closed = self.thread.status is ConversationStatus.CLOSED
        assert not (closed and self.thread.obligations())


TestAnyoneMayTryAnything = AnyoneMayTryAnything.TestCase


def test_a_worker_can_talk_with_the_ministry_alone():
    thread = started(WORKER, by=WORKER)
    assert thread.parties() == {WORKER}
    assert thread.said(Post(MINISTRY, "Tell us.", AT)).posts[-1].by == MINISTRY
    with pytest.raises(RuleBroken, match="not_a_member"):
        thread.said(Post(EMPLOYER, "What?", AT))


def test_a_question_is_an_obligation_until_it_is_answered():
    thread = started()
    asked = thread.said(Post(EMPLOYER, "The ticket?", AT), question(EMPLOYER, OFFICE))
    (owed,) = asked.obligations()
    assert (owed.code, owed.owner, owed.to) == ("answer_question", OFFICE, EMPLOYER)
    assert asked.said(Post(OFFICE, "Here.", AT)).obligations() == ()


def test_asking_again_gives_no_more_time():
    later = Question(EMPLOYER, OFFICE, AT + timedelta(days=30))
    thread = started().said(Post(EMPLOYER, "The ticket?", AT), question(EMPLOYER, OFFICE))
    again = thread.said(Post(EMPLOYER, "The ticket, please.", AT), later)
    assert [each.due for each in again.obligations()] == [AT + timedelta(days=3)]


def test_the_same_words_sent_twice_are_one_message():
    thread = started()
    assert thread.said(Post(EMPLOYER, "When?", AT + timedelta(seconds=2))) is thread


def test_a_message_may_be_a_file_alone_but_not_nothing():
    thread = started()
    assert len(thread.said(Post(OFFICE, "", AT, (new_id(),))).posts) == 2
    with pytest.raises(RuleBroken, match="text_missing"):
        thread.said(Post(OFFICE, " ", AT))


def test_nobody_asks_herself():
    with pytest.raises(RuleBroken, match="question_to_oneself"):
        started().said(Post(OFFICE, "Hm?", AT), question(OFFICE, OFFICE))


def test_only_the_opener_or_the_ministry_closes_it():
    thread = started()
    with pytest.raises(RuleBroken, match="not_the_opener_of_conversation"):
        thread.closed(OFFICE, AT)
    closed = thread.closed(EMPLOYER, AT)
    assert closed.closed(MINISTRY, AT) is closed
    with pytest.raises(WrongMoment):
        closed.said(Post(OFFICE, "But", AT))


@pytest.mark.parametrize("missing", ["subject", "text"])
def test_it_begins_with_a_subject_and_a_word(missing):
    said = {"subject": "visa", "text": "When?"} | {missing: " "}
    with pytest.raises(RuleBroken, match="text_missing"):
        Conversation.started(
            new_id(),
            topic=Topic.DISPUTE,
            about=new_id(),
            subject=said["subject"],
            members=frozenset({OFFICE}),
            first=Post(OFFICE, said["text"], AT),
        )


def test_each_member_finds_it_in_her_own_column():
    (row,) = started(OFFICE, WORKER, by=WORKER).rows()
    assert (row.office, row.employer, row.worker) == (OFFICE.id, None, WORKER.id)
    assert (row.posts, row.waiting) == (1, 0)
