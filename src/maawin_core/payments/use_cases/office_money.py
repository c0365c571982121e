"""An office pays into its balance or its guarantee deposit, and takes out what is its own (M9).

Who gives a *key* may say it again, after a cut line, and it moves once.
"""

from __future__ import annotations

from datetime import datetime
from uuid import UUID, uuid5

from attrs import frozen

from ...access.rights import Act, Rights
from ...books.posting import guarantee_deposit, office_balance
from ...kernel.answer import RefundAnswer
from ...kernel.entry import StatementLine
from ...kernel.errors import RuleBroken, WrongMoment
from ...kernel.identity import OfficeId, new_id
from ...kernel.money import Money
from ...kernel.parties import Actor
from ...law.policy import POLICY, Policy
from ...offices.office import Office
from ...ports.books import Books
from ...ports.clock import Clock
from ...ports.lists import Is, Lists, Where, where
from ...ports.payment_gateway import Gateways
from ...ports.storage import Page, Storage, Work
from ..events import FeePaymentRow
from ..office_money import OfficeMoney, Purpose
from .giving_back import paying_out


@frozen
class PayIntoBalance:
    """An office pays into its balance on the platform: what it owes is covered from it first."""

    storage: Storage
    rights: Rights
    gateways: Gateways
    clock: Clock

    def __call__(
        self, by: Actor, office: OfficeId, amount: Money, token: str, key: UUID | None = None
    ) -> OfficeMoney:
        payment = _named(office, key)
        gateway = self.gateways.for_charge(payment, amount)
        with self.storage.transaction(by) as work:
            self.rights.check(by, Act.PAY_INTO_BALANCE, work.get(Office, office))
            if said := _said_before(work, payment, office, amount, Purpose.BALANCE):
                return said
            started = OfficeMoney.started(
                payment, office=office, amount=amount, purpose=Purpose.BALANCE,
                provider=gateway.name, at=self.clock.now(),
            )  # fmt: skip
            started = work.save(started)

        answer = gateway.charge(started.id, amount, token)

        return _answered(self.storage, by, started, answer, self.clock.now())


@frozen
class DepositGuarantee:
    """An office deposits for its guarantees: what the deposit covers is not kept of its fees."""

    storage: Storage
    rights: Rights
    gateways: Gateways
    clock: Clock

    def __call__(
        self, by: Actor, office: OfficeId, amount: Money, token: str, key: UUID | None = None
    ) -> OfficeMoney:
        payment = _named(office, key)
        gateway = self.gateways.for_charge(payment, amount)
        with self.storage.transaction(by) as work:
            self.rights.check(by, Act.DEPOSIT_GUARANTEE, work.get(Office, office))
            if said := _said_before(work, payment, office, amount, Purpose.DEPOSIT):
                return said
            started = OfficeMoney.started(
                payment, office=office, amount=amount, purpose=Purpose.DEPOSIT,
                provider=gateway.name, at=self.clock.now(),
            )  # fmt: skip
            started = work.save(started)

        answer = gateway.charge(started.id, amount, token)

        return _answered(self.storage, by, started, answer, self.clock.now())


@frozen
class PayOutBalance:
    """An office takes out of its balance what is its own; the books refuse more than is there.

    While it has a refund to cover, whatever comes in is put to that first.
    """

    storage: Storage
    rights: Rights
    lists: Lists
    gateways: Gateways
    clock: Clock

    def __call__(
        self, by: Actor, office: OfficeId, amount: Money, account: str, key: UUID | None = None
    ) -> OfficeMoney:
        payment = _named(office, key)
        gateway = paying_out(self.gateways)
        with self.storage.transaction(by) as work:
            self.rights.check(by, Act.PAY_OUT_BALANCE, work.get(Office, office))
            if said := _said_before(work, payment, office, amount, Purpose.PAYOUT):
                return said
            self._must_owe_nothing(office, amount.currency)
            started = OfficeMoney.started(
                payment, office=office, amount=amount, purpose=Purpose.PAYOUT,
                provider=gateway.name, account=account, at=self.clock.now(),
            )  # fmt: skip
            started = work.save(started)

        answer = gateway.payout(started.id, amount, account)

        return _answered(self.storage, by, started, answer, self.clock.now())

    def _must_owe_nothing(self, office: OfficeId, currency: str) -> None:
        owing = (Where("owed", Is.SOME), *where(office=office))
        owed = sum(each.sum for each in self.lists.tally(FeePaymentRow, *owing, sum_of="owed"))
        if owed:
            found = Money.of_minor(owed, currency)
            raise WrongMoment("refund_to_cover", found=found, id=office)


@frozen
class ReadOfficeStatement:
    """An office, or whoever watches the money, reads what happened to its balance or its guarantee
    deposit, line by line."""

    storage: Storage
    rights: Rights
    books: Books

    def __call__(
        self,
        by: Actor,
        office: OfficeId,
        purpose: Purpose = Purpose.BALANCE,
        *,
        currency: str = "QAR",
        after: str | None = None,
        limit: int = 50,
    ) -> Page[StatementLine]:
        known = self.storage.get(Office, office)
        self.rights.check(by, Act.READ_OFFICE_STATEMENT, known)
        deposit = purpose is Purpose.DEPOSIT
        account = guarantee_deposit(office) if deposit else office_balance(office)
        return self.books.statement(account, currency, after=after, limit=limit)


@frozen
class SettleOfficeMoney:
    """What became of an office's payment is looked up at the provider: until there is an answer,
    and again when the provider says that something has happened to it. Safe to repeat."""

    storage: Storage
    rights: Rights
    gateways: Gateways
    clock: Clock
    policy: Policy = POLICY

    def __call__(self, by: Actor, payment: UUID) -> OfficeMoney:
        with self.storage.transaction(by) as work:
            open_one = work.get(OfficeMoney, payment)
            self.rights.check(by, Act.SETTLE_OFFICE_MONEY, open_one)

        gateway = self.gateways.by_name(open_one.provider)
        sent = open_one.purpose is Purpose.PAYOUT
        answer = gateway.look_up_refund(payment, "") if sent else gateway.look_up(payment)

        with self.storage.transaction(by) as work:
            asked = work.get(OfficeMoney, payment)
            pause = self.policy.payment_asked_again
            return work.save(asked.answered(answer, self.clock.now(), pause))


def _named(office: OfficeId, key: UUID | None) -> UUID:
    # Of the office and the key: nobody can take the name of another's call to the provider.
    return uuid5(office, str(key)) if key is not None else new_id()


def _said_before(
    work: Work, payment: UUID, office: OfficeId, amount: Money, purpose: Purpose
) -> OfficeMoney | None:
    # Whoever got no answer says it again under the same name: it must not move twice.
    known = work.find(OfficeMoney, payment)
    if known is not None and (known.office, known.amount, known.purpose) != (
        office, amount, purpose,
    ):  # fmt: skip
        raise RuleBroken("key_of_another_payment", id=payment)
    return known


def _answered(
    storage: Storage, by: Actor, started: OfficeMoney, answer: RefundAnswer, at: datetime
) -> OfficeMoney:
    with storage.transaction(by) as work:
        # An event of the provider may have settled it meanwhile: then this changes nothing.
        return work.save(work.get(OfficeMoney, started.id).answered(answer, at))
