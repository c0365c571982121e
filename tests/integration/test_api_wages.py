from datetime import date, datetime

import pytest
from dependency_injector import providers
from litestar.testing import TestClient

from maawin_core.kernel.answer import Refused
from maawin_core.kernel.calendar import DOHA
from maawin_core.kernel.identity import Identity, new_id
from maawin_core.kernel.money import Money
from maawin_core.kernel.parties import MINISTRY, PLATFORM, SYSTEM, Role, employer, office, worker
from maawin_core.wages.wage_parts import wage_id
from maawin_entrypoints.api import api
from maawin_entrypoints.container import deliverer, in_memory

TOKENS = {role: f"synthetic-token-{role}" for role in Role}
STRANGER = "synthetic-token-of-a-stranger"
HIS_IBAN, HER_IBAN = "QA87QNBAQAQAXXX00000693123456", "QA26DOHBQAQAXXX00000693123456"
MONEY = {"amount": "1500.00", "currency": "QAR"}


def doha(*at):
    return datetime(*at, tzinfo=DOHA)


def as_(role, **more):
    return {"authorization": f"Bearer {TOKENS.get(role, role)}", **more}


@pytest.fixture
def container(clock):
    container = in_memory()
    clock.set(doha(2026, 1, 5, 9))
    container.clock.override(providers.Object(clock))
    return container


@pytest.fixture
def service(container, employed):
    held = employed(container.storage(), date(2026, 1, 1), wage=Money(1000), housing=Money(500))
    give = container.give_sign_in()
    people = {
        Role.EMPLOYER: employer(held.employer),
        Role.WORKER: worker(held.worker),
        Role.OFFICE_MANAGER: office(held.office),
        Role.OFFICER: MINISTRY,
        Role.ADMINISTRATOR: PLATFORM,
    }
    for role, party in people.items():
        give(SYSTEM, Identity(name=f"Synthetic {role}"), role, party, TOKENS[role], language="en")
    give(SYSTEM, Identity(name="Synthetic"), Role.WORKER, worker(new_id()), STRANGER, language="en")
    return held


@pytest.fixture
def settle(container, service):
    deliver = deliverer(container)

    def until_nothing_is_due():
        while deliver():
            pass
        parked = container.outbox().parked().items
        waiting = [job.reason for job in container.storage().jobs.values() if job.reason]
        assert (parked, waiting) == ((), [])

    return until_nothing_is_due


@pytest.fixture
def client(container, settle):
    settle()
    with TestClient(api(container)) as client:
        yield client


@pytest.fixture
def wage(service):
    return f"/v1/wages/{wage_id(service.id, date(2026, 1, 1))}"


def answer(response, status=200):
    assert response.status_code == status, response.text
    return response.json()


def get(client, path, role=Role.EMPLOYER):
    return answer(client.get(path, headers=as_(role)))


def post(client, path, body=None, role=Role.EMPLOYER, status=200, **headers):
    more = {} if body is None else {"json": body}
    return answer(client.post(path, headers=as_(role, **headers), **more), status)


@pytest.fixture
def accounts(client):
    def set_account(role, iban, **more):
        body = {"name": "Synthetic Name", "qid": "28463400001", "iban": iban, **more}
        return answer(client.put("/v1/wage-account", json=body, headers=as_(role)))

    set_account(Role.EMPLOYER, HIS_IBAN, eid="10007230")
    set_account(Role.WORKER, HER_IBAN)
    return set_account


def test_hand_over_opens_the_wage_and_both_sides_see_it(client, wage):
    for role in (Role.EMPLOYER, Role.WORKER, Role.OFFICER):
        (line,) = get(client, "/v1/wages", role)["items"]
        assert (line["due"], line["status"], line["late"]) == (MONEY, "open", False)
    whole = get(client, wage, Role.WORKER)
    assert (whole["owed"], whole["last_day_to_pay"]) == (MONEY, "2026-02-03")


