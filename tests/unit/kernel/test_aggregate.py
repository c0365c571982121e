from enum import StrEnum

import pytest
from attrs import frozen
from attrs.exceptions import FrozenInstanceError

from maawin_core.kernel.aggregate import Aggregate, Event, Row, field_names, kinds_of, snake
from maawin_core.kernel.errors import WrongMoment
from maawin_core.kernel.identity import new_id
from maawin_core.testing.sample import NOW


class DoorStatus(StrEnum):
    OPEN = "open"
    SHUT = "shut"


def _door():
    # Made in a function, so that no list of every kind there is holds it.
    @frozen(kw_only=True)
    class DoorShut(Event):
        pass

    @frozen(kw_only=True)
    class DoorPainted(Aggregate):
        status: DoorStatus = DoorStatus.OPEN

    return DoorPainted, DoorShut


Door, DoorShutAtLast = _door()


@pytest.fixture
def door():
    return Door(id=new_id())


@pytest.mark.parametrize(
    ("name", "written"),
    [("FeePaid", "fee_paid"), ("Fee", "fee"), ("SignInGiven", "sign_in_given"), ("A", "a")],
)
def test_a_name_is_written_in_one_way(name, written):
    assert snake(name) == written


def test_after_an_event_it_is_another_thing_and_the_first_is_as_it_was(door):
    event = DoorShutAtLast(at=NOW)
    shut = door.after(event, status=DoorStatus.SHUT)
    assert (door.status, door.events) == (DoorStatus.OPEN, ())
    assert (shut.status, shut.events, shut.id, shut.version) == (
        DoorStatus.SHUT,
        (event,),
        door.id,
        0,
    )
    assert shut.after(event).events == (event, event)


def test_two_things_are_the_same_by_what_they_are_not_by_what_has_happened(door):
    assert door.after(DoorShutAtLast(at=NOW)) == door
    assert door != Door(id=new_id())


def test_a_thing_cannot_be_changed(door):
    with pytest.raises(FrozenInstanceError):
        door.status = DoorStatus.SHUT


def test_what_must_be_and_is_is_silent(door):
    door.must_be(DoorStatus.OPEN)
    door.must_be(DoorStatus.SHUT, DoorStatus.OPEN)
    door.must_be(DoorStatus.SHUT, status=DoorStatus.SHUT)


def test_what_must_be_and_is_not_says_what_was_found_and_needed(door):
    with pytest.raises(WrongMoment) as refusal:
        door.must_be(DoorStatus.SHUT)
    assert refusal.value.code == "wrong_status"
    assert refusal.value.facts == {
        "thing": "door_painted", "found": DoorStatus.OPEN, "needed": (DoorStatus.SHUT,),
        "id": door.id,
    }  # fmt: skip


def test_a_thing_that_says_nothing_has_nothing_beside_it(door):
    assert door.parties() == door.claims() == door.moments() == frozenset()
    assert door.obligations() == door.rows() == ()
    assert DoorShutAtLast(at=NOW).entries() == ()


def test_fields_are_named_in_order():
    assert field_names(Door) == ("id", "version", "events", "status")


@pytest.mark.parametrize("base", [Aggregate, Event, Row])
def test_every_kind_is_found_once_under_its_written_name(base):
    found = kinds_of(base)
    assert found
    assert all(snake(kind.__name__) == name for name, kind in found.items())
    assert len(set(found.values())) == len(found)
    assert Door not in found.values()
