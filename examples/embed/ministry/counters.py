"""The ministry's own counters: wages to the bank, rooms, papers; and no channel for messages."""

import hashlib
from datetime import datetime
from uuid import UUID

from attrs import define, field

from maawin_core.kernel.answer import Accepted, Answer, Refused
from maawin_core.kernel.errors import NotFound
from maawin_core.kernel.meeting import Means
from maawin_core.ports.notifier import Message
from maawin_core.ports.wage_channel import WageFile


@define
class WageDesk:
    """Takes salary files by hand; the first of a name is the one that counts."""

    files: dict[UUID, WageFile] = field(factory=dict, repr=False)

    def submit(self, call: UUID, file: WageFile) -> Answer:
        self.files.setdefault(call, file)
        return Accepted(f"desk-{call}")


class Rooms:
    """At the office, by a call of the office, or by a link under the name of the meeting."""

    def room(self, call: UUID, at: datetime, means: Means) -> Answer:
        places = {Means.IN_PERSON: "at_the_office", Means.TELEPHONE: "office_calls"}
        return Accepted(places.get(means, f"https://rooms.ministry.example/{call.hex}"))


@define
class Drawer:
    """Papers under their own SHA-256, until the process ends."""

    _papers: dict[str, bytes] = field(factory=dict, repr=False)

    def keep(self, content: bytes) -> str:
        name = hashlib.sha256(content).hexdigest()
        self._papers[name] = content
        return name

    def read(self, name: str) -> bytes:
        if name not in self._papers:
            raise NotFound("not_found", thing="file", id=name[:64])
        return self._papers[name]


class Silence:
    """No channel for messages: the inbox is enough here."""

    def send(self, call: UUID, message: Message) -> Answer:
        return Refused("no_channel")
