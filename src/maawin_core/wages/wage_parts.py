"""The parts of a month's wage (M11): what is agreed, paid, and on its way."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, datetime
from uuid import UUID, uuid5

from attrs import evolve, frozen

from ..kernel.calendar import civil_day
from ..kernel.errors import RuleBroken, WrongMoment, require
from ..kernel.identity import PlacementId
from ..kernel.money import Money
from ..kernel.obligation import Obligation
from ..kernel.parties import MINISTRY, Party
from . import wage_due as rule
from .events import Standing, WageStatus
from .wage_due import Holder, Means

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

    def must_be_of(self, begins: date, at: datetime) -> None:
        """Refuse a day that is still to come, or before she served: an advance is kept back."""
        self.must_have_come(at)
        require(self.on >= begins, "payment_before_service", found=self.on, needed=begins)

    def must_have_come(self, at: datetime) -> None:
        """Refuse a day that is still to come."""
        require(self.on <= civil_day(at), "payment_to_come", found=self.on, needed=civil_day(at))

    def signed(self) -> Payment:
        """She has signed for the cash."""
        require(self.means is Means.CASH, "receipt_is_for_cash", found=self.means)
        return evolve(self, receipt_signed=True)

    def doubted(self, answer_by: datetime) -> Payment:
        """The worker says that she did not receive it; it is found out by then."""
        require(self.counts, "payment_not_counted", standing=self.standing)
        settled = self.standing is Standing.CONFIRMED
        require(not settled, "doubt_settled_before", standing=self.standing)
        return evolve(self, standing=Standing.IN_DOUBT, answer_by=answer_by)

    def found(self, found: Finding) -> Payment:
        """It was found whether she received it. Only a payment in doubt can be found."""
        wanted = Standing.CONFIRMED if found.received else Standing.STRUCK
        if self.standing is wanted:
            return self
        if self.standing is not Standing.IN_DOUBT:
            raise WrongMoment("payment_not_in_doubt", standing=self.standing)
        require(found.reason.strip(), "text_missing", field="reason")
        return evolve(self, standing=wanted, finding=found.reason, answer_by=None)

    def obligations(self, payer: Party, hers: Party, owed: Money) -> Iterator[Obligation]:
        """Who has to say something about it: she, whether cash came; the Ministry, in doubt."""
        if self.answer_by is None:
            return
        if self.waits_for_receipt and owed:
            yield Obligation("sign_wage_receipt", hers, payer, self.answer_by)
        if self.standing is Standing.IN_DOUBT:
            yield Obligation("settle_wage_doubt", MINISTRY, hers, self.answer_by)


def payment_of(payments: tuple[Payment, ...], id: UUID) -> Payment:
    """The payment of this name."""
    found = next((each for each in payments if each.id == id), None)
    if found is None:
        raise RuleBroken("payment_unknown", id=id)
    return found


def replaced(payments: tuple[Payment, ...], changed: Payment) -> tuple[Payment, ...]:
    """The same payments, one of them changed."""
    return tuple(changed if each.id == changed.id else each for each in payments)


@frozen
class OnItsWay:
    """What a transfer carries for this wage, until the bank has answered."""

    transfer: UUID
    amount: Money

    def payment(self, wage: UUID, arrival: Arrival) -> Payment:
        """The payment that it has become, under one name however often the bank says so."""
        return Payment(
            id=uuid5(wage, str(self.transfer)), on=arrival.on, amount=self.amount,
            means=arrival.means, receipt_signed=arrival.means is Means.CASH,
            reference=arrival.reference, transfer=self.transfer,
        )  # fmt: skip


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
