from datetime import timedelta

import pytest
from attrs import evolve
from beginnings import TERMS, kept, shown_worker, working_office

from maawin_adapters.meetings.built_in import BuiltInMeetings
from maawin_core.interviews.events import InterviewOutcome
from maawin_core.interviews.interview import Interview
from maawin_core.interviews.row import InterviewStatus
from maawin_core.interviews.use_cases import (
    AcceptInterview,
    ArrangeRoom,
    CancelInterviews,
    DeclineInterview,
    NoteNoShow,
    ProposeInterview,
    RecordAttendance,
    RecordOutcome,
    RescheduleInterview,
)
from maawin_core.kernel.answer import Unknown
from maawin_core.kernel.errors import (
    AlreadyTaken,
    NotAllowed,
    NotFound,
    RuleBroken,
    Stale,
    WrongMoment,
)
from maawin_core.kernel.identity import new_id
from maawin_core.kernel.meeting import Means
from maawin_core.kernel.money import Money
from maawin_core.kernel.parties import SYSTEM, PartyKind
from maawin_core.law.policy import POLICY
from maawin_core.offers.terms import PriceItem, Profile
from maawin_core.offers.use_cases import MakeOffer
from maawin_core.requests.request import RecruitmentRequest, RequestStatus, Wishes
from maawin_core.requests.use_cases import AcceptRequest, CancelRequest, ShowNextStep, SubmitRequest
from maawin_core.workers.profile import Origin, Sex

ALL = frozenset({PartyKind.OFFICE, PartyKind.EMPLOYER, PartyKind.WORKER})


def now(storage, interview):
    return storage.get(Interview, interview.id)


# Proposing


def test_a_proposal_opens_the_interviews_of_the_request(storage, interview, accepted):
    assert storage.get(RecruitmentRequest, accepted.id).status is RequestStatus.INTERVIEWING
    assert interview.zone == "Asia/Manila"


@pytest.mark.parametrize(
    ("country", "origin", "zone"),
    [
        ("KEN", Origin.ABROAD, "Africa/Nairobi"),
        ("PHL", Origin.LOCAL, "Asia/Qatar"),
    ],
)
def test_the_zone_is_where_the_worker_is(propose_to, country, origin, zone):
    assert propose_to(country, origin).zone == zone


def test_a_zone_that_is_not_known_for_her_country_has_to_be_said(propose_to):
    with pytest.raises(RuleBroken, match="zone_missing"):
        propose_to("ISL", Origin.ABROAD)
    assert propose_to("ISL", Origin.ABROAD, zone="Asia/Dhaka").zone == "Asia/Dhaka"


@pytest.fixture
def propose_to(resolve, storage, manager, employer, house, clock, times):
    # A worker of this kind, asked for on an offer for a profile.
    terms = evolve(TERMS, items=(PriceItem("Recruitment", Money("9000.00")),))

    def proposed(country, origin, **more):
        other = shown_worker(storage, house.id, clock.now(), country=country, origin=origin)
        profile = Profile(country=country)
        offer = resolve(MakeOffer)(manager, origin, terms, profile=profile)
        asked = resolve(SubmitRequest)(employer, offer=offer.id)
        resolve(AcceptRequest)(manager, asked.id)
        return resolve(ProposeInterview)(manager, asked.id, other.id, times, Means.LINK, **more)

    return proposed


