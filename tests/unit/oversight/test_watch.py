from datetime import date, timedelta
from uuid import UUID

import pytest
from attrs import evolve
from beginnings import working_office
from journeys import dispute, offer, overdue, placement, put, refund, request, wage

from maawin_core.kernel.errors import NotAllowed, RuleBroken
from maawin_core.kernel.identity import new_id
from maawin_core.kernel.money import Money
from maawin_core.kernel.parties import office as party
from maawin_core.oversight.figures import Narrowed, Over
from maawin_core.oversight.use_cases import (
    ShowAlerts,
    ShowCases,
    ShowIndicators,
    ShowRefundAges,
    ShowStalled,
    ShowStalledSteps,
    ShowTrend,
)
from maawin_core.oversight.use_cases.indicators import INDICATORS
from maawin_core.wages.events import WageStatus


@pytest.fixture
def at(clock):
    return clock.now()


@pytest.fixture
def office(storage, at):
    return working_office(storage, at).id


@pytest.fixture
def busy(storage, at, office):
    # One office in trouble, and another without any.
    long_ago = at - timedelta(days=40)
    request(storage, long_ago, office, due=at - timedelta(days=10))
    request(storage, at, office, country="KEN", days=20)
    offer(storage, at, office)
    placement(storage, at, office, 0)
    placement(storage, at, office, 9)
    put(storage, evolve(placement(storage, at, office, 0), returned_on=at.date()), at)
    for _ in range(3):
        placement(storage, at, office, expected=at.date() - timedelta(days=9))
    overdue(storage, at, office, days=3)
    overdue(storage, at, office, days=20, amount="1000.00")
    refund(storage, at, office)
    dispute(storage, at, office)
    wage(storage, at, office, WageStatus.MISSING)
    wage(storage, at, office, WageStatus.LATE_PAID)
    request(storage, at, working_office(storage, at).id, country="KEN")
    return office


def test_each_office_has_its_figures(busy, resolve, officer):
    found = resolve(ShowIndicators)(officer, narrowed=Narrowed(office=busy))
    assert {each.of for each in found} == {str(busy)}
    figures = {each.code: (each.n, each.sum and str(each.sum)) for each in found}
    assert figures == {
        "requests": (2, None),
        "requests_running": (1, None),
        "requests_completed": (1, None),
        "offers_open": (1, None),
        "handed_over": (3, None),
        "arrivals_late": (1, None),
        "arrivals_missing": (3, None),
        "returned": (1, None),
        "disputes": (1, None),
        "disputes_open": (1, None),
        "refunds_owed": (3, "QAR 11,000.00"),
        "refunds_overdue": (2, "QAR 6,000.00"),
        "wages_late": (2, None),
        "wages_unpaid": (1, "QAR 1,900.00"),
    }


def test_by_country_only_what_knows_its_country(busy, resolve, officer):
    found = resolve(ShowIndicators)(officer, Over.COUNTRY)
    requests = {each.of: each.n for each in found if each.code == "requests"}
    assert requests == {"PHL": 1, "KEN": 2}
    assert {each.code for each in found} <= {c for c, each in INDICATORS.items() if each.country}
    kenya = resolve(ShowIndicators)(officer, Over.OFFICE, Narrowed(country="KEN"))
    assert sum(each.n for each in kenya if each.code == "requests") == 2


def test_disputes_refunds_and_wages_are_counted_by_country(busy, storage, at, resolve, officer):
    overdue(storage, at, busy, days=2, amount="700.00", country="KEN")
    found = resolve(ShowIndicators)(officer, Over.COUNTRY)
    figures = {(each.code, each.of): (each.n, each.sum and str(each.sum)) for each in found}
    assert figures["disputes_open", "PHL"] == (1, None)
    assert figures["refunds_owed", "PHL"] == (3, "QAR 11,000.00")
    assert figures["refunds_overdue", "KEN"] == (1, "QAR 700.00")
    assert figures["wages_late", "PHL"] == (2, None)
    assert figures["wages_unpaid", "PHL"] == (1, "QAR 1,900.00")
    kenya = Narrowed(country="KEN")
    assert [each.n for each in resolve(ShowRefundAges)(officer, kenya)] == [1, 0, 0]
    (case,) = resolve(ShowCases)(officer, "refunds_overdue", kenya).items
    assert (case.country, case.amount) == ("KEN", Money("700.00"))


def test_behind_every_number_are_as_many_cases(busy, resolve, officer):
    cases = resolve(ShowCases)
    for each in resolve(ShowIndicators)(officer):
        page = cases(officer, each.code, Narrowed(office=UUID(each.of)))
        assert len(page.items) == each.n, each.code


