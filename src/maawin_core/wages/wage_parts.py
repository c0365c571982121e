"""The parts of a month's wage (M11): what is agreed, kept back, paid, and on its way."""

from __future__ import annotations

from datetime import date, datetime
from uuid import UUID, uuid5

from attrs import frozen

from ..kernel.identity import PlacementId
from ..kernel.money import Money
from . import wage_due as rule
from .events import Standing, WageStatus
from .wage_due import DeductionKind, Holder, Means

#: What the rule's statuses are called here.
STATUS_OF = {
    "paid": WageStatus.PAID,
    "late_paid": WageStatus.LATE_PAID,
    "not_discharged": WageStatus.NOT_DISCHARGED,
    "not_yet_due": WageStatus.OPEN,
    "part_paid": WageStatus.PART_PAID,
    "unpaid": WageStatus.MISSING,
}


def wage_id(placement: PlacementId, month: date) -> UUID:
    """A placement has one wage a month, under this name: opening it twice is safe."""
    return uuid5(placement, f"{month:%Y-%m}")


@frozen(kw_only=True)
class Pay:
    """What a whole month brings: the basic wage, and what is paid in money for housing and food."""

    basic: Money
    housing: Money = Money(0)
    food: Money = Money(0)

    @property
    def total(self) -> Money:
        """All of it."""
        return self.basic + self.housing + self.food


@frozen(kw_only=True)
class Deduction:
    """What the employer keeps back, why, and the kept file that shows it."""

    kind: DeductionKind
    amount: Money
    note: str
    evidence: str = ""


@frozen(kw_only=True)
class Payment:
    """Money that moved, or is said to have moved. *answer_by*: by when whoever has to say
    something about it says it."""

    id: UUID
    on: date
    amount: Money
    means: Means
    account_holder: Holder = Holder.WORKER
    receipt_signed: bool = False
    reference: str = ""
    evidence: str = ""
    transfer: UUID | None = None
    standing: Standing = Standing.STATED
    finding: str = ""
    answer_by: datetime | None = None

    @property
    def fact(self) -> rule.WagePayment:
        """What the rule is told of it. In doubt, it is money that moved and discharged nobody."""
        doubted = self.standing is Standing.IN_DOUBT
        return rule.WagePayment(
            on=self.on,
            amount=self.amount,
            means=Means.CASH if doubted else self.means,
            account_holder=self.account_holder,
            receipt_signed=self.receipt_signed and not doubted,
        )

    @property
    def counts(self) -> bool:
        """Whether it discharges the employer: not struck, not in doubt, and as Art. 8 asks."""
        believed = self.standing in (Standing.STATED, Standing.CONFIRMED)
        return believed and self.fact.discharges

    @property
    def waits_for_receipt(self) -> bool:
        """Whether it is cash that the worker has not signed for."""
        return self.means is Means.CASH and not self.receipt_signed


@frozen
class OnItsWay:
    """What a transfer carries for this wage, until the bank has answered."""

    transfer: UUID
    amount: Money


@frozen
class Finding:
    """What was found about a payment in doubt, and on what ground."""

    received: bool
    reason: str


@frozen
class Arrival:
    """How what was on its way reached the worker: cash, where she has signed for all of it."""

    on: date
    reference: str
    means: Means = Means.BANK
