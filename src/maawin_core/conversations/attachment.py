"""A file that somebody has attached to a thing (M5): who sees the thing reads the file."""

from __future__ import annotations

from datetime import datetime
from enum import StrEnum
from typing import ClassVar
from uuid import UUID, uuid5

from attrs import frozen

from ..kernel.aggregate import Aggregate, Event, Row
from ..kernel.errors import require
from ..kernel.parties import Party


class FileKind(StrEnum):
    """What can be attached: papers and pictures that no browser runs."""

    PDF = "pdf"
    JPEG = "jpeg"
    PNG = "png"


#: How a file of each kind begins. What the sender calls it counts for nothing.
_BEGINNINGS = {
    FileKind.PDF: b"%PDF-",
    FileKind.JPEG: b"\xff\xd8\xff",
    FileKind.PNG: b"\x89PNG\r\n\x1a\n",
}


def kind_of(content: bytes) -> FileKind | None:
    """What these bytes are, by their beginning; None for anything else."""
    return next((k for k, beginning in _BEGINNINGS.items() if content.startswith(beginning)), None)


@frozen(kw_only=True)
class FileAttached(Event):
    """A file belongs to a thing from now on. *digest* is the SHA-256 of its bytes."""

    attachment: UUID
    thing: str
    about: UUID
    digest: str
    size: int


@frozen(kw_only=True)
class AttachmentRow(Row):
    """A file of a thing. Its title is in the document: it may name people."""

    orders: ClassVar[tuple[str, ...]] = ("about", "at")

    thing: str
    about: UUID
    file_kind: FileKind
    size: int
    at: datetime


@frozen(kw_only=True)
class Attachment(Aggregate):
    """One file of one thing: the same bytes on the same thing are the same attachment.

    It has no parties of its own: whoever sees the thing today reads its files today.
    """

    thing: str
    about: UUID
    digest: str
    title: str
    file_kind: FileKind
    size: int
    by: Party
    at: datetime

    @classmethod
    def attached(
        cls,
        *,
        thing: str,
        about: UUID,
        digest: str,
        title: str,
        file_kind: FileKind,
        size: int,
        by: Party,
        at: datetime,
    ) -> Attachment:
        """Somebody has attached a file."""
        require(title.strip(), "text_missing", field="title")
        id = attachment_id(about, digest)
        made = cls(
            id=id, thing=thing, about=about, digest=digest, title=title, file_kind=file_kind,
            size=size, by=by, at=at,
        )  # fmt: skip
        event = FileAttached(
            at=at, attachment=id, thing=thing, about=about, digest=digest, size=size
        )
        return made.after(event)

    def rows(self) -> tuple[Row, ...]:
        return (
            AttachmentRow(
                key=self.id, thing=self.thing, about=self.about, file_kind=self.file_kind,
                size=self.size, at=self.at,
            ),
        )  # fmt: skip


def attachment_id(about: UUID, digest: str) -> UUID:
    """The one name of these bytes on this thing."""
    return uuid5(about, f"file:{digest}")
