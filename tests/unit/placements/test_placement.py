from contextlib import suppress
from datetime import UTC, date, datetime, timedelta

import pytest
from attrs import evolve
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, invariant, rule

from maawin_core.kernel.calendar import civil_day, end_of_day
from maawin_core.kernel.errors import NotAllowed, Refusal, RuleBroken, WrongMoment
from maawin_core.kernel.identity import new_id
from maawin_core.kernel.parties import MINISTRY, employer, office, worker
from maawin_core.placements.placement import (
    EndCause,
    Paper,
    Placement,
    PlacementKind,
    PlacementStatus,
    WorkerHandedOver,
)

NOW = datetime(2026, 3, 1, 6, tzinfo=UTC)
TODAY = civil_day(NOW)
DUE = NOW + timedelta(days=3)
EMPLOYER, OFFICE, WORKER = new_id(), new_id(), new_id()
HE, IT, SHE = employer(EMPLOYER), office(OFFICE), worker(WORKER)
VISA = Paper(reference="V-1", on=date(2026, 2, 1))
TICKET = Paper(reference="T-1", on=date(2026, 2, 20))
ARRIVED, MOVED = date(2026, 2, 21), date(2026, 2, 25)


def prepared(way=PlacementKind.ABROAD):
    direct = way is PlacementKind.DIRECT
    made = Placement(
        id=new_id(), contract=new_id(), request=new_id(), office=None if direct else OFFICE,
        employer=EMPLOYER, worker=WORKER, way=way, country="PHL",
        contract_day=date(2026, 1, 5), expected_arrival=date(2026, 2, 20),
    )  # fmt: skip
    return made.prepared(DUE, NOW)


def arrived(way=PlacementKind.ABROAD):
    return prepared(way).visa_recorded(VISA, DUE, NOW).arrived(ARRIVED, DUE, NOW)


def ready_to_move():
    moving = prepared(PlacementKind.LOCAL).move_consented(SHE, True, DUE, NOW)
    moving = moving.notice_noted(date(2026, 1, 20), date(2026, 2, 20), DUE, NOW)
    return moving.dues_settled(date(2026, 2, 20), DUE, NOW)


def handed_over(placement=None):
    placement = placement or arrived()
    stated = placement.hand_over_stated(placement.hands_over, MOVED, DUE, NOW)
    return stated.hand_over_confirmed(stated.confirms, MOVED, NOW)


def turns(placement):
    return [(each.code, each.owner.kind) for each in placement.obligations()]


def test_from_abroad_the_office_brings_her_step_by_step():
    placement = prepared()
    assert turns(placement) == [("record_visa", "office")]
    placement = placement.visa_recorded(VISA, DUE, NOW)
    assert turns(placement) == [("record_ticket", "office")]
    placement = placement.ticket_recorded(TICKET, DUE, NOW)
    assert turns(placement) == [("record_arrival", "office")]
    placement = placement.arrived(ARRIVED, DUE, NOW)
    assert turns(placement) == [("hand_over", "office"), ("house_worker", "office")]
    placement = placement.hand_over_stated(IT, MOVED, DUE, NOW)
    assert turns(placement)[0] == ("confirm_hand_over", "employer")
    placement = placement.hand_over_confirmed(HE, MOVED, NOW)
    assert turns(placement) == []
    assert placement.handed_over_on == MOVED


def test_keeping_her_is_no_step_of_the_request():
    keeping = [each for each in arrived().obligations() if each.code == "house_worker"]
    assert [each.request for each in keeping] == [None]


def test_within_qatar_her_consent_her_notice_and_her_dues_come_first():
    placement = prepared(PlacementKind.LOCAL)
    assert turns(placement) == [("consent_to_move", "worker")]
    placement = placement.move_consented(SHE, True, DUE, NOW)
    assert turns(placement) == [("note_notice", "office")]
    placement = placement.notice_noted(date(2026, 1, 20), date(2026, 2, 20), DUE, NOW)
    assert turns(placement) == [("note_dues_settled", "worker")]
    with pytest.raises(RuleBroken, match="move_not_ready"):
        placement.hand_over_stated(IT, MOVED, DUE, NOW)
    placement = placement.dues_settled(date(2026, 2, 20), DUE, NOW)
    assert turns(placement) == [("hand_over", "office")]
    assert handed_over(placement).status is PlacementStatus.HANDED_OVER


