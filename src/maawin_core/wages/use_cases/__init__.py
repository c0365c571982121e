"""Wages, story by story (M11): opened, paid, sent, answered by banks, doubted."""

from .accounts import SetWageAccount
from .contesting import ContestWage, SettleWageDoubt
from .deducting import ContestDeduction, DeductFromWage, SettleDeductionDoubt
from .months import FindLateWage, OpenNextWage, OpenWages
from .paying import RecordWagePayment, SignWageReceipt
from .transferring import RecordBankReplies, SendTransferAgain, ShowTransferFile, TransferWages

__all__ = [
    "ContestDeduction", "ContestWage", "DeductFromWage", "FindLateWage", "OpenNextWage",
    "OpenWages", "RecordBankReplies", "RecordWagePayment", "SendTransferAgain",
    "SetWageAccount", "SettleDeductionDoubt", "SettleWageDoubt", "ShowTransferFile",
    "SignWageReceipt", "TransferWages",
]  # fmt: skip
