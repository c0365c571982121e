"""What the commands of the law have in common: days, languages, readings, and which law."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from datetime import date, datetime
from pathlib import Path
from typing import Any, TypeVar

import click

F = TypeVar("F", bound=Callable[..., Any])

LANGUAGE = click.option("--lang", type=click.Choice(["en", "ar"]), default="en")
FORMAT = click.option("--format", "form", type=click.Choice(["text", "json"]), default="text")
JSON_FIRST = click.option("--format", "form", type=click.Choice(["json", "text"]), default="json")
#: Facts and records, a line each: a file, or `-` for standard input.
LINES = click.argument(
    "file", default="-", type=click.Path(exists=True, dir_okay=False, allow_dash=True)
)
FILE = click.Path(exists=True, dir_okay=False, path_type=Path)

#: Some editors begin a file with it; it says nothing in UTF-8.
_BYTE_ORDER_MARK = "\ufeff"


class _Day(click.ParamType[date]):
    name = "YYYY-MM-DD"

    def convert(self, value: Any, param: click.Parameter | None, ctx: click.Context | None) -> date:
        if isinstance(value, date):
            return value
        try:
            return datetime.strptime(value, "%Y-%m-%d").date()  # noqa: DTZ007
        except ValueError:
            self.fail(f"{value!r} is not a day: write YYYY-MM-DD.", param, ctx)


DAY = _Day()

KNOWN_ON = click.option("--known-on", type=DAY, help="The law as far as it was known on that day.")
REFORM = click.option("--reform", type=FILE, help="A what-if: figures amended by a TOML file.")
READINGS = click.option("--reading", "readings", multiple=True, metavar="A-16=started_months")


def the_law(reform: Path | None, known_on: date | None = None) -> Any:
    """The law of Qatar, as a reform would have it, as far as it was known on some day."""
    from maawin_core.law.qatar import QATAR

    law = QATAR if reform is None else reformed_by(reform)
    return law.as_known_on(known_on) if known_on else law


def reformed_by(file: Path) -> Any:
    """The law of Qatar as the reform in a file would have it."""
    from maawin_core.kernel.errors import RuleBroken
    from maawin_core.law.qatar import QATAR
    from maawin_core.law.reform import reformed
    from maawin_core.words.catalogue import refusal_sentence

    try:
        return reformed(QATAR, file.read_text(encoding="utf-8"))
    except RuleBroken as bad:
        told = refusal_sentence(bad.code, _language_asked(), bad.facts)
        raise click.BadParameter(f"{file}: {told}", param_hint="reform") from None
    except UnicodeDecodeError:
        raise click.BadParameter(f"{file} is not UTF-8 text", param_hint="reform") from None


def _language_asked() -> str:
    """The language of the command that is running, where it has one."""
    return str(click.get_current_context().params.get("lang") or "en")


def the_rule(name: str) -> Any:
    """The rule of this name."""
    from maawin_core.rulebook import RULES

    if name not in RULES:
        raise click.BadParameter(
            f"no rule is called {name!r}; there are {', '.join(RULES)}", param_hint="RULE"
        )
    return RULES[name]


def chosen(written: tuple[str, ...]) -> dict[str, str]:
    """The readings that were chosen: `A-16=started_months`."""
    from maawin_core.law.reading import UnknownReading, checked

    found: dict[str, str] = {}
    for each in written:
        id, sign, choice = each.replace(":", "=", 1).partition("=")
        if not sign:
            raise click.BadParameter(f"{each!r}: write A-16=started_months", param_hint="--reading")
        if found.setdefault(id, choice) != choice:
            raise click.BadParameter(f"{id} is chosen twice: keep one", param_hint="--reading")
    try:
        return checked(found)
    except UnknownReading as bad:
        raise click.BadParameter(
            f"{bad.facts['found']!r} is not known; see `maawin law readings`",
            param_hint="--reading",
        ) from None


def lines_of(file: str) -> Iterator[str]:
    """Lines that say something, one at a time: a file of any size streams."""
    with click.open_file(file, encoding="utf-8", errors="surrogateescape") as stream:
        for number, line in enumerate(stream):
            said = line if number else line.removeprefix(_BYTE_ORDER_MARK)
            if said.strip():
                yield said


def words(language: str) -> Any:
    """Every word of a language."""
    from maawin_core.words.catalogue import LANGUAGES

    return LANGUAGES[language]
