"""What a provider says that it moved: the lines of a settlement."""

from __future__ import annotations

from datetime import datetime
from enum import StrEnum
from uuid import UUID

from attrs import frozen

from .money import Money


class Movement(StrEnum):
    """What a call, an event or a line of a settlement is about."""

    CHARGE = "charge"
    REFUND = "refund"
    PAYOUT = "payout"
    BOUNCE = "bounce"  # a refund or payout that came back


@frozen(kw_only=True)
class SettlementLine:
    """One movement as the provider counted it: *amount* was moved, and it kept *kept* of it."""

    reference: str
    movement: Movement
    amount: Money
    kept: Money
    call: UUID | None  # None: money that moved without the platform
    at: datetime
