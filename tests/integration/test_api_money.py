from datetime import date

import pytest
from beginnings import kept, working_office
from litestar.testing import TestClient

from maawin_core.contracts.contract import ContractStatus, RecruitmentConcluded, RecruitmentContract
from maawin_core.kernel.identity import Identity, new_id
from maawin_core.kernel.money import Money
from maawin_core.kernel.parties import MINISTRY, PLATFORM, SYSTEM, Role, employer, office
from maawin_entrypoints.api import api
from maawin_entrypoints.container import deliverer, in_memory

TOKENS = {role: f"synthetic-token-{role}" for role in Role}
HEADER = "reference,movement,amount,currency,day\n"


@pytest.fixture
def container():
    return in_memory()


@pytest.fixture
def contract(container):
    # Concluded between an employer and an office whose file is approved.
    at, storage = container.clock().now(), container.storage()
    house, id = working_office(storage, at), new_id()
    made = RecruitmentContract(
        id=id, request=new_id(), office=house.id, employer=new_id(), worker=new_id(),
        recruited_from="PHL", price=Money("14000.00"), signed_on=date(2026, 1, 5),
        status=ContractStatus.CONCLUDED,
    )  # fmt: skip
    event = RecruitmentConcluded(at=at, contract=id, request=made.request, price=made.price)
    return kept(storage, made.after(event))


@pytest.fixture
def settle(container):
    deliver = deliverer(container)

    def until_nothing_is_due():
        while deliver():
            pass

    return until_nothing_is_due


@pytest.fixture
def ask(container, contract, settle):
    parties = {
        Role.EMPLOYER: employer(contract.employer),
        Role.OFFICE_MANAGER: office(contract.office),
        Role.OFFICE_STAFF: office(new_id()),  # of another office
        Role.OFFICER: MINISTRY,
        Role.ADMINISTRATOR: PLATFORM,
    }
    for role, party in parties.items():
        who = Identity(name=f"Synthetic {role}")
        container.give_sign_in()(SYSTEM, who, role, party, TOKENS[role], language="en")
    settle()
    with TestClient(api(container)) as client:

        def send(role, method, path, body=None, status=200):
            answer = client.request(
                method, f"/v1{path}", json=body, headers={"authorization": f"Bearer {TOKENS[role]}"}
            )
            assert answer.status_code == status, answer.text
            settle()
            return answer.json()

        yield send


@pytest.fixture
def fee(ask, contract):
    return ask(Role.EMPLOYER, "POST", f"/fee-payments/{contract.id}/pay", {"token": "tok_ok"})


def riyals(amount):
    return {"amount": amount, "currency": "QAR"}


def test_an_office_deposits_pays_in_takes_out_and_reads_what_happened(ask, contract):
    manager, money = Role.OFFICE_MANAGER, f"/office-money/{contract.office}"
    paid = ask(manager, "POST", f"{money}/deposit", {"amount": riyals("500.00"), "token": "tok_ok"})
    assert (paid["status"], paid["purpose"]) == ("done", "guarantee_deposit")
    ask(manager, "POST", f"{money}/pay-in", {"amount": riyals("80.00"), "token": "tok_ok"})
    out = {"amount": riyals("30.00"), "account": "acct_ok"}
    assert ask(manager, "POST", f"{money}/pay-out", out)["status"] == "done"
    out["amount"] = riyals("50.01")
    problem = ask(manager, "POST", f"{money}/pay-out", out, status=422)
    assert problem["type"].endswith("account_overdrawn")
    lines = ask(manager, "GET", f"{money}/statement")["items"]
    assert [(line["entry"], line["balance"]["amount"]) for line in lines] == [
        ("paid_in", "80.00"),
        ("payout_started", "50.00"),
    ]
    deposit = ask(Role.OFFICER, "GET", f"{money}/statement?purpose=guarantee_deposit")
    assert [line["balance"]["amount"] for line in deposit["items"]] == ["500.00"]
    assert len(ask(manager, "GET", "/office-money")["items"]) == 3
    ask(Role.OFFICE_STAFF, "GET", f"{money}/statement", status=404)
    ask(Role.EMPLOYER, "POST", f"{money}/pay-in", {**out, "token": "t"} | {}, status=400)


