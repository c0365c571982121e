"""Telling the parties of a thing what has happened to it."""

from __future__ import annotations

from datetime import date, datetime
from uuid import UUID, uuid5

from attrs import fields, frozen

from ..access.rights import Act, Rights
from ..access.use_cases import Browse, only, people_of
from ..kernel.aggregate import Aggregate, Event, Version, kinds_of, snake
from ..kernel.answer import Unknown
from ..kernel.calendar import DOHA
from ..kernel.errors import WrongMoment
from ..kernel.money import Money
from ..kernel.parties import MINISTRY, PLATFORM, Actor, Party, PartyKind
from ..kernel.plain import plain
from ..ports.clock import Clock
from ..ports.lists import Lists
from ..ports.notifier import Message, Notifier
from ..ports.storage import Page, Storage
from ..words.catalogue import sentence
from .notice import Notice, NoticeRow

#: The Ministry is told by its own pages, not by one notice an event of everybody's journey.
NOT_TOLD = frozenset({PartyKind.MINISTRY, PartyKind.PLATFORM})


@frozen
class TellParties:
    """Every party to a thing is told of an event of it: one notice each, however often asked."""

    storage: Storage
    rights: Rights
    clock: Clock

    def __call__(self, by: Actor, kind: str, about: UUID, event: Event, job: UUID) -> None:
        self.rights.check(by, Act.TELL_PARTIES)
        telling = _Telling(self.storage, self.clock, by, event, job)
        thing: Aggregate = self.storage.get(kinds_of(Aggregate)[kind], about)
        for party in sorted(p for p in thing.parties() if p.kind not in NOT_TOLD):
            telling.told(party, thing)


@frozen
class TellPlatform:
    """What the platform itself has left undone is told to it, and to the Ministry: once each."""

    storage: Storage
    rights: Rights
    clock: Clock

    def __call__(self, by: Actor, kind: str, about: UUID, event: Event, job: UUID) -> None:
        self.rights.check(by, Act.TELL_PARTIES)
        telling = _Telling(self.storage, self.clock, by, event, job)
        thing: Aggregate = self.storage.get(kinds_of(Aggregate)[kind], about)
        for party in (MINISTRY, PLATFORM):
            telling.told(party, thing)


@frozen
class _Telling:
    """One event as it is told: each party has one notice of it, under one name."""

    storage: Storage
    clock: Clock
    by: Actor
    event: Event
    job: UUID

    def told(self, party: Party, thing: Aggregate) -> None:
        name = uuid5(self.job, str(party))
        with self.storage.transaction(self.by) as work:
            if work.find(Notice, name) is not None:
                return
            notice = Notice.kept(
                name,
                party=party,
                code=snake(type(self.event).__name__),
                thing=thing.kind(),
                about=thing.id,
                facts=facts_of(self.event),
                at=self.clock.now(),
            )
            work.save(notice)


def facts_of(event: Event) -> dict[str, str]:
    """What an event says, as text for a sentence: ids, amounts, days, words. Never the sheet."""
    return {
        each.name: _said(value)
        for each in fields(type(event))
        if each.name != "at"
        and isinstance(value := getattr(event, each.name), Money | str | int | UUID | date)
    }


def _said(value: object) -> str:
    match value:
        case Money():
            return str(value)
        case datetime():
            return f"{value.astimezone(DOHA):%Y-%m-%d %H:%M}"
        case _:
            return str(plain(value))


@frozen
class SendNotice:
    """A notice goes out to the people of its party, each in her own language.

    A message that got no answer is sent again later under the same name; one that was refused
    stays in the inbox, where it always was.
    """

    storage: Storage
    lists: Lists
    rights: Rights
    notifier: Notifier

    def __call__(self, by: Actor, notice: UUID) -> None:
        self.rights.check(by, Act.SEND_NOTICE)
        kept = self.storage.get(Notice, notice)
        for person in people_of(self.lists, self.storage, kept.party):
            if not person.who.email:
                continue
            language = person.language
            message = Message(
                to=person.who.email,
                subject=sentence("notice.subject", language, {}),
                text=sentence(f"notice.{kept.code}", language, kept.facts),
                language=language,
            )
            if isinstance(self.notifier.send(uuid5(kept.id, str(person.id)), message), Unknown):
                raise WrongMoment("channel_silent", thing="notice", id=kept.id)


@frozen
class ListNotices:
    """What the actor's party was told, the newest first; *read* leaves only what was read, or not.

    Whole notices: whoever reads her inbox reads what it says, not its codes.
    """

    storage: Storage
    lists: Lists

    def __call__(
        self,
        by: Actor,
        read: bool | None = None,
        *,
        after: str | None = None,
        limit: int = 50,
    ) -> Page[Notice]:
        page = Browse(self.lists)(
            by, NoticeRow, *only(read=read), order=("at",), descending=True,
            after=after, limit=limit,
        )  # fmt: skip
        return Page(tuple(self.storage.get(Notice, row.key) for row in page.items), page.next)


@frozen
class ReadNotice:
    """Somebody has read a notice of her party."""

    storage: Storage
    rights: Rights
    clock: Clock

    def __call__(self, by: Actor, notice: UUID, *, seen: Version | None = None) -> Notice:
        with self.storage.transaction(by) as work:
            kept = work.get(Notice, notice, seen=seen)
            self.rights.check(by, Act.READ_NOTICE, kept)
            return work.save(kept.read(self.clock.now()))
