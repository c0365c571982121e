"""Lists and figures for people to look at: rows kept beside aggregates, never the documents."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from enum import StrEnum
from typing import Protocol, TypeVar
from uuid import UUID

from attrs import frozen

from ..kernel.aggregate import Row, RowValue
from ..kernel.obligation import Obligation
from ..kernel.parties import Party
from .storage import Page

R = TypeVar("R", bound=Row)


class Is(StrEnum):
    """How a column is compared."""

    EQUAL = "equal"
    NOT = "not"
    AT_MOST = "at_most"
    AT_LEAST = "at_least"
    BEFORE = "before"
    ONE_OF = "one_of"  # the value is a tuple
    HAS = "has"  # the column is a tuple that holds the value
    NONE = "none"
    SOME = "some"


@frozen
class Where:
    """One condition on a row. Several are joined by *and*."""

    column: str
    compare: Is
    value: RowValue | tuple[RowValue, ...] = None


def where(**equal: RowValue) -> tuple[Where, ...]:
    """Conditions of equality, one a keyword."""
    return tuple(Where(column, Is.EQUAL, value) for column, value in equal.items())


@frozen
class Tally:
    """How many rows share these values, and the sum of a money column in minor units."""

    values: tuple[RowValue, ...]
    n: int
    sum: int


@frozen
class Owed:
    """An open obligation, and the thing that it stands on."""

    obligation: Obligation
    kind: str
    about: UUID


@frozen
class OwedTally:
    """How many open obligations share these values, and when the oldest of them was due."""

    values: tuple[RowValue, ...]
    n: int
    oldest: datetime


MOST = 200
"""The longest page that can be asked for."""


class Lists(Protocol):
    """Pages and counts over rows. A page's order is by *order*, then by key; None sorts nowhere:
    a column that may be None cannot be ordered by. Nothing here scans documents."""

    def page(
        self,
        kind: type[R],
        *conditions: Where,
        order: Sequence[str] = (),
        descending: bool = False,
        after: str | None = None,
        limit: int = 50,
    ) -> Page[R]:
        """Rows that meet every condition. *after* is an earlier page's `next`."""
        ...

    def tally(
        self, kind: type[Row], *conditions: Where, by: Sequence[str] = (), sum_of: str = ""
    ) -> tuple[Tally, ...]:
        """How many rows for each combination of the columns *by*, in their order."""
        ...

    def owed(
        self,
        *,
        owner: Party | None = None,
        request: UUID | None = None,
        due_before: datetime | None = None,
        after: str | None = None,
        limit: int = 50,
    ) -> Page[Owed]:
        """Open obligations, the earliest due first."""
        ...

    def tally_owed(
        self,
        *,
        due_before: datetime,
        owner: Party | None = None,
        by: Sequence[str] = (),
        requests: type[Row] | None = None,
    ) -> tuple[OwedTally, ...]:
        """How many obligations due before this are open, for each combination of *by*, in order.

        *by* names `code`, `owner` and `to` (parties as text), or columns of the list *requests*:
        its row under the id of the obligation's request; None where there is no such row.
        """
        ...