def test_nobody_leaves_before_her_notice_has_ended():
    with pytest.raises(RuleBroken) as no:
        ready_to_move().hand_over_stated(IT, date(2026, 2, 19), DUE, NOW)
    assert (no.value.code, no.value.facts["needed"]) == ("day_too_early", date(2026, 2, 20))


def test_without_an_employer_now_there_is_no_notice_and_nothing_due():
    free = prepared(PlacementKind.LOCAL).move_consented(SHE, False, DUE, NOW)
    assert turns(free) == [("hand_over", "office")]
    assert handed_over(free).handed_over_on == MOVED


@pytest.mark.parametrize("party", [IT, HE, MINISTRY, worker(new_id())])
def test_nobody_agrees_to_a_move_for_her(party):
    with pytest.raises(NotAllowed):
        prepared(PlacementKind.LOCAL).move_consented(party, True, DUE, NOW)


def test_without_an_office_the_employer_brings_her_and_she_confirms():
    placement = prepared(PlacementKind.DIRECT)
    assert turns(placement) == [("record_visa", "employer")]
    placement = arrived(PlacementKind.DIRECT)
    assert turns(placement) == [("hand_over", "employer")]
    stated = placement.hand_over_stated(HE, MOVED, DUE, NOW)
    assert turns(stated) == [("confirm_hand_over", "worker")]
    with pytest.raises(NotAllowed):
        stated.hand_over_confirmed(HE, MOVED, NOW)
    assert stated.hand_over_confirmed(SHE, MOVED, NOW).handed_over_on == MOVED
    with pytest.raises(RuleBroken, match="no_office_to_return_to"):
        handed_over(placement).returned(TODAY, DUE, NOW)


def test_one_side_alone_never_starts_the_guarantee():
    placement = arrived()
    for party in (HE, SHE):
        with pytest.raises(NotAllowed):
            placement.hand_over_stated(party, MOVED, DUE, NOW)
    with pytest.raises(RuleBroken, match="hand_over_not_stated"):
        placement.hand_over_confirmed(HE, MOVED, NOW)
    stated = placement.hand_over_stated(IT, MOVED, DUE, NOW)
    for party in (IT, SHE):
        with pytest.raises(NotAllowed):
            stated.hand_over_confirmed(party, MOVED, NOW)
    assert stated.handed_over_on is None


def test_both_sides_name_the_same_day_or_the_ministry_confirms_it():
    stated = arrived().hand_over_stated(IT, MOVED, DUE, NOW)
    with pytest.raises(RuleBroken) as no:
        stated.hand_over_confirmed(HE, ARRIVED, NOW)
    assert no.value.facts["needed"] == MOVED
    again = stated.hand_over_stated(IT, ARRIVED, DUE, NOW)
    assert again.hand_over_confirmed(HE, ARRIVED, NOW).handed_over_on == ARRIVED
    assert stated.hand_over_confirmed(MINISTRY, MOVED, NOW).handed_over_on == MOVED


def test_hand_over_is_told_once_with_its_day():
    placement = handed_over()
    assert placement.hand_over_confirmed(HE, MOVED, NOW) is placement
    told = [each.on for each in placement.events if isinstance(each, WorkerHandedOver)]
    assert told == [MOVED]


@pytest.mark.parametrize("on", [ARRIVED - timedelta(days=1), TODAY + timedelta(days=1)])
def test_nobody_is_handed_over_before_she_came_or_tomorrow(on):
    with pytest.raises(RuleBroken):
        arrived().hand_over_stated(IT, on, DUE, NOW)


def test_nobody_travels_without_a_visa():
    with pytest.raises(RuleBroken, match="visa_missing"):
        prepared().ticket_recorded(TICKET, DUE, NOW)
    with pytest.raises(RuleBroken, match="visa_missing"):
        prepared().arrived(ARRIVED, DUE, NOW)


@pytest.mark.parametrize("paper", [Paper(reference=" ", on=TODAY)])
def test_a_paper_has_a_reference(paper):
    with pytest.raises(RuleBroken, match="text_missing"):
        prepared().visa_recorded(paper, DUE, NOW)
    with pytest.raises(RuleBroken, match="text_missing"):
        prepared().ticket_recorded(paper, DUE, NOW)


