"""Which way money moves through a provider: what a call, or a line of a settlement, is about."""

from __future__ import annotations

from enum import StrEnum


class Movement(StrEnum):
    """What a call, an event or a line of a settlement is about."""

    CHARGE = "charge"
    REFUND = "refund"
    PAYOUT = "payout"
    BOUNCE = "bounce"  # a refund or payout that came back
