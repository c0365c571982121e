import json

import pytest
from golden_documents import (
    FOLDER,
    add_missing,
    event_document,
    missing,
    read_event,
    read_thing,
    thing_document,
)

from maawin_adapters.sql import codec
from maawin_core.kernel.aggregate import Aggregate, kinds_of
from maawin_core.kernel.identity import Identity
from maawin_core.notices.notice import Notice

KINDS = kinds_of(Aggregate)


def golden(folder):
    return sorted((FOLDER / folder).glob("*.json"))


def name_of(place):
    return place.name.partition(".")[0]


def keeps(before, after):
    """Whether all that was kept is still there: fields may be added, none may be lost."""
    if isinstance(before, dict) and isinstance(after, dict):
        return all(key in after and keeps(before[key], after[key]) for key in before)
    if isinstance(before, list) and isinstance(after, list) and len(before) == len(after):
        return all(map(keeps, before, after))
    return before == after


@pytest.mark.parametrize("place", golden("things"), ids=lambda place: place.stem)
def test_a_thing_that_was_kept_is_read_and_loses_nothing(place):
    document = json.loads(place.read_text(encoding="utf-8"))
    kind = KINDS[name_of(place)]
    thing = read_thing(kind, document)
    assert (str(thing.id), thing.version, thing.events) == (document["id"], document["version"], ())
    if document["shape"] == kind.shape:
        assert keeps(document, thing_document(thing))


@pytest.mark.parametrize("place", golden("events"), ids=lambda place: place.stem)
def test_an_event_that_was_kept_is_read_and_loses_nothing(place):
    document = json.loads(place.read_text(encoding="utf-8"))
    event = read_event(name_of(place), document)
    if document["shape"] == event.shape:
        assert keeps(document, event_document(event))


# Red after a new aggregate or event: python tests/golden_documents.py
def test_every_kind_and_every_event_of_today_has_its_golden_document():
    assert [place.name for place, _ in missing()] == []


def test_a_golden_document_is_never_overwritten(capsys):
    before = {place: place.read_bytes() for place in [*golden("things"), *golden("events")]}
    add_missing()
    assert capsys.readouterr().out == ""
    assert {place: place.read_bytes() for place in before} == before


@pytest.mark.parametrize(
    ("before", "after", "kept"),
    [
        ({"a": 1}, {"a": 1, "b": 2}, True),
        ({"a": 1}, {"b": 1}, False),
        ({"a": [1, {"b": 2}]}, {"a": [1, {"b": 2, "c": 3}]}, True),
        ({"a": [1, 2]}, {"a": [1]}, False),
        ({"a": 1}, {"a": "1"}, False),
        ({"a": {}}, {"a": []}, False),
    ],
)
def test_what_is_lost_would_be_noticed(before, after, kept):
    assert keeps(before, after) is kept


def test_a_name_stands_in_no_document_but_apart():
    for place in golden("things"):
        document = json.loads(place.read_text(encoding="utf-8"))
        for each in document["identities"]:
            assert set(each) <= {field.name for field in Identity.__attrs_attrs__}
            assert json.dumps(each) not in json.dumps(document["body"])


def test_an_older_shape_is_lifted_step_by_step(monkeypatch):
    lifts = {
        ("notice", 1): lambda fields: {**fields, "codes": [fields["code"]]},
        ("notice", 2): lambda fields: {**fields, "code": fields["codes"][0] + "!"},
    }
    monkeypatch.setattr(codec, "LIFTS", lifts)
    assert codec.lifted("notice", 1, 3, {"code": "a"}) == {"code": "a!", "codes": ["a"]}
    assert codec.lifted("notice", 3, 3, {"code": "a"}) == {"code": "a"}
    monkeypatch.setattr(Notice, "shape", 3)
    (place,) = (FOLDER / "things").glob("notice.1.json")
    document = json.loads(place.read_text(encoding="utf-8"))
    assert read_thing(Notice, document).code == document["body"]["code"] + "!"
