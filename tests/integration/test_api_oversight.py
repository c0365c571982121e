from datetime import timedelta
from uuid import UUID

import pytest
from beginnings import shown_worker, working_office
from journeys import dispute, offer, overdue, placement, request
from litestar.testing import TestClient

from maawin_core.access.sign_in import SignInRow
from maawin_core.kernel.identity import Identity, new_id
from maawin_core.kernel.parties import MINISTRY, PLATFORM, SYSTEM, Role, office, worker
from maawin_core.ports.lists import where
from maawin_entrypoints.api import api
from maawin_entrypoints.container import deliverer, in_memory

PAPER = b"%PDF-1.7 a ticket"


@pytest.fixture
def container():
    return in_memory()


@pytest.fixture
def storage(container):
    return container.storage()


@pytest.fixture
def at(container):
    return container.clock().now()


@pytest.fixture
def house(storage, at):
    return working_office(storage, at).id


@pytest.fixture
def quarrel(storage, at, house):
    return dispute(storage, at, house)


@pytest.fixture
def client(container, quarrel, house):
    people = {
        Role.EMPLOYER: quarrel.opened_by,
        Role.OFFICE_MANAGER: office(house),
        Role.WORKER: worker(new_id()),
        Role.OFFICER: MINISTRY,
        Role.ADMINISTRATOR: PLATFORM,
    }
    for role, party in people.items():
        who = Identity(name=f"Synthetic {role}")
        container.give_sign_in()(SYSTEM, who, role, party, token(role), language="en")
    with TestClient(api(container)) as client:
        yield client


def token(role):
    return f"synthetic-token-{role}"


@pytest.fixture
def ask(client):
    def send(role, method, path, body=None, status=200, **more):
        headers = {"authorization": f"Bearer {token(role)}", **more.pop("headers", {})}
        json = {} if body is None else {"json": body}
        answer = client.request(method, f"/v1{path}", headers=headers, **json, **more)
        assert answer.status_code == status, answer.text
        return answer.json() if "json" in answer.headers.get("content-type", "") else answer

    return send


def wire(party):
    return {"kind": party.kind.value, "id": str(party.id)}


@pytest.fixture
def thread(ask, quarrel):
    body = {
        "topic": "dispute", "about": str(quarrel.id), "subject": "Arrival", "text": "When?",
        "members": [wire(quarrel.against)],
    }  # fmt: skip
    return ask(Role.EMPLOYER, "POST", "/conversations", body, 201)


# Conversations, files, feedback


def test_the_sides_and_the_ministry_talk_with_files(ask, thread, quarrel):
    here = f"/files/of/conversation/{thread['id']}"
    sent = {"data": ("ticket.pdf", PAPER, "text/html")}
    file = ask(Role.OFFICE_MANAGER, "POST", here, files=sent, status=201)
    assert (file["title"], file["file_kind"], file["size"]) == ("ticket.pdf", "pdf", len(PAPER))
    said = {"text": "Here.", "files": [file["id"]], "asked": wire(quarrel.opened_by)}
    ask(Role.OFFICE_MANAGER, "POST", f"/conversations/{thread['id']}/messages", said, 201)
    seen = ask(Role.OFFICER, "GET", f"/conversations/{thread['id']}")
    assert [each["text"] for each in seen["posts"]] == ["When?", "Here."]
    assert seen["posts"][1]["files"] == [file["id"]]
    (task,) = ask(Role.EMPLOYER, "GET", "/me/tasks")["items"]
    assert task["text"] == "Answer a question in a conversation"
    assert [f["id"] for f in ask(Role.EMPLOYER, "GET", here)["items"]] == [file["id"]]


def test_a_file_is_handed_out_to_be_kept_and_not_to_be_run(ask, thread):
    sent = {"data": ("طلب.pdf", PAPER, "text/html")}
    here = f"/files/of/conversation/{thread['id']}"
    file = ask(Role.EMPLOYER, "POST", here, files=sent, status=201)
    answer = ask(Role.OFFICE_MANAGER, "GET", f"/files/{file['id']}")
    assert answer.content == PAPER
    assert answer.headers["content-type"].startswith("application/pdf")
    assert answer.headers["content-disposition"].startswith("attachment;")
    assert answer.headers["x-content-type-options"] == "nosniff"


def test_what_is_not_yours_looks_as_if_it_were_not_there(ask, thread, quarrel):
    sent = {"data": ("a.pdf", PAPER)}
    file = ask(Role.EMPLOYER, "POST", f"/files/of/dispute/{quarrel.id}", files=sent, status=201)
    for path in (
        f"/conversations/{thread['id']}",
        f"/files/{file['id']}",
        f"/files/of/dispute/{quarrel.id}",
        f"/files/{new_id()}",
    ):
        assert ask(Role.WORKER, "GET", path, status=404)["type"].endswith("/not_found")
    assert ask(Role.WORKER, "GET", "/conversations")["items"] == []


