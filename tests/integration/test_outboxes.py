import subprocess
import sys
from datetime import timedelta

import pytest
import sqlalchemy as sa

from maawin_adapters.clocks import StoppedClock
from maawin_core.delivery import BACK_OFF, Deliver, of_thing
from maawin_core.notices.notice import NoticeKept
from maawin_core.testing.outbox import OutboxContract
from maawin_core.testing.sample import NOW, a_notice
from maawin_core.testing.stores import keep


class TestMemory(OutboxContract):
    @pytest.fixture
    def stores(self, memory_stores):
        return memory_stores


class TestSqlite(OutboxContract):
    @pytest.fixture
    def stores(self, sqlite_stores):
        return sqlite_stores


class TestPostgres(OutboxContract):
    @pytest.fixture
    def stores(self, postgres_stores):
        return postgres_stores


# Several loops of several processes, as `maawin run-jobs` started four times.
TAKER = """
import sys
from datetime import timedelta
from maawin_adapters.sql import Database, SqlOutbox
from maawin_core.testing.sample import NOW

outbox = SqlOutbox(Database(sys.argv[1]))
sys.stdin.readline()
while jobs := outbox.take(NOW, NOW + timedelta(minutes=2), 5):
    for job in jobs:
        print(job.id)
        outbox.done(job)
"""
PROCESSES, JOBS = 4, 200


@pytest.mark.parametrize("on", ["sqlite", "postgres"])
def test_processes_share_the_jobs_and_none_is_taken_twice(on, request):
    stores = request.getfixturevalue(f"{on}_stores")
    url = request.getfixturevalue(f"{on}_database").url
    keep(stores.storage, *(a_notice() for _ in range(JOBS)))
    pipe = subprocess.PIPE
    takers = [
        subprocess.Popen([sys.executable, "-c", TAKER, url], stdin=pipe, stdout=pipe, text=True)
        for _ in range(PROCESSES)
    ]
    for taker in takers:
        print(file=taker.stdin, flush=True)
    taken = [line for taker in takers for line in taker.communicate(timeout=120)[0].split()]
    assert [taker.returncode for taker in takers] == [0] * PROCESSES
    assert len(taken) == len(set(taken)) == JOBS
    assert stores.outbox.next_due() is None


@pytest.mark.parametrize("on", ["sqlite", "postgres"])
def test_an_event_that_cannot_be_read_is_parked_and_in_nobodys_way(on, request):
    stores = request.getfixturevalue(f"{on}_stores")
    database = request.getfixturevalue(f"{on}_database")
    poisoned, sound = keep(stores.storage, a_notice(), a_notice())
    with database.engine.begin() as connection:
        newer = sa.text("update events set name = 'of_a_newer_program' where about = :about")
        connection.execute(newer, {"about": str(poisoned.id)})
    heard, clock = [], StoppedClock(NOW)

    def hear(_, about):
        heard.append(about)

    deliver = Deliver(stores.outbox, clock, lambda _: hear, {NoticeKept: (of_thing(object),)}, {})
    for _ in range(len(BACK_OFF) + 1):
        deliver()
        clock.move(timedelta(days=1))
    assert heard == [sound.id]
    (parked,) = stores.outbox.parked().items
    assert (parked.about, parked.reason) == (poisoned.id, "event_unreadable")
