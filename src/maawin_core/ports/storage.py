"""Where things are kept: transactions over aggregates, and all that is kept beside them."""

from __future__ import annotations

from contextlib import AbstractContextManager
from datetime import datetime
from typing import Generic, Protocol, TypeVar
from uuid import UUID

from attrs import frozen

from ..kernel.aggregate import Aggregate, Claim, Event, Version
from ..kernel.parties import Actor

A = TypeVar("A", bound=Aggregate)
T = TypeVar("T")


@frozen
class Page(Generic[T]):
    """Some of a list, in order. *next* continues after them, or is None at the end."""

    items: tuple[T, ...]
    next: str | None = None


@frozen
class Kept:
    """An event as it was kept: in which order, by whom, of what."""

    seq: int
    by: Actor
    kind: str
    about: UUID
    version: Version
    event: Event

    @property
    def at(self) -> datetime:
        """When it happened."""
        return self.event.at


class Work(Protocol):
    """One transaction: what it reads still holds when it ends, or nothing of it is kept."""

    def get(self, kind: type[A], id: UUID, *, seen: Version | None = None) -> A:
        """The thing. `NotFound` if there is none, `Stale` if it is not as *seen*."""
        ...

    def find(self, kind: type[A], id: UUID) -> A | None:
        """The thing, or None."""
        ...

    def save(self, aggregate: A) -> A:
        """Keep it with its events, and all that it says is kept beside it, at the block's end.

        `AlreadyTaken` if it claims what another thing holds, `Stale` if it, or anything that this
        transaction has read, has changed meanwhile: both are raised at the end of the block.
        """
        ...


class Storage(Protocol):
    """Keeps aggregates, their events, and what they say is kept beside them, all or nothing."""

    @property
    def in_transaction(self) -> bool:
        """Whether this thread has a transaction open; no provider may be called then."""
        ...

    def transaction(self, by: Actor) -> AbstractContextManager[Work]:
        """Leaving the block keeps everything, an exception keeps nothing. *by* goes with events."""
        ...

    def get(self, kind: type[A], id: UUID) -> A:
        """The thing as it is kept now, outside any transaction. `NotFound` if there is none."""
        ...

    def holder(self, claim: Claim) -> tuple[str, UUID] | None:
        """The kind and id of the thing that holds this claim."""
        ...

    def history(
        self, kind: type[Aggregate], id: UUID, *, after: str | None = None, limit: int = 50
    ) -> Page[Kept]:
        """The thing's kept events, oldest first."""
        ...
