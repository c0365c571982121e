from datetime import timedelta
from uuid import UUID

import pytest
from beginnings import eligible_employer, shown_worker, working_office
from litestar.testing import TestClient

from maawin_adapters.clocks import StoppedClock
from maawin_core.kernel.calendar import end_of_day
from maawin_core.kernel.identity import Identity
from maawin_core.kernel.parties import MINISTRY, SYSTEM, Role, employer, office, worker
from maawin_core.workers.profile import Origin
from maawin_entrypoints.api import api
from maawin_entrypoints.container import Container, deliverer, in_memory

MANAGER, HOME, SHE, LOCAL, OFFICER, OTHER = "manager", "home", "she", "local", "officer", "other"
OFFER = {
    "items": [{"name": "Recruitment", "amount": {"amount": "14000.00"}}],
    "wage": {"amount": "1900.00"},
    "arrival_days": 30,
    "valid_until": "2026-12-31",
}
TERMS = {
    "work": "nanny",
    "tasks": ["child_care", "cooking"],
    "basic_wage": {"amount": "1900.00"},
    "rest_day": "friday",
}
CANDIDATE = {
    "identity": {"name": "Synthetic Candidate", "passport": "SYN0001", "born": "1996-01-01"},
    "country": "KEN",
    "passport_country": "KEN",
    "languages": ["sw"],
    "reason": "She cared for my mother abroad.",
}


@pytest.fixture(params=["memory", "sqlite"])
def container(request):
    if request.param == "memory":
        made = in_memory()
    else:
        made = Container()
        made.database.override(request.getfixturevalue("sqlite_database"))
    made.clock.override(StoppedClock())
    return made


@pytest.fixture
def clock(container):
    return container.clock()


@pytest.fixture
def today(clock):
    return clock.now().date().isoformat()


@pytest.fixture
def things(container, clock):
    storage, at = container.storage(), clock.now()
    house = working_office(storage, at)
    return {
        "house": house.id,
        "home": eligible_employer(storage, at).id,
        "other": eligible_employer(storage, at).id,
        "she": shown_worker(storage, house.id, at, languages=("am",), language="am").id,
        "local": shown_worker(storage, house.id, at, origin=Origin.LOCAL).id,
    }


@pytest.fixture
def client(container, things):
    people = {
        MANAGER: (Role.OFFICE_MANAGER, office(things["house"])),
        HOME: (Role.EMPLOYER, employer(things["home"])),
        OTHER: (Role.EMPLOYER, employer(things["other"])),
        SHE: (Role.WORKER, worker(things["she"])),
        LOCAL: (Role.WORKER, worker(things["local"])),
        OFFICER: (Role.OFFICER, MINISTRY),
    }
    for name, (role, party) in people.items():
        who, token = Identity(name=f"Synthetic {name}"), f"synthetic-token-{name}"
        container.give_sign_in()(SYSTEM, who, role, party, token, language="en")
    with TestClient(api(container)) as client:
        yield client


@pytest.fixture
def settle(container, client):
    deliver = deliverer(container)

    def until_nothing_is_due():
        while deliver():
            pass
        assert container.outbox().parked().items == ()

    return until_nothing_is_due


@pytest.fixture
def post(client):
    def sent(who, path, body=None, status=None, **headers):
        bearer = {"authorization": f"Bearer synthetic-token-{who}", **headers}
        answer = client.post(f"/v1{path}", json=body or {}, headers=bearer)
        assert answer.status_code in ((200, 201, 204) if status is None else (status,)), answer.text
        return answer.json() if answer.content else None

    return sent


@pytest.fixture
def get(client):
    def found(who, path, status=200, **headers):
        bearer = {"authorization": f"Bearer synthetic-token-{who}", **headers}
        answer = client.get(f"/v1{path}", headers=bearer)
        assert answer.status_code == status, answer.text
        return answer.json()

    return found


@pytest.fixture
def accepted(post, things):
    def request(who, home, kind="abroad"):
        offer = post(MANAGER, "/offers", {**OFFER, "kind": kind, "worker": str(things[who])})
        asked = post(home, "/requests", {"offer": offer["id"]})
        return post(MANAGER, f"/requests/{asked['id']}/accept")

    return request


@pytest.fixture
def select(post, accepted, things):
    def selected(who=SHE, kind="abroad"):
        body = {"request": accepted(who, HOME, kind)["id"], "worker": str(things[who])}
        return post(HOME, "/recruitment-contracts", body)["id"]

    return selected


