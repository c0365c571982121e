"""Deadlines and choices that no act sets: the platform's own, each with a name, shown as policy."""

from __future__ import annotations

from datetime import timedelta

from attrs import frozen


@frozen(kw_only=True)
class Policy:
    """Named figures that a Ministry may set otherwise: `evolve(POLICY, fee_due=timedelta(days=5))`.

    They are deadlines for acts on the platform, never sums of money or rights: those are law.
    """

    fee_due: timedelta = timedelta(days=3)
    """The employer pays the fee so long after the contract is concluded."""
    payment_unanswered: timedelta = timedelta(minutes=10)
    """A charge without an answer is looked up after this: longer than any call may take."""
    payment_asked_again: timedelta = timedelta(minutes=30)
    """A look-up without an answer is repeated after this."""
    refund_reminder: timedelta = timedelta(days=4)
    """The one who owes a refund is reminded so long before it is due."""
    file_review: timedelta = timedelta(days=30)
    """The Ministry looks at a submitted office file within this (FACTS 3.3: up to 30 days)."""
    office_answer: timedelta = timedelta(days=2)
    """The office accepts or declines a request."""
    selection: timedelta = timedelta(days=14)
    """The employer selects a worker after the request was accepted."""
    interview_answer: timedelta = timedelta(days=3)
    """Whoever is asked for an interview accepts a time."""
    interview_outcome: timedelta = timedelta(days=2)
    """Both sides say how the interview went."""
    conclusion: timedelta = timedelta(days=7)
    """Contracts are drawn up and signed by all after a selection."""
    attestation: timedelta = timedelta(days=3)
    """The Ministry attests a signed contract."""
    visa: timedelta = timedelta(days=21)
    """The office records the visa after the fee is paid."""
    hand_over: timedelta = timedelta(days=3)
    """The office hands the worker over after she has arrived."""
    release_notice: timedelta = timedelta(days=60)
    """A worker already in Qatar comes to her new employer at the latest after the longest notice."""
    settlement_answer: timedelta = timedelta(days=3)
    """Both sides look at the sheet of dues."""
    remark_answer: timedelta = timedelta(days=7)
    """The platform answers a remark or suggestion."""
    stalled: timedelta = timedelta(days=3)
    """An obligation overdue by more than this is a stalled step."""
    arrival_alert: timedelta = timedelta(days=7)
    """An arrival late by more than this raises an alert."""
    # conversations, choice
    question_answer: timedelta = timedelta(days=3)
    """Whoever is asked something in a conversation answers."""
    file_bytes: int = 5_000_000
    """The largest file that can be attached."""
    least_n: int = 5
    """A share or a mean over fewer cases than this says "not enough" and no figure."""
    # oversight: an alert is raised when a figure is above its threshold
    refunds_overdue_alert: int = 0
    """Refunds of one office that are overdue."""
    arrivals_late_alert: int = 2
    """Arrivals of one office that are later than `arrival_alert`."""
    wages_late_alert: int = 0
    """Months of wage, of workers whom one office has placed, that are late."""
    stalled_alert: int = 5
    """Steps of one party that are stalled."""
    disputes_open_alert: int = 3
    """Disputes of one office that are open."""
    returns_percent_alert: int = 20
    """Workers of one office that came back within the guarantee, of each hundred handed over."""
    appeal_answer: timedelta = timedelta(days=14)
    """The Ministry looks again at an intervention."""
    # pilot: what has to be reached before the launch
    pilot_days_to_hand_over: int = 60
    """Median days from a request to the hand-over: at most."""
    pilot_in_system_percent: int = 95
    """Requests completed without a step outside the system: at least."""
    pilot_deadlines_percent: int = 90
    """Deadlines met: at least."""
    pilot_refunds_percent: int = 95
    """Refunds given in time: at least."""
    pilot_remarks_percent: int = 90
    """Remarks answered in time: at least."""


POLICY = Policy()
