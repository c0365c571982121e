from datetime import date, timedelta

import pytest
from beginnings import eligible_employer, working_office

from maawin_core.access.admission import Admission, Standing, admission_id, must_be_admitted
from maawin_core.access.use_cases import Browse
from maawin_core.kernel.aggregate import Version
from maawin_core.kernel.errors import (
    AlreadyTaken,
    NotAllowed,
    NotFound,
    RuleBroken,
    Stale,
    WrongMoment,
)
from maawin_core.kernel.identity import new_id
from maawin_core.kernel.parties import SYSTEM, employer
from maawin_core.kernel.parties import office as party
from maawin_core.notices.notice import NoticeRow
from maawin_core.offices.licence import LicenceStatus
from maawin_core.offices.office import Office
from maawin_core.offices.use_cases import ChangeLicenceStatus
from maawin_core.oversight.intervention import (
    Action,
    Grounds,
    Intervention,
    InterventionRow,
    InterventionStatus,
    suspension_of,
)
from maawin_core.oversight.use_cases import (
    AnswerInterventionAppeal,
    AppealIntervention,
    CarryOutIntervention,
    EndSuspension,
    Intervene,
    LapseIntervention,
    LiftIntervention,
)

UNTIL = date(2026, 1, 10)
GROUNDS = Grounds("Refunds late.", "Decision 8/2005 art. 14", UNTIL, "Pay them.")


@pytest.fixture
def office(storage, clock):
    return party(working_office(storage, clock.now()).id)


@pytest.fixture
def household(storage, clock):
    return employer(eligible_employer(storage, clock.now()).id)


@pytest.fixture
def manager(office, manager_of):
    return manager_of(office.id)


@pytest.fixture
def act(resolve, officer):
    return lambda on, action: resolve(Intervene)(officer, on, action, GROUNDS)


@pytest.fixture
def may_start(storage):
    def ask(who):
        with storage.transaction(SYSTEM) as work:
            must_be_admitted(work, who)

    return ask


def licence(storage, office):
    return storage.get(Office, office.id).licence_status


def test_a_suspended_office_starts_nothing_new_from_that_moment(act, office, may_start, storage):
    act(office, Action.SUSPEND)
    with pytest.raises(RuleBroken, match="party_suspended"):
        may_start(office)
    assert licence(storage, office) is LicenceStatus.SUSPENDED


def test_it_is_told_why_and_sees_it_in_its_list(act, office, manager, resolve, settle):
    made = act(office, Action.SUSPEND)
    settle()
    codes = {row.code for row in resolve(Browse)(manager, NoticeRow).items}
    assert {"intervention_made", "admission_changed"} <= codes
    assert [row.key for row in resolve(Browse)(manager, InterventionRow).items] == [made.id]


def test_a_suspension_lapses_by_itself(act, office, may_start, storage, clock, settle):
    made = act(office, Action.SUSPEND)
    settle()
    clock.set(made.over_at - timedelta(minutes=1))
    settle()
    with pytest.raises(RuleBroken):
        may_start(office)
    clock.set(made.over_at)
    settle()
    may_start(office)
    assert storage.get(Intervention, made.id).status is InterventionStatus.LAPSED
    assert licence(storage, office) is LicenceStatus.ACTIVE


def test_an_employer_too_can_be_suspended_and_let_go(
    act, household, may_start, clock, settle, resolve
):
    made = act(household, Action.SUSPEND)
    with pytest.raises(RuleBroken):
        may_start(household)
    clock.set(made.over_at)
    settle()
    may_start(household)
    assert resolve(LapseIntervention)(SYSTEM, made.id).status is InterventionStatus.LAPSED


def test_lifting_ends_it_at_once(act, office, may_start, officer, resolve, storage, settle):
    made = act(office, Action.SUSPEND)
    settle()
    resolve(LiftIntervention)(officer, made.id, "They paid.", seen=made.version)
    may_start(office)
    settle()
    may_start(office)
    assert licence(storage, office) is LicenceStatus.ACTIVE


def test_whoever_is_suspended_is_not_suspended_twice(act, household, office):
    act(household, Action.SUSPEND)
    with pytest.raises(AlreadyTaken, match="taken_suspension_of"):
        act(household, Action.SUSPEND)
    act(office, Action.SUSPEND)
    with pytest.raises(WrongMoment, match="licence_not_in_force"):
        act(office, Action.SUSPEND)


