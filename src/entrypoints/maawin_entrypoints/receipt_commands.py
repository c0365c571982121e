"""`maawin money receipt` and `maawin money refund-letter`: the papers of money that has moved."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any, TypeVar
from uuid import UUID

import click

from maawin_core.disputes.refund_obligation import RefundObligation
from maawin_core.kernel.aggregate import Claim
from maawin_core.kernel.errors import NotFound
from maawin_core.kernel.identity import AwardId, PaymentId
from maawin_core.kernel.parties import SYSTEM
from maawin_core.payments.fee_payment import FeePayment
from maawin_core.receipts.receipt import Receipt
from maawin_core.words.catalogue import DEFAULT, LANGUAGES

from .cli import say_fault
from .container import Container
from .wiring import wired

C = TypeVar("C", bound=Callable[..., Any])


def _options(command: C) -> C:
    lang = click.option("--lang", type=click.Choice(sorted(LANGUAGES)), default=DEFAULT)
    pdf = click.option(
        "--pdf", type=click.Path(dir_okay=False, path_type=Path), help="Write a print here."
    )
    return lang(pdf(command))


@click.command()
@click.argument("id_or_number", metavar="ID")
@_options
def receipt(id_or_number: str, lang: str, pdf: Path | None) -> None:
    """The receipt of a fee: ID is its payment's id, or its number, as FR-2026-000001."""
    container = wired()
    payment = _numbered(container, id_or_number) or _id(id_or_number)
    issued = container.issue_fee_receipt()(SYSTEM, PaymentId(payment))
    _show(container, issued.id, lang, pdf)


@click.command("refund-letter")
@click.argument("id_or_number", metavar="ID")
@_options
def refund_letter(id_or_number: str, lang: str, pdf: Path | None) -> None:
    """The letter of a refund: ID is its number, as RL-2026-000001, or the refund's id for the last
    time that it was given."""
    container = wired()
    letter = _numbered(container, id_or_number) or _last_letter(container, _id(id_or_number))
    _show(container, letter, lang, pdf)


def _last_letter(container: Container, award: UUID) -> UUID:
    storage = container.storage()
    owed = storage.get(RefundObligation, award)
    known = storage.get(FeePayment, owed.payment).award(AwardId(award))
    turn = known.tries if known.given is not None else max(known.tries - 1, 0)
    letter: Receipt = container.issue_refund_letter()(SYSTEM, owed.payment, known.id, turn)
    return letter.id


def _numbered(container: Container, number: str) -> UUID | None:
    holder = container.storage().holder(Claim("receipt_number", number.upper()))
    return holder[1] if holder else None


def _id(written: str) -> UUID:
    try:
        return UUID(written)
    except ValueError:
        raise NotFound("not_found", thing="receipt", id=written) from None


def _show(container: Container, receipt: UUID, language: str, pdf: Path | None) -> None:
    show = container.show_receipt()
    if pdf is None:
        click.echo(show(SYSTEM, receipt, language).text())
        return
    printed = show.pdf(SYSTEM, receipt, language)
    try:
        pdf.write_bytes(printed)
    except OSError:
        say_fault("place_unwritable", found=pdf)
        raise click.exceptions.Exit(1) from None
