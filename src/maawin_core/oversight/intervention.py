"""What the Ministry does about an office or an employer (M13): support, warn, order, suspend."""

from __future__ import annotations

from datetime import date, datetime
from enum import StrEnum
from typing import ClassVar
from uuid import UUID

from attrs import evolve, frozen

from ..kernel.aggregate import Aggregate, Claim, Event, Moment, Row
from ..kernel.calendar import civil_day, end_of_day
from ..kernel.errors import WrongMoment, require
from ..kernel.obligation import Obligation
from ..kernel.parties import MINISTRY, Party, PartyKind


class Action(StrEnum):
    """What is done. To lift is to end one of these before its day."""

    SUPPORT = "support"
    WARN = "warn"
    ORDER = "order"
    SUSPEND = "suspend"


class InterventionStatus(StrEnum):
    """Whether it still holds, and how it ended."""

    IN_FORCE = "in_force"
    CARRIED_OUT = "carried_out"  # a support was given, an order obeyed
    LIFTED = "lifted"
    LAPSED = "lapsed"  # its day came


#: What somebody has to do, and is not over before it is done; the others end with their day.
_TO_BE_DONE = frozenset({Action.SUPPORT, Action.ORDER})


@frozen
class Grounds:
    """Why, by which article, and until when; *promise* is what is promised or ordered."""

    reason: str
    article: str
    until: date
    promise: str = ""


@frozen
class Appeal:
    """The party asks for another look; *upheld* is None until there was one."""

    text: str
    at: datetime
    due: datetime
    upheld: bool | None = None
    reason: str = ""


@frozen(kw_only=True)
class InterventionMade(Event):
    """The Ministry has acted."""

    intervention: UUID
    action: Action
    article: str
    until: date


@frozen(kw_only=True)
class InterventionCarriedOut(Event):
    """The support was given, or the order obeyed; what came of it is kept with it."""

    intervention: UUID


@frozen(kw_only=True)
class InterventionLifted(Event):
    """It was ended before its day."""

    intervention: UUID
    action: Action


@frozen(kw_only=True)
class InterventionLapsed(Event):
    """Its day has come, and it ended by itself."""

    intervention: UUID
    action: Action


@frozen(kw_only=True)
class InterventionAppealed(Event):
    """The party asks for another look."""

    intervention: UUID


@frozen(kw_only=True)
class InterventionAppealAnswered(Event):
    """The Ministry has looked again."""

    intervention: UUID
    upheld: bool


@frozen(kw_only=True)
class InterventionRow(Row):
    """An intervention as it is listed."""

    seen_by: ClassVar[dict[PartyKind, str]] = {
        PartyKind.OFFICE: "office",
        PartyKind.EMPLOYER: "employer",
    }
    orders: ClassVar[tuple[str, ...]] = ("made_at",)

    office: UUID | None
    employer: UUID | None
    action: Action
    status: InterventionStatus
    article: str
    until: date
    made_at: datetime
    appealed: bool


