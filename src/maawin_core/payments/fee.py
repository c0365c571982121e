"""The money of one recruitment fee (M9): held, released, awarded back, covered, given back."""

from __future__ import annotations

from datetime import datetime
from typing import Self, assert_never
from uuid import UUID

from attrs import evolve, frozen

from ..kernel.aggregate import Aggregate, Event
from ..kernel.answer import Accepted, Bounced, Pending, RefundAnswer, Refused, Unknown
from ..kernel.errors import RuleBroken
from ..kernel.identity import (
    AttemptId,
    AwardId,
    ContractId,
    EmployerId,
    OfficeId,
    PaymentId,
    RequestId,
)
from ..kernel.money import Money, smaller, total
from ..law.policy import POLICY
from .awards import Award as Award
from .awards import Cover, CoverSource, HeldEnd, Ruling, debts_relieved, is_backed, replaced
from .events import (
    FeeReleased,
    GuaranteeOver,
    PaymentStatus,
)
from .refund_events import (
    FeeRefunded,
    RefundAwarded,
    RefundCovered,
    RefundRefused,
    RefundReturned,
    RefundStarted,
    RefundUnanswered,
    SliceReturned,
)


@frozen(kw_only=True)
class Fee(Aggregate):
    """Where each riyal of a fee is. It stops being held once; what is awarded back never exceeds
    what was paid, and nothing is given back that nobody has put there."""

    contract: ContractId
    request: RequestId
    office: OfficeId
    employer: EmployerId
    fee: Money
    due: datetime
    status: PaymentStatus = PaymentStatus.DUE
    attempt: AttemptId | None = None
    ask_at: datetime | None = None
    #: When the employer last had the provider asked: in time is when he did his part.
    tried_at: datetime | None = None
    #: None: it is not known yet, or nothing was to be paid.
    paid_in_time: bool | None = None
    provider: str = ""
    charge: str = ""
    page: str = ""
    awards: tuple[Award, ...] = ()
    held_end: HeldEnd | None = None
    released: Money | None = None
    #: The office's part that is kept until the guarantee is over.
    retained: Money | None = None
    #: What of the office's deposit stands for the guarantee of this fee.
    pledged: Money | None = None
    guarantee_until: datetime | None = None
    #: What no decision has given to either side yet.
    in_question: Money | None = None
    slice_due: datetime | None = None
    rulings: tuple[Ruling, ...] = ()
    #: The Ministry decides by then whose the fee of a fallen contract is.
    left_over_due: datetime | None = None
    #: Where a refund goes that cannot go back to the card: a provider's token, and by when to say.
    account: str = ""
    account_due: datetime | None = None

    @property
    def awarded(self) -> Money:
        """What has been awarded back so far."""
        return total((award.amount for award in self.awards), self.fee.currency)

    @property
    def refundable(self) -> Money:
        """What could still be awarded to the employer."""
        paid = self.status is PaymentStatus.PAID
        return self.fee - self.awarded if paid else self.fee - self.fee

    @property
    def questioned(self) -> Money:
        """What is set aside until it is decided whose it is."""
        return self.in_question or Money(0, self.fee.currency)

    @property
    def kept_back(self) -> Money:
        """What is kept of the office's part while the guarantee could ask for it."""
        return self.retained or Money(0, self.fee.currency)

    @property
    def is_left_over(self) -> bool:
        """Whether it was paid for a contract that has fallen, and nobody has said whose it is."""
        undecided = self.held_end is None and self.released is None
        return self.left_over_due is not None and undecided and not self.awards

    @property
    def owed_by_office(self) -> Money:
        """What the office has still to put to its refunds."""
        return total((each.owed for each in self.awards), self.fee.currency)

    @property
    def not_given_back(self) -> Money:
        """What is left of the charge, as far as is known here: a payout takes nothing from it."""
        given = (each.amount for each in self.awards if each.given is not None and not each.blocked)
        return self.fee - total(given, self.fee.currency)

    def is_moving(self, award: AwardId, left: Money) -> bool:
        """Whether another award of this fee is on its way back, or other than *left* is left."""
        return left != self.not_given_back or any(
            each.id != award and each.through and each.given is None for each in self.awards
        )

    def released_to_office(self, at: datetime, cover: Cover | None = None) -> Self:
        """What is left of the fee is the office's, as far as it is not kept for the guarantee."""
        if self.released is not None:
            return self
        self.must_be(PaymentStatus.PAID)
        left, split = self.refundable, self.held_end is HeldEnd.SPLIT
        if not left:
            return self
        cover = None if split else cover
        kept = smaller(cover.retained, left) if cover else None
        event = FeeReleased(
            at=at, payment=PaymentId(self.id), office=self.office, amount=left,
            retained=kept, after_split=split,
        )  # fmt: skip
        return self.after(
            event, released=left, held_end=self.held_end or HeldEnd.RELEASED, in_question=None,
            retained=kept or None, pledged=(cover.pledged if cover else None) or None,
            guarantee_until=cover.until if cover else None,
        )  # fmt: skip

    def guarantee_over(self, at: datetime) -> Self:
        """What was kept and pledged for the guarantee is free again. Not before its day."""
        if self.guarantee_until is None or at < self.guarantee_until:
            return self
        event = GuaranteeOver(
            at=at, payment=PaymentId(self.id), office=self.office, retained=self.retained
        )
        return self.after(event, retained=None, pledged=None, guarantee_until=None)

    def awarded_back(self, award: Award, at: datetime, aside: Money | None = None) -> Self:
        """The employer is owed *award* of this fee, and *aside* is in question. Twice is once.

        Of a fee that is held all the rest is in question until the decision is final.
        """
        if any(each.id == award.id for each in self.awards):
            return self
        self.must_be(PaymentStatus.PAID)
        nothing = Money(0, self.fee.currency)
        if award.amount > self.refundable or award.amount <= nothing:
            raise RuleBroken("more_than_was_paid", asked=award.amount, needed=self.refundable)
        held = self.held_end is None and self.released is None
        taken = smaller(self.questioned, award.amount)
        free = self.refundable - award.amount - (self.questioned - taken)
        aside = free if held else smaller(aside or nothing, free)
        questioned = self.questioned - taken + aside
        event = RefundAwarded(
            at=at, payment=PaymentId(self.id), award=award.id, amount=award.amount,
            held=held, aside=aside, taken=taken,
        )  # fmt: skip
        debt = nothing if held else award.amount + aside - taken
        end = (HeldEnd.SPLIT if questioned else HeldEnd.REFUNDED) if held else self.held_end
        slice_due = None if self.released is None else at + POLICY.slice_decision
        return self.after(
            event, awards=(*self.awards, evolve(award, debt=debt or None)), held_end=end,
            in_question=questioned or None, slice_due=slice_due if questioned else None,
        )  # fmt: skip

    def ruled(self, ruling: Ruling) -> Self:
        """What the Ministry said stays with the fee; what follows from it is said beside it."""
        return evolve(self, rulings=(*self.rulings, ruling))

    def slice_returned(self, slice: UUID, amount: Money, at: datetime) -> Self:
        """So much of what was in question is the office's; it owes that much less for it."""
        if not amount or self.released is None:
            return self
        if amount > self.questioned:
            raise RuleBroken("more_than_in_question", asked=amount, needed=self.questioned)
        debts = debts_relieved(self.awards, amount)
        event = SliceReturned(
            at=at, payment=PaymentId(self.id), slice=slice, office=self.office, amount=amount,
            debts=tuple(debts.items()),
        )  # fmt: skip
        awards = tuple(
            each.relieved(debts[each.id]) if each.id in debts else each for each in self.awards
        )
        left = self.questioned - amount
        slice_due = self.slice_due if left else None
        return self.after(event, awards=awards, in_question=left or None, slice_due=slice_due)

    def refund_covered(
        self, award: AwardId, amount: Money, source: CoverSource, at: datetime
    ) -> Self:
        """Money of the office was put to what it owes; never more than it owes."""
        known = self.award(award)
        amount = smaller(amount, known.owed)
        if not amount:
            return self
        event = RefundCovered(
            at=at, payment=PaymentId(self.id), award=award, office=self.office, amount=amount,
            source=source, turn=known.covers,
        )  # fmt: skip
        kept = self.kept_back - amount if source is CoverSource.RETENTION else self.retained
        awards = replaced(self.awards, known.covered(amount, source))
        return self.after(event, awards=awards, retained=kept or None)

    def is_backed(self, award: AwardId) -> bool:
        """Whether the money for an award is there: nothing is given that nobody has."""
        return is_backed(self.awards, award, self.questioned)

    def award(self, id: AwardId) -> Award:
        """The award of this name."""
        found = next((each for each in self.awards if each.id == id), None)
        if found is None:
            raise RuleBroken("award_unknown", id=id)
        return found

    def refund_started(self, award: AwardId, provider: str, at: datetime) -> Self:
        """A provider is about to be asked to give an award back; asked again, it is the same."""
        known = self.award(award)
        if known.given is not None or known.through == provider:
            return self
        event = RefundStarted(at=at, payment=PaymentId(self.id), award=award, provider=provider)
        return self.after(event, awards=self._with(known.asked(provider, self._again(at))))

    def refund_answered(
        self, award: AwardId, call: UUID, answer: RefundAnswer, at: datetime
    ) -> Self:
        """What the provider said to *call* for an award. Said twice, it counts once; a refund that
        was given may still bounce: then it is owed again, and goes another way."""
        known = self.award(award)
        if known.call != call:
            return self
        if known.given is not None and isinstance(answer, Bounced):
            return self.refund_returned(award, answer.reason, at, at)
        if known.given is not None:
            return self
        payment = PaymentId(self.id)
        event: Event
        match answer:
            case Accepted(reference):
                event = FeeRefunded(
                    at=at, payment=payment, award=award, amount=known.amount,
                    provider=known.through or self.provider, reference=reference,
                    turn=known.tries,
                )  # fmt: skip
                return self.after(event, awards=self._with(known.given_by(reference)))
            case Refused(reason) | Bounced(_, reason):  # nobody has the money: it is owed as before
                event = RefundRefused(at=at, payment=payment, award=award, reason=reason)
                return self._another_way(known.failed(reason), event, at)
            case Unknown() | Pending():
                event = RefundUnanswered(at=at, payment=payment, award=award)
                asked = evolve(known, ask_at=self._again(at))
                return self.after(event, awards=self._with(asked))
            case _:
                assert_never(answer)

    def _again(self, at: datetime) -> datetime:
        return at + POLICY.payment_asked_again

    def refund_returned(
        self, award: AwardId, reason: str, returned_at: datetime, at: datetime
    ) -> Self:
        """The bank has sent a given refund back: it is owed again, and goes another way."""
        known = self.award(award)
        if known.given is None:
            return self
        event = RefundReturned(
            at=at, payment=PaymentId(self.id), award=award, amount=known.amount,
            provider=known.through or self.provider, reference=known.given, reason=reason,
            returned_at=returned_at, turn=known.tries,
        )  # fmt: skip
        return self._another_way(known.failed(reason), event, at)

    def _another_way(self, award: Award, event: Event, at: datetime) -> Self:
        # A payout that was refused was sent to this account: another one has to be named.
        account = "" if award.tries > 1 else self.account
        due = None if account else at + POLICY.refund_account
        return self.after(event, awards=self._with(award), account=account, account_due=due)

    def _with(self, award: Award) -> tuple[Award, ...]:
        return replaced(self.awards, award)
