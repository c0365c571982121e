import pytest

from maawin_core.kernel.errors import (
    FAMILIES,
    AlreadyTaken,
    NotAllowed,
    NotFound,
    Refusal,
    RuleBroken,
    Stale,
    WrongMoment,
    family_of,
    listed,
    require,
)


@pytest.mark.parametrize("family", [NotFound, NotAllowed, WrongMoment, RuleBroken, Stale])
def test_every_refusal_is_of_a_family(family):
    assert family in FAMILIES
    assert family_of(family("code")) is family


def test_what_is_taken_is_of_the_family_of_the_wrong_moment():
    assert family_of(AlreadyTaken("taken_passport")) is WrongMoment


def test_a_refusal_has_a_code_and_facts():
    refusal = RuleBroken("more_than_was_paid", asked=5, needed=3)
    assert (refusal.code, refusal.facts) == ("more_than_was_paid", {"asked": 5, "needed": 3})


def test_a_refusal_in_a_log_names_its_facts_and_shows_none():
    assert str(Refusal("qid_unknown", qid="28412345678", name="Maria")) == "qid_unknown (qid, name)"
    assert str(Refusal("stale")) == "stale"
    assert "28412345678" not in repr(Refusal("qid_unknown", qid="28412345678"))


def test_what_is_required_and_holds_is_silent():
    require(1, "never")
    require([0], "never")


@pytest.mark.parametrize("missing", [False, None, 0, "", ()])
def test_what_is_required_and_does_not_hold_is_refused(missing):
    with pytest.raises(RuleBroken) as refusal:
        require(missing, "needed", found=missing)
    assert refusal.value.facts == {"found": missing}


def test_several_things_are_listed_in_one_order():
    assert listed({"b", "a", 3}) == "3, a, b"
    assert listed([]) == ""