@pytest.mark.parametrize(
    ("content", "status", "code"),
    [
        (b"<script>", 422, "file_kind_unknown"),
        (b"%PDF-" + b"x" * 5_000_000, 422, "file_too_large"),
        (b"%PDF-" + b"x" * 5_100_000, 413, None),
    ],
)
def test_a_file_that_cannot_be_kept_is_refused(ask, quarrel, content, status, code):
    sent = {"data": ("a.pdf", content)}
    path = f"/files/of/dispute/{quarrel.id}"
    problem = ask(Role.EMPLOYER, "POST", path, files=sent, status=status)
    assert code is None or problem["type"].endswith(code)


def test_an_older_page_is_told_so(ask, thread):
    path = f"/conversations/{thread['id']}/messages"
    ask(Role.EMPLOYER, "POST", path, {"text": "Hm?"}, 412, headers={"if-match": '"9"'})
    ask(Role.EMPLOYER, "POST", path, {"text": "Hm?"}, 201, headers={"if-match": '"1"'})
    ask(Role.OFFICE_MANAGER, "POST", f"/conversations/{thread['id']}/close", status=422)
    closed = ask(Role.EMPLOYER, "POST", f"/conversations/{thread['id']}/close")
    assert closed["status"] == "closed"


def test_a_remark_is_answered_and_linked_to_what_changed(ask):
    said = {"kind": "suggestion", "text": "Show the day."}
    raised = ask(Role.WORKER, "POST", "/remarks", said, 201)
    path = f"/remarks/{raised['id']}"
    answer = {"verdict": "will_change", "answer": "We shall."}
    ask(Role.WORKER, "POST", f"{path}/answer", answer, 403)
    assert ask(Role.ADMINISTRATOR, "POST", f"{path}/answer", answer)["in_time"] is True
    ask(Role.OFFICER, "POST", f"{path}/change", {"change": "0.2.0"})
    assert ask(Role.WORKER, "GET", path)["change"] == "0.2.0"
    listed = ask(Role.WORKER, "GET", "/remarks?status=acted_on")["items"]
    assert [each["key"] for each in listed] == [raised["id"]]


# Choice


def test_offers_come_with_records_and_a_reason_in_the_readers_language(ask, storage, at, house):
    offer(storage, at, house, "14000.00")
    offer(storage, at, house, "9000.00")
    query = "/choice/offers?country=PHL&skill=child_care&language=en&most_price=15000.00"
    found = ask(Role.EMPLOYER, "GET", query)
    assert [each["price"]["amount"] for each in found["items"]] == ["9000.00", "14000.00"]
    assert found["why"]["text"].startswith("Ordered by price")
    assert "Only from PHL." in found["why"]["filters"]
    (figure, *_) = found["offices"][0]["record"]["figures"]
    assert (figure["n"], figure["value"]) == (0, None)
    assert figure["note"].startswith("Not enough data")
    arabic = ask(Role.EMPLOYER, "GET", query, headers={"accept-language": "ar"})
    assert arabic["why"]["text"].startswith("الترتيب حسب السعر")
    assert ask(Role.EMPLOYER, "GET", "/choice/offers?order=record", status=422)["facts"]


def test_offices_and_workers_are_compared(ask, storage, at, house):
    offer(storage, at, house)
    for _ in range(5):
        placement(storage, at, house, 0)
    one = shown_worker(storage, house, at)
    (found,) = ask(Role.EMPLOYER, "GET", f"/choice/offices?office={house}")["items"]
    assert (found["record"]["score"], found["offers"]) == ("100", 1)
    assert {part["code"] for part in found["record"]["parts"]} == {
        "arrived_on_time", "kept", "no_dispute_lost",
    }  # fmt: skip
    workers = ask(Role.EMPLOYER, "GET", "/choice/workers")
    assert [each["key"] for each in workers["items"]] == [str(one.id)]
    (side,) = ask(Role.EMPLOYER, "GET", f"/choice/workers/compared?worker={one.id}")
    assert side["rated"]["value"] is None


def test_only_the_employer_of_an_ended_journey_rates_it(ask, storage, at, house, quarrel):
    ended = request(storage, at, house, days=30, of=quarrel.opened_by.id)
    running = request(storage, at, house, of=quarrel.opened_by.id)
    rated = ask(Role.EMPLOYER, "POST", f"/choice/ratings/{ended.id}", {"stars": 4})
    assert (rated["stars"], rated["office"]) == (4, str(house))
    ask(Role.EMPLOYER, "POST", f"/choice/ratings/{ended.id}", {"stars": 9}, 422)
    ask(Role.EMPLOYER, "POST", f"/choice/ratings/{running.id}", {"stars": 4}, 409)
    ask(Role.OFFICE_MANAGER, "POST", f"/choice/ratings/{ended.id}", {"stars": 5}, 403)
    ask(Role.WORKER, "POST", f"/choice/ratings/{ended.id}", {"stars": 5}, 404)


