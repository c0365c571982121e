"""How a worker comes to her employer (M4): the papers from abroad, or her move within Qatar."""

from __future__ import annotations

from datetime import date, datetime

from attrs import frozen

from ..kernel.dates import days_between


@frozen(kw_only=True)
class Paper:
    """A visa or a ticket: its reference, its day, and the kept file, where there is one."""

    reference: str
    on: date
    file: str = ""


@frozen(kw_only=True)
class Move:
    """A worker who is in Qatar already: her own consent, and what she leaves behind in order.

    *employed*: whether she has an employer now; without one there is no notice and nothing due.
    *notice_ends* is the first day on which she is free.
    """

    consented_at: datetime | None = None
    employed: bool = True
    notice_given_on: date | None = None
    notice_ends: date | None = None
    dues_settled_on: date | None = None

    @property
    def next_step(self) -> str:
        """What is missing before she can be handed over, as the code of an obligation."""
        if self.consented_at is None:
            return "consent_to_move"
        if self.employed and self.notice_ends is None:
            return "note_notice"
        if self.employed and self.dues_settled_on is None:
            return "note_dues_settled"
        return ""


def days_late(expected: date | None, arrived: date | None) -> int | None:
    """By how many days she came late; None as long as she has not come, or no day was agreed."""
    return None if expected is None or arrived is None else days_between(expected, arrived)
