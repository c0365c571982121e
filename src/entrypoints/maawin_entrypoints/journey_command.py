"""`maawin journey`: one complete story through the real use cases, told step by step."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import click
from dependency_injector import providers

from maawin_adapters.clocks import StoppedClock
from maawin_core.kernel.calendar import DOHA
from maawin_core.kernel.entry import Account
from maawin_core.kernel.money import Money
from maawin_core.law.kept import record_shown
from maawin_core.testing.story import (
    Played,
    Player,
    StoryWrong,
    read_story,
    sheets_of,
    state_of,
)
from maawin_core.words.catalogue import LANGUAGES, refusal_sentence, sentence, word

from .container import USE_CASES, Container, deliverer, in_memory
from .shown import shown
from .wiring import wired

DEFAULT = "examples/abroad.toml"


def player(container: Container) -> Player:
    """A player over a container; its clock stands still until the story moves it."""
    clock = StoppedClock()
    container.clock.override(providers.Object(clock))
    use_cases = {name: container.providers[name]() for name in USE_CASES}
    return Player(use_cases, clock, deliverer(container), container.outbox())


@click.command()
@click.argument("story", type=click.Path(exists=True, dir_okay=False), default=DEFAULT)
@click.option("--lang", type=click.Choice(sorted(LANGUAGES)), default="en", show_default=True)
@click.option("--keep", is_flag=True, help="Play it into the configured database, not in memory.")
def journey(story: str, lang: str, keep: bool) -> None:
    """Play STORY (a TOML file that you may edit) and tell who did what, the state, each sheet with
    its articles, and the balanced books whenever money has moved."""
    container = wired() if keep else in_memory()
    try:
        read = read_story(Path(story).read_text(encoding="utf-8"), story)
        click.echo(read.title)
        sheets: set[str] = set()
        stood: dict[Account, Money] = {}
        for played in player(container).play(read):
            click.echo("\n".join(told(played, lang, sheets)))
            for line in moved(container, stood, lang):
                click.echo(line)
    except StoryWrong as wrong:
        raise click.ClickException("\n".join(broken(wrong, lang))) from wrong
    click.echo("\n".join(books(container, lang)))


def told(played: Played, language: str, seen: set[str]) -> Iterator[str]:
    """One step, as a person reads it. A sheet that was *seen* before is not shown again."""
    at = played.at.astimezone(DOHA).strftime("%Y-%m-%d %H:%M")
    act = word("act", played.does, language)
    state = state_of(played.made)
    became = f" → {word('word', state, language)}" if state else ""
    yield f"\n{played.number:3}. {at}  {played.who}: {act}{became}"
    if played.note:
        yield f"     {played.note}"
    if played.refusal is not None:
        refusal = played.refusal
        yield f"     ✗ {refusal_sentence(refusal.code, language, refusal.facts)}"
    yield from (f"     • {line}" for line in shown(played.made, language))
    new = [sheet for sheet in sheets_of(played.made) if sheet not in seen]
    seen.update(new)
    for sheet in new:
        yield "\n".join(f"     │ {line}" for line in record_shown(sheet, language).splitlines())


def broken(wrong: StoryWrong, language: str) -> Iterator[str]:
    """Where the story breaks, and what the refusal says that nobody expected."""
    yield str(wrong)
    if wrong.refusal is not None:
        yield f"  ✗ {refusal_sentence(wrong.refusal.code, language, wrong.refusal.facts)}"


def moved(container: Container, stood: dict[Account, Money], language: str) -> Iterator[str]:
    """What stands now on each account on which something else *stood* before, and the sum."""
    now = dict(accounts(container))
    changed = {account: each for account, each in now.items() if stood.get(account) != each}
    stood.update(now)
    for account, balance in changed.items():
        yield f"     ¤ {_line(account, balance, language)}"
    if changed:
        yield from (f"     ¤ {line}" for line in _sums(container))


def books(container: Container, language: str) -> Iterator[str]:
    """Every account that is not empty, and their sum."""
    yield "\n" + sentence("journey.books", language, {})
    for account, balance in accounts(container):
        if balance:
            yield f"  {_line(account, balance, language)}"
    yield from (f"  {line}" for line in _sums(container))


def accounts(container: Container) -> Iterator[tuple[Account, Money]]:
    """Every account, page by page."""
    after = None
    while True:
        page = container.books().balances(after=after, limit=200)
        yield from page.items
        after = page.next
        if after is None:
            return


def _line(account: Account, balance: Money, language: str) -> str:
    name = word("account", account.name, language)
    return f"{name:40} {account.of[:13]:14} {balance!s:>18}"


def _sums(container: Container) -> Iterator[str]:
    for currency, left in sorted(container.books().sums().items()):
        yield f"Σ {currency}: {left}"