def test_only_the_offered_worker_is_interviewed_and_nobody_from_elsewhere(
    resolve, storage, manager, employer, accepted, house, clock, times
):
    other = shown_worker(storage, house.id, clock.now())
    with pytest.raises(RuleBroken, match="not_the_offered_worker"):
        resolve(ProposeInterview)(manager, accepted.id, other.id, times, Means.LINK)
    profile = Profile(country="PHL", sex=Sex.FEMALE)
    offer = resolve(MakeOffer)(manager, Origin.ABROAD, TERMS, profile=profile)
    asked = resolve(SubmitRequest)(employer, offer=offer.id)
    resolve(AcceptRequest)(manager, asked.id)
    for unlike, code in (
        ({"country": "KEN"}, "worker_not_as_offered"),
        ({"origin": Origin.LOCAL}, "worker_not_as_offered"),
        ({"sex": Sex.MALE}, "worker_of_other_sex"),
    ):
        elsewhere = shown_worker(storage, house.id, clock.now(), **unlike)
        with pytest.raises(RuleBroken, match=code):
            resolve(ProposeInterview)(manager, asked.id, elsewhere.id, times, Means.LINK)


def test_a_worker_of_another_office_is_not_found(resolve, storage, manager, accepted, clock, times):
    other = working_office(storage, clock.now())
    hers = shown_worker(storage, other.id, clock.now())
    for unknown in (hers.id, new_id()):
        with pytest.raises(NotFound):
            resolve(ProposeInterview)(manager, accepted.id, unknown, times, Means.LINK)


def test_a_worker_who_is_held_for_another_is_not_interviewed(
    resolve, storage, manager, accepted, listed, clock, times
):
    kept(storage, listed.reserved(new_id(), clock.now()))
    with pytest.raises(WrongMoment):
        resolve(ProposeInterview)(manager, accepted.id, listed.id, times, Means.LINK)


def test_the_employer_may_propose_and_the_worker_or_a_stranger_may_not(
    resolve, employer, employer_of, officer, accepted, listed, times
):
    propose = resolve(ProposeInterview)
    with pytest.raises(NotFound):
        propose(employer_of(new_id()), accepted.id, listed.id, times, Means.TELEPHONE)
    with pytest.raises(NotAllowed):
        propose(officer, accepted.id, listed.id, times, Means.TELEPHONE)
    with pytest.raises(Stale):
        propose(employer, accepted.id, listed.id, times, Means.TELEPHONE, seen=99)
    made = propose(employer, accepted.id, listed.id, times, Means.TELEPHONE)
    assert made.proposed.by == employer.party


def test_one_worker_has_one_open_interview_for_a_request(
    resolve, manager, interview, accepted, listed, times
):
    with pytest.raises(AlreadyTaken, match="taken_open_interview"):
        resolve(ProposeInterview)(manager, accepted.id, listed.id, times, Means.LINK)


def test_nobody_is_interviewed_before_the_office_has_accepted(
    resolve, manager, employer, house, listed, times
):
    wishes = Wishes(kind=Origin.ABROAD)
    asked = resolve(SubmitRequest)(employer, office=house.id, wishes=wishes)
    with pytest.raises(WrongMoment):
        resolve(ProposeInterview)(manager, asked.id, listed.id, times, Means.LINK)


# Answering


def test_each_party_finds_the_interview_and_answers_it_and_no_other_does(
    resolve, employer, employer_of, worker, worker_of, officer, interview, times
):
    for stranger in (employer_of(new_id()), worker_of(new_id())):
        with pytest.raises(NotFound):
            resolve(AcceptInterview)(stranger, interview.id, times[0])
    with pytest.raises(NotAllowed):
        resolve(DeclineInterview)(officer, interview.id, "No.")
    assert resolve(AcceptInterview)(worker, interview.id, times[0]).time == times[0]
    accepted = resolve(AcceptInterview)(employer, interview.id, times[0])
    assert accepted.status is InterviewStatus.ACCEPTED
    again = resolve(AcceptInterview)(employer, interview.id, times[0])
    assert again.version == accepted.version


def test_the_worker_declines_and_her_reason_is_recorded(resolve, worker, agreed):
    declined = resolve(DeclineInterview)(worker, agreed.id, "The work is other than I was told.")
    assert declined.status is InterviewStatus.DECLINED
    (reason,) = declined.reasons
    assert (reason.by, reason.text) == (worker.party, "The work is other than I was told.")


