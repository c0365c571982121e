import pytest
from beginnings import TERMS, eligible_employer, shown_worker, working_office

from maawin_core.offers.use_cases import MakeOffer
from maawin_core.requests.use_cases import AcceptRequest, SubmitRequest
from maawin_core.workers.profile import Origin


@pytest.fixture
def house(storage, clock):
    return working_office(storage, clock.now())


@pytest.fixture
def manager(house, manager_of):
    return manager_of(house.id)


@pytest.fixture
def employer(storage, clock, employer_of):
    return employer_of(eligible_employer(storage, clock.now()).id)


@pytest.fixture
def worker(storage, house, clock):
    return shown_worker(storage, house.id, clock.now())


@pytest.fixture
def offer(resolve, manager, worker):
    return resolve(MakeOffer)(manager, Origin.ABROAD, TERMS, worker=worker.id)


@pytest.fixture
def request_(resolve, employer, offer):
    return resolve(SubmitRequest)(employer, offer=offer.id)


@pytest.fixture
def accepted(resolve, manager, request_):
    return resolve(AcceptRequest)(manager, request_.id)
