from functools import partial

import pytest
from beginnings import TERMS, eligible_employer, shown_worker, working_office

from maawin_adapters.clocks import StoppedClock
from maawin_core.access.rights import Rights
from maawin_core.contracts.contract import RecruitmentContract, RecruitmentContractRow
from maawin_core.contracts.use_cases import SelectWorker
from maawin_core.kernel.aggregate import Claim
from maawin_core.kernel.errors import Stale, WrongMoment
from maawin_core.kernel.identity import new_id
from maawin_core.kernel.parties import Actor, Role, employer, office
from maawin_core.offers.terms import Profile
from maawin_core.offers.use_cases import MakeOffer
from maawin_core.requests.request import RecruitmentRequest, RequestStatus
from maawin_core.requests.use_cases import AcceptRequest, SubmitRequest
from maawin_core.testing.sample import together
from maawin_core.workers.profile import Origin
from maawin_core.workers.worker import Availability, Worker

THREADS = 8


@pytest.fixture(params=["memory", "sqlite", "postgres"])
def stores(request):
    return request.getfixturevalue(f"{request.param}_stores")


@pytest.fixture
def ports(stores):
    return {"storage": stores.storage, "rights": Rights(), "clock": StoppedClock()}


@pytest.fixture
def rivals(stores, ports):
    # Many employers, each with an accepted request on the same offer of an office for any worker.
    at = ports["clock"].now()
    house = working_office(stores.storage, at)
    manager = Actor(new_id(), Role.OFFICE_MANAGER, office(house.id))
    offer = MakeOffer(**ports)(manager, Origin.ABROAD, TERMS, profile=Profile(country="PHL"))
    found = []
    for _ in range(THREADS):
        home = eligible_employer(stores.storage, at)
        actor = Actor(new_id(), Role.EMPLOYER, employer(home.id))
        request = SubmitRequest(**ports)(actor, offer=offer.id)
        found.append((actor, AcceptRequest(**ports)(manager, request.id)))
    return house, found


def test_of_many_employers_who_select_one_worker_exactly_one_wins(stores, ports, rivals):
    house, requests = rivals
    hers = shown_worker(stores.storage, house.id, ports["clock"].now())

    def select(number):
        actor, request = requests[number]
        return SelectWorker(**ports)(actor, request.id, hers.id)

    came = together(THREADS, select)
    won = [each for each in came if isinstance(each, RecruitmentContract)]
    lost = [each for each in came if isinstance(each, Stale | WrongMoment)]
    assert (len(won), len(lost)) == (1, THREADS - 1)
    _only_this_is_kept(stores, won[0], hers)
    selected = [_status(stores, request) for _, request in requests]
    assert selected.count(RequestStatus.SELECTED) == 1
    assert selected.count(RequestStatus.ACCEPTED) == THREADS - 1


def test_one_employer_in_many_windows_selects_one_worker(stores, ports, rivals):
    house, requests = rivals
    actor, request = requests[0]
    workers = [shown_worker(stores.storage, house.id, ports["clock"].now()) for _ in range(THREADS)]

    def select(number):
        return SelectWorker(**ports)(actor, request.id, workers[number].id)

    came = together(THREADS, select)
    won = [each for each in came if isinstance(each, RecruitmentContract)]
    assert len(won) == 1
    free = [stores.storage.get(Worker, each.id).availability for each in workers]
    assert free.count(Availability.LISTED) == THREADS - 1
    _only_this_is_kept(stores, won[0], stores.storage.get(Worker, won[0].worker))


def test_a_click_that_is_repeated_at_once_makes_one_contract(stores, ports, rivals):
    house, requests = rivals
    actor, request = requests[0]
    hers = shown_worker(stores.storage, house.id, ports["clock"].now())
    select = partial(SelectWorker(**ports), actor, request.id, hers.id)
    came = together(THREADS, lambda _: select())
    won = {each.id for each in came if isinstance(each, RecruitmentContract)}
    assert len(won) == 1
    assert select().id in won


def _status(stores, request):
    return stores.storage.get(RecruitmentRequest, request.id).status


def _only_this_is_kept(stores, contract, hers):
    held = stores.storage.holder(Claim("worker_reserved", str(hers.id)))
    assert held == ("recruitment_contract", contract.id)
    assert stores.storage.get(Worker, hers.id).reserved_for == contract.request
    assert [row.key for row in stores.lists.page(RecruitmentContractRow).items] == [contract.id]
