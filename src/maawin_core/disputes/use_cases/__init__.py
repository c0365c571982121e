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
from .refunds import (
    BlockForRefund,
    CoverRefund,
    CoverRefundsOf,
    NoteAwardReduced,
    NoteRefundGiven,
    NoteRefundSentBack,
    ReopenRefund,
    WatchRefund,
)
from .ruling import DecideLeftOverFee, DecideSlice

__all__ = [
    "AppealDispute",
    "BlockForRefund",
    "CoverRefund",
    "CoverRefundsOf",
    "DecideDispute",
    "DecideLeftOverFee",
    "DecideSlice",
    "Findings",
    "MoveDisputeOn",
    "NoteAwardReduced",
    "NoteRefundGiven",
    "NoteRefundSentBack",
    "OpenDispute",
    "ReleaseUndisputedFee",
    "ReopenRefund",
    "SettleDispute",
    "StateCase",
    "WatchRefund",
    "WithdrawDispute",
    "claim_of",
    "placement_of",
]
