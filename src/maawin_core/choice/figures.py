"""Shares, means and medians that say over how many cases, and nothing over too few."""

from __future__ import annotations

from collections.abc import Mapping
from fractions import Fraction

from attrs import frozen


@frozen
class Figure:
    """One figure of a record. *value* is None where *n* is below the least that is enough."""

    code: str
    n: int
    value: Fraction | None

    @property
    def enough(self) -> bool:
        """Whether there are cases enough to say anything."""
        return self.value is not None


def share(code: str, met: int, n: int, least: int) -> Figure:
    """How many of *n* met it, from 0 to 1."""
    return Figure(code, n, Fraction(met, n) if n and n >= least else None)


def mean(code: str, added: int, n: int, least: int) -> Figure:
    """The sum over the number of cases."""
    return Figure(code, n, Fraction(added, n) if n and n >= least else None)


def median(code: str, counts: Mapping[int, int], least: int) -> Figure:
    """The middle value; between the two middle ones where their number is even.

    *counts* says how often each value was found.

    >>> median("days", {30: 2, 41: 1, 90: 1}, least=3).value
    Fraction(71, 2)
    """
    n = sum(counts.values())
    if not n or n < least:
        return Figure(code, n, None)
    return Figure(code, n, Fraction(_at(counts, (n - 1) // 2) + _at(counts, n // 2), 2))


def _at(counts: Mapping[int, int], place: int) -> int:
    for value in sorted(counts):
        if place < counts[value]:
            return value
        place -= counts[value]
    raise IndexError(place)
