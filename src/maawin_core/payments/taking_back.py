"""What an appeal takes back of an award (M10): it is owed no more, or it has to come back."""

from __future__ import annotations

from datetime import datetime
from typing import TypeVar

from ..kernel.identity import AwardId, PaymentId
from ..kernel.money import Money, smaller
from .awards import Award, CoverSource, HeldEnd, replaced
from .fee import Fee
from .refund_events import AwardRecalled, AwardReduced, AwardSentBack

F = TypeVar("F", bound=Fee)


def taken_back(fee: F, award: AwardId, part: Money, at: datetime) -> F:
    """*part* of an award was never owed. What a provider has given, or may be giving now, has to
    come back from the employer; the rest is not owed any more."""
    known = fee.award(award)
    part = smaller(part, known.standing)
    if not part:
        return fee
    if known.is_moving:
        event = AwardRecalled(at=at, payment=PaymentId(fee.id), award=award, amount=part)
        return fee.after(event, awards=replaced(fee.awards, known.recalled(part)))
    return _reduced(fee, known, part, at)


def recalled_and_not_given(fee: F, award: AwardId, at: datetime) -> F:
    """What was to come back of an award that came to nothing: it need not be given first."""
    known = fee.award(award)
    if known.back is None or known.is_moving:
        return fee
    return _reduced(fee, known, known.back, at)


def sent_back(fee: F, award: AwardId, at: datetime) -> F:
    """The office has what was to come back of an award. Said twice, it counts once."""
    known = fee.award(award)
    if known.back is None:
        return fee
    event = AwardSentBack(at=at, payment=PaymentId(fee.id), award=award, amount=known.back)
    return fee.after(event, awards=replaced(fee.awards, known.sent_back()))


def _reduced(fee: F, known: Award, part: Money, at: datetime) -> F:
    never_released = fee.released is None
    relieved = smaller(known.owed, part)
    returned = () if never_released else _returned(fee, known, part - relieved)
    event = AwardReduced(
        at=at, payment=PaymentId(fee.id), award=known.id, office=fee.office, amount=part,
        turn=f"{known.amount.minor} {known.tries}", aside=never_released, relieved=relieved,
        returned=returned,
    )  # fmt: skip
    awards = replaced(fee.awards, known.reduced(part, relieved))
    if never_released:
        questioned = fee.questioned + part
        return fee.after(event, awards=awards, in_question=questioned, held_end=HeldEnd.SPLIT)
    kept = fee.kept_back
    for source, money in returned:
        kept = kept + money if source is CoverSource.RETENTION else kept
    return fee.after(event, awards=awards, retained=kept or None)


def _returned(fee: Fee, known: Award, part: Money) -> tuple[tuple[CoverSource, Money], ...]:
    # Nothing is kept for a guarantee that is over: what was kept for it is the office's by then.
    over = fee.guarantee_until is None
    return tuple(
        (CoverSource.BALANCE if over and source is CoverSource.RETENTION else source, money)
        for source, money in known.put_back(part)
    )
