"""`maawin law test` and `coverage`: cases as lawyers write them."""

from __future__ import annotations

import json
import sys
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Any

import click

from . import options
from .options import the_law
from .tables import Row, told

PATHS = click.argument(
    "paths", nargs=-1, required=True, type=click.Path(exists=True, path_type=Path)
)


@click.command()
@PATHS
@options.REFORM
@options.FORMAT
@options.LANGUAGE
def test(paths: tuple[Path, ...], reform: Path | None, form: str, lang: str) -> None:
    """Run cases from TOML and CSV files, or every such file in a folder. Exit 1 on a difference.

    A case that differs is printed line by line, with the whole sheet.
    """
    from maawin_core.testing.legal_cases import differences, sheet_of

    law = the_law(reform)
    cases, faults = _read(paths)
    if not cases and not faults:
        faults = [f"no .toml or .csv file in {', '.join(map(str, paths))}: nothing was tested"]
    failed: list[Row] = [{"case": fault} for fault in faults]
    for case in cases:
        found = differences(case, law)
        if found:
            told_by = {"differences": list(map(str, found)), "sheet": sheet_of(case, law, lang)}
            failed.append({"case": f"{case.file}:{case.line}: {case.name}", **told_by})
    if form == "json":
        click.echo(json.dumps({"cases": len(cases), "failed": failed}, ensure_ascii=False))
    else:
        for each in failed:
            click.echo("\n".join(each.get("differences", [each["case"]])))
            click.echo(each.get("sheet", ""))
        click.echo(f"{len(cases)} cases, {len(failed)} failed")
    sys.exit(1 if failed else 0)


@click.command()
@PATHS
@options.REFORM
@options.FORMAT
@options.LANGUAGE
def coverage(paths: tuple[Path, ...], reform: Path | None, form: str, lang: str) -> None:
    """Article, figures, rules and cases side by side. Exit 1 if an article has no case."""
    from maawin_core.testing.legal_coverage import coverage as covered_by

    cases, faults = _read(paths)
    for fault in faults:
        click.echo(fault, err=True)
    found = covered_by(cases, the_law(reform))
    rows: list[Row] = [
        {
            "article": each.article,
            "figure": list(each.figures),
            "rule": list(each.rules),
            "cases": each.cases,
        }
        for each in found
    ]
    told(rows, form, lang)
    without = [each.article for each in found if not each.cases]
    if without:
        click.echo(f"without a case: {'; '.join(without)}", err=True)
    sys.exit(1 if without or faults else 0)


def _read(paths: Iterable[Path]) -> tuple[list[Any], list[str]]:
    """The cases of these files, and what is wrong with files that cannot be read."""
    from maawin_core.testing.legal_cases import BadCaseFile, read_cases

    cases: list[Any] = []
    faults: list[str] = []
    for path in _case_files(paths):
        try:
            cases += read_cases(path.read_text(encoding="utf-8"), str(path))
        except BadCaseFile as bad:
            faults.append(str(bad))
        except UnicodeDecodeError:
            faults.append(f"{path}:1: not UTF-8 text: save it as UTF-8")
    return cases, faults


def _case_files(paths: Iterable[Path]) -> Iterator[Path]:
    for path in paths:
        if path.is_dir():
            yield from sorted(
                each for each in path.rglob("*") if each.suffix.lower() in (".toml", ".csv")
            )
        else:
            yield path
