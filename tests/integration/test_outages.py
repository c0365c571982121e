# The database goes in mid-payment; the provider is away for a day.
import subprocess
import sys
from datetime import timedelta
from pathlib import Path

import psycopg
import pytest
from integration.to_be_killed import refund_owed

from maawin_adapters.clocks import StoppedClock
from maawin_adapters.notifications.recording import RecordingNotifier
from maawin_adapters.payments.sandbox import SandboxGateway
from maawin_adapters.sql import Database, SqlBooks, SqlLists, SqlOutbox, SqlStorage, upgrade
from maawin_core.access.rights import Rights
from maawin_core.delivery import Deliver
from maawin_core.journey import AFTER, WHEN_DUE
from maawin_core.kernel.answer import Unknown
from maawin_core.kernel.entry import Account
from maawin_core.kernel.identity import new_id
from maawin_core.kernel.parties import Actor, Role, employer
from maawin_core.payments.events import PaymentStatus
from maawin_core.payments.fee_payment import FeePayment
from maawin_core.payments.use_cases import PayFee
from maawin_core.ports.payment_gateway import Gateways
from maawin_core.testing.sample import EMPLOYER, NOW, a_fee, paid
from maawin_core.testing.stores import keep

SERVER = Path(__file__).with_name("postgres_to_be_stopped.py")
PAYER = Actor(new_id(), Role.EMPLOYER, employer(EMPLOYER))


class Line(SandboxGateway):
    """A provider to which something happens in mid-call."""

    away = False
    in_mid_call = staticmethod(lambda: None)

    def charge(self, *asked):
        if self.away:
            return Unknown()
        answer = super().charge(*asked)
        self.in_mid_call()
        return answer

    def refund(self, *asked):
        return Unknown() if self.away else super().refund(*asked)

    def look_up(self, call):
        return Unknown() if self.away else super().look_up(call)


class Platform:
    def __init__(self, database):
        self.storage, self.books = SqlStorage(database), SqlBooks(database)
        self.clock, self.line, self.outbox = StoppedClock(NOW), Line(), SqlOutbox(database)
        self.ports = {
            "storage": self.storage, "lists": SqlLists(database), "rights": Rights(),
            "clock": self.clock, "gateways": Gateways(self.line), "books": self.books,
            "notifier": RecordingNotifier(), "outbox": self.outbox,
        }  # fmt: skip
        self.deliver = Deliver(self.outbox, self.clock, self.resolve, AFTER, WHEN_DUE)

    def resolve(self, kind):
        names = [each.name for each in kind.__attrs_attrs__ if each.name in self.ports]
        return kind(**{name: self.ports[name] for name in names})

    def settle(self, hours):
        for _ in range(hours):
            while self.deliver():
                pass
            self.clock.move(timedelta(hours=1))


@pytest.fixture(params=["sqlite", "postgres"])
def platform(request):
    return Platform(request.getfixturevalue(f"{request.param}_database"))


def test_a_provider_that_is_away_for_a_day_keeps_nothing_from_being_settled(platform):
    (owed, asked) = keep(platform.storage, paid(a_fee()), a_fee())
    platform.line.charge(owed.attempt, owed.fee, "tok_ok")
    platform.line.away = True
    refund_owed(platform.storage, owed)
    assert platform.resolve(PayFee)(PAYER, asked.id, "tok_ok").status is PaymentStatus.UNKNOWN
    platform.settle(hours=24)
    assert platform.storage.get(FeePayment, asked.id).status is PaymentStatus.UNKNOWN
    (award,) = platform.storage.get(FeePayment, owed.id).awards
    assert award.given is None, "it is owed for as long as it has not been given"

    platform.line.away = False
    platform.settle(hours=24)
    (award,) = platform.storage.get(FeePayment, owed.id).awards
    assert award.given is not None
    # The provider never heard of the charge: it is due again, and may be paid again.
    assert platform.storage.get(FeePayment, asked.id).status is PaymentStatus.DUE
    assert platform.outbox.parked().items == ()
    assert platform.books.sums() == {"QAR": 0}


@pytest.fixture
def server(tmp_path):
    """A PostgreSQL of this test alone, which can be stopped and started."""
    started = [sys.executable, str(SERVER)]
    pipe = subprocess.PIPE
    with subprocess.Popen(started, stdin=pipe, stdout=pipe, text=True) as server:
        server.url = server.stdout.readline().strip()

        def restart():
            print("restart", file=server.stdin, flush=True)
            assert server.stdout.readline().strip() == "restarted"

        server.restart = restart
        yield server
        server.stdin.close()


def test_a_database_that_is_restarted_in_mid_payment_loses_no_payment(server):
    database = Database("postgresql+psycopg://" + server.url.partition("://")[2])
    upgrade(database)
    platform = Platform(database)
    (asked,) = keep(platform.storage, a_fee())
    platform.line.in_mid_call = server.restart
    with pytest.raises(psycopg.OperationalError):
        platform.resolve(PayFee)(PAYER, asked.id, "tok_ok")
    platform.line.in_mid_call = lambda: None
    assert platform.storage.get(FeePayment, asked.id).status is PaymentStatus.BEING_PAID
    platform.settle(hours=2)
    assert platform.storage.get(FeePayment, asked.id).status is PaymentStatus.PAID
    assert platform.books.balance(Account("held", str(asked.id))) == asked.fee
    assert platform.books.sums() == {"QAR": 0}
    database.close()
