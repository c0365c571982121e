from datetime import timedelta
from pathlib import Path

import pytest
from attrs import evolve
from dependency_injector import providers

from maawin_adapters.sql import SqlBooks, SqlLists, SqlOutbox, SqlStorage
from maawin_core.disputes.refund_obligation import RefundObligation, RefundRow
from maawin_core.kernel.money import Money
from maawin_core.kernel.parties import MINISTRY, SYSTEM
from maawin_core.testing.story import read_story
from maawin_entrypoints.container import in_memory
from maawin_entrypoints.journey_command import player

STORY = Path(__file__).parents[2] / "examples" / "refund-unpaid.toml"
PAY_IN = {
    "who": "manager", "does": "pay_into_balance",
    "with": {"office": "@office", "amount": "14000.00", "token": "tok_ok"},
}  # fmt: skip
APPEAL = {
    "who": "manager", "does": "appeal_dispute",
    "with": {"dispute": "@dispute", "text": "She worked."},
}  # fmt: skip
NOTHING = {
    "who": "officer", "does": "decide_dispute",
    "with": {"dispute": "@dispute", "outcome": "nothing", "reason": "She did."},
}  # fmt: skip
REFUND = {"kind": "fee_payment", "id": "@selected"}
LOOK = {"who": "officer", "does": "look_at", "as": "payment", "with": REFUND}
SENT_BACK = {
    "who": "manager", "does": "note_refund_sent_back",
    "with": {"refund": "@payment.awards.0.id"},
}  # fmt: skip


@pytest.fixture(params=["sqlite", "postgres"])
def container(request):
    container, database = in_memory(), request.getfixturevalue(f"{request.param}_database")
    container.storage.override(providers.Object(SqlStorage(database)))
    container.lists.override(providers.Object(SqlLists(database)))
    container.outbox.override(providers.Object(SqlOutbox(database)))
    container.books.override(providers.Object(SqlBooks(database)))
    return container


def decided_and_then(*steps):
    story = read_story(STORY.read_text("utf-8"), STORY.name)
    decision = next(i for i, each in enumerate(story.steps) if each["does"] == "decide_dispute")
    return evolve(story, steps=(*story.steps[: decision + 1], *steps))


def owed(container):
    found = container.lists().owed(owner=MINISTRY).items
    return {each.obligation.code for each in found} & {"enforce_return", "decide_slice"}


def play(container, *steps):
    played = []
    for each in player(container).play(decided_and_then(*steps)):
        assert set(container.books().sums().values()) <= {0}, each.number
        assert list(container.check_books()(SYSTEM)) == [], each.number
        played.append((each.at, owed(container)))
    return played


def test_an_appeal_takes_back_a_refund_that_is_not_given_and_its_books_with_it(container):
    play(container, APPEAL, NOTHING)
    (row,) = container.lists().page(RefundRow).items
    assert (row.status, row.amount, row.to_return) == ("taken_back", Money(0), None)
    left = {a.name for a, is_ in container.books().balances(limit=200).items if is_}
    assert not left & {"refund_owed", "office_debt", "disputed"}
    assert owed(container) == set()


def test_what_was_given_is_returned_and_the_ministry_sees_when_it_is_late(container):
    *_, (at, _), (_, waits) = play(container, PAY_IN, APPEAL, NOTHING)
    (row,) = container.lists().page(RefundRow).items
    assert (row.status, row.amount, row.to_return) == (
        "given", Money("11900.00"), Money("11900.00"),
    )  # fmt: skip
    assert row.return_due > at + timedelta(days=13)
    assert waits == set()


def test_it_is_told_to_the_ministry_when_late_and_ends_when_the_office_has_it(container):
    first = decided_and_then().steps[-1]["at"]
    late = {**LOOK, "at": first + timedelta(days=30)}
    *_, (_, waits), (_, over) = play(container, PAY_IN, APPEAL, NOTHING, late, SENT_BACK)
    assert (waits, over) == ({"enforce_return"}, set())
    (row,) = container.lists().page(RefundRow).items
    refund = container.storage().get(RefundObligation, row.key)
    assert (row.to_return, refund.obligations()) == (None, ())
