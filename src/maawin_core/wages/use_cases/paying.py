"""The employer pays, the worker signs for what she has received (M11, Art. 8)."""

from __future__ import annotations

from datetime import date
from uuid import UUID, uuid5

from attrs import frozen

from ...access.rights import Act, Rights
from ...kernel.aggregate import Version
from ...kernel.errors import require
from ...kernel.money import Money
from ...kernel.parties import Actor
from ...law.domestic_work import DomesticWorkLaw
from ...law.policy import POLICY, Policy
from ...law.qatar import QATAR
from ...ports.clock import Clock
from ...ports.storage import Storage
from ..wage_due import Holder, Means
from ..wage_month import WageMonth
from ..wage_parts import Payment


@frozen
class RecordWagePayment:
    """The employer says that he has paid: by his own bank, with evidence, or in cash.

    Cash counts when the worker has signed for it, and a transfer only into her own account. The
    same day, amount, means and reference are the same payment.
    """

    storage: Storage
    rights: Rights
    clock: Clock
    law: DomesticWorkLaw = QATAR
    policy: Policy = POLICY

    def __call__(  # noqa: PLR0913 (the facts of one payment)
        self,
        by: Actor,
        wage: UUID,
        amount: Money,
        on: date,
        means: Means,
        *,
        account_holder: Holder = Holder.WORKER,
        reference: str = "",
        evidence: str = "",
        seen: Version | None = None,
    ) -> WageMonth:
        by_bank = means is Means.BANK
        require(not by_bank or reference.strip(), "text_missing", field="reference")
        require(not by_bank or evidence.strip(), "text_missing", field="evidence")
        with self.storage.transaction(by) as work:
            open_one = work.get(WageMonth, wage, seen=seen)
            self.rights.check(by, Act.RECORD_WAGE_PAYMENT, open_one)
            now = self.clock.now()
            payment = Payment(
                id=uuid5(wage, f"{on}:{amount.plain}:{means}:{reference}"),
                on=on,
                amount=amount,
                means=means,
                account_holder=account_holder,
                reference=reference,
                evidence=evidence,
                answer_by=now + self.policy.wage_receipt,
            )
            return work.save(open_one.payment_stated(payment, self.law, now))


@frozen
class SignWageReceipt:
    """The worker signs, by her own act, for cash that she has received."""

    storage: Storage
    rights: Rights
    clock: Clock
    law: DomesticWorkLaw = QATAR

    def __call__(
        self, by: Actor, wage: UUID, payment: UUID, *, seen: Version | None = None
    ) -> WageMonth:
        with self.storage.transaction(by) as work:
            open_one = work.get(WageMonth, wage, seen=seen)
            self.rights.check(by, Act.SIGN_WAGE_RECEIPT, open_one)
            return work.save(open_one.receipt_signed(payment, self.law, self.clock.now()))