def test_a_left_over_fee_is_ruled_on_and_a_returned_refund_goes_to_another_account(
    ask, contract, fee, container
):
    container.drop_fee()(SYSTEM, contract.id)
    payment = f"/fee-payments/{contract.id}"
    ruling = {"to_employer": riyals("14000.00"), "reason": "She never came."}
    ask(Role.EMPLOYER, "POST", f"{payment}/decide-left-over", ruling, status=403)
    (award,) = ask(Role.OFFICER, "POST", f"{payment}/decide-left-over", ruling)["awards"]
    assert (award["amount"]["amount"], award["not_covered"]["amount"]) == ("14000.00", "0.00")
    (given,) = ask(Role.EMPLOYER, "GET", payment)["awards"]
    assert given["given"]
    back = f"{payment}/refunds/{award['id']}/returned"
    (again,) = ask(Role.ADMINISTRATOR, "POST", back, {"reason": "account_closed"}, status=201)[
        "awards"
    ]
    assert (again["given"], again["blocked"]) == (False, "account_closed")
    ask(Role.EMPLOYER, "POST", f"{payment}/refund-account", {"account": "acct_ok"})
    (given,) = ask(Role.EMPLOYER, "GET", payment)["awards"]
    assert given["given"]
    slice_ = {"to_employer": riyals("1.00"), "reason": "So."}
    ask(Role.OFFICER, "POST", f"{payment}/decide-slice", slice_, status=409)


def test_the_books_are_read_as_statements_and_reconciled(ask, fee, contract):
    officer = Role.OFFICER
    (line,) = ask(officer, "GET", f"/books/statement?name=held&of={contract.id}")["items"]
    assert (line["entry"], line["balance"]["amount"]) == ("fee_taken", "14000.00")
    ask(officer, "GET", "/books/statement?name=slush", status=422)
    ask(Role.EMPLOYER, "GET", f"/books/statement?name=held&of={contract.id}", status=403)
    day, reference = line["happened_at"][:10], line["reference"]
    rows = f"{reference},charge,14000.00,QAR,{day}\nre-9,refund,1.00,QAR,{day}\nbad\n"
    found = ask(officer, "POST", "/books/reconciliation/sandbox", {"csv": HEADER + rows})
    assert (found["matched"], [bad["line"] for bad in found["bad"]]) == (1, [4])
    (case,) = found["cases"]
    assert (case["difference"], case["reference"]) == ("not_in_books", "re-9")
    ask(officer, "POST", "/books/reconciliation/sandbox", {"csv": "no header"}, status=422)


def test_what_an_appeal_takes_back_of_a_given_refund_the_employer_returns(ask, contract, fee):
    against = {"kind": "office", "id": str(contract.office)}
    complaint = {
        "contract": str(contract.id), "against": against, "ground": "not_delivered",
        "text": "She never came.",
    }  # fmt: skip
    dispute = ask(Role.EMPLOYER, "POST", "/disputes", complaint, status=201)["id"]
    decide = f"/disputes/{dispute}/decide"
    ask(Role.OFFICER, "POST", decide, {"outcome": "refund", "reason": "She never came."})
    (given,) = ask(Role.OFFICE_MANAGER, "GET", "/refunds")["items"]
    refund = f"/refunds/{given['key']}"
    problem = ask(Role.OFFICE_MANAGER, "POST", f"{refund}/sent-back", status=409)
    assert problem["type"].endswith("nothing_to_return")
    ask(Role.OFFICE_MANAGER, "POST", f"/disputes/{dispute}/appeal", {"text": "She was ill."})
    ask(Role.OFFICER, "POST", decide, {"outcome": "nothing", "reason": "It is so."})
    seen = ask(Role.EMPLOYER, "GET", refund)
    assert (seen["status"], seen["to_return"]["amount"]) == ("given", "14000.00")
    (task,) = ask(Role.EMPLOYER, "GET", "/me/tasks")["items"]
    assert task["code"] == "return_refund"
    ask(Role.EMPLOYER, "POST", f"{refund}/sent-back", status=403)
    ask(Role.OFFICE_STAFF, "GET", refund, status=404)
    assert ask(Role.OFFICE_MANAGER, "POST", f"{refund}/sent-back")["sent_back_at"]
    assert ask(Role.EMPLOYER, "GET", "/me/tasks")["items"] == []
