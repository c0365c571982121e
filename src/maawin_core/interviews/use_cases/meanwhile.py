"""The platform arranges a room while people answer (M7): nobody is sent away for that."""

from __future__ import annotations

from collections.abc import Callable

from ...kernel.aggregate import Version
from ...kernel.errors import Stale
from ..interview import Interview


def whatever_came_between(seen: Version | None, answer: Callable[[], Interview]) -> Interview:
    """The answer; once more, on what the interview has become, if something came between.

    Who said which version she looked at is told that it has changed: she decides again herself.
    """
    try:
        return answer()
    except Stale:
        if seen is not None:
            raise
        return answer()
