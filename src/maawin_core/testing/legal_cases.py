"""Cases that lawyers write, as TOML or CSV: read, run, and told apart line by line.

A case file with an unknown key, without an answer, or with a tolerance is refused by file and
line: a case that tests nothing is worse than none.
"""

from __future__ import annotations

import csv
import re
import tomllib
from collections.abc import Iterable, Mapping
from datetime import date, datetime
from typing import Any

from attrs import field, frozen

from maawin_core.kernel.identifiers import normal_digits
from maawin_core.law.answer import text_of
from maawin_core.law.domestic_work import DomesticWorkLaw
from maawin_core.law.qatar import QATAR
from maawin_core.rulebook import RULES, calculate
from maawin_core.words.catalogue import LANGUAGES

from .legal_tables import Cell, TableError, facts_from_cells, same, with_nulls

KEYS = frozenset({"name", "rule", "article", "facts", "readings", "expect"})
EXPECTED = frozenset({"status", "amount", "flags", "figures", "error"})


class BadCaseFile(Exception):
    """A case file that must not be run: the message names file, line and fault."""

    def __init__(self, file: str, line: int, fault: str) -> None:
        super().__init__(f"{file}:{line}: {fault}")
        self.file, self.line, self.fault = file, line, fault


@frozen(kw_only=True)
class LegalCase:
    """One case: facts, readings, and what has to come of it."""

    file: str
    line: int
    name: str
    rule: str
    articles: tuple[str, ...]
    facts: Mapping[str, Any]
    readings: Mapping[str, str] = field(factory=dict)
    expect: Mapping[str, Any]


@frozen
class Difference:
    """What a case expects, and what the rule answers instead."""

    case: LegalCase
    what: str
    expected: object
    found: object

    def __str__(self) -> str:
        where = f"{self.case.file}:{self.case.line}: {self.case.name}"
        if self.expected is None and isinstance(self.found, dict):
            return f"{where}: not answered: {self.found['message']['en']}"
        return f"{where}: {self.what}: expected {self.expected!r}, found {self.found!r}"


def read_cases(text: str, file: str) -> tuple[LegalCase, ...]:
    """The cases of one file, TOML or (by the ending of its name) CSV."""
    text = text.removeprefix("\ufeff")
    return _from_csv(text, file) if file.lower().endswith(".csv") else _from_toml(text, file)


def differences(case: LegalCase, law: DomesticWorkLaw = QATAR) -> tuple[Difference, ...]:
    """Everything in which the answer differs from what the case expects; empty if nothing."""
    answer = calculate(case.rule, dict(case.facts), law, readings=case.readings)
    if "error" in case.expect:
        return tuple(_error_differences(case, answer))
    if "error" in answer:
        return (Difference(case, "error", None, answer["error"]),)
    return tuple(_answer_differences(case, answer))


def sheet_of(case: LegalCase, law: DomesticWorkLaw = QATAR, language: str = "en") -> str:
    """The whole sheet of what the rule answers to a case, to look at beside a difference."""
    return text_of(calculate(case.rule, dict(case.facts), law, readings=case.readings), language)


def run(cases: Iterable[LegalCase], law: DomesticWorkLaw = QATAR) -> tuple[Difference, ...]:
    """All differences of several cases, in their order."""
    return tuple(each for case in cases for each in differences(case, law))


def _error_differences(case: LegalCase, answer: Mapping[str, Any]) -> Iterable[Difference]:
    expected, found = case.expect["error"], answer.get("error")
    if found is None:
        yield Difference(case, "error", expected, answer["status"])
    elif isinstance(expected, str) and expected != found["code"]:
        yield Difference(case, "error", expected, found["code"])
    elif isinstance(expected, dict):
        for key, value in expected.items():
            if found.get(key) != value:
                yield Difference(case, f"error.{key}", value, found.get(key))


