from datetime import date, datetime

import pytest

from maawin_core.kernel.calendar import DOHA
from maawin_core.kernel.money import Money


@pytest.fixture
def service(storage, employed, clock):
    clock.set(datetime(2025, 1, 1, 9, tzinfo=DOHA))
    return employed(storage, date(2025, 1, 1), wage=Money(1000))


@pytest.fixture
def employer(service, employer_of):
    return employer_of(service.employer)


@pytest.fixture
def worker(service, worker_of):
    return worker_of(service.worker)
