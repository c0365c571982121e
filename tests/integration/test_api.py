from datetime import date
from uuid import uuid4

import pytest
from litestar.testing import TestClient

from maawin_core.contracts.contract import ContractStatus, RecruitmentConcluded, RecruitmentContract
from maawin_core.kernel.identity import Identity, new_id
from maawin_core.kernel.money import Money
from maawin_core.kernel.parties import MINISTRY, PLATFORM, SYSTEM, Role, employer, office
from maawin_core.payments.fee_payment import FeePayment
from maawin_entrypoints.api import api
from maawin_entrypoints.container import deliverer, in_memory

TOKENS = {role: f"synthetic-token-{role}" for role in Role}


@pytest.fixture
def container():
    return in_memory()


@pytest.fixture
def contract(container):
    id, now = new_id(), container.clock().now()
    contract = RecruitmentContract(
        id=id,
        request=new_id(),
        office=new_id(),
        employer=new_id(),
        worker=new_id(),
        recruited_from="PHL",
        price=Money("14000.00"),
        signed_on=date(2026, 1, 5),
        status=ContractStatus.CONCLUDED,
    )
    event = RecruitmentConcluded(at=now, contract=id, request=id, price=contract.price)
    with container.storage().transaction(SYSTEM) as work:
        return work.save(contract.after(event))


@pytest.fixture
def settle(container):
    deliver = deliverer(container)

    def until_nothing_is_due():
        while deliver():
            pass

    return until_nothing_is_due


@pytest.fixture
def client(container, contract):
    give = container.give_sign_in()
    people = {
        Role.EMPLOYER: employer(contract.employer),
        Role.OFFICE_MANAGER: office(contract.office),
        Role.OFFICER: MINISTRY,
        Role.ADMINISTRATOR: PLATFORM,
    }
    for role, party in people.items():
        who = Identity(name=f"Synthetic {role}")
        give(SYSTEM, who, role, party, TOKENS[role], language="en")
    with TestClient(api(container)) as client:
        yield client


def as_(role, **more):
    return {"authorization": f"Bearer {TOKENS[role]}", **more}


@pytest.fixture
def fee(contract, settle):
    settle()
    return f"/v1/fee-payments/{contract.id}"


def pay(client, fee, token="tok_ok", **headers):
    return client.post(f"{fee}/pay", json={"token": token}, headers=as_(Role.EMPLOYER, **headers))


def test_an_employer_sees_what_she_owes_and_pays_it(client, fee):
    (task,) = client.get("/v1/me/tasks", headers=as_(Role.EMPLOYER)).json()["items"]
    assert (task["code"], task["text"]) == ("pay_fee", "Pay the recruitment fee")
    paid = pay(client, fee).json()
    assert (paid["status"], paid["fee"]) == ("paid", {"amount": "14000.00", "currency": "QAR"})
    assert client.get("/v1/me/tasks", headers=as_(Role.EMPLOYER)).json()["items"] == []


def test_a_refusal_says_what_was_found_and_what_to_do_in_the_readers_language(client, fee):
    pay(client, fee)
    english, arabic = pay(client, fee), pay(client, fee, **{"accept-language": "ar-QA,ar;q=0.9"})
    assert english.status_code == arabic.status_code == 409
    assert english.headers["content-type"] == "application/problem+json"
    assert english.json()["type"].endswith("/wrong_status")
    assert "paid" in english.json()["detail"]
    assert "مدفوعة" in arabic.json()["detail"]


def test_without_a_token_nobody_comes_in(client, fee):
    for headers in ({}, {"authorization": "Bearer nonsense"}, {"authorization": "Basic x"}):
        answer = client.get(fee, headers=headers)
        assert (answer.status_code, answer.headers["www-authenticate"]) == (401, "Bearer")


def test_what_is_not_yours_looks_as_if_it_were_not_there(client, fee, container):
    stranger = employer(new_id())
    container.give_sign_in()(SYSTEM, Identity(name="S"), Role.EMPLOYER, stranger, "s" * 20)
    headers = {"authorization": f"Bearer {'s' * 20}"}
    hidden = client.get(fee, headers=headers)
    missing = client.get(f"/v1/fee-payments/{uuid4()}", headers=headers)
    assert hidden.status_code == missing.status_code == 404
    assert hidden.json()["type"] == missing.json()["type"]


