import os
import random
import signal
import subprocess
import sys
import time
from collections import Counter
from contextlib import closing
from datetime import timedelta
from pathlib import Path
from uuid import UUID

import pytest
import sqlalchemy as sa
from integration.to_be_killed import a_refunded_fee, delivery

from maawin_adapters.sql import Database, SqlBooks, SqlLists, SqlOutbox, SqlStorage
from maawin_core.disputes.refund_obligation import RefundObligation, RefundStatus
from maawin_core.kernel.entry import Account
from maawin_core.notices.notice import NoticeRow
from maawin_core.payments.events import FeePaymentRow
from maawin_core.payments.fee_payment import FeePayment
from maawin_core.payments.refund_events import FeeRefunded
from maawin_core.testing.sample import NOW

CHILD = Path(__file__).with_name("to_be_killed.py")
ROUNDS = 2


@pytest.fixture(params=["sqlite", "postgres"])
def url(request):
    return request.getfixturevalue(f"{request.param}_database").url


@pytest.fixture
def database(url):
    with closing(Database(url)) as database:
        yield database


def killed(*arguments):
    """What the child said before it was killed, at a moment that nobody chose."""
    child = subprocess.Popen(
        [sys.executable, str(CHILD), *map(str, arguments)], stdout=subprocess.PIPE, text=True
    )
    with child:
        said = [child.stdout.readline()]  # it has begun
        time.sleep(random.uniform(0.01, 0.3))
        os.kill(child.pid, signal.SIGKILL)
        said += child.stdout.readlines()
    assert child.returncode == -signal.SIGKILL
    return [line.split() for line in said if line.endswith("\n")]


def everything(ask):
    page = ask(None)
    found = list(page.items)
    while page.next:
        page = ask(page.next)
        found += page.items
    return found


def one(database, question):
    with database.engine.connect() as connection:
        return connection.execute(sa.text(question)).scalar_one()


def must_be_consistent(database):
    storage, lists, books = SqlStorage(database), SqlLists(database), SqlBooks(database)
    rows = everything(lambda after: lists.page(FeePaymentRow, after=after, limit=200))
    for row in rows:
        fee = storage.get(FeePayment, row.key)
        assert (row,) == fee.rows()
        assert storage.history(FeePayment, fee.id, limit=200).items[-1].version == fee.version
        assert {storage.holder(claim) for claim in fee.claims()} == {("fee_payment", fee.id)}
    assert len(rows) == one(database, "select count(*) from documents where kind = 'fee_payment'")
    balances = Counter()
    for posted in everything(lambda after: books.entries(after=after, limit=200)):
        balances.update({leg.account: leg.amount.minor for leg in posted.entry.legs})
    kept = everything(lambda after: books.balances(after=after, limit=200))
    assert {account: money.minor for account, money in kept} == dict(balances)
    assert books.sums() == {"QAR": 0}


def test_what_was_acknowledged_before_the_kill_is_kept_and_all_of_it_fits(url, database):
    storage = SqlStorage(database)
    for _ in range(ROUNDS):
        acknowledged = killed("write", url)
        assert acknowledged
        for id, version in acknowledged:
            assert storage.get(FeePayment, UUID(id)).version >= int(version)
        must_be_consistent(database)
    events, jobs = "select count(*) from events", "select count(*) from jobs where moment is null"
    assert one(database, events) == one(database, jobs)


def test_a_job_loop_that_is_killed_delivers_all_of_it_and_each_effect_once(url, database):
    storage, lists, outbox = SqlStorage(database), SqlLists(database), SqlOutbox(database)
    fees = {id for _ in range(60) for id, _ in a_refunded_fee(storage)}
    for round in range(ROUNDS):
        killed("deliver", url, round)
        must_be_consistent(database)
    assert one(database, "select count(*) from jobs") > 0, "killed too late to prove anything"
    last = delivery(database, NOW + timedelta(minutes=3 * ROUNDS))
    while last():
        pass
    assert one(database, "select count(*) from jobs where moment is null") == 0
    assert outbox.parked().items == ()
    must_be_consistent(database)
    for id in fees:
        fee = storage.get(FeePayment, id)
        (award,) = fee.awards
        kept = [each.event for each in storage.history(FeePayment, id).items]
        assert sum(isinstance(event, FeeRefunded) for event in kept) == 1
        assert storage.get(RefundObligation, award.id).status is RefundStatus.GIVEN
        assert not SqlBooks(database).balance(Account("refund_owed", str(id)))
    rows = everything(lambda after: lists.page(NoticeRow, after=after, limit=200))
    told = Counter((row.party, row.code, row.about) for row in rows)
    assert set(told.values()) == {1}
    assert Counter(row.code for row in rows)["fee_asked"] == 2 * len(fees)