def test_a_trend_falls_into_months_and_its_months_into_cases(busy, resolve, officer):
    trend = resolve(ShowTrend)(officer, "requests", 3)
    assert [(each.month, each.n) for each in trend] == [
        (date(2025, 11, 1), 1),
        (date(2025, 12, 1), 0),
        (date(2026, 1, 1), 2),
    ]
    for each in trend:
        page = resolve(ShowCases)(officer, "requests", month=each.month)
        assert len(page.items) == each.n
    owed = resolve(ShowTrend)(officer, "refunds_overdue", 2, Narrowed(office=busy))
    assert [(each.n, each.sum) for each in owed] == [
        (1, Money("1000.00")),
        (1, Money("5000.00")),
    ]
    assert [e.n for e in resolve(ShowTrend)(officer, "requests_completed", 1)] == [1]


def test_what_cannot_be_shown_says_so(resolve, officer):
    with pytest.raises(RuleBroken, match="indicator_unknown"):
        resolve(ShowCases)(officer, "horoscopes")
    with pytest.raises(RuleBroken, match="no_trend"):
        resolve(ShowTrend)(officer, "disputes_open")
    with pytest.raises(RuleBroken, match="no_country"):
        resolve(ShowCases)(officer, "interventions", Narrowed(country="PHL"))
    for months in (0, 37):
        with pytest.raises(RuleBroken, match="too_many_months"):
            resolve(ShowTrend)(officer, "requests", months)


def test_refunds_are_listed_by_age(busy, resolve, officer):
    ages = resolve(ShowRefundAges)(officer, Narrowed(office=busy))
    assert [(each.days, each.most, each.n, str(each.sum)) for each in ages] == [
        (0, 7, 1, "QAR 5,000.00"),
        (7, 30, 1, "QAR 1,000.00"),
        (30, None, 0, "QAR 0.00"),
    ]
    assert sum(each.n for each in resolve(ShowRefundAges)(officer, Narrowed(office=new_id()))) == 0


def test_stalled_steps_are_counted_by_step_and_country(busy, resolve, officer, inspector):
    stalled = resolve(ShowStalled)(officer)
    assert [(each.code, each.country, each.n) for each in stalled] == [
        ("answer_request", "PHL", 1),
        ("enforce_refund", "", 1),
        ("give_refund", "", 1),
    ]
    steps = resolve(ShowStalledSteps)(inspector, party(busy))
    assert [owed.obligation.code for owed in steps.items] == ["give_refund", "answer_request"]


def test_alerts_name_figure_threshold_and_office(busy, resolve, officer):
    raised = resolve(ShowAlerts)(officer)
    assert {each.of for each in raised} == {str(busy)}
    assert {each.code: (int(each.found), each.threshold) for each in raised} == {
        "refunds_overdue": (2, 0),
        "arrivals_missing": (3, 2),
        "wages_unpaid": (1, 0),
    }


def test_alerts_of_countries_count_what_all_offices_have_there(busy, storage, at, resolve, officer):
    overdue(storage, at, working_office(storage, at).id, days=2, country="KEN")
    raised = resolve(ShowAlerts)(officer, Over.COUNTRY)
    found = {(each.of, each.code): (int(each.found), each.threshold) for each in raised}
    assert found == {
        ("KEN", "refunds_overdue"): (1, 0),
        ("PHL", "refunds_overdue"): (2, 0),
        ("PHL", "arrivals_missing"): (3, 2),
        ("PHL", "wages_unpaid"): (1, 0),
    }
    for _ in range(2):
        request(storage, at, working_office(storage, at).id)
    raised = resolve(ShowAlerts)(officer, Over.COUNTRY)
    assert "arrivals_missing" not in {each.code for each in raised}


def test_stalled_steps_of_a_country_are_all_parties(storage, at, office, resolve, officer):
    for _ in range(6):
        request(storage, at, office, due=at - timedelta(days=10), country="KEN")
    (alert,) = resolve(ShowAlerts)(officer, Over.COUNTRY)
    assert (alert.code, alert.of, alert.found) == ("stalled", "KEN", 6)


def test_stalled_steps_beyond_one_page_are_all_counted(storage, at, office, resolve, officer):
    for _ in range(203):
        request(storage, at, office, due=at - timedelta(days=10))
    (stalled,) = resolve(ShowStalled)(officer)
    assert stalled.n == 203
    (alert,) = resolve(ShowAlerts)(officer)
    assert (alert.code, alert.found) == ("stalled", 203)


@pytest.mark.parametrize(
    ("use_case", "asked"),
    [
        (ShowIndicators, ()),
        (ShowTrend, ("requests",)),
        (ShowCases, ("requests",)),
        (ShowRefundAges, ()),
        (ShowStalled, ()),
        (ShowStalledSteps, ()),
        (ShowAlerts, ()),
    ],
)
def test_only_the_ministry_watches(resolve, use_case, asked, manager_of, regulator, employer_of):
    for somebody in (manager_of(new_id()), regulator, employer_of(new_id())):
        with pytest.raises(NotAllowed):
            resolve(use_case)(somebody, *asked)
