"""Wages on their way to a bank, and salary files, over HTTP (M11)."""

from __future__ import annotations

from datetime import date
from typing import Any
from uuid import UUID

from litestar import Controller, Request, get, post
from litestar.di import NamedDependency
from litestar.params import FromPath, FromQuery, JSONBody

from maawin_core.access.use_cases import Browse, LookAt, only
from maawin_core.kernel.aggregate import Version
from maawin_core.kernel.parties import Actor
from maawin_core.wages.salary_file_reader import Finding, read_salary_file
from maawin_core.wages.use_cases import (
    RecordBankReplies,
    SendTransferAgain,
    ShowTransferFile,
    TransferWages,
)
from maawin_core.wages.wage_transfer import (
    BankReply,
    TransferForm,
    TransferLine,
    TransferStatus,
    WageTransfer,
    WageTransferRow,
)
from maawin_core.words.catalogue import word

from .problems import language_of
from .wire import Body, MoneyWire, PageView, View, browsed, row_view


class TransferBody(Body):
    """The wages of one month that go to the bank together."""

    wages: list[UUID]


class ReplyBody(Body):
    """The bank's answer for one record of a file."""

    record: str
    paid: bool
    on: date
    reference: str = ""
    reason: str = ""
    evidence: str = ""


class RepliesBody(Body):
    """The bank's answers."""

    replies: list[ReplyBody]


class SalaryFileBody(Body):
    """A salary file to be read as strictly as a bank reads it."""

    name: str
    text: str


class TransferLineView(View):
    """One record of a transfer, and what the bank said of it."""

    record: str
    wage: UUID
    worker: UUID
    net: MoneyWire
    paid: bool | None
    reference: str
    reason: str

    @classmethod
    def of(cls, line: TransferLine) -> TransferLineView:
        """The line as it travels."""
        reply = line.reply
        return cls(
            record=line.record,
            wage=line.wage,
            worker=line.worker,
            net=MoneyWire.of(line.slip.net),
            paid=None if reply is None else reply.paid,
            reference="" if reply is None else reply.reference,
            reason="" if reply is None else reply.reason,
        )


class TransferView(View):
    """A transfer of wages."""

    id: UUID
    version: int
    employer: UUID
    month: str
    form: TransferForm
    status: TransferStatus
    file_name: str
    reference: str
    total: MoneyWire
    lines: list[TransferLineView]

    @classmethod
    def of(cls, transfer: WageTransfer) -> TransferView:
        """The transfer as it travels: without the names in its file."""
        return cls(
            id=transfer.id,
            version=transfer.version,
            employer=transfer.employer,
            month=f"{transfer.month:%Y-%m}",
            form=transfer.form,
            status=transfer.status,
            file_name=transfer.file_name,
            reference=transfer.reference,
            total=MoneyWire.of(transfer.total),
            lines=[TransferLineView.of(each) for each in transfer.lines],
        )


class TransferFileView(View):
    """The file that goes to the bank."""

    name: str
    text: str


class FileFindingView(View):
    """What is wrong, or doubtful, at a line of a salary file, in a column."""

    line: int
    column: str
    code: str
    text: str

    @classmethod
    def of(cls, finding: Finding, language: str) -> FileFindingView:
        """The finding as it travels, in the reader's language."""
        text = word("fault", finding.code, language)
        return cls(line=finding.line, column=finding.column, code=finding.code, text=text)


class SalaryFileView(View):
    """What the strict reader made of a salary file."""

    sound: bool
    records: int
    total: MoneyWire
    faults: list[FileFindingView]
    warnings: list[FileFindingView]


class WageTransfers(Controller):
    """Wages on their way to a bank."""

    path = "/wage-transfers"
    tags = ["Wages"]

    @get("/", sync_to_thread=True)
    def browse_transfers(
        self,
        actor: NamedDependency[Actor],
        browse: NamedDependency[Browse],
        status: FromQuery[TransferStatus | None] = None,
        after: FromQuery[str | None] = None,
        limit: FromQuery[int] = 50,
    ) -> PageView[row_view(WageTransferRow)]:  # type: ignore[valid-type]
        """Transfers that the caller may see, oldest first."""
        return browsed(
            browse, actor, WageTransferRow,
            conditions=only(status=status), order=("ordered_at",),
            after=after, limit=limit,
        )  # fmt: skip

    @post("/", sync_to_thread=True)
    def transfer_wages(
        self,
        data: JSONBody[TransferBody],
        actor: NamedDependency[Actor],
        transfer_wages: NamedDependency[TransferWages],
    ) -> TransferView:
        """Send what is owed for a month, to one worker or to several."""
        return TransferView.of(transfer_wages(actor, tuple(data.wages)))

    @get("/{transfer_id:uuid}", sync_to_thread=True)
    def look_at_transfer(
        self,
        transfer_id: FromPath[UUID],
        actor: NamedDependency[Actor],
        look_at: NamedDependency[LookAt],
    ) -> TransferView:
        """One transfer, with the bank's answers."""
        return TransferView.of(look_at(actor, WageTransfer, transfer_id))

    @get("/{transfer_id:uuid}/file", sync_to_thread=True)
    def show_transfer_file(
        self,
        transfer_id: FromPath[UUID],
        actor: NamedDependency[Actor],
        show_transfer_file: NamedDependency[ShowTransferFile],
    ) -> TransferFileView:
        """The salary file, or the evidence, as it goes to the bank."""
        file = show_transfer_file(actor, transfer_id)
        return TransferFileView(name=file.name, text=file.text)

    @post("/{transfer_id:uuid}/send-again", status_code=200, sync_to_thread=True)
    def send_transfer_again(
        self,
        transfer_id: FromPath[UUID],
        actor: NamedDependency[Actor],
        seen: NamedDependency[Version | None],
        send_transfer_again: NamedDependency[SendTransferAgain],
    ) -> TransferView:
        """Give the bank a transfer that it has not taken; the bank knows it by its name."""
        return TransferView.of(send_transfer_again(actor, transfer_id, seen=seen))

    @post("/{transfer_id:uuid}/replies", status_code=200, sync_to_thread=True)
    def record_bank_replies(
        self,
        transfer_id: FromPath[UUID],
        data: JSONBody[RepliesBody],
        actor: NamedDependency[Actor],
        seen: NamedDependency[Version | None],
        record_bank_replies: NamedDependency[RecordBankReplies],
    ) -> TransferView:
        """Record what the bank said, record by record."""
        replies = tuple(
            BankReply(
                record=each.record,
                paid=each.paid,
                on=each.on,
                reference=each.reference,
                reason=each.reason,
                evidence=each.evidence,
            )
            for each in data.replies
        )
        return TransferView.of(record_bank_replies(actor, transfer_id, replies, seen=seen))


class SalaryFiles(Controller):
    """Reading any salary file, ours or another's, as strictly as a bank."""

    path = "/salary-files"
    tags = ["Wages"]

    @post("/check", status_code=200, sync_to_thread=True)
    def check_salary_file(
        self,
        request: Request[Any, Any, Any],
        data: JSONBody[SalaryFileBody],
        actor: NamedDependency[Actor],
    ) -> SalaryFileView:
        """Every fault and doubt of a salary file, by line and column. Nothing is kept."""
        language = language_of(request)
        read = read_salary_file(data.name, data.text)
        return SalaryFileView(
            sound=not read.faults,
            records=len(read.records),
            total=MoneyWire.of(read.total),
            faults=[FileFindingView.of(each, language) for each in read.faults],
            warnings=[FileFindingView.of(each, language) for each in read.warnings],
        )
