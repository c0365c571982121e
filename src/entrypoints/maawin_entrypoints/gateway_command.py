"""`maawin gateway`: the kit of payment providers, on anyone's class."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path
from tempfile import TemporaryDirectory

import click

from .cli import say_fault

CARDS = ("good_card", "bad_card", "late_card", "silent_card", "good_account", "bad_account")
DEFAULTS = {"good_card": "tok_ok", "bad_card": "tok_refused"}

THEIR_GATEWAY = """
import pytest
from maawin_core.testing.payment_gateway import PaymentGatewayContract
from {module} import {name} as Gateway
{hooks}

class TestGateway(Hooks, PaymentGatewayContract):
{cards}
    @pytest.fixture
    def gateway(self):
        return Gateway()
"""

RUN = ["-m", "pytest", "-q", "-rfEs", "--tb=short", "-p", "no:cacheprovider"]

NOT_THERE = 3  # how the question whether a class is there ends, when it is not

WIDE = "180"  # so that the reason of each failure stands in its line


@click.group()
def gateway() -> None:
    """Check a payment provider."""


@gateway.command()
@click.argument("dotted_name", metavar="DOTTED.NAME")
@click.option("--good-card", help="A token that is charged: tok_ok, if neither says.")
@click.option("--bad-card", help="One that is refused: tok_refused, if neither says.")
@click.option("--late-card", help="One that is charged, and whose answer is lost.")
@click.option("--silent-card", help="One that is never answered, and not charged.")
@click.option("--good-account", help="An account that takes a payout.")
@click.option("--bad-account", help="An account that refuses one.")
@click.option(
    "--hooks", metavar="DOTTED.NAME", help="A class with what reaches into your provider."
)
def check(dotted_name: str, hooks: str | None, **cards: str | None) -> None:
    """Hold the class DOTTED.NAME, made without arguments, to every promise of the port.

    The class of --hooks has any of the attributes and methods of `PaymentSubject`: test cards,
    what the payer does on a page, which events were sent, how an answer is lost.
    """
    module, name = _parts(dotted_name)
    _must_be_there(dotted_name)
    imported = "class Hooks:\n    pass"
    if hooks is not None:
        their_module, their_name = _parts(hooks)
        _must_be_there(hooks)
        imported = f"from {their_module} import {their_name} as Hooks"
    given = {each: card for each, card in cards.items() if card is not None}
    known = {**DEFAULTS, **given} if hooks is None else given
    said = "".join(f"    {each} = {card!r}\n" for each, card in known.items())
    written = THEIR_GATEWAY.format(module=module, name=name, hooks=imported, cards=said)
    with TemporaryDirectory() as folder:
        test = Path(folder, "test_gateway.py")
        test.write_text(written, "utf-8")
        ran = subprocess.run(
            [sys.executable, *RUN, f"--rootdir={folder}", str(test)],
            env=_seeing_this_folder(),
            check=False,
        )
    raise SystemExit(ran.returncode)


def _must_be_there(dotted_name: str) -> None:
    module, name = _parts(dotted_name)
    asked = f"import importlib, sys; m = importlib.import_module({module!r}); sys.exit("
    asked += f"0 if hasattr(m, {name!r}) else {NOT_THERE})"
    ran = subprocess.run(
        [sys.executable, "-c", asked], env=_seeing_this_folder(), check=False, capture_output=True,
        text=True,
    )  # fmt: skip
    missing = ran.returncode == NOT_THERE or "ModuleNotFoundError" in ran.stderr
    if missing:
        say_fault("class_not_there", found=dotted_name)
        raise SystemExit(2)


def _seeing_this_folder() -> dict[str, str]:
    path = os.pathsep.join([os.getcwd(), os.environ.get("PYTHONPATH", "")])
    return {"COLUMNS": WIDE, **os.environ, "PYTHONPATH": path}


def _parts(dotted_name: str) -> tuple[str, str]:
    module, _, name = dotted_name.rpartition(".")
    if not all(part.isidentifier() for part in dotted_name.split(".")) or not module:
        raise click.BadParameter(f"{dotted_name} is not the dotted name of a class in a module")
    return module, name
