from datetime import timedelta
from uuid import UUID

import pytest
from dependency_injector import providers
from litestar.testing import TestClient

from maawin_adapters.clocks import StoppedClock
from maawin_core.kernel.identity import Identity, SignInId
from maawin_core.kernel.parties import MINISTRY, PLATFORM, SYSTEM, Role, employer, office, worker
from maawin_entrypoints.api import api
from maawin_entrypoints.container import deliverer, in_memory

OFFICE = {
    "identity": {
        "name": "Synthetic Office", "name_ar": "مكتب اصطناعي", "phone": "+97400000001",
        "email": "office@example.invalid", "address": "Zone 0",
        "iban": "QA77 SYNT 0000 0000 0000 0000 0000 1",
    },
    "licence": {
        "number": "SYN-1", "class_": "A", "first_day": "2026-01-01", "last_day": "2027-12-31",
    },
    "cr": "999901",
    "eid": "٩٩٩٩٠٠٠١",
    "branches": [{"name": "Synthetic Branch"}],
}  # fmt: skip
MANAGER = {
    "identity": {"name": "Synthetic Manager", "qid": "28063499911"},
    "role": "office_manager",
    "until": "2027-12-31",
}
WORKER = {
    "identity": {"name": "Synthetic Worker", "born": "1995-05-05", "passport": "syn 00001"},
    "profile": {
        "country": "PHL", "passport_country": "PHL", "sex": "female", "origin": "abroad",
        "languages": ["tl", "en"], "skills": ["child_care"], "experience_years": 4,
        "expected_wage": {"amount": "1500.00"}, "language": "tl",
    },
}  # fmt: skip
EMPLOYER = {
    "identity": {"name": "Synthetic Employer", "qid": "27063499001"},
    "language": "en",
    "household_size": 4,
}
PAPER = "ab" * 32


class Desk:
    # One person at the API.
    def __init__(self, client, token):
        self.client, self.headers = client, {"authorization": f"Bearer {token}"}

    def get(self, path, **headers):
        return self.client.get(f"/v1{path}", headers=self.headers | headers)

    def post(self, path, json=None, **headers):
        return self.client.post(f"/v1{path}", json=json or {}, headers=self.headers | headers)

    def put(self, path, json, **headers):
        return self.client.put(f"/v1{path}", json=json, headers=self.headers | headers)


@pytest.fixture
def clock():
    return StoppedClock()


@pytest.fixture
def container(clock):
    container = in_memory()
    container.clock.override(providers.Object(clock))
    return container


@pytest.fixture
def settle(container):
    deliver = deliverer(container)

    def until_nothing_is_due():
        while deliver():
            pass

    return until_nothing_is_due


@pytest.fixture
def client(container):
    with TestClient(api(container)) as client:
        yield client


@pytest.fixture
def desk(client, container):
    def of(role, party, sign_in=None):
        token = f"synthetic-token-{role}-{party}"
        who = Identity(name="Synthetic Person")
        give = container.give_sign_in()
        give(SYSTEM, who, role, party, token, language="en", sign_in=sign_in)
        return Desk(client, token)

    return of


@pytest.fixture
def administrator(desk):
    return desk(Role.ADMINISTRATOR, PLATFORM)


@pytest.fixture
def officer(desk):
    return desk(Role.OFFICER, MINISTRY)


@pytest.fixture
def office_id(administrator):
    return administrator.post("/offices", OFFICE).json()["id"]


@pytest.fixture
def path(office_id):
    return f"/offices/{office_id}"


@pytest.fixture
def manager(administrator, path, office_id, desk):
    file = administrator.post(f"{path}/staff", MANAGER).json()
    sign_in = SignInId(UUID(file["staff"][0]["id"]))
    return desk(Role.OFFICE_MANAGER, office(UUID(office_id)), sign_in)


@pytest.fixture
def worker_id(manager, office_id):
    listed = manager.post("/workers", WORKER | {"office": office_id})
    assert listed.status_code == 201, listed.text
    return listed.json()["id"]


@pytest.fixture
def herself(desk, worker_id):
    return desk(Role.WORKER, worker(UUID(worker_id)))


