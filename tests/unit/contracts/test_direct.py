from contextlib import suppress
from datetime import UTC, date, datetime, timedelta

import pytest
from attrs import evolve
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, invariant, rule

from maawin_core.contracts.direct import Candidate, DirectRecruitment, DirectStatus
from maawin_core.kernel.errors import Refusal, RuleBroken, WrongMoment
from maawin_core.kernel.identity import Identity, new_id
from maawin_core.kernel.parties import worker

NOW = datetime(2026, 1, 5, 6, tzinfo=UTC)
LATER = NOW + timedelta(days=7)
CANDIDATE = Candidate(
    identity=Identity(name="Synthetic Candidate", passport="P1", born=date(1996, 1, 1)),
    country="KEN",
    passport_country="UGA",
    languages=("sw",),
)


def asked(candidate=CANDIDATE, reason="She cared for my mother abroad."):
    return DirectRecruitment.asked(
        new_id(), employer=new_id(), worker=new_id(), candidate=candidate, reason=reason,
        due=NOW + timedelta(days=14), at=NOW,
    )  # fmt: skip


def test_the_department_decides():
    wish = asked()
    assert [(each.code, each.owner.kind) for each in wish.obligations()] == [
        ("approve_direct_recruitment", "ministry")
    ]
    approved = wish.approved("Old acquaintance.", LATER, NOW)
    assert approved.approved("Again.", LATER, NOW) is approved
    (turn,) = approved.obligations()
    assert (turn.code, turn.owner.kind, turn.due) == ("draw_up_direct_contract", "employer", LATER)
    drawn_up = approved.drawn_up(NOW)
    assert drawn_up.obligations() == ()
    assert drawn_up.drawn_up(NOW) is drawn_up
    with pytest.raises(WrongMoment):
        wish.drawn_up(NOW)
    refused = wish.refused("An office has her.", NOW)
    assert refused.refused("Again.", NOW) is refused
    with pytest.raises(WrongMoment):
        refused.approved("", LATER, NOW)
    with pytest.raises(WrongMoment):
        approved.refused("Too late.", NOW)


def test_she_sees_it_once_it_is_approved():
    wish = asked()
    assert worker(wish.worker) not in wish.parties()
    assert worker(wish.worker) in wish.approved("", LATER, NOW).parties()


def test_her_passport_is_claimed_as_an_office_would_claim_it():
    (claim,) = asked().claims()
    assert (claim.name, claim.value) == ("passport", "UGA:P1")
    assert asked().refused("No.", NOW).claims() == frozenset()
    assert asked().approved("", LATER, NOW).closed(NOW).claims() == frozenset()


def test_it_may_be_given_up_before_the_department_has_decided_and_a_refusal_stays_one():
    given_up = asked().closed(NOW, "We do not need her.")
    assert (given_up.status, given_up.claims()) == (DirectStatus.CLOSED, frozenset())
    assert given_up.closed_because == "We do not need her."
    assert given_up.obligations() == ()
    with pytest.raises(WrongMoment):
        given_up.approved("", LATER, NOW)
    refused = asked().refused("No.", NOW)
    assert refused.closed(NOW) is refused


@pytest.mark.parametrize(
    ("change", "code"),
    [
        ({"identity": Identity(name="", passport="P1", born=date(1996, 1, 1))}, "text_missing"),
        ({"identity": Identity(name="A", born=date(1996, 1, 1))}, "text_missing"),
        ({"identity": Identity(name="A", passport="P1")}, "text_missing"),
        ({"languages": ()}, "text_missing"),
        ({"country": "XXX"}, "no_such_country"),
        ({"passport_country": "Kenya"}, "no_such_country"),
    ],
)
def test_a_person_whom_nobody_could_check_is_refused(change, code):
    with pytest.raises(RuleBroken, match=code):
        asked(evolve(CANDIDATE, **change))


def test_a_wish_and_a_refusal_say_why():
    with pytest.raises(RuleBroken, match="text_missing"):
        asked(reason=" ")
    with pytest.raises(RuleBroken, match="text_missing"):
        asked().refused("", NOW)


def test_it_is_listed():
    (row,) = asked().rows()
    assert (row.country, row.status) == ("KEN", DirectStatus.ASKED)


class AnyoneMayTryAnything(RuleBasedStateMachine):
    def __init__(self):
        super().__init__()
        self.wish = asked()
        self.decided = None

    @rule(what=st.sampled_from(["approved", "refused"]))
    def decide(self, what):
        with suppress(Refusal):
            when = (LATER, NOW) if what == "approved" else (NOW,)
            self.wish = getattr(self.wish, what)("because", *when)
            self.decided = self.decided or what

    @rule()
    def close(self):
        self.wish = self.wish.closed(NOW)

    @invariant()
    def the_first_decision_stands(self):
        after = {
            None: {DirectStatus.ASKED, DirectStatus.CLOSED},
            "approved": {DirectStatus.APPROVED, DirectStatus.CLOSED},
            "refused": {DirectStatus.REFUSED},
        }
        assert self.wish.status in after[self.decided]

    @invariant()
    def her_passport_is_held_while_something_can_come_of_it(self):
        live = self.wish.status in (DirectStatus.ASKED, DirectStatus.APPROVED)
        assert bool(self.wish.claims()) is live


TestAnyoneMayTryAnything = AnyoneMayTryAnything.TestCase
