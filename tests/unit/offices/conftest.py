from datetime import date

import pytest

from maawin_core.kernel.identity import Identity, new_id
from maawin_core.kernel.money import Money
from maawin_core.kernel.parties import Role
from maawin_core.offices.details import OfficeDetails
from maawin_core.offices.licence import Licence
from maawin_core.offices.use_cases import AuthoriseStaff, RegisterOffice
from maawin_core.workers.profile import Origin, Sex, WorkerProfile
from maawin_core.workers.use_cases import ListWorker


@pytest.fixture
def details():
    return OfficeDetails(
        identity=Identity(
            name="Synthetic Office", name_ar="مكتب اصطناعي", phone="+97400000001",
            email="office@example.invalid", address="Zone 0", iban="QA26DOHBQAQAXXX00000693123456",
        ),
        licence=Licence(
            number="SYN-1", class_="A", first_day=date(2025, 1, 1), last_day=date(2026, 12, 31)
        ),
        cr="900001",
        eid="90000001",
    )  # fmt: skip


@pytest.fixture
def registered(resolve, administrator, details):
    return resolve(RegisterOffice)(administrator, details)


@pytest.fixture
def manager(registered, manager_of):
    return manager_of(registered.id)


@pytest.fixture
def authorise(resolve, administrator, registered):
    def somebody(qid="28060800001", until=date(2027, 6, 30), role=Role.OFFICE_MANAGER):
        who = Identity(name="Synthetic Manager", qid=qid)
        office = resolve(AuthoriseStaff)(administrator, registered.id, who, role, until)
        return office.staff[-1]

    return somebody


@pytest.fixture
def list_worker(resolve, registered, manager):
    def somebody(number=1):
        profile = WorkerProfile(
            country="PHL", passport_country="PHL", sex=Sex.FEMALE, origin=Origin.ABROAD,
            expected_wage=Money("1500.00"),
        )  # fmt: skip
        who = Identity(name="Synthetic Worker", born=date(1995, 1, 1), passport=f"P{number:07}")
        return resolve(ListWorker)(manager, registered.id, who, profile)

    return somebody


@pytest.fixture
def complete(registered, authorise, list_worker):
    authorise()
    list_worker()
    return registered.id


@pytest.fixture
def unknown():
    return new_id()
