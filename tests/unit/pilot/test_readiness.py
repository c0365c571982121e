from datetime import timedelta
from fractions import Fraction

import pytest
from beginnings import kept
from hypothesis import given
from hypothesis import strategies as st
from journeys import overdue, placement, refund, request, wage

from maawin_core.conversations.remark import Remark, RemarkKind
from maawin_core.conversations.remark import Verdict as Said
from maawin_core.kernel.errors import NotAllowed, NotFound
from maawin_core.kernel.identity import new_id
from maawin_core.kernel.parties import office as party
from maawin_core.law.policy import POLICY
from maawin_core.pilot.readiness import Kept, Observed, Verdict, readiness
from maawin_core.pilot.use_cases import ChooseForCohort, FormCohort, ShowReadiness
from maawin_core.requests.request import OutsideStep, RequestStatus
from maawin_core.wages.events import WageStatus


@st.composite
def kept_of_many(draw):
    n = draw(st.integers(0, 40))
    return Kept(draw(st.integers(0, n)), n)


OBSERVED = st.builds(
    Observed,
    days_to_hand_over=st.dictionaries(st.integers(0, 200), st.integers(1, 9)),
    in_the_system=kept_of_many(),
    steps=kept_of_many(),
    arrivals=kept_of_many(),
    wages=kept_of_many(),
    refunds=kept_of_many(),
    remarks=kept_of_many(),
    overdue=st.integers(0, 40),
)


@given(OBSERVED)
def test_ready_is_only_who_has_met_every_target(observed):
    report = readiness(observed, POLICY)
    verdicts = [each.verdict for each in report.measures]
    assert len(verdicts) == 5
    assert report.ready == (set(verdicts) == {Verdict.MET})
    for each in report.measures:
        enough = each.figure.n >= POLICY.least_n
        assert (each.verdict is Verdict.NOT_ENOUGH_DATA) is not enough


@given(OBSERVED)
def test_every_step_that_is_overdue_is_a_deadline_missed(observed):
    deadlines = observed.deadlines
    assert deadlines.n - deadlines.met >= observed.overdue


@pytest.fixture
def at(clock):
    return clock.now()


def remark(storage, at, by, answered_after=None):
    raised = Remark.raised(
        new_id(), by=by, remark_kind=RemarkKind.REMARK, text="Slow.", at=at,
        due=at + POLICY.remark_answer,
    )  # fmt: skip
    if answered_after is None:
        return kept(storage, raised)
    answered_at = at + timedelta(days=answered_after)
    return kept(storage, raised.answered(Said.EXPLAINED, "So.", answered_at))


@pytest.fixture
def pilot(storage, at):
    # One office's pilot, with one thing of each kind gone wrong.
    office, begun = new_id(), at - timedelta(days=90)
    for days in (30, 40, 50, 60):
        request(storage, begun, office, days=days, answered_in_time=True)
    outside = (OutsideStep("visa", at.date(), party(office), at),)
    request(storage, begun, office, days=70, outside=outside, answered_in_time=True)
    request(storage, begun, office, status=RequestStatus.EXPIRED, answered_in_time=False)
    placement(storage, begun, office, 0)
    placement(storage, begun, office, 5)
    wage(storage, begun, office)
    wage(storage, begun, office, WageStatus.MISSING)
    for given_after in (1, 2, 3, 4, 20):
        refund(storage, begun, office, given_after)
    overdue(storage, at, office)
    for answered_after in (1, 2, 3, 30, None):
        remark(storage, begun, party(office), answered_after)
    remark(storage, at, party(office))  # an answer is not due yet
    return office


def measured(report):
    return {
        each.figure.code: (each.figure.n, each.figure.value, each.verdict)
        for each in report.measures
    }


def test_the_report_names_each_target_met_or_missed(pilot, resolve, officer):
    assert measured(resolve(ShowReadiness)(officer)) == {
        "days_to_hand_over": (5, Fraction(50), Verdict.MET),
        "in_the_system": (5, Fraction(4, 5), Verdict.MISSED),
        # 5 of 6 requests answered, 1 of 2 arrivals, 1 of 2 wages, 4 of 6 refunds, 3 of 5 remarks
        "deadlines_met": (21, Fraction(14, 21), Verdict.MISSED),
        "refunds_in_time": (6, Fraction(4, 6), Verdict.MISSED),
        "remarks_answered": (5, Fraction(3, 5), Verdict.MISSED),
    }


def test_of_nothing_nothing_is_said(resolve, officer):
    report = resolve(ShowReadiness)(officer)
    assert {each.verdict for each in report.measures} == {Verdict.NOT_ENOUGH_DATA}
    assert not report.ready


def test_a_group_is_measured_by_its_own_parties(pilot, resolve, officer, storage, at):
    request(storage, at, new_id(), days=300)
    cohort = resolve(FormCohort)(officer, "First")
    empty = measured(resolve(ShowReadiness)(officer, cohort.id))
    assert {n for n, _, _ in empty.values()} == {0}
    resolve(ChooseForCohort)(officer, cohort.id, party(pilot))
    mine = measured(resolve(ShowReadiness)(officer, cohort.id))
    assert mine["days_to_hand_over"][:2] == (5, Fraction(50))
    assert mine["remarks_answered"][0] == 5
    with pytest.raises(NotFound):
        resolve(ShowReadiness)(officer, new_id())


def test_a_step_that_is_overdue_now_counts_as_missed(resolve, officer, storage, at):
    for _ in range(4):
        request(storage, at, new_id(), days=10, answered_in_time=True)
    request(storage, at, new_id(), due=at - timedelta(minutes=1))
    found = measured(resolve(ShowReadiness)(officer))
    assert found["deadlines_met"][:2] == (5, Fraction(4, 5))


@pytest.mark.parametrize(
    ("step", "met"), [("answered_in_time", 4), ("selected_in_time", 4), (None, 5)]
)
def test_a_step_that_was_taken_late_counts_as_missed_though_it_was_taken(
    resolve, officer, storage, at, step, met
):
    for _ in range(4):
        request(storage, at, new_id(), days=10, answered_in_time=True)
    late = {"answered_in_time": True} if step is None else {step: False}
    request(storage, at, new_id(), days=10, **late)
    found = measured(resolve(ShowReadiness)(officer))
    assert found["deadlines_met"][:2] == (5, Fraction(met, 5))


def test_the_report_is_not_for_everybody(resolve, manager_of):
    with pytest.raises(NotAllowed):
        resolve(ShowReadiness)(manager_of(new_id()))
