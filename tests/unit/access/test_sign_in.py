from contextlib import suppress
from datetime import date, timedelta

import pytest
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, invariant, rule

from maawin_core.access.sign_in import SignIn, SignInEnded, SignInGiven, SignInStatus, digest_of
from maawin_core.kernel.aggregate import Claim
from maawin_core.kernel.calendar import end_of_day
from maawin_core.kernel.errors import Refusal, RuleBroken
from maawin_core.kernel.identity import Identity, new_id
from maawin_core.kernel.parties import MINISTRY, ROLES_OF, Party, PartyKind, Role, office
from maawin_core.testing.sample import NOW, WHO

TOKEN = "a token of sixteen letters"
LAST_DAY = date(2026, 6, 30)


def given(**changed):
    facts = {"who": WHO, "role": Role.OFFICE_STAFF, "party": office(new_id()), "token": TOKEN}
    return SignIn.given(new_id(), **{**facts, "at": NOW, **changed})


def test_a_sign_in_says_who_acts_for_whom():
    sign_in = given()
    assert (sign_in.actor.person, sign_in.actor.role) == (sign_in.id, Role.OFFICE_STAFF)
    assert sign_in.parties() == {sign_in.actor.party}
    assert isinstance(sign_in.events[0], SignInGiven)


def test_the_token_is_kept_nowhere():
    sign_in = given()
    assert TOKEN not in repr(sign_in)
    assert sign_in.token_digest == digest_of(TOKEN)
    assert sign_in.claims() == {Claim("sign_in_token", digest_of(TOKEN))}


@pytest.mark.parametrize("kind", PartyKind)
@pytest.mark.parametrize("role", Role)
def test_a_role_is_given_only_for_a_party_that_has_it(kind, role):
    party = Party(kind, new_id())
    if role in ROLES_OF[kind]:
        assert given(role=role, party=party).role is role
    else:
        with pytest.raises(RuleBroken) as refusal:
            given(role=role, party=party)
        assert refusal.value.code == "role_not_of_party"


def test_a_token_that_can_be_guessed_is_refused():
    with pytest.raises(RuleBroken) as refusal:
        given(token="x" * 15)
    assert refusal.value.facts == {"found": 15, "needed": 16}
    assert given(token="x" * 16)


def test_a_sign_in_lets_in_through_its_last_day_in_doha():
    sign_in = given(until=LAST_DAY)
    end = end_of_day(LAST_DAY)
    assert sign_in.lets_in(end - timedelta(microseconds=1))
    assert not sign_in.lets_in(end)
    assert given().lets_in(end + timedelta(days=10_000))


def test_an_ended_sign_in_lets_nobody_in():
    ended = given().ended("left", NOW)
    assert not ended.lets_in(NOW)
    assert isinstance(ended.events[-1], SignInEnded)


def test_ending_it_twice_changes_nothing():
    ended = given().ended("left", NOW)
    assert ended.ended("left again", NOW) is ended


def test_one_with_a_last_day_has_to_be_looked_at_when_it_is_over():
    sign_in = given(until=LAST_DAY)
    ((moment),) = sign_in.moments()
    assert (moment.code, moment.due) == ("sign_in_expires", end_of_day(LAST_DAY))
    assert sign_in.ended("left", NOW).moments() == given().moments() == frozenset()


def test_its_row_shows_no_person():
    sign_in = given(until=LAST_DAY)
    (row,) = sign_in.rows()
    assert (row.key, row.party, row.until) == (sign_in.id, str(sign_in.party), LAST_DAY)
    assert WHO.name not in repr(row)


class AnyoneMayTryAnything(RuleBasedStateMachine):
    def __init__(self):
        super().__init__()
        self.sign_in = given(until=LAST_DAY)
        self.was_ended = False

    @rule(reason=st.text(max_size=20))
    def end(self, reason):
        self.sign_in = self.sign_in.ended(reason, NOW)
        self.was_ended = True

    @rule(role=st.sampled_from(Role), token=st.text(max_size=20))
    def give(self, role, token):
        with suppress(Refusal):
            self.sign_in = given(role=role, token=token, party=MINISTRY, who=Identity(name="x"))
            self.was_ended = False

    @invariant()
    def nobody_comes_in_with_an_ended_or_overdue_one(self):
        late = end_of_day(LAST_DAY)
        assert self.sign_in.until is None or not self.sign_in.lets_in(late)
        assert self.was_ended is (self.sign_in.status is SignInStatus.ENDED)
        assert self.sign_in.lets_in(NOW) is not self.was_ended
        assert self.sign_in.role in ROLES_OF[self.sign_in.party.kind]


TestAnyoneMayTryAnything = AnyoneMayTryAnything.TestCase
