"""What was awarded back reaches the employer, whatever becomes of card and provider (M9)."""

from __future__ import annotations

from datetime import datetime

from attrs import frozen

from ...access.rights import Act, Rights
from ...kernel.aggregate import Version
from ...kernel.answer import RefundAnswer, Refused, Unknown
from ...kernel.errors import RuleBroken, require
from ...kernel.identity import AwardId, PaymentId
from ...kernel.parties import Actor
from ...ports.clock import Clock
from ...ports.payment_gateway import NEVER_HEARD_OF, STALE_AVAILABLE, Gateways, PaymentGateway
from ...ports.storage import Storage
from ..awards import Award
from ..fee_payment import FeePayment
from ..taking_back import recalled_and_not_given

RETIRED = Refused("provider_not_set_up")


@frozen
class GiveBackFee:
    """What was awarded is given back through the provider that took it, or, where that cannot be,
    to the account that the employer named. Safe to repeat: each call has a name of its own.

    Nothing happens before the money is there, and before the employer has named an account where
    one is needed: both are somebody's turn, and this follows when it was done.
    """

    storage: Storage
    rights: Rights
    gateways: Gateways
    clock: Clock

    def __call__(
        self, by: Actor, payment: PaymentId, award: AwardId, *, seen: Version | None = None
    ) -> FeePayment:
        with self.storage.transaction(by) as work:
            paid = work.get(FeePayment, payment, seen=seen)
            self.rights.check(by, Act.GIVE_BACK_FEE, paid)
            paid = recalled_and_not_given(paid, award, self.clock.now())
            owed = paid.award(award)
            waits = owed.blocked and not paid.account
            if owed.given is not None or waits or not owed.amount or not paid.is_backed(award):
                return work.save(paid)
            provider = owed.through or self._provider(paid, owed)
            paid = work.save(paid.refund_started(award, provider, self.clock.now()))

        # No transaction is open here. The call's own name goes to the provider: two equal awards
        # are two, a retry is none.
        answer = self._asked(provider, paid, owed)

        with self.storage.transaction(by) as work:
            asked = work.get(FeePayment, payment)
            if answer == STALE_AVAILABLE and asked.is_moving(award, paid.not_given_back):
                answer = Unknown()  # nothing was done: it is asked again, after the other one
            return work.save(asked.refund_answered(award, owed.call, answer, self.clock.now()))

    def _provider(self, paid: FeePayment, owed: Award) -> str:
        return paying_out(self.gateways).name if owed.blocked else paid.provider

    def _asked(self, provider: str, paid: FeePayment, owed: Award) -> RefundAnswer:
        if provider not in self.gateways.names:
            return RETIRED  # a provider that is gone gives nothing back: a payout does
        gateway = self.gateways.by_name(provider)
        if owed.blocked:
            return gateway.payout(owed.call, owed.amount, paid.account)
        return gateway.refund(owed.call, owed.amount, paid.charge, paid.not_given_back)


@frozen
class GiveBackOpenRefunds:
    """Whatever of a fee is awarded and not yet given is tried again: an answer is awaited, or
    another way has been named. Safe to repeat."""

    storage: Storage
    rights: Rights
    gateways: Gateways
    clock: Clock

    def __call__(self, by: Actor, payment: PaymentId) -> FeePayment:
        with self.storage.transaction(by) as work:
            paid = work.get(FeePayment, payment)
            self.rights.check(by, Act.GIVE_BACK_FEE, paid)
        give_back = GiveBackFee(self.storage, self.rights, self.gateways, self.clock)
        for award in paid.awards:
            paid = give_back(by, payment, award.id)
        return paid


@frozen
class LookUpRefund:
    """A provider says that something has happened to a refund: it is looked up there, and what it
    answers is recorded, a bounce too. Safe to repeat."""

    storage: Storage
    rights: Rights
    gateways: Gateways
    clock: Clock

    def __call__(self, by: Actor, payment: PaymentId, award: AwardId) -> FeePayment:
        with self.storage.transaction(by) as work:
            paid = work.get(FeePayment, payment)
            self.rights.check(by, Act.GIVE_BACK_FEE, paid)
        owed = paid.award(award)
        if owed.through not in self.gateways.names:
            return paid  # nobody has been asked, or nobody can be

        gateway = self.gateways.by_name(owed.through)
        answer = gateway.look_up_refund(owed.call, "" if owed.blocked else paid.charge)
        if answer == NEVER_HEARD_OF:
            return paid  # the call may be on its way: whoever makes it records what it answers

        with self.storage.transaction(by) as work:
            asked = work.get(FeePayment, payment)
            return work.save(asked.refund_answered(award, owed.call, answer, self.clock.now()))


@frozen
class NoteRefundReturned:
    """The employer's bank has sent a refund back, days after it was given: the books are put
    right, the refund is owed again, and goes another way. Noted twice, it counts once."""

    storage: Storage
    rights: Rights
    clock: Clock

    def __call__(
        self,
        by: Actor,
        payment: PaymentId,
        award: AwardId,
        reason: str,
        returned_at: datetime | None = None,
        *,
        seen: Version | None = None,
    ) -> FeePayment:
        with self.storage.transaction(by) as work:
            paid = work.get(FeePayment, payment, seen=seen)
            self.rights.check(by, Act.NOTE_REFUND_RETURNED, paid)
            require(reason.strip(), "text_missing", field="reason")
            now = self.clock.now()
            return work.save(paid.refund_returned(award, reason, returned_at or now, now))


@frozen
class NameRefundAccount:
    """The employer says to which account a refund goes that cannot go back to the card: by the
    provider's token for it, never by its number."""

    storage: Storage
    rights: Rights
    clock: Clock

    def __call__(
        self, by: Actor, payment: PaymentId, account: str, *, seen: Version | None = None
    ) -> FeePayment:
        with self.storage.transaction(by) as work:
            paid = work.get(FeePayment, payment, seen=seen)
            self.rights.check(by, Act.NAME_REFUND_ACCOUNT, paid)
            require(account.strip(), "text_missing", field="account")
            return work.save(paid.account_named(account, self.clock.now()))


def paying_out(gateways: Gateways) -> PaymentGateway:
    """The provider that sends money to an account: the first that can."""
    able = (gateways.by_name(name) for name in gateways.names)
    found = next((each for each in able if each.capabilities().pays_out), None)
    if found is None:
        raise RuleBroken("no_provider_pays_out", found=", ".join(gateways.names))
    return found
