# The stage on which `test_crashes.py` plays: each play is a fork of this process, and it is killed
# at the n-th boundary between an intention and its answer. Nothing of that is in the product: the
# boundaries are those of the ports, and who counts them stands around the ports.
import os
import signal
import sys
from collections import defaultdict
from contextlib import contextmanager
from datetime import timedelta
from multiprocessing.managers import BaseManager
from uuid import UUID

import attrs

from maawin_adapters.clocks import StoppedClock
from maawin_adapters.notifications.recording import RecordingNotifier
from maawin_adapters.papers.typst import TypstPress
from maawin_adapters.payments.sandbox import SandboxGateway, signed
from maawin_adapters.sql import Database, SqlBooks, SqlLists, SqlOutbox, SqlStorage
from maawin_core import journey
from maawin_core.access.rights import Rights
from maawin_core.delivery import Deliver
from maawin_core.kernel.identity import new_id
from maawin_core.kernel.money import Money
from maawin_core.kernel.parties import SYSTEM, Actor, Role, employer, office
from maawin_core.payments.use_cases import PayFee, PayOutBalance, ReceiveWebhook
from maawin_core.ports.payment_gateway import Gateways
from maawin_core.testing.sample import EMPLOYER, NOW

#: What it is about: jobs of other kinds are done in between, and not counted.
MONEY = ("maawin_core.payments.", "maawin_core.disputes.")
KEY = b"synthetic"
ROUNDS = 6
HOURS = 4  # a play is over after so many of its own
STEP = timedelta(minutes=31)  # longer than any lease, and than any pause before a look-up


class Provider(BaseManager):
    """A provider in a process of its own: it remembers what it did, whoever is killed."""


_GATEWAYS = defaultdict(SandboxGateway)


def one_gateway(story):
    return _GATEWAYS[story]  # each story has a provider of its own, which knows no other


Provider.register("gateway", callable=one_gateway)


class Boundaries:
    """Counts what is passed, and ends the process at the one that was named."""

    def __init__(self, fatal):
        self.fatal, self.passed = fatal, 0

    def pass_by(self, name):
        self.passed += 1
        if self.passed == self.fatal:
            os.write(1, f"{name}\n".encode())
            os.kill(os.getpid(), signal.SIGKILL)


class CountedGateway:
    name = "sandbox"

    def __init__(self, provider, boundaries):
        self.provider, self.boundaries = provider, boundaries

    def __getattr__(self, method):
        ask = getattr(self.provider, method)
        if method == "capabilities":
            return ask

        def asked(*arguments):
            self.boundaries.pass_by(f"before {method}")
            answer = ask(*arguments)
            self.boundaries.pass_by(f"after {method}")
            return answer

        return asked


@attrs.define
class CountedStorage(SqlStorage):
    boundaries: Boundaries = attrs.field(kw_only=True)

    @contextmanager
    def transaction(self, by):
        with SqlStorage.transaction(self, by) as work:
            yield work
            if work.changes.saved():
                self.boundaries.pass_by("before commit")
        if work.changes.saved():
            self.boundaries.pass_by("after commit")


@attrs.frozen
class CountedOutbox(SqlOutbox):
    boundaries: Boundaries = attrs.field(kw_only=True)

    def done(self, job):
        self.boundaries.pass_by(f"before {job.name} is done")
        SqlOutbox.done(self, job)


class Platform:
    """The platform on one database and one provider, as a process that may end at any boundary."""

    def __init__(self, url, socket, story, fatal, hours):
        provider = Provider(socket, authkey=KEY)
        provider.connect()
        boundaries, database = Boundaries(fatal), Database(url, pool_size=2)
        self.clock = StoppedClock(NOW + timedelta(hours=hours))
        common = {
            "lists": SqlLists(database), "rights": Rights(), "clock": self.clock,
            "notifier": RecordingNotifier(), "books": SqlBooks(database), "press": TypstPress(),
        }  # fmt: skip
        gateway = CountedGateway(provider.gateway(story), boundaries)
        outbox = CountedOutbox(database, boundaries=boundaries)
        gateways = Gateways(gateway)
        self.other = {**common, "storage": SqlStorage(database), "gateways": gateways}
        storage = CountedStorage(database, boundaries=boundaries)
        self.money = {**common, "storage": storage, "gateways": gateways}
        self.deliver = Deliver(outbox, self.clock, self.resolve, journey.AFTER, journey.WHEN_DUE)

    def resolve(self, kind):
        ports = self.money if kind.__module__.startswith(MONEY) else self.other
        return kind(**{f.name: ports[f.name] for f in attrs.fields(kind) if f.name in ports})

    def until_quiet(self):
        for _ in range(ROUNDS):
            while self.deliver():
                pass
            self.clock.move(STEP)


def pay(platform, fee, token):
    payer = Actor(new_id(), Role.EMPLOYER, employer(EMPLOYER))
    platform.resolve(PayFee)(payer, UUID(fee), token)


def pay_out(platform, house):
    manager = Actor(new_id(), Role.OFFICE_MANAGER, office(UUID(house)))
    out = platform.resolve(PayOutBalance)
    out(manager, UUID(house), Money("500.00"), "acct_of_the_office")


def hear(platform, body):
    headers = signed(body.encode(), platform.clock.now())
    platform.resolve(ReceiveWebhook)(SYSTEM, "sandbox", body.encode(), headers)


def follow(platform):
    """Nobody does anything: what follows from what is there happens."""


ACTS = {"pay": pay, "pay_out": pay_out, "hear": hear, "follow": follow}


def play(url, socket, story, fatal, hours, act, *words):
    platform = Platform(url, socket, story, int(fatal), int(hours))
    ACTS[act](platform, *words)
    platform.until_quiet()


def stage():
    for line in sys.stdin:
        child = os.fork()
        if not child:
            status = 1
            try:
                play(*line.split())
                status = 0
            finally:
                sys.stderr.flush()
                os._exit(status)
        status = os.waitstatus_to_exitcode(os.waitpid(child, 0)[1])
        print(f"ended {status}", flush=True)


if __name__ == "__main__":
    stage()