def test_each_way_has_its_own_steps():
    local, abroad = prepared(PlacementKind.LOCAL), prepared()
    with pytest.raises(RuleBroken, match="not_from_abroad"):
        local.visa_recorded(VISA, DUE, NOW)
    for step in (
        lambda: abroad.move_consented(SHE, True, DUE, NOW),
        lambda: abroad.notice_noted(TODAY, TODAY, DUE, NOW),
        lambda: abroad.dues_settled(TODAY, DUE, NOW),
    ):
        with pytest.raises(RuleBroken, match="not_local"):
            step()


def test_what_was_said_before_changes_nothing_when_it_is_said_again():
    placement = prepared().visa_recorded(VISA, DUE, NOW).ticket_recorded(TICKET, DUE, NOW)
    assert placement.visa_recorded(VISA, DUE, NOW) is placement
    assert placement.ticket_recorded(TICKET, DUE, NOW) is placement
    here = placement.arrived(ARRIVED, DUE, NOW)
    assert here.arrived(ARRIVED, DUE, NOW) is here
    stated = here.hand_over_stated(IT, MOVED, DUE, NOW)
    assert stated.hand_over_stated(IT, MOVED, DUE, NOW) is stated
    moving = ready_to_move()
    assert moving.move_consented(SHE, True, DUE, NOW) is moving
    assert moving.notice_noted(date(2026, 1, 20), TODAY, DUE, NOW) is moving
    settled = moving.move.dues_settled_on
    assert moving.dues_settled(settled, DUE, NOW) is moving


def test_what_has_not_happened_yet_is_not_recorded():
    tomorrow = TODAY + timedelta(days=1)
    local = prepared(PlacementKind.LOCAL).move_consented(SHE, True, DUE, NOW)
    abroad = prepared().visa_recorded(VISA, DUE, NOW)
    for step in (
        lambda: local.notice_noted(tomorrow, tomorrow, DUE, NOW),
        lambda: local.dues_settled(tomorrow, DUE, NOW),
        lambda: abroad.arrived(tomorrow, DUE, NOW),
        lambda: handed_over().ended(HE, tomorrow, EndCause.CONTRACT_END, NOW),
    ):
        with pytest.raises(RuleBroken, match="day_to_come"):
            step()


def test_lateness_is_seen_on_the_day_after_and_once():
    placement = prepared()
    (moment,) = placement.moments()
    assert (moment.code, moment.due) == ("arrival_late", end_of_day(date(2026, 2, 20)))
    assert placement.arrival_late(moment.due - timedelta(seconds=1)) is placement
    late = placement.arrival_late(moment.due)
    assert late.late
    assert late.moments() == frozenset()
    assert late.arrival_late(NOW) is late
    assert arrived().arrival_late(NOW).rows()[0].days_late == 1


def test_who_came_in_time_is_not_late():
    (row,) = prepared().visa_recorded(VISA, DUE, NOW).arrived(VISA.on, DUE, NOW).rows()
    assert (row.late, row.days_late) == (False, 0)


def test_where_no_day_was_agreed_nobody_is_late():
    open_ended = evolve(prepared(PlacementKind.DIRECT), expected_arrival=None)
    assert open_ended.moments() == frozenset()
    assert open_ended.arrival_late(NOW) is open_ended
    came = open_ended.visa_recorded(VISA, DUE, NOW).arrived(ARRIVED, DUE, NOW)
    assert came.rows()[0].days_late is None


def test_an_arrival_on_a_mistaken_day_is_mended_and_not_taken_silently():
    came = prepared().visa_recorded(VISA, DUE, NOW).arrived(ARRIVED, DUE, NOW)
    assert came.arrived(ARRIVED, DUE, NOW) is came
    mended = came.arrived(MOVED, DUE, NOW)
    assert (mended.arrived_on, mended.status) == (MOVED, PlacementStatus.ARRIVED)
    with pytest.raises(WrongMoment):
        handed_over().arrived(MOVED, DUE, NOW)


def test_she_may_say_that_she_has_an_employer_after_all():
    agreed = prepared(PlacementKind.LOCAL).move_consented(SHE, False, DUE, NOW)
    assert agreed.move_consented(SHE, False, DUE, NOW) is agreed
    assert not agreed.move.next_step
    employed = agreed.move_consented(SHE, True, DUE, NOW)
    assert employed.move.next_step
    noted = employed.notice_noted(ARRIVED, TODAY, DUE, NOW).dues_settled(ARRIVED, DUE, NOW)
    assert noted.dues_settled(ARRIVED, DUE, NOW) is noted
    assert noted.dues_settled(MOVED, DUE, NOW).move.dues_settled_on == MOVED


