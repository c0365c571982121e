"""`maawin gateway`: the kit of payment providers, on anyone's class."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path
from tempfile import TemporaryDirectory

import click

CARDS = ("good_card", "bad_card", "late_card", "silent_card", "good_account", "bad_account")

THEIR_GATEWAY = """
import pytest
from maawin_core.testing.payment_gateway import PaymentGatewayContract
from {module} import {name} as Gateway

class TestGateway(PaymentGatewayContract):
{cards}
    @pytest.fixture
    def gateway(self):
        return Gateway()
"""

RUN = ["-m", "pytest", "-q", "-rfEs", "--tb=short", "-p", "no:cacheprovider"]


@click.group()
def gateway() -> None:
    """Check a payment provider."""


@gateway.command()
@click.argument("dotted_name", metavar="DOTTED.NAME")
@click.option("--good-card", default="tok_ok", show_default=True, help="A token that is charged.")
@click.option("--bad-card", default="tok_refused", show_default=True, help="One that is refused.")
@click.option("--late-card", help="One that is charged, and whose answer is lost.")
@click.option("--silent-card", help="One that is never answered, and not charged.")
@click.option("--good-account", help="An account that takes a payout.")
@click.option("--bad-account", help="An account that refuses one.")
def check(dotted_name: str, **cards: str | None) -> None:
    """Hold the class DOTTED.NAME, made without arguments, to every promise of the port."""
    module, _, name = dotted_name.rpartition(".")
    if not all(part.isidentifier() for part in dotted_name.split(".")) or not module:
        raise click.BadParameter(f"{dotted_name} is not the dotted name of a class in a module")
    said = "".join(f"    {each} = {cards[each]!r}\n" for each in CARDS)
    with TemporaryDirectory() as folder:
        test = Path(folder, "test_gateway.py")
        test.write_text(THEIR_GATEWAY.format(module=module, name=name, cards=said), "utf-8")
        path = os.pathsep.join([os.getcwd(), os.environ.get("PYTHONPATH", "")])
        ran = subprocess.run(
            [sys.executable, *RUN, f"--rootdir={folder}", str(test)],
            env={**os.environ, "PYTHONPATH": path},
            check=False,
        )
    raise SystemExit(ran.returncode)
