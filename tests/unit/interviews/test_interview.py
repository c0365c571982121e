from contextlib import suppress
from datetime import datetime, timedelta

import pytest
from attrs import evolve
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, invariant, rule

from maawin_core.interviews.events import InterviewOutcome, InterviewTimeAgreed
from maawin_core.interviews.interview import Interview
from maawin_core.interviews.row import RUNNING, InterviewStatus
from maawin_core.interviews.said import Attendance, Opinion, Reason, Times
from maawin_core.kernel.answer import Accepted, Refused, Unknown
from maawin_core.kernel.calendar import DOHA
from maawin_core.kernel.errors import Refusal, RuleBroken, WrongMoment
from maawin_core.kernel.identity import new_id
from maawin_core.kernel.meeting import Means
from maawin_core.kernel.parties import PartyKind, employer, office, worker
from maawin_core.law.policy import POLICY

NOW = datetime(2026, 1, 5, 9, tzinfo=DOHA)
FIRST, SECOND = NOW + timedelta(days=1), NOW + timedelta(days=2)
OFFICE, EMPLOYER, WORKER = new_id(), new_id(), new_id()
HOUSE, HOME, SHE = office(OFFICE), employer(EMPLOYER), worker(WORKER)
ALL = frozenset({PartyKind.OFFICE, PartyKind.EMPLOYER, PartyKind.WORKER})
WITHOUT_HER = ALL - {PartyKind.WORKER}


def proposed(by=HOUSE, times=(FIRST, SECOND), at=NOW, zone="Asia/Manila"):
    return Interview.arranged(
        new_id(), request=new_id(), sides=(OFFICE, EMPLOYER, WORKER), means=Means.LINK, zone=zone,
        proposed=Times(by, times, at),
    )  # fmt: skip


def accepted():
    return proposed().accepted(HOME, FIRST, NOW)


def held():
    both = accepted().attended(Attendance(HOUSE, ALL, FIRST))
    return both.attended(Attendance(HOME, ALL, FIRST))


def owed(interview):
    return {(each.code, each.owner.kind): each.due for each in interview.obligations()}


def moment(interview):
    return {each.code: each.due for each in interview.moments()}


def test_whoever_did_not_propose_has_to_answer_in_time():
    due = NOW + timedelta(days=2)  # the last of the times comes before the policy's days are over
    assert owed(proposed()) == {("answer_interview", PartyKind.EMPLOYER): due}
    assert owed(proposed(HOME)) == {("answer_interview", PartyKind.OFFICE): due}
    far = proposed(times=(NOW + timedelta(days=30),))
    assert set(owed(far).values()) == {NOW + POLICY.interview_answer}


@pytest.mark.parametrize(
    ("times", "code"),
    [
        ((), "times_missing"),
        ((NOW,), "time_past"),
        ((FIRST.replace(tzinfo=None),), "time_without_zone"),
    ],
)
def test_a_proposal_names_times_that_are_still_to_come(times, code):
    with pytest.raises(RuleBroken) as no:
        proposed(times=times)
    assert no.value.code == code


def test_a_zone_that_nobody_knows_is_refused_with_those_that_are():
    with pytest.raises(RuleBroken) as no:
        proposed(zone="Mars/Olympus")
    assert "Asia/Manila" in no.value.facts["needed"]


def test_the_worker_answers_proposals_and_strangers_nothing():
    with pytest.raises(RuleBroken, match="not_of_the_interview"):
        proposed(SHE)
    with pytest.raises(RuleBroken, match="not_of_the_interview"):
        proposed().accepted(employer(new_id()), FIRST, NOW)


def test_nobody_else_says_anything_of_it():
    stranger = worker(new_id())
    for say in (
        lambda: proposed().declined(Reason(stranger, "No.", NOW)),
        lambda: proposed().rescheduled(Reason(stranger, "Later.", NOW), (SECOND,)),
        lambda: accepted().attended(Attendance(stranger, ALL, FIRST)),
        lambda: held().opined(Opinion(stranger, InterviewOutcome.WILLING, "", FIRST)),
    ):
        with pytest.raises(RuleBroken, match="not_of_the_interview"):
            say()


