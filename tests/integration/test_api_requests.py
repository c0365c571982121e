from datetime import datetime, timedelta

import pytest
from beginnings import eligible_employer, shown_worker, working_office
from litestar.testing import TestClient

from maawin_adapters.clocks import StoppedClock
from maawin_core.kernel.calendar import DOHA
from maawin_core.kernel.identity import Identity
from maawin_core.kernel.parties import MINISTRY, SYSTEM, Role, employer, office, worker
from maawin_entrypoints.api import api
from maawin_entrypoints.container import Container, deliverer, in_memory

NOW = datetime(2026, 1, 5, 9, tzinfo=DOHA)
MANAGER, HOME, SHE, OFFICER = "manager", "home", "she", "officer"
TERMS = {
    "items": [
        {"name": "Recruitment", "amount": {"amount": "14000.00"}},
        {"name": "Visa", "amount": {"amount": "300.00"}, "government": True},
    ],
    "wage": {"amount": "1400.00"},
    "arrival_days": 30,
    "valid_until": "2026-03-31",
}


@pytest.fixture(params=["memory", "sqlite"])
def container(request):
    if request.param == "memory":
        made = in_memory()
    else:
        made = Container()
        made.database.override(request.getfixturevalue("sqlite_database"))
    made.clock.override(StoppedClock(NOW))
    return made


@pytest.fixture
def things(container):
    storage = container.storage()
    house = working_office(storage, NOW)
    return {
        "house": house.id,
        "home": eligible_employer(storage, NOW).id,
        "she": shown_worker(storage, house.id, NOW).id,
    }


@pytest.fixture
def client(container, things):
    people = {
        MANAGER: (Role.OFFICE_MANAGER, office(things["house"])),
        HOME: (Role.EMPLOYER, employer(things["home"])),
        SHE: (Role.WORKER, worker(things["she"])),
        OFFICER: (Role.OFFICER, MINISTRY),
    }
    for name, (role, party) in people.items():
        who, token = Identity(name=f"Synthetic {name}"), f"synthetic-token-{name}"
        container.give_sign_in()(SYSTEM, who, role, party, token, language="en")
    with TestClient(api(container)) as client:
        yield client


@pytest.fixture
def settle(container):
    deliver = deliverer(container)

    def until_nothing_is_due():
        while deliver():
            pass

    return until_nothing_is_due


@pytest.fixture
def post(client):
    def sent(who, path, body=None, status=None, **headers):
        bearer = {"authorization": f"Bearer synthetic-token-{who}", **headers}
        answer = client.post(f"/v1{path}", json=body or {}, headers=bearer)
        assert answer.status_code in ((200, 201) if status is None else (status,)), answer.text
        return answer.json()

    return sent


@pytest.fixture
def get(client):
    def found(who, path, status=200):
        bearer = {"authorization": f"Bearer synthetic-token-{who}"}
        answer = client.get(f"/v1{path}", headers=bearer)
        assert answer.status_code == status, answer.text
        return answer.json()

    return found


@pytest.fixture
def offer(post, things):
    return post(MANAGER, "/offers", {**TERMS, "kind": "abroad", "worker": str(things["she"])})


@pytest.fixture
def asked(post, offer):
    return post(HOME, "/requests", {"offer": offer["id"]})


@pytest.fixture
def accepted(post, asked):
    return post(MANAGER, f"/requests/{asked['id']}/accept")


@pytest.fixture
def interview(post, accepted, things):
    times = ["2026-01-07T09:30:00+03:00", "2026-01-08T06:30:00Z"]
    body = {"request": accepted["id"], "worker": str(things["she"]), "times": times}
    return post(MANAGER, "/interviews", {**body, "means": "link"})


def test_an_offer_shows_its_price_its_sheets_and_what_they_warn_of(offer, get):
    shown = get(HOME, f"/offers/{offer['id']}")
    terms = shown["terms"]
    assert terms["price"] == {"amount": "14000.00", "currency": "QAR"}
    assert terms["government_fees"]["amount"] == "300.00"
    assert terms["warnings"] == ["below_origin_floor"]
    assert '"rule":"price-cap"' in terms["price_sheet"]
    (line,) = get(HOME, "/offers?country=PHL&kind=abroad&order=wage")["items"]
    assert (line["key"], line["wage"]["amount"]) == (offer["id"], "1400.00")
    assert get(HOME, "/offers?country=IDN")["items"] == []


@pytest.mark.parametrize(
    ("change", "code", "figures"),
    [
        (
            {"items": [{"name": "All", "amount": {"amount": "15000.01"}}]},
            "price_above_cap",
            {"needed": {"amount": "15000.00", "currency": "QAR"}, "country": "PHL"},
        ),
        (
            {"wage": {"amount": "999.00"}},
            "wage_below_floor",
            {"needed": {"amount": "1000.00", "currency": "QAR"}},
        ),
        (
            {"charged_to_worker": {"amount": "1.00"}},
            "worker_charged",
            {"found": {"amount": "1.00", "currency": "QAR"}},
        ),
    ],
)
def test_an_unlawful_offer_is_refused_with_its_figures_in_both_languages(
    post, get, things, change, code, figures
):
    body = {**TERMS, "kind": "abroad", "worker": str(things["she"]), **change}
    english = post(MANAGER, "/offers", body, 422)
    assert english["type"].endswith(code)
    assert figures.items() <= english["facts"].items()
    arabic = post(MANAGER, "/offers", body, 422, **{"accept-language": "ar"})
    assert english["detail"] != arabic["detail"]
    assert "?" not in english["detail"] + arabic["detail"]
    assert get(HOME, "/offers")["items"] == []