def test_a_worker_rates_the_office_and_nobody_reads_it(ask, container, storage, at, house):
    (she,) = container.lists().page(SignInRow, *where(role=Role.WORKER)).items
    placed = placement(storage, at, house, 0, worker=UUID(she.party.partition(":")[2]))
    path = f"/choice/office-ratings/{placed.id}"
    assert ask(Role.WORKER, "POST", path, {"stars": 4})["stars"] == 4
    assert ask(Role.WORKER, "POST", path, {"stars": 2})["version"] == 2
    ask(Role.WORKER, "POST", path, {"stars": 9}, 422)
    ask(Role.OFFICE_MANAGER, "POST", path, {"stars": 5}, 403)
    ask(Role.EMPLOYER, "POST", path, {"stars": 5}, 404)
    offer(storage, at, house)
    (shown,) = ask(Role.EMPLOYER, "GET", "/choice/offices")["items"]
    figure = next(f for f in shown["record"]["figures"] if f["code"] == "rated_by_workers")
    assert (figure["n"], figure["value"]) == (1, None)


# Oversight


def test_the_ministry_sees_a_late_refund_its_case_and_its_age(ask, storage, at, house):
    owed = overdue(storage, at, house, days=8)
    figures = ask(Role.OFFICER, "GET", f"/oversight/indicators?office={house}")
    late = next(each for each in figures if each["code"] == "refunds_overdue")
    assert (late["of"], late["n"], late["sum"]["amount"]) == (str(house), 1, "5000.00")
    assert late["text"] == "Refunds overdue"
    cases = ask(Role.OFFICER, "GET", "/oversight/indicators/refunds_overdue/cases")["items"]
    assert [each["key"] for each in cases] == [str(owed.id)]
    ages = ask(Role.OFFICER, "GET", f"/oversight/refund-ages?office={house}")
    assert [each["n"] for each in ages] == [0, 1, 0]
    ages = ask(Role.OFFICER, "GET", "/oversight/refund-ages?country=KEN")
    assert [each["n"] for each in ages] == [0, 0, 0]
    (alert,) = ask(Role.OFFICER, "GET", "/oversight/alerts")
    assert (alert["code"], alert["found"], alert["threshold"]) == ("refunds_overdue", "1", 0)
    assert alert["text"].startswith("1 refunds are overdue")
    (country,) = ask(Role.OFFICER, "GET", "/oversight/alerts?over=country")
    assert (country["code"], len(country["of"])) == ("refunds_overdue", 3)
    (stalled,) = ask(Role.OFFICER, "GET", f"/oversight/stalled?office={house}")
    assert ask(Role.OFFICER, "GET", f"/oversight/stalled?office={new_id()}") == []
    (step,) = ask(Role.OFFICER, "GET", f"/oversight/stalled/steps?office={house}")["items"]
    assert (stalled["code"], step["about"]) == ("give_refund", str(owed.id))


def test_a_trend_runs_over_months(ask, storage, at, house):
    request(storage, at, house, country="KEN")
    trend = ask(Role.OFFICER, "GET", "/oversight/indicators/requests/trend?months=2&country=KEN")
    assert [each["n"] for each in trend] == [0, 1]
    month = trend[1]["month"]
    cases = ask(Role.OFFICER, "GET", f"/oversight/indicators/requests/cases?month={month}")
    assert len(cases["items"]) == 1
    countries = ask(Role.OFFICER, "GET", "/oversight/indicators?over=country")
    assert {e["of"] for e in countries if e["code"] == "requests"} == {"KEN"}


@pytest.mark.parametrize("role", [Role.EMPLOYER, Role.OFFICE_MANAGER, Role.WORKER])
@pytest.mark.parametrize("page", ["oversight/alerts", "oversight/indicators", "pilot/readiness"])
def test_nobody_else_sees_the_ministrys_pages(ask, role, page):
    ask(role, "GET", f"/{page}", status=403)


