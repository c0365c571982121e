from contextlib import suppress
from datetime import UTC, date, datetime

import pytest
from attrs import evolve
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, invariant, rule

from maawin_core.kernel.errors import Refusal, RuleBroken, WrongMoment
from maawin_core.kernel.identity import Identity, new_id
from maawin_core.kernel.money import Money
from maawin_core.kernel.parties import office, worker
from maawin_core.workers.profile import WorkerProfile
from maawin_core.workers.worker import Availability, ListedWorkerRow, Origin, Sex, Worker, WorkerRow

NOW = datetime(2026, 1, 5, 6, tzinfo=UTC)
PAPER = "ab" * 32
WHO = Identity(name="Synthetic Worker", born=date(1995, 5, 5), passport="P0000001")
PROFILE = WorkerProfile(
    country="PHL", passport_country="PHL", sex=Sex.FEMALE, origin=Origin.ABROAD,
    languages=("tl", "en"), skills=("child_care",), experience_years=3,
    expected_wage=Money("1500.00"), language="tl",
)  # fmt: skip


def listed(identity=WHO, **profile):
    return Worker.listed(
        new_id(), office=new_id(), identity=identity, profile=evolve(PROFILE, **profile), at=NOW
    )


def shown():
    return listed().consented_to_listing(PAPER, NOW)


def placed():
    return shown().reserved(new_id(), NOW).contracted(NOW).placed(NOW)


def test_nobody_outside_sees_a_worker_before_she_consents():
    assert [type(row) for row in listed().rows()] == [WorkerRow]
    assert [type(row) for row in shown().rows()] == [WorkerRow, ListedWorkerRow]


def test_a_worker_who_takes_her_consent_back_is_seen_no_more():
    hidden = shown().took_consent_back(NOW)
    assert [type(row) for row in hidden.rows()] == [WorkerRow]
    assert hidden.consent_paper == ""
    assert hidden.took_consent_back(NOW) is hidden


def test_consenting_twice_is_consenting_once():
    consented = shown()
    assert consented.consented_to_listing("", NOW) is consented


@pytest.mark.parametrize("paper", ["ab", "x" * 64, "AB" * 32, PAPER + "0"])
def test_a_paper_that_is_no_digest_is_no_consent(paper):
    with pytest.raises(RuleBroken, match="consent_paper_unreadable"):
        listed().consented_to_listing(paper, NOW)


def test_her_office_and_she_herself_are_the_parties():
    her = listed()
    assert her.parties() == {office(her.office), worker(her.id)}


def test_her_passport_is_held_as_long_as_she_is_in_the_register():
    claims = {claim.name: claim.value for claim in listed().claims()}
    assert claims == {"passport": "PHL:P0000001"}
    assert "passport" not in {claim.name for claim in listed().withdrawn(NOW).claims()}


def test_she_who_is_gone_comes_back_into_her_own_entry_and_has_consented_to_nothing():
    for gone in (shown().withdrawn(NOW), shown().left(NOW)):
        back = gone.listed_again(WHO, evolve(PROFILE, experience_years=9), NOW)
        assert (back.id, back.availability) == (gone.id, Availability.LISTED)
        assert (back.consented, back.consent_paper, back.experience_years) == (False, "", 9)
        assert back.claims() == listed().claims()


def test_she_who_is_here_is_not_listed_again():
    with pytest.raises(WrongMoment):
        listed().listed_again(WHO, PROFILE, NOW)


def test_a_qid_is_held_too():
    local = listed(identity=evolve(WHO, qid="28460812345"), origin=Origin.LOCAL)
    assert {claim.name for claim in local.claims()} == {"passport", "qid"}


def test_who_is_recruited_in_qatar_has_a_qid():
    with pytest.raises(RuleBroken, match="qid_missing"):
        listed(origin=Origin.LOCAL)


@pytest.mark.parametrize("lacking", [{"name": ""}, {"passport": ""}, {"born": None}])
def test_a_worker_without_name_passport_or_birth_is_not_listed(lacking):
    with pytest.raises(RuleBroken, match="text_missing"):
        listed(identity=evolve(WHO, **lacking))


@pytest.mark.parametrize(
    ("wrong", "code"),
    [
        ({"country": "ZZZ"}, "no_such_country"),
        ({"passport_country": "Philippines"}, "no_such_country"),
        ({"languages": ("tagalog",)}, "no_such_language"),
        ({"language": "EN"}, "no_such_language"),
        ({"skills": ("Child care",)}, "skill_unreadable"),
        ({"skills": ("a|b",)}, "skill_unreadable"),
        ({"experience_years": -1}, "experience_negative"),
        ({"expected_wage": Money("0.00")}, "expected_wage_missing"),
    ],
)
def test_a_profile_says_only_what_can_be(wrong, code):
    with pytest.raises(RuleBroken, match=code):
        listed(**wrong)


def test_a_skill_said_twice_is_one_skill():
    assert listed(skills=("cooking", "cooking")).skills == ("cooking",)


def test_only_who_consents_can_be_selected():
    with pytest.raises(RuleBroken, match="listing_not_consented"):
        listed().reserved(new_id(), NOW)


