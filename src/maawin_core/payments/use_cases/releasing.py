"""The held fee becomes the office's, as far as the guarantee stays covered (M9)."""

from __future__ import annotations

from datetime import datetime
from fractions import Fraction

from attrs import frozen

from ...access.rights import Act, Rights
from ...books.posting import guarantee_deposit
from ...kernel.calendar import end_of_day
from ...kernel.identity import ContractId, PaymentId, PlacementId
from ...kernel.money import Money, smaller
from ...kernel.parties import Actor
from ...law.domestic_work import DomesticWorkLaw
from ...law.policy import POLICY, Policy
from ...law.qatar import QATAR
from ...placements.guarantee import guarantee_of
from ...placements.placement import Placement
from ...ports.books import Books
from ...ports.clock import Clock
from ...ports.lists import Is, Lists, Where, where
from ...ports.storage import Storage
from ..awards import Cover
from ..events import FeePaymentRow, PaymentStatus
from ..fee_payment import FeePayment
from .paying import payment_of


@frozen
class ReleaseFee:
    """The worker has been handed over: the held fee becomes the office's.

    What the guarantee could still ask back stays covered: by what is free of the office's deposit,
    and for the rest by a part of the fee that is kept until the guarantee is over.
    """

    storage: Storage
    rights: Rights
    books: Books
    lists: Lists
    clock: Clock
    policy: Policy = POLICY
    law: DomesticWorkLaw = QATAR

    def __call__(self, by: Actor, contract: ContractId) -> FeePayment | None:
        with self.storage.transaction(by) as work:
            paid = work.find(FeePayment, payment_of(contract))
            if paid is None or paid.status is not PaymentStatus.PAID:
                return paid  # nothing is held: a direct recruitment, or a fee that was never paid
            self.rights.check(by, Act.RELEASE_FEE, paid)
            placement = work.find(Placement, PlacementId(contract))
            guarantee = guarantee_of(placement, self.law) if placement else None
            ends = end_of_day(guarantee.guarantee_ends) if guarantee else None
            now = self.clock.now()
            return work.save(paid.released_to_office(now, self._cover(paid, ends, now)))

    def _cover(self, paid: FeePayment, ends: datetime | None, now: datetime) -> Cover | None:
        if ends is None or ends <= now:
            return None
        asked = paid.refundable.portion(Fraction(self.policy.guarantee_cover_percent, 100))
        pledged = smaller(asked, self._free_deposit(paid))
        return Cover(retained=asked - pledged, pledged=pledged, until=ends)

    def _free_deposit(self, paid: FeePayment) -> Money:
        currency = paid.fee.currency
        deposit = self.books.balance(guarantee_deposit(paid.office), currency)
        pledged = (Where("pledged", Is.SOME), *where(office=paid.office))
        for tally in self.lists.tally(FeePaymentRow, *pledged, sum_of="pledged"):
            deposit -= Money.of_minor(tally.sum, currency)
        return deposit if deposit.minor > 0 else Money(0, currency)


@frozen
class ReleaseRetention:
    """The guarantee is over: what was kept of the fee for it is the office's. Safe to repeat."""

    storage: Storage
    rights: Rights
    clock: Clock

    def __call__(self, by: Actor, payment: PaymentId) -> FeePayment:
        with self.storage.transaction(by) as work:
            paid = work.get(FeePayment, payment)
            self.rights.check(by, Act.RELEASE_FEE, paid)
            return work.save(paid.guarantee_over(self.clock.now()))
