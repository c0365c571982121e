# Documents and events as they are kept today, one file each: whatever is released can be read for
# ever. `python tests/golden_documents.py` adds those that are missing; it overwrites none.
import json
from pathlib import Path
from uuid import UUID

from attrs import evolve

from maawin_adapters.sql import codec
from maawin_core.kernel.aggregate import Aggregate, Event, kinds_of
from maawin_core.testing.filling import filled

FOLDER = Path(__file__).with_name("golden")


def thing_document(thing):
    body, identities = codec.document(thing)
    return {
        "shape": thing.shape,
        "id": str(thing.id),
        "version": thing.version,
        "body": json.loads(body),
        "identities": [json.loads(each) for each in identities],
    }


def read_thing(kind, document):
    return codec.thing(
        kind,
        UUID(document["id"]),
        document["version"],
        document["shape"],
        json.dumps(document["body"]),
        [json.dumps(each) for each in document["identities"]],
    )


def event_document(event):
    return {"shape": event.shape, "body": json.loads(codec.event_body(event))}


def read_event(name, document):
    return codec.event(name, document["shape"], json.dumps(document["body"]))


def wanted():
    # Where the golden document of each kind and event of today belongs, and how it is made.
    for name, kind in sorted(kinds_of(Aggregate).items()):
        place = FOLDER / "things" / f"{name}.{kind.shape}.json"
        yield place, lambda k=kind: thing_document(evolve(filled(k), version=1))
    for name, kind in sorted(kinds_of(Event).items()):
        place = FOLDER / "events" / f"{name}.{kind.shape}.json"
        yield place, lambda k=kind: event_document(filled(k))


def missing():
    return [(place, make) for place, make in wanted() if not place.exists()]


def add_missing():
    for place, make in missing():
        place.parent.mkdir(parents=True, exist_ok=True)
        text = json.dumps(make(), ensure_ascii=False, indent=1)
        with place.open("x", encoding="utf-8") as file:  # never over one that is there
            file.write(text + "\n")
        print(place.relative_to(FOLDER))


if __name__ == "__main__":
    add_missing()