def test_on_a_return_the_office_keeps_her_and_the_employer_says_how_it_ended():
    back = handed_over().returned(TODAY, DUE, NOW)
    assert turns(back) == [("end_placement", "employer"), ("house_worker", "office")]
    assert back.returned(TODAY, DUE, NOW) is back
    assert turns(back.ended(HE, TODAY, EndCause.EMPLOYER_NOTICE, NOW)) == []


def test_of_several_documented_days_the_earliest_is_the_last():
    back = handed_over().returned(date(2026, 2, 28), DUE, NOW)
    earlier = back.returned(date(2026, 2, 26), DUE, NOW)
    assert earlier.last_day == date(2026, 2, 26)
    assert earlier.returned(TODAY, DUE, NOW).last_day == date(2026, 2, 26)
    ended = back.ended(MINISTRY, TODAY, EndCause.RESIGNATION, NOW)
    assert ended.last_day == date(2026, 2, 28)
    assert ended.ended(MINISTRY, TODAY, EndCause.RESIGNATION, NOW) is ended


@pytest.mark.parametrize(
    ("last_day", "cause"), [(TODAY, EndCause.DEATH), (MOVED, EndCause.CONTRACT_END)]
)
def test_what_has_ended_is_not_said_to_have_ended_otherwise(last_day, cause):
    ended = handed_over().ended(HE, TODAY, EndCause.CONTRACT_END, NOW)
    with pytest.raises(WrongMoment, match="placement_ended_already") as no:
        ended.ended(MINISTRY, last_day, cause, NOW)
    assert no.value.facts == {"found": TODAY, "cause": EndCause.CONTRACT_END}


def test_a_last_day_is_never_before_the_hand_over():
    with pytest.raises(RuleBroken, match="day_too_early"):
        handed_over().returned(ARRIVED, DUE, NOW)


@pytest.mark.parametrize(
    ("party", "cause"),
    [
        (HE, EndCause.RESIGNATION), (HE, EndCause.WORKER_CAUSE), (HE, EndCause.TRANSFER),
        (HE, EndCause.DEATH),
        (SHE, EndCause.DISMISSAL), (SHE, EndCause.EMPLOYER_NOTICE), (IT, EndCause.CONTRACT_END),
    ],
)  # fmt: skip
def test_nobody_says_of_the_other_side_why_it_ended(party, cause):
    with pytest.raises(RuleBroken, match="cause_not_yours"):
        handed_over().ended(party, TODAY, cause, NOW)


@pytest.mark.parametrize("cause", EndCause)
def test_the_ministry_may_find_any_cause(cause):
    assert handed_over().ended(MINISTRY, TODAY, cause, NOW).cause is cause


def test_it_falls_before_the_hand_over_and_ends_after_it():
    fallen = arrived().cancelled(NOW)
    assert fallen.cancelled(NOW) is fallen
    assert turns(fallen) == []
    for step in (
        lambda: handed_over().cancelled(NOW),
        lambda: arrived().ended(HE, TODAY, EndCause.CONTRACT_END, NOW),
        lambda: fallen.hand_over_stated(IT, MOVED, DUE, NOW),
    ):
        with pytest.raises(WrongMoment):
            step()


DAYS = st.integers(-40, 2).map(lambda days: TODAY + timedelta(days=days))
PARTIES = st.sampled_from([HE, IT, SHE, MINISTRY])


