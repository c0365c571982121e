"""Conversations and feedback over HTTP (M5, M14)."""

from __future__ import annotations

from datetime import datetime
from uuid import UUID

from litestar import Controller, get, post
from litestar.di import NamedDependency
from litestar.params import FromPath, FromQuery, JSONBody

from maawin_core.access.use_cases import Browse, LookAt, only
from maawin_core.conversations.conversation import (
    Conversation,
    ConversationRow,
    ConversationStatus,
    Post,
    Question,
    Topic,
)
from maawin_core.conversations.use_cases import (
    CloseConversation,
    PostMessage,
    StartConversation,
)
from maawin_core.kernel.aggregate import Version
from maawin_core.kernel.parties import Actor

from .wire import Body, PageView, PartyWire, View, browsed, row_view


class StartBody(Body):
    """A first message on a request, placement or dispute. Without *members* only the Ministry
    reads along: a worker can say what her employer does not see."""

    topic: Topic
    about: UUID
    subject: str
    text: str
    members: list[PartyWire] = []


class MessageBody(Body):
    """A message, with ids of files attached to the conversation; *asked* owes an answer."""

    text: str
    files: list[UUID] = []
    asked: PartyWire | None = None


class PostView(View):
    """What somebody has written."""

    by: PartyWire
    text: str
    at: datetime
    files: list[UUID]

    @classmethod
    def of(cls, post: Post) -> PostView:
        """The message as it travels."""
        return cls(by=PartyWire.of(post.by), text=post.text, at=post.at, files=list(post.files))


class QuestionView(View):
    """An answer that somebody waits for."""

    by: PartyWire
    of: PartyWire
    due: datetime

    @classmethod
    def made_of(cls, question: Question) -> QuestionView:
        """The question as it travels."""
        return cls(by=PartyWire.of(question.by), of=PartyWire.of(question.of), due=question.due)


class ConversationView(View):
    """A conversation, whole."""

    id: UUID
    version: int
    topic: Topic
    about: UUID
    subject: str
    opened_by: PartyWire
    members: list[PartyWire]
    posts: list[PostView]
    questions: list[QuestionView]
    status: ConversationStatus

    @classmethod
    def of(cls, conversation: Conversation) -> ConversationView:
        """The conversation as it travels."""
        return cls(
            id=conversation.id,
            version=conversation.version,
            topic=conversation.topic,
            about=conversation.about,
            subject=conversation.subject,
            opened_by=PartyWire.of(conversation.opened_by),
            members=[PartyWire.of(each) for each in sorted(conversation.members)],
            posts=[PostView.of(each) for each in conversation.posts],
            questions=[QuestionView.made_of(each) for each in conversation.questions],
            status=conversation.status,
        )


class Conversations(Controller):
    """Office, employer, worker and Ministry talk about one thing."""

    path = "/conversations"
    tags = ["Conversations"]

    @get("/", sync_to_thread=True)
    def browse_conversations(
        self,
        actor: NamedDependency[Actor],
        browse: NamedDependency[Browse],
        about: FromQuery[UUID | None] = None,
        after: FromQuery[str | None] = None,
        limit: FromQuery[int] = 50,
    ) -> PageView[row_view(ConversationRow)]:  # type: ignore[valid-type]
        """Conversations that the caller is in, the last written in first; *about* one thing."""
        return browsed(
            browse,
            actor,
            ConversationRow,
            conditions=only(about=about),
            order=("last_at",),
            descending=True,
            after=after,
            limit=limit,
        )

    @post("/", sync_to_thread=True)
    def start_conversation(
        self,
        data: JSONBody[StartBody],
        actor: NamedDependency[Actor],
        start_conversation: NamedDependency[StartConversation],
    ) -> ConversationView:
        """Begin to talk about a request, placement or dispute of one's own."""
        members = frozenset(each.party for each in data.members)
        started = start_conversation(
            actor, data.topic, data.about, data.subject, data.text, members
        )
        return ConversationView.of(started)

    @get("/{conversation_id:uuid}", sync_to_thread=True)
    def look_at_conversation(
        self,
        conversation_id: FromPath[UUID],
        actor: NamedDependency[Actor],
        look_at: NamedDependency[LookAt],
    ) -> ConversationView:
        """One conversation, whole."""
        return ConversationView.of(look_at(actor, Conversation, conversation_id))

    @post("/{conversation_id:uuid}/messages", sync_to_thread=True)
    def post_message(
        self,
        conversation_id: FromPath[UUID],
        data: JSONBody[MessageBody],
        actor: NamedDependency[Actor],
        seen: NamedDependency[Version | None],
        post_message: NamedDependency[PostMessage],
    ) -> ConversationView:
        """Write in a conversation."""
        asked = data.asked.party if data.asked else None
        said = post_message(actor, conversation_id, data.text, tuple(data.files), asked, seen=seen)
        return ConversationView.of(said)

    @post("/{conversation_id:uuid}/close", status_code=200, sync_to_thread=True)
    def close_conversation(
        self,
        conversation_id: FromPath[UUID],
        actor: NamedDependency[Actor],
        seen: NamedDependency[Version | None],
        close_conversation: NamedDependency[CloseConversation],
    ) -> ConversationView:
        """Close a conversation; it stays readable."""
        return ConversationView.of(close_conversation(actor, conversation_id, seen=seen))
