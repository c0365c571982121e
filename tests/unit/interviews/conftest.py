from datetime import timedelta

import pytest
from beginnings import TERMS, eligible_employer, shown_worker, working_office

from maawin_core.interviews.use_cases import AcceptInterview, ProposeInterview
from maawin_core.kernel.meeting import Means
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
def listed(storage, house, clock):
    return shown_worker(storage, house.id, clock.now())


@pytest.fixture
def worker(listed, worker_of):
    return worker_of(listed.id)


@pytest.fixture
def accepted(resolve, manager, employer, listed):
    offer = resolve(MakeOffer)(manager, Origin.ABROAD, TERMS, worker=listed.id)
    request = resolve(SubmitRequest)(employer, offer=offer.id)
    return resolve(AcceptRequest)(manager, request.id)


@pytest.fixture
def times(clock):
    return clock.now() + timedelta(days=1), clock.now() + timedelta(days=2)


@pytest.fixture
def interview(resolve, manager, accepted, listed, times):
    return resolve(ProposeInterview)(manager, accepted.id, listed.id, times, Means.LINK)


@pytest.fixture
def agreed(resolve, employer, interview, times):
    return resolve(AcceptInterview)(employer, interview.id, times[0])
