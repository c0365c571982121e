"""Starting a conversation on a thing of one's own, writing in it, and closing it (M5)."""

from __future__ import annotations

from uuid import UUID

from attrs import frozen

from ...access.rights import Act, Rights
from ...kernel.aggregate import Aggregate, Version, kinds_of
from ...kernel.errors import require
from ...kernel.identity import new_id
from ...kernel.parties import MINISTRY, Actor, Party
from ...law.policy import POLICY, Policy
from ...ports.clock import Clock
from ...ports.storage import Storage, Work
from ..attachment import Attachment
from ..conversation import Conversation, Post, Question, Topic


@frozen
class StartConversation:
    """A party to a request, placement or dispute talks with other parties to it, and the Ministry.

    With nobody named it is between the party and the Ministry alone: a worker can say what her
    employer does not read.
    """

    storage: Storage
    rights: Rights
    clock: Clock

    def __call__(
        self,
        by: Actor,
        topic: Topic,
        about: UUID,
        subject: str,
        text: str,
        with_: frozenset[Party] = frozenset(),
    ) -> Conversation:
        kinds: dict[str, type[Aggregate]] = kinds_of(Aggregate)
        with self.storage.transaction(by) as work:
            thing = work.get(kinds[topic], about)
            self.rights.check(by, Act.START_CONVERSATION, thing)
            strangers = with_ - thing.parties() - {MINISTRY}
            require(
                not strangers, "not_a_party_to_topic",
                party=min((each.kind for each in strangers), default=""), topic=topic,
            )  # fmt: skip
            # An officer who names nobody means everybody: with herself alone nobody talks.
            with_them = with_ or (thing.parties() if by.party == MINISTRY else frozenset())
            started = Conversation.started(
                new_id(),
                topic=topic,
                about=about,
                subject=subject,
                members=with_them,
                first=Post(by.party, text, self.clock.now()),
            )
            return work.save(started)


@frozen
class PostMessage:
    """A member, or the Ministry, writes in a conversation; *asked* owes an answer in time."""

    storage: Storage
    rights: Rights
    clock: Clock
    policy: Policy = POLICY

    def __call__(
        self,
        by: Actor,
        conversation: UUID,
        text: str,
        files: tuple[UUID, ...] = (),
        asked: Party | None = None,
        *,
        seen: Version | None = None,
    ) -> Conversation:
        with self.storage.transaction(by) as work:
            open_one = work.get(Conversation, conversation, seen=seen)
            self.rights.check(by, Act.POST_MESSAGE, open_one)
            for file in files:
                _must_be_of(work, open_one, file)
            now = self.clock.now()
            due = now + self.policy.question_answer
            question = None if asked is None else Question(by.party, asked, due)
            return work.save(open_one.said(Post(by.party, text, now, files), question))


def _must_be_of(work: Work, conversation: Conversation, file: UUID) -> None:
    attachment = work.find(Attachment, file)
    of = (attachment.thing, attachment.about) if attachment is not None else None
    require(of == (conversation.kind(), conversation.id), "file_not_here", file=file)


@frozen
class CloseConversation:
    """Whoever opened a conversation, or the Ministry, closes it. It can be read for ever."""

    storage: Storage
    rights: Rights
    clock: Clock

    def __call__(
        self, by: Actor, conversation: UUID, *, seen: Version | None = None
    ) -> Conversation:
        with self.storage.transaction(by) as work:
            open_one = work.get(Conversation, conversation, seen=seen)
            self.rights.check(by, Act.CLOSE_CONVERSATION, open_one)
            return work.save(open_one.closed(by.party, self.clock.now()))