def test_a_suspended_office_is_told_appeals_and_works_again(ask, container, at, house):
    until = (at + timedelta(days=10)).date().isoformat()
    body = {
        "on": wire(office(house)), "action": "suspend", "reason": "Refunds are late.",
        "article": "Decision 8/2005 art. 14", "until": until,
    }  # fmt: skip
    ask(Role.OFFICE_MANAGER, "POST", "/interventions", body, 403)
    made = ask(Role.OFFICER, "POST", "/interventions", body, 201)
    settle(container)
    mine = ask(Role.OFFICE_MANAGER, "GET", "/interventions")["items"]
    assert [each["key"] for each in mine] == [made["id"]]
    told = ask(Role.OFFICE_MANAGER, "GET", "/notices")["items"]
    assert {"intervention_made", "admission_changed"} <= {each["code"] for each in told}
    path = f"/interventions/{made['id']}"
    ask(Role.OFFICE_MANAGER, "POST", f"{path}/appeal", {"text": "We have paid."})
    answer = {"upheld": False, "reason": "You have."}
    fallen = ask(Role.OFFICER, "POST", f"{path}/appeal/answer", answer)
    assert (fallen["status"], fallen["appeal"]["upheld"]) == ("lifted", False)
    ask(Role.OFFICER, "POST", f"{path}/lift", {"reason": "Again."})
    ask(Role.EMPLOYER, "GET", path, status=404)
    history = ask(Role.OFFICE_MANAGER, "GET", f"/history/intervention/{made['id']}")["items"]
    assert "suspension" in history[0]["text"]


def test_support_is_promised_and_its_effect_recorded(ask, at, house):
    body = {
        "on": wire(office(house)), "action": "support", "reason": "New.", "article": "M13",
        "until": at.date().isoformat(), "promise": "Training.",
    }  # fmt: skip
    made = ask(Role.OFFICER, "POST", "/interventions", body, 201)
    path = f"/interventions/{made['id']}"
    done = ask(Role.OFFICER, "POST", f"{path}/effect", {"effect": "Fewer mistakes."})
    assert (done["status"], done["effect"]) == ("carried_out", "Fewer mistakes.")
    ask(Role.OFFICER, "POST", f"{path}/lift", {"reason": "Over."}, 409)


def settle(container):
    deliver = deliverer(container)
    while deliver():
        pass


# Pilot


def test_a_pilot_is_chosen_switched_and_measured(ask, storage, at, house):
    cohort = ask(Role.ADMINISTRATOR, "POST", "/pilot/cohorts", {"name": "First"}, 201)
    path = f"/pilot/cohorts/{cohort['id']}"
    joined = ask(Role.OFFICER, "POST", f"{path}/members", wire(office(house)))
    assert joined["members"] == [wire(office(house))]
    assert ask(Role.OFFICER, "PUT", "/pilot/switch", {"on": True})["on"] is True
    for days in (10, 20, 30, 40, 50):
        request(storage, at, house, days=days)
    report = ask(Role.OFFICER, "GET", f"/pilot/readiness?cohort={cohort['id']}")
    measures = {each["code"]: each for each in report["measures"]}
    days = measures["days_to_hand_over"]
    assert (days["found"], days["target"], days["n"], days["verdict"]) == ("30", "60", 5, "met")
    assert measures["refunds_in_time"]["verdict_text"] == "not enough data"
    assert report["ready"] is False
    assert ask(Role.OFFICER, "GET", "/pilot/cohorts")["items"][0]["offices"] == 1
    ask(Role.OFFICER, "DELETE", f"{path}/members/office/{house}")
    assert ask(Role.OFFICER, "GET", path)["members"] == []
    ask(Role.OFFICER, "POST", f"{path}/members", wire(worker(new_id())), 422)
    ask(Role.OFFICE_MANAGER, "PUT", "/pilot/switch", {"on": False}, 403)
    ask(Role.EMPLOYER, "GET", path, status=404)


ENGLISH = {"accept-language": "en"}


@pytest.mark.parametrize(
    ("method", "path", "body", "named"),
    [
        ("POST", "/interventions", {"action": "shout"}, "support, warn, order, suspend"),
        ("POST", "/interventions", {"on": {"kind": "cat"}}, "office, employer, worker"),
        ("GET", "/oversight/indicators?over=moon", None, "office, country"),
    ],
)
def test_where_only_a_few_words_are_taken_the_refusal_names_them(ask, method, path, body, named):
    made = {
        "action": "warn",
        "article": "Law 15/2017 Art. 20",
        "on": {"kind": "office", "id": str(new_id())},
        "reason": "Late refunds.",
        "until": "2027-01-01",
    }
    if body and "on" in body:
        body = {"on": {**made["on"], **body["on"]}}
    problem = ask(Role.OFFICER, method, path, body and made | body, 400, headers=ENGLISH)
    assert f"write one of these: {named}" in problem["detail"]


def test_an_act_is_called_by_its_words_and_not_by_its_code(ask):
    problem = ask(Role.EMPLOYER, "GET", "/oversight/alerts", None, 403, headers=ENGLISH)
    assert "(watch over offices)" in problem["detail"]
