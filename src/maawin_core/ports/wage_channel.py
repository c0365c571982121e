"""Wages on their way to a bank: a salary file, or the evidence of a transfer."""

from __future__ import annotations

from typing import Protocol
from uuid import UUID

from attrs import frozen

from ..kernel.answer import Answer


@frozen(repr=False)
class WageFile:
    """A file by the name under which the bank knows it. It names people: it goes into no log."""

    name: str
    text: str

    def __repr__(self) -> str:
        return "WageFile(…)"


class WageChannel(Protocol):
    """Hands files on to whoever moves the money.

    *call* names one transfer: the same name twice is the same transfer, which is handed on once
    and answered alike both times, whatever the file says by then. What is accepted is handed on
    whole, or not at all. No method raises for trouble on the line; that is `Unknown`.
    """

    def submit(self, call: UUID, file: WageFile) -> Answer:
        """Hand the file on. *reference* of `Accepted` is where it can be found."""
        ...
