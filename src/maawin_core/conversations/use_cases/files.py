"""Attaching a file to a thing, and reading it: for whoever may see the thing (M5)."""

from __future__ import annotations

import hashlib
from uuid import UUID

from attrs import frozen

from ...access.rights import SEES_ALL, Act, Rights
from ...kernel.aggregate import Aggregate, Version, kinds_of
from ...kernel.errors import NotFound, RuleBroken, require
from ...kernel.parties import Actor
from ...law.policy import POLICY, Policy
from ...ports.clock import Clock
from ...ports.files import Files
from ...ports.lists import Is, Lists, Where
from ...ports.storage import Page, Storage
from ..attachment import Attachment, AttachmentRow, FileKind, attachment_id, kind_of


@frozen
class AttachFile:
    """A party to a thing attaches a paper or a picture to it. The same bytes twice are one file."""

    storage: Storage
    rights: Rights
    files: Files
    clock: Clock
    policy: Policy = POLICY

    def __call__(
        self,
        by: Actor,
        thing: str,
        about: UUID,
        title: str,
        content: bytes,
        *,
        seen: Version | None = None,
    ) -> Attachment:
        of = thing_kind(thing, about)
        file_kind = self._acceptable(content)
        require(title.strip(), "text_missing", field="title")
        with self.storage.transaction(by) as work:
            self.rights.check(by, Act.ATTACH_FILE, work.get(of, about, seen=seen))

        # No transaction is open here. Bytes that nothing names in the end do no harm.
        digest = self.files.keep(content)

        with self.storage.transaction(by) as work:
            known = work.find(Attachment, attachment_id(about, digest))
            self.rights.check(by, Act.ATTACH_FILE, work.get(of, about))
            if known is not None:
                return known
            attached = Attachment.attached(
                thing=thing,
                about=about,
                digest=digest,
                title=title,
                file_kind=file_kind,
                size=len(content),
                by=by.party,
                at=self.clock.now(),
            )
            return work.save(attached)

    def _acceptable(self, content: bytes) -> FileKind:
        most = self.policy.file_bytes
        require(len(content) <= most, "file_too_large", found=len(content), needed=most)
        found = kind_of(content)
        if found is None:
            raise RuleBroken("file_kind_unknown", needed=tuple(FileKind))
        return found


@frozen
class ReadFile:
    """A file, whole, for whoever may see the thing that it is attached to."""

    storage: Storage
    files: Files

    def __call__(self, by: Actor, attachment: UUID) -> tuple[Attachment, bytes]:
        found = self.storage.get(Attachment, attachment)
        thing = self.storage.get(thing_kind(found.thing, found.about), found.about)
        if by.role not in SEES_ALL and by.party not in thing.parties():
            # As if there were no such file: the refusal must not name the thing that has one.
            raise NotFound("not_found", thing=found.kind(), id=attachment)
        content = self.files.read(found.digest)
        whole = hashlib.sha256(content).hexdigest() == found.digest
        require(whole, "file_damaged", file=attachment)
        return found, content


@frozen
class ListFiles:
    """The files of a thing, oldest first, for whoever may see it."""

    storage: Storage
    lists: Lists
    rights: Rights

    def __call__(
        self, by: Actor, thing: str, about: UUID, *, after: str | None = None, limit: int = 50
    ) -> Page[Attachment]:
        self.rights.see(by, self.storage.get(thing_kind(thing, about), about))
        page = self.lists.page(
            AttachmentRow,
            Where("thing", Is.EQUAL, thing),
            Where("about", Is.EQUAL, about),
            order=("at",),
            after=after,
            limit=limit,
        )
        return Page(tuple(self.storage.get(Attachment, row.key) for row in page.items), page.next)


def thing_kind(name: str, id: UUID) -> type[Aggregate]:
    """The kind of thing with this name in storage. `NotFound` for any other name."""
    known: type[Aggregate] | None = kinds_of(Aggregate).get(name)
    if known is None:
        raise NotFound("not_found", thing=name, id=id)
    return known
