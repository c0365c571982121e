from datetime import date

import pytest

from maawin_core.kernel.identity import Identity, new_id
from maawin_core.kernel.money import Money
from maawin_core.workers.profile import Origin, Sex, WorkerProfile


@pytest.fixture
def office_id():
    return new_id()


@pytest.fixture
def manager(office_id, manager_of):
    return manager_of(office_id)


@pytest.fixture
def identity():
    return Identity(name="Synthetic Worker", born=date(1995, 5, 5), passport="P0000001")


@pytest.fixture
def profile():
    return WorkerProfile(
        country="PHL", passport_country="PHL", sex=Sex.FEMALE, origin=Origin.ABROAD,
        languages=("tl",), expected_wage=Money("1500.00"),
    )  # fmt: skip
