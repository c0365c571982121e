"""`maawin law diff`: which figures differ between two days, or two laws, and for whom."""

from __future__ import annotations

from datetime import date
from pathlib import Path
from typing import Any

import click

from . import options
from .options import reformed_by, words
from .tables import Row, told


@click.command()
@click.argument("one")
@click.argument("other")
@options.FORMAT
@options.LANGUAGE
def diff(one: str, other: str, form: str, lang: str) -> None:
    """Compare two days (`2020-01-01 2022-01-01`), or two laws (`QATAR reform.toml`)."""
    from maawin_core.law.difference import between_days, between_laws
    from maawin_core.law.qatar import QATAR

    days = [_day(each) for each in (one, other)]
    if days[0] is not None and days[1] is not None:
        found = between_days(QATAR, *sorted(day for day in days if day is not None))
    elif days == [None, None]:
        found = between_laws(_law(one), _law(other))
    else:
        raise click.UsageError("Compare two days, or two laws, not a day with a law.")
    if not found and form == "text":
        click.echo(words(lang)["table.no_difference"])
        return
    told(_rows(found, lang), form, lang)


def _rows(found: Any, lang: str) -> list[Row]:
    from maawin_core.law.answer import label_of
    from maawin_core.law.reading import READINGS
    from maawin_core.testing.boundaries import rules_by_figure

    uses = rules_by_figure()
    return [
        _reading_row(each, lang)
        if each.code in READINGS
        else {
            "figure": f"{each.code} {each.country}".strip(),
            "meaning": label_of(each.code)[lang],
            "from": each.from_day.isoformat(),
            "was": _value(each.was, lang),
            "becomes": _value(each.becomes, lang),
            "rule": list(uses.get(each.code, ())),
            "whom": _whom(uses.get(each.code, ()), each.from_day, lang),
        }
        for each in found
    ]


def _reading_row(each: Any, lang: str) -> Row:
    """A reading that a law has chosen: until somebody chooses, the first choice is the law."""
    from maawin_core.law.reading import READINGS
    from maawin_core.rulebook import RULES
    from maawin_core.testing.boundaries import readings_of

    default = READINGS[each.code].default
    day = each.from_day.isoformat()
    return {
        "figure": each.code,
        "meaning": words(lang)[f"reading.{each.code}"],
        "from": day,
        "was": default if each.was is None else each.was.value,
        "becomes": default if each.becomes is None else each.becomes.value,
        "rule": [rule for rule in RULES if each.code in readings_of(rule)],
        "whom": words(lang)["whom.reading"].format(day=day),
    }


def _whom(rules: tuple[str, ...], day: date, lang: str) -> str:
    said = {words(lang)[f"whom.{rule}"].format(day=day.isoformat()) for rule in rules}
    return "; ".join(sorted(said))


def _value(since: Any, lang: str) -> str:
    from maawin_core.law.answer import value_written
    from maawin_core.law.sheet import exact_of

    if since is None:
        return str(words(lang)["table.nothing"])
    unit, exact = exact_of(since.value)
    return str(value_written(exact, unit))


def _day(written: str) -> date | None:
    try:
        return date.fromisoformat(written)
    except ValueError:
        return None


def _law(written: str) -> Any:
    from maawin_core.law.qatar import QATAR

    if written.upper() == "QATAR":
        return QATAR
    file = Path(written)
    if not file.is_file():
        raise click.BadParameter(f"{written!r} is no day, no file, and not QATAR")
    return reformed_by(file)
