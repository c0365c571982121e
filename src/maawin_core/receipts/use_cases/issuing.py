"""A receipt is issued once money has moved, under the next number of its kind and year."""

from __future__ import annotations

from datetime import datetime

from attrs import frozen

from ...access.rights import Act, Rights
from ...books import posting
from ...kernel.calendar import civil_day
from ...kernel.errors import WrongMoment, require
from ...kernel.identity import AwardId, PaymentId
from ...kernel.parties import Actor
from ...payments.events import PaymentStatus
from ...payments.fee_payment import FeePayment
from ...ports.books import Books
from ...ports.clock import Clock
from ...ports.storage import Storage, Work
from ..receipt import NumberSeries, Receipt, ReceiptKind, letter_of, series_of
from .booked import posted_by


@frozen
class IssueFeeReceipt:
    """A fee that was paid gets its receipt. Safe to repeat: it has one."""

    storage: Storage
    rights: Rights
    clock: Clock

    def __call__(self, by: Actor, payment: PaymentId) -> Receipt:
        with self.storage.transaction(by) as work:
            paid = work.get(FeePayment, payment)
            self.rights.check(by, Act.ISSUE_RECEIPT, paid)
            paid.must_be(PaymentStatus.PAID)
            require(paid.charge, "nothing_was_paid", id=payment)
            return _issued(work, paid, None, self.clock.now())


@frozen
class IssueRefundLetter:
    """What was given back gets its letter, each time that it was given. Safe to repeat."""

    storage: Storage
    rights: Rights
    books: Books
    clock: Clock

    def __call__(self, by: Actor, payment: PaymentId, award: AwardId, turn: int = 0) -> Receipt:
        with self.storage.transaction(by) as work:
            paid = work.get(FeePayment, payment)
            self.rights.check(by, Act.ISSUE_RECEIPT, paid)
            # It may have come back since; that it was given stands in the books.
            if posted_by(self.books, payment, posting.given_key(award, turn)) is None:
                raise WrongMoment("award_not_given", id=award)
            return _issued(work, paid, (award, turn), self.clock.now())


def _issued(
    work: Work, paid: FeePayment, given: tuple[AwardId, int] | None, at: datetime
) -> Receipt:
    id = letter_of(*given) if given else paid.id
    known = work.find(Receipt, id)
    if known is not None:
        return known
    kind, year = ReceiptKind.REFUND if given else ReceiptKind.FEE, civil_day(at).year
    series = work.find(NumberSeries, series_of(kind, year)) or NumberSeries.of(kind, year)
    award, turn = given or (None, 0)
    issued = Receipt.issued(
        work.save(series.taken_for(id, at)), payment=PaymentId(paid.id), award=award, turn=turn,
        office=paid.office, employer=paid.employer, at=at,
    )  # fmt: skip
    return work.save(issued)
