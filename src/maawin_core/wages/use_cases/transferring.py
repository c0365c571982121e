"""Wages go to the bank, and what the bank says comes back to each wage (M11)."""

from __future__ import annotations

from datetime import datetime
from uuid import UUID

from attrs import frozen

from ...access.rights import Act, Rights
from ...kernel.aggregate import Version
from ...kernel.answer import Answer, Refused
from ...kernel.errors import require
from ...kernel.parties import Actor, PartyKind
from ...law.domestic_work import DomesticWorkLaw
from ...law.policy import POLICY, Policy
from ...law.qatar import QATAR
from ...ports.clock import Clock
from ...ports.storage import Storage, Work
from ...ports.wage_channel import WageChannel, WageFile
from ..wage_month import WageMonth
from ..wage_parts import Arrival
from ..wage_transfer import BankReply, TransferForm, TransferStatus, WageTransfer
from .papers import must_be_sound, paper_of, transfer_of


@frozen
class TransferWages:
    """An employer sends what is owed for a month, to one worker or to several, in one file.

    With an establishment number it is a salary file, read back by the strict reader before it
    leaves; without one it is the evidence of a transfer by his own bank.
    """

    storage: Storage
    rights: Rights
    wage_channel: WageChannel
    clock: Clock
    policy: Policy = POLICY

    def __call__(self, by: Actor, wages: tuple[UUID, ...]) -> WageTransfer:
        with self.storage.transaction(by) as work:
            owed = [work.get(WageMonth, wage) for wage in dict.fromkeys(wages)]
            self.rights.check(by, Act.TRANSFER_WAGES, *owed)
            now = self.clock.now()
            transfer = transfer_of(work, owed, now)
            file = paper_of(work, transfer)
            must_be_sound(transfer, file)
            ordered = work.save(transfer.ordered(now + self.policy.transfer_unanswered))
            for wage in owed:
                work.save(wage.sent(transfer.id, now))

        # No transaction is open here: a channel may be slow, or never answer.
        answer = self.wage_channel.submit(ordered.id, file)

        with self.storage.transaction(by) as work:
            return settled(work, ordered.id, answer, self.policy, self.clock.now())


@frozen
class SendTransferAgain:
    """A transfer without an answer goes to the channel again, under the same name."""

    storage: Storage
    rights: Rights
    wage_channel: WageChannel
    clock: Clock
    policy: Policy = POLICY

    def __call__(self, by: Actor, transfer: UUID, *, seen: Version | None = None) -> WageTransfer:
        with self.storage.transaction(by) as work:
            open_one = work.get(WageTransfer, transfer, seen=seen)
            self.rights.check(by, Act.SEND_TRANSFER_AGAIN, open_one)
            if open_one.ask_at is None:
                return open_one
            file = paper_of(work, open_one)

        answer = self.wage_channel.submit(open_one.id, file)

        with self.storage.transaction(by) as work:
            return settled(work, open_one.id, answer, self.policy, self.clock.now())


@frozen
class RecordBankReplies:
    """The bank has said, record by record, what it paid and what it could not pay.

    What a bank says of a salary file comes from the bank; what an employer's own bank says of a
    transfer, the employer records with its evidence. Recorded twice, it counts once.
    """

    storage: Storage
    rights: Rights
    clock: Clock
    law: DomesticWorkLaw = QATAR

    def __call__(
        self,
        by: Actor,
        transfer: UUID,
        replies: tuple[BankReply, ...],
        *,
        seen: Version | None = None,
    ) -> WageTransfer:
        with self.storage.transaction(by) as work:
            taken = work.get(WageTransfer, transfer, seen=seen)
            self.rights.check(by, Act.RECORD_BANK_REPLIES, taken)
            if by.party.kind is PartyKind.EMPLOYER:
                _must_be_evident(taken, replies)
            now, wages = self.clock.now(), {}
            for reply in replies:
                taken = taken.replied(reply, now)
                wages[taken.line(reply.record).wage] = reply
            for wage, reply in wages.items():
                self._carry(work, work.get(WageMonth, wage), taken, reply, now)
            return work.save(taken)

    def _carry(
        self, work: Work, wage: WageMonth, taken: WageTransfer, reply: BankReply, at: datetime
    ) -> None:
        if reply.paid:
            arrival = Arrival(reply.on, reply.reference)
            work.save(wage.arrived(taken.id, arrival, self.law, at))
        else:
            work.save(wage.returned(taken.id, reply.reason, True, at))


@frozen
class ShowTransferFile:
    """The file as it goes to the channel, for the employer who sends it."""

    storage: Storage
    rights: Rights

    def __call__(self, by: Actor, transfer: UUID) -> WageFile:
        with self.storage.transaction(by) as work:
            kept = work.get(WageTransfer, transfer)
            self.rights.check(by, Act.SHOW_TRANSFER_FILE, kept)
            return paper_of(work, kept)


def settled(
    work: Work, transfer: UUID, answer: Answer, policy: Policy, at: datetime
) -> WageTransfer:
    """What the channel said, on the transfer and on each of its wages."""
    asked = work.get(WageTransfer, transfer)
    told = asked.answered(answer, policy.transfer_unanswered, at)
    if told.status is TransferStatus.NOT_TAKEN and isinstance(answer, Refused):
        for line in told.lines:
            wage = work.get(WageMonth, line.wage)
            work.save(wage.returned(told.id, answer.reason, False, at))
    return work.save(told)


def _must_be_evident(taken: WageTransfer, replies: tuple[BankReply, ...]) -> None:
    require(taken.form is TransferForm.EVIDENCE, "reply_is_banks", form=taken.form)
    evident = all(reply.evidence.strip() for reply in replies if reply.paid)
    require(evident, "text_missing", field="evidence")
