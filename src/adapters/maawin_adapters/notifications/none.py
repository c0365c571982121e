"""No channel at all: notices stay in the inbox, where they always are."""

from __future__ import annotations

from uuid import UUID

from maawin_core.kernel.answer import Answer, Refused
from maawin_core.ports.notifier import Message


class NoChannel:
    """Refuses every message: there is nowhere to send it."""

    def send(self, call: UUID, message: Message) -> Answer:
        return Refused("no_channel")
