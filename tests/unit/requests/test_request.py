from contextlib import suppress
from datetime import date, datetime, timedelta

import pytest
from attrs import evolve
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, invariant, rule

from maawin_core.kernel.calendar import DOHA, civil_day
from maawin_core.kernel.errors import Refusal, RuleBroken, WrongMoment
from maawin_core.kernel.identity import new_id
from maawin_core.kernel.parties import PartyKind, employer, office, worker
from maawin_core.law.policy import POLICY
from maawin_core.requests.request import (
    RUNNING,
    RecruitmentRequest,
    RequestStatus,
    Wishes,
)
from maawin_core.workers.worker import Origin

NOW = datetime(2026, 1, 5, 9, tzinfo=DOHA)
WISHES = Wishes(kind=Origin.ABROAD, country="PHL", skills=("child_care",), languages=("en",))
OVER = set(RequestStatus) - set(RUNNING)


def submitted(**more):
    ids = {"office": new_id(), "employer": new_id()} | more
    return RecruitmentRequest.submitted(new_id(), wishes=WISHES, at=NOW, **ids)


def accepted():
    return submitted().accepted(new_id(), 1, NOW)


def contracted():
    return accepted().selected(new_id(), NOW).contracted(new_id(), NOW)


def turn(request):
    return [(each.code, each.owner.kind, each.due) for each in request.obligations()]


def test_it_is_first_the_offices_turn_and_then_the_employers():
    request = submitted()
    assert turn(request) == [("answer_request", PartyKind.OFFICE, NOW + POLICY.office_answer)]
    request = accepted()
    chooses = [("select_worker", PartyKind.EMPLOYER, NOW + POLICY.selection)]
    assert turn(request) == chooses
    assert turn(request.interviewing(NOW)) == chooses
    assert turn(request.selected(new_id(), NOW)) == []
    (owed,) = request.obligations()
    assert owed.request == request.id


def test_the_deadlines_are_figures_of_policy():
    slow = evolve(POLICY, office_answer=timedelta(days=9), selection=timedelta(days=40))
    request = submitted(policy=slow)
    assert request.due == NOW + timedelta(days=9)
    assert request.accepted(new_id(), 1, NOW, slow).due == NOW + timedelta(days=40)


@pytest.mark.parametrize("country", ["XYZ", "phl"])
def test_a_country_that_no_list_knows_is_refused(country):
    with pytest.raises(RuleBroken, match="no_such_country"):
        RecruitmentRequest.submitted(
            new_id(), office=new_id(), employer=new_id(), at=NOW,
            wishes=evolve(WISHES, country=country),
        )  # fmt: skip


def test_a_free_request_may_name_no_country():
    anybody = evolve(WISHES, country=None)
    request = RecruitmentRequest.submitted(
        new_id(), office=new_id(), employer=new_id(), at=NOW, wishes=anybody
    )
    assert request.wishes.country is None


def test_a_free_request_is_accepted_on_an_offer_of_the_office():
    offer = new_id()
    request = submitted().accepted(offer, 3, NOW)
    assert (request.offer, request.offer_number) == (offer, 3)


def test_a_request_on_an_offer_is_accepted_on_the_terms_that_the_employer_saw():
    offer = new_id()
    request = submitted(offer=offer, offer_number=1)
    for other in ((new_id(), 1), (offer, 2)):
        with pytest.raises(RuleBroken, match="accepted_on_other_terms"):
            request.accepted(*other, NOW)
    assert request.accepted(offer, 1, NOW).status is RequestStatus.ACCEPTED


def test_a_decline_says_why():
    with pytest.raises(RuleBroken, match="text_missing"):
        submitted().declined("  ", NOW)
    assert submitted().declined("No worker of this kind.", NOW).reason == "No worker of this kind."


