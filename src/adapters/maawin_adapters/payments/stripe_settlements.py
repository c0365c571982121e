"""What Stripe's balance says of a day, movement by movement."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import UTC, datetime
from uuid import UUID

from maawin_core.kernel.money import Money
from maawin_core.ports.payment_gateway import Movement, SettlementLine, SettlementPage

from .stripe_answers import CALL, Made

#: What else moves on the account (Stripe's payouts to the merchant, its own fees) is between the
#: two of them.
MOVEMENTS = {
    "charge": Movement.CHARGE,
    "payment": Movement.CHARGE,
    "refund": Movement.REFUND,
    "payment_refund": Movement.REFUND,
    "refund_failure": Movement.BOUNCE,
}

LINES_A_PAGE = 100


def lines_of(balance: Iterable[Made]) -> list[SettlementLine]:
    """The movements of the platform's money, oldest first."""
    in_order = sorted(balance, key=lambda each: (each["created"], each["id"]))
    return [line for each in in_order if (line := _line(each)) is not None]


def page_of(lines: list[SettlementLine], after: str) -> SettlementPage:
    """The page that begins after so many lines of a day: no line is ever added before another."""
    start = int(after or 0)
    end = start + LINES_A_PAGE
    return SettlementPage(tuple(lines[start:end]), str(end) if end < len(lines) else "")


def _line(moved: Made) -> SettlementLine | None:
    source = moved["source"] or {}
    movement = MOVEMENTS.get(moved["type"]) or _by_a_bank(moved)
    if movement is None:
        return None
    # A payer's bank takes in her currency; the account may count in another.
    shown = source if "amount" in source and "currency" in source else moved
    call = (source.get("metadata") or {}).get(CALL)
    of_charge = movement is Movement.CHARGE and source.get("payment_intent")
    return SettlementLine(
        reference=of_charge or source.get("id") or moved["id"],
        movement=movement,
        amount=_money(abs(shown["amount"]), shown["currency"]),
        kept=_money(moved["fee"], moved["currency"]),
        call=UUID(call) if call else None,
        at=datetime.fromtimestamp(moved["created"], UTC),
    )


def _by_a_bank(moved: Made) -> Movement | None:
    """What a card's bank takes back in a dispute, and gives again: no call of ours asked for it."""
    if moved["type"] != "adjustment":
        return None
    return Movement.REFUND if moved["amount"] < 0 else Movement.BOUNCE


def _money(minor: int, currency: str) -> Money:
    return Money.of_minor(minor, currency.upper())
