"""A conversation (M5): office, employer, worker and Ministry talk about one thing, directly."""

from __future__ import annotations

from datetime import datetime
from enum import StrEnum
from typing import ClassVar
from uuid import UUID

from attrs import frozen

from ..kernel.aggregate import Aggregate, Event, Row
from ..kernel.errors import require
from ..kernel.obligation import Obligation
from ..kernel.parties import MINISTRY, Party, PartyKind


class Topic(StrEnum):
    """What can be talked about; each value is the name of that thing in storage."""

    REQUEST = "recruitment_request"
    PLACEMENT = "placement"
    DISPUTE = "dispute"


class ConversationStatus(StrEnum):
    """Whether anybody still writes in it."""

    OPEN = "open"
    CLOSED = "closed"


@frozen
class Post:
    """What somebody has written, with the files that go with it (ids of attachments)."""

    by: Party
    text: str
    at: datetime
    files: tuple[UUID, ...] = ()


@frozen
class Question:
    """An answer that *by* waits for: *of* owes it until *due*."""

    by: Party
    of: Party
    due: datetime


@frozen(kw_only=True)
class ConversationStarted(Event):
    """Parties talk from now on."""

    conversation: UUID
    topic: Topic
    about: UUID


@frozen(kw_only=True)
class MessagePosted(Event):
    """A party has written something; *asked* names whose answer it waits for."""

    conversation: UUID
    party: Party
    asked: Party | None


@frozen(kw_only=True)
class ConversationClosed(Event):
    """Nothing more is written here; what was written can be read."""

    conversation: UUID


@frozen(kw_only=True)
class ConversationRow(Row):
    """A conversation as its members list it. Its subject is in the document: it may name people."""

    seen_by: ClassVar[dict[PartyKind, str]] = {
        PartyKind.OFFICE: "office",
        PartyKind.EMPLOYER: "employer",
        PartyKind.WORKER: "worker",
    }
    orders: ClassVar[tuple[str, ...]] = ("last_at", "about")

    topic: Topic
    about: UUID
    office: UUID | None
    employer: UUID | None
    worker: UUID | None
    status: ConversationStatus
    posts: int
    waiting: int
    last_at: datetime


@frozen(kw_only=True)
class Conversation(Aggregate):
    """One thread on one thing. Only its members and the Ministry read it or write in it, nobody
    writes in a closed one, and what was said stays as it was said."""

    topic: Topic
    about: UUID
    subject: str
    opened_by: Party
    members: frozenset[Party]
    posts: tuple[Post, ...]
    questions: tuple[Question, ...] = ()
    status: ConversationStatus = ConversationStatus.OPEN

    @classmethod
    def started(
        cls,
        id: UUID,
        *,
        topic: Topic,
        about: UUID,
        subject: str,
        members: frozenset[Party],
        first: Post,
    ) -> Conversation:
        """Somebody begins to talk with *members*; she is one of them herself."""
        require(subject.strip(), "text_missing", field="subject")
        require(first.text.strip(), "text_missing", field="text")
        among = (members | {first.by}) - {MINISTRY}
        made = cls(
            id=id, topic=topic, about=about, subject=subject, opened_by=first.by,
            members=among, posts=(first,),
        )  # fmt: skip
        return made.after(
            ConversationStarted(at=first.at, conversation=id, topic=topic, about=about)
        )

    def said(self, post: Post, asked: Question | None = None) -> Conversation:
        """A member has written. It answers what she was asked; *asked* waits for another's answer.

        The same words sent twice in a row are one post.
        """
        self.must_be(ConversationStatus.OPEN)
        self._must_be_in(post.by)
        require(post.text.strip() or post.files, "text_missing", field="text")
        last = self.posts[-1]
        if (last.by, last.text, last.files) == (post.by, post.text, post.files):
            return self
        event = MessagePosted(
            at=post.at, conversation=self.id, party=post.by, asked=asked.of if asked else None
        )
        return self.after(
            event, posts=(*self.posts, post), questions=self._still_open(post.by, asked)
        )

    def _still_open(self, by: Party, asked: Question | None) -> tuple[Question, ...]:
        waiting = tuple(each for each in self.questions if each.of != by)
        if asked is None:
            return waiting
        require(asked.of != by, "question_to_oneself", party=by.kind)
        self._must_be_in(asked.of)
        known = any((each.by, each.of) == (asked.by, asked.of) for each in waiting)
        return waiting if known else (*waiting, asked)  # asking again gives no more time

    def closed(self, by: Party, at: datetime) -> Conversation:
        """Whoever opened it, or the Ministry, ends it; nothing is waited for any more."""
        require(
            by in (self.opened_by, MINISTRY),
            "not_the_opener_of_conversation", party=by.kind, needed=self.opened_by.kind,
        )  # fmt: skip
        if self.status is ConversationStatus.CLOSED:
            return self
        event = ConversationClosed(at=at, conversation=self.id)
        return self.after(event, status=ConversationStatus.CLOSED, questions=())

    def _must_be_in(self, party: Party) -> None:
        require(party == MINISTRY or party in self.members, "not_a_member", party=party.kind)

    def parties(self) -> frozenset[Party]:
        return self.members

    def obligations(self) -> tuple[Obligation, ...]:
        # No request is named: a question in a thread is a task of its own, and does not take the
        # place of the step that the journey waits for.
        return tuple(
            Obligation("answer_question", each.of, each.by, each.due) for each in self.questions
        )

    def rows(self) -> tuple[Row, ...]:
        side = {party.kind: party.id for party in self.members}
        return (
            ConversationRow(
                key=self.id, topic=self.topic, about=self.about,
                office=side.get(PartyKind.OFFICE), employer=side.get(PartyKind.EMPLOYER),
                worker=side.get(PartyKind.WORKER), status=self.status, posts=len(self.posts),
                waiting=len(self.questions), last_at=self.posts[-1].at,
            ),
        )  # fmt: skip
