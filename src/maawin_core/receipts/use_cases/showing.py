"""A receipt is shown to those whose money it was, in their language."""

from __future__ import annotations

from datetime import datetime
from uuid import UUID

from attrs import evolve, field, frozen

from ...access.rights import Rights
from ...contracts.contract import RecruitmentContract
from ...disputes.dispute import Dispute
from ...disputes.refund_obligation import RefundObligation
from ...kernel.identity import AwardId, Identity, PaymentId
from ...kernel.paper import Paper
from ...kernel.parties import Actor
from ...offers.offer import Offer
from ...payments.fee_payment import FeePayment
from ...ports.books import Books
from ...ports.press import NoPress, Press
from ...ports.storage import Storage, Work
from ..papers import Told, paper_of
from ..receipt import Receipt, letter_of
from .booked import booked


@frozen
class ListReceipts:
    """The papers of one fee, the receipt first: as many as it was paid and given back times."""

    storage: Storage
    rights: Rights

    def __call__(self, by: Actor, payment: PaymentId) -> tuple[Receipt, ...]:
        with self.storage.transaction(by) as work:
            paid = work.get(FeePayment, payment)
            self.rights.see(by, paid)
            turns = ((each.id, turn) for each in paid.awards for turn in range(each.tries + 1))
            ids = [paid.id, *(letter_of(award, turn) for award, turn in turns)]
            issued = [work.find(Receipt, id) for id in ids]
        return tuple(each for each in issued if each is not None)


@frozen
class ShowReceipt:
    """A receipt or a refund letter, as text or in print, for the parties of its payment.

    Its amount is that of the entry in the books; without one there is no paper, and one that was
    taken back makes a paper that says so.
    """

    storage: Storage
    rights: Rights
    books: Books
    press: Press = field(factory=NoPress)

    def __call__(self, by: Actor, receipt: UUID, language: str) -> Paper:
        with self.storage.transaction(by) as work:
            issued = work.get(Receipt, receipt)
            self.rights.see(by, issued)
            paid = work.get(FeePayment, issued.payment)
            contract = work.get(RecruitmentContract, paid.contract)
            told = Told(
                receipt=issued,
                booked=booked(self.books, issued, paid),
                employer=_named(contract.identities[:1], paid.employer),
                office=_named(contract.identities[1:], paid.office),
            )
            if issued.award is None:
                return paper_of(_with_price(work, told, contract), language)
            decided_at = self._decided_at(issued.award)
            told = _with_decision(work, told, issued.award, decided_at)
            return paper_of(_with_reason(told, paid, decided_at), language)

    def pdf(self, by: Actor, receipt: UUID, language: str) -> bytes:
        """The same in print."""
        return self.press.pdf(self(by, receipt, language))

    def _decided_at(self, award: AwardId) -> datetime | None:
        first = self.storage.history(RefundObligation, award, limit=1).items
        return first[0].at if first else None


def _named(known: tuple[Identity, ...], party: UUID) -> Identity:
    """As the contract's texts name it; by its number where no text was written."""
    return known[0] if known else Identity(name=str(party))


def _with_price(work: Work, told: Told, contract: RecruitmentContract) -> Told:
    offer = work.find(Offer, contract.offer) if contract.offer else None
    agreed = contract.offered_price
    stated = [each for each in offer.versions if each.terms.price == agreed] if offer else []
    if not stated:
        return told
    return evolve(told, price=stated[-1].terms.items, sheet=stated[-1].price_sheet)


def _with_decision(work: Work, told: Told, award: AwardId, decided_at: datetime | None) -> Told:
    fee = work.find(Receipt, told.receipt.payment)
    again = work.find(Receipt, letter_of(award, told.receipt.turn + 1))
    told = evolve(
        told, fee_receipt=fee.number if fee else "", replaced_by=again.number if again else ""
    )
    owed = work.find(RefundObligation, award)
    if owed is None:
        return told
    told = evolve(told, due=owed.due, held=owed.held)
    dispute = work.find(Dispute, owed.dispute) if owed.dispute else None
    made = [each for each in dispute.decisions if each.at == decided_at] if dispute else []
    return evolve(told, sheet=made[0].sheet, reason=made[0].reason) if made else told


def _with_reason(told: Told, paid: FeePayment, decided_at: datetime | None) -> Told:
    ruled = [each.reason for each in paid.rulings if each.at == decided_at]
    return evolve(told, reason=ruled[0]) if ruled else told
