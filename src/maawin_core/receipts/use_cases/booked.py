"""Finding in the books what a receipt is for."""

from __future__ import annotations

from uuid import UUID

from ...books import posting
from ...kernel.entry import Leg, Posted
from ...kernel.errors import WrongMoment
from ...payments.fee_payment import FeePayment
from ...ports.books import Books
from ..papers import Booked
from ..receipt import Receipt


def posted_by(books: Books, about: UUID, key: UUID) -> Posted | None:
    """The entry of this name, if it was posted."""
    return next((each for each in _entries(books, about) if each.entry.key == key), None)


def booked(books: Books, receipt: Receipt, paid: FeePayment) -> Booked:
    """The money of a receipt, as it was booked, and whether it has come back since."""
    if receipt.award is None:
        key, known_as = UUID(str(paid.attempt)), paid.charge
    else:
        key = posting.given_key(receipt.award, receipt.turn)
        known_as = paid.award(receipt.award).given or ""
    posted = posted_by(books, paid.id, key)
    if posted is None:
        raise WrongMoment("receipt_not_booked", id=receipt.id)
    taken_back = [each for each in _entries(books, paid.id) if each.entry.corrects == key]
    return Booked(
        amount=max(leg.amount for leg in posted.entry.legs),
        at=posted.happened_at,
        entry=posted.seq,
        provider=_provider(posted.entry.legs),
        reference=posted.entry.reference or known_as,
        returned=taken_back[0].happened_at if taken_back else None,
    )


def _provider(legs: tuple[Leg, ...]) -> str:
    clearing = posting.clearing("").name
    return next(leg.account.of for leg in legs if leg.account.name == clearing)


def _entries(books: Books, about: UUID) -> list[Posted]:
    page = books.entries(about=about)
    found = list(page.items)
    while page.next is not None:
        page = books.entries(about=about, after=page.next)
        found += page.items
    return found
