"""Alerts (M13): a figure above a stated threshold, never a score that nobody can follow."""

from __future__ import annotations

from fractions import Fraction

from attrs import frozen

from ..law.policy import Policy


@frozen
class Watched:
    """What was counted of one office (its id), or of a country from which *offices* recruit."""

    of: str
    refunds_overdue: int = 0
    arrivals_missing: int = 0
    wages_unpaid: int = 0
    disputes_open: int = 0
    stalled: int = 0
    returned: int = 0
    handed_over: int = 0
    offices: int = 1


@frozen
class Alert:
    """A figure that is above its threshold. `ShowCases` of the same code has the cases."""

    code: str
    of: str
    found: Fraction
    threshold: int

    @property
    def in_short(self) -> str:
        """What was found as people read it: with one decimal, if it is no whole number."""
        whole, tenths = divmod(round(self.found * 10), 10)
        return f"{whole}.{tenths}" if tenths else str(whole)


def alerts(watched: Watched, policy: Policy) -> tuple[Alert, ...]:
    """Every figure that is above its threshold; a share only over enough cases. The threshold of
    a country is an office's, as many times as offices recruit from there; a share has one."""
    counted = (
        ("refunds_overdue", Fraction(watched.refunds_overdue), policy.refunds_overdue_alert),
        ("arrivals_missing", Fraction(watched.arrivals_missing), policy.arrivals_missing_alert),
        ("wages_unpaid", Fraction(watched.wages_unpaid), policy.wages_unpaid_alert),
        ("disputes_open", Fraction(watched.disputes_open), policy.disputes_open_alert),
        ("stalled", Fraction(watched.stalled), policy.stalled_alert),
    )
    checks = (
        *((code, found, threshold * watched.offices) for code, found, threshold in counted),
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
