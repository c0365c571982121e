"""Receipts are issued once money has moved, and shown to those whose money it was."""

from .issuing import IssueFeeReceipt, IssueRefundLetter
from .showing import ListReceipts, ShowReceipt

__all__ = ["IssueFeeReceipt", "IssueRefundLetter", "ListReceipts", "ShowReceipt"]
