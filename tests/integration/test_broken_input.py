import json
import threading
from collections import Counter
from datetime import UTC, datetime
from uuid import uuid4

import pytest
from beginnings import eligible_employer, shown_worker, working_office
from litestar.testing import TestClient

from maawin_core.kernel.errors import RuleBroken
from maawin_core.kernel.identity import Identity
from maawin_core.kernel.parties import MINISTRY, SYSTEM, Role, employer, office
from maawin_core.words.catalogue import refusal_sentence, sentence
from maawin_entrypoints.api import api
from maawin_entrypoints.container import Container, in_memory
from maawin_entrypoints.import_table import rows_of

MANAGER, HOME, OFFICER = "manager", "home", "officer"
DEEP = "[" * 100_000


@pytest.fixture(params=["memory", "sqlite", "postgres"])
def container(request):
    if request.param == "memory":
        return in_memory()
    made = Container()
    made.database.override(request.getfixturevalue(f"{request.param}_database"))
    return made


@pytest.fixture
def things(container):
    storage, now = container.storage(), container.clock().now()
    house = working_office(storage, now)
    home = eligible_employer(storage, now)
    return {"house": house.id, "home": home.id, "she": shown_worker(storage, house.id, now).id}


@pytest.fixture
def client(container, things):
    people = {
        MANAGER: (Role.OFFICE_MANAGER, office(things["house"])),
        HOME: (Role.EMPLOYER, employer(things["home"])),
        OFFICER: (Role.OFFICER, MINISTRY),
    }
    for name, (role, party) in people.items():
        who, token = Identity(name=f"Synthetic {name}"), f"synthetic-token-{name}"
        container.give_sign_in()(SYSTEM, who, role, party, token, language="en")
    with TestClient(api(container)) as client:
        yield client


def bearing(name, **more):
    return {"authorization": f"Bearer synthetic-token-{name}", **more}


def problem(answer, status):
    """The answer's problem: with a code, and a sentence for a person."""
    assert answer.status_code == status, answer.text
    assert answer.headers["content-type"].startswith("application/problem+json")
    said = answer.json()
    assert said["type"].rpartition("/")[2]
    assert said["detail"].endswith(".")
    assert "?" not in said["detail"]
    return said


def offer(things, **changes):
    return {
        "kind": "abroad",
        "worker": str(things["she"]),
        "items": [{"name": "Recruitment", "amount": {"amount": "9000.00"}}],
        "wage": {"amount": "1400.00"},
        "arrival_days": 30,
        "valid_until": f"{datetime.now(UTC).year + 1}-01-31",
        **changes,
    }


@pytest.mark.parametrize("text", [DEEP, '{"a":' * 100_000, '{"offer":' + DEEP])
def test_a_body_nested_without_end_is_the_senders_fault(client, text):
    headers = bearing(HOME, **{"content-type": "application/json"})
    said = problem(client.post("/v1/requests", content=text, headers=headers), 400)
    assert "nested" in said["detail"]


@pytest.mark.parametrize("text", ["", "{", "null", "[]", '"x"', "\\ud800", '{"offer":"\\ud800"}'])
def test_a_body_that_is_no_body_is_unreadable(client, text):
    headers = bearing(HOME, **{"content-type": "application/json"})
    problem(client.post("/v1/requests", content=text, headers=headers), 400)


def test_bytes_that_are_no_text_are_unreadable(client):
    headers = bearing(HOME, **{"content-type": "application/json"})
    problem(client.post("/v1/requests", content=b'{"offer":"\xff\xfe"}', headers=headers), 400)


def test_a_giant_body_is_not_read(client):
    headers = bearing(HOME, **{"content-type": "application/json"})
    said = client.post("/v1/requests", content=b'"' + b"x" * 20_000_000 + b'"', headers=headers)
    problem(said, 413)


