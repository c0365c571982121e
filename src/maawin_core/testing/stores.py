"""What the kits of everything that is kept have in common (M16): one fixture, four ports."""

from __future__ import annotations

from typing import TypeVar

import pytest
from attrs import frozen

from ..kernel.aggregate import Aggregate
from ..kernel.parties import SYSTEM
from ..ports.books import Books
from ..ports.lists import Lists
from ..ports.outbox import Outbox
from ..ports.storage import Storage

A = TypeVar("A", bound=Aggregate)


@frozen
class Stores:
    """One store, by its four ports: what the first keeps, the other three read."""

    storage: Storage
    lists: Lists
    outbox: Outbox
    books: Books


class OnStores:
    """A kit that needs a store. A subclass gives `stores`, and nothing else."""

    @pytest.fixture
    def stores(self) -> Stores:
        """An empty store, for each test anew."""
        raise NotImplementedError(
            "Override the fixture `stores`: return Stores(storage, lists, outbox, books), "
            "four ports over one empty store."
        )

    @pytest.fixture
    def storage(self, stores: Stores) -> Storage:
        return stores.storage

    @pytest.fixture
    def lists(self, stores: Stores) -> Lists:
        return stores.lists

    @pytest.fixture
    def outbox(self, stores: Stores) -> Outbox:
        return stores.outbox

    @pytest.fixture
    def books(self, stores: Stores) -> Books:
        return stores.books


def keep(storage: Storage, *things: A) -> tuple[A, ...]:
    """The things as they are kept, in one transaction."""
    with storage.transaction(SYSTEM) as work:
        return tuple(work.save(thing) for thing in things)


def kept(storage: Storage, thing: A) -> A:
    """The one thing as it is kept, in a transaction of its own."""
    return keep(storage, thing)[0]
