"""Whether the platform is ready for its launch (M15): measures, each with its target and its n."""

from __future__ import annotations

from collections.abc import Mapping
from enum import StrEnum
from fractions import Fraction

from attrs import frozen

from ..choice.figures import Figure, median, share
from ..law.policy import Policy


class Verdict(StrEnum):
    """What a measure says of its target."""

    MET = "met"
    MISSED = "missed"
    NOT_ENOUGH_DATA = "not_enough_data"


@frozen
class Measure:
    """One measure: what was found over how many cases, what was to be reached, and whether it was.

    *at_most*: less is better; otherwise more is.
    """

    figure: Figure
    target: Fraction
    at_most: bool = False

    @property
    def verdict(self) -> Verdict:
        """Met, missed, or too few cases to say."""
        found = self.figure.value
        if found is None:
            return Verdict.NOT_ENOUGH_DATA
        met = found <= self.target if self.at_most else found >= self.target
        return Verdict.MET if met else Verdict.MISSED


@frozen
class Kept:
    """How many of so many were kept."""

    met: int = 0
    n: int = 0

    def __add__(self, other: Kept) -> Kept:
        return Kept(self.met + other.met, self.n + other.n)


@frozen(kw_only=True)
class Observed:
    """What was counted in the pilot."""

    days_to_hand_over: Mapping[int, int]
    in_the_system: Kept
    steps: Kept
    arrivals: Kept
    wages: Kept
    refunds: Kept
    remarks: Kept
    overdue: int

    @property
    def deadlines(self) -> Kept:
        """Every deadline of which it is known whether it was met.

        Requests answered and workers selected in time, fees paid and hand-overs confirmed in time,
        workers who came by the agreed day, wages paid, refunds given and remarks answered in time;
        and every step that is overdue now, which was not met.
        """
        known = self.steps + self.arrivals + self.wages + self.refunds + self.remarks
        return known + Kept(0, self.overdue)


@frozen
class Readiness:
    """The report: ready only if every single target is met."""

    measures: tuple[Measure, ...]

    @property
    def ready(self) -> bool:
        """Whether nothing is missed, and nothing is unknown."""
        return all(each.verdict is Verdict.MET for each in self.measures)


def readiness(seen: Observed, policy: Policy) -> Readiness:
    """Each measure against its target of `Policy`; below `least_n` cases nothing is said."""
    least = policy.least_n
    days = median("days_to_hand_over", seen.days_to_hand_over, least)
    shares = (
        ("in_the_system", seen.in_the_system, policy.pilot_in_system_percent),
        ("deadlines_met", seen.deadlines, policy.pilot_deadlines_percent),
        ("refunds_in_time", seen.refunds, policy.pilot_refunds_percent),
        ("remarks_answered", seen.remarks, policy.pilot_remarks_percent),
    )
    return Readiness(
        (
            Measure(days, Fraction(policy.pilot_days_to_hand_over), at_most=True),
            *(
                Measure(share(code, kept.met, kept.n, least), Fraction(percent, 100))
                for code, kept, percent in shares
            ),
        )
    )