@pytest.mark.parametrize(
    ("changes", "status"),
    [
        ({"wage": 1400.0}, 400),
        ({"wage": {"amount": 1400.5}}, 400),
        ({"wage": {"amount": "1,400"}}, 422),
        ({"wage": {"amount": "NaN"}}, 422),
        ({"wage": {"amount": "1e3"}}, 422),
        ({"wage": {"amount": "1400.00", "currency": "XXQ"}}, 422),
        ({"wage": {"amount": "9" * 400}}, 422),
        ({"wage": {"amount": "-1400.00"}}, 422),
        ({"wage": {"amount": "1400\x00"}}, 422),
        ({"arrival_days": 10**30}, 422),
        ({"arrival_days": 10**18}, 422),
        ({"arrival_days": -(10**9)}, 422),
        ({"arrival_days": 1.5}, 400),
        ({"arrival_days": "30"}, 400),
        ({"arrival_days": True}, 400),
        ({"valid_until": 20270131}, 400),
        ({"guarantee": 9}, 400),
        ({"items": [{"name": "a", "amount": {"amount": "1.00"}, "government": "no"}]}, 400),
        ({"valid_until": "2027-02-30"}, 400),
        ({"valid_until": "9999-12-31"}, 422),
        ({"valid_until": "0001-01-01"}, 422),
        ({"guarantee": "so\x00so"}, 422),
        ({"kind": "moon"}, 400),
        ({"worker": "nobody"}, 400),
        ({"worker": str(uuid4())}, 404),
        ({"colour": "red"}, 400),
        ({"items": []}, 422),
        ({"items": [{"name": "a\x00", "amount": {"amount": "1.00"}}]}, 422),
    ],
)
@pytest.mark.parametrize("language", ["en", "ar"])
def test_an_offer_of_nonsense_is_refused_with_a_sentence(client, things, changes, status, language):
    headers = bearing(MANAGER, **{"accept-language": language})
    answer = client.post("/v1/offers", json=offer(things, **changes), headers=headers)
    said = problem(answer, status)
    assert answer.headers["content-language"] == language
    assert (language == "ar") == any("\u0600" <= letter <= "\u06ff" for letter in said["detail"])
    assert client.get("/v1/offers", headers=bearing(HOME)).json()["items"] == []


def test_who_is_unknown_learns_nothing_of_a_body_and_the_others_read_in_their_language(
    client, things
):
    wrong = offer(things, arrival_days="30")
    said = problem(client.post("/v1/offers", json=wrong, headers=bearing(MANAGER)), 400)
    needed = "this has to be a whole number, and is text"
    assert said["errors"] == [{"field": "arrival_days", "message": needed}]
    assert said["detail"].isascii()
    problem(client.post("/v1/offers", json=wrong, headers=bearing("stranger")), 401)


def test_a_good_offer_is_taken(client, things):
    assert client.post("/v1/offers", json=offer(things), headers=bearing(MANAGER)).is_success


def test_arabic_indic_digits_are_read_as_the_digits_they_are_or_refused(client, things):
    answer = client.post(
        "/v1/offers", json=offer(things, wage={"amount": "١٤٠٠"}), headers=bearing(MANAGER)
    )
    if answer.is_success:
        assert answer.json()["terms"]["wage"]["amount"] == "1400.00"
    else:
        problem(answer, 422)


@pytest.mark.parametrize(
    "query",
    [
        {"limit": 10**9},
        {"limit": 0},
        {"limit": -1},
        {"limit": 10**30},
        {"limit": "many"},
        {"after": "nonsense"},
        {"after": "WyJhIl0="},
        {"after": "bnVsbA"},
        {"after": "\x00"},
        {"kind": "moon"},
        {"office": "me"},
        {"status": "%"},
        {"most_price": "cheap"},
        {"most_price": "1e3"},
        {"country": "P\x00"},
        {"order": "office"},
    ],
)
def test_a_list_asked_for_nonsense_says_what_it_would_take(client, query):
    answer = client.get("/v1/offers", params=query, headers=bearing(HOME))
    assert problem(answer, answer.status_code)["status"] in (400, 422)


def test_a_history_of_something_else_says_of_what_there_is_one(client):
    said = problem(client.get(f"/v1/history/request/{uuid4()}", headers=bearing(HOME)), 422)
    assert "recruitment_request" in said["detail"]


@pytest.mark.parametrize("path", ["/v1/offers", "/v1/choice/offers", "/v1/me"])
def test_a_filter_that_is_not_known_is_refused_and_does_not_give_the_whole_list(client, path):
    answer = client.get(path, params={"land": "PHL"}, headers=bearing(HOME))
    assert "land" in problem(answer, 422)["detail"]


@pytest.mark.parametrize("list_", ["offers", "workers", "offices"])
@pytest.mark.parametrize("query", [{"most_days": 10**30}, {"skill": "a\x00"}, {"country": "\x00"}])
def test_a_search_for_nonsense_says_what_it_would_take(client, list_, query):
    answer = client.get(f"/v1/choice/{list_}", params=query, headers=bearing(HOME))
    assert problem(answer, answer.status_code)["status"] in (400, 422)


