"""Posting rules: the double entry that payments, refunds and wages share.

What an account shows is what the platform holds there for somebody; a provider's clearing account
shows the other side, so that all balances sum to nothing.
"""

from __future__ import annotations

from uuid import UUID, uuid5

from ..kernel.entry import Account, Entry, move
from ..kernel.money import Money


def clearing(provider: str) -> Account:
    """The other side of what a provider has taken for us, and has not yet given back."""
    return Account("clearing", provider)


def held(payment: UUID) -> Account:
    """A fee that is nobody's yet: the worker has not been handed over."""
    return Account("held", str(payment))


def office_balance(office: UUID) -> Account:
    """What stands to an office's credit on the platform. Below nothing: what it owes."""
    return Account("office", str(office))


def refund_owed(payment: UUID) -> Account:
    """What an employer has been awarded and not yet been given."""
    return Account("refund_owed", str(payment))


def fee_taken(payment: UUID, attempt: UUID, fee: Money, provider: str) -> Entry:
    """The provider took the fee; it is held."""
    return move(attempt, "fee_taken", payment, fee, out_of=clearing(provider), to=held(payment))


def fee_released(payment: UUID, office: UUID, amount: Money) -> Entry:
    """The held fee becomes the office's."""
    key = uuid5(payment, "release")
    return move(
        key, "fee_released", payment, amount, out_of=held(payment), to=office_balance(office)
    )


def refund_awarded(payment: UUID, award: UUID, amount: Money, source: Account) -> Entry:
    """Part of the fee is the employer's again, and waits to be given."""
    key = uuid5(award, "awarded")
    return move(key, "refund_awarded", payment, amount, out_of=source, to=refund_owed(payment))


def refund_given(payment: UUID, award: UUID, amount: Money, provider: str) -> Entry:
    """The provider gave it back."""
    key = uuid5(award, "given")
    return move(
        key, "refund_given", payment, amount, out_of=refund_owed(payment), to=clearing(provider)
    )
