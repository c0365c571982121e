"""Files in memory, under their own SHA-256."""

from __future__ import annotations

import hashlib

from attrs import define, field

from maawin_core.kernel.errors import NotFound


@define
class MemoryFiles:
    """Keeps bytes until the process ends."""

    _kept: dict[str, bytes] = field(factory=dict)

    def keep(self, content: bytes) -> str:
        name = hashlib.sha256(content).hexdigest()
        self._kept[name] = content
        return name

    def read(self, name: str) -> bytes:
        if name not in self._kept:
            raise NotFound("not_found", thing="file", id=name[:64])
        return self._kept[name]
