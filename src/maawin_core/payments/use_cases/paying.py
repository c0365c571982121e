"""The fee is asked for and paid, or falls with its contract (M9)."""

from __future__ import annotations

from attrs import frozen

from ...access.rights import Act, Rights
from ...contracts.contract import ContractStatus, RecruitmentContract
from ...kernel.aggregate import Version
from ...kernel.identity import AttemptId, ContractId, PaymentId, new_id
from ...kernel.parties import Actor
from ...kernel.payment_method import PaymentMethod
from ...law.policy import POLICY, Policy
from ...ports.clock import Clock
from ...ports.payment_gateway import Gateways, Quote
from ...ports.storage import Storage
from ..events import PaymentStatus
from ..fee_payment import FeePayment


def payment_of(contract: ContractId) -> PaymentId:
    """A contract has one fee, so the fee has the contract's own name: asking twice is safe."""
    return PaymentId(contract)


@frozen
class AskFee:
    """The recruitment fee of a concluded contract falls due. Asking again changes nothing.

    A price of zero (all of it is the government's, with its own receipts) is settled at once.
    """

    storage: Storage
    rights: Rights
    clock: Clock
    policy: Policy = POLICY

    def __call__(self, by: Actor, contract: ContractId) -> FeePayment:
        with self.storage.transaction(by) as work:
            concluded = work.get(RecruitmentContract, contract)
            self.rights.check(by, Act.ASK_FEE, concluded)
            known = work.find(FeePayment, payment_of(contract))
            if known is not None:
                return known
            concluded.must_be(ContractStatus.CONCLUDED)
            now = self.clock.now()
            asked = FeePayment.asked(
                payment_of(contract),
                contract=contract,
                request=concluded.request,
                office=concluded.office,
                employer=concluded.employer,
                fee=concluded.price,
                due=now + self.policy.fee_due,
                at=now,
            )
            return work.save(asked)


@frozen
class ShowWaysToPay:
    """How the employer may pay a fee here, and what each way would take and cost.

    A way that its provider does not offer now, or does not answer for, is left out.
    """

    storage: Storage
    rights: Rights
    gateways: Gateways

    def __call__(self, by: Actor, payment: PaymentId) -> tuple[Quote, ...]:
        due = self.storage.get(FeePayment, payment)
        self.rights.check(by, Act.PAY_FEE, due)
        ways = sorted(self.gateways.by_method(due.fee).items())
        asked = (gateway.quote(due.fee, method) for method, gateway in ways)
        return tuple(each for each in asked if isinstance(each, Quote))


@frozen
class PayFee:
    """The employer pays the recruitment fee of a contract."""

    storage: Storage
    rights: Rights
    gateways: Gateways
    clock: Clock

    def __call__(
        self,
        by: Actor,
        payment: PaymentId,
        token: str,
        *,
        method: PaymentMethod = PaymentMethod.CARD,
        seen: Version | None = None,
    ) -> FeePayment:
        attempt = AttemptId(new_id())
        with self.storage.transaction(by) as work:
            due = work.get(FeePayment, payment, seen=seen)
            self.rights.check(by, Act.PAY_FEE, due)
            gateway = self.gateways.for_charge(attempt, due.fee, method)
            started = work.save(due.being_paid(attempt, gateway.name, self.clock.now()))

        # No transaction is open here: a provider may be slow, or never answer.
        answer = gateway.charge(attempt, started.fee, token, method)

        with self.storage.transaction(by) as work:
            # A webhook may have settled this attempt meanwhile: then this changes nothing.
            asked = work.get(FeePayment, payment)
            return work.save(asked.answered(attempt, answer, self.clock.now()))


@frozen
class SettleOpenPayment:
    """A payment without an answer is looked up at the provider, until there is one."""

    storage: Storage
    rights: Rights
    gateways: Gateways
    clock: Clock
    policy: Policy = POLICY

    def __call__(self, by: Actor, payment: PaymentId, *, seen: Version | None = None) -> FeePayment:
        with self.storage.transaction(by) as work:
            open_one = work.get(FeePayment, payment, seen=seen)
            self.rights.check(by, Act.SETTLE_OPEN_PAYMENT, open_one)
        attempt = open_one.attempt
        if open_one.ask_at is None or attempt is None:
            return open_one

        answer = self.gateways.by_name(open_one.provider).look_up(attempt)

        with self.storage.transaction(by) as work:
            asked = work.get(FeePayment, payment)
            pause = self.policy.payment_asked_again
            return work.save(asked.answered(attempt, answer, self.clock.now(), pause))


@frozen
class DropFee:
    """A contract has fallen: its unpaid fee is not asked any more, and about a paid one the
    Ministry has to say whose it is. Safe to repeat.

    While a provider may still take it, this is refused, and comes again later.
    """

    storage: Storage
    rights: Rights
    clock: Clock
    policy: Policy = POLICY

    def __call__(self, by: Actor, contract: ContractId) -> FeePayment | None:
        with self.storage.transaction(by) as work:
            asked = work.find(FeePayment, payment_of(contract))
            if asked is None:
                return None
            self.rights.check(by, Act.DROP_FEE, asked)
            now = self.clock.now()
            if asked.status is PaymentStatus.PAID:
                return work.save(asked.left_over(now + self.policy.left_over_fee, now))
            return work.save(asked.dropped(now))
