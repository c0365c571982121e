"""What a receipt and a refund letter say: of the books, of the parties, of the sheet."""

from __future__ import annotations

import json
from collections.abc import Iterator
from datetime import datetime

from attrs import frozen

from ..kernel.identity import Identity
from ..kernel.money import Money
from ..kernel.paper import Item, Paper, Part
from ..offers.terms import PriceItem
from .receipt import Receipt, ReceiptKind
from .wording import Wording


@frozen(kw_only=True)
class Booked:
    """Money that has moved, as its entry in the books has it; *returned* is when it came back."""

    amount: Money
    at: datetime
    entry: int
    provider: str
    reference: str
    returned: datetime | None = None


@frozen(kw_only=True)
class Told:
    """All that a receipt is made of. *sheet* is a kept record of the law, if there is one."""

    receipt: Receipt
    booked: Booked
    employer: Identity
    office: Identity
    price: tuple[PriceItem, ...] = ()
    sheet: str = ""
    fee_receipt: str = ""
    due: datetime | None = None
    held: Money | None = None
    reason: str = ""
    replaced_by: str = ""


def paper_of(told: Told, language: str) -> Paper:
    """The receipt, or the refund letter, in this language."""
    words, kind = Wording(language), told.receipt.receipt_kind
    moved = _fee(told, words) if kind is ReceiptKind.FEE else _refund(told, words)
    parts = (
        Part(words.say("void"), tuple(_void(told, words))),
        Part(words.say(f"moved.{kind}"), (*moved, *_booked(told, words))),
        Part(words.say("price"), tuple(_price(told, words))),
        Part(words.say(f"sheet.{kind}"), tuple(_lines(told, words))),
    )
    return Paper(
        language=language,
        title=words.say(f"title.{kind}"),
        number=words.apart(told.receipt.number),
        parts=tuple(part for part in parts if part.items),
        closing=tuple(_closing(told, words)),
    )


def _fee(told: Told, words: Wording) -> Iterator[Item]:
    yield words.item("amount", words.money(told.booked.amount))
    yield words.item("paid_by", words.name(told.employer))
    yield words.item("office", words.name(told.office))
    yield words.item("paid_at", words.instant(told.booked.at))


def _refund(told: Told, words: Wording) -> Iterator[Item]:
    yield words.item("amount", words.money(told.booked.amount))
    yield words.item("given_to", words.name(told.employer))
    yield words.item("office", words.name(told.office))
    yield words.item("given_at", words.instant(told.booked.at))
    if told.due is not None:
        yield words.item("due", words.instant(told.due))
    if told.held:
        yield words.item("held", words.money(told.held))
    if told.reason:
        yield words.item("reason", words.written(told.reason))
    if told.fee_receipt:
        yield words.item("fee_receipt", words.apart(told.fee_receipt))


def _void(told: Told, words: Wording) -> Iterator[Item]:
    if told.booked.returned is not None:
        yield words.item("returned_at", words.instant(told.booked.returned))
        if told.replaced_by:
            yield words.item("replaced_by", words.apart(told.replaced_by))


def _booked(told: Told, words: Wording) -> Iterator[Item]:
    yield words.item("contract", words.apart(str(told.receipt.payment)))
    yield words.item("provider", words.apart(told.booked.provider))
    yield words.item("reference", words.apart(told.booked.reference))
    yield words.item("entry", str(told.booked.entry))
    yield words.item("issued_at", words.instant(told.receipt.issued_at))


def _price(told: Told, words: Wording) -> Iterator[Item]:
    for each in told.price:
        whose = "government_fee" if each.government else "office_charge"
        yield Item(words.written(each.name), words.money(each.amount), words.say(whose))


def _lines(told: Told, words: Wording) -> Iterator[Item]:
    if told.sheet:
        yield from map(words.line, json.loads(told.sheet)["lines"])


def _closing(told: Told, words: Wording) -> Iterator[str]:
    kind, returned = told.receipt.receipt_kind, told.booked.returned
    yield words.say(f"closing.{kind}" if returned is None else "closing.void")
    if told.sheet:
        yield words.say("closing.sheet")
