"""Posting rules: the double entry that payments, refunds and wages share.

What an account shows is what the platform holds there for somebody; a provider's clearing account
shows the other side, so that all balances sum to nothing.
"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from uuid import UUID, uuid5

from ..kernel.entry import Account, Entry, move, spread
from ..kernel.money import Money, total


def clearing(provider: str) -> Account:
    """The other side of what a provider has taken for us, and has not yet given back."""
    return Account("clearing", provider)


def held(payment: UUID) -> Account:
    """A fee that is nobody's yet: the worker has not been handed over."""
    return Account("held", str(payment))


def office_balance(office: UUID) -> Account:
    """What stands to an office's credit on the platform. Below nothing: what it owes."""
    return Account("office", str(office))


def office_debt(award: UUID) -> Account:
    """What an office has to give back and has not covered: below nothing by just that."""
    return Account("office_debt", str(award))


def retention(payment: UUID) -> Account:
    """The office's part of a fee that is kept while the guarantee could ask for it."""
    return Account("retention", str(payment))


def guarantee_deposit(office: UUID) -> Account:
    """What an office has deposited for its guarantees."""
    return Account("guarantee", str(office))


def disputed(payment: UUID) -> Account:
    """The slice of a fee that no decision has given to either side yet (A-17)."""
    return Account("disputed", str(payment))


def refund_owed(payment: UUID) -> Account:
    """What an employer has been awarded and not yet been given."""
    return Account("refund_owed", str(payment))


def paying_out(payout: UUID) -> Account:
    """What is on its way from an office's balance to its bank."""
    return Account("paying_out", str(payout))


def resolution_of(payment: UUID) -> UUID:
    """The one name under which a held fee leaves `held`, whatever becomes of it: so just once."""
    return uuid5(payment, "held resolved")


def fee_taken(
    payment: UUID,
    attempt: UUID,
    fee: Money,
    provider: str,
    reference: str = "",
    happened_at: datetime | None = None,
) -> Entry:
    """The provider took the fee; it is held."""
    return move(
        attempt, "fee_taken", payment, fee, out_of=clearing(provider), to=held(payment),
        happened_at=happened_at, reference=reference,
    )  # fmt: skip


def fee_released(payment: UUID, office: UUID, amount: Money, retained: Money) -> Entry:
    """The held fee becomes the office's; *retained* of it stays while the guarantee could ask."""
    legs = {
        held(payment): -amount,
        office_balance(office): amount - retained,
        retention(payment): retained,
    }
    return spread(resolution_of(payment), "fee_released", payment, legs)


def retention_released(payment: UUID, office: UUID, amount: Money) -> Entry:
    """The guarantee is over: what was kept for it is the office's."""
    key = uuid5(payment, "retention released")
    to = office_balance(office)
    return move(key, "retention_released", payment, amount, out_of=retention(payment), to=to)


def held_split(payment: UUID, amount: Money, rest: Money) -> Entry:
    """A decision about a held fee: *amount* is the employer's, the *rest* waits for finality."""
    legs = {
        held(payment): -(amount + rest),
        refund_owed(payment): amount,
        disputed(payment): rest,
    }
    return spread(resolution_of(payment), "refund_awarded", payment, legs)


def refund_awarded(payment: UUID, award: UUID, amount: Money, aside: Money, taken: Money) -> Entry:
    """Part of a released fee is the employer's again, and *aside* is in question.

    *taken* of it was in question already; the rest the office owes, until it is covered.
    """
    legs = {
        refund_owed(payment): amount,
        disputed(payment): aside - taken,
        office_debt(award): taken - amount - aside,
    }
    return spread(uuid5(award, "awarded"), "refund_awarded", payment, legs)


def award_set_aside(payment: UUID, award: UUID, amount: Money, turn: str) -> Entry:
    """An appeal took back an award out of a fee that was never released: it is in question."""
    key = uuid5(award, f"reduced {turn}")
    owed = refund_owed(payment)
    return move(key, "award_reduced", payment, amount, out_of=owed, to=disputed(payment))


def award_reduced(
    payment: UUID,
    award: UUID,
    amount: Money,
    turn: str,
    relieved: Money,
    returned: Mapping[Account, Money],
) -> Entry:
    """An appeal took back an award: what was not covered is owed no more, the rest goes back."""
    legs = {refund_owed(payment): -amount, office_debt(award): relieved, **returned}
    return spread(uuid5(award, f"reduced {turn}"), "award_reduced", payment, legs)


def refund_covered(payment: UUID, award: UUID, amount: Money, source: Account, turn: int) -> Entry:
    """Money of the office is put to what it was told to give back; the *turn*-th time."""
    key = uuid5(award, f"covered {turn}")
    return move(key, "refund_covered", payment, amount, out_of=source, to=office_debt(award))


def slice_returned(
    payment: UUID, key: UUID, office: UUID, amount: Money, debts: Mapping[UUID, Money]
) -> Entry:
    """What was in question is the office's: its *debts* for it fall away, the rest is paid."""
    back = amount - total(debts.values(), amount.currency)
    legs = {
        disputed(payment): -amount,
        office_balance(office): back,
        **{office_debt(award): debt for award, debt in debts.items()},
    }
    return spread(key, "slice_returned", payment, legs)


def given_key(award: UUID, turn: int) -> UUID:
    """The name of the entry by which an award was given back, after so many returns."""
    return uuid5(award, f"given {turn}" if turn else "given")


def refund_given(
    payment: UUID, award: UUID, amount: Money, provider: str, reference: str = "", turn: int = 0
) -> Entry:
    """The provider gave it back; *turn* counts how often it had come back before."""
    return move(
        given_key(award, turn), "refund_given", payment, amount,
        out_of=refund_owed(payment), to=clearing(provider), reference=reference,
    )  # fmt: skip


# an office's own money


def paid_in(payin: UUID, amount: Money, provider: str, reference: str, to: Account) -> Entry:
    """An office paid into its balance, or its guarantee deposit."""
    return move(
        payin, "paid_in", payin, amount, out_of=clearing(provider), to=to, reference=reference
    )


def payout_started(payout: UUID, office: UUID, amount: Money) -> Entry:
    """Part of an office's balance is on its way to its bank."""
    key = uuid5(payout, "started")
    to = paying_out(payout)
    return move(key, "payout_started", payout, amount, out_of=office_balance(office), to=to)


def payout_done(payout: UUID, amount: Money, provider: str, reference: str) -> Entry:
    """It is with the office's bank."""
    key = uuid5(payout, "done")
    return move(
        key, "payout_done", payout, amount,
        out_of=paying_out(payout), to=clearing(provider), reference=reference,
    )  # fmt: skip


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