@pytest.fixture
def readable(post, get):
    def added(id, by=MANAGER, who=SHE):
        """The hash of a text that she reads, which is added if there is none."""
        contract = get(who, f"/employment-contracts/{id}")
        if language := contract["missing_language"]:
            text = f"Synthetic translation into {language}."
            body = {"language": language, "text": text}
            contract = post(by, f"/employment-contracts/{id}/translations", body)
        return contract["texts"][-1]["sha256"]

    return added


@pytest.fixture
def conclude(post, get, settle, readable):
    def concluded(id, who=SHE):
        post(MANAGER, f"/recruitment-contracts/{id}/terms", TERMS)
        hers = readable(id, who=who)
        for by in (HOME, who):
            post(by, f"/employment-contracts/{id}/sign", {"sha256": hers})
        his = get(HOME, f"/recruitment-contracts/{id}")["texts"][0]["sha256"]
        for by in (HOME, MANAGER):
            post(by, f"/recruitment-contracts/{id}/sign", {"sha256": his})
        post(OFFICER, f"/employment-contracts/{id}/attest")
        settle()

    return concluded


@pytest.fixture
def pay(post, settle):
    def paid(id):
        post(HOME, f"/fee-payments/{id}/pay", {"token": "tok_ok"})
        settle()

    return paid


def test_from_selection_to_hand_over(select, conclude, pay, post, get, settle, clock):
    id = select()
    conclude(id)
    concluded = get(HOME, f"/recruitment-contracts/{id}")
    assert (concluded["status"], concluded["price"]["amount"]) == ("concluded", "14000.00")
    assert get(HOME, f"/fee-payments/{id}")["status"] == "due"
    pay(id)
    assert get(MANAGER, f"/placements/{id}")["status"] == "prepared"
    (task,) = [t for t in get(MANAGER, "/me/tasks")["items"] if t["about"] == id]
    assert (task["code"], task["text"]) == ("record_visa", "Record the visa")
    day = clock.now().date().isoformat()
    post(MANAGER, f"/placements/{id}/visa", {"reference": "V-1", "on": day})
    post(MANAGER, f"/placements/{id}/ticket", {"reference": "T-1", "on": day})
    clock.move(timedelta(days=20))
    day = clock.now().date().isoformat()
    arrived = post(MANAGER, f"/placements/{id}/arrival", {"on": day})
    assert (arrived["status"], arrived["late"], arrived["guarantee"]) == ("arrived", False, None)
    post(MANAGER, f"/placements/{id}/hand-over", {"on": day})
    handed_over = post(HOME, f"/placements/{id}/hand-over/confirm", {"on": day})
    assert handed_over["handed_over_on"] == day
    assert handed_over["guarantee"]["first_phase_ends"] < handed_over["guarantee"]["guarantee_ends"]
    settle()
    (line,) = get(SHE, "/placements")["items"]
    assert (line["status"], line["days_late"]) == ("handed_over", 0)
    happened = [each["text"] for each in get(SHE, f"/history/placement/{id}")["items"]]
    assert happened[-1] == f"The worker was handed over on {day}"
    back = post(MANAGER, f"/placements/{id}/return", {"on": day})
    assert back["status"] == "returned"
    ended = post(HOME, f"/placements/{id}/end", {"last_day": day, "cause": "employer_notice"})
    assert ended["status"] == "ended"
    settle()
    assert get(HOME, f"/employment-contracts/{id}")["status"] == "ended"


def test_a_worker_is_selected_once(select, accepted, post, things, get):
    select()
    offer = {**OFFER, "kind": "abroad", "profile": {"country": "PHL"}}
    made = post(MANAGER, "/offers", offer)
    asked = post(OTHER, "/requests", {"offer": made["id"]})
    request = post(MANAGER, f"/requests/{asked['id']}/accept")
    body = {"request": request["id"], "worker": str(things[SHE])}
    problem = post(OTHER, "/recruitment-contracts", body, status=409)
    assert problem["title"] == "Not at this moment"
    assert get(OTHER, "/recruitment-contracts")["items"] == []


