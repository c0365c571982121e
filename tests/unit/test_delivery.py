from datetime import timedelta

import pytest
from attrs import define, field

from maawin_core.delivery import BACK_OFF, LEASE, Deliver, of_event, of_job, of_thing, pause_of
from maawin_core.kernel.errors import WrongMoment
from maawin_core.kernel.parties import SYSTEM
from maawin_core.notices.notice import Notice, NoticeKept, NoticeRead
from maawin_core.payments.events import FeeAsked
from maawin_core.testing.sample import a_fee, a_notice
from maawin_core.testing.stores import kept


@define
class Heard:
    calls: list = field(factory=list)
    fault: BaseException | None = None

    def __call__(self, *given):
        self.calls.append(given)
        if self.fault is not None:
            raise self.fault


class First(Heard):
    pass


class Second(Heard):
    pass


@pytest.fixture
def heard():
    return {First: First(), Second: Second()}


@pytest.fixture
def deliver(outbox, clock, heard):
    after = {NoticeKept: (of_event(First, "notice", "code"), of_thing(Second))}
    return Deliver(outbox, clock, heard.__getitem__, after, {"fee_overdue": (of_thing(First),)})


@pytest.fixture
def notice(storage, clock):
    return kept(storage, a_notice(at=clock.now()))


def longest(pause):
    return pause * 5 // 4


def test_when_nothing_is_due_nothing_is_taken(deliver):
    assert deliver() == 0


def test_each_consequence_is_called_by_the_system_with_what_it_asks_for(deliver, heard, notice):
    assert deliver() == 1
    assert heard[First].calls == [(SYSTEM, notice.id, "fee_asked")]
    assert heard[Second].calls == [(SYSTEM, notice.id)]


def test_what_is_delivered_is_not_delivered_again(deliver, heard, notice, clock):
    deliver()
    clock.move(2 * LEASE)
    assert deliver() == 0
    assert len(heard[First].calls) == 1


def test_a_consequence_may_ask_for_the_whole_job(outbox, clock, heard, notice):
    Deliver(outbox, clock, heard.__getitem__, {NoticeKept: (of_job(First),)}, {})()
    ((by, kind, about, event, _),) = heard[First].calls
    assert (by, kind, about) == (SYSTEM, "notice", notice.id)
    assert event == NoticeKept(at=clock.now(), notice=notice.id, code="fee_asked")


def test_an_event_of_which_nothing_follows_is_done(deliver, storage, notice, clock, outbox):
    with storage.transaction(SYSTEM) as work:
        work.save(work.get(Notice, notice.id).read(clock.now()))
    deliver()
    assert deliver() == 0
    assert outbox.next_due() is None
    assert NoticeRead not in deliver.after


def test_a_moment_is_delivered_when_it_comes_and_not_before(deliver, heard, storage, clock):
    fee = kept(storage, a_fee(due=clock.now() + timedelta(hours=1)))
    deliver()
    assert FeeAsked not in deliver.after
    assert heard[First].calls == []
    clock.move(timedelta(hours=1))
    assert deliver() == 1
    assert heard[First].calls == [(SYSTEM, fee.id)]


def test_one_that_fails_does_not_keep_the_others_from_happening(deliver, heard, notice):
    heard[First].fault = ZeroDivisionError()
    deliver()
    assert heard[Second].calls == [(SYSTEM, notice.id)]


def test_what_failed_comes_again_after_each_pause_and_is_parked_in_the_end(
    deliver, heard, notice, clock, outbox
):
    heard[First].fault = WrongMoment("channel_silent")
    for pause in BACK_OFF:
        assert deliver() == 1
        due = outbox.next_due()
        assert clock.now() + pause <= due < clock.now() + longest(pause)
        clock.set(due - timedelta(microseconds=1))
        assert deliver() == 0
        clock.move(timedelta(microseconds=1))
    assert outbox.parked().items == ()
    assert deliver() == 1
    (parked,) = outbox.parked().items
    assert parked.tries == len(BACK_OFF) + 1
    assert outbox.next_due() is None
    assert len(heard[First].calls) == len(BACK_OFF) + 1


