"""The office file (M1): what it consists of, and what the Ministry found in it."""

from __future__ import annotations

from enum import StrEnum

from attrs import frozen

from ..kernel.errors import require


class FileStatus(StrEnum):
    """Where the file stands between the office and the Ministry."""

    DRAFT = "draft"
    SUBMITTED = "submitted"
    RETURNED = "returned"  # the Ministry has remarks
    APPROVED = "approved"


class FilePart(StrEnum):
    """The three parts of a complete file."""

    OFFICE = "office"
    STAFF = "staff"
    WORKERS = "workers"


class FileItem(StrEnum):
    """What a file has to hold; a remark of the Ministry stands on one of these."""

    NAME = "name"
    NAME_AR = "name_ar"
    LICENCE = "licence"
    CR = "cr"
    EID = "eid"
    PHONE = "phone"
    EMAIL = "email"
    ADDRESS = "address"
    IBAN = "iban"
    AUTHORISED_STAFF = "authorised_staff"
    LISTED_WORKER = "listed_worker"
    # may be lacking
    BRANCHES = "branches"
    GUARANTEE = "guarantee"
    CONSENT = "consent"
    MEDICAL = "medical"

    @property
    def part(self) -> FilePart:
        """The part of the file to which it belongs."""
        if self is FileItem.AUTHORISED_STAFF:
            return FilePart.STAFF
        of_workers = {FileItem.LISTED_WORKER, FileItem.CONSENT, FileItem.MEDICAL}
        return FilePart.WORKERS if self in of_workers else FilePart.OFFICE


@frozen
class Branch:
    """Another place of the same office."""

    name: str
    address: str = ""


@frozen
class Finding:
    """One remark of the Ministry on one item of the file."""

    item: FileItem
    remark: str

    def must_be_sound(self) -> None:
        """Refuse a finding that says nothing."""
        require(self.remark.strip(), "text_missing", field="remark")
