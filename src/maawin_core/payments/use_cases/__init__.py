"""The fee is paid, released, and given back; an office's own money comes and goes (M9)."""

from .giving_back import (
    GiveBackFee,
    GiveBackOpenRefunds,
    LookUpRefund,
    NameRefundAccount,
    NoteRefundReturned,
)
from .office_money import DepositGuarantee, PayIntoBalance, PayOutBalance, SettleOfficeMoney
from .paying import AskFee, DropFee, PayFee, SettleOpenPayment, payment_of
from .releasing import ReleaseFee, ReleaseRetention

__all__ = [
    "AskFee",
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
    "ReleaseFee",
    "ReleaseRetention",
    "SettleOfficeMoney",
    "SettleOpenPayment",
    "payment_of",
]
