"""A channel that keeps what it was given: for tests, stories and the demo (M5)."""

from __future__ import annotations

from uuid import UUID

from attrs import define, field

from maawin_core.kernel.answer import Accepted, Answer, Refused, Unknown
from maawin_core.ports.notifier import Message


@define
class RecordingNotifier:
    """Accepts every message but those to a *refused* address, and is silent to a *silent* one."""

    refused: set[str] = field(factory=set)
    silent: set[str] = field(factory=set)
    sent: dict[UUID, Message] = field(factory=dict)

    def send(self, call: UUID, message: Message) -> Answer:
        if message.to in self.silent:
            return Unknown()
        if message.to in self.refused:
            return Refused("address_refused")
        self.sent[call] = message
        return Accepted(str(call))

    def to(self, address: str) -> tuple[Message, ...]:
        """What was sent to this address, in order."""
        return tuple(each for each in self.sent.values() if each.to == address)
