"""A message to a person, by a channel outside the platform."""

from __future__ import annotations

from typing import Protocol
from uuid import UUID

from attrs import frozen

from ..kernel.answer import Answer


@frozen(repr=False)
class Message:
    """Words for one person. *to* is an address of the channel; neither goes into a log."""

    to: str
    subject: str
    text: str
    language: str

    def __repr__(self) -> str:
        return "Message(…)"


class Notifier(Protocol):
    """Sends messages. *call* names one message: the same name twice is sent at least once, and
    the receiver can tell (it travels as the message's id). Trouble on the line is `Unknown`."""

    def send(self, call: UUID, message: Message) -> Answer:
        """Hand the message to the channel."""
        ...
