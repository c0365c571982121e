# `kill -9` at every boundary between an intention and its answer, one after the other.
import json
import signal
import subprocess
import sys
from contextlib import closing
from datetime import UTC, datetime, timedelta
from multiprocessing import get_context
from pathlib import Path

import pytest
import sqlalchemy as sa
from beginnings import working_office
from integration.to_be_crashed import HOURS, KEY, Provider
from integration.to_be_killed import refund_owed

from maawin_adapters.payments.sandbox import LATE_CARD, PENDING_CARD, REFUSED_REFUND_CARD
from maawin_adapters.sql import Database, SqlBooks, SqlLists, SqlOutbox, SqlStorage
from maawin_core.disputes.refund_obligation import RefundObligation, RefundStatus
from maawin_core.kernel.calendar import civil_day
from maawin_core.kernel.entry import Account
from maawin_core.kernel.identity import AttemptId, new_id
from maawin_core.kernel.money import Money, total
from maawin_core.kernel.parties import SYSTEM
from maawin_core.kernel.plain import instant
from maawin_core.kernel.settlement import Movement
from maawin_core.payments.events import PaymentStarted, PaymentStatus
from maawin_core.payments.fee_payment import FeePayment
from maawin_core.payments.office_money import MoneyStatus, OfficeMoney, OfficeMoneyRow, Purpose
from maawin_core.payments.webhook import WebhookRow, WebhookStatus
from maawin_core.testing.sample import NOW, a_fee
from maawin_core.testing.stores import keep

STAGE = Path(__file__).with_name("to_be_crashed.py")
MOST_BOUNDARIES = 60


class World:
    """The database, and the provider beside it, as whoever was not killed sees them."""

    def __init__(self, database, gateway, play):
        self.gateway, self.play, self.database = gateway, play, database
        self.storage, self.books = SqlStorage(database), SqlBooks(database)
        self.lists, self.outbox = SqlLists(database), SqlOutbox(database)

    def a_fee(self):
        (fee,) = keep(self.storage, a_fee())
        return fee

    def started(self, token):
        """A fee whose provider has been asked, as after a call that nobody heard the end of."""
        attempt = AttemptId(new_id())
        (fee,) = keep(self.storage, a_fee().being_paid(attempt, "sandbox", NOW))
        return fee, self.gateway.charge(attempt, fee.fee, token)

    def awarded(self, token="tok_ok", account=""):
        """A paid fee of which a part has been awarded back, and is not given yet."""
        fee, answer = self.started(token)
        with self.storage.transaction(SYSTEM) as work:
            work.save(work.get(FeePayment, fee.id).answered(fee.attempt, answer, NOW))
        if account:
            with self.storage.transaction(SYSTEM) as work:
                work.save(work.get(FeePayment, fee.id).account_named(account, NOW))
        refund_owed(self.storage, fee)
        return self.storage.get(FeePayment, fee.id)

    def an_office_with(self, amount):
        office = working_office(self.storage, NOW)
        paid_in = OfficeMoney.started(
            new_id(), office=office.id, amount=amount, purpose=Purpose.BALANCE,
            provider="sandbox", at=NOW,
        )  # fmt: skip
        answer = self.gateway.charge(paid_in.id, amount, "tok_ok")
        keep(self.storage, paid_in.answered(answer, NOW))
        return office

    def moved(self, movement, *calls):
        """The provider's own list of what it has moved; of these calls, or all."""
        days = {civil_day(datetime.now(UTC) - timedelta(hours=ago)) for ago in (0, 1)}
        lines = []
        for day in days:
            page = self.gateway.settlements(day)
            lines += page.lines
            while page.after:
                page = self.gateway.settlements(day, page.after)
                lines += page.lines
        chosen = [e for e in lines if e.movement is movement and (not calls or e.call in calls)]
        return [each.amount for each in chosen]

    def must_fit(self):
        """The books balance, agree with the provider's own list, and nothing is left undone."""
        into, out = self.moved(Movement.CHARGE), [
            *self.moved(Movement.REFUND), *self.moved(Movement.PAYOUT)
        ]  # fmt: skip
        with_the_provider = total(into, "QAR") - total(out, "QAR")
        assert self.books.balance(Account("clearing", "sandbox")) == -with_the_provider
        assert set(self.books.sums().values()) <= {0}
        assert self.outbox.parked().items == ()
        due = sa.text("select count(*) from jobs where due <= :now")
        with self.database.engine.connect() as connection:
            later = instant(NOW + timedelta(hours=2 * HOURS))
            assert connection.execute(due, {"now": later}).scalar_one() == 0

    def must_be_paid_once_or_not_at_all(self, id):
        fee = self.storage.get(FeePayment, id)
        kept = [each.event for each in self.storage.history(FeePayment, id).items]
        attempts = [each.attempt for each in kept if isinstance(each, PaymentStarted)]
        paid = fee.status is PaymentStatus.PAID
        assert paid or fee.status is PaymentStatus.DUE
        taken = self.moved(Movement.CHARGE, *attempts) if attempts else []
        assert taken == [fee.fee] * paid

    def must_be_given_back_once(self, id, movement):
        (award,) = self.storage.get(FeePayment, id).awards
        assert award.given is not None
        assert self.moved(movement, award.call) == [award.amount]
        assert not self.books.balance(Account("refund_owed", str(id)))
        assert self.storage.get(RefundObligation, award.id).status is RefundStatus.GIVEN