def test_whoever_sends_an_old_version_is_told_to_look_again(client, fee, container, contract):
    answer = pay(client, fee, **{"if-match": '"99"'})
    assert answer.status_code == 412
    assert container.storage().get(FeePayment, contract.id).status == "due"


@pytest.mark.parametrize(
    ("body", "says"),
    [
        ({"tokn": "x"}, "tokn"),
        ({"token": 5}, "token"),
        ({}, "token"),
    ],
)
def test_a_body_that_cannot_be_read_names_the_field(client, fee, body, says):
    answer = client.post(f"{fee}/pay", json=body, headers=as_(Role.EMPLOYER))
    assert answer.status_code == 400
    assert says in answer.json()["detail"]


def test_a_dispute_is_decided_and_the_refund_reaches_the_employer(client, fee, contract, settle):
    pay(client, fee)
    opened = client.post(
        "/v1/disputes",
        json={
            "contract": str(contract.id),
            "against": {"kind": "office", "id": str(contract.office)},
            "ground": "not_delivered",
            "text": "Nobody came.",
        },
        headers=as_(Role.EMPLOYER),
    )
    assert opened.status_code == 201, opened.text
    decided = client.post(
        f"/v1/disputes/{opened.json()['id']}/decide",
        json={"outcome": "refund", "reason": "Never delivered."},
        headers=as_(Role.OFFICER),
    ).json()
    assert decided["decisions"][0]["amount"]["amount"] == "14000.00"
    settle()
    (refund,) = client.get("/v1/refunds", headers=as_(Role.EMPLOYER)).json()["items"]
    assert (refund["status"], refund["in_time"]) == ("given", True)
    sums = client.get("/v1/books/sums", headers=as_(Role.OFFICER)).json()
    assert sums == {"QAR": 0}


def test_each_party_is_told_in_its_inbox_and_can_read_it(client, fee):
    (line,) = client.get("/v1/notices?limit=1", headers=as_(Role.EMPLOYER)).json()["items"]
    notice = client.get(f"/v1/notices/{line['key']}", headers=as_(Role.EMPLOYER)).json()
    assert line["text"] == notice["text"] != f"notice.{line['code']}"
    assert notice["text"]
    assert not notice["text"].startswith("notice.")
    path = f"/v1/notices/{line['key']}/read"
    assert client.post(path, headers=as_(Role.EMPLOYER)).json()["read"] is True


def test_the_history_says_who_did_what(client, fee, contract):
    pay(client, fee)
    path = f"/v1/history/fee_payment/{contract.id}"
    events = client.get(path, headers=as_(Role.EMPLOYER)).json()["items"]
    assert [(each["event"], each["role"]) for each in events] == [
        ("fee_asked", "system"),
        ("payment_started", "employer"),
        ("fee_paid", "employer"),
    ]


def test_a_list_is_paged_to_its_end(client, fee):
    seen, after = [], ""
    while True:
        page = client.get(f"/v1/notices?limit=1{after}", headers=as_(Role.EMPLOYER)).json()
        seen += [line["key"] for line in page["items"]]
        if page["next"] is None:
            break
        after = f"&after={page['next']}"
    assert len(seen) == len(set(seen)) == 2


@pytest.mark.parametrize("query", ["limit=0", "limit=201", "after=nonsense", "limit=x"])
def test_a_page_that_cannot_be_given_is_refused(client, query):
    answer = client.get(f"/v1/notices?{query}", headers=as_(Role.EMPLOYER))
    assert answer.status_code in (400, 422)


def test_an_administrator_gives_and_ends_a_way_in(client):
    body = {
        "name": "Synthetic Inspector",
        "role": "inspector",
        "party": {"kind": "ministry", "id": str(MINISTRY.id)},
        "token": "inspector-token-0001",
    }
    given = client.post("/v1/sign-ins", json=body, headers=as_(Role.ADMINISTRATOR)).json()
    headers = {"authorization": "Bearer inspector-token-0001"}
    assert client.get("/v1/me", headers=headers).json()["role"] == "inspector"
    client.post(f"/v1/sign-ins/{given['id']}/end", headers=as_(Role.ADMINISTRATOR))
    assert client.get("/v1/me", headers=headers).status_code == 401


def test_an_unknown_address_or_method_is_a_problem_too(client):
    headers = as_(Role.EMPLOYER)
    assert client.get("/v1/nowhere", headers=headers).json()["type"].endswith("/no_such_page")
    assert client.delete("/v1/me", headers=headers).json()["type"].endswith("/no_such_method")


