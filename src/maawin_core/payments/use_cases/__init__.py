"""The fee is paid, released, and given back; an office's own money comes and goes (M9)."""

from .checking import CheckBooks
from .giving_back import (
    GiveBackFee,
    GiveBackOpenRefunds,
    LookUpRefund,
    NameRefundAccount,
    NoteRefundReturned,
)
from .office_money import (
    DepositGuarantee,
    PayIntoBalance,
    PayOutBalance,
    ReadOfficeStatement,
    SettleOfficeMoney,
)
from .paying import (
    AskFee,
    DropFee,
    PayFee,
    SettleOpenPayment,
    ShowWaysToPay,
    payment_of,
)
from .reconciling import Reconcile, Reconciliation
from .releasing import ReleaseFee, ReleaseRetention
from .webhooks import ProcessWebhook, ReceiveWebhook

__all__ = [
    "AskFee",
    "CheckBooks",
    "DepositGuarantee",
    "DropFee",
    "GiveBackFee",
    "GiveBackOpenRefunds",
    "LookUpRefund",
    "NameRefundAccount",
    "NoteRefundReturned",
    "PayFee",
    "PayIntoBalance",
    "PayOutBalance",
    "ProcessWebhook",
    "ReadOfficeStatement",
    "ReceiveWebhook",
    "Reconcile",
    "Reconciliation",
    "ReleaseFee",
    "ReleaseRetention",
    "SettleOfficeMoney",
    "SettleOpenPayment",
    "ShowWaysToPay",
    "payment_of",
]
