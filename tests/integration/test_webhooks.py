# A provider's messages over the wire: let in by their signature alone, on every storage.
import json
import threading
from datetime import UTC, datetime

import pytest
from litestar.testing import TestClient

from maawin_adapters.payments.sandbox import LATE_CARD, signed
from maawin_adapters.sql import Database
from maawin_core.kernel.identity import Identity, new_id
from maawin_core.kernel.parties import MINISTRY, SYSTEM, Actor, Role, employer
from maawin_core.payments.fee_payment import FeePayment
from maawin_core.payments.use_cases import PayFee
from maawin_core.payments.webhook import WebhookRow
from maawin_core.testing.sample import a_fee
from maawin_core.testing.stores import keep
from maawin_entrypoints.api import api
from maawin_entrypoints.container import Container, deliverer, in_memory, resolver
from maawin_entrypoints.settings import Settings

SOMEBODY = Identity(name="Synthetic Officer")
TOKEN = "synthetic-token-officer"
EIGHT, TIMES = 8, 125


@pytest.fixture(params=["memory", "sqlite", "postgres"])
def container(request):
    if request.param == "memory":
        yield in_memory()
        return
    url = request.getfixturevalue(f"{request.param}_database").url
    container = Container()
    container.settings.override(Settings(database=url))
    container.database.override(Database(url))
    yield container
    container.database().close()


@pytest.fixture
def client(container):
    container.give_sign_in()(SYSTEM, SOMEBODY, Role.OFFICER, MINISTRY, TOKEN)
    with TestClient(api(container)) as client:
        yield client


@pytest.fixture
def unanswered(container):
    (fee,) = keep(container.storage(), a_fee())
    payer = Actor(new_id(), Role.EMPLOYER, employer(fee.employer))
    return resolver(container)(PayFee)(payer, fee.id, LATE_CARD)


def said(call):
    body = json.dumps({"id": str(new_id()), "call": str(call), "about": "charge"}).encode()
    return {"content": body, "headers": signed(body, datetime.now(UTC))}


def test_the_same_message_a_thousand_times_from_eight_sides_pays_once(
    container, client, unanswered
):
    message, codes = said(unanswered.attempt), []

    def send():
        codes.extend(
            client.post("/v1/webhooks/sandbox", **message).status_code for _ in range(TIMES)
        )

    sides = [threading.Thread(target=send) for _ in range(EIGHT)]
    for side in sides:
        side.start()
    for side in sides:
        side.join()
    assert codes == [202] * EIGHT * TIMES
    while deliverer(container)():
        pass
    kept = container.storage().history(FeePayment, unanswered.id).items
    assert sum(type(each.event).__name__ == "FeePaid" for each in kept) == 1
    assert len(container.lists().page(WebhookRow).items) == 1
    assert container.books().sums() == {"QAR": 0}


def test_messages_are_shown_with_the_payment_and_never_what_they_hold(
    container, client, unanswered
):
    client.post("/v1/webhooks/sandbox", **said(unanswered.attempt))
    while deliverer(container)():
        pass
    asked = {
        "params": {"thing": str(unanswered.id)},
        "headers": {"authorization": f"Bearer {TOKEN}"},
    }
    (row,) = client.get("/v1/webhooks", **asked).json()["items"]
    assert (row["status"], row["provider"], row["movement"]) == ("processed", "sandbox", "charge")
    assert "body" not in row


@pytest.mark.parametrize(
    ("path", "content", "status", "code"),
    [
        ("sandbox", b"{}", 403, "webhook_refused"),
        ("nobody", b"{}", 404, "webhook_unknown"),
        ("sandbox", b"x" * 300_000, 413, "request_too_large"),
    ],
)
def test_what_is_not_a_providers_own_is_refused_with_a_problem(
    container, client, path, content, status, code
):
    answer = client.post(f"/v1/webhooks/{path}", content=content)
    assert answer.status_code == status
    assert answer.json()["type"].endswith(code)
    assert container.lists().page(WebhookRow).items == ()


def test_nobody_lists_messages_without_a_sign_in(client):
    assert client.get("/v1/webhooks").status_code == 401