def test_the_worker_is_a_party_from_her_selection_on():
    hers, request = new_id(), accepted()
    assert request.parties() == {office(request.office), employer(request.employer)}
    chosen = request.selected(hers, NOW)
    assert worker(hers) in chosen.parties()
    assert worker(hers) not in chosen.reopened(NOW).parties()


def test_a_selection_that_fell_through_gives_the_employer_her_whole_time_again():
    later = NOW + timedelta(days=20)
    again = accepted().selected(new_id(), NOW).reopened(later)
    assert (again.status, again.worker, again.contract) == (RequestStatus.ACCEPTED, None, None)
    assert again.due == later + POLICY.selection
    assert again.reopened(later) is again
    assert contracted().reopened(later).contract is None


def test_saying_the_same_twice_changes_nothing():
    request = accepted().interviewing(NOW)
    assert request.interviewing(NOW) is request
    hers, contract = new_id(), new_id()
    chosen = request.selected(hers, NOW)
    assert chosen.selected(hers, NOW) is chosen
    signed = chosen.contracted(contract, NOW)
    assert signed.contracted(contract, NOW) is signed
    done = signed.completed(date(2026, 1, 5), NOW)
    assert done.completed(date(2026, 2, 2), NOW) is done
    gone = submitted().declined("No.", NOW)
    assert gone.declined("No!", NOW) is gone
    ended = accepted().cancelled(employer(new_id()), "Moved away.", NOW)
    assert ended.cancelled(office(new_id()), "Other.", NOW) is ended


def test_another_worker_cannot_be_selected_over_the_first():
    with pytest.raises(WrongMoment):
        accepted().selected(new_id(), NOW).selected(new_id(), NOW)


def test_days_to_hand_over_are_counted_from_the_day_of_asking():
    assert submitted().days_to_hand_over is None
    done = contracted().completed(date(2026, 2, 4), NOW + timedelta(days=30))
    (row,) = done.rows()
    assert (row.days_to_hand_over, row.completed_on) == (30, date(2026, 2, 4))


def test_what_was_done_outside_the_system_is_recorded_once():
    by = office(new_id())
    request = accepted().step_outside("interview", date(2026, 1, 5), by, NOW)
    assert request.rows()[0].outside is True
    assert request.step_outside("interview", date(2026, 1, 5), by, NOW) is request
    with pytest.raises(RuleBroken, match="day_not_yet"):
        request.step_outside("contract", date(2026, 1, 6), by, NOW)
    with pytest.raises(RuleBroken, match="text_missing"):
        request.step_outside("", date(2026, 1, 5), by, NOW)


def test_a_request_that_is_left_expires_but_not_on_the_day_it_is_late():
    request = submitted()
    (moment,) = request.moments()
    assert moment.due == NOW + POLICY.office_answer + POLICY.request_left
    assert request.expired(moment.due - timedelta(seconds=1)) is request
    over = request.expired(moment.due)
    assert over.status is RequestStatus.EXPIRED
    assert over.moments() == frozenset()
    assert over.expired(moment.due) is over


def test_an_answer_is_in_time_before_its_day_and_late_from_it_on():
    due, soon = submitted().due, timedelta(seconds=1)
    assert submitted().answered_in_time is None
    assert submitted().accepted(new_id(), 1, due - soon).answered_in_time is True
    assert submitted().accepted(new_id(), 1, due).answered_in_time is False
    assert submitted().declined("No.", due - soon).answered_in_time is True
    assert submitted().declined("No.", due).answered_in_time is False


def test_a_selection_once_late_stays_late_though_the_next_one_is_in_time():
    late = accepted().selected(new_id(), accepted().due)
    assert late.selected_in_time is False
    again = late.reopened(NOW).selected(new_id(), NOW)
    assert (again.answered_in_time, again.selected_in_time) == (True, False)
    assert accepted().selected(new_id(), NOW).selected_in_time is True


