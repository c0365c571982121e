"""The Ministry's permission to an office (M1), and every change of its status."""

from __future__ import annotations

from datetime import date
from enum import StrEnum
from uuid import UUID

from attrs import frozen

from ..kernel.errors import require


class LicenceStatus(StrEnum):
    """What an approved office may do under its licence."""

    ACTIVE = "active"
    WARNED = "warned"  # it works, and has to mend something
    SUSPENDED = "suspended"
    REVOKED = "revoked"
    EXPIRED = "expired"


IN_FORCE = frozenset({LicenceStatus.ACTIVE, LicenceStatus.WARNED})

#: What may be decided for some days only.
LAPSES = frozenset({LicenceStatus.WARNED, LicenceStatus.SUSPENDED})


@frozen(kw_only=True)
class Licence:
    """Number, class, and the days from first to last on which it is in force, both counted."""

    number: str
    class_: str = ""
    first_day: date
    last_day: date

    def is_in_force(self, on: date) -> bool:
        """Whether this day is one of its days."""
        return self.first_day <= on <= self.last_day

    def must_be_sound(self) -> None:
        """Refuse a licence without a number, or that ends before it begins."""
        require(self.number.strip(), "text_missing", field="licence_number")
        in_order = self.first_day <= self.last_day
        require(in_order, "licence_days_reversed", found=self.last_day, needed=self.first_day)


@frozen(kw_only=True)
class LicenceChange:
    """One change of status: why, on what legal basis, for which days, by whose decision.

    A warning or suspension with a last day (*until*) lapses after it.
    """

    status: LicenceStatus
    reason: str
    basis: str
    from_: date
    until: date | None = None
    by: UUID

    def must_be_sound(self, on: date) -> None:
        """Refuse a change without reason or basis, or that is not in force on this day."""
        require(self.reason.strip(), "text_missing", field="reason")
        require(self.basis.strip(), "text_missing", field="basis")
        now = self.from_ <= on <= (self.until or on)
        require(now, "licence_change_not_now", found=self.from_, until=self.until, needed=on)
        lapses = self.until is None or self.status in LAPSES
        require(lapses, "licence_change_cannot_lapse", found=self.status)
        by_decision = self.status is not LicenceStatus.EXPIRED
        require(by_decision, "licence_expires_by_itself")