def test_one_time_of_those_proposed_is_accepted_and_only_while_it_is_to_come():
    interview = proposed()
    for time, at, code in (
        (NOW + timedelta(hours=1), NOW, "time_not_proposed"),
        (FIRST, FIRST, "time_past"),
    ):
        with pytest.raises(RuleBroken) as no:
            interview.accepted(HOME, time, at)
        assert no.value.code == code
    with pytest.raises(RuleBroken, match="own_proposal"):
        interview.accepted(HOUSE, FIRST, NOW)
    assert interview.accepted(HOME, FIRST, NOW).time == FIRST


def test_the_workers_word_is_recorded_and_the_others_take_her_time_or_ask_for_another():
    first_she = proposed().accepted(SHE, SECOND, NOW)
    assert first_she.status is InterviewStatus.PROPOSED
    assert isinstance(first_she.events[-1], InterviewTimeAgreed)
    with pytest.raises(RuleBroken, match="time_already_chosen"):
        first_she.accepted(HOME, FIRST, NOW)
    assert first_she.accepted(HOME, SECOND, NOW).status is InterviewStatus.ACCEPTED
    then_she = accepted().accepted(SHE, FIRST, NOW)
    assert then_she.status is InterviewStatus.ACCEPTED
    assert SHE in then_she.agreed


def test_saying_the_same_twice_changes_nothing():
    interview = accepted()
    assert interview.accepted(HOME, FIRST, NOW) is interview
    said = interview.attended(Attendance(HOME, ALL, FIRST))
    assert said.attended(Attendance(HOME, ALL, SECOND)) is said
    no = proposed().declined(Reason(SHE, "I am ill.", NOW))
    assert no.declined(Reason(HOME, "Other.", NOW)) is no
    met = held()
    good = Opinion(HOME, InterviewOutcome.WILLING, "", FIRST)
    assert (once := met.opined(good)).opined(evolve(good, at=SECOND)) is once
    moved = interview.rescheduled(Reason(HOME, "Travel.", NOW), (SECOND,))
    assert moved.rescheduled(Reason(HOME, "Travel.", NOW), (SECOND,)) is moved


def test_the_worker_may_decline_before_and_after_a_time_is_accepted():
    for interview in (proposed(), accepted()):
        no = interview.declined(Reason(SHE, " I was promised other work. ", NOW))
        assert no.status is InterviewStatus.DECLINED
        assert no.reasons[-1].text == "I was promised other work."
        assert no.obligations() == ()
    with pytest.raises(RuleBroken, match="text_missing"):
        proposed().declined(Reason(HOME, " ", NOW))


def test_the_worker_may_ask_for_another_time_without_naming_one():
    asked = accepted().rescheduled(Reason(SHE, "I work until six.", NOW), ())
    assert (asked.status, asked.time) == (InterviewStatus.PROPOSED, None)
    assert owed(asked) == {("propose_time", PartyKind.OFFICE): NOW + POLICY.interview_answer}
    assert asked.moments() == frozenset()
    again = asked.rescheduled(Reason(HOUSE, "As she asked.", NOW), (SECOND,))
    assert owed(again).keys() == {("answer_interview", PartyKind.EMPLOYER)}
    assert len(again.reasons) == 2


def test_others_who_ask_for_another_time_name_one():
    with pytest.raises(RuleBroken, match="times_missing"):
        accepted().rescheduled(Reason(HOME, "Travel.", NOW), ())


def test_a_time_that_the_worker_names_needs_office_and_employer():
    asked = accepted().rescheduled(Reason(SHE, "I work until six.", NOW), (SECOND,))
    assert len(owed(asked)) == 2
    one = asked.accepted(HOME, SECOND, NOW)
    assert one.status is InterviewStatus.PROPOSED
    assert one.accepted(HOUSE, SECOND, NOW).status is InterviewStatus.ACCEPTED


def test_a_new_time_needs_a_new_room():
    first = accepted()
    placed = first.room_answered(first.call, Accepted("https://meet.example/1"), NOW)
    assert placed.where == "https://meet.example/1"
    assert placed.room_answered(first.call, Accepted("https://meet.example/2"), NOW) is placed
    moved = placed.rescheduled(Reason(HOME, "Travel.", NOW), (SECOND,)).accepted(HOUSE, SECOND, NOW)
    assert (moved.where, moved.call == first.call) == ("", False)
    assert moved.room_answered(first.call, Accepted("https://meet.example/1"), NOW) is moved


