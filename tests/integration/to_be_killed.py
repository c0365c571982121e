# What `test_kill.py` starts in a process of its own, and kills: it never ends by itself.
import sys
from datetime import timedelta

import attrs

from maawin_adapters.clocks import StoppedClock
from maawin_adapters.notifications.recording import RecordingNotifier
from maawin_adapters.payments.sandbox import SandboxGateway
from maawin_adapters.sql import Database, SqlBooks, SqlLists, SqlOutbox, SqlStorage
from maawin_core import journey
from maawin_core.access.rights import Rights
from maawin_core.delivery import Deliver
from maawin_core.disputes.refund_obligation import RefundObligation
from maawin_core.kernel.identity import DisputeId
from maawin_core.kernel.money import Money
from maawin_core.kernel.parties import SYSTEM
from maawin_core.payments.fee_payment import FeePayment
from maawin_core.ports.payment_gateway import Gateways
from maawin_core.testing.sample import NOW, a_fee, an_award, paid
from maawin_core.testing.stores import keep


def say(*words):
    print(*words, flush=True)


def a_refunded_fee(storage):
    # A fee that is paid, and then awarded back: two transactions, each acknowledged.
    (fee,) = keep(storage, paid(a_fee()))
    yield fee.id, 1
    refund_owed(storage, fee)
    yield fee.id, 2


def refund_owed(storage, fee):
    award = an_award(Money("900.00"))
    with storage.transaction(SYSTEM) as work:
        awarded = work.get(FeePayment, fee.id).awarded_back(award, NOW)
        work.save(awarded)
        work.save(
            RefundObligation.owed(
                award.id, dispute=DisputeId(award.id), payment=fee.id, request=fee.request,
                office=fee.office, employer=fee.employer, amount=award.amount, held=Money(0),
                due=NOW + timedelta(days=14), at=NOW,
            )
        )  # fmt: skip


def write(url):
    storage = SqlStorage(Database(url))
    while True:
        for id, version in a_refunded_fee(storage):
            say(id, version)


def delivery(database, at):
    storage, clock = SqlStorage(database), StoppedClock(at)
    ports = {
        "storage": storage, "lists": SqlLists(database), "outbox": SqlOutbox(database),
        "rights": Rights(), "clock": clock, "gateways": Gateways(SandboxGateway()),
        "notifier": RecordingNotifier(), "books": SqlBooks(database),
    }  # fmt: skip

    def resolve(kind):
        return kind(**{f.name: ports[f.name] for f in attrs.fields(kind) if f.name in ports})

    return Deliver(ports["outbox"], clock, resolve, journey.AFTER, journey.WHEN_DUE)


def deliver(url, round):
    # A later round is after the time that the one before had for its jobs.
    one = delivery(Database(url), NOW + timedelta(minutes=3 * int(round)))
    while True:
        say(one(limit=5))


if __name__ == "__main__":
    {"write": write, "deliver": deliver}[sys.argv[1]](*sys.argv[2:])