def test_what_is_mended_and_tried_again_happens(deliver, heard, notice, clock, outbox):
    heard[First].fault = WrongMoment("channel_silent")
    for pause in (*BACK_OFF, timedelta()):
        deliver()
        clock.move(longest(pause))
    heard[First].fault = None
    (parked,) = outbox.parked().items
    outbox.retry(parked.id, clock.now())
    assert deliver() == 1
    assert outbox.parked().items == ()
    assert outbox.next_due() is None


def test_the_reason_names_the_fault_and_quotes_nobody(deliver, heard, notice, outbox, clock):
    heard[First].fault = WrongMoment("channel_silent", to="maria@example.org")
    heard[Second].fault = ValueError("maria@example.org")
    deliver()
    clock.move(longest(BACK_OFF[0]))
    (job,) = outbox.take(clock.now(), clock.now() + LEASE, 1)
    assert job.reason == "First: WrongMoment channel_silent; Second: ValueError "


def test_somebody_who_stops_the_program_is_not_a_failure(deliver, heard, notice, outbox, clock):
    heard[First].fault = KeyboardInterrupt()
    with pytest.raises(KeyboardInterrupt):
        deliver()
    assert outbox.next_due() == clock.now() + LEASE


def test_a_deliverer_that_died_is_followed_by_another(deliver, heard, notice, outbox, clock):
    outbox.take(clock.now(), clock.now() + LEASE, 50)
    assert deliver() == 0
    clock.move(LEASE)
    assert deliver() == 1
    assert len(heard[First].calls) == 1


def test_a_round_takes_no_more_than_it_is_told(deliver, storage, clock):
    for _ in range(5):
        kept(storage, a_notice(at=clock.now()))
    assert [deliver(limit=2) for _ in range(4)] == [2, 2, 1, 0]


def test_a_moment_that_nobody_knows_keeps_nothing_else_from_happening(
    outbox, clock, heard, storage
):
    # A newer program had stated it, and an older one has been put back.
    kept(storage, a_fee(due=clock.now() - timedelta(hours=1)))
    notice = kept(storage, a_notice(at=clock.now()))
    deliver = Deliver(outbox, clock, heard.__getitem__, {NoticeKept: (of_thing(First),)}, {})
    deliver()
    assert heard[First].calls == [(SYSTEM, notice.id)]
    clock.move(longest(BACK_OFF[0]))
    (job,) = outbox.take(clock.now(), clock.now() + LEASE, 1)
    assert (job.moment, job.reason) == ("fee_overdue", "moment_unknown")


def test_what_failed_together_does_not_come_again_together(deliver, heard, outbox, clock, storage):
    heard[First].fault = WrongMoment("channel_silent")
    for _ in range(20):
        kept(storage, a_notice(at=clock.now()))
    deliver()
    clock.move(longest(BACK_OFF[0]))
    jobs = outbox.take(clock.now(), clock.now() + LEASE, 50)
    assert len({job.due for job in jobs}) > 10
    assert [pause_of(job) for job in jobs] == [pause_of(job) for job in jobs]


def test_what_was_not_begun_when_the_lease_ran_out_is_left_to_whoever_takes_it_next(
    outbox, clock, storage
):
    class Slow(Heard):
        def __call__(self, *given):
            super().__call__(*given)
            clock.move(LEASE)

    slow, quick = Slow(), Heard()
    for _ in range(3):
        kept(storage, a_notice(at=clock.now()))
    first, other = (
        Deliver(
            outbox, clock, lambda _, use_case=each: use_case, {NoticeKept: (of_thing(First),)}, {}
        )
        for each in (slow, quick)
    )
    assert first() == 3
    assert len(slow.calls) == 1
    assert other() == 2
    assert len(quick.calls) == 2
    assert outbox.next_due() is None


def test_a_clock_that_is_set_back_keeps_no_job_from_coming(outbox, clock, heard, storage, deliver):
    kept(storage, a_notice(at=clock.now()))
    clock.move(timedelta(days=3))
    outbox.take(clock.now(), clock.now() + LEASE, 50)
    clock.move(-timedelta(days=3))
    assert deliver() == 1
    assert len(heard[First].calls) == 1


def test_a_clock_that_jumps_ahead_brings_everything_once(deliver, heard, notice, clock):
    clock.move(timedelta(days=400))
    assert deliver() == 1
    clock.move(-timedelta(days=400))
    assert deliver() == 0
    assert len(heard[First].calls) == 1