def test_a_refused_room_is_told_and_silence_changes_nothing():
    interview = accepted()
    refused = interview.room_answered(interview.call, Refused("means_not_offered"), NOW)
    assert refused.events[-1].reason == "means_not_offered"
    assert refused.where == ""
    assert interview.room_answered(interview.call, Unknown(), NOW) is interview


def test_it_was_held_when_both_sides_say_that_employer_and_worker_met():
    assert held().status is InterviewStatus.HELD
    asked = accepted()
    after = {
        ("record_attendance", PartyKind.OFFICE): FIRST + POLICY.interview_outcome,
        ("record_attendance", PartyKind.EMPLOYER): FIRST + POLICY.interview_outcome,
    }
    assert owed(asked) == after
    one = asked.attended(Attendance(HOUSE, ALL, FIRST))
    assert owed(one).keys() == {("record_attendance", PartyKind.EMPLOYER)}


def test_nobody_records_attendance_before_the_time_has_come():
    with pytest.raises(RuleBroken, match="interview_not_yet"):
        accepted().attended(Attendance(HOUSE, ALL, FIRST - timedelta(seconds=1)))
    with pytest.raises(WrongMoment):
        proposed().attended(Attendance(HOUSE, ALL, FIRST))


def test_an_interview_is_missed_when_either_side_says_that_she_did_not_come():
    said = accepted().attended(Attendance(HOUSE, ALL, FIRST))
    missed = said.attended(Attendance(HOME, WITHOUT_HER, FIRST))
    assert missed.status is InterviewStatus.NO_SHOW
    assert len(missed.attendance) == 2
    again = missed.rescheduled(Reason(HOUSE, "The line was down.", FIRST), (SECOND,))
    assert (again.status, again.attendance) == (InterviewStatus.PROPOSED, ())


def test_a_side_may_mend_what_it_said_of_attendance_before_the_other_speaks():
    said = accepted().attended(Attendance(HOUSE, WITHOUT_HER, FIRST))
    mended = said.attended(Attendance(HOUSE, ALL, FIRST))
    assert [each.present for each in mended.attendance] == [ALL]


@pytest.mark.parametrize(
    ("present", "status"),
    [
        (None, InterviewStatus.NO_SHOW),
        (ALL, InterviewStatus.HELD),
        (WITHOUT_HER, InterviewStatus.NO_SHOW),
    ],
)
def test_when_the_time_to_record_is_over_what_one_side_said_counts_and_silence_is_no_show(
    present, status
):
    interview = accepted()
    if present is not None:
        interview = interview.attended(Attendance(HOUSE, present, FIRST))
    due = moment(interview)["interview_unrecorded"]
    assert interview.passed(due - timedelta(seconds=1)) is interview
    assert interview.passed(due).status is status


def test_a_proposal_that_nobody_accepts_lapses_with_its_last_time():
    interview = proposed()
    assert moment(interview) == {"interview_lapses": SECOND}
    assert interview.passed(FIRST) is interview
    lapsed = interview.passed(SECOND)
    assert lapsed.status is InterviewStatus.CANCELLED
    assert lapsed.passed(SECOND) is lapsed
    open_question = accepted().rescheduled(Reason(SHE, "I work.", NOW), ())
    assert open_question.passed(SECOND) is open_question


def test_both_sides_say_how_it_was_and_the_last_word_of_each_counts():
    met = held()
    assert owed(met).keys() == {
        ("give_outcome", PartyKind.OFFICE),
        ("give_outcome", PartyKind.EMPLOYER),
    }
    unsure = met.opined(Opinion(HOME, InterviewOutcome.UNSURE, "", FIRST))
    sure = unsure.opined(Opinion(HOME, InterviewOutcome.WILLING, "She cooks.", FIRST))
    assert owed(sure).keys() == {("give_outcome", PartyKind.OFFICE)}
    done = sure.opined(Opinion(HOUSE, InterviewOutcome.WILLING, "", FIRST))
    assert done.obligations() == ()
    with pytest.raises(WrongMoment):
        accepted().opined(Opinion(HOME, InterviewOutcome.WILLING, "", FIRST))