def _answer_differences(case: LegalCase, answer: Mapping[str, Any]) -> Iterable[Difference]:
    for what in ("status", "amount"):
        if what in case.expect and not same(case.expect[what], answer[what]):
            yield Difference(case, what, case.expect[what], answer[what])
    if "flags" in case.expect and sorted(case.expect["flags"]) != sorted(answer["flags"]):
        yield Difference(case, "flags", case.expect["flags"], answer["flags"])
    for name, expected in case.expect.get("figures", {}).items():
        found = answer["figures"].get(name)
        if not same(expected, found):
            yield Difference(case, f"figures.{name}", expected, found)


def _from_toml(text: str, file: str) -> tuple[LegalCase, ...]:
    try:
        document = tomllib.loads(text)
    except tomllib.TOMLDecodeError as bad:
        found = re.search(r"line (\d+)", str(bad))
        line = int(found[1]) if found else len(text.splitlines())
        raise BadCaseFile(file, line, str(bad)) from None
    lines = text.splitlines()
    starts = [n for n, line in enumerate(lines, 1) if re.match(r"\s*\[\[\s*case\s*\]\]", line)]
    for key in document:
        if key != "case":
            raise BadCaseFile(file, _line_of(lines, key, 1), f"unknown key {key!r}")
    tables = document.get("case", [])
    if not isinstance(tables, list) or not tables:
        raise BadCaseFile(file, 1, "no [[case]] in it")
    numbered = zip(tables, [*starts, *[1] * len(tables)], strict=False)
    return tuple(_case(table, file, start, lines) for table, start in numbered)


def _case(table: Mapping[str, Any], file: str, start: int, lines: list[str]) -> LegalCase:
    def refuse(key: str, fault: str) -> BadCaseFile:
        return BadCaseFile(file, _line_of(lines, key, start), fault)

    for key in table:
        if key not in KEYS:
            raise refuse(key, f"unknown key {key!r}")
    for key in ("name", "rule", "facts"):
        if key not in table:
            raise BadCaseFile(file, start, f"{key!r} is missing")
    if table["rule"] not in RULES:
        raise refuse("rule", f"no rule is called {table['rule']!r}")
    expect = table.get("expect")
    if not isinstance(expect, dict) or not expect:
        raise BadCaseFile(file, start, "the answer is missing: [case.expect] has to say something")
    for key, value in expect.items():
        fault = _fault_of_answer(key, value)
        if fault:
            raise refuse(key, fault)
    return LegalCase(
        file=file,
        line=start,
        name=str(table["name"]),
        rule=table["rule"],
        articles=_articles(table.get("article", [])),
        facts=with_nulls(RULES[table["rule"]].facts, _plain(table["facts"])),
        readings=table.get("readings", {}),
        expect=_plain(expect),
    )


def _fault_of_answer(key: str, value: Any) -> str:
    """What is wrong with one expected part of an answer; empty if nothing."""
    if key not in EXPECTED:
        return "no case has a tolerance" if "toleran" in key else f"unknown key {key!r}"
    if key in ("status", "amount") and not isinstance(value, str):
        return f"{key!r} has to be text: money and words stand in quotation marks"
    if key == "figures" and not isinstance(value, dict):
        return "'figures' has to be a table"
    if key == "figures" and any(isinstance(each, float) for each in value.values()):
        return "'figures' has a decimal number: write it as text"
    unknown = [each for each in value if not _is_figure(each)] if key == "figures" else []
    return f"no rule has a figure {unknown[0]!r}" if unknown else ""


def _is_figure(name: str) -> bool:
    """Whether any answer has such a figure; one that none has would always be the null expected."""
    return f"figure.{name}" in LANGUAGES["en"]


def _articles(found: object) -> tuple[str, ...]:
    return tuple(map(str, found)) if isinstance(found, list) else (str(found),)


def _plain(value: Any) -> Any:
    """TOML's own dates as the text that JSON would have; everything else as it is."""
    if isinstance(value, datetime):
        return value.isoformat(timespec="minutes")
    if isinstance(value, date):
        return value.isoformat()
    if isinstance(value, dict):
        return {key: _plain(each) for key, each in value.items()}
    return [_plain(each) for each in value] if isinstance(value, list) else value


