"""Writes salary files, and the evidence of transfers, into a folder: one folder a transfer."""

from __future__ import annotations

import os
import re
import shutil
from pathlib import Path
from tempfile import mkdtemp
from uuid import UUID

from attrs import field, frozen

from maawin_core.kernel.answer import Accepted, Answer, Refused, Unknown
from maawin_core.ports.wage_channel import WageFile

_SAFE = re.compile(r"[A-Za-z0-9][A-Za-z0-9_.-]{0,99}", re.ASCII)

#: Folders that begin so are not finished, and nobody's yet.
_UNFINISHED = ".unfinished-"


@frozen
class SifChannel:
    """A bank's upload software, or a person, takes the files from here. The folder is the memory:
    what lies in a transfer's folder was accepted, after a restart as before."""

    folder: Path = field(converter=Path)

    def submit(self, call: UUID, file: WageFile) -> Answer:
        if not _SAFE.fullmatch(file.name):
            return Refused("file_name_unsafe")
        try:
            return Accepted(f"{call}/{self._kept(call, file)}")
        except OSError:
            return Unknown()

    def _kept(self, call: UUID, file: WageFile) -> str:
        place = self.folder / str(call)
        if not place.exists():
            self._write(place, file)
        return next(place.iterdir()).name

    def _write(self, place: Path, file: WageFile) -> None:
        # Whole or not at all, and the first of two writers: a folder is put in place with its
        # file, and cannot be put where another is.
        self.folder.mkdir(mode=0o700, parents=True, exist_ok=True)
        unfinished = Path(mkdtemp(prefix=_UNFINISHED, dir=self.folder))
        try:
            with (unfinished / file.name).open("w", encoding="utf-8", newline="") as paper:
                paper.write(file.text)
                paper.flush()
                os.fsync(paper.fileno())
            unfinished.rename(place)
        except OSError:
            shutil.rmtree(unfinished, ignore_errors=True)
            if not place.exists():
                raise
