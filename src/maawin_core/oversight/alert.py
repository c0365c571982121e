"""Alerts (M13): a figure above a stated threshold, never a score that nobody can follow."""

from __future__ import annotations

from fractions import Fraction
from uuid import UUID

from attrs import frozen

from ..law.policy import Policy


@frozen
class Watched:
    """What was counted of one office (or, for stalled steps, of one party)."""

    of: UUID
    refunds_overdue: int = 0
    arrivals_missing: int = 0
    wages_unpaid: int = 0
    disputes_open: int = 0
    stalled: int = 0
    returned: int = 0
    handed_over: int = 0


@frozen
class Alert:
    """A figure that is above its threshold. `ShowCases` of the same code has the cases."""

    code: str
    of: UUID
    found: Fraction
    threshold: int


def alerts(watched: Watched, policy: Policy) -> tuple[Alert, ...]:
    """Every figure of this office that is above its threshold; a share only over enough cases."""
    checks = (
        ("refunds_overdue", Fraction(watched.refunds_overdue), policy.refunds_overdue_alert),
        ("arrivals_missing", Fraction(watched.arrivals_missing), policy.arrivals_missing_alert),
        ("wages_unpaid", Fraction(watched.wages_unpaid), policy.wages_unpaid_alert),
        ("disputes_open", Fraction(watched.disputes_open), policy.disputes_open_alert),
        ("stalled", Fraction(watched.stalled), policy.stalled_alert),
        ("returned", _returned_percent(watched, policy), policy.returns_percent_alert),
    )
    return tuple(
        Alert(code, watched.of, found, threshold)
        for code, found, threshold in checks
        if found > threshold
    )


def _returned_percent(watched: Watched, policy: Policy) -> Fraction:
    n = watched.handed_over
    return Fraction(100 * watched.returned, n) if n and n >= policy.least_n else Fraction(0)
