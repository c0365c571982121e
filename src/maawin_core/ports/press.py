"""Where papers are printed."""

from __future__ import annotations

from typing import Protocol

from ..kernel.errors import RuleBroken
from ..kernel.paper import Paper


class Press(Protocol):
    """Sets a paper in type, in the script of its language.

    The same paper gives the same bytes, wherever and whenever it is printed: whoever has a print
    can compare it with another.
    """

    def pdf(self, paper: Paper) -> bytes:
        """The paper as a PDF of as many pages as it needs."""
        ...


class NoPress:
    """For a system that prints nothing: it has the text."""

    def pdf(self, paper: Paper) -> bytes:
        """Refuses."""
        raise RuleBroken("press_missing")
