"""One append-only file: what happened, in order. Everything else is read from it.

A record stands in the file with its length and its checksum before it. A process that is killed in
the middle of one leaves a torn end: it is not read, and the next record is written over it.
"""

import os
import pickle
import threading
import zlib
from collections.abc import Callable, Iterator
from pathlib import Path
from struct import Struct
from typing import Any

from attrs import define, field

HEAD = Struct(">II")  # length, checksum


@define
class Journal:
    """Records of one file, or of none; whoever follows hears each, the earlier ones too.

    One process has it at a time. Records are pickled: only a journal of one's own is to be read.
    """

    file: Path | None = None
    lock: threading.RLock = field(factory=threading.RLock)
    _end: int = 0
    _heard: list[Any] = field(factory=list)
    _followers: list[Callable[[Any], None]] = field(factory=list)

    def __attrs_post_init__(self) -> None:
        if self.file is not None:
            self.file.touch()
            self._heard.extend(self._read(self.file.read_bytes()))

    def follow(self, *followers: Callable[[Any], None]) -> None:
        """Tell these every record that there was, and every one that comes."""
        for record in self._heard:
            for follower in followers:
                follower(record)
        self._followers += followers
        self._heard.clear()

    def append(self, record: object) -> None:
        """The record is on the disk before anybody hears of it."""
        if self.file is not None:
            self._write(self.file, pickle.dumps(record))
        for follower in self._followers:
            follower(record)

    def _write(self, file: Path, body: bytes) -> None:
        with file.open("r+b") as stream:
            stream.seek(self._end)
            stream.truncate()
            stream.write(HEAD.pack(len(body), zlib.crc32(body)) + body)
            stream.flush()
            os.fsync(stream.fileno())
            self._end = stream.tell()

    def _read(self, content: bytes) -> Iterator[Any]:
        while len(content) - self._end >= HEAD.size:
            length, checksum = HEAD.unpack_from(content, self._end)
            start = self._end + HEAD.size
            body = content[start : start + length]
            if len(body) < length or zlib.crc32(body) != checksum:
                return
            self._end = start + length
            yield pickle.loads(body)
