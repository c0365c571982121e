"""Receipts are issued once money has moved, and shown to those whose money it was."""

from .issuing import IssueFeeReceipt as IssueFeeReceipt
from .issuing import IssueRefundLetter as IssueRefundLetter
from .showing import ShowReceipt as ShowReceipt