def test_a_stranger_finds_nothing_and_an_office_has_no_such_list(client, wage):
    answer(client.get(wage, headers=as_(STRANGER)), 404)
    assert get(client, "/v1/wages", STRANGER)["items"] == []
    answer(client.get("/v1/wages", headers=as_(Role.OFFICE_MANAGER)), 403)


def test_cash_is_paid_when_she_signs(client, wage):
    body = {"amount": MONEY, "on": "2026-01-05", "means": "cash"}
    stated = post(client, f"{wage}/payments", body, status=201)
    assert stated["status"] == "not_discharged"
    tasks = get(client, "/v1/me/tasks", Role.WORKER)["items"]
    assert "sign_wage_receipt" in [task["code"] for task in tasks]
    (payment,) = stated["payments"]
    path = f"{wage}/payments/{payment['id']}/sign"
    post(client, path, role=Role.EMPLOYER, status=403)
    assert post(client, path, role=Role.WORKER)["status"] == "paid"


def test_the_cost_of_recruiting_her_is_refused_by_name_of_the_article(client, wage):
    body = {"kind": "recruitment_cost", "amount": MONEY, "note": "The office's fee"}
    refused = post(client, f"{wage}/deductions", body, status=422)
    assert refused["type"].endswith("recruitment_cost_deducted")
    assert "Law 15/2017" in refused["detail"]
    assert "8" in refused["detail"]
    arabic = post(client, f"{wage}/deductions", body, status=422, **{"accept-language": "ar"})
    assert "الاستقدام" in arabic["detail"]


def test_a_deduction_with_its_reason_lowers_what_is_due(client, wage):
    body = {"kind": "advance", "amount": {"amount": "200.00"}, "note": "Lent on 3 January"}
    less = post(client, f"{wage}/deductions", body, status=201)
    assert less["due"]["amount"] == "1300.00"


def test_a_worker_contests_a_deduction_and_the_ministry_finds_out(client, wage):
    body = {"kind": "damage", "amount": {"amount": "200.00"}, "note": "A window"}
    for _ in range(2):
        less = post(client, f"{wage}/deductions", body, status=201)
    (kept,) = less["deductions"]
    assert (less["due"]["amount"], kept["standing"], kept["counts"]) == ("1300.00", "stated", True)
    this = f"{wage}/deductions/{kept['id']}"
    doubted = post(client, f"{this}/contest", {}, Role.WORKER)
    assert (doubted["owed"], doubted["deductions"][0]["counts"]) == (MONEY, False)
    finding = {"right": False, "reason": "Nobody saw a window."}
    refused = post(client, f"{this}/finding", finding, status=403)
    assert refused["type"].endswith("not_allowed")
    found = post(client, f"{this}/finding", finding, Role.OFFICER)
    assert (found["owed"], found["deductions"][0]["standing"]) == (MONEY, "struck")


def test_wages_go_by_salary_file_and_the_bank_pays_them(client, wage, accounts):
    id = wage.rsplit("/", 1)[1]
    sent = post(client, "/v1/wage-transfers", {"wages": [id]}, status=201)
    assert (sent["form"], sent["status"], sent["total"]) == ("salary_file", "taken", MONEY)
    file = get(client, f"/v1/wage-transfers/{sent['id']}/file")
    assert file["name"] == "SIF_10007230_QNB_20260105_0900.csv"
    checked = post(client, "/v1/salary-files/check", file, Role.OFFICER)
    assert checked == {
        "sound": True, "records": 1, "total": MONEY, "faults": [], "warnings": [],
    }  # fmt: skip
    reply = {"record": "000001", "paid": True, "on": "2026-01-05", "reference": "BANK-7"}
    replies = f"/v1/wage-transfers/{sent['id']}/replies"
    assert "bank" in post(client, replies, {"replies": [reply]}, status=422)["detail"]
    done = post(client, replies, {"replies": [reply]}, Role.ADMINISTRATOR)
    assert (done["status"], done["lines"][0]["reference"]) == ("answered", "BANK-7")
    paid = get(client, wage, Role.WORKER)
    assert (paid["status"], paid["payments"][0]["counts"]) == ("paid", True)
    (line,) = get(client, "/v1/wage-transfers")["items"]
    assert line["status"] == "answered"