def test_the_worker_asks_for_another_time_and_the_office_owes_one(
    resolve, employer, worker, agreed, accepted
):
    asked = resolve(RescheduleInterview)(worker, agreed.id, "I work until six.")
    assert asked.reasons[-1].text == "I work until six."
    step = resolve(ShowNextStep)(employer, accepted.id)
    assert step.turn.obligation.code == "propose_time"
    assert step.turn.obligation.owner.kind is PartyKind.OFFICE


def test_whoever_saw_an_earlier_interview_looks_again(resolve, employer, manager, agreed, times):
    late = {"seen": 1}
    for answer in (
        lambda: resolve(AcceptInterview)(employer, agreed.id, times[0], **late),
        lambda: resolve(DeclineInterview)(employer, agreed.id, "No.", **late),
        lambda: resolve(RescheduleInterview)(employer, agreed.id, "Travel.", times, **late),
        lambda: resolve(RecordAttendance)(manager, agreed.id, ALL, **late),
        lambda: resolve(RecordOutcome)(manager, agreed.id, InterviewOutcome.WILLING, **late),
    ):
        with pytest.raises(Stale):
            answer()


def test_no_time_is_moved_once_the_request_is_over(
    resolve, settle, clock, manager, employer, agreed, accepted, times
):
    clock.set(times[0])
    everybody_missed = ALL - {PartyKind.WORKER}
    for side in (manager, employer):
        resolve(RecordAttendance)(side, agreed.id, everybody_missed)
    resolve(CancelRequest)(employer, accepted.id, "We have moved.")
    with pytest.raises(WrongMoment):
        resolve(RescheduleInterview)(manager, agreed.id, "Again.", (times[1],))


# The place


def test_the_place_follows_from_the_agreed_time_and_no_transaction_is_open_meanwhile(
    settle, storage, agreed
):
    settle()
    where = now(storage, agreed).where
    assert where.startswith("https://")
    assert agreed.call.hex in where


def test_arranging_a_place_twice_asks_for_it_once(resolve, ports, settle, storage, agreed):
    settle()
    ports["meetings"] = None  # asking it again would fail
    placed = resolve(ArrangeRoom)(SYSTEM, agreed.id)
    assert placed.version == now(storage, agreed).version
    assert resolve(ArrangeRoom)(SYSTEM, agreed.id).where == placed.where


def test_no_place_is_arranged_for_a_time_that_is_not_agreed(resolve, worker, interview, agreed):
    resolve(RescheduleInterview)(worker, agreed.id, "I work until six.")
    assert resolve(ArrangeRoom)(SYSTEM, agreed.id).where == ""


def test_a_silent_provider_is_asked_again(ports, storage, settle, clock, agreed):
    class Silent(BuiltInMeetings):
        def room(self, call, at, means):
            return Unknown()

    able, ports["meetings"] = ports["meetings"], Silent()
    settle()
    assert now(storage, agreed).where == ""
    ports["meetings"] = able
    clock.move(timedelta(minutes=1))
    settle()
    assert now(storage, agreed).where


def test_people_do_not_arrange_places(resolve, manager, agreed):
    with pytest.raises(NotAllowed):
        resolve(ArrangeRoom)(manager, agreed.id)


# Holding


def test_it_is_held_and_both_sides_say_how_it_was(
    resolve, clock, manager, employer, worker, agreed, times
):
    clock.set(times[0])
    for side in (manager, employer):
        held = resolve(RecordAttendance)(side, agreed.id, ALL)
    assert held.status is InterviewStatus.HELD
    for side in (manager, employer, worker):
        said = resolve(RecordOutcome)(side, agreed.id, InterviewOutcome.WILLING, "Fine.")
    assert {each.by for each in said.opinions} == {manager.party, employer.party, worker.party}