def test_what_ends_after_its_day_was_missed_and_before_it_nothing_is_known():
    mine = employer(new_id())
    for request, step in ((submitted(), "answered_in_time"), (accepted(), "selected_in_time")):
        assert getattr(request.expired(request.left_at), step) is False
        assert getattr(request.cancelled(mine, "Why.", request.due), step) is False
        known = getattr(request, step)
        assert getattr(request.cancelled(mine, "Why.", NOW), step) is known is None
        (row,) = request.cancelled(mine, "Why.", request.due).rows()
        assert getattr(row, step) is False


def test_one_employers_running_requests_on_one_offer_are_one():
    ids = {"office": new_id(), "employer": new_id(), "offer": new_id(), "offer_number": 1}
    request = submitted(**ids)
    assert request.claims() == submitted(**ids).claims() != frozenset()
    assert request.declined("No.", NOW).claims() == frozenset()
    assert submitted().claims() == frozenset()


class AnyoneMayTryAnything(RuleBasedStateMachine):
    def __init__(self):
        super().__init__()
        self.at = NOW
        self.request = submitted()
        self.over = None

    def attempt(self, act):
        with suppress(Refusal):
            self.request = act(self.request)

    @rule(days=st.integers(0, 30))
    def time_passes(self, days):
        self.at += timedelta(days=days)

    @rule()
    def accept(self):
        self.attempt(lambda request: request.accepted(new_id(), 1, self.at))

    @rule(reason=st.sampled_from(["", "Why."]))
    def decline(self, reason):
        self.attempt(lambda request: request.declined(reason, self.at))

    @rule()
    def interview(self):
        self.attempt(lambda request: request.interviewing(self.at))

    @rule()
    def select(self):
        self.attempt(lambda request: request.selected(new_id(), self.at))

    @rule()
    def contract(self):
        self.attempt(lambda request: request.contracted(new_id(), self.at))

    @rule()
    def complete(self):
        self.attempt(lambda request: request.completed(civil_day(self.at), self.at))

    @rule()
    def reopen(self):
        self.attempt(lambda request: request.reopened(self.at))

    @rule(reason=st.sampled_from(["", "Why."]))
    def cancel(self, reason):
        by = employer(self.request.employer)
        self.attempt(lambda request: request.cancelled(by, reason, self.at))

    @rule()
    def expire(self):
        self.attempt(lambda request: request.expired(self.at))

    @rule(held_up=st.booleans())
    def put_off(self, held_up):
        self.attempt(lambda request: request.put_off(self.at, held_up=held_up))

    @invariant()
    def what_is_over_stays_over(self):
        if self.over is not None:
            assert self.request.status is self.over
        elif self.request.status in OVER:
            self.over = self.request.status

    @invariant()
    def worker_and_contract_stand_in_it_only_from_their_moment_on(self):
        status = self.request.status
        if status in (
            RequestStatus.SUBMITTED,
            RequestStatus.ACCEPTED,
            RequestStatus.INTERVIEWING,
            RequestStatus.DECLINED,
            RequestStatus.EXPIRED,
        ):
            assert self.request.worker is None
            assert self.request.contract is None
        if status in (RequestStatus.CONTRACTED, RequestStatus.COMPLETED):
            assert self.request.worker is not None
            assert self.request.contract is not None
        assert (self.request.completed_on is None) == (status is not RequestStatus.COMPLETED)

    @invariant()
    def whoever_has_accepted_knows_on_which_terms(self):
        status = self.request.status
        if status in RUNNING and status is not RequestStatus.SUBMITTED:
            assert self.request.offer is not None

    @invariant()
    def while_office_or_employer_must_act_it_is_exactly_ones_turn_with_a_day(self):
        waits = (RequestStatus.SUBMITTED, RequestStatus.ACCEPTED, RequestStatus.INTERVIEWING)
        waiting = self.request.status in waits
        assert len(self.request.obligations()) == waiting
        assert len(self.request.moments()) == waiting


TestAnyoneMayTryAnything = AnyoneMayTryAnything.TestCase