def test_the_text_is_in_arabic_and_says_which_language_is_missing(select, post, get):
    id = select()
    drawn_up = post(MANAGER, f"/recruitment-contracts/{id}/terms", TERMS)
    assert drawn_up["missing_language"] == "am"
    arabic, english = get(SHE, f"/employment-contracts/{id}")["texts"]
    assert arabic["language"] == "ar"
    assert "عقد عمل مستخدم في المنازل" in arabic["text"]
    assert (english["stands_for"], english["note"][:36]) == (
        "am", "There is no text in Amharic yet; thi",
    )  # fmt: skip
    note = get(SHE, f"/employment-contracts/{id}", **{"accept-language": "ar"})["texts"][1]["note"]
    assert "الأمهرية" in note
    text = english["text"].replace("EMPLOYMENT CONTRACT", "የሥራ ውል")
    body = {"language": "am", "text": text}
    translated = post(MANAGER, f"/employment-contracts/{id}/translations", body)
    assert translated["missing_language"] == ""
    assert translated["texts"][-1]["text"] == text
    problem = post(SHE, f"/employment-contracts/{id}/sign", {"sha256": english["sha256"]}, 422)
    assert problem["detail"].startswith("This text is in “en”")
    hers = translated["texts"][-1]["sha256"]
    assert post(SHE, f"/employment-contracts/{id}/sign", {"sha256": hers})["signatures"]


def test_an_office_cannot_sign_or_consent_for_the_worker(select, post, readable):
    id = select()
    lower = {**TERMS, "basic_wage": {"amount": "1850.00"}}
    drawn_up = post(MANAGER, f"/recruitment-contracts/{id}/terms", lower)
    assert drawn_up["worse"] == ["basic_wage"]
    body = {"sha256": readable(id)}
    for act in ("sign", "consent"):
        post(MANAGER, f"/employment-contracts/{id}/{act}", body, status=403)
    problem = post(HOME, f"/employment-contracts/{id}/sign", body, status=422)
    assert "basic wage" in problem["detail"]
    consented = post(SHE, f"/employment-contracts/{id}/consent", body)
    assert consented["consented_at"] is not None
    post(HOME, f"/employment-contracts/{id}/sign", body)


def test_refusals_say_what_was_found_in_the_readers_language(select, post):
    id = select()
    body = {**TERMS, "price": {"amount": "14000.01"}}
    problem = post(MANAGER, f"/recruitment-contracts/{id}/terms", body, status=422)
    assert problem["facts"]["needed"] == {"amount": "14000.00", "currency": "QAR"}
    problem = post(
        MANAGER, f"/recruitment-contracts/{id}/terms", body, status=422,
        **{"accept-language": "ar"},
    )  # fmt: skip
    assert problem["detail"].startswith("السعر")
    body = {**TERMS, "nights": 3}
    assert post(MANAGER, f"/recruitment-contracts/{id}/terms", body, status=400)["status"] == 400
    stale = {"if-match": '"99"'}
    post(MANAGER, f"/recruitment-contracts/{id}/terms", TERMS, status=412, **stale)
    post(OTHER, f"/recruitment-contracts/{id}/terms", TERMS, status=404)


def test_a_contract_that_falls_frees_the_worker_and_asks_no_fee(
    select, conclude, post, get, settle, things
):
    id = select()
    conclude(id)
    post(HOME, f"/recruitment-contracts/{id}/cancel", {"reason": "We move abroad."}, status=204)
    settle()
    assert get(HOME, f"/fee-payments/{id}")["status"] == "dropped"
    assert get(HOME, "/recruitment-contracts?status=cancelled")["items"][0]["key"] == id
    request = get(HOME, f"/recruitment-contracts/{id}")["request"]
    body = {"request": request, "worker": str(things[SHE])}
    assert post(HOME, "/recruitment-contracts", body)["id"] != id


def test_a_worker_in_qatar_moves_by_her_own_consent(
    select, conclude, pay, post, get, clock, settle, today
):
    id = select(LOCAL, "local")
    conclude(id, LOCAL)
    pay(id)
    assert get(LOCAL, f"/placements/{id}")["kind"] == "local"
    post(MANAGER, f"/placements/{id}/consent", {"employed": True}, status=403)
    post(LOCAL, f"/placements/{id}/consent", {"employed": True})
    began = (clock.now() - timedelta(days=400)).date().isoformat()
    noted = post(MANAGER, f"/placements/{id}/notice", {"given_on": today, "service_start": began})
    ends = noted["move"]["notice_ends"]
    early = post(MANAGER, f"/placements/{id}/hand-over", {"on": today}, status=422)
    assert "dues" in early["detail"]
    clock.move(timedelta(days=40))
    post(LOCAL, f"/placements/{id}/dues", {"on": ends})
    post(MANAGER, f"/placements/{id}/hand-over", {"on": ends})
    assert post(HOME, f"/placements/{id}/hand-over/confirm", {"on": ends})["guarantee"]


