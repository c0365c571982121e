"""Files that people attach: papers, receipts, evidence."""

from __future__ import annotations

from typing import Protocol


class Files(Protocol):
    """Keeps bytes under their own SHA-256: the same bytes have the same name, for ever."""

    def keep(self, content: bytes) -> str:
        """Keep the bytes; returns their SHA-256 in hex, which is their name."""
        ...

    def read(self, name: str) -> bytes:
        """The bytes of this name. `NotFound` if there are none."""
        ...