def test_a_fault_in_a_salary_file_is_named_by_line_and_column(client, wage, accounts):
    id = wage.rsplit("/", 1)[1]
    sent = post(client, "/v1/wage-transfers", {"wages": [id]}, status=201)
    file = get(client, f"/v1/wage-transfers/{sent['id']}/file")
    broken = {**file, "text": file["text"].replace("1500.00,1,1", "1500.01,1,1")}
    checked = post(client, "/v1/salary-files/check", broken)
    assert checked["faults"] == [
        {
            "line": 2,
            "column": "Total Salaries",
            "code": "total_wrong",
            "text": "it is not the sum of the net salaries",
        }
    ]


def test_a_transfer_that_the_bank_refuses_leaves_the_wage_owed(client, wage, accounts, container):
    container.wage_channel().next_answers.append(Refused("bank_closed"))
    id = wage.rsplit("/", 1)[1]
    sent = post(client, "/v1/wage-transfers", {"wages": [id]}, status=201)
    assert sent["status"] == "not_taken"
    assert get(client, f"/v1/wage-transfers/{sent['id']}")["status"] == "not_taken"
    assert get(client, wage)["owed"] == MONEY


def test_an_account_shows_its_last_signs_only_and_is_ones_own(client, accounts):
    mine = get(client, "/v1/wage-account")
    assert (mine["iban_ends"], mine["bank"], mine["eid"]) == ("3456", "QNB", "10007230")
    assert HIS_IBAN not in str(mine)
    answer(client.get("/v1/wage-account", headers=as_(STRANGER)), 404)
    taken = client.put(
        "/v1/wage-account", json={"name": "X", "iban": HER_IBAN}, headers=as_(STRANGER)
    )
    assert answer(taken, 409)["type"].endswith("taken_wage_account")


def test_i_did_not_receive_it_puts_it_in_doubt_and_the_ministry_finds(client, wage):
    body = {
        "amount": MONEY, "on": "2026-01-05", "means": "bank", "reference": "T-1",
        "evidence": "f" * 64,
    }  # fmt: skip
    paid = post(client, f"{wage}/payments", body, status=201)
    assert paid["status"] == "paid"
    payment = f"{wage}/payments/{paid['payments'][0]['id']}"
    doubted = post(client, f"{payment}/contest", role=Role.WORKER)
    assert (doubted["status"], doubted["owed"]) == ("not_discharged", MONEY)
    (task,) = get(client, "/v1/me/tasks", Role.OFFICER)["items"]
    assert task["code"] == "settle_wage_doubt"
    found = {"received": False, "reason": "The bank knows of no such transfer"}
    struck = post(client, f"{payment}/finding", found, Role.OFFICER)
    assert (struck["status"], struck["payments"][0]["standing"]) == ("open", "struck")


def test_a_missing_wage_is_seen_by_the_ministry_without_a_report(client, wage, clock, settle):
    clock.set(doha(2026, 2, 4, 1))
    settle()
    lines = get(client, "/v1/wages", Role.OFFICER)["items"]
    assert [(each["month"], each["status"], each["late"]) for each in lines] == [
        ("2026-01-01", "missing", True),
        ("2026-02-01", "open", False),
    ]
    notices = get(client, "/v1/notices", Role.WORKER)["items"]
    assert "wage_missing" in [each["code"] for each in notices]


def test_who_saw_an_older_wage_is_told_so(client, wage):
    body = {"amount": {"amount": "100.00"}, "on": "2026-01-05", "means": "cash"}
    post(client, f"{wage}/payments", body, status=412, **{"if-match": '"7"'})


