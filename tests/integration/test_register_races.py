from datetime import date

import pytest
from attrs import evolve
from beginnings import PROFILE, eligible_employer, working_office

from maawin_adapters.clocks import StoppedClock
from maawin_core.access.rights import Rights
from maawin_core.contracts.direct import Candidate, DirectRecruitment, DirectRecruitmentRow
from maawin_core.contracts.use_cases import AskDirectRecruitment
from maawin_core.kernel.aggregate import Claim
from maawin_core.kernel.errors import AlreadyTaken
from maawin_core.kernel.identity import Identity, new_id
from maawin_core.kernel.parties import PLATFORM, Actor, Role, employer, office
from maawin_core.offices.details import OfficeDetails
from maawin_core.offices.licence import Licence
from maawin_core.offices.office import Office, OfficeFileRow
from maawin_core.offices.use_cases import RegisterOffice
from maawin_core.testing.sample import together
from maawin_core.workers.use_cases import ListWorker
from maawin_core.workers.worker import Worker, WorkerRow

WAYS = ("SYN000777", "syn000777", "syn 000 777", "syn٠٠٠٧٧٧")
THREADS = 2 * len(WAYS)
BORN = date(1996, 4, 2)


@pytest.fixture(params=["memory", "sqlite", "postgres"])
def stores(request):
    return request.getfixturevalue(f"{request.param}_stores")


@pytest.fixture
def ports(stores):
    return {"storage": stores.storage, "rights": Rights(), "clock": StoppedClock()}


@pytest.fixture
def list_her(stores, ports):
    """Each of many offices lists the same worker, her passport written in its own way."""
    houses = [working_office(stores.storage, ports["clock"].now()).id for _ in range(THREADS)]

    def listed(number):
        manager = Actor(new_id(), Role.OFFICE_MANAGER, office(houses[number]))
        passport = WAYS[number % len(WAYS)]
        who = Identity(name="Synthetic Worker", born=BORN, passport=passport)
        return ListWorker(**ports)(manager, houses[number], who, PROFILE)

    return listed


@pytest.fixture
def ask_for_her(stores, ports):
    """An employer would recruit the same worker without an office."""
    home = eligible_employer(stores.storage, ports["clock"].now())
    actor = Actor(new_id(), Role.EMPLOYER, employer(home.id))

    def asked(number):
        who = Identity(name="Synthetic Worker", born=BORN, passport=WAYS[number % len(WAYS)])
        her = Candidate(identity=who, country="PHL", passport_country="PHL", languages=("en",))
        return AskDirectRecruitment(**ports)(actor, her, "I know her.")

    return asked


def test_of_many_offices_that_list_one_passport_at_once_exactly_one_has_her(stores, list_her):
    came = together(THREADS, list_her)
    (won,) = (each for each in came if isinstance(each, Worker))
    assert sum(isinstance(each, AlreadyTaken) for each in came) == THREADS - 1
    assert stores.storage.holder(Claim("passport", "PHL:SYN000777")) == ("worker", won.id)
    assert [row.key for row in stores.lists.page(WorkerRow).items] == [won.id]


def test_an_office_and_an_employer_who_want_her_at_once_do_not_both_get_her(
    stores, list_her, ask_for_her
):
    came = together(THREADS, lambda n: (list_her if n % 2 else ask_for_her)(n))
    won = [each for each in came if isinstance(each, Worker | DirectRecruitment)]
    assert len(won) == 1
    assert sum(isinstance(each, AlreadyTaken) for each in came) == THREADS - 1
    rows = [stores.lists.page(kind).items for kind in (WorkerRow, DirectRecruitmentRow)]
    assert sum(map(len, rows)) == 1


def test_of_many_who_register_one_licence_at_once_exactly_one_does(stores, ports):
    licence = Licence(number="", first_day=date(2025, 1, 1), last_day=date(2030, 12, 31))
    administrator = Actor(new_id(), Role.ADMINISTRATOR, PLATFORM)

    def register(number):
        its = evolve(licence, number=WAYS[number % len(WAYS)])
        details = OfficeDetails(identity=Identity(name="Synthetic Office"), licence=its)
        return RegisterOffice(**ports)(administrator, details)

    came = together(THREADS, register)
    assert sum(isinstance(each, Office) for each in came) == 1
    assert sum(isinstance(each, AlreadyTaken) for each in came) == THREADS - 1
    assert len(stores.lists.page(OfficeFileRow).items) == 1
