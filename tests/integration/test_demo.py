from datetime import UTC, datetime

import pytest

from maawin_core.choice.office_rating import OfficeRatingRow
from maawin_core.choice.rating import RatingRow
from maawin_core.offices.rows import OfficeRow
from maawin_core.oversight.intervention import Action, InterventionRow
from maawin_core.requests.request import RequestRow
from maawin_core.workers.worker import WorkerRow
from maawin_entrypoints import demo
from maawin_entrypoints.container import in_memory

END = datetime(2026, 8, 1, 6, tzinfo=UTC)


@pytest.fixture
def seeded(monkeypatch):
    monkeypatch.setattr(demo, "OFFICES", 3)
    monkeypatch.setattr(demo, "WORKERS", 45)
    monkeypatch.setattr(demo, "EMPLOYERS", 20)

    def with_seed(seed):
        container = in_memory()
        demo.seed_pilot(container, seed=seed, until=END, say=lambda _: None)
        return container

    return with_seed


def what_there_is(container):
    storage = container.storage()
    return {(kind, id): thing for (kind, id), thing in storage.things.items()}, storage.kept


def test_the_same_seed_gives_the_same_pilot(seeded):
    assert what_there_is(seeded(1)) == what_there_is(seeded(1))


def test_another_seed_gives_another_pilot(seeded):
    assert what_there_is(seeded(1))[0].keys() != what_there_is(seeded(2))[0].keys()


def test_the_pilot_is_whole_and_its_books_balance(seeded):
    container = seeded(1)
    lists = container.lists()
    assert lists.tally(OfficeRow)[0].n == 3
    assert lists.tally(WorkerRow)[0].n == 45
    assert lists.tally(RequestRow)[0].n == 20
    assert container.books().sums() == {"QAR": 0}
    assert container.outbox().parked().items == ()


def test_households_and_workers_have_said_how_it_was(seeded):
    lists = seeded(1).lists()
    assert lists.tally(RatingRow)[0].n > 5
    assert lists.tally(OfficeRatingRow)[0].n > 5


def test_everybody_in_it_is_visibly_synthetic(seeded):
    for thing in seeded(1).storage().things.values():
        identity = getattr(thing, "identity", None) or getattr(thing, "who", None)
        assert identity is None or identity.name.startswith("Synthetic")


def test_each_role_can_come_in(seeded):
    container = seeded(1)
    for role, token in demo.sign_ins():
        assert container.recognise()(token).role == role


@pytest.mark.parametrize("role", ["office_manager", "employer", "officer"])
def test_whoever_comes_in_finds_something_to_do(seeded, role):
    container = seeded(1)
    sign_in = container.recognise()(dict(demo.sign_ins())[role])
    assert container.list_tasks()(sign_in.actor).items


def test_the_ministry_has_acted_on_what_it_saw(seeded):
    rows = seeded(1).lists().page(InterventionRow).items
    assert {row.action for row in rows} == {Action.WARN, Action.SUPPORT}
