"""What travels of sign-ins, tasks, notices, histories, books and jobs (M1, M16)."""

from __future__ import annotations

from datetime import date, datetime
from typing import Any
from uuid import UUID

from maawin_core.access.sign_in import SignIn, SignInStatus
from maawin_core.kernel.aggregate import field_names, snake
from maawin_core.kernel.parties import Role
from maawin_core.words.catalogue import sentence

from .wire import Body, MoneyWire, PartyWire, View, plain_value


class SignInBody(Body):
    """A person who is to come in; the token is hers to keep, and is stored as a digest only."""

    name: str
    role: Role
    party: PartyWire
    token: str
    email: str = ""
    language: str = "ar"
    until: date | None = None


class SignInView(View):
    """A way in."""

    id: UUID
    version: int
    role: Role
    party: PartyWire
    language: str
    until: date | None
    status: SignInStatus

    @classmethod
    def of(cls, sign_in: SignIn) -> SignInView:
        """The sign-in as it travels: without its token."""
        return cls(
            id=sign_in.id,
            version=sign_in.version,
            role=sign_in.role,
            party=PartyWire.of(sign_in.party),
            language=sign_in.language,
            until=sign_in.until,
            status=sign_in.status,
        )


class TaskView(View):
    """What a party owes next."""

    code: str
    text: str
    owner: PartyWire
    to: PartyWire
    due: datetime
    thing: str
    about: UUID
    request: UUID | None


class NoticeLine(View):
    """A line of an inbox, in the reader's language; *key* is the notice's id."""

    key: UUID
    party: str
    code: str
    text: str
    thing: str
    about: UUID
    at: datetime
    read: bool


class NoticeView(View):
    """What a party was told, in the reader's language."""

    id: UUID
    version: int
    code: str
    text: str
    thing: str
    about: UUID
    at: datetime
    read: bool


class HappenedView(View):
    """One line of a history."""

    seq: int
    at: datetime
    role: Role
    event: str
    text: str
    facts: dict[str, Any]


class AccountView(View):
    """An account of the books, and what stands on it."""

    name: str
    of: str
    balance: MoneyWire


class JobView(View):
    """A job that was given up on."""

    id: UUID
    name: str
    thing: str
    about: UUID
    due: datetime
    tries: int
    reason: str


def happened(kept: Any, language: str) -> HappenedView:
    """A line of a history, said in the reader's language."""
    name = snake(type(kept.event).__name__)
    facts = {f: getattr(kept.event, f) for f in field_names(type(kept.event)) if f != "at"}
    return HappenedView(
        seq=kept.seq,
        at=kept.at,
        role=kept.by.role,
        event=name,
        text=sentence(f"event.{name}", language, facts),
        facts={field: plain_value(value) for field, value in facts.items()},
    )