def test_the_worker_who_says_herself_how_it_was_speaks_for_her_side():
    hers = held().opined(Opinion(SHE, InterviewOutcome.WILLING, "", FIRST))
    assert owed(hers).keys() == {("give_outcome", PartyKind.EMPLOYER)}
    done = hers.opined(Opinion(HOME, InterviewOutcome.WILLING, "", FIRST))
    assert done.obligations() == ()


def test_an_interview_falls_with_its_request_and_what_was_held_stays_held():
    assert accepted().cancelled(NOW).status is InterviewStatus.CANCELLED
    met = held()
    assert met.cancelled(NOW) is met


def test_one_worker_has_one_open_interview_for_a_request():
    interview = accepted()
    assert {each.name for each in interview.claims()} == {"open_interview"}
    assert held().claims() == frozenset()


class AnyoneMayTryAnything(RuleBasedStateMachine):
    def __init__(self):
        super().__init__()
        self.at = NOW
        self.interview = proposed()
        self.agreed_to = set()

    def attempt(self, act):
        with suppress(Refusal):
            self.interview = act(self.interview)

    anybody = st.sampled_from([HOUSE, HOME, SHE, worker(new_id())])

    @rule(hours=st.integers(0, 60))
    def time_passes(self, hours):
        self.at += timedelta(hours=hours)

    @rule(by=anybody, number=st.integers(0, 1))
    def accept(self, by, number):
        times = self.interview.proposed.times
        if times:
            time = times[number % len(times)]
            before = self.interview
            self.attempt(lambda interview: interview.accepted(by, time, self.at))
            if self.interview is not before:
                self.agreed_to.add((by, self.interview.round, time))

    @rule(by=anybody, ahead=st.lists(st.integers(-5, 72), max_size=2))
    def reschedule(self, by, ahead):
        times = tuple(self.at + timedelta(hours=hours) for hours in ahead)
        reason = Reason(by, "Another time, please.", self.at)
        self.attempt(lambda interview: interview.rescheduled(reason, times))

    @rule(by=anybody)
    def decline(self, by):
        self.attempt(lambda interview: interview.declined(Reason(by, "No.", self.at)))

    @rule(by=anybody, present=st.frozensets(st.sampled_from(sorted(ALL))))
    def attend(self, by, present):
        self.attempt(lambda interview: interview.attended(Attendance(by, present, self.at)))

    @rule()
    def pass_by(self):
        self.attempt(lambda interview: interview.passed(self.at))

    @rule(by=anybody, outcome=st.sampled_from(InterviewOutcome))
    def opine(self, by, outcome):
        self.attempt(lambda interview: interview.opined(Opinion(by, outcome, "", self.at)))

    @rule()
    def cancel(self):
        self.attempt(lambda interview: interview.cancelled(self.at))

    @invariant()
    def it_is_held_only_at_a_time_to_which_both_agreed_and_that_had_come(self):
        interview = self.interview
        if interview.status in (InterviewStatus.ACCEPTED, InterviewStatus.HELD):
            for side in (HOUSE, HOME):
                said_so = (side, interview.round, interview.time) in self.agreed_to
                assert said_so or interview.proposed.by == side
            assert interview.time in interview.proposed.times
        if interview.status is InterviewStatus.HELD:
            assert interview.time <= self.at

    @invariant()
    def only_what_was_held_has_outcomes_and_only_of_its_parties(self):
        if self.interview.status is not InterviewStatus.HELD:
            assert self.interview.opinions == ()
        said = {each.by for each in (*self.interview.opinions, *self.interview.attendance)}
        assert said <= self.interview.parties()

    @invariant()
    def whoever_said_no_is_on_record_with_a_reason(self):
        if self.interview.status is InterviewStatus.DECLINED:
            assert self.interview.reasons[-1].text

    @invariant()
    def an_open_interview_is_always_somebodys_turn(self):
        if self.interview.status in RUNNING:
            both_said = {HOUSE, HOME} <= {each.by for each in self.interview.attendance}
            assert self.interview.obligations() or both_said
        elif self.interview.status is not InterviewStatus.HELD:
            assert self.interview.obligations() == ()


TestAnyoneMayTryAnything = AnyoneMayTryAnything.TestCase


def test_where_no_time_is_proposed_none_is_accepted():
    asked = proposed().rescheduled(Reason(SHE, "I work then.", NOW), ())
    with pytest.raises(RuleBroken, match="no_time_proposed"):
        asked.accepted(HOME, NOW + timedelta(days=1), NOW)
