"""Files attached to things, over HTTP (M5). A file is sent out to be kept, never to be run."""

from __future__ import annotations

from datetime import datetime
from typing import Annotated
from urllib.parse import quote
from uuid import UUID

from litestar import Controller, Response, get, post
from litestar.datastructures import UploadFile
from litestar.di import NamedDependency
from litestar.enums import RequestEncodingType
from litestar.params import Body as Sent
from litestar.params import FromPath, FromQuery

from maawin_core.conversations.attachment import Attachment, FileKind
from maawin_core.conversations.use_cases import AttachFile, ListFiles, ReadFile
from maawin_core.kernel.aggregate import Version
from maawin_core.kernel.parties import Actor
from maawin_core.law.policy import POLICY

from .wire import PageView, PartyWire, View

MEDIA_TYPES = {
    FileKind.PDF: "application/pdf",
    FileKind.JPEG: "image/jpeg",
    FileKind.PNG: "image/png",
}

#: What a form of one file needs beyond the file itself.
_AROUND = 16_384


class AttachmentView(View):
    """A file of a thing."""

    id: UUID
    thing: str
    about: UUID
    title: str
    file_kind: FileKind
    size: int
    digest: str
    by: PartyWire
    at: datetime

    @classmethod
    def of(cls, attachment: Attachment) -> AttachmentView:
        """The attachment as it travels, without its bytes."""
        return cls(
            id=attachment.id,
            thing=attachment.thing,
            about=attachment.about,
            title=attachment.title,
            file_kind=attachment.file_kind,
            size=attachment.size,
            digest=attachment.digest,
            by=PartyWire.of(attachment.by),
            at=attachment.at,
        )


class Files(Controller):
    """Papers and pictures: whoever may see the thing reads its files."""

    path = "/files"
    tags = ["Files"]

    @get("/of/{thing:str}/{thing_id:uuid}", sync_to_thread=True)
    def list_files(
        self,
        thing: FromPath[str],
        thing_id: FromPath[UUID],
        actor: NamedDependency[Actor],
        list_files: NamedDependency[ListFiles],
        after: FromQuery[str | None] = None,
        limit: FromQuery[int] = 50,
    ) -> PageView[AttachmentView]:
        """The files of a thing, oldest first."""
        page = list_files(actor, thing, thing_id, after=after, limit=limit)
        return PageView([AttachmentView.of(each) for each in page.items], page.next)

    @post(
        "/of/{thing:str}/{thing_id:uuid}",
        sync_to_thread=True,
        request_max_body_size=POLICY.file_bytes + _AROUND,
    )
    def attach_file(
        self,
        thing: FromPath[str],
        thing_id: FromPath[UUID],
        data: Annotated[UploadFile, Sent(media_type=RequestEncodingType.MULTI_PART)],
        actor: NamedDependency[Actor],
        seen: NamedDependency[Version | None],
        attach_file: NamedDependency[AttachFile],
        title: FromQuery[str] = "",
    ) -> AttachmentView:
        """Attach a PDF, JPEG or PNG to a thing, by a title or by the name that it came with."""
        content = data.file.read()
        attached = attach_file(actor, thing, thing_id, title or data.filename, content, seen=seen)
        return AttachmentView.of(attached)

    @get("/{attachment_id:uuid}", sync_to_thread=True)
    def read_file(
        self,
        attachment_id: FromPath[UUID],
        actor: NamedDependency[Actor],
        read_file: NamedDependency[ReadFile],
    ) -> Response[bytes]:
        """The file itself, to be saved by whoever asks."""
        attachment, content = read_file(actor, attachment_id)
        name = quote(f"{attachment.title}.{attachment.file_kind}", safe="")
        return Response(
            content,
            media_type=MEDIA_TYPES[attachment.file_kind],
            headers={
                "content-disposition": f"attachment; filename*=UTF-8''{name}",
                "x-content-type-options": "nosniff",
                "content-security-policy": "sandbox; default-src 'none'",
                "cache-control": "private, no-store",
            },
        )
