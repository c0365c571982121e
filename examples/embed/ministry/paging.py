"""Pages of what is already in order."""

from collections.abc import Callable, Sequence
from typing import TypeVar

from maawin_core.kernel.plain import Plain, bounded, cursor
from maawin_core.ports.lists import MOST
from maawin_core.ports.storage import Page

T = TypeVar("T")


def paged(items: Sequence[T], place: Callable[[T], Sequence[Plain]], limit: int) -> Page[T]:
    """The first *limit* of these; the place of the last is where the next page goes on."""
    first = tuple(items[: bounded(limit, MOST)])
    return Page(first, cursor(list(place(first[-1]))) if len(items) > limit else None)
