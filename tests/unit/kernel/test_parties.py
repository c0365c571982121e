from uuid import UUID

import pytest

from maawin_core.kernel.identity import Identity, ids_from, new_id
from maawin_core.kernel.parties import (
    MINISTRY,
    ROLES_OF,
    SYSTEM,
    Actor,
    PartyKind,
    Role,
    employer,
    office,
    worker,
)

ID = UUID(int=5)


@pytest.mark.parametrize(
    ("party", "kind"),
    [
        (office(ID), PartyKind.OFFICE),
        (employer(ID), PartyKind.EMPLOYER),
        (worker(ID), PartyKind.WORKER),
    ],
)
def test_a_party_is_of_its_kind(party, kind):
    assert (party.kind, party.id) == (kind, ID)
    assert str(party) == f"{kind.value}:{ID}"


def test_every_role_belongs_to_exactly_one_kind_of_party():
    assert sorted(role for roles in ROLES_OF.values() for role in roles) == sorted(Role)


def test_an_actor_in_a_log_is_a_role_and_an_id():
    assert str(Actor(ID, Role.OFFICER, MINISTRY)) == f"officer:{ID}"
    assert SYSTEM.role is Role.SYSTEM


def test_new_ids_are_new():
    assert len({new_id() for _ in range(100)}) == 100


def test_ids_may_come_from_somewhere_else_for_a_while():
    numbers = iter(range(10))
    with ids_from(lambda: UUID(int=next(numbers))):
        assert [new_id(), new_id()] == [UUID(int=0), UUID(int=1)]
        with ids_from(lambda: ID):
            assert new_id() == ID
        assert new_id() == UUID(int=2)
    assert new_id() != UUID(int=3)


def test_a_persons_names_and_numbers_are_never_shown():
    who = Identity(name="Maria Santos", passport="P1234567A")
    assert repr(who) == str(who) == "Identity(…)"