def test_a_changed_offer_keeps_its_earlier_terms(client, post, get, offer):
    before = get(HOME, f"/offers/{offer['id']}")["terms"]
    cheaper = {**TERMS, "items": [{"name": "All", "amount": {"amount": "9000.00"}}]}
    bearer = {"authorization": "Bearer synthetic-token-manager", "if-match": '"1"'}
    url = f"/v1/offers/{offer['id']}/terms"
    changed = client.put(url, json=cheaper, headers=bearer).json()
    assert (changed["terms"]["number"], changed["terms"]["price"]["amount"]) == (2, "9000.00")
    assert changed["earlier"] == [before]
    assert client.put(url, json=TERMS, headers=bearer).status_code == 412
    assert post(MANAGER, f"/offers/{offer['id']}/withdraw")["status"] == "withdrawn"
    post(HOME, "/requests", {"offer": offer["id"]}, 409)


def test_both_sides_see_whose_turn_it_is_and_by_when(get, post, asked):
    for who in (HOME, MANAGER, OFFICER):
        step = get(who, f"/requests/{asked['id']}/next-step")
        assert step["turn"]["code"] == "answer_request"
        assert step["turn"]["text"] == "Accept or decline the request"
        assert step["turn"]["owner"]["kind"] == "office"
        assert datetime.fromisoformat(step["turn"]["due"]) == NOW + timedelta(days=2)
        assert step["late"] is False
    post(MANAGER, f"/requests/{asked['id']}/decline", {"reason": "She is ill."})
    step = get(HOME, f"/requests/{asked['id']}/next-step")
    assert (step["turn"], step["request"]["reason"]) == (None, "She is ill.")
    assert [each["event"] for each in step["history"]["items"]] == [
        "request_submitted",
        "request_declined",
    ]
    assert get(SHE, f"/requests/{asked['id']}/next-step", 404)["status"] == 404


def test_a_free_request_finds_its_offer_when_it_is_accepted(post, get, things, offer):
    wishes = {"kind": "abroad", "country": "PHL"}
    free = post(HOME, "/requests", {"office": str(things["house"]), "wishes": wishes})
    assert free["offer"] is None
    post(MANAGER, f"/requests/{free['id']}/accept", {}, 422)
    taken = post(MANAGER, f"/requests/{free['id']}/accept", {"offer": offer["id"]})
    assert (taken["status"], taken["offer"], taken["offer_number"]) == ("accepted", offer["id"], 1)
    (line,) = get(MANAGER, "/requests?status=accepted")["items"]
    assert line["key"] == free["id"]


def test_a_request_is_cancelled_and_what_was_done_outside_shows(post, get, accepted):
    outside = {"step": "interview", "on": "2026-01-05"}
    said = post(HOME, f"/requests/{accepted['id']}/outside-steps", outside)
    assert said["outside"][0]["step"] == "interview"
    ended = post(HOME, f"/requests/{accepted['id']}/cancel", {"reason": "We have moved."})
    assert ended["status"] == "cancelled"
    assert get(MANAGER, f"/requests/{accepted['id']}")["reason"] == "We have moved."
    (line,) = get(MANAGER, "/requests")["items"]
    assert line["outside"] is True


def test_an_interview_is_shown_on_both_clocks_and_held(post, get, settle, container, interview):
    one = {
        "doha": "2026-01-07T09:30+03:00",
        "local": "2026-01-07T14:30+08:00",
        "zone": "Asia/Manila",
    }
    assert interview["times"][0] == one
    url = f"/interviews/{interview['id']}"
    assert get(SHE, url)["status"] == "proposed"
    time = {"time": "2026-01-07T14:30:00+08:00"}
    assert post(HOME, f"{url}/accept", time)["time"] == one
    settle()
    assert get(SHE, url)["where"].startswith("https://")
    container.clock().set(datetime(2026, 1, 7, 9, 45, tzinfo=DOHA))
    everybody = {"present": ["office", "employer", "worker"]}
    post(MANAGER, f"{url}/attendance", everybody)
    assert post(HOME, f"{url}/attendance", everybody)["status"] == "held"
    step = get(HOME, f"/requests/{interview['request']}/next-step")
    assert step["turn"]["code"] == "give_outcome"
    said = post(HOME, f"{url}/outcome", {"outcome": "willing", "remark": "She cooks."})
    assert said["outcomes"][0]["outcome"] == "willing"
    (line,) = get(SHE, "/interviews?status=held")["items"]
    assert line["key"] == interview["id"]


def test_the_worker_asks_for_another_time_or_declines_and_says_why(post, get, interview):
    url = f"/interviews/{interview['id']}"
    moved = post(SHE, f"{url}/reschedule", {"reason": "I work until six."})
    assert (moved["times"], moved["reasons"][0]["text"]) == ([], "I work until six.")
    naive = {"reason": "As she asked.", "times": ["2026-01-09T19:00:00"]}
    assert post(MANAGER, f"{url}/reschedule", naive, 422)["type"].endswith("time_without_zone")
    again = {"reason": "As she asked.", "times": ["2026-01-09T19:00:00+08:00"]}
    assert post(MANAGER, f"{url}/reschedule", again)["times"][0]["doha"] == "2026-01-09T14:00+03:00"
    declined = post(SHE, f"{url}/decline", {"reason": "I have found other work."})
    assert declined["status"] == "declined"
    assert get(OFFICER, url)["reasons"][-1]["by"]["kind"] == "worker"


def test_a_zone_that_nobody_knows_is_refused(post, accepted, things):
    body = {
        "request": accepted["id"],
        "worker": str(things["she"]),
        "times": ["2026-01-07T09:30:00+03:00"],
        "means": "telephone",
        "zone": "Mars/Olympus",
    }
    assert post(HOME, "/interviews", body, 422)["type"].endswith("zone_unknown")
