"""What parties say of an interview (M7): times, reasons, who was there, how it was."""

from __future__ import annotations

from datetime import datetime
from typing import Protocol, TypeVar

from attrs import evolve, frozen

from ..kernel.errors import require
from ..kernel.parties import Party, PartyKind
from ..law.policy import Policy
from .events import InterviewOutcome


@frozen
class Times:
    """The times that a party proposes; none, where the worker only asks for another."""

    by: Party
    times: tuple[datetime, ...]
    at: datetime

    @property
    def last(self) -> datetime | None:
        """The latest of them."""
        return max(self.times, default=None)

    def must_be_ahead(self) -> None:
        """Refuse no time, a time without its zone, or one that is over."""
        require(self.times, "times_missing")
        for time in self.times:
            require(time.tzinfo is not None, "time_without_zone", found=time)
            require(time > self.at, "time_past", found=time, needed=self.at)

    def answer_by(self, policy: Policy) -> datetime:
        """By when somebody answers: in the policy's time, and before the last of the times."""
        asked = self.at + policy.interview_answer
        return asked if self.last is None else min(asked, self.last)

    def same_as(self, other: Times) -> bool:
        """Whether the same party proposes the same times."""
        return (self.by, self.times) == (other.by, other.times)


@frozen
class Reason:
    """Why a party declined, or asked for another time."""

    by: Party
    text: str
    at: datetime

    def sound(self) -> Reason:
        """The same, if it says something."""
        require(self.text.strip(), "text_missing", field="reason")
        return evolve(self, text=self.text.strip())


@frozen
class Attendance:
    """Who was there, as one side says."""

    by: Party
    present: frozenset[PartyKind]
    at: datetime

    @property
    def met(self) -> bool:
        """Whether employer and worker met."""
        return {PartyKind.EMPLOYER, PartyKind.WORKER} <= self.present

    def says_as(self, other: Attendance) -> bool:
        """Whether the same side says the same."""
        return (self.by, self.present) == (other.by, other.present)


@frozen
class Opinion:
    """How it was, as one side says."""

    by: Party
    outcome: InterviewOutcome
    remark: str
    at: datetime

    def says_as(self, other: Opinion) -> bool:
        """Whether the same side says the same."""
        return (self.by, self.outcome, self.remark) == (other.by, other.outcome, other.remark)


class _Said(Protocol):
    @property
    def by(self) -> Party: ...


S = TypeVar("S", bound=_Said)


def replaced(said: tuple[S, ...], new: S) -> tuple[S, ...]:
    """What was said, with what this side says now in place of what it said before."""
    return (*(each for each in said if each.by != new.by), new)
