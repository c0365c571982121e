"""`maawin money`: statements, the check of all books, reconciliation, and papers."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime
from pathlib import Path
from uuid import UUID

import click

from maawin_core.books import posting
from maawin_core.books.use_cases import ReadBooks
from maawin_core.kernel.calendar import DOHA
from maawin_core.kernel.entry import Account, StatementLine
from maawin_core.kernel.parties import SYSTEM
from maawin_core.offices.office import Office
from maawin_core.payments.fee_payment import FeePayment
from maawin_core.payments.reconciling import Case
from maawin_core.payments.settlement_file import BadRow
from maawin_core.payments.use_cases import Reconciliation
from maawin_core.words.catalogue import LANGUAGES, refusal_sentence, sentence, word

from .database import must_be_todays
from .import_command import OPERATOR, text_of
from .receipt_commands import receipt, refund_letter
from .wiring import wired

language = click.option(
    "--lang", type=click.Choice(sorted(LANGUAGES)), default="en", show_default=True
)


@click.group()
def money() -> None:
    """Statements, the check of all books, reconciliation with a provider, and papers."""


money.add_command(receipt)
money.add_command(refund_letter)


@money.command()
@click.option("--office", type=click.UUID, help="Its balance and its guarantee deposit.")
@click.option("--payment", type=click.UUID, help="Every account of one fee.")
@click.option("--account", help="One account: NAME/OF, as `held/…` or `clearing/sandbox`.")
@click.option("--currency", default="QAR", show_default=True)
@click.option("--limit", default=50, show_default=True, help="Lines on a page of one account.")
@click.option("--after", help="Go on where the last page of --account ended.")
@language
def statement(
    office: UUID | None,
    payment: UUID | None,
    account: str | None,
    currency: str,
    limit: int,
    after: str | None,
    lang: str,
) -> None:
    """What happened to an account, oldest first: when it happened, when it was recorded, how much,
    and what stood there afterwards."""
    chosen = [each for each in (office, payment, account) if each is not None]
    if len(chosen) != 1:
        raise click.UsageError("Name one of --office, --payment and --account.")
    if after is not None and account is None:
        raise click.UsageError("--after goes on with one --account.")
    container = wired()
    must_be_todays(container)
    if office is not None:
        container.storage().get(Office, office)
    if payment is not None:
        container.storage().get(FeePayment, payment)
    read = container.read_books()
    for each in _accounts(office, payment, account):
        for line in _statement(read, each, currency, after, limit, lang):
            click.echo(line)


def _accounts(office: UUID | None, payment: UUID | None, account: str | None) -> list[Account]:
    if office is not None:
        return [posting.office_balance(office), posting.guarantee_deposit(office)]
    if payment is not None:
        of_fee = (posting.held, posting.disputed, posting.retention, posting.refund_owed)
        return [account_of(payment) for account_of in of_fee]
    name, _, of = (account or "").partition("/")
    return [Account(name, of)]


def _statement(
    read: ReadBooks, account: Account, currency: str, after: str | None, limit: int, lang: str
) -> Iterator[str]:
    page = read.statement(OPERATOR, account, currency, after=after, limit=limit)
    named = f"{word('account', account.name, lang)} {account.of}"
    yield sentence("money.statement", lang, {"account": named, "currency": currency})
    if not page.items:
        yield f"  {sentence('money.statement_empty', lang, {})}"
    yield from (f"  {_line(line, lang)}" for line in page.items)
    if page.next is not None:
        yield f"  --account {account} --after {page.next}"


def _line(line: StatementLine, lang: str) -> str:
    times = (_time(line.posted.happened_at), _time(line.posted.recorded_at))
    code = word("entry", line.posted.entry.code, lang)
    moved = f"{line.amount!s:>18} {line.balance!s:>18}"
    return f"{' '.join(times)} {moved}  {code} {line.posted.entry.about}"


def _time(at: datetime) -> str:
    return at.astimezone(DOHA).strftime("%Y-%m-%d %H:%M")


@money.command()
@language
def check(lang: str) -> None:
    """Look at every entry, every balance and every fee of the database, in one pass. While others
    write, what they write meanwhile may be named: repeat it then.

    Exit code 1 when something is wrong; each violation is named, with what to do next.
    """
    container = wired()
    must_be_todays(container)
    found = 0
    for violation in container.check_books()(SYSTEM):
        found += 1
        facts = {"about": violation.about, **violation.facts}
        click.echo(sentence(f"violation.{violation.code}", lang, facts))
    if found:
        click.echo(sentence("money.violations", lang, {"found": found}), err=True)
        raise click.exceptions.Exit(1)
    click.echo(sentence("money.sound", lang, {}))


@money.command()
@click.argument("file", required=False, type=click.Path(exists=True, dir_okay=False))
@click.option("--provider", required=True, help="Whose settlement it is.")
@click.option("--day", type=click.DateTime(["%Y-%m-%d"]), help="Of the provider's own list.")
@language
def reconcile(file: str | None, provider: str, day: datetime | None, lang: str) -> None:
    """Hold a provider's settlement against the books: a CSV FILE, or its own list of a --day.

    Exit code 1 when something differs; each difference is a case, with what to do next.
    """
    container = wired()
    must_be_todays(container)
    csv = "" if file is None else text_of(Path(file))
    asked = day.date() if day else None
    found = container.reconcile()(OPERATOR, provider, csv=csv, day=asked)
    for line in told(found, lang):
        click.echo(line)
    if not found.agrees:
        raise click.exceptions.Exit(1)


def told(found: Reconciliation, lang: str) -> Iterator[str]:
    """A reconciliation as a person reads it."""
    yield from (_bad(each, lang) for each in found.bad)
    yield from (case_told(each, found.provider, lang) for each in found.cases)
    counted = {"matched": found.matched, "cases": len(found.cases), "bad": len(found.bad)}
    yield sentence("money.agrees", lang, {"provider": found.provider, **counted})


def case_told(case: Case, provider: str, lang: str) -> str:
    """One difference with its next step."""
    facts = {
        "provider": provider, "movement": case.movement, "reference": case.reference,
        "day": case.day, "listed": case.listed, "booked": case.booked,
    }  # fmt: skip
    about = "" if case.about is None else f" [{case.about}]"
    return sentence(f"difference.{case.difference.value}", lang, facts) + about


def _bad(row: BadRow, lang: str) -> str:
    facts = {"column": row.column, "found": row.found}
    return f"{row.line}: {refusal_sentence(row.code, lang, facts)}"
