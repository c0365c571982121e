"""The kit of `ports/outbox.py` (M16): whatever has to follow does, at least once, in order."""

from __future__ import annotations

from datetime import datetime, timedelta
from functools import partial

import pytest

from ..kernel.errors import RuleBroken
from ..kernel.identity import new_id
from ..ports.lists import MOST
from ..ports.outbox import Job, Outbox
from ..ports.storage import Storage
from .sample import NOW, a_fee, a_notice, paid, together
from .stores import OnStores, keep, kept

MINUTE = timedelta(minutes=1)


def take(outbox: Outbox, now: datetime = NOW, limit: int = 200) -> tuple[Job, ...]:
    """Jobs, for a minute."""
    return outbox.take(now, now + MINUTE, limit)


class OutboxContract(OnStores):
    """A job is one taker's at a time, comes back if he is silent, and goes when it is done."""

    def test_an_empty_outbox_has_nothing_to_give(self, outbox: Outbox) -> None:
        assert take(outbox) == ()
        assert outbox.next_due() is None

    def test_what_is_due_is_taken_the_oldest_first(self, storage: Storage, outbox: Outbox) -> None:
        times = [NOW - MINUTE * step for step in (1, 3, 2)]
        for at in times:
            kept(storage, a_notice(at=at))
        assert [job.due for job in take(outbox)] == sorted(times)

    def test_what_happened_at_the_same_time_is_taken_in_its_order(
        self, storage: Storage, outbox: Outbox
    ) -> None:
        for _ in range(5):
            kept(storage, paid(a_fee()))
        names = [job.name for job in take(outbox)]
        assert names == ["FeeAsked", "PaymentStarted", "FeePaid"] * 5

    def test_what_is_not_due_is_not_taken(self, storage: Storage, outbox: Outbox) -> None:
        kept(storage, a_notice(at=NOW + MINUTE))
        assert take(outbox) == ()
        assert outbox.next_due() == NOW + MINUTE
        assert len(take(outbox, NOW + MINUTE)) == 1

    def test_no_more_are_taken_than_were_asked_for(self, storage: Storage, outbox: Outbox) -> None:
        keep(storage, *(a_notice() for _ in range(5)))
        assert [len(take(outbox, limit=2)) for _ in range(4)] == [2, 2, 1, 0]

    def test_what_somebody_has_nobody_else_gets(self, storage: Storage, outbox: Outbox) -> None:
        kept(storage, a_notice())
        assert len(take(outbox)) == 1
        assert take(outbox) == take(outbox, NOW + MINUTE - timedelta(seconds=1)) == ()

    def test_a_silent_takers_job_comes_again(self, storage: Storage, outbox: Outbox) -> None:
        kept(storage, a_notice())
        first = take(outbox)
        assert outbox.next_due() == NOW + MINUTE
        assert take(outbox, NOW + MINUTE) == first

    def test_a_lease_of_a_clock_that_has_been_set_back_holds_nothing(
        self, storage: Storage, outbox: Outbox
    ) -> None:
        kept(storage, a_notice())
        ahead = take(outbox, NOW + timedelta(days=3))
        assert take(outbox) == ahead
        assert take(outbox, NOW - timedelta(seconds=1)) == ()

    def test_what_is_done_does_not_come_again(self, storage: Storage, outbox: Outbox) -> None:
        kept(storage, a_notice())
        for job in take(outbox):
            outbox.done(job)
            outbox.done(job)
        assert take(outbox, NOW + 2 * MINUTE) == ()
        assert outbox.next_due() is None

    def test_what_failed_comes_again_when_it_is_said_to(
        self, storage: Storage, outbox: Outbox
    ) -> None:
        kept(storage, a_notice())
        for job in take(outbox):
            outbox.failed(job, "a fault", NOW + 5 * MINUTE)
        assert outbox.next_due() == NOW + 5 * MINUTE
        assert take(outbox, NOW + 4 * MINUTE) == ()
        (again,) = take(outbox, NOW + 5 * MINUTE)
        assert (again.tries, again.reason) == (1, "a fault")

    def test_each_failure_counts(self, storage: Storage, outbox: Outbox) -> None:
        kept(storage, a_notice())
        for step in range(3):
            (job,) = take(outbox, NOW + step * MINUTE)
            assert job.tries == step
            outbox.failed(job, f"fault {step}", NOW + step * MINUTE)

    def test_what_is_given_up_is_parked_for_a_person(
        self, storage: Storage, outbox: Outbox
    ) -> None:
        kept(storage, a_notice())
        (job,) = take(outbox)
        outbox.failed(job, "for the last time", None)
        assert take(outbox, NOW + 10 * MINUTE) == ()
        assert outbox.next_due() is None
        (parked,) = outbox.parked().items
        assert (parked.id, parked.reason, parked.event) == (job.id, "for the last time", job.event)

    def test_a_parked_job_can_be_tried_again(self, storage: Storage, outbox: Outbox) -> None:
        kept(storage, a_notice())
        (job,) = take(outbox)
        outbox.failed(job, "for the last time", None)
        assert outbox.retry(job.id, NOW + MINUTE)
        assert outbox.parked().items == ()
        assert outbox.next_due() == NOW + MINUTE
        (again,) = take(outbox, NOW + MINUTE)
        assert (again.id, again.tries) == (job.id, 0)

    def test_only_a_parked_job_is_tried_again(self, storage: Storage, outbox: Outbox) -> None:
        kept(storage, a_notice())
        (job,) = take(outbox)
        assert not outbox.retry(job.id, NOW)
        assert not outbox.retry(new_id(), NOW)
        assert take(outbox) == ()

    def test_a_job_that_is_gone_cannot_fail(self, storage: Storage, outbox: Outbox) -> None:
        kept(storage, a_notice())
        (job,) = take(outbox)
        outbox.done(job)
        outbox.failed(job, "too late", NOW)
        assert take(outbox) == outbox.parked().items == ()

    def test_parked_jobs_come_in_pages(self, storage: Storage, outbox: Outbox) -> None:
        keep(storage, *(a_notice() for _ in range(5)))
        for job in take(outbox):
            outbox.failed(job, "for the last time", None)
        found: list[Job] = []
        after = None
        for length in (2, 2, 1):
            page = outbox.parked(limit=2, after=after)
            assert len(page.items) == length
            found += page.items
            after = page.next
        assert after is None
        assert tuple(found) == outbox.parked().items

    @pytest.mark.parametrize("limit", [0, -1, MOST + 1])
    def test_a_page_of_no_or_too_great_length_is_refused(self, outbox: Outbox, limit: int) -> None:
        with pytest.raises(RuleBroken):
            outbox.parked(limit=limit)

    @pytest.mark.parametrize("after", ["nonsense", "é", "W10", "WzFd", "WzEsMl0"])
    def test_an_unreadable_place_is_refused(self, outbox: Outbox, after: str) -> None:
        with pytest.raises(RuleBroken):
            outbox.parked(after=after)

    def test_takers_at_the_same_moment_share_the_jobs(
        self, storage: Storage, outbox: Outbox
    ) -> None:
        keep(storage, *(a_notice() for _ in range(40)))
        taken = [job.id for jobs in together(4, partial(_take_five, outbox)) for job in _sure(jobs)]
        assert len(taken) == len(set(taken)) == 20


def _take_five(outbox: Outbox, _: int) -> tuple[Job, ...]:
    return take(outbox, limit=5)


def _sure(jobs: object) -> tuple[Job, ...]:
    assert isinstance(jobs, tuple)
    return jobs
