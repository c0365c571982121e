"""An office's record (M6): figures that anyone can recompute, and one score made of them."""

from __future__ import annotations

from fractions import Fraction

from attrs import frozen

from ..law.policy import Policy
from .figures import Figure, mean, share

#: Stars that can be given: the worst and the best.
WORST, BEST = 1, 5

#: Figures that are a mean of stars; the others are shares.
_MEANS = ("rated", "rated_by_workers")


@frozen(kw_only=True)
class Counts:
    """What was counted of one office, from the lists that everything else is counted from."""

    arrived: int = 0
    arrived_on_time: int = 0
    handed_over: int = 0
    returned: int = 0
    refunds_due: int = 0
    refunds_in_time: int = 0
    disputes_lost: int = 0
    ratings: int = 0
    stars: int = 0
    worker_ratings: int = 0
    worker_stars: int = 0


@frozen
class Part:
    """One line of the formula: a figure, its weight, and how much of it is for the office."""

    code: str
    weight: int
    of: Fraction


@frozen
class Record:
    """The figures, the score out of 100, and the formula with its numbers put in."""

    figures: tuple[Figure, ...]
    score: Fraction | None
    formula: tuple[Part, ...]


def record(counts: Counts, policy: Policy) -> Record:
    """The record of an office.

    - `arrived_on_time`: workers who came by the agreed day, of those who came.
    - `kept`: workers handed over who did not come back to the office, of those handed over.
    - `refunds_in_time`: refunds given in time, of those given or overdue.
    - `no_dispute_lost`: hand-overs less disputes decided against the office (never below zero), of
      hand-overs.
    - `rated`: the mean of the stars, 1 to 5, that employers gave after their journey had ended.
    - `rated_by_workers`: the mean of the stars that workers gave after they were handed over, told
      in whole groups of `Policy.least_n`, so that no change of it says what one worker thinks.

    Score = 100 × Σ (weight × part) ÷ Σ weight, over the figures that have at least
    `Policy.least_n` cases; part is the figure itself, for the means (mean − 1) ÷ 4. The weights are
    `Policy.record_weights`. Without any such figure there is no score.
    """
    figures = _figures(counts, policy.least_n)
    weights = dict(policy.record_weights)
    formula = tuple(Part(f.code, weights[f.code], _part(f)) for f in figures if f.enough)
    return Record(figures, _score(formula), formula)


def _figures(counts: Counts, least: int) -> tuple[Figure, ...]:
    n = counts.handed_over
    return (
        share("arrived_on_time", counts.arrived_on_time, counts.arrived, least),
        share("kept", n - counts.returned, n, least),
        share("refunds_in_time", counts.refunds_in_time, counts.refunds_due, least),
        share("no_dispute_lost", max(0, n - counts.disputes_lost), n, least),
        mean("rated", counts.stars, counts.ratings, least),
        mean("rated_by_workers", counts.worker_stars, counts.worker_ratings, least),
    )


def _part(figure: Figure) -> Fraction:
    value = figure.value or Fraction(0)
    return (value - WORST) / (BEST - WORST) if figure.code in _MEANS else value


def _score(formula: tuple[Part, ...]) -> Fraction | None:
    weights = sum(part.weight for part in formula)
    added = sum((part.weight * part.of for part in formula), Fraction(0))
    return 100 * added / weights if weights else None
