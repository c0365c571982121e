import pytest

from maawin_core.access.rights import RIGHTS, SEES_ALL, Act, Rights, acts_for
from maawin_core.kernel.errors import NotAllowed, NotFound
from maawin_core.kernel.identity import new_id
from maawin_core.kernel.parties import (
    MINISTRY,
    PLATFORM,
    ROLES_OF,
    SYSTEM,
    Actor,
    Party,
    PartyKind,
    Role,
    office,
)
from maawin_core.testing.sample import EMPLOYER, OFFICE, a_fee

RIGHT = Rights()


def actor(role, id):
    kind = next(kind for kind, roles in ROLES_OF.items() if role in roles)
    return Actor(new_id(), role, Party(kind, id))


STRANGERS = [
    actor(Role.OFFICE_MANAGER, new_id()), actor(Role.OFFICE_STAFF, new_id()),
    actor(Role.EMPLOYER, new_id()), actor(Role.WORKER, new_id()),
    # the same id as the party, and another kind of party
    actor(Role.EMPLOYER, OFFICE), actor(Role.OFFICE_MANAGER, EMPLOYER),
    actor(Role.WORKER, EMPLOYER),
    Actor(new_id(), Role.REGULATOR, MINISTRY),
]  # fmt: skip


PARTIES = [
    actor(Role.OFFICE_MANAGER, OFFICE), actor(Role.OFFICE_STAFF, OFFICE),
    actor(Role.EMPLOYER, EMPLOYER), Actor(new_id(), Role.OFFICER, MINISTRY),
    Actor(new_id(), Role.INSPECTOR, MINISTRY), SYSTEM,
    Actor(new_id(), Role.ADMINISTRATOR, PLATFORM),
]  # fmt: skip


@pytest.mark.parametrize("stranger", STRANGERS, ids=lambda by: str(by.role))
def test_what_is_not_yours_is_not_found_whatever_you_want_of_it(stranger):
    for act in Act:
        with pytest.raises(NotFound) as refusal:
            RIGHT.check(stranger, act, a_fee())
        assert refusal.value.code == "not_found"


@pytest.mark.parametrize("mine", PARTIES, ids=lambda by: str(by.role))
def test_a_party_may_do_what_its_role_may_and_nothing_else(mine):
    for act in Act:
        if mine.role in RIGHTS[act]:
            RIGHT.check(mine, act, a_fee())
            continue
        with pytest.raises(NotAllowed) as refusal:
            RIGHT.check(mine, act, a_fee())
        assert refusal.value.facts["needed"] == tuple(RIGHTS[act])


def test_an_act_on_nothing_asks_for_the_role_only():
    RIGHT.check(SYSTEM, Act.GIVE_SIGN_IN)
    with pytest.raises(NotAllowed):
        RIGHT.check(actor(Role.OFFICE_MANAGER, OFFICE), Act.GIVE_SIGN_IN)


def test_of_several_things_each_has_to_be_mine():
    other = a_fee().__class__.asked(
        new_id(), contract=new_id(), request=new_id(), office=new_id(), employer=new_id(),
        fee=a_fee().fee, due=a_fee().due, at=a_fee().due,
    )  # fmt: skip
    with pytest.raises(NotFound):
        RIGHT.check(actor(Role.EMPLOYER, EMPLOYER), Act.PAY_FEE, a_fee(), other)


@pytest.mark.parametrize("role", sorted(SEES_ALL))
def test_the_platform_and_the_ministry_see_everything(role):
    RIGHT.see(actor(role, new_id()), a_fee())


def test_the_regulator_sees_no_case():
    assert Role.REGULATOR not in SEES_ALL


def test_whoever_acts_for_a_kind_of_party_does():
    assert acts_for(actor(Role.OFFICE_STAFF, OFFICE), PartyKind.OFFICE)
    assert not acts_for(actor(Role.EMPLOYER, EMPLOYER), PartyKind.OFFICE)
    assert office(OFFICE) == actor(Role.OFFICE_STAFF, OFFICE).party


def test_every_act_has_somebody_who_may_do_it():
    assert set(RIGHTS) == set(Act)
    assert all(RIGHTS.values())
