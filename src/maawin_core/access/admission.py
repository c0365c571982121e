"""Who may start something new (M13, M15): oversight suspends, the pilot chooses, others ask."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime
from enum import StrEnum
from typing import ClassVar
from uuid import UUID, uuid5

from attrs import frozen

from ..kernel.aggregate import Aggregate, Event, Row
from ..kernel.errors import RuleBroken
from ..kernel.parties import PLATFORM, Party, PartyKind
from ..ports.lists import MOST, Is, Lists, Where, where
from ..ports.storage import Work

#: Why an office was blocked by refunds that are late, and why it is not any more.
REFUND_OVERDUE, REFUNDS_COVERED = "refund_overdue", "refunds_covered"


class Standing(StrEnum):
    """Whether a party may start new things."""

    ADMITTED = "admitted"
    SUSPENDED = "suspended"


@frozen(kw_only=True)
class AdmissionChanged(Event):
    """A party's standing has changed, and why."""

    party: Party
    standing: Standing
    cause: str


@frozen(kw_only=True)
class PilotOnly(Event):
    """From now on only chosen parties transact, or all do."""

    on: bool


@frozen(kw_only=True)
class AdmissionRow(Row):
    """A party's leave to start new things, as it is listed."""

    seen_by: ClassVar[dict[PartyKind, str]] = dict.fromkeys(PartyKind, "party")
    orders: ClassVar[tuple[str, ...]] = ("party",)

    party: str
    standing: Standing
    chosen: bool


@frozen(kw_only=True)
class PilotSwitchRow(Row):
    """Whether only the chosen transact."""

    public: ClassVar[bool] = True

    on: bool


@frozen(kw_only=True)
class Admission(Aggregate):
    """One party's leave to start new things. Running cases go on whatever it says."""

    party: Party
    standing: Standing = Standing.ADMITTED
    chosen: bool = False
    cause: str = ""
    #: Refunds that are late and not covered: while there is one, nothing new is started.
    unpaid: tuple[UUID, ...] = ()

    @classmethod
    def of(cls, party: Party) -> Admission:
        """The standing of a party of which nothing has been said."""
        return cls(id=admission_id(party), party=party)

    def suspended(self, cause: str, at: datetime) -> Admission:
        """The party may start nothing new."""
        return self._moved(Standing.SUSPENDED, cause, at)

    def lifted(self, cause: str, at: datetime) -> Admission:
        """The party may start new things again."""
        return self._moved(Standing.ADMITTED, cause, at)

    @property
    def now(self) -> Standing:
        """Whether the party may start new things, all told."""
        return Standing.SUSPENDED if self.unpaid else self.standing

    def blocked(self, refund: UUID, at: datetime) -> Admission:
        """A refund is late and not covered. Blocked twice for one, it is blocked once."""
        return self if refund in self.unpaid else self._owing((*self.unpaid, refund), at)

    def unblocked(self, refund: UUID, at: datetime) -> Admission:
        """That refund is covered; what else stands against the party stands."""
        left = tuple(each for each in self.unpaid if each != refund)
        return self if left == self.unpaid else self._owing(left, at)

    def _owing(self, unpaid: tuple[UUID, ...], at: datetime) -> Admission:
        standing = Standing.SUSPENDED if unpaid else self.standing
        cause = REFUND_OVERDUE if unpaid else REFUNDS_COVERED
        changed = AdmissionChanged(at=at, party=self.party, standing=standing, cause=cause)
        return self.after(changed, unpaid=unpaid)

    def chosen_for_pilot(self, chosen: bool, at: datetime) -> Admission:
        """The party is, or is no longer, one of the chosen of the pilot."""
        cause = "chosen_for_pilot" if chosen else "left_pilot"
        changed = AdmissionChanged(at=at, party=self.party, standing=self.standing, cause=cause)
        return self if chosen is self.chosen else self.after(changed, chosen=chosen)

    def _moved(self, standing: Standing, cause: str, at: datetime) -> Admission:
        if standing is self.standing:
            return self
        changed = AdmissionChanged(at=at, party=self.party, standing=standing, cause=cause)
        return self.after(changed, standing=standing, cause=cause)

    def parties(self) -> frozenset[Party]:
        return frozenset({self.party})

    def rows(self) -> tuple[Row, ...]:
        party = str(self.party)
        return (AdmissionRow(key=self.id, party=party, standing=self.now, chosen=self.chosen),)


@frozen(kw_only=True)
class PilotSwitch(Aggregate):
    """Whether only the chosen transact. There is one, and it is off until somebody turns it on."""

    on: bool = False

    def turned(self, on: bool, at: datetime) -> PilotSwitch:
        """Only the chosen transact, or everybody does."""
        return self if on is self.on else self.after(PilotOnly(at=at, on=on), on=on)

    def rows(self) -> tuple[Row, ...]:
        return (PilotSwitchRow(key=self.id, on=self.on),)


PILOT_SWITCH = PLATFORM.id


def admission_id(party: Party) -> UUID:
    """The one name of a party's admission."""
    return uuid5(party.id, "admission")


def admission_of(work: Work, party: Party) -> Admission:
    """The party's standing as it is kept, or as it is before anything was said of it."""
    return work.find(Admission, admission_id(party)) or Admission.of(party)


def must_be_admitted(work: Work, *parties: Party) -> None:
    """Refuse unless each party may start something new."""
    switch = work.find(PilotSwitch, PILOT_SWITCH)
    for party in parties:
        admission = admission_of(work, party)
        if admission.now is Standing.SUSPENDED:
            if admission.unpaid:
                raise RuleBroken("refund_overdue", party=party.kind, cause=REFUND_OVERDUE)
            raise RuleBroken("party_suspended", party=party.kind, cause=admission.cause)
        if switch is not None and switch.on and not admission.chosen:
            raise RuleBroken("not_in_pilot", party=party.kind)


def pilot_is_on(lists: Lists) -> bool:
    """Whether only the chosen transact, for whoever shows lists."""
    return bool(lists.tally(PilotSwitchRow, *where(on=True)))


def admitted(lists: Lists, parties: Iterable[Party]) -> frozenset[Party]:
    """Those of these parties who may start something new: what `must_be_admitted` lets pass."""
    asked, only_chosen = {str(party): party for party in parties}, pilot_is_on(lists)
    rows: dict[str, AdmissionRow] = {}
    for start in range(0, len(asked), MOST):
        among = Where("party", Is.ONE_OF, tuple(asked)[start : start + MOST])
        rows |= {row.party: row for row in lists.page(AdmissionRow, among, limit=MOST).items}
    out = {name for name, row in rows.items() if row.standing is Standing.SUSPENDED}
    if only_chosen:
        out |= set(asked) - {name for name, row in rows.items() if row.chosen}
    return frozenset(party for name, party in asked.items() if name not in out)