@pytest.mark.parametrize("country", ["%", "_", "PH%", "' OR 1=1 --", "phl' "])
def test_a_filter_is_a_value_and_never_a_pattern(client, things, country):
    client.post("/v1/offers", json=offer(things), headers=bearing(MANAGER))
    found = client.get("/v1/offers", params={"country": country}, headers=bearing(HOME))
    assert found.status_code != 500
    assert found.json().get("items", []) == []


@pytest.mark.parametrize("id", ["nonsense", "%00", "..%2f..", "x" * 4000, "٣"])
def test_an_address_with_a_bad_number_is_no_address(client, id):
    problem(client.get(f"/v1/offers/{id}", headers=bearing(HOME)), 404)


@pytest.mark.parametrize(
    "token", ["", "Bearer", "Bearer ", "Basic eDp5", "Bearer nonsense", "Bearer " + "x" * 5000]
)
def test_a_wrong_token_is_told_so_in_the_language_asked_for(client, token):
    answer = client.get("/v1/me", headers={"authorization": token, "accept-language": "en"})
    assert "token" in problem(answer, 401)["detail"]


@pytest.mark.parametrize("version", ['"99"', "W/", "nonsense", "*", "٣", '"-1"', "1" * 5000])
def test_a_version_that_is_not_this_one_is_stale(client, things, version):
    made = client.post("/v1/offers", json=offer(things), headers=bearing(MANAGER)).json()
    headers = [
        (name.encode(), value.encode())
        for name, value in bearing(MANAGER, **{"if-match": version}).items()
    ]
    answer = client.post(f"/v1/offers/{made['id']}/withdraw", headers=headers)
    problem(answer, 412)


def test_the_same_act_at_the_same_moment_happens_once(client, things):
    made = client.post("/v1/offers", json=offer(things), headers=bearing(MANAGER)).json()
    answers = []

    def ask():
        body = {"offer": made["id"]}
        answers.append(client.post("/v1/requests", json=body, headers=bearing(HOME)))

    threads = [threading.Thread(target=ask) for _ in range(6)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    asked = client.get("/v1/requests", headers=bearing(HOME)).json()["items"]
    assert len(asked) == len({each.json()["id"] for each in answers if each.is_success})
    assert Counter(each.is_success for each in answers)[True] >= 1
    for each in answers:
        if not each.is_success:
            problem(each, each.status_code)
            assert each.status_code < 500


def test_a_problem_is_json_whatever_was_asked_for(client):
    answer = client.get("/v1/nothing", headers=bearing(HOME, accept="text/html"))
    problem(answer, 404)
    problem(client.delete("/v1/offers", headers=bearing(HOME)), 405)
    json.dumps(answer.json())


def test_an_import_names_columns_as_they_have_to_be_written():
    with pytest.raises(RuleBroken) as refusal:
        list(rows_of("a,b\n", ("passport_country", "born"), ("passport_country", "born")))
    for language in ("en", "ar"):
        said = refusal_sentence("columns_lacking", language, refusal.value.facts)
        assert '"passport_country", "born"' in said


def test_an_instant_in_a_sentence_is_the_clock_of_doha():
    at = datetime(2026, 1, 5, 6, 0, 0, 123456, tzinfo=UTC)
    assert sentence("problem.404", "en", {"at": at}) == "Not found"
    assert "2026-01-05 09:00;" in refusal_sentence("interview_not_yet", "en", {"found": at})


@pytest.mark.parametrize(
    ("body", "english", "arabic"),
    [
        ("{}", "the field “kind” is missing", "الحقل “kind” غير موجود"),
        ('{"offr": null}', "there is no field “offr” here", "لا يوجد هنا حقل باسم “offr”"),
        ("[]", "this has to be an object, and is a list", "المطلوب هنا كائن"),
        ("{", "this is not JSON, or ends too early", "ليس هذا بصيغة JSON"),
    ],
)
def test_what_cannot_be_read_is_told_in_the_readers_language(client, body, english, arabic):
    path = "/v1/remarks" if body == "{}" else "/v1/requests"
    for language, says in (("en", english), ("ar", arabic)):
        kind = {"content-type": "application/json", "accept-language": language}
        said = problem(client.post(path, content=body, headers=bearing(HOME, **kind)), 400)
        assert says in said["detail"]
        assert ": :" not in said["detail"]