def test_strangers_record_nothing_and_the_ministry_neither(
    resolve, officer, manager_of, agreed, clock, times
):
    clock.set(times[0])
    with pytest.raises(NotFound):
        resolve(RecordAttendance)(manager_of(new_id()), agreed.id, ALL)
    with pytest.raises(NotAllowed):
        resolve(RecordAttendance)(officer, agreed.id, ALL)
    with pytest.raises(NotAllowed):
        resolve(RecordOutcome)(officer, agreed.id, InterviewOutcome.WILLING)


def test_an_interview_that_nobody_recorded_was_missed(settle, storage, clock, agreed, times):
    clock.set(times[0] + POLICY.interview_outcome)
    settle()
    assert now(storage, agreed).status is InterviewStatus.NO_SHOW


def test_a_proposal_that_nobody_answered_lapses(settle, storage, clock, interview, times):
    clock.set(times[1])
    settle()
    assert now(storage, interview).status is InterviewStatus.CANCELLED


def test_only_the_platform_notes_a_no_show(resolve, storage, manager, agreed, accepted):
    with pytest.raises(NotAllowed):
        resolve(NoteNoShow)(manager, agreed.id)
    with pytest.raises(NotAllowed):
        resolve(CancelInterviews)(manager, accepted.id)
    assert resolve(NoteNoShow)(SYSTEM, agreed.id).version == now(storage, agreed).version


# What the request does to it


def test_interviews_fall_with_their_request(resolve, settle, storage, employer, agreed, accepted):
    resolve(CancelRequest)(employer, accepted.id, "We have moved.")
    settle()
    fallen = now(storage, agreed)
    assert fallen.status is InterviewStatus.CANCELLED
    resolve(CancelInterviews)(SYSTEM, accepted.id)
    assert now(storage, agreed).version == fallen.version


def test_a_selection_ends_the_other_interviews(settle, storage, clock, agreed, accepted, listed):
    begun = storage.get(RecruitmentRequest, accepted.id)
    kept(storage, begun.selected(listed.id, clock.now()))
    settle()
    assert now(storage, agreed).status is InterviewStatus.CANCELLED


# What comes between


@pytest.fixture
def arrange(resolve, agreed):
    # The fixtures' provider asks that no transaction be open; here one is, on another thread.
    arrange_room = evolve(resolve(ArrangeRoom), meetings=BuiltInMeetings())
    return lambda: arrange_room(SYSTEM, agreed.id)


@pytest.fixture
def meanwhile(storage, clock):
    """A clock at whose first look something else happens: what came between reading and keeping."""

    def looking(use_case, happens):
        class Interrupted:
            def now(self):
                once, self.happens = self.happens, lambda: None
                once()
                return clock.now()

        interrupted = Interrupted()
        interrupted.happens = happens
        return evolve(use_case, clock=interrupted)

    return looking


def test_an_answer_is_not_lost_because_a_room_was_arranged_meanwhile(
    resolve, agreed, worker, times, meanwhile, arrange, storage
):
    accept = meanwhile(resolve(AcceptInterview), lambda: arrange())
    accepted = accept(worker, agreed.id, times[0])
    assert accepted.where
    assert worker.party in accepted.agreed
    assert now(storage, agreed) == accepted


def test_she_declines_and_asks_for_another_time_whatever_came_between(
    resolve, agreed, worker, meanwhile, arrange
):
    moved = meanwhile(resolve(RescheduleInterview), arrange)(worker, agreed.id, "I work then.")
    assert moved.status is InterviewStatus.PROPOSED
    decline = meanwhile(resolve(DeclineInterview), lambda: None)
    assert decline(worker, agreed.id, "No more.").status is InterviewStatus.DECLINED


def test_who_named_what_she_saw_is_told_that_it_has_changed(
    resolve, agreed, worker, times, meanwhile, arrange, storage
):
    accept = meanwhile(resolve(AcceptInterview), lambda: arrange())
    with pytest.raises(Stale):
        accept(worker, agreed.id, times[0], seen=now(storage, agreed).version)
