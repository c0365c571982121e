"""One sending of wages through a channel (M11): a salary file, or the evidence of a transfer."""

from __future__ import annotations

from datetime import date, datetime, timedelta
from enum import StrEnum
from typing import ClassVar, assert_never
from uuid import UUID

from attrs import evolve, frozen

from ..books import posting
from ..kernel.aggregate import Aggregate, Claim, Event, Moment, Row
from ..kernel.answer import Accepted, Answer, Refused, Unknown
from ..kernel.entry import Entry
from ..kernel.errors import RuleBroken, require
from ..kernel.identity import EmployerId, PlacementId, WorkerId
from ..kernel.money import Money, total
from ..kernel.parties import Party, PartyKind, employer
from .salary_file import WageSlip, sequence


class TransferForm(StrEnum):
    """What is handed to the channel: without an establishment number, evidence only (A-30)."""

    SALARY_FILE = "salary_file"
    EVIDENCE = "evidence"


class TransferStatus(StrEnum):
    """How far a transfer is."""

    BEING_SENT = "being_sent"
    UNANSWERED = "unanswered"  # sent again, under the same name, until there is an answer
    NOT_TAKEN = "not_taken"  # the channel refused it: nothing was on its way
    TAKEN = "taken"  # it waits for the bank's answers, record by record
    ANSWERED = "answered"


@frozen(kw_only=True)
class TransferOrdered(Event):
    """An employer sends the wages of a month."""

    transfer: UUID
    month: str
    form: TransferForm
    total: Money


@frozen(kw_only=True)
class TransferTaken(Event):
    """The channel has taken it: the wages are on their way."""

    transfer: UUID
    employer: EmployerId
    total: Money
    reference: str

    def entries(self) -> tuple[Entry, ...]:
        return (posting.wages_sent(self.transfer, self.employer, self.total),)


@frozen(kw_only=True)
class TransferNotTaken(Event):
    """The channel refused it: the wages are owed as before."""

    transfer: UUID
    reason: str


@frozen(kw_only=True)
class TransferUnanswered(Event):
    """The channel said nothing; it is asked again."""

    transfer: UUID


@frozen(kw_only=True)
class BankReplied(Event):
    """The bank has said what became of one record."""

    transfer: UUID
    wage: UUID
    paid: bool
    reason: str


@frozen(kw_only=True)
class BankReply:
    """What the bank says of one record: *record* is its sequence in the file."""

    record: str
    paid: bool
    on: date
    reference: str = ""
    reason: str = ""
    evidence: str = ""


@frozen(kw_only=True)
class TransferLine:
    """One worker's wage in a transfer, and the bank's answer, once there is one."""

    number: int
    wage: UUID
    placement: PlacementId
    worker: WorkerId
    slip: WageSlip
    reply: BankReply | None = None

    @property
    def record(self) -> str:
        """Its name in the file."""
        return sequence(self.number)


@frozen(kw_only=True)
class WageTransferRow(Row):
    """A transfer as it is listed."""

    seen_by: ClassVar[dict[PartyKind, str]] = {PartyKind.EMPLOYER: "employer"}
    orders: ClassVar[tuple[str, ...]] = ("ordered_at",)

    employer: EmployerId
    month: date
    form: TransferForm
    status: TransferStatus
    total: Money
    records: int
    ordered_at: datetime


@frozen(kw_only=True)
class WageTransfer(Aggregate):
    """One employer's wages of one month on their way. Each record is answered once, and every
    riyal of it is on its way, with the worker, or the employer's again."""

    employer: EmployerId
    month: date
    form: TransferForm
    file_name: str
    ordered_at: datetime
    lines: tuple[TransferLine, ...]
    reference: str = ""
    ask_at: datetime | None = None
    status: TransferStatus = TransferStatus.BEING_SENT

    @property
    def total(self) -> Money:
        """All that it carries."""
        return total(line.slip.net for line in self.lines)

    def ordered(self, ask_at: datetime) -> WageTransfer:
        """The employer sends it; without an answer the channel is asked again at *ask_at*."""
        require(self.lines, "nothing_to_transfer")
        event = TransferOrdered(
            at=self.ordered_at, transfer=self.id, month=f"{self.month:%Y-%m}", form=self.form,
            total=self.total,
        )  # fmt: skip
        return self.after(event, ask_at=ask_at)

    def answered(self, answer: Answer, pause: timedelta, at: datetime) -> WageTransfer:
        """The channel has taken it, refused it, or said nothing. Said twice, it counts once."""
        if self.status not in (TransferStatus.BEING_SENT, TransferStatus.UNANSWERED):
            return self
        match answer:
            case Accepted(reference):
                taken = TransferTaken(
                    at=at, transfer=self.id, employer=self.employer, total=self.total,
                    reference=reference,
                )  # fmt: skip
                return self.after(
                    taken, status=TransferStatus.TAKEN, reference=reference, ask_at=None
                )
            case Refused(reason):
                refused = TransferNotTaken(at=at, transfer=self.id, reason=reason)
                return self.after(refused, status=TransferStatus.NOT_TAKEN, ask_at=None)
            case Unknown():
                silent = TransferUnanswered(at=at, transfer=self.id)
                return self.after(silent, status=TransferStatus.UNANSWERED, ask_at=at + pause)
            case _:
                assert_never(answer)

    def replied(self, reply: BankReply, at: datetime) -> WageTransfer:
        """The bank has answered for one record. The same answer again changes nothing."""
        line = self.line(reply.record)
        if line.reply is not None:
            same = line.reply.paid == reply.paid
            require(same, "record_answered_before", record=reply.record)
            return self
        self.must_be(TransferStatus.TAKEN)
        code = "reference" if reply.paid else "reason"
        said = reply.reference if reply.paid else reply.reason
        require(said.strip(), "text_missing", field=code)
        lines = tuple(
            evolve(each, reply=reply) if each.number == line.number else each for each in self.lines
        )
        event = BankReplied(
            at=at, transfer=self.id, wage=line.wage, paid=reply.paid, reason=reply.reason
        )
        over = all(each.reply is not None for each in lines)
        status = TransferStatus.ANSWERED if over else self.status
        return self.after(event, lines=lines, status=status)

    def line(self, record: str) -> TransferLine:
        """The line of this record."""
        found = next((each for each in self.lines if each.record == record.zfill(6)), None)
        if found is None:
            raise RuleBroken("record_unknown", found=record, needed=len(self.lines))
        return found

    def parties(self) -> frozenset[Party]:
        return frozenset({employer(self.employer)})

    def claims(self) -> frozenset[Claim]:
        return frozenset({Claim("salary_file_name", self.file_name)})

    def moments(self) -> frozenset[Moment]:
        asked = self.ask_at
        return frozenset({Moment("transfer_unanswered", asked)} if asked is not None else ())

    def rows(self) -> tuple[Row, ...]:
        return (
            WageTransferRow(
                key=self.id, employer=self.employer, month=self.month, form=self.form,
                status=self.status, total=self.total, records=len(self.lines),
                ordered_at=self.ordered_at,
            ),
        )  # fmt: skip
