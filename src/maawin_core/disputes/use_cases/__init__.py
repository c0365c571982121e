"""What can be done about a dispute, and a refund that drives itself (M10)."""

from .deciding import DecideDispute, Findings, claim_of, placement_of
from .fallen import ReleaseUndisputedFee
from .hearing import (
    AppealDispute,
    MoveDisputeOn,
    OpenDispute,
    SettleDispute,
    StateCase,
    WithdrawDispute,
)
from .refunds import NoteRefundGiven, WatchRefund

__all__ = [
    "AppealDispute",
    "DecideDispute",
    "Findings",
    "MoveDisputeOn",
    "NoteRefundGiven",
    "OpenDispute",
    "ReleaseUndisputedFee",
    "SettleDispute",
    "StateCase",
    "WatchRefund",
    "WithdrawDispute",
    "claim_of",
    "placement_of",
]