def _line_of(lines: list[str], key: str, start: int) -> int:
    named = re.compile(rf"\s*(\[+\s*(case\.)?)?[\"']?{re.escape(key)}[\"']?\s*[\].=]")
    for number, line in enumerate(lines[start - 1 :], start):
        if named.match(line):
            return number
    return start


def _from_csv(text: str, file: str) -> tuple[LegalCase, ...]:
    lines = text.splitlines(keepends=True)
    # Where the comma is the decimal sign, a spreadsheet puts semicolons between cells; or tabs.
    between = next((sign for sign in ",;\t" if lines and sign in lines[0]), ",")
    rows = csv.reader(lines, delimiter=between)
    header = [name.strip() for name in next(rows, [])]
    for name in header:
        _known_column(name, file)
        if header.count(name) > 1:
            raise BadCaseFile(file, 1, f"two columns are called {name!r}")
    found = []
    for row in rows:
        if not any(cell.strip() for cell in row):
            continue
        if len(row) > len(header):
            raise BadCaseFile(file, rows.line_num, "more cells than columns")
        cells = {name: _cell(cell) for name, cell in zip(header, row, strict=False)}
        found.append(_case_of_row(cells, file, rows.line_num))
    if not found:
        raise BadCaseFile(file, 1, "no case in it")
    return tuple(found)


def _cell(written: str) -> str:
    """A cell with ASCII digits and signs: a sheet in Arabic writes ١٬٢٠٠٫٥٠."""
    return normal_digits(written.strip()).replace("\u066c", "").replace("\u066b", ".")


def _known_column(name: str, file: str) -> None:
    first, _, rest = name.partition(".")
    if "toleran" in name:
        raise BadCaseFile(file, 1, "no case has a tolerance")
    known = first in KEYS and (bool(rest) == (first in ("facts", "readings", "expect")))
    if not known or (first == "expect" and rest.partition(".")[0] not in EXPECTED):
        raise BadCaseFile(file, 1, f"unknown key {name!r}")
    if name.startswith("expect.figures") and not _is_figure(name.removeprefix("expect.figures.")):
        raise BadCaseFile(file, 1, f"no rule has a figure {name!r}")


def _case_of_row(cells: Mapping[str, str], file: str, line: int) -> LegalCase:
    rule = RULES.get(cells.get("rule", ""))
    if rule is None:
        raise BadCaseFile(file, line, f"no rule is called {cells.get('rule', '')!r}")
    expect = _expected({name[7:]: cell for name, cell in cells.items() if name[:7] == "expect."})
    if not expect:
        raise BadCaseFile(file, line, "the answer is missing: an expect. column has to say it")
    try:
        facts = facts_from_cells(
            rule.facts, {name[6:]: cell for name, cell in cells.items() if name[:6] == "facts."}
        )
    except TableError as bad:
        raise BadCaseFile(file, line, str(bad)) from None
    readings = {name[9:]: cell for name, cell in cells.items() if name[:9] == "readings." and cell}
    return LegalCase(
        file=file,
        line=line,
        name=cells.get("name", ""),
        rule=rule.name,
        articles=tuple(filter(None, re.split(r"\s*;\s*", cells.get("article", "")))),
        facts=facts,
        readings=readings,
        expect=expect,
    )


def _expected(cells: Mapping[str, str]) -> dict[str, Any]:
    found: dict[str, Any] = {}
    for name, cell in cells.items():
        if not cell:
            continue
        if name.startswith("figures."):
            found.setdefault("figures", {})[name.removeprefix("figures.")] = Cell(cell)
        elif name == "flags":
            found["flags"] = [] if cell == "[]" else re.split(r"[;,\s]+", cell.strip("[]"))
        else:
            found[name] = True if (name, cell.lower()) == ("error", "true") else cell
    return found
