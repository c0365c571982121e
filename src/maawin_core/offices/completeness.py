"""How far an office's file is (M1): what it needs, and what it lacks and may lack."""

from __future__ import annotations

from datetime import date

from attrs import frozen

from ..kernel.identity import OfficeId
from .file import FileItem, FileStatus
from .office import Office


@frozen(kw_only=True)
class ListedWorkers:
    """What the office's list of workers comes to; a medical that is over counts as none."""

    n: int
    without_consent: int = 0
    without_medical: int = 0


@frozen(kw_only=True)
class Lacking:
    """An item that is not there, or of how many workers it is not."""

    item: FileItem
    needed: bool
    n: int = 1


@frozen(kw_only=True)
class Completeness:
    """The report: what is lacking, item by item. Without a needed one the file is complete."""

    office: OfficeId
    file_status: FileStatus
    lacking: tuple[Lacking, ...]

    @property
    def complete(self) -> bool:
        """Whether the file can be submitted and approved."""
        return not any(each.needed for each in self.lacking)


def completeness_of(office: Office, workers: ListedWorkers, on: date) -> Completeness:
    """The report on this office's file, on this day."""
    missing = [Lacking(item=item, needed=True) for item in office.missing(workers.n, on)]
    counts = {
        FileItem.GUARANTEE: int(office.guarantee_sum is None),
        FileItem.CONSENT: workers.without_consent,
        FileItem.MEDICAL: workers.without_medical,
    }
    may_lack = [Lacking(item=item, needed=False, n=n) for item, n in counts.items() if n]
    return Completeness(
        office=OfficeId(office.id),
        file_status=office.file_status,
        lacking=(*missing, *may_lack),
    )