def test_of_two_requests_only_the_first_gets_her():
    first = new_id()
    reserved = shown().reserved(first, NOW)
    assert reserved.reserved(first, NOW) is reserved
    with pytest.raises(WrongMoment):
        reserved.reserved(new_id(), NOW)


def test_a_reserved_worker_is_not_shown():
    assert not shown().reserved(new_id(), NOW).is_shown


def test_what_falls_through_leaves_her_free():
    for held in (shown().reserved(new_id(), NOW), shown().reserved(new_id(), NOW).contracted(NOW)):
        free = held.released(NOW)
        assert (free.availability, free.reserved_for) == (Availability.LISTED, None)
        assert free.released(NOW) is free


def test_a_worker_who_was_placed_is_in_qatar_when_she_comes_back():
    back = placed().available_again(NOW)
    assert (back.availability, back.origin) == (Availability.LISTED, Origin.LOCAL)
    assert back.available_again(NOW) is back


def test_every_step_said_twice_happens_once():
    for thing, step in [
        (shown().reserved(new_id(), NOW).contracted(NOW), Worker.contracted),
        (placed(), Worker.placed),
        (listed().withdrawn(NOW), Worker.withdrawn),
        (listed().left(NOW), Worker.left),
    ]:
        assert step(thing, NOW) is thing


def test_a_worker_who_is_gone_is_not_changed():
    for gone in (listed().withdrawn(NOW), placed().left(NOW)):
        with pytest.raises(WrongMoment, match="worker_gone"):
            gone.changed(evolve(WHO, name="Other"), PROFILE, NOW)
        with pytest.raises(WrongMoment, match="worker_gone"):
            gone.consented_to_listing("", NOW)
        assert gone.rows()[0].availability is gone.availability


def test_a_change_to_the_same_is_none():
    her = listed()
    assert her.changed(WHO, PROFILE, NOW) is her
    changed = her.changed(WHO, evolve(PROFILE, experience_years=4), NOW)
    assert changed.experience_years == 4


def test_medical_validity_only_moves_on():
    fit = listed().medical_renewed(date(2026, 12, 31), NOW)
    assert fit.medical_renewed(date(2026, 12, 31), NOW) is fit
    with pytest.raises(RuleBroken, match="medical_not_later"):
        fit.medical_renewed(date(2026, 6, 30), NOW)
    assert fit.medical_renewed(date(2027, 12, 31), NOW).medical_until == date(2027, 12, 31)


def test_no_row_and_no_event_names_her():
    her = placed()
    assert "Synthetic" not in repr((her.rows(), her.events))


class AnyoneMayTryAnything(RuleBasedStateMachine):
    def __init__(self):
        super().__init__()
        self.worker = listed()
        self.requests = [new_id(), new_id()]
        self.holder = None

    def happens(self, change):
        with suppress(Refusal):
            self.worker = change(self.worker)

    @rule(paper=st.sampled_from(["", PAPER, "no digest"]))
    def consent(self, paper):
        self.happens(lambda her: her.consented_to_listing(paper, NOW))

    @rule()
    def take_back(self):
        self.happens(lambda her: her.took_consent_back(NOW))

    @rule(which=st.integers(0, 1))
    def reserve(self, which):
        before = self.worker.reserved_for
        self.happens(lambda her: her.reserved(self.requests[which], NOW))
        assert before in (None, self.worker.reserved_for)

    @rule(
        step=st.sampled_from(
            ["released", "contracted", "placed", "available_again", "withdrawn", "left"]
        )
    )
    def move(self, step):
        self.happens(lambda her: getattr(her, step)(NOW))

    @rule(years=st.integers(-1, 30), origin=st.sampled_from(Origin))
    def change(self, years, origin):
        profile = evolve(self.worker.profile, experience_years=years, origin=origin)
        self.happens(lambda her: her.changed(her.identity, profile, NOW))

    @rule(until=st.dates(date(2025, 1, 1), date(2030, 1, 1)))
    def renew(self, until):
        self.happens(lambda her: her.medical_renewed(until, NOW))

    @invariant()
    def she_is_held_exactly_while_a_request_holds_her(self):
        held = self.worker.availability in (Availability.RESERVED, Availability.CONTRACTED)
        assert held is (self.worker.reserved_for is not None)

    @invariant()
    def she_is_shown_only_while_listed_and_willing(self):
        public = [row for row in self.worker.rows() if isinstance(row, ListedWorkerRow)]
        free = self.worker.availability is Availability.LISTED
        assert bool(public) is (free and self.worker.consented)

    @invariant()
    def her_passport_is_hers_until_she_is_gone(self):
        gone = self.worker.availability in (Availability.WITHDRAWN, Availability.LEFT)
        assert ("passport" in {claim.name for claim in self.worker.claims()}) is not gone

    @rule()
    def list_again(self):
        self.happens(lambda her: her.listed_again(her.identity, her.profile, NOW))

    @invariant()
    def what_is_kept_can_be_said(self):
        self.worker.profile.must_be_sound()


TestAnyoneMayTryAnything = AnyoneMayTryAnything.TestCase