@frozen(kw_only=True)
class Intervention(Aggregate):
    """One act of the Ministry on one party. It always has a reason, an article and a last day; a
    warning and a suspension end with that day by themselves; what has ended never holds again,
    and a party is under one suspension at a time."""

    on: Party
    action: Action
    grounds: Grounds
    made_at: datetime
    effect: str = ""
    appeal: Appeal | None = None
    status: InterventionStatus = InterventionStatus.IN_FORCE

    @classmethod
    def made(
        cls, id: UUID, *, on: Party, action: Action, grounds: Grounds, at: datetime
    ) -> Intervention:
        """The Ministry acts."""
        known = on.kind in (PartyKind.OFFICE, PartyKind.EMPLOYER)
        require(known, "no_intervention_on", party=on.kind)
        require(grounds.reason.strip(), "text_missing", field="reason")
        require(grounds.article.strip(), "text_missing", field="article")
        promised = action not in _TO_BE_DONE or grounds.promise.strip()
        require(promised, "text_missing", field="promise")
        today = civil_day(at)
        require(grounds.until >= today, "until_is_past", found=grounds.until, needed=today)
        made = cls(id=id, on=on, action=action, grounds=grounds, made_at=at)
        event = InterventionMade(
            at=at, intervention=id, action=action, article=grounds.article, until=grounds.until
        )
        return made.after(event)

    @property
    def over_at(self) -> datetime:
        """The first instant after its last day."""
        return end_of_day(self.grounds.until)

    def carried_out(self, effect: str, at: datetime) -> Intervention:
        """The support was given, or the order obeyed; *effect* is what came of it."""
        if self.status is InterventionStatus.CARRIED_OUT and self.effect == effect:
            return self
        self.must_be(InterventionStatus.IN_FORCE)
        require(self.action in _TO_BE_DONE, "nothing_to_carry_out", action=self.action)
        require(effect.strip(), "text_missing", field="effect")
        event = InterventionCarriedOut(at=at, intervention=self.id)
        return self.after(event, status=InterventionStatus.CARRIED_OUT, effect=effect)

    def lifted(self, reason: str, at: datetime) -> Intervention:
        """It ends before its day."""
        if self.status is InterventionStatus.LIFTED:
            return self
        self.must_be(InterventionStatus.IN_FORCE)
        require(reason.strip(), "text_missing", field="reason")
        event = InterventionLifted(at=at, intervention=self.id, action=self.action)
        return self.after(event, status=InterventionStatus.LIFTED, effect=reason)

    def lapsed(self, at: datetime) -> Intervention:
        """Its day has come. Before that, and for what is to be done, nothing happens."""
        over = self.status is not InterventionStatus.IN_FORCE or self.action in _TO_BE_DONE
        if over or at < self.over_at:
            return self
        event = InterventionLapsed(at=at, intervention=self.id, action=self.action)
        return self.after(event, status=InterventionStatus.LAPSED)

    def overtaken(self, at: datetime) -> Intervention:
        """What it did was undone otherwise: it has lapsed if its day has come, or is lifted."""
        lapsed = self.lapsed(at)
        if lapsed.status is not InterventionStatus.IN_FORCE:
            return lapsed
        return self.lifted("licence_restored", at)

    def appealed(self, appeal: Appeal) -> Intervention:
        """The party asks, once, for another look. It holds meanwhile."""
        self.must_be(InterventionStatus.IN_FORCE)
        require(self.action is not Action.SUPPORT, "nothing_to_appeal", action=self.action)
        if self.appeal is not None:
            raise WrongMoment("appealed_already", at=self.appeal.at)
        require(appeal.text.strip(), "text_missing", field="text")
        event = InterventionAppealed(at=appeal.at, intervention=self.id)
        return self.after(event, appeal=appeal)

    def appeal_answered(self, upheld: bool, reason: str, at: datetime) -> Intervention:
        """The Ministry has looked again: it stands (*upheld*), or it is lifted from now on."""
        if self.appeal is None:
            raise WrongMoment("no_appeal", thing=self.kind(), id=self.id)
        if (self.appeal.upheld, self.appeal.reason) == (upheld, reason):
            return self
        if self.appeal.upheld is not None:
            raise WrongMoment("appeal_answered_already", upheld=self.appeal.upheld)
        require(reason.strip(), "text_missing", field="reason")
        event = InterventionAppealAnswered(at=at, intervention=self.id, upheld=upheld)
        looked = self.after(event, appeal=evolve(self.appeal, upheld=upheld, reason=reason))
        falls = not upheld and self.status is InterventionStatus.IN_FORCE
        return looked.lifted(reason, at) if falls else looked

    def parties(self) -> frozenset[Party]:
        return frozenset({self.on})

    def claims(self) -> frozenset[Claim]:
        holds = self.status is InterventionStatus.IN_FORCE and self.action is Action.SUSPEND
        return frozenset({suspension_of(self.on)} if holds else ())

    def moments(self) -> frozenset[Moment]:
        if self.status is not InterventionStatus.IN_FORCE or self.action in _TO_BE_DONE:
            return frozenset()
        return frozenset({Moment("intervention_over", self.over_at)})

    def obligations(self) -> tuple[Obligation, ...]:
        owed: list[Obligation] = []
        if self.status is InterventionStatus.IN_FORCE and self.action is Action.SUPPORT:
            owed.append(Obligation("give_support", MINISTRY, self.on, self.over_at))
        if self.status is InterventionStatus.IN_FORCE and self.action is Action.ORDER:
            owed.append(Obligation("obey_order", self.on, MINISTRY, self.over_at))
        if self.appeal is not None and self.appeal.upheld is None:
            due = self.appeal.due
            owed.append(Obligation("answer_intervention_appeal", MINISTRY, self.on, due))
        return tuple(owed)

    def rows(self) -> tuple[Row, ...]:
        side = {self.on.kind: self.on.id}
        return (
            InterventionRow(
                key=self.id, office=side.get(PartyKind.OFFICE),
                employer=side.get(PartyKind.EMPLOYER), action=self.action, status=self.status,
                article=self.grounds.article, until=self.grounds.until, made_at=self.made_at,
                appealed=self.appeal is not None,
            ),
        )  # fmt: skip


def suspension_of(party: Party) -> Claim:
    """What a suspension of this party holds while it is in force."""
    return Claim("suspension_of", str(party))
