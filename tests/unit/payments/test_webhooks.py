import json
from datetime import timedelta
from threading import Barrier, Thread

import pytest

from maawin_adapters.payments.sandbox import (
    BOUNCING_ACCOUNT,
    BOUNCING_CARD,
    LATE_CARD,
    PENDING_CARD,
    PENDING_REFUND_CARD,
    REFUSED_CARD,
    signed,
)
from maawin_core.access.use_cases import Browse, only
from maawin_core.kernel.entry import Account
from maawin_core.kernel.errors import NotAllowed, NotFound, RuleBroken, WrongMoment
from maawin_core.kernel.identity import new_id
from maawin_core.kernel.money import Money
from maawin_core.kernel.parties import SYSTEM
from maawin_core.payments.events import PaymentStatus
from maawin_core.payments.fee_payment import FeePayment
from maawin_core.payments.office_money import MoneyStatus, OfficeMoney, Purpose
from maawin_core.payments.use_cases import (
    GiveBackFee,
    PayFee,
    ProcessWebhook,
    ReceiveWebhook,
)
from maawin_core.payments.use_cases.webhooks import MOST_BYTES
from maawin_core.payments.webhook import Webhook, WebhookRow, WebhookStatus
from maawin_core.testing.sample import an_award

GOOD_CARD = "tok_ok"


@pytest.fixture
def gateway(gateway, clock):
    # What it says of a call, as it would be sent now.
    def said(call, about="charge", id=None):
        told = {"id": id or str(new_id()), "call": str(call), "about": about}
        body = json.dumps(told).encode()
        return body, signed(body, clock.now())

    gateway.__class__.said = staticmethod(said)
    return gateway


@pytest.fixture
def receive(resolve):
    return lambda body, headers: resolve(ReceiveWebhook)(SYSTEM, "sandbox", body, headers)


@pytest.fixture
def held(storage):
    return lambda id: storage.get(FeePayment, id)


def awarded(storage, clock, id, amount="900.00"):
    award = an_award(Money(amount))
    with storage.transaction(SYSTEM) as work:
        work.save(work.get(FeePayment, id).awarded_back(award, clock.now()))
    return award


def test_a_payment_on_the_providers_page_is_paid_when_the_provider_says_so(
    due, employer, resolve, gateway, receive, settle, held, books
):
    pending = resolve(PayFee)(employer, due.id, PENDING_CARD)
    assert pending.status is PaymentStatus.UNKNOWN
    kept = receive(*gateway.said(pending.attempt))
    assert held(due.id).status is PaymentStatus.UNKNOWN, "it is not believed before the look-up"
    settle()
    assert held(due.id).status is PaymentStatus.PAID
    assert books.balance(Account("held", str(due.id))) == due.fee
    assert books.sums() == {"QAR": 0}
    assert kept.status is WebhookStatus.RECEIVED


def test_what_an_event_says_counts_for_nothing_if_the_look_up_says_otherwise(
    due, employer, resolve, gateway, receive, settle, held
):
    # The provider took it, and its event says so; only the look-up says that it did not.
    resolve(PayFee)(employer, due.id, LATE_CARD)
    message = gateway.said(held(due.id).attempt)
    gateway._answers[held(due.id).attempt] = gateway.charge(new_id(), due.fee, REFUSED_CARD)
    receive(*message)
    settle()
    assert held(due.id).status is PaymentStatus.DUE


def test_the_same_message_is_kept_and_processed_once(
    due, employer, resolve, gateway, receive, settle, storage
):
    resolve(PayFee)(employer, due.id, PENDING_CARD)
    message = gateway.said(storage.get(FeePayment, due.id).attempt)
    first = receive(*message)
    assert receive(*message) == first
    settle()
    again = receive(*message)
    assert (again.id, again.status) == (first.id, WebhookStatus.PROCESSED)
    settle()
    names = [type(each.event).__name__ for each in storage.history(Webhook, first.id).items]
    assert names == ["WebhookReceived", "WebhookProcessed"]


def test_a_thousand_times_the_same_message_from_eight_threads_is_one(
    due, employer, resolve, gateway, receive, settle, lists, held, books
):
    resolve(PayFee)(employer, due.id, PENDING_CARD)
    message, together = gateway.said(held(due.id).attempt), Barrier(8)

    def send():
        together.wait()
        for _ in range(125):
            assert receive(*message) is not None

    threads = [Thread(target=send) for _ in range(8)]
    for each in threads:
        each.start()
    for each in threads:
        each.join()
    settle()
    assert len(lists.page(WebhookRow).items) == 1
    assert held(due.id).status is PaymentStatus.PAID
    assert books.balance(Account("held", str(due.id))) == due.fee


def test_a_message_after_the_answer_changes_nothing(
    due, employer, resolve, gateway, receive, settle, held, storage
):
    paid = resolve(PayFee)(employer, due.id, GOOD_CARD)
    kept = receive(*gateway.said(paid.attempt))
    settle()
    assert held(due.id).version == paid.version
    assert storage.get(Webhook, kept.id).thing == due.id


def test_a_pending_refund_is_given_when_the_provider_says_so(
    due, employer, resolve, gateway, receive, settle, clock, storage, held
):
    resolve(PayFee)(employer, due.id, PENDING_REFUND_CARD)
    award = awarded(storage, clock, due.id)
    resolve(GiveBackFee)(SYSTEM, due.id, award.id)
    assert held(due.id).award(award.id).given is None
    receive(*gateway.said(award.id, "refund"))
    settle()
    assert held(due.id).award(award.id).given is not None