def test_what_if_i_leave_is_answered_with_its_whole_sheet(client, service):
    body = {"placement": str(service.id), "day": "2027-01-15", "cause": "resignation"}
    found = post(client, "/v1/dues-estimates", body, Role.WORKER)
    assert found["due"] == "2027-01-22"
    assert found["dues"]["record"].startswith("sha256:")
    assert found["dues"]["sheet"]["rule"] == "final-settlement"
    assert get(client, "/v1/settlements", Role.WORKER)["items"] == []
    post(client, "/v1/dues-estimates", body, STRANGER, status=404)


@pytest.fixture
def settlement(client, container, service, employment_ends, clock, settle):
    clock.set(doha(2026, 1, 20, 9))
    employment_ends(container.storage(), service.id, date(2026, 1, 19))
    settle()
    return f"/v1/settlements/{service.id}"


def test_a_service_that_ends_is_drawn_up_agreed_paid_and_settled(
    client, settlement, settle, container
):
    drawn_up = get(client, settlement, Role.WORKER)
    assert (drawn_up["status"], drawn_up["due"]) == ("drawn_up", "2026-01-26")
    post(client, f"{settlement}/agree", role=Role.EMPLOYER)
    agreed = post(client, f"{settlement}/agree", role=Role.WORKER)
    assert agreed["status"] == "agreed"
    body = {
        "amount": agreed["amount"], "on": "2026-01-20", "means": "bank", "reference": "T-9",
        "evidence": "f" * 64,
    }  # fmt: skip
    post(client, f"{settlement}/pay", {**body, "amount": {"amount": "1.00"}}, status=422)
    assert post(client, f"{settlement}/pay", body)["status"] == "payment_stated"
    done = post(client, f"{settlement}/confirm", role=Role.WORKER)
    assert (done["status"], done["settled_on"]) == ("settled", "2026-01-20")
    settle()
    (wage,) = get(client, "/v1/wages", Role.WORKER)["items"]
    assert wage["status"] == "paid"
    assert container.books().sums() == {"QAR": 0}
    (line,) = get(client, "/v1/settlements", Role.OFFICER)["items"]
    assert line["status"] == "settled"


def test_a_debt_is_answered_and_a_dispute_decided(client, settlement):
    debt = {"kind": "loan", "amount": {"amount": "50.00"}, "note": "Lent"}
    claimed = post(client, f"{settlement}/debts", debt, status=201)
    id = claimed["debts"][0]["id"]
    answered = post(client, f"{settlement}/debts/{id}/answer", {"owed": True}, Role.WORKER)
    assert answered["debts"][0]["status"] == "acknowledged"
    cost = {**debt, "kind": "recruitment_cost"}
    post(client, f"{settlement}/debts", cost, status=422)
    fewer = post(client, f"{settlement}/draw-up", {"days_taken": 1}, Role.EMPLOYER)
    assert fewer["dues"]["leave_pay"]["amount"] < claimed["dues"]["leave_pay"]["amount"]
    why = {"reason": "The contract promises more"}
    disputed = post(client, f"{settlement}/dispute", why, Role.WORKER)
    assert (disputed["status"], disputed["objection"]) == ("disputed", why["reason"])
    decision = {"amount": {"amount": "2000.00"}, "reason": "It does"}
    decided = post(client, f"{settlement}/resolve", decision, Role.OFFICER)
    assert (decided["status"], decided["amount"]["amount"]) == ("agreed", "2000.00")


def test_art_16_is_decided_by_a_human_or_not_at_all(client, settlement):
    body = {"ground": "x", "evidence": "f"}
    refused = post(client, f"{settlement}/dismissal", body, Role.OFFICER, status=409)
    assert refused["type"].endswith("not_a_dismissal")
    post(client, f"{settlement}/dismissal", body, Role.EMPLOYER, status=403)


def test_a_service_that_lasts_has_no_settlement(client, service):
    path = f"/v1/settlements/{service.id}"
    answer(client.get(path, headers=as_(Role.WORKER)), 404)
    post(client, f"{path}/draw-up", {}, Role.WORKER, status=409)