def test_a_bug_shows_the_caller_no_more_than_that_it_is_ours(client, container):
    class Broken:
        def owed(self, **_):
            raise ZeroDivisionError("secret")

    with container.lists.override(Broken()):
        answer = client.get("/v1/me/tasks", headers=as_(Role.EMPLOYER))
    assert answer.status_code == 500
    assert "secret" not in answer.text


def test_the_description_is_openapi_3_1_and_knows_every_route(client):
    description = client.get("/v1/openapi/openapi.json").json()
    assert description["openapi"].startswith("3.1")
    assert "/v1/disputes/{dispute_id}/decide" in description["paths"]


GRATUITY = {
    "first_day": "2020-03-01",
    "last_day": "2023-06-08",
    "basic_wage": "1200.00",
    "ending": "resignation",
    "earlier_contracts": [],
    "debts": [],
}


def test_a_regulator_asks_a_rule_and_gets_what_the_command_line_gives(client):
    answer = client.post(
        "/v1/law/end-of-service/calculate?reading=A-02:four_weeks&alternatives=1",
        json=GRATUITY,
        headers=as_(Role.EMPLOYER),
    ).json()
    assert answer["status"] == "due"
    assert answer["readings"]["A-02"] == "four_weeks"
    assert "thirty_days" in answer["alternatives"]["A-02"]


@pytest.mark.parametrize(
    "content",
    [b"{}", b"nonsense", b'{"first_day": 1, "first_day": 2}', b"\xff\xfe", b"[1]"],
)
def test_facts_that_cannot_be_read_are_a_problem_and_never_a_zero(client, content):
    answer = client.post(
        "/v1/law/end-of-service/calculate", content=content, headers=as_(Role.EMPLOYER)
    )
    assert answer.status_code == 422
    assert answer.json()["error"]["code"]


def test_the_address_that_the_interface_names_is_the_address(client):
    query = "reading=A-02:four_weeks&reading=A-03:whole_years&alternatives=1&known_on=2026-01-01"
    answer = client.post(
        f"/v1/law/end-of-service/calculate?{query}", json=GRATUITY, headers=as_(Role.EMPLOYER)
    ).json()
    assert answer["readings"]["A-02"] == "four_weeks"
    assert answer["readings"]["A-03"] == "whole_years"
    assert "thirty_days" in answer["alternatives"]["A-02"]


@pytest.mark.parametrize("field", ["name", "na\udcffme"])
def test_text_that_is_not_utf8_is_an_error_and_is_not_patched_up(client, field):
    text = (
        '{"recruited_from": "PHL", "contract_day": "2026-01-05", "kind": "abroad",'
        f' "office_charges": [{{"{field}": "\udcff", "amount": "1.00"}}]}}'
    )
    answer = client.post(
        "/v1/law/price-cap/calculate",
        content=text.encode("utf-8", "surrogateescape"),
        headers=as_(Role.EMPLOYER),
    )
    assert answer.status_code == 422
    assert answer.json()["error"]["field"].startswith("office_charges.1.na")


def test_an_unknown_rule_reading_or_day_is_a_problem(client):
    ask = lambda path: client.post(path, json=GRATUITY, headers=as_(Role.EMPLOYER)).status_code  # noqa: E731
    assert ask("/v1/law/no-such-rule/calculate") == 404
    assert ask("/v1/law/end-of-service/calculate?reading=A-02") == 422
    assert ask("/v1/law/end-of-service/calculate?reading=A-02:nonsense") == 422
    assert ask("/v1/law/end-of-service/calculate?known_on=yesterday") == 422
    assert ask("/v1/law/end-of-service/calculate?known_on=20260101") == 422
    twice = "reading=A-02:four_weeks&reading=A-02:average_weeks"
    assert ask(f"/v1/law/end-of-service/calculate?{twice}") == 422


def test_an_identity_number_is_checked(client):
    path = "/v1/identifiers/qid/check"
    answer = client.post(path, json={"value": "٢٧٦ ١٢٤ ٠٥٩٣٤"}, headers=as_(Role.EMPLOYER)).json()
    assert (answer["status"], answer["value"]) == ("valid", "27612405934")
    assert (
        client.post(
            "/v1/identifiers/shoe/check", json={"value": "1"}, headers=as_(Role.EMPLOYER)
        ).status_code
        == 404
    )
