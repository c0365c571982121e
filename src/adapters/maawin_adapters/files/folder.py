"""Files in a folder, each under its own SHA-256, whole or not at all (M1, M10)."""

from __future__ import annotations

import hashlib
import os
import re
from pathlib import Path
from uuid import uuid4

from attrs import frozen

from maawin_core.kernel.errors import NotFound

_NAME = re.compile(r"[0-9a-f]{64}")


@frozen
class FolderFiles:
    """Keeps files in *folder*, which is made when the first one comes.

    A name is looked up only if it is a SHA-256 in hex, so none leads out of the folder.
    """

    folder: Path

    def keep(self, content: bytes) -> str:
        name = hashlib.sha256(content).hexdigest()
        place = self._place(name)
        if not place.exists():
            place.parent.mkdir(parents=True, exist_ok=True)
            _write(place, content)
            # The names of file and folder have to last as well as the bytes.
            _sync(place.parent)
            _sync(self.folder)
        return name

    def read(self, name: str) -> bytes:
        if not _NAME.fullmatch(name):
            raise NotFound("not_found", thing="file", id=name[:64])
        try:
            content = self._place(name).read_bytes()
        except FileNotFoundError:
            raise NotFound("not_found", thing="file", id=name) from None
        if hashlib.sha256(content).hexdigest() != name:
            raise OSError(f"The file {name} is damaged: its bytes are not those of its name.")
        return content

    def _place(self, name: str) -> Path:
        return self.folder / name[:2] / name


def _write(place: Path, content: bytes) -> None:
    # Under another name first: a reader, or a power cut, never meets half a file.
    draft = place.with_name(f".{uuid4()}")
    try:
        with draft.open("xb") as file:
            file.write(content)
            file.flush()
            os.fsync(file.fileno())
        draft.replace(place)
    finally:
        draft.unlink(missing_ok=True)


def _sync(folder: Path) -> None:
    handle = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)
