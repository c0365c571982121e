from itertools import count
from uuid import UUID

import pytest
from beginnings import kept, shown_worker, working_office
from journeys import dispute, offer, overdue, placement, refund, request, wage

from maawin_adapters.clocks import StoppedClock
from maawin_core.access.rights import Rights
from maawin_core.choice.rating import Rating
from maawin_core.choice.use_cases import CompareOffices, SearchOffers, SearchWorkers
from maawin_core.choice.wishes import By, Wishes
from maawin_core.disputes.events import Outcome
from maawin_core.kernel.identity import ids_from, new_id
from maawin_core.kernel.money import Money
from maawin_core.kernel.parties import MINISTRY, Actor, Role, office
from maawin_core.oversight.figures import Over
from maawin_core.oversight.use_cases import (
    ShowAlerts,
    ShowCases,
    ShowIndicators,
    ShowRefundAges,
    ShowStalled,
    ShowTrend,
)
from maawin_core.oversight.use_cases.indicators import INDICATORS
from maawin_core.pilot.use_cases import ChooseForCohort, FormCohort, ShowReadiness
from maawin_core.wages.events import WageStatus

CLOCK = StoppedClock()
OFFICER = Actor(new_id(), Role.OFFICER, MINISTRY)


def town(storage):
    at = CLOCK.now()
    for n in range(3):
        house = working_office(storage, at).id
        worker = shown_worker(storage, house, at, experience_years=n)
        for i in range(6):
            offer(storage, at, house, f"{9000 + 500 * i + n}.00", days=20 + i)
            request(storage, at, house, days=20 + i + n, country="KEN" if i % 2 else "PHL")
            placement(storage, at, house, late=(i + n) % 3)
            refund(storage, at, house, given_after=10 + 3 * n)
            wage(storage, at, house, WageStatus.MISSING if i == n else WageStatus.PAID)
            rating = Rating.given(
                new_id(), office=house, employer=new_id(), worker=worker.id, stars=1 + (i + n) % 5,
                worker_stars=5, at=at,
            )  # fmt: skip
            kept(storage, rating)
        dispute(storage, at, house, Outcome.REFUND)
        overdue(storage, at, house, days=5 * n + 1)


def everything(stores):
    numbers = count(1)
    with ids_from(lambda: UUID(int=next(numbers) << 64)):
        town(stores.storage)
        return report(stores)


def report(stores):
    lists, rights = stores.lists, Rights()
    watching = {"lists": lists, "rights": rights, "clock": CLOCK}
    choosing = {"storage": stores.storage, "rights": rights, "clock": CLOCK}
    wishes = Wishes(country="PHL", skills=("child_care",), most_price=Money("11000.00"))
    cohort = FormCohort(**choosing)(OFFICER, "First")
    offices = [each.of for each in ShowIndicators(**watching)(OFFICER) if each.code == "requests"]
    assert len(offices) == 3
    readiness = ShowReadiness(storage=stores.storage, **watching)
    ChooseForCohort(**choosing)(OFFICER, cohort.id, office(UUID(offices[0])))
    searched = SearchOffers(lists, CLOCK)(OFFICER, wishes, By.WAGE, limit=4)
    return [
        sorted(map(str, ShowIndicators(**watching)(OFFICER))),
        sorted(map(str, ShowIndicators(**watching)(OFFICER, Over.COUNTRY))),
        [ShowTrend(**watching)(OFFICER, code, 3) for code, i in INDICATORS.items() if i.month],
        [ShowCases(**watching)(OFFICER, code).items for code in INDICATORS],
        ShowRefundAges(**watching)(OFFICER),
        ShowStalled(**watching)(OFFICER),
        ShowAlerts(**watching)(OFFICER),
        readiness(OFFICER),
        readiness(OFFICER, cohort.id),
        searched,
        SearchOffers(lists, CLOCK)(OFFICER, wishes, By.WAGE, after=searched.page.next, limit=4),
        SearchWorkers(lists)(OFFICER, Wishes(languages=("tl",))).page.items,
        CompareOffices(lists, CLOCK)(OFFICER, wishes).offices,
        CompareOffices(lists, CLOCK)(OFFICER, wishes, order=By.PRICE).offices,
    ]


@pytest.fixture
def in_memory(memory_stores):
    return everything(memory_stores)


def test_the_town_has_something_to_count(in_memory):
    assert all(in_memory)


def test_sqlite_counts_as_memory_does(in_memory, sqlite_stores):
    assert everything(sqlite_stores) == in_memory


def test_postgres_counts_as_memory_does(in_memory, postgres_stores):
    assert everything(postgres_stores) == in_memory