def test_a_suspension_does_not_give_back_a_licence_that_was_revoked(
    act, office, may_start, officer, resolve, clock, settle, storage
):
    made = act(office, Action.SUSPEND)
    resolve(ChangeLicenceStatus)(officer, office.id, LicenceStatus.REVOKED, "Fraud.", "art. 14")
    settle()
    clock.set(made.over_at)
    settle()
    assert storage.get(Intervention, made.id).status is InterventionStatus.LAPSED
    assert licence(storage, office) is LicenceStatus.REVOKED
    with pytest.raises(RuleBroken):
        may_start(office)


def test_a_licence_given_back_otherwise_ends_the_suspension(
    act, office, may_start, officer, resolve, settle, storage
):
    made = act(office, Action.SUSPEND)
    settle()
    resolve(ChangeLicenceStatus)(officer, office.id, LicenceStatus.ACTIVE, "Heard.", "art. 14")
    settle()
    may_start(office)
    assert storage.get(Intervention, made.id).status is InterventionStatus.LIFTED
    resolve(EndSuspension)(SYSTEM, office.id)  # once more: nothing is left to do
    may_start(office)


def test_a_warning_shows_on_the_licence_and_stops_nothing(
    act, office, may_start, storage, clock, settle
):
    made = act(office, Action.WARN)
    assert licence(storage, office) is LicenceStatus.WARNED
    may_start(office)
    clock.set(made.over_at)
    settle()
    assert licence(storage, office) is LicenceStatus.ACTIVE


@pytest.mark.parametrize("action", [Action.SUPPORT, Action.ORDER])
def test_support_and_orders_leave_the_licence_alone(
    act, office, storage, resolve, officer, action, may_start
):
    made = act(office, action)
    done = resolve(CarryOutIntervention)(officer, made.id, "It helped.", seen=made.version)
    assert (done.status, done.effect) == (InterventionStatus.CARRIED_OUT, "It helped.")
    assert licence(storage, office) is LicenceStatus.ACTIVE
    may_start(office)


def test_an_appeal_that_is_heard_lets_the_office_work(
    act, office, manager, officer, resolve, may_start
):
    made = act(office, Action.SUSPEND)
    asked = resolve(AppealIntervention)(manager, made.id, "We paid.", seen=made.version)
    with pytest.raises(RuleBroken):
        may_start(office)
    resolve(AnswerInterventionAppeal)(officer, made.id, False, "You did.", seen=asked.version)
    may_start(office)


def test_only_an_officer_intervenes_and_only_the_party_appeals(
    act, office, manager, inspector, staff_of, officer, resolve, storage
):
    for other in (manager, inspector):
        with pytest.raises(NotAllowed):
            resolve(Intervene)(other, office, Action.SUSPEND, GROUNDS)
    assert storage.holder(suspension_of(office)) is None
    made = act(office, Action.WARN)
    with pytest.raises(NotAllowed):
        resolve(AppealIntervention)(officer, made.id, "Hm.")
    with pytest.raises(NotFound):
        resolve(AppealIntervention)(staff_of(new_id()), made.id, "Hm.")
    for use_case, said in (
        (LiftIntervention, ("so",)),
        (CarryOutIntervention, ("so",)),
        (AnswerInterventionAppeal, (True, "so")),
    ):
        with pytest.raises(NotAllowed):
            resolve(use_case)(manager, made.id, *said)
        with pytest.raises(Stale):
            resolve(use_case)(officer, made.id, *said, seen=Version(9))
    with pytest.raises(Stale):
        resolve(AppealIntervention)(manager, made.id, "Hm.", seen=Version(9))


def test_nobody_suspends_whom_the_platform_does_not_know(resolve, officer, storage):
    for stranger in (party(new_id()), employer(new_id())):
        with pytest.raises(NotFound):
            resolve(Intervene)(officer, stranger, Action.SUSPEND, GROUNDS)
    assert storage.things == {}


def test_a_refused_intervention_leaves_everything_as_it_was(resolve, officer, office, storage):
    bare = Grounds(" ", "art. 14", UNTIL)
    with pytest.raises(RuleBroken):
        resolve(Intervene)(officer, office, Action.SUSPEND, bare)
    assert (Admission.kind(), admission_id(office)) not in storage.things
    assert licence(storage, office) is LicenceStatus.ACTIVE
    assert Standing.ADMITTED is Admission.of(office).standing


def test_lapsing_early_or_twice_changes_nothing(act, office, resolve, clock, storage):
    made = act(office, Action.SUSPEND)
    lapse = resolve(LapseIntervention)
    assert lapse(SYSTEM, made.id) == made
    clock.set(made.over_at)
    lapse(SYSTEM, made.id)
    kept = dict(storage.things)
    lapse(SYSTEM, made.id)
    assert storage.things == kept
