"""The ways to pay that a payer may choose between (M9)."""

from __future__ import annotations

from enum import StrEnum


class PaymentMethod(StrEnum):
    """How a payer pays: what a provider may take, and what providers are chosen by."""

    CARD = "card"
    DEBIT = "debit"  # a national debit card, through the central bank's own network
    WALLET = "wallet"  # a purse in a telephone
    BANK_TRANSFER = "bank_transfer"  # a transfer from an account
