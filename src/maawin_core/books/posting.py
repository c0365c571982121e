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


# wages


def wage_in(employer: UUID) -> Account:
    """The other side of what an employer has paid in wages; below nothing by just that."""
    return Account("wage_in", str(employer))


def wage_on_the_way(transfer: UUID) -> Account:
    """Wages that a bank has taken and not yet answered for."""
    return Account("wage_on_the_way", str(transfer))


def wage_out(worker: UUID) -> Account:
    """Wages that a worker has received."""
    return Account("wage_out", str(worker))


def wage_in_doubt(wage: UUID) -> Account:
    """Wages that a worker says she did not receive, until it is found."""
    return Account("wage_in_doubt", str(wage))


def wages_sent(transfer: UUID, employer: UUID, amount: Money) -> Entry:
    """The bank has taken the file: the wages are on their way."""
    key = uuid5(transfer, "sent")
    way = wage_on_the_way(transfer)
    return move(key, "wages_sent", transfer, amount, out_of=wage_in(employer), to=way)


def wage_paid(wage: UUID, payment: UUID, amount: Money, source: Account, worker: UUID) -> Entry:
    """A wage has reached the worker, from the employer or out of a transfer."""
    key = uuid5(payment, "paid")
    return move(key, "wage_paid", wage, amount, out_of=source, to=wage_out(worker))


def wage_returned(wage: UUID, transfer: UUID, amount: Money, employer: UUID) -> Entry:
    """The bank could not pay a wage: it is the employer's to pay again."""
    key = uuid5(transfer, f"returned {wage}")
    way = wage_on_the_way(transfer)
    return move(key, "wage_returned", wage, amount, out_of=way, to=wage_in(employer))


def wage_doubted(wage: UUID, payment: UUID, amount: Money, worker: UUID) -> Entry:
    """The worker says that she did not receive a wage."""
    key = uuid5(payment, "doubted")
    doubt = wage_in_doubt(wage)
    return move(key, "wage_doubted", wage, amount, out_of=wage_out(worker), to=doubt)


def wage_doubt_settled(wage: UUID, payment: UUID, amount: Money, to: Account) -> Entry:
    """It was found whether she received it: it is hers, or the employer's to pay again."""
    key = uuid5(payment, "doubt settled")
    return move(key, "wage_doubt_settled", wage, amount, out_of=wage_in_doubt(wage), to=to)


# end of service


def dues_in(employer: UUID) -> Account:
    """The other side of what an employer has paid at the end of a service."""
    return Account("dues_in", str(employer))


def dues_out(worker: UUID) -> Account:
    """What a worker has received at the end of a service, beside her wages."""
    return Account("dues_out", str(worker))


def dues_deposit(settlement: UUID) -> Account:
    """What is deposited with the Department after a worker's death (Law 15/2017 Art. 10)."""
    return Account("dues_deposit", str(settlement))


def dues_paid(settlement: UUID, amount: Money, employer: UUID, to: Account) -> Entry:
    """The dues of a service were paid, or deposited."""
    key = uuid5(settlement, "paid")
    return move(key, "dues_paid", settlement, amount, out_of=dues_in(employer), to=to)
