"""Things as JSON and back. Each document and event carries its shape; older shapes are lifted here.

A person's names and numbers (`Identity`) do not stay in the document: the document says which of
them belongs where, and they are stored apart.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Callable, Mapping
from contextvars import ContextVar
from datetime import date, datetime
from fractions import Fraction
from functools import cache
from typing import Any, TypeVar
from uuid import UUID

from cattrs import Converter
from cattrs.strategies import configure_tagged_union

from maawin_core.kernel.aggregate import Aggregate, Claim, Event, field_names, kinds_of, snake
from maawin_core.kernel.answer import Answer
from maawin_core.kernel.entry import Account, Entry, KeptEntry, Leg
from maawin_core.kernel.identity import Identity
from maawin_core.kernel.money import Money
from maawin_core.kernel.plain import instant, read_instant

A = TypeVar("A", bound=Aggregate)

#: How a body of an older shape becomes one of the next: (kind, from shape) → lift.
LIFTS: Mapping[tuple[str, int], Callable[[dict[str, Any]], dict[str, Any]]] = {}

#: Made once: `json.dumps` would make one for each document.
_json = json.JSONEncoder(ensure_ascii=False, separators=(",", ":")).encode

_apart: ContextVar[list[str]] = ContextVar("identities of the document that is being coded")

converter = Converter(
    prefer_attrib_converters=True,
    detailed_validation=False,
    # A set has no order; its text must always be the same.
    unstruct_collection_overrides={frozenset: lambda items: sorted(items, key=_json)},
)


def _put_apart(identity: Identity) -> dict[str, int]:
    slots = _apart.get()
    slots.append(_json(_identity_fields(identity)))
    return {"identity": len(slots) - 1}


def _identity_fields(identity: Identity) -> dict[str, str]:
    # What a person does not have is not stored; a date is text.
    values = {name: getattr(identity, name) for name in field_names(Identity)}
    return {name: str(value) for name, value in values.items() if value}


def _put_back(document: dict[str, int], _: object) -> Identity:
    fields = json.loads(_apart.get()[document["identity"]])
    born = date.fromisoformat(fields.pop("born")) if "born" in fields else None
    return Identity(**{"name": "", **fields, "born": born})


def _money(written: list[Any], _: object) -> Money:
    return Money.of_minor(written[0], written[1])


converter.register_unstructure_hook(Money, lambda money: [money.minor, money.currency])
converter.register_structure_hook(Money, _money)
converter.register_unstructure_hook(UUID, str)
converter.register_structure_hook(UUID, lambda text, _: UUID(text))
converter.register_unstructure_hook(datetime, instant)
converter.register_structure_hook(datetime, lambda text, _: read_instant(text))
converter.register_unstructure_hook(date, date.isoformat)
converter.register_structure_hook(date, lambda text, _: date.fromisoformat(text))
converter.register_unstructure_hook(Fraction, str)
converter.register_structure_hook(Fraction, lambda text, _: Fraction(text))
converter.register_unstructure_hook(Identity, _put_apart)
converter.register_structure_hook(Identity, _put_back)
configure_tagged_union(Answer, converter)


@cache
def _kinds() -> dict[str, type[Aggregate]]:
    return kinds_of(Aggregate)


@cache
def _events() -> dict[str, type[Event]]:
    return kinds_of(Event)


def document(thing: Aggregate) -> tuple[str, list[str]]:
    """The document of a thing, and the identities that were put apart, in order."""
    token = _apart.set([])
    try:
        body = converter.unstructure(thing)
        del body["id"], body["version"], body["events"]
        return _json(body), _apart.get()
    finally:
        _apart.reset(token)


def thing(kind: type[A], id: UUID, version: int, shape: int, body: str, identities: list[str]) -> A:
    """The thing that was kept as this document."""
    fields = lifted(kind.kind(), shape, kind.shape, json.loads(body))
    token = _apart.set(identities)
    try:
        return converter.structure(fields | {"id": str(id), "version": version, "events": ()}, kind)
    finally:
        _apart.reset(token)


def event_body(event: Event) -> str:
    """An event as JSON. It has no identities to put apart: an event carries ids only."""
    return _json(converter.unstructure(event))


def event(name: str, shape: int, body: str) -> Event:
    """The event that was kept under this name."""
    kind = _events()[name]
    return converter.structure(lifted(name, shape, kind.shape, json.loads(body)), kind)


def lifted(name: str, shape: int, wanted: int, fields: dict[str, Any]) -> dict[str, Any]:
    """The fields of an older shape, lifted step by step to the shape that is read today."""
    while shape < wanted:
        fields = LIFTS[name, shape](fields)
        shape += 1
    return fields


def event_name(event: Event) -> str:
    """The name under which an event is kept."""
    return snake(type(event).__name__)


def claim_digest(claim: Claim) -> str:
    """How the value of a claim is stored: so that a passport number does not stand in a table."""
    return hashlib.sha256(f"{claim.name}:{claim.value}".encode()).hexdigest()


def legs_body(entry: Entry) -> str:
    """The legs of an entry, as one text that is never changed."""
    return _json(
        [[leg.account.name, leg.account.of, leg.amount.minor, leg.amount.currency]
         for leg in entry.legs]
    )  # fmt: skip


def entry(*columns: Any) -> Entry:
    """The entry that was posted."""
    return Entry(**_entry_fields(*columns))


def kept_entry(*columns: Any) -> KeptEntry:
    """The entry as it stands, sound or not."""
    return KeptEntry(**_entry_fields(*columns))


def _entry_fields(
    key: str, code: str, about: str, legs: str, happened_at: str, corrects: str | None, ref: str
) -> dict[str, Any]:
    read = tuple(
        Leg(Account(name, of), Money.of_minor(minor, currency))
        for name, of, minor, currency in json.loads(legs)
    )
    return {
        "key": UUID(key), "code": code, "about": UUID(about), "legs": read,
        "happened_at": read_instant(happened_at) if happened_at else None,
        "corrects": UUID(corrects) if corrects else None, "reference": ref,
    }  # fmt: skip
