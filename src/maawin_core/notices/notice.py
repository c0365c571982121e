"""One thing that one party is told. The inbox is the truth; e-mail and the like are copies."""

from __future__ import annotations

from datetime import datetime
from typing import ClassVar
from uuid import UUID

from attrs import frozen

from ..kernel.aggregate import Aggregate, Event, Row
from ..kernel.parties import Party, PartyKind


@frozen(kw_only=True)
class NoticeKept(Event):
    """A party has a new notice in its inbox."""

    notice: UUID
    code: str


@frozen(kw_only=True)
class NoticeRead(Event):
    """Somebody of the party has read it."""

    notice: UUID


@frozen(kw_only=True)
class NoticeRow(Row):
    """A line of an inbox."""

    seen_by: ClassVar[dict[PartyKind, str]] = dict.fromkeys(PartyKind, "party")

    party: str
    code: str
    thing: str
    about: UUID
    at: datetime
    read: bool


@frozen(kw_only=True)
class Notice(Aggregate):
    """What a party is told: a code of `words/`, and the facts for its sentence (no names)."""

    party: Party
    code: str
    thing: str
    about: UUID
    facts: dict[str, str]
    at: datetime
    read_at: datetime | None = None

    @classmethod
    def kept(
        cls,
        id: UUID,
        *,
        party: Party,
        code: str,
        thing: str,
        about: UUID,
        facts: dict[str, str],
        at: datetime,
    ) -> Notice:
        """The party is told."""
        made = cls(id=id, party=party, code=code, thing=thing, about=about, facts=facts, at=at)
        return made.after(NoticeKept(at=at, notice=id, code=code))

    def read(self, at: datetime) -> Notice:
        """Somebody of the party has read it; reading again changes nothing."""
        if self.read_at is not None:
            return self
        return self.after(NoticeRead(at=at, notice=self.id), read_at=at)

    def parties(self) -> frozenset[Party]:
        return frozenset({self.party})

    def rows(self) -> tuple[Row, ...]:
        return (
            NoticeRow(
                key=self.id, party=str(self.party), code=self.code, thing=self.thing,
                about=self.about, at=self.at, read=self.read_at is not None,
            ),
        )  # fmt: skip