def test_a_late_arrival_is_seen_by_itself(select, conclude, pay, get, clock, settle, container):
    id = select()
    conclude(id)
    pay(id)
    expected = get(HOME, f"/placements/{id}")["expected_arrival"]
    clock.set(end_of_day(type(clock.now().date()).fromisoformat(expected)))
    settle()
    (line,) = get(OFFICER, "/placements?late=true")["items"]
    assert (line["key"], line["late"]) == (id, True)
    told = [each["code"] for each in get(HOME, "/notices")["items"]]
    assert "arrival_late" in told


def test_an_employer_recruits_without_an_office(post, get, settle, container, today, readable):
    asked = post(HOME, "/direct-recruitments", CANDIDATE)
    id = asked["id"]
    post(HOME, f"/direct-recruitments/{id}/terms", TERMS, status=409)
    post(OFFICER, f"/direct-recruitments/{id}/approve", {"because": "Known to the family."})
    drawn_up = post(HOME, f"/direct-recruitments/{id}/terms", TERMS)
    assert (drawn_up["office"], drawn_up["missing_language"]) == (None, "sw")
    token, she = "synthetic-token-candidate", worker(UUID(drawn_up["worker"]))
    container.give_sign_in()(SYSTEM, Identity(name="Synthetic"), Role.WORKER, she, token)
    body = {"sha256": drawn_up["texts"][0]["sha256"]}
    unread = post("candidate", f"/employment-contracts/{id}/sign", body, status=422)
    assert unread["facts"]["needed"] == "sw"
    body = {"sha256": readable(id, HOME, HOME)}
    for by in (HOME, "candidate"):
        post(by, f"/employment-contracts/{id}/sign", body)
    post(OFFICER, f"/employment-contracts/{id}/attest")
    settle()
    placement = get(HOME, f"/placements/{id}")
    assert (placement["kind"], placement["office"]) == ("direct", None)
    post(HOME, f"/placements/{id}/visa", {"reference": "V-2", "on": today})
    post(HOME, f"/direct-recruitments/{id}/cancel", {"reason": "Why."}, status=204)
    assert get(HOME, f"/placements/{id}")["status"] == "cancelled"
    (line,) = get(HOME, "/direct-recruitments")["items"]
    assert line["status"] == "closed"
    assert get(OFFICER, f"/direct-recruitments/{id}")["candidate"]["passport"] == "SYN0001"


def test_an_employer_gives_a_direct_recruitment_up_before_anything_is_drawn_up(post, get):
    id = post(HOME, "/direct-recruitments", CANDIDATE)["id"]
    cancel = f"/direct-recruitments/{id}/cancel"
    post(OTHER, cancel, {"reason": "Why."}, status=404)
    post(HOME, cancel, {"reason": ""}, status=422)
    post(HOME, cancel, {"reason": "We do not need her."}, status=204)
    given_up = get(HOME, f"/direct-recruitments/{id}")
    assert (given_up["status"], given_up["closed_because"]) == ("closed", "We do not need her.")
    post(OFFICER, f"/direct-recruitments/{id}/approve", {}, status=409)


def test_the_department_may_refuse(post, get):
    id = post(HOME, "/direct-recruitments", CANDIDATE)["id"]
    post(OFFICER, f"/direct-recruitments/{id}/refuse", {}, status=422)
    refused = post(OFFICER, f"/direct-recruitments/{id}/refuse", {"because": "An office has her."})
    assert (refused["status"], refused["decided_because"]) == ("refused", "An office has her.")


def test_the_ministry_sees_what_waits_for_it(select, conclude, get):
    id = select()
    conclude(id)
    (line,) = get(OFFICER, "/employment-contracts?status=attested")["items"]
    assert (line["key"], line["missing_language"]) == (id, "")


def test_the_department_returns_a_contract_and_its_parties_read_why(select, post, get, readable):
    id = select()
    post(MANAGER, f"/recruitment-contracts/{id}/terms", TERMS)
    hers = readable(id)
    for by in (HOME, SHE):
        post(by, f"/employment-contracts/{id}/sign", {"sha256": hers})
    back = f"/employment-contracts/{id}/return"
    post(MANAGER, back, {"remarks": "Write out the rest."}, status=403)
    post(OFFICER, back, {"remarks": ""}, status=422)
    returned = post(OFFICER, back, {"remarks": "Write out the rest."})
    assert (returned["status"], returned["texts"]) == ("drawn_up", [])
    assert get(SHE, f"/employment-contracts/{id}")["remarks"] == "Write out the rest."
    post(SHE, f"/employment-contracts/{id}/sign", {"sha256": hers}, status=422)
    again = post(MANAGER, f"/recruitment-contracts/{id}/terms", TERMS)
    assert (again["remarks"], again["signatures"]) == ("", [])
