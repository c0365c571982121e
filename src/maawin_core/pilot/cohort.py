"""A chosen group of the pilot (M15): while the pilot is on, only the chosen transact."""

from __future__ import annotations

from datetime import datetime
from typing import ClassVar
from uuid import UUID

from attrs import frozen

from ..kernel.aggregate import Aggregate, Claim, Event, Row
from ..kernel.errors import require
from ..kernel.parties import Party, PartyKind

#: Who can be chosen. A worker is never kept out by a pilot.
CHOSEN_KINDS = (PartyKind.OFFICE, PartyKind.EMPLOYER)


@frozen(kw_only=True)
class CohortFormed(Event):
    """There is a new group."""

    cohort: UUID


@frozen(kw_only=True)
class MemberChosen(Event):
    """A party belongs to the group from now on."""

    cohort: UUID
    party: Party


@frozen(kw_only=True)
class MemberLeft(Event):
    """A party does not belong to the group any more."""

    cohort: UUID
    party: Party


@frozen(kw_only=True)
class CohortRow(Row):
    """A group as it is listed."""

    orders: ClassVar[tuple[str, ...]] = ("name",)

    name: str
    offices: int
    employers: int
    formed_at: datetime


@frozen(kw_only=True)
class Cohort(Aggregate):
    """One group. Only offices and employers are in it, and each is in no other group."""

    name: str
    formed_at: datetime
    members: frozenset[Party] = frozenset()

    @classmethod
    def formed(cls, id: UUID, name: str, at: datetime) -> Cohort:
        """A group under this name; a name is given once."""
        require(name.strip(), "text_missing", field="name")
        return cls(id=id, name=name.strip(), formed_at=at).after(CohortFormed(at=at, cohort=id))

    def chosen(self, party: Party, at: datetime) -> Cohort:
        """The party is one of the group; choosing it again changes nothing."""
        require(party.kind in CHOSEN_KINDS, "not_for_pilot", party=party.kind)
        if party in self.members:
            return self
        event = MemberChosen(at=at, cohort=self.id, party=party)
        return self.after(event, members=self.members | {party})

    def left(self, party: Party, at: datetime) -> Cohort:
        """The party is not one of the group any more; its running cases go on."""
        if party not in self.members:
            return self
        event = MemberLeft(at=at, cohort=self.id, party=party)
        return self.after(event, members=self.members - {party})

    def of_kind(self, kind: PartyKind) -> tuple[UUID, ...]:
        """The ids of its members of this kind, in order."""
        return tuple(sorted(party.id for party in self.members if party.kind is kind))

    def claims(self) -> frozenset[Claim]:
        places = {Claim("pilot_place", str(party)) for party in self.members}
        return frozenset(places | {Claim("cohort_name", self.name.casefold())})

    def rows(self) -> tuple[Row, ...]:
        return (
            CohortRow(
                key=self.id, name=self.name, offices=len(self.of_kind(PartyKind.OFFICE)),
                employers=len(self.of_kind(PartyKind.EMPLOYER)), formed_at=self.formed_at,
            ),
        )  # fmt: skip
