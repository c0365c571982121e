"""Who takes part: a party to the journey, and the person who acts for it."""

from __future__ import annotations

from enum import StrEnum
from uuid import UUID

from attrs import frozen


class PartyKind(StrEnum):
    """The kinds of party."""

    OFFICE = "office"
    EMPLOYER = "employer"
    WORKER = "worker"
    MINISTRY = "ministry"
    PLATFORM = "platform"


@frozen(order=True)
class Party:
    """One office, one employer, one worker, the Ministry, or the platform itself."""

    kind: PartyKind
    id: UUID

    def __str__(self) -> str:
        return f"{self.kind}:{self.id}"


class Role(StrEnum):
    """In what capacity a person acts."""

    OFFICE_MANAGER = "office_manager"
    OFFICE_STAFF = "office_staff"
    EMPLOYER = "employer"
    WORKER = "worker"
    OFFICER = "officer"  # decides for the Ministry
    INSPECTOR = "inspector"  # looks for the Ministry
    ADMINISTRATOR = "administrator"  # gives people their way in
    REGULATOR = "regulator"  # tests figures; sees no person
    SYSTEM = "system"  # the clock, and what follows from what


MINISTRY = Party(PartyKind.MINISTRY, UUID(int=1))
PLATFORM = Party(PartyKind.PLATFORM, UUID(int=2))

#: Which roles a party of each kind may be acted for in.
ROLES_OF: dict[PartyKind, frozenset[Role]] = {
    PartyKind.OFFICE: frozenset({Role.OFFICE_MANAGER, Role.OFFICE_STAFF}),
    PartyKind.EMPLOYER: frozenset({Role.EMPLOYER}),
    PartyKind.WORKER: frozenset({Role.WORKER}),
    PartyKind.MINISTRY: frozenset({Role.OFFICER, Role.INSPECTOR, Role.REGULATOR}),
    PartyKind.PLATFORM: frozenset({Role.ADMINISTRATOR, Role.SYSTEM}),
}


@frozen
class Actor:
    """A person, or the system, acting in a role for a party. *person* is a sign-in's id."""

    person: UUID
    role: Role
    party: Party

    def __str__(self) -> str:
        return f"{self.role}:{self.person}"


SYSTEM = Actor(UUID(int=2), Role.SYSTEM, PLATFORM)


def office(id: UUID) -> Party:
    """The office with this id, as a party."""
    return Party(PartyKind.OFFICE, id)


def employer(id: UUID) -> Party:
    """The employer with this id, as a party."""
    return Party(PartyKind.EMPLOYER, id)


def worker(id: UUID) -> Party:
    """The worker with this id, as a party."""
    return Party(PartyKind.WORKER, id)
