"""What can happen to a refund that is owed (M10), from its first day to its last."""

from __future__ import annotations

from datetime import datetime

from attrs import frozen

from ..kernel.aggregate import Event
from ..kernel.identity import AwardId, OfficeId, PaymentId
from ..kernel.money import Money


@frozen(kw_only=True)
class RefundOwed(Event):
    """An office owes an employer a refund."""

    refund: AwardId
    payment: PaymentId
    amount: Money


@frozen(kw_only=True)
class RefundReminded(Event):
    """Whoever owes it has been told that the day is near."""

    refund: AwardId


@frozen(kw_only=True)
class RefundOverdue(Event):
    """The day has passed; the Ministry has been told."""

    refund: AwardId


@frozen(kw_only=True)
class DepositCalled(Event):
    """The office has not covered it for so long that its guarantee deposit is drawn on."""

    refund: AwardId
    office: OfficeId


@frozen(kw_only=True)
class RefundBacked(Event):
    """The money for it is there: what is left is to give it."""

    refund: AwardId
    payment: PaymentId
    office: OfficeId


@frozen(kw_only=True)
class RefundReopened(Event):
    """The employer's bank has sent it back: it is owed again, and its clock runs on."""

    refund: AwardId
    payment: PaymentId
    due: datetime


@frozen(kw_only=True)
class RefundGiven(Event):
    """The employer has the money."""

    refund: AwardId
    amount: Money
    in_time: bool


@frozen(kw_only=True)
class RefundReduced(Event):
    """An appeal has taken part of it back before it was given; *amount* is left."""

    refund: AwardId
    amount: Money


@frozen(kw_only=True)
class RefundRecalled(Event):
    """An appeal has taken *amount* of it back, and the employer has it, or may have it soon: he
    gives it back to the office by *due*."""

    refund: AwardId
    amount: Money
    due: datetime


@frozen(kw_only=True)
class RefundSentBack(Event):
    """The office has back what the appeal took back."""

    refund: AwardId
    amount: Money


@frozen(kw_only=True)
class ReturnOverdue(Event):
    """The day has passed by which the employer had to give it back; the Ministry has been told."""

    refund: AwardId
    amount: Money
