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
    refund_account: timedelta = timedelta(days=7)
    """The employer names an account for a refund that cannot go back to the card."""
    deposit_drawn: timedelta = timedelta(days=7)
    """The deposit of an office is drawn on so long after a refund fell due and was not covered."""
    return_enforced: timedelta = timedelta(days=7)
    """The Ministry sees so long after its day to a refund that an appeal took back."""
    slice_decision: timedelta = timedelta(days=30)
    """The Ministry decides whose the slice of a fee is that a decision left in question (A-17)."""
    left_over_fee: timedelta = timedelta(days=14)
    """The Ministry says whose the paid fee of a fallen contract is, if nobody disputes it."""
    guarantee_cover_percent: int = 100
    """How much of a released fee stays covered, by deposit or retention, until its guarantee ends:
    in its first months the guarantee gives all of it back."""
    file_review: timedelta = timedelta(days=30)
    """The Ministry looks at a submitted office file within this (FACTS 3.3: up to 30 days)."""
    file_submission: timedelta = timedelta(days=30)
    """A registered office completes and submits its file."""
    file_mending: timedelta = timedelta(days=14)
    """An office mends the items of its file that the Ministry returned."""
    staff_attestation: timedelta = timedelta(days=180)
    """An office says again that a person works there; else her access ends."""
    eligibility: timedelta = timedelta(days=7)
    """The Ministry says whether a household may recruit."""
    office_answer: timedelta = timedelta(days=2)
    """The office accepts or declines a request."""
    request_left: timedelta = timedelta(days=30)
    """A request whose due step is not taken for so long after its day expires."""
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
    direct_approval: timedelta = timedelta(days=14)
    """The Department decides whether an employer may recruit without an office."""
    move: timedelta = timedelta(days=7)
    """A worker in Qatar agrees to move, her notice is given, her dues are noted: each within it."""
    after_return: timedelta = timedelta(days=7)
    """It is said how the placement of a returned worker ends; the office keeps her meanwhile."""
    hand_over: timedelta = timedelta(days=3)
    """The office hands the worker over after she has arrived."""
    release_notice: timedelta = timedelta(days=60)
    """A worker already in Qatar comes at the latest after the longest notice."""
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
    most_compared: int = 50
    """So many offices or workers can be compared at once."""
    record_weights: tuple[tuple[str, int], ...] = (
        ("arrived_on_time", 2),
        ("kept", 3),
        ("refunds_in_time", 3),
        ("no_dispute_lost", 2),
        ("rated", 2),
        ("rated_by_workers", 2),
    )
    """How much each figure of an office's record weighs in its score."""
    # oversight: an alert is raised when a figure is above its threshold
    refunds_overdue_alert: int = 0
    """Refunds of one office that are overdue."""
    arrivals_missing_alert: int = 2
    """Workers of one office who have not come, later than agreed by more than `arrival_alert`."""
    wages_unpaid_alert: int = 0
    """Months of wage, of workers whom one office has placed, that are late and still owed."""
    stalled_alert: int = 5
    """Steps of one party that are stalled."""
    disputes_open_alert: int = 3
    """Disputes of one office that are open."""
    returns_percent_alert: int = 20
    """Workers of one office that came back within the guarantee, of each hundred handed over."""
    refund_ages: tuple[int, ...] = (0, 7, 30)
    """Days overdue at which the bands of the ageing list begin."""
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

    # wages, end of service
    wage_receipt: timedelta = timedelta(days=2)
    """The worker signs for cash, or says that she did not receive it."""
    wage_looked_into: timedelta = timedelta(days=3)
    """The Ministry looks into a wage that is late, or that a worker did not receive."""
    transfer_unanswered: timedelta = timedelta(minutes=30)
    """A transfer without an answer is sent again after this, under the same name."""
    dues_confirmed: timedelta = timedelta(days=7)
    """The worker says whether a transfer of dues came; if she does not, the evidence counts."""


POLICY = Policy()
