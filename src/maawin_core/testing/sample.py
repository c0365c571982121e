"""Real things of the journey, as the kits put them into a storage (M16)."""

from __future__ import annotations

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, date, datetime, timedelta
from threading import Barrier
from typing import TypeVar
from uuid import UUID

from ..access.sign_in import SignIn
from ..disputes.refund_obligation import RefundObligation
from ..kernel.answer import Accepted
from ..kernel.errors import Refusal
from ..kernel.identity import (
    AttemptId,
    AwardId,
    ContractId,
    DisputeId,
    EmployerId,
    Identity,
    OfficeId,
    PaymentId,
    RequestId,
    new_id,
)
from ..kernel.money import Money
from ..kernel.parties import MINISTRY, Actor, Party, Role, office
from ..notices.notice import Notice
from ..payments.fee_payment import Award, FeePayment

NOW = datetime(2026, 1, 5, 6, 0, tzinfo=UTC)
OFFICER = Actor(UUID(int=7), Role.OFFICER, MINISTRY)
OFFICE = OfficeId(UUID(int=11))
EMPLOYER = EmployerId(UUID(int=12))
PARTY = office(OFFICE)
WHO = Identity(
    name="Maria Santos", name_ar="ماريا سانتوس", born=date(1995, 2, 3), passport="P1234567A"
)
FEE = Money("14000.00")

T = TypeVar("T")


def a_notice(party: Party = PARTY, *, code: str = "fee_asked", at: datetime = NOW) -> Notice:
    """A notice in the inbox of a party."""
    return Notice.kept(
        new_id(), party=party, code=code, thing="fee_payment", about=new_id(), facts={}, at=at
    )


def a_sign_in(token: str = "", *, who: Identity = WHO, until: date | None = None) -> SignIn:
    """A way in: it claims its token, and holds a person's names and numbers."""
    return SignIn.given(
        new_id(), who=who, role=Role.OFFICE_STAFF, party=office(OFFICE),
        token=token or str(new_id()), at=NOW, until=until,
    )  # fmt: skip


def a_fee(
    *, fee: Money = FEE, contract: UUID | None = None, due: datetime = NOW + timedelta(days=3)
) -> FeePayment:
    """A fee that is due: it has an obligation, a moment, a claim and a row."""
    return FeePayment.asked(
        new_id(), contract=ContractId(contract or new_id()), request=RequestId(new_id()),
        office=OFFICE, employer=EMPLOYER, fee=fee, due=due, at=NOW,
    )  # fmt: skip


def paid(fee: FeePayment, attempt: UUID | None = None) -> FeePayment:
    """The fee after somebody has paid it; *attempt* names the movement of money."""
    name = AttemptId(attempt or new_id())
    return fee.being_paid(name, "sandbox", NOW).answered(name, Accepted(f"charge-{name}"), NOW)


def an_award(amount: Money) -> Award:
    """Part of a fee that is owed back."""
    return Award(AwardId(new_id()), amount)


def a_refund(*, due: datetime = NOW + timedelta(days=14)) -> RefundObligation:
    """A refund that an office owes."""
    return RefundObligation.owed(
        AwardId(new_id()), dispute=DisputeId(new_id()), payment=PaymentId(new_id()),
        request=RequestId(new_id()), office=OFFICE, employer=EMPLOYER, amount=Money("900.00"),
        held=Money(0), due=due, at=NOW,
    )  # fmt: skip


def together(count: int, act: Callable[[int], T]) -> list[T | Refusal]:
    """What came of so many threads that did it at the same moment: the result, or the refusal."""
    start = Barrier(count)

    def one(number: int) -> T | Refusal:
        start.wait()
        try:
            return act(number)
        except Refusal as refusal:
            return refusal

    with ThreadPoolExecutor(count) as threads:
        return list(threads.map(one, range(count)))


def elsewhere(act: Callable[[], T]) -> T:
    """What came of it in another thread, while this one has a transaction open."""
    with ThreadPoolExecutor(1) as thread:
        return thread.submit(act).result(30)