def test_a_file_is_completed_submitted_returned_mended_and_approved(
    manager, officer, path, office_id
):
    report = manager.get(f"{path}/completeness").json()
    lacking = {(each["part"], each["item"]) for each in report["lacking"] if each["needed"]}
    assert (report["complete"], lacking) == (False, {("workers", "listed_worker")})
    refused = manager.post(f"{path}/submit")
    assert (refused.status_code, refused.json()["facts"]) == (422, {"found": ["listed_worker"]})
    assert "at least one listed worker" in refused.json()["detail"]

    assert manager.post("/workers", WORKER | {"office": office_id}).status_code == 201
    assert manager.post(f"{path}/submit").json()["file_status"] == "submitted"
    finding = {"item": "cr", "remark": "not readable"}
    returned = officer.post(f"{path}/review", {"findings": [finding]}).json()
    assert (returned["file_status"], returned["findings"]) == ("returned", [finding])
    assert [task["code"] for task in manager.get("/me/tasks").json()["items"]] == [
        "mend_office_file",
        "attest_staff",
    ]

    manager.put(path, OFFICE | {"cr": "999902"})
    manager.post(f"{path}/submit")
    approved = officer.post(f"{path}/review").json()
    assert (approved["file_status"], approved["licence_status"]) == ("approved", "active")
    assert (approved["may_work"], approved["cr"], approved["eid"]) == (True, "999902", "99990001")
    (shown,) = manager.get("/offices").json()["items"]
    assert (shown["name"], shown["branches"]) == ("Synthetic Office", 1)


def test_the_missing_items_are_named_in_the_readers_language(manager, path):
    report = manager.get(f"{path}/completeness", **{"accept-language": "ar"}).json()
    texts = [each["text"] for each in report["lacking"]]
    assert "عامل واحد مدرج على الأقل" in texts


def test_a_draft_is_seen_by_its_office_and_the_ministry_only(manager, officer, desk, path):
    stranger = desk(Role.EMPLOYER, employer(UUID("00000000-0000-0000-0000-0000000000e1")))
    assert stranger.get(path).status_code == 404
    assert stranger.get("/offices").json()["items"] == []
    assert stranger.get("/offices/files").status_code == 403
    for who in (manager, officer):
        assert who.get(path).status_code == 200
        (file,) = who.get("/offices/files").json()["items"]
        assert file["file_status"] == "draft"


def test_who_looked_earlier_does_not_overwrite(manager, path):
    version = manager.get(path).json()["version"]
    stale = manager.put(path, OFFICE, **{"if-match": f'"{version + 1}"'})
    assert stale.status_code == 412
    assert manager.put(path, OFFICE, **{"if-match": f'"{version}"'}).status_code == 200


def test_a_number_that_cannot_be_is_told_in_words(administrator):
    wrong = OFFICE | {"identity": OFFICE["identity"] | {"iban": "QA00"}}
    refused = administrator.post("/offices", wrong)
    assert refused.status_code == 422
    assert "a Qatari IBAN has 29 signs" in refused.json()["detail"]


def test_ended_access_closes_the_door(manager, officer, path, settle):
    (member,) = manager.get(path).json()["staff"]
    assert officer.post(f"{path}/staff/{member['id']}/end").status_code == 200
    settle()
    assert manager.get(path).status_code == 401


def test_attested_access_goes_on_and_other_access_ends(manager, path, settle, clock):
    (member,) = manager.get(path).json()["staff"]
    clock.move(timedelta(days=100))
    attested = manager.post(f"{path}/staff/{member['id']}/attest", {"until": "2029-12-31"})
    assert attested.json()["staff"][0]["until"] == "2029-12-31"
    clock.move(timedelta(days=100))
    settle()
    assert manager.get(path).status_code == 200
    clock.move(timedelta(days=100))
    settle()
    assert manager.get(path).status_code == 401


