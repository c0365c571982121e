"""What travels about wages (M11): what an employer and a worker send, and what they get."""

from __future__ import annotations

from datetime import date
from uuid import UUID

from maawin_core.wages.deduction import Deduction
from maawin_core.wages.events import Standing, WageStatus
from maawin_core.wages.wage_account import WageAccount
from maawin_core.wages.wage_due import DeductionKind, Holder, Means
from maawin_core.wages.wage_month import WageMonth
from maawin_core.wages.wage_parts import Payment

from .wire import Body, MoneyWire, View


class DeductionBody(Body):
    """What the employer keeps back, and why."""

    kind: DeductionKind
    amount: MoneyWire
    note: str
    evidence: str = ""


class WagePaymentBody(Body):
    """What the employer says he paid: in cash, or by his own bank with reference and evidence."""

    amount: MoneyWire
    on: date
    means: Means
    account_holder: Holder = Holder.WORKER
    reference: str = ""
    evidence: str = ""


class FindingBody(Body):
    """Whether the worker received a payment, and how that is known."""

    received: bool
    reason: str


class DeductionFindingBody(Body):
    """Whether a deduction is right, and how that is known."""

    right: bool
    reason: str


class WageAccountBody(Body):
    """By which account a party's wages go; *eid* and *file_from* are an employer's."""

    name: str
    iban: str
    qid: str = ""
    eid: str = ""
    file_from: date | None = None


class DeductionView(View):
    """What is kept back, and whether it takes anything off."""

    id: UUID
    kind: DeductionKind
    amount: MoneyWire
    note: str
    evidence: str
    standing: Standing
    counts: bool
    finding: str

    @classmethod
    def of(cls, deduction: Deduction, wage: UUID) -> DeductionView:
        """The deduction as it travels."""
        return cls(
            id=deduction.name_in(wage),
            kind=deduction.kind,
            amount=MoneyWire.of(deduction.amount),
            note=deduction.note,
            evidence=deduction.evidence,
            standing=deduction.standing,
            counts=deduction.counts,
            finding=deduction.finding,
        )


class WagePaymentView(View):
    """A payment, and whether it counts."""

    id: UUID
    on: date
    amount: MoneyWire
    means: Means
    account_holder: Holder
    receipt_signed: bool
    reference: str
    evidence: str
    standing: Standing
    counts: bool
    finding: str

    @classmethod
    def of(cls, payment: Payment) -> WagePaymentView:
        """The payment as it travels."""
        return cls(
            id=payment.id,
            on=payment.on,
            amount=MoneyWire.of(payment.amount),
            means=payment.means,
            account_holder=payment.account_holder,
            receipt_signed=payment.receipt_signed,
            reference=payment.reference,
            evidence=payment.evidence,
            standing=payment.standing,
            counts=payment.counts,
            finding=payment.finding,
        )


class WageView(View):
    """A month's wage, whole."""

    id: UUID
    version: int
    placement: UUID
    employer: UUID
    worker: UUID
    month: str
    wage: MoneyWire
    due: MoneyWire
    paid: MoneyWire
    owed: MoneyWire
    last_day_to_pay: date
    status: WageStatus
    late: bool
    transfer: UUID | None
    deductions: list[DeductionView]
    payments: list[WagePaymentView]

    @classmethod
    def of(cls, wage: WageMonth) -> WageView:
        """The wage as it travels."""
        way = wage.on_its_way
        return cls(
            id=wage.id,
            version=wage.version,
            placement=wage.placement,
            employer=wage.employer,
            worker=wage.worker,
            month=f"{wage.month:%Y-%m}",
            wage=MoneyWire.of(wage.wage.total),
            due=MoneyWire.of(wage.due),
            paid=MoneyWire.of(wage.paid),
            owed=MoneyWire.of(wage.owed),
            last_day_to_pay=wage.last_day_to_pay,
            status=wage.status,
            late=wage.late,
            transfer=None if way is None else way.transfer,
            deductions=[DeductionView.of(each, wage.id) for each in wage.deductions],
            payments=[WagePaymentView.of(each) for each in wage.payments],
        )


class WageAccountView(View):
    """An account for wages; of its number the last four signs."""

    id: UUID
    version: int
    bank: str
    iban_ends: str
    eid: str
    file_from: date | None

    @classmethod
    def of(cls, account: WageAccount) -> WageAccountView:
        """The account as it travels, to whom it belongs."""
        return cls(
            id=account.id,
            version=account.version,
            bank=account.bank,
            iban_ends=account.holder.iban[-4:],
            eid=account.eid,
            file_from=account.file_from,
        )
