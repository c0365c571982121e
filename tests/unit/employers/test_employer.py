from contextlib import suppress
from datetime import UTC, datetime, timedelta

import pytest
from attrs import evolve
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, invariant, rule

from maawin_core.access.use_cases import Browse, LookAt
from maawin_core.employers.employer import (
    Eligibility,
    EligibilityDecided,
    Employer,
    EmployerRow,
)
from maawin_core.employers.use_cases import ChangeEmployer, DecideEligibility, RegisterEmployer
from maawin_core.kernel.errors import (
    AlreadyTaken,
    NotAllowed,
    NotFound,
    Refusal,
    RuleBroken,
    Stale,
    WrongMoment,
)
from maawin_core.kernel.identity import Identity, new_id
from maawin_core.kernel.parties import MINISTRY, employer

NOW = datetime(2026, 1, 5, 6, tzinfo=UTC)
DUE = NOW + timedelta(days=7)
WHO = Identity(name="Synthetic Employer", qid="27563400001", address="Zone 0")


def registered(who=WHO, household_size=4):
    return Employer.registered(
        new_id(), identity=who, language="ar", household_size=household_size, due=DUE, at=NOW
    )


def test_the_ministry_owes_every_new_employer_a_decision():
    new = registered()
    (turn,) = new.obligations()
    assert (turn.code, turn.owner, turn.to) == ("decide_eligibility", MINISTRY, employer(new.id))
    decided = new.eligibility_decided(Eligibility.ELIGIBLE, "household of four", NOW)
    assert decided.obligations() == ()
    assert decided.eligibility_decided(Eligibility.ELIGIBLE, "household of four", NOW) is decided


def test_only_an_eligible_household_may_recruit():
    new = registered()
    refused = new.eligibility_decided(Eligibility.NOT_ELIGIBLE, "no household", NOW)
    for other in (new, refused):
        assert not other.may_recruit
        with pytest.raises(WrongMoment, match="employer_not_eligible"):
            other.must_be_eligible()
    refused.eligibility_decided(Eligibility.ELIGIBLE, "shown since", NOW).must_be_eligible()


@pytest.mark.parametrize(
    ("eligible", "reason", "code"),
    [
        (Eligibility.UNDECIDED, "reason", "eligibility_undecided"),
        (Eligibility.ELIGIBLE, " ", "text_missing"),
    ],
)
def test_a_decision_decides_and_says_why(eligible, reason, code):
    with pytest.raises(RuleBroken, match=code):
        registered().eligibility_decided(eligible, reason, NOW)


@pytest.mark.parametrize(
    ("wrong", "code"),
    [
        ({"who": Identity(name="", qid="27563400001")}, "text_missing"),
        ({"who": Identity(name="Synthetic")}, "text_missing"),
        ({"household_size": 0}, "household_empty"),
    ],
)
def test_an_employer_is_a_known_person_with_a_household(wrong, code):
    with pytest.raises(RuleBroken, match=code):
        registered(**wrong)


def test_a_change_to_the_same_is_none():
    known = registered()
    assert known.changed(WHO, "ar", 4, NOW) is known
    assert known.changed(WHO, "en", 5, NOW).household_size == 5


class AnyoneMayTryAnything(RuleBasedStateMachine):
    def __init__(self):
        super().__init__()
        self.employer = registered()

    def happens(self, change):
        with suppress(Refusal):
            self.employer = change(self.employer)

    @rule(size=st.integers(-1, 9), qid=st.sampled_from(["", "27563400001"]))
    def change(self, size, qid):
        self.happens(lambda her: her.changed(evolve(WHO, qid=qid), "ar", size, NOW))

    @rule(eligible=st.sampled_from(Eligibility), reason=st.sampled_from(["", "reason"]))
    def decide(self, eligible, reason):
        self.happens(lambda her: her.eligibility_decided(eligible, reason, NOW))

    @invariant()
    def whether_she_may_recruit_was_decided_with_a_reason(self):
        decisions = [e for e in self.employer.events if isinstance(e, EligibilityDecided)]
        undecided = self.employer.eligible is Eligibility.UNDECIDED
        assert undecided is not bool(decisions)
        assert undecided or self.employer.eligibility_reason
        assert undecided is bool(self.employer.obligations())

    @invariant()
    def she_is_known_by_one_qid(self):
        assert {claim.value for claim in self.employer.claims()} == {"27563400001"}


TestAnyoneMayTryAnything = AnyoneMayTryAnything.TestCase


# Use cases


@pytest.fixture
def known(resolve, administrator):
    return resolve(RegisterEmployer)(administrator, evolve(WHO, qid="٢٧٥ ٦٣٤ ٠٠٠٠١"), "en", 4)


@pytest.fixture
def herself(known, employer_of):
    return employer_of(known.id)


def test_an_employer_is_registered_once_under_her_normal_qid(known, resolve, administrator, lists):
    assert known.identity.qid == "27563400001"
    with pytest.raises(AlreadyTaken, match="taken_employer_qid"):
        resolve(RegisterEmployer)(administrator, WHO)
    assert len(lists.page(EmployerRow).items) == 1


def test_a_wrong_qid_registers_nobody(resolve, administrator, lists):
    with pytest.raises(RuleBroken, match="number_invalid"):
        resolve(RegisterEmployer)(administrator, evolve(WHO, qid="1"))
    assert lists.page(EmployerRow).items == ()


def test_nobody_registers_herself(resolve, employer_of):
    with pytest.raises(NotAllowed):
        resolve(RegisterEmployer)(employer_of(new_id()), WHO)


def test_an_employer_sees_and_mends_her_own_entry(known, herself, resolve):
    assert [row.key for row in resolve(Browse)(herself, EmployerRow).items] == [known.id]
    moved = evolve(known.identity, address="Zone 1")
    changed = resolve(ChangeEmployer)(herself, known.id, moved, "ar", 5)
    assert (changed.identity.address, changed.language) == ("Zone 1", "ar")
    with pytest.raises(Stale):
        resolve(ChangeEmployer)(herself, known.id, moved, "ar", 6, seen=known.version)


def test_another_employer_sees_nothing_of_her(known, employer_of, resolve):
    stranger = employer_of(new_id())
    with pytest.raises(NotFound):
        resolve(LookAt)(stranger, Employer, known.id)
    with pytest.raises(NotFound):
        resolve(ChangeEmployer)(stranger, known.id, WHO, "ar", 1)


def test_the_ministry_decides_and_the_employer_is_told(
    known, herself, officer, resolve, settle, storage
):
    with pytest.raises(NotAllowed):
        resolve(DecideEligibility)(herself, known.id, Eligibility.ELIGIBLE, "I say so")
    assert storage.get(Employer, known.id) == known
    decided = resolve(DecideEligibility)(officer, known.id, Eligibility.ELIGIBLE, "household")
    assert decided.may_recruit
    settle()
    assert storage.get(Employer, known.id).eligible is Eligibility.ELIGIBLE


@pytest.mark.parametrize("language", ["", "English", "e\n", "١٢"])
def test_an_employer_is_written_to_in_a_language(language):
    with pytest.raises(RuleBroken, match="no_such_language"):
        Employer.registered(
            new_id(), identity=WHO, language=language, household_size=1, due=DUE, at=NOW
        )
    with pytest.raises(RuleBroken, match="no_such_language"):
        registered().changed(WHO, language, 4, NOW)
