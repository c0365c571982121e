"""Coming in, looking, and being told what to do next: the same for every thing of the journey."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from typing import TypeVar
from uuid import UUID

from attrs import frozen

from ..kernel.aggregate import Aggregate, Claim, Row, RowValue, Version
from ..kernel.errors import NotAllowed, NotFound
from ..kernel.identity import Identity, SignInId, new_id
from ..kernel.parties import Actor, Party, Role
from ..ports.clock import Clock
from ..ports.lists import MOST, Is, Lists, Owed, Where, where
from ..ports.outbox import Job, Outbox
from ..ports.storage import Kept, Page, Storage
from .rights import SEES_ALL, Act, Rights
from .sign_in import SignIn, SignInRow, SignInStatus, digest_of

A = TypeVar("A", bound=Aggregate)
R = TypeVar("R", bound=Row)


@frozen
class GiveSignIn:
    """A person is given a way in, for a party, in a role, until a day."""

    storage: Storage
    rights: Rights
    clock: Clock

    def __call__(
        self,
        by: Actor,
        who: Identity,
        role: Role,
        party: Party,
        token: str,
        *,
        language: str = "ar",
        until: date | None = None,
        sign_in: SignInId | None = None,
    ) -> SignIn:
        """*sign_in* is the name that an office's roster has given the person, where it has one."""
        self.rights.check(by, Act.GIVE_SIGN_IN)
        with self.storage.transaction(by) as work:
            given = SignIn.given(
                sign_in or new_id(), who=who, role=role, party=party, token=token,
                at=self.clock.now(), language=language, until=until,
            )  # fmt: skip
            return work.save(given)


@frozen
class EndSignIn:
    """A person's way in is closed."""

    storage: Storage
    rights: Rights
    clock: Clock

    def __call__(
        self, by: Actor, sign_in: SignInId, reason: str = "ended", *, seen: Version | None = None
    ) -> SignIn:
        with self.storage.transaction(by) as work:
            open_one = work.get(SignIn, sign_in, seen=seen)
            self.rights.check(by, Act.END_SIGN_IN, open_one)
            return work.save(open_one.ended(reason, self.clock.now()))


@frozen
class Recognise:
    """Who comes in with this token. The only use case without an actor: it finds her."""

    storage: Storage
    clock: Clock

    def __call__(self, token: str) -> SignIn:
        """The open sign-in of this token. `NotAllowed` for any other token, whatever the cause."""
        held = self.storage.holder(Claim("sign_in_token", digest_of(token)))
        if held is not None:
            sign_in = self.storage.get(SignIn, held[1])
            if sign_in.lets_in(self.clock.now()):
                return sign_in
        raise NotAllowed("sign_in_unknown")


@frozen
class LookAt:
    """One thing, whole, for somebody who may see it."""

    storage: Storage
    rights: Rights

    def __call__(self, by: Actor, kind: type[A], id: UUID) -> A:
        thing = self.storage.get(kind, id)
        self.rights.see(by, thing)
        return thing


@frozen
class ShowHistory:
    """All that has happened to a thing: what, when, by whom."""

    storage: Storage
    rights: Rights

    def __call__(
        self,
        by: Actor,
        kind: type[Aggregate],
        id: UUID,
        *,
        after: str | None = None,
        limit: int = 50,
    ) -> Page[Kept]:
        self.rights.see(by, self.storage.get(kind, id))
        return self.storage.history(kind, id, after=after, limit=limit)


@frozen
class Browse:
    """A page of a list: what is public, and of the rest only what is the actor's own."""

    lists: Lists

    def __call__(
        self,
        by: Actor,
        kind: type[R],
        *conditions: Where,
        order: Sequence[str] = (),
        descending: bool = False,
        after: str | None = None,
        limit: int = 50,
    ) -> Page[R]:
        return self.lists.page(
            kind, *conditions, *own(by, kind),
            order=order, descending=descending, after=after, limit=limit,
        )  # fmt: skip


def only(**columns: RowValue) -> tuple[Where, ...]:
    """Conditions for `Browse`: each column has this value; None asks nothing of its column."""
    return where(**{name: value for name, value in columns.items() if value is not None})


def at_most(**columns: RowValue) -> tuple[Where, ...]:
    """Conditions for `Browse`: each column is no more than this value; None asks nothing of it."""
    asked = {name: value for name, value in columns.items() if value is not None}
    return tuple(Where(name, Is.AT_MOST, value) for name, value in asked.items())


def own(by: Actor, kind: type[Row]) -> tuple[Where, ...]:
    """The condition that leaves only the rows that this actor may see."""
    if kind.public or by.role in SEES_ALL:
        return ()
    column = kind.seen_by.get(by.party.kind)
    if column is None:
        raise NotAllowed("list_not_yours", list=kind.__name__, role=by.role)
    value = str(by.party) if column == "party" else by.party.id
    return (Where(column, Is.EQUAL, value),)


@frozen
class ListTasks:
    """What the actor's party owes next, the earliest due first. The Ministry may ask for all."""

    lists: Lists

    def __call__(
        self, by: Actor, *, owner: Party | None = None, after: str | None = None, limit: int = 50
    ) -> Page[Owed]:
        asked = owner or by.party
        if asked != by.party and by.role not in SEES_ALL:
            raise NotFound("not_found", thing=asked.kind, id=asked.id)
        return self.lists.owed(owner=asked, after=after, limit=limit)


@frozen
class ListParkedJobs:
    """What the platform gave up on, for a person to look at."""

    outbox: Outbox
    rights: Rights

    def __call__(self, by: Actor, *, after: str | None = None, limit: int = 50) -> Page[Job]:
        self.rights.check(by, Act.RETRY_JOB)
        return self.outbox.parked(after=after, limit=limit)


@frozen
class RetryJob:
    """A parked job is due again. One that is not parked is refused: somebody was quicker, or the
    id is mistyped."""

    outbox: Outbox
    rights: Rights
    clock: Clock

    def __call__(self, by: Actor, job: UUID) -> None:
        self.rights.check(by, Act.RETRY_JOB)
        if not self.outbox.retry(job, self.clock.now()):
            raise NotFound("job_not_parked", id=job)


def people_of(lists: Lists, storage: Storage, party: Party) -> tuple[SignIn, ...]:
    """The open sign-ins of a party: to whom a notice goes."""
    mine = where(party=str(party), status=SignInStatus.OPEN)
    page = lists.page(SignInRow, *mine, limit=MOST)
    rows = list(page.items)
    while page.next is not None:
        page = lists.page(SignInRow, *mine, limit=MOST, after=page.next)
        rows += page.items
    return tuple(storage.get(SignIn, row.key) for row in rows)
