"""A refund that drives itself (M10): covered, watched, given, and owed again if it came back."""

from __future__ import annotations

from uuid import UUID

from attrs import frozen

from ...access.admission import admission_of
from ...access.rights import Act, Rights
from ...books.posting import guarantee_deposit, office_balance
from ...kernel.aggregate import Version
from ...kernel.identity import AwardId, OfficeId
from ...kernel.money import Money, smaller
from ...kernel.parties import Actor
from ...kernel.parties import office as office_party
from ...payments.awards import CoverSource
from ...payments.fee_payment import FeePayment
from ...payments.taking_back import sent_back
from ...ports.books import Books
from ...ports.clock import Clock
from ...ports.lists import Is, Lists, Where, where
from ...ports.storage import Storage
from ..refund_obligation import OVER, RefundObligation, RefundRow, RefundStatus


@frozen
class CoverRefund:
    """The office's money is put to a refund that it owes: what was kept of this fee first, then
    its balance, and when it has been late for long, its guarantee deposit. Safe to repeat."""

    storage: Storage
    rights: Rights
    books: Books
    clock: Clock

    def __call__(self, by: Actor, refund: AwardId) -> RefundObligation:
        with self.storage.transaction(by) as work:
            owed = work.get(RefundObligation, refund)
            self.rights.check(by, Act.COVER_REFUND, owed)
            paid = work.get(FeePayment, owed.payment)
            if owed.backed or (not paid.award(refund).owed and owed.status in OVER):
                return owed
            now = self.clock.now()
            for source, there in self._money(owed, paid).items():
                # What is owed for an earlier award stands behind this one: a slice that nobody
                # had covered, and that is the employer's now.
                for award in paid.up_to(refund):
                    part = smaller(there, award.owed)
                    paid, there = paid.refund_covered(award.id, part, source, now), there - part
            paid = work.save(paid)
            return work.save(owed.backed_by_money(now) if paid.is_backed(refund) else owed)

    def _money(self, owed: RefundObligation, paid: FeePayment) -> dict[CoverSource, Money]:
        currency = paid.fee.currency
        found = {
            CoverSource.RETENTION: paid.kept_back,
            CoverSource.BALANCE: self.books.balance(office_balance(owed.office), currency),
        }
        if owed.called_at is not None:
            deposit = self.books.balance(guarantee_deposit(owed.office), currency)
            found[CoverSource.DEPOSIT] = deposit
        return {source: there for source, there in found.items() if there.minor > 0}


@frozen
class CoverRefundsOf:
    """An office has more money here than before: what it owes is covered, the oldest first."""

    storage: Storage
    rights: Rights
    books: Books
    lists: Lists
    clock: Clock

    def __call__(self, by: Actor, office: OfficeId) -> None:
        self.rights.check(by, Act.COVER_REFUND)
        cover = CoverRefund(self.storage, self.rights, self.books, self.clock)
        waiting = (Where("status", Is.NOT, RefundStatus.GIVEN), *where(office=office, backed=False))
        after: str | None = None
        while True:
            page = self.lists.page(RefundRow, *waiting, order=("due",), after=after)
            for row in page.items:
                cover(by, AwardId(row.key))
            if page.next is None:
                return
            after = page.next


@frozen
class WatchRefund:
    """The clock of a refund: remind whoever owes it, tell the Ministry when it is late, and call
    the office's deposit when it has been late for long."""

    storage: Storage
    rights: Rights
    clock: Clock

    def __call__(self, by: Actor, refund: UUID, *, seen: Version | None = None) -> RefundObligation:
        with self.storage.transaction(by) as work:
            owed = work.get(RefundObligation, refund, seen=seen)
            self.rights.check(by, Act.WATCH_REFUND, owed)
            return work.save(owed.watched(self.clock.now()))


@frozen
class BlockForRefund:
    """An office whose refund is late and not covered starts nothing new, until it is covered.
    Safe to repeat."""

    storage: Storage
    rights: Rights
    clock: Clock

    def __call__(self, by: Actor, refund: AwardId) -> None:
        with self.storage.transaction(by) as work:
            owed = work.get(RefundObligation, refund)
            self.rights.check(by, Act.WATCH_REFUND, owed)
            late = owed.status is RefundStatus.OVERDUE and not owed.backed
            admission, now = admission_of(work, office_party(owed.office)), self.clock.now()
            work.save(admission.blocked(refund, now) if late else admission.unblocked(refund, now))


@frozen
class NoteRefundGiven:
    """The provider has given an award back: the obligation is met."""

    storage: Storage
    rights: Rights
    clock: Clock

    def __call__(
        self, by: Actor, award: AwardId, *, seen: Version | None = None
    ) -> RefundObligation:
        with self.storage.transaction(by) as work:
            owed = work.get(RefundObligation, award, seen=seen)
            self.rights.check(by, Act.WATCH_REFUND, owed)
            return work.save(owed.given(self.clock.now()))


@frozen
class NoteAwardReduced:
    """An appeal has taken back what of an award was not given: so much less is owed. Safe to
    repeat."""

    storage: Storage
    rights: Rights
    clock: Clock

    def __call__(self, by: Actor, award: AwardId) -> RefundObligation:
        with self.storage.transaction(by) as work:
            owed = work.get(RefundObligation, award)
            self.rights.check(by, Act.WATCH_REFUND, owed)
            left = work.get(FeePayment, owed.payment).award(award)
            now, covered = self.clock.now(), not left.owed
            return work.save(owed.reduced_to(left.amount, now, covered=covered))


@frozen
class NoteRefundSentBack:
    """The office says, or the Ministry finds, that the employer has given back what the appeal
    took back of a refund. Said twice, it counts once."""

    storage: Storage
    rights: Rights
    clock: Clock

    def __call__(
        self, by: Actor, refund: AwardId, *, seen: Version | None = None
    ) -> RefundObligation:
        with self.storage.transaction(by) as work:
            owed = work.get(RefundObligation, refund, seen=seen)
            self.rights.check(by, Act.NOTE_REFUND_SENT_BACK, owed)
            now = self.clock.now()
            returned = work.save(owed.sent_back(now))
            work.save(sent_back(work.get(FeePayment, owed.payment), refund, now))
            return returned


@frozen
class ReopenRefund:
    """The employer's bank has sent an award back: it is owed again. Safe to repeat."""

    storage: Storage
    rights: Rights
    clock: Clock

    def __call__(self, by: Actor, award: AwardId) -> RefundObligation:
        with self.storage.transaction(by) as work:
            owed = work.get(RefundObligation, award)
            self.rights.check(by, Act.WATCH_REFUND, owed)
            paid = work.get(FeePayment, owed.payment)
            if paid.award(award).given is not None:
                return owed  # it has been given again meanwhile
            return work.save(owed.reopened(self.clock.now()))