@pytest.fixture(params=["sqlite", "postgres"])
def url(request):
    return request.getfixturevalue(f"{request.param}_database").url


@pytest.fixture(scope="module")
def provider():
    provider = Provider(authkey=KEY, ctx=get_context("spawn"))
    provider.start()
    yield provider
    provider.shutdown()


@pytest.fixture(scope="module")
def stage():
    started = [sys.executable, str(STAGE)]
    pipe = subprocess.PIPE
    with subprocess.Popen(started, stdin=pipe, stdout=pipe, text=True) as stage:
        yield stage
        stage.stdin.close()


@pytest.fixture
def world(url, provider, stage):
    story = new_id().hex

    def play(fatal, hours, *words):
        """Where it was killed, or None if it came to its end."""
        print(url, provider.address, story, fatal, hours, *words, file=stage.stdin, flush=True)
        *boundary, ended = _until_ended(stage)
        assert ended == (f"ended {-signal.SIGKILL}" if boundary else "ended 0")
        return boundary[0] if boundary else None

    with closing(Database(url)) as database:
        yield World(database, provider.gateway(story), play)


def _until_ended(stage):
    said = [stage.stdout.readline().strip()]
    while not said[-1].startswith("ended"):
        assert said[-1], "the stage itself has ended"
        said.append(stage.stdout.readline().strip())
    return said


def killed_everywhere(world, begin, check, again="follow"):
    """Play it once for each boundary, be killed there, start anew, and look."""
    met = []
    for fatal in range(1, MOST_BOUNDARIES):
        subject, words = begin()
        boundary = world.play(fatal, 0, *words)
        if boundary is not None:
            met.append(boundary)
            assert world.play(0, HOURS, *(words if again == "the same" else (again,))) is None
        check(subject)
        world.must_fit()
        if boundary is None:
            return met
    raise AssertionError(f"it never came to its end: {met}")


def test_a_payment_that_is_killed_anywhere_is_paid_once_or_not_at_all(world):
    def begin():
        fee = world.a_fee()
        return fee.id, ("pay", fee.id, "tok_ok")

    met = killed_everywhere(world, begin, world.must_be_paid_once_or_not_at_all)
    intention = ["before commit", "after commit", "before charge", "after charge", "before commit"]
    assert met[: len(intention)] == intention


def test_a_look_up_that_is_killed_anywhere_settles_the_payment_once(world):
    def begin():
        fee, _ = world.started(LATE_CARD)
        return fee.id, ("follow",)

    def check(id):
        assert world.storage.get(FeePayment, id).status is PaymentStatus.PAID
        world.must_be_paid_once_or_not_at_all(id)

    assert {"before look_up", "after look_up"} <= set(killed_everywhere(world, begin, check))


def test_a_refund_that_is_killed_anywhere_is_given_once(world):
    def begin():
        return world.awarded().id, ("follow",)

    def check(id):
        world.must_be_given_back_once(id, Movement.REFUND)

    assert {"before refund", "after refund"} <= set(killed_everywhere(world, begin, check))


def test_a_refund_by_payout_that_is_killed_anywhere_is_given_once(world):
    def begin():
        return world.awarded(REFUSED_REFUND_CARD, "acct_of_the_payer").id, ("follow",)

    def check(id):
        world.must_be_given_back_once(id, Movement.PAYOUT)

    assert {"before payout", "after payout"} <= set(killed_everywhere(world, begin, check))


def test_a_payout_to_an_office_that_is_killed_anywhere_leaves_its_money_in_one_place(world):
    amount = Money("500.00")

    def begin():
        office = world.an_office_with(amount)
        return office.id, ("pay_out", office.id)

    def check(id):
        rows = world.lists.page(OfficeMoneyRow, limit=200).items
        outs = [each for each in rows if each.office == id and each.purpose is Purpose.PAYOUT]
        sent = world.moved(Movement.PAYOUT, *(row.key for row in outs)) if outs else []
        assert all(row.status is not MoneyStatus.ON_THE_WAY for row in outs)
        assert world.books.balance(Account("office", str(id))) == amount - total(sent, "QAR")

    assert {"before payout", "after payout"} <= set(killed_everywhere(world, begin, check))


def test_a_message_that_is_killed_anywhere_is_heard_once(world):
    def begin():
        fee, _ = world.started(PENDING_CARD)
        told = {"id": str(new_id()), "call": str(fee.attempt), "about": "charge"}
        return fee.id, ("hear", json.dumps(told, separators=(",", ":")))

    def check(id):
        assert world.storage.get(FeePayment, id).status is PaymentStatus.PAID
        world.must_be_paid_once_or_not_at_all(id)
        rows = world.lists.page(WebhookRow, limit=200).items
        (mine,) = [each for each in rows if each.thing == id]
        assert mine.status is WebhookStatus.PROCESSED

    # Who was not told that it was taken in sends it again.
    met = killed_everywhere(world, begin, check, again="the same")
    assert {"before parse_event", "after parse_event", "before look_up"} <= set(met)
