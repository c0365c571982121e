import pytest
from beginnings import TERMS, shown_worker, working_office

from maawin_core.offers.terms import Profile
from maawin_core.offers.use_cases import MakeOffer
from maawin_core.workers.profile import Origin


@pytest.fixture
def house(storage, clock):
    return working_office(storage, clock.now())


@pytest.fixture
def manager(house, manager_of):
    return manager_of(house.id)


@pytest.fixture
def worker(storage, house, clock):
    return shown_worker(storage, house.id, clock.now())


@pytest.fixture
def profile():
    return Profile(country="PHL", skills=("cooking",))


@pytest.fixture
def offer(resolve, manager, worker):
    return resolve(MakeOffer)(manager, Origin.ABROAD, TERMS, worker=worker.id)
