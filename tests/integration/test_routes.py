import ast
import inspect
import json
import textwrap
from collections import Counter

import jsonschema
import pytest
from litestar.testing import TestClient
from own_source import ROOT

from maawin_core.access.rights import RIGHTS, Act
from maawin_core.kernel.parties import Role
from maawin_entrypoints import docs
from maawin_entrypoints.api import api
from maawin_entrypoints.container import USE_CASES, in_memory

#: Consequences: they share their act with what a person does, and only `journey.py` calls them.
FOLLOWS = {
    "end_overdue_access",
    "close_staff_sign_in",
    "redraw_settlement",
}
#: Not by a request of its own: each request is recognised by it.
AT_THE_DOOR = {"recognise"}
#: Of the system, and yet at a route: a provider has no sign-in, and is believed by its signature.
BY_SIGNATURE = {"receive_webhook"}


@pytest.fixture(scope="module")
def app():
    return api(in_memory())


@pytest.fixture(scope="module")
def document():
    return json.loads(docs.openapi_page())


def acts_of(use_case):
    tree = ast.parse(textwrap.dedent(inspect.getsource(use_case)))
    return {
        Act[each.attr]
        for each in ast.walk(tree)
        if isinstance(each, ast.Attribute)
        and isinstance(each.value, ast.Name)
        and each.value.id == "Act"
    }


def for_people(use_case):
    """Whether somebody else than the system has the right; what asks no act is for looking."""
    return all(RIGHTS[act] - {Role.SYSTEM} for act in acts_of(use_case))


def asked_by_routes(app):
    # A dependency of a handler's own may ask for a use case too.
    return {
        name
        for route in app.routes
        for handler in getattr(route, "route_handlers", ())
        for name in handler.parsed_fn_signature.parameters
    }


def test_every_use_case_that_a_person_may_call_has_a_route(app):
    callable_ = {name for name, use_case in USE_CASES.items() if for_people(use_case)}
    without = callable_ - asked_by_routes(app) - FOLLOWS - AT_THE_DOOR
    assert without == set()


def test_no_route_is_for_the_system_alone(app):
    system = {name for name, use_case in USE_CASES.items() if not for_people(use_case)}
    assert system & asked_by_routes(app) == BY_SIGNATURE


def operations(document):
    return [
        (path, method, operation)
        for path, item in document["paths"].items()
        for method, operation in item.items()
    ]


def test_operations_are_named_by_what_they_do_and_no_two_alike(document):
    named = Counter(operation["operationId"] for _, _, operation in operations(document))
    assert {name for name, times in named.items() if times > 1} == set()
    assert {name for name in named if not name.islower() or not name.isidentifier()} == set()


def test_every_operation_says_what_it_does(document):
    assert [
        (path, method) for path, method, each in operations(document) if not each.get("summary")
    ] == []


def test_every_reference_of_the_document_leads_somewhere(document):
    def references(of):
        if isinstance(of, dict):
            if isinstance(of.get("$ref"), str):
                yield of["$ref"]
            for each in of.values():
                yield from references(each)
        elif isinstance(of, list):
            for each in of:
                yield from references(each)

    known = {f"#/components/schemas/{name}" for name in document["components"]["schemas"]}
    assert set(references(document)) <= known
    assert document["openapi"].startswith("3.1.")


def test_every_schema_of_the_document_is_one(document):
    for schema in document["components"]["schemas"].values():
        jsonschema.Draft202012Validator.check_schema(schema)


def test_every_path_says_its_parameters(document):
    for path, _, operation in operations(document):
        said = {p["name"] for p in operation.get("parameters", ()) if p["in"] == "path"}
        assert said == {part[1:-1] for part in path.split("/") if part.startswith("{")}, path


def test_the_document_served_is_the_golden_one(app):
    golden = (ROOT / docs.OPENAPI).read_text("utf-8")
    with TestClient(app) as client:
        served = client.get("/v1/openapi/openapi.json").json()
    assert served == json.loads(golden), "meant so? then `make docs`, and read the difference"


FILTERS = {
    "browse_offers": {"kind", "country", "most_price", "office", "status"},
    "browse_requests": {"status", "kind", "country"},
    "browse_disputes": {"status", "ground"},
    "browse_refunds": {"status", "office"},
    "browse_wages": {"status", "late", "in_doubt"},
    "browse_workers": {"availability", "origin", "country"},
    "browse_listed_workers": {"origin", "country", "sex"},
    "browse_fees": {"status"},
    "browse_transfers": {"status"},
    "browse_settlements": {"status", "overdue"},
    "browse_notices": {"read"},
    "browse_office_files": {"file_status", "licence_status"},
    "browse_interventions": {"office", "status"},
}


@pytest.mark.parametrize("name", FILTERS)
def test_lists_can_be_narrowed_by_what_their_people_look_for(document, name):
    (operation,) = [each for _, _, each in operations(document) if each["operationId"] == name]
    asked = {p["name"] for p in operation["parameters"] if p["in"] == "query"}
    assert FILTERS[name] | {"after", "limit"} <= asked
