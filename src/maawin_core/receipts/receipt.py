"""A receipt (M9): a number of its year, for money that has moved."""

from __future__ import annotations

from datetime import datetime
from enum import StrEnum
from uuid import UUID, uuid5

from attrs import frozen

from ..kernel.aggregate import Aggregate, Claim, Event
from ..kernel.identity import AwardId, EmployerId, OfficeId, PaymentId
from ..kernel.parties import Party, employer, office

_SERIES = UUID("6f2a0c0e-2d3b-4f6e-9a55-6b1c1f0c4d11")


class ReceiptKind(StrEnum):
    """What it is a receipt for; each kind has numbers of its own."""

    FEE = "fee_receipt"
    REFUND = "refund_letter"


#: How the numbers of a kind begin.
PREFIX = {ReceiptKind.FEE: "FR", ReceiptKind.REFUND: "RL"}
DIGITS = 6


@frozen(kw_only=True)
class NumberTaken(Event):
    """The next number of a series went to a receipt."""

    number: int
    receipt: UUID


@frozen(kw_only=True)
class NumberSeries(Aggregate):
    """The numbers of one kind in one year: 1, 2, 3 and so on. A number is taken in the transaction
    that keeps its receipt, so none is ever lost, and no two receipts have the same."""

    receipts: ReceiptKind
    year: int
    last: int = 0

    @classmethod
    def of(cls, kind: ReceiptKind, year: int) -> NumberSeries:
        """A series of which nothing has been taken."""
        return cls(id=series_of(kind, year), receipts=kind, year=year)

    def taken_for(self, receipt: UUID, at: datetime) -> NumberSeries:
        """The next number is this receipt's: `last`."""
        number = self.last + 1
        return self.after(NumberTaken(at=at, number=number, receipt=receipt), last=number)


def series_of(kind: ReceiptKind, year: int) -> UUID:
    """The id of a series: there is one of a kind and year."""
    return uuid5(_SERIES, f"{kind} {year}")


def letter_of(award: AwardId, turn: int) -> UUID:
    """The id of the letter for the giving of an award; *turn* counts how often it had come back."""
    return uuid5(award, f"letter {turn}") if turn else award


@frozen(kw_only=True)
class ReceiptIssued(Event):
    """A receipt has its number."""

    receipt: UUID
    payment: PaymentId
    number: str


@frozen(kw_only=True)
class Receipt(Aggregate):
    """The receipt of a fee has its payment's name, a refund letter that of its award: so there is
    one of each, and issuing it again changes nothing. A refund that came back from the bank and was
    given again has a letter for each time; the books say which of them stands."""

    receipt_kind: ReceiptKind
    number: str
    payment: PaymentId
    award: AwardId | None = None
    #: How often the award had come back from the bank before it was given this time.
    turn: int = 0
    office: OfficeId
    employer: EmployerId
    issued_at: datetime

    @classmethod
    def issued(
        cls,
        series: NumberSeries,
        *,
        payment: PaymentId,
        award: AwardId | None,
        turn: int,
        office: OfficeId,
        employer: EmployerId,
        at: datetime,
    ) -> Receipt:
        """A receipt under the number that was taken last."""
        number = f"{PREFIX[series.receipts]}-{series.year}-{series.last:0{DIGITS}}"
        made = cls(
            id=letter_of(award, turn) if award else payment, receipt_kind=series.receipts,
            number=number, payment=payment, award=award, turn=turn, office=office,
            employer=employer, issued_at=at,
        )  # fmt: skip
        return made.after(ReceiptIssued(at=at, receipt=made.id, payment=payment, number=number))

    def parties(self) -> frozenset[Party]:
        return frozenset({office(self.office), employer(self.employer)})

    def claims(self) -> frozenset[Claim]:
        return frozenset({Claim("receipt_number", self.number)})