class AnyoneMayTryAnything(RuleBasedStateMachine):
    way = PlacementKind.ABROAD

    def __init__(self):
        super().__init__()
        self.placement = prepared(self.way)
        self.said, self.last_days = {}, []

    def attempt(self, name, *facts):
        with suppress(Refusal):
            self.placement = getattr(self.placement, name)(*facts)
            return True
        return False

    @rule(on=DAYS)
    def papers(self, on):
        self.attempt("visa_recorded", Paper(reference="V", on=on), DUE, NOW)
        self.attempt("ticket_recorded", Paper(reference="T", on=on), DUE, NOW)

    @rule(on=DAYS)
    def arrive(self, on):
        self.attempt("arrived", on, DUE, NOW)

    @rule(by=PARTIES, employed=st.booleans(), on=DAYS)
    def move(self, by, employed, on):
        self.attempt("move_consented", by, employed, DUE, NOW)
        self.attempt("notice_noted", on, on + timedelta(days=5), DUE, NOW)
        self.attempt("dues_settled", on, DUE, NOW)

    @rule(by=PARTIES, on=DAYS)
    def state(self, by, on):
        if self.attempt("hand_over_stated", by, on, DUE, NOW):
            self.said[by] = on

    @rule(by=PARTIES, on=DAYS)
    def confirm(self, by, on):
        if self.attempt("hand_over_confirmed", by, on, NOW):
            self.said[by] = on

    @rule(on=DAYS)
    def come_back(self, on):
        self.attempt("returned", on, DUE, NOW)

    @rule(by=PARTIES, on=DAYS, cause=st.sampled_from(EndCause))
    def end(self, by, on, cause):
        self.attempt("ended", by, on, cause, NOW)

    @rule()
    def cancel(self):
        self.attempt("cancelled", NOW)

    @rule()
    def be_late(self):
        self.attempt("arrival_late", NOW)

    @invariant()
    def nobody_is_handed_over_who_has_not_come_or_agreed_to_move(self):
        on, move = self.placement.handed_over_on, self.placement.move
        if on is None:
            return
        if self.way is PlacementKind.LOCAL:
            assert move.consented_at is not None
            assert not move.employed or (move.dues_settled_on and move.notice_ends <= on)
        else:
            assert self.placement.arrived_on <= on

    @invariant()
    def one_side_alone_never_starts_the_guarantee(self):
        if self.placement.handed_over_on is not None:
            assert len(self.said) >= 2

    @invariant()
    def the_last_day_only_moves_to_an_earlier_one(self):
        if self.placement.last_day is not None:
            self.last_days.append(self.placement.last_day)
            assert self.last_days == sorted(self.last_days, reverse=True)
            assert self.placement.last_day >= self.placement.handed_over_on

    @invariant()
    def what_is_over_waits_for_nobody(self):
        over = (PlacementStatus.ENDED, PlacementStatus.CANCELLED, PlacementStatus.HANDED_OVER)
        if self.placement.status in over:
            assert self.placement.obligations() == ()
            assert self.placement.moments() == frozenset()


class AnyoneMayTryAnythingWithinQatar(AnyoneMayTryAnything):
    way = PlacementKind.LOCAL


class AnyoneMayTryAnythingWithoutAnOffice(AnyoneMayTryAnything):
    way = PlacementKind.DIRECT


TestAnyoneMayTryAnything = AnyoneMayTryAnything.TestCase
TestAnyoneMayTryAnythingWithinQatar = AnyoneMayTryAnythingWithinQatar.TestCase
TestAnyoneMayTryAnythingWithoutAnOffice = AnyoneMayTryAnythingWithoutAnOffice.TestCase


def test_nobody_comes_or_is_handed_over_before_there_was_a_contract():
    before = date(2026, 1, 4)
    travelling = prepared().visa_recorded(VISA, DUE, NOW)
    free = prepared(PlacementKind.LOCAL).move_consented(SHE, False, DUE, NOW)
    for step in (
        lambda: travelling.arrived(before, DUE, NOW),
        lambda: free.hand_over_stated(IT, before, DUE, NOW),
    ):
        with pytest.raises(RuleBroken) as no:
            step()
        assert (no.value.code, no.value.facts["needed"]) == ("day_too_early", date(2026, 1, 5))


def test_a_visa_is_recorded_once_it_has_been_issued():
    with pytest.raises(RuleBroken, match="day_to_come"):
        prepared().visa_recorded(Paper(reference="V-1", on=date(2026, 3, 2)), DUE, NOW)


def test_no_notice_is_given_in_her_name_before_she_has_agreed():
    with pytest.raises(RuleBroken, match="move_not_agreed"):
        prepared(PlacementKind.LOCAL).notice_noted(TODAY, date(2026, 4, 1), DUE, NOW)


def test_who_has_no_employer_now_gives_no_notice_and_is_owed_no_dues():
    free = prepared(PlacementKind.LOCAL).move_consented(SHE, False, DUE, NOW)
    with pytest.raises(RuleBroken, match="no_current_employer"):
        free.notice_noted(TODAY, date(2026, 4, 1), DUE, NOW)
    with pytest.raises(RuleBroken, match="no_current_employer"):
        free.dues_settled(TODAY, DUE, NOW)


def test_what_nobody_has_stated_is_not_confirmed():
    with pytest.raises(RuleBroken) as no:
        arrived().hand_over_confirmed(HE, MOVED, NOW)
    assert (no.value.code, no.value.facts["needed"]) == ("hand_over_not_stated", "office")
