import pytest

from maawin_core.access.admission import admission_of, must_be_admitted
from maawin_core.kernel.aggregate import Version
from maawin_core.kernel.errors import AlreadyTaken, NotAllowed, NotFound, RuleBroken, Stale
from maawin_core.kernel.identity import new_id
from maawin_core.kernel.parties import SYSTEM, employer, office, worker
from maawin_core.notices.notice import NoticeRow
from maawin_core.pilot.use_cases import ChooseForCohort, FormCohort, LeaveCohort, SwitchPilot


@pytest.fixture
def cohort(resolve, administrator):
    return resolve(FormCohort)(administrator, "First")


@pytest.fixture
def choose(resolve, officer):
    return resolve(ChooseForCohort)


@pytest.fixture
def may_start(storage):
    def ask(party):
        with storage.transaction(SYSTEM) as work:
            must_be_admitted(work, party)

    return ask


def test_while_the_pilot_is_on_only_the_chosen_start_new_things(
    resolve, cohort, choose, officer, may_start
):
    chosen, other = office(new_id()), employer(new_id())
    choose(officer, cohort.id, chosen, seen=cohort.version)
    may_start(other)
    resolve(SwitchPilot)(officer, True)
    may_start(chosen)
    with pytest.raises(RuleBroken, match="not_in_pilot"):
        may_start(other)
    resolve(SwitchPilot)(officer, False)
    may_start(other)


def test_whoever_leaves_starts_nothing_new(resolve, cohort, choose, officer, may_start):
    chosen = office(new_id())
    resolve(SwitchPilot)(officer, True)
    choose(officer, cohort.id, chosen)
    left = resolve(LeaveCohort)(officer, cohort.id, chosen)
    with pytest.raises(RuleBroken):
        may_start(chosen)
    assert resolve(LeaveCohort)(officer, cohort.id, chosen).version == left.version


def test_a_party_is_told(cohort, choose, officer, settle, lists):
    chosen = office(new_id())
    choose(officer, cohort.id, chosen)
    settle()
    assert [row.code for row in lists.page(NoticeRow).items] == ["admission_changed"]


def test_nobody_is_in_two_groups_and_leaving_another_group_takes_nothing_away(
    resolve, cohort, choose, officer, storage
):
    chosen = office(new_id())
    other = resolve(FormCohort)(officer, "Second")
    choose(officer, cohort.id, chosen)
    with pytest.raises(AlreadyTaken, match="taken_pilot_place"):
        choose(officer, other.id, chosen)
    resolve(LeaveCohort)(officer, other.id, chosen)
    with storage.transaction(SYSTEM) as work:
        assert admission_of(work, chosen).chosen


def test_a_name_is_given_once(resolve, cohort, officer):
    with pytest.raises(AlreadyTaken, match="taken_cohort_name"):
        resolve(FormCohort)(officer, " first ")


def test_a_worker_is_not_chosen_and_nothing_is_kept_of_it(cohort, choose, officer, storage):
    before = dict(storage.things)
    with pytest.raises(RuleBroken, match="not_for_pilot"):
        choose(officer, cohort.id, worker(new_id()))
    assert storage.things == before


def test_only_the_ministry_and_the_administrator_choose(
    resolve, cohort, choose, officer, inspector, manager_of
):
    stranger = manager_of(new_id())
    for use_case, said in ((FormCohort, ("Mine",)), (SwitchPilot, (True,))):
        with pytest.raises(NotAllowed):
            resolve(use_case)(stranger, *said)
    for use_case in (ChooseForCohort, LeaveCohort):
        with pytest.raises(NotFound):
            resolve(use_case)(stranger, cohort.id, stranger.party)
        with pytest.raises(NotAllowed):
            resolve(use_case)(inspector, cohort.id, stranger.party)
        with pytest.raises(Stale):
            resolve(use_case)(officer, cohort.id, stranger.party, seen=Version(9))


def test_switching_twice_is_once(resolve, officer):
    switch = resolve(SwitchPilot)
    assert switch(officer, True).version == switch(officer, True).version
