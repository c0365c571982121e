import pytest
from journeys import request

from maawin_core.choice.rating import Rating
from maawin_core.choice.use_cases import RateJourney
from maawin_core.kernel.aggregate import Version
from maawin_core.kernel.errors import NotAllowed, NotFound, Stale, WrongMoment
from maawin_core.kernel.identity import new_id
from maawin_core.notices.notice import NoticeRow
from maawin_core.requests.request import RequestStatus


@pytest.fixture
def rate(resolve):
    return resolve(RateJourney)


@pytest.fixture
def ended(storage, clock):
    return request(storage, clock.now(), new_id(), days=40, worker=new_id())


@pytest.fixture
def mine(ended, employer_of):
    return employer_of(ended.employer)


def test_an_employer_rates_her_ended_journey_once_and_may_change_it(rate, ended, mine):
    first = rate(mine, ended.id, 4, 5)
    assert (first.id, first.office, first.worker) == (ended.id, ended.office, ended.worker)
    assert rate(mine, ended.id, 4, 5) == first
    assert rate(mine, ended.id, 2, seen=first.version).stars == 2


def test_an_older_page_is_stale(rate, ended, mine):
    rate(mine, ended.id, 4)
    with pytest.raises(Stale):
        rate(mine, ended.id, 1, seen=Version(7))


@pytest.mark.parametrize("status", [s for s in RequestStatus if s is not RequestStatus.COMPLETED])
def test_a_journey_that_has_not_ended_cannot_be_rated(rate, storage, clock, employer_of, status):
    running = request(storage, clock.now(), new_id(), status=status)
    with pytest.raises(WrongMoment, match="journey_not_ended"):
        rate(employer_of(running.employer), running.id, 1)
    assert not [key for key in storage.things if key[0] == Rating.kind()]


def test_one_that_fell_after_its_contract_can(rate, storage, clock, employer_of):
    fell = request(
        storage, clock.now(), new_id(), status=RequestStatus.CANCELLED, contract=new_id()
    )
    assert rate(employer_of(fell.employer), fell.id, 1).stars == 1


def test_nobody_rates_for_another(rate, ended, employer_of, manager_of, officer):
    with pytest.raises(NotFound):
        rate(employer_of(new_id()), ended.id, 1)
    for other in (manager_of(ended.office), officer):
        with pytest.raises(NotAllowed):
            rate(other, ended.id, 5)


def test_the_office_learns_of_it(rate, ended, mine, settle, lists):
    rate(mine, ended.id, 4)
    settle()
    told = {row.party for row in lists.page(NoticeRow).items if row.code == "journey_rated"}
    assert told == {f"office:{ended.office}", f"employer:{ended.employer}"}