def test_a_refund_that_bounced_days_later_is_owed_again(
    due, employer, resolve, gateway, receive, settle, clock, storage, held, books
):
    resolve(PayFee)(employer, due.id, BOUNCING_CARD)
    award = awarded(storage, clock, due.id)
    resolve(GiveBackFee)(SYSTEM, due.id, award.id)
    assert held(due.id).award(award.id).given is not None
    clock.move(timedelta(days=4))
    receive(*gateway.said(award.id, "bounce"))
    settle()
    assert held(due.id).award(award.id).given is None
    assert books.balance(Account("refund_owed", str(due.id))) == award.amount
    assert books.sums() == {"QAR": 0}


def test_a_bounce_that_the_look_up_does_not_confirm_yet_comes_again(
    due, employer, resolve, gateway, receive, clock, storage, settle
):
    resolve(PayFee)(employer, due.id, GOOD_CARD)
    award = awarded(storage, clock, due.id)
    resolve(GiveBackFee)(SYSTEM, due.id, award.id)
    kept = receive(*gateway.said(award.id, "bounce"))
    with pytest.raises(WrongMoment) as refused:
        resolve(ProcessWebhook)(SYSTEM, kept.id)
    assert refused.value.code == "webhook_unconfirmed"


@pytest.fixture
def moved(due, storage, clock):
    def money_of_the_office(purpose, id, answer):
        started = OfficeMoney.started(
            id, office=due.office, amount=Money("100.00"), purpose=purpose, provider="sandbox",
            at=clock.now(),
        )  # fmt: skip
        with storage.transaction(SYSTEM) as work:
            work.save(started.answered(answer, clock.now()))

    return money_of_the_office


def test_a_payout_of_an_office_that_bounced_is_in_its_balance_again(
    gateway, receive, settle, moved, storage
):
    amount = Money("100.00")
    moved(Purpose.BALANCE, new_id(), gateway.charge(new_id(), amount, GOOD_CARD))
    id = new_id()
    moved(Purpose.PAYOUT, id, gateway.payout(id, amount, BOUNCING_ACCOUNT))
    receive(*gateway.said(id, "bounce"))
    settle()
    assert storage.get(OfficeMoney, id).status is MoneyStatus.REFUSED


def test_a_message_that_nobody_signed_is_refused_and_not_kept(gateway, receive, lists):
    body, headers = gateway.said(new_id())
    with pytest.raises(NotAllowed) as refused:
        receive(body + b" ", headers)
    assert refused.value.facts["reason"] == "event_not_signed"
    assert lists.page(WebhookRow).items == ()


def test_an_old_message_that_is_played_again_is_refused(gateway, receive, clock, lists):
    message = gateway.said(new_id())
    clock.move(timedelta(hours=1))
    with pytest.raises(RuleBroken) as refused:
        receive(*message)
    assert refused.value.facts["reason"] == "event_out_of_time"
    assert lists.page(WebhookRow).items == ()


def test_a_message_about_none_of_ours_is_taken_and_forgotten(gateway, receive, lists):
    assert receive(*gateway.said(new_id())) is None
    assert lists.page(WebhookRow).items == ()


def test_nobody_listens_to_a_provider_that_is_not_set_up(resolve):
    with pytest.raises(NotFound) as refused:
        resolve(ReceiveWebhook)(SYSTEM, "somebody", b"{}", {})
    assert refused.value.code == "webhook_unknown"


@pytest.mark.parametrize(
    ("body", "headers"),
    [
        (b"x" * (MOST_BYTES + 1), {}),
        (b"", {"signature": "x" * 5_000}),
        (b"", {f"x-{i}": "" for i in range(65)}),
    ],
)
def test_what_is_too_large_for_a_message_is_not_read(receive, body, headers):
    with pytest.raises(RuleBroken) as refused:
        receive(body, headers)
    assert refused.value.code == "webhook_too_large"


def test_money_that_nobody_here_awaits_is_left_for_a_person_to_look_at(
    gateway, receive, resolve, settle, clock, outbox
):
    call = new_id()
    gateway.charge(call, Money("14000.00"), GOOD_CARD)
    kept = receive(*gateway.said(call))
    with pytest.raises(RuleBroken) as refused:
        resolve(ProcessWebhook)(SYSTEM, kept.id)
    assert refused.value.code == "charge_of_nobody"
    for _ in range(12):
        settle()
        clock.move(timedelta(days=1))
    assert "charge_of_nobody" in outbox.parked().items[0].reason


def test_what_came_is_kept_byte_for_byte_but_for_what_lets_somebody_in(
    due, employer, resolve, gateway, receive, held
):
    paid = resolve(PayFee)(employer, due.id, GOOD_CARD)
    body, headers = gateway.said(paid.attempt)
    kept = receive(body, {**headers, "Authorization": "Bearer synthetic", "Cookie": "a=b"})
    assert kept.raw == body
    assert dict(kept.headers) == {name.lower(): value for name, value in headers.items()}


def test_messages_are_listed_by_the_payment_that_they_are_about(
    due, employer, resolve, gateway, receive, settle, officer
):
    paid = resolve(PayFee)(employer, due.id, GOOD_CARD)
    kept = receive(*gateway.said(paid.attempt))
    settle()
    page = resolve(Browse)(officer, WebhookRow, *only(thing=due.id))
    assert [row.key for row in page.items] == [kept.id]
    with pytest.raises(NotAllowed):
        resolve(Browse)(employer, WebhookRow)
