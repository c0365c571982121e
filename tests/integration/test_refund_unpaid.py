from pathlib import Path

import pytest
from dependency_injector import providers

from maawin_adapters.sql import SqlBooks, SqlLists, SqlOutbox, SqlStorage
from maawin_core.access.admission import AdmissionRow
from maawin_core.books.posting import refund_owed
from maawin_core.disputes.refund_obligation import RefundObligation, RefundRow
from maawin_core.kernel.aggregate import snake
from maawin_core.kernel.money import Money
from maawin_core.kernel.parties import SYSTEM
from maawin_core.ports.lists import where
from maawin_core.testing.story import read_story
from maawin_entrypoints.container import in_memory
from maawin_entrypoints.journey_command import player

STORY = Path(__file__).parents[2] / "examples" / "refund-unpaid.toml"


@pytest.fixture(params=["memory", "sqlite", "postgres"])
def container(request):
    container = in_memory()
    if request.param != "memory":
        database = request.getfixturevalue(f"{request.param}_database")
        container.storage.override(providers.Object(SqlStorage(database)))
        container.lists.override(providers.Object(SqlLists(database)))
        container.outbox.override(providers.Object(SqlOutbox(database)))
        container.books.override(providers.Object(SqlBooks(database)))
    return container


def test_an_office_that_does_not_pay_is_driven_to_the_end_and_the_books_balance_at_each_step(
    container,
):
    story = read_story(STORY.read_text("utf-8"), STORY.name)
    books, lists, storage = container.books(), container.lists(), container.storage()
    blocked = []
    for played in player(container).play(story):
        assert set(books.sums().values()) <= {0}, played.number
        assert list(container.check_books()(SYSTEM)) == [], played.number
        suspended = lists.tally(AdmissionRow, *where(standing="suspended"))
        if suspended and played.does not in blocked:
            blocked.append(played.does)
    assert blocked == ["look_at", "make_offer"]

    first, slice_ = lists.page(RefundRow, order=("due",)).items
    events = [each.event for each in storage.history(RefundObligation, first.key).items]
    assert [snake(type(event).__name__) for event in events] == [
        "refund_owed",
        "refund_reminded",
        "refund_overdue",
        "deposit_called",
        "refund_backed",
        "refund_given",
    ]
    days = [(event.at - events[0].at).days for event in events]
    assert days == [0, 10, 14, 21, 21, 21]
    assert (first.in_time, slice_.in_time) == (False, True)
    assert (first.amount, slice_.amount) == (Money("11900.00"), Money("2100.00"))
    assert books.balance(refund_owed(first.payment)) == Money(0)
    assert container.outbox().parked().items == ()