def test_a_suspended_office_lists_nobody_until_it_is_lifted(
    manager, officer, path, office_id, worker_id, settle
):
    manager.post(f"{path}/submit")
    officer.post(f"{path}/review")
    decided = {"status": "suspended", "reason": "two complaints", "basis": "Art. 14"}
    suspended = officer.post(f"{path}/licence-status", decided).json()
    assert (suspended["licence_status"], suspended["may_work"]) == ("suspended", False)
    (change,) = suspended["licence_changes"]
    assert (change["reason"], change["basis"]) == ("two complaints", "Art. 14")
    settle()
    another = {**WORKER, "identity": WORKER["identity"] | {"passport": "SYN00002"}}
    refused = manager.post("/workers", another | {"office": office_id})
    assert (refused.status_code, refused.json()["facts"]["cause"]) == (422, "licence_suspended")
    officer.post(f"{path}/licence-status", decided | {"status": "active", "reason": "settled"})
    settle()
    assert manager.post("/workers", another | {"office": office_id}).status_code == 201


def test_a_worker_is_shown_only_when_she_consents_and_never_by_name(
    manager, herself, officer, worker_id
):
    def listed():
        return herself.get("/workers/listed").json()["items"]

    assert listed() == []
    assert manager.post(f"/workers/{worker_id}/consent").status_code == 422
    assert officer.post(f"/workers/{worker_id}/consent", {"paper": PAPER}).status_code == 403
    consented = herself.post(f"/workers/{worker_id}/consent").json()
    assert (consented["consented"], consented["consent_paper"]) == (True, "")
    (shown,) = listed()
    assert shown["expected_wage"] == {"amount": "1500.00", "currency": "QAR"}
    assert not {"name", "identity", "passport", "born"} & set(shown)
    assert "Synthetic Worker" not in str(shown)
    herself.post(f"/workers/{worker_id}/take-consent-back")
    assert listed() == []
    assert manager.post(f"/workers/{worker_id}/consent", {"paper": PAPER}).json()["consented"]


def test_a_worker_sees_her_own_file_and_no_other(herself, desk, worker_id):
    mine = herself.get(f"/workers/{worker_id}").json()
    assert (mine["identity"]["passport"], mine["profile"]["skills"]) == ("SYN00001", ["child_care"])
    assert [row["key"] for row in herself.get("/workers").json()["items"]] == [worker_id]
    another = desk(Role.WORKER, worker(UUID("00000000-0000-0000-0000-0000000000e2")))
    assert another.get(f"/workers/{worker_id}").status_code == 404
    assert another.get("/workers").json()["items"] == []


def test_a_worker_is_changed_renewed_and_withdrawn(manager, worker_id):
    profile = WORKER["profile"] | {"skills": ["cooking"], "medical_until": "2026-06-30"}
    body = {"identity": WORKER["identity"], "profile": profile}
    assert manager.put(f"/workers/{worker_id}", body).json()["profile"]["skills"] == ["cooking"]
    renewed = manager.post(f"/workers/{worker_id}/medical", {"until": "2027-06-30"}).json()
    assert renewed["profile"]["medical_until"] == "2027-06-30"
    withdrawn = manager.post(f"/workers/{worker_id}/withdraw").json()
    assert withdrawn["availability"] == "withdrawn"


def test_the_same_passport_is_listed_once(manager, worker_id, office_id):
    again = manager.post("/workers", WORKER | {"office": office_id})
    assert again.status_code == 409
    assert "passport" in again.json()["detail"]


def test_an_employer_is_registered_decided_upon_and_mends_her_entry(administrator, officer, desk):
    registered = administrator.post("/employers", EMPLOYER).json()
    assert registered["eligible"] == "undecided"
    path = f"/employers/{registered['id']}"
    herself = desk(Role.EMPLOYER, employer(UUID(registered["id"])))
    refused = herself.post(f"{path}/eligibility", {"eligible": "eligible", "reason": "mine"})
    assert refused.status_code == 403
    decided = officer.post(f"{path}/eligibility", {"eligible": "eligible", "reason": "household"})
    assert decided.json()["eligible"] == "eligible"
    mended = herself.put(path, EMPLOYER | {"household_size": 5}).json()
    assert mended["household_size"] == 5
    assert herself.get(path).json() == mended
    assert [row["key"] for row in herself.get("/employers").json()["items"]] == [registered["id"]]
    assert administrator.post("/employers", EMPLOYER).status_code == 409
