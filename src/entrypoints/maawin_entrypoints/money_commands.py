"""`maawin money`: what was paid, owed and given back, and its papers."""

from __future__ import annotations

import click

from .receipt_commands import receipt, refund_letter


@click.group()
def money() -> None:
    """Look after the money: its papers."""


money.add_command(receipt)
money.add_command(refund_letter)
