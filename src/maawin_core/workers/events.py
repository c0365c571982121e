"""What happens to a worker's entry in the register (M2)."""

from __future__ import annotations

from datetime import date

from attrs import frozen

from ..kernel.aggregate import Event
from ..kernel.identity import OfficeId, RequestId, WorkerId


@frozen(kw_only=True)
class WorkerListed(Event):
    """An office has a worker to recruit."""

    worker: WorkerId
    office: OfficeId


@frozen(kw_only=True)
class WorkerChanged(Event):
    """What the register says of her was mended."""

    worker: WorkerId


@frozen(kw_only=True)
class ListingConsented(Event):
    """She consents to be shown to employers: herself, or on *paper*, by its SHA-256."""

    worker: WorkerId
    paper: str


@frozen(kw_only=True)
class ListingConsentTakenBack(Event):
    """She is no longer shown to employers."""

    worker: WorkerId


@frozen(kw_only=True)
class MedicalRenewed(Event):
    """She is medically fit until a later day."""

    worker: WorkerId
    until: date


@frozen(kw_only=True)
class WorkerReserved(Event):
    """One request has selected her; no other can."""

    worker: WorkerId
    request: RequestId


@frozen(kw_only=True)
class WorkerReleased(Event):
    """The request that held her has fallen through."""

    worker: WorkerId
    request: RequestId


@frozen(kw_only=True)
class WorkerContracted(Event):
    """Her contracts are concluded."""

    worker: WorkerId


@frozen(kw_only=True)
class WorkerPlaced(Event):
    """She is with an employer."""

    worker: WorkerId


@frozen(kw_only=True)
class WorkerAvailable(Event):
    """She is no longer with an employer, is in Qatar, and may be recruited again."""

    worker: WorkerId


@frozen(kw_only=True)
class WorkerWithdrawn(Event):
    """Her office no longer offers her; another office may list her."""

    worker: WorkerId


@frozen(kw_only=True)
class WorkerLeft(Event):
    """She has left for good."""

    worker: WorkerId
