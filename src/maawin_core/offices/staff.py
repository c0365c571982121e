"""The people of an office who may sign in for it (M1): until a day, and only while attested."""

from __future__ import annotations

from datetime import date
from enum import StrEnum

from attrs import frozen

from ..kernel.errors import require
from ..kernel.identity import Identity, SignInId
from ..kernel.parties import ROLES_OF, PartyKind, Role


class AccessEnd(StrEnum):
    """Why a person may no longer sign in for an office."""

    BY_OFFICE = "ended_by_office"
    BY_MINISTRY = "ended_by_ministry"
    TIME_OVER = "time_over"
    NOT_ATTESTED = "not_attested"


@frozen(kw_only=True)
class StaffMember:
    """One person. Her access ends after *until*, or after *attest_by* if the office has not said
    again that she works there. Her sign-in has the same id."""

    id: SignInId
    identity: Identity
    role: Role
    until: date
    attested_on: date
    attest_by: date
    ended: AccessEnd | None = None

    def must_be_sound(self, on: date) -> None:
        """Refuse a person without name or QID, in a role of another party, or already over."""
        require(self.identity.name or self.identity.name_ar, "text_missing", field="name")
        require(self.identity.qid, "text_missing", field="qid")
        roles = ROLES_OF[PartyKind.OFFICE]
        require(self.role in roles, "role_not_of_party", found=self.role, party=PartyKind.OFFICE)
        require(self.until >= on, "staff_until_past", found=self.until, needed=on)

    @property
    def last_day(self) -> date:
        """The last day on which she may come in, as things stand."""
        return min(self.until, self.attest_by)

    @property
    def waits_for_attestation(self) -> bool:
        """Whether her access ends earlier than it could, unless the office speaks."""
        return self.ended is None and self.attest_by < self.until

    def may_come_in(self, on: date) -> bool:
        """Whether she may act for the office on this day."""
        return self.ended is None and on <= self.last_day

    def overdue(self, on: date) -> AccessEnd | None:
        """Why her access has to be closed today, if it has."""
        if self.ended is not None or on <= self.last_day:
            return None
        return AccessEnd.TIME_OVER if on > self.until else AccessEnd.NOT_ATTESTED
