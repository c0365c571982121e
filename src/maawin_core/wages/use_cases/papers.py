"""What goes to a wage channel (M11): made from the accounts each time, and kept nowhere here."""

from __future__ import annotations

from datetime import datetime

from attrs import evolve

from ...kernel.calendar import civil_day
from ...kernel.errors import RuleBroken, require
from ...kernel.identity import new_id
from ...kernel.parties import Party, employer, worker
from ...placements.placement import Placement
from ...ports.storage import Work
from ...ports.wage_channel import WageFile
from ..banks import version_token
from ..salary_file import Payee, Payer, SalaryFile
from ..salary_file_reader import read_salary_file
from ..slip import slip_of
from ..transfer_evidence import transfer_evidence
from ..wage_account import WageAccount, account_id
from ..wage_month import WageMonth
from ..wage_transfer import TransferForm, TransferLine, WageTransfer


def transfer_of(work: Work, owed: list[WageMonth], at: datetime) -> WageTransfer:
    """A transfer of all that is owed for these wages: of one employer, for one month."""
    require(owed, "nothing_to_transfer")
    first = owed[0]
    alike = all((each.employer, each.month) == (first.employer, first.month) for each in owed)
    require(alike, "wages_of_one_month", month=f"{first.month:%Y-%m}")
    require(all(each.owed for each in owed), "nothing_owed", month=f"{first.month:%Y-%m}")
    account = account_of(work, employer(first.employer))
    by_file = account.by_file(civil_day(at))
    id = new_id()
    transfer = WageTransfer(
        id=id,
        employer=first.employer,
        month=first.month,
        form=TransferForm.SALARY_FILE if by_file else TransferForm.EVIDENCE,
        file_name=f"WTE_{id}.json",
        ordered_at=at,
        lines=tuple(
            TransferLine(
                number=number,
                wage=wage.id,
                placement=wage.placement,
                worker=wage.worker,
                slip=slip_of(wage),
            )
            for number, wage in enumerate(owed, 1)
        ),
    )
    return evolve(transfer, file_name=salary_file(work, transfer).name) if by_file else transfer


def paper_of(work: Work, transfer: WageTransfer) -> WageFile:
    """What goes to the channel, made from the accounts: no name is kept in a transfer."""
    if transfer.form is TransferForm.SALARY_FILE:
        return WageFile(transfer.file_name, salary_file(work, transfer).text)
    records = [(payee_of(work, line), line.slip) for line in transfer.lines]
    payer = payer_of(work, transfer)
    text = transfer_evidence(payer, transfer.month, transfer.ordered_at, records)
    return WageFile(transfer.file_name, text)


def salary_file(work: Work, transfer: WageTransfer) -> SalaryFile:
    """The salary file of a transfer."""
    payer = payer_of(work, transfer)
    return SalaryFile(
        payer=payer,
        month=transfer.month,
        created_at=transfer.ordered_at,
        version=version_token(payer.bank, civil_day(transfer.ordered_at)),
        records=tuple((payee_of(work, line), line.slip) for line in transfer.lines),
    )


def must_be_sound(transfer: WageTransfer, file: WageFile) -> None:
    """Refuse a salary file that the strict reader would not take, naming the first fault."""
    if transfer.form is not TransferForm.SALARY_FILE:
        return
    for fault in read_salary_file(file.name, file.text).faults:
        raise RuleBroken(
            "salary_file_faulty", line=fault.line, column=fault.column, fault=fault.code
        )


def account_of(work: Work, party: Party) -> WageAccount:
    """The account of a party; refused by name where it has not been set."""
    held = work.find(WageAccount, account_id(party))
    if held is None:
        raise RuleBroken("wage_account_missing", party=party.kind)
    return held


def payer_of(work: Work, transfer: WageTransfer) -> Payer:
    """Who pays: a household's employer is a natural person, and pays by his own number."""
    account = account_of(work, employer(transfer.employer))
    holder = account.holder
    return Payer(eid=account.eid, qid=holder.qid, bank=account.bank, iban=holder.iban)


def payee_of(work: Work, line: TransferLine) -> Payee:
    """Whom a line pays. A worker whose residence is not ready yet is named by her visa."""
    account = account_of(work, worker(line.worker))
    visa = work.get(Placement, line.placement).visa
    return Payee(
        name=account.holder.name,
        qid=account.holder.qid,
        visa="" if visa is None else visa.reference,
        bank=account.bank,
        account=account.holder.iban,
    )
