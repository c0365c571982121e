"""Collects case files of the law with pytest: a regulator's repository needs one line.

    [pytest]
    maawin_law_cases = cases/*.csv cases/*.toml

Every case becomes a test. One that differs is told line by line, with the whole sheet. With
`maawin_law_reform = reform.toml` the cases are asked of the law as that reform would have it.
"""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

# The law is imported when the first case file is met: pytest loads this module in every run.
if TYPE_CHECKING:
    from maawin_core.law.domestic_work import DomesticWorkLaw

    from .legal_cases import LegalCase

#: Without a line of configuration: what looks like a case file of the law, and nothing else.
BY_NAME = ("*.law.csv", "*.law.toml")


class _Differs(Exception):
    """A case that the law answers otherwise."""


class LegalCaseItem(pytest.Item):
    """One case as a test."""

    case: LegalCase
    law: DomesticWorkLaw

    def runtest(self) -> None:
        """Ask the rule, and compare."""
        from .legal_cases import differences, sheet_of

        found = differences(self.case, self.law)
        if found:
            sheet = sheet_of(self.case, self.law)
            raise _Differs("\n".join([*map(str, found), "", sheet]))

    def repr_failure(self, excinfo, style=None):  # type: ignore[no-untyped-def]
        """The differences and the sheet; a traceback would say nothing."""
        if isinstance(excinfo.value, _Differs):
            return str(excinfo.value)
        return super().repr_failure(excinfo, style)

    def reportinfo(self) -> tuple[Path, int, str]:
        """File, line (counted from 0) and name of the case."""
        return self.path, self.case.line - 1, f"{self.case.rule}: {self.case.name}"


class LegalCaseFile(pytest.File):
    """One file of cases."""

    def collect(self) -> Iterable[LegalCaseItem]:
        """A test for each case; a file that cannot be read is an error that names the line."""
        from .legal_cases import BadCaseFile, read_cases

        name = str(_inside(self.path, self.config))
        try:
            cases = read_cases(self.path.read_text(encoding="utf-8"), name)
        except BadCaseFile as bad:
            raise self.CollectError(str(bad)) from None
        except UnicodeDecodeError:
            raise self.CollectError(f"{name}:1: not UTF-8 text: save it as UTF-8") from None
        law = _law_of(self.config)
        for case in cases:
            title = f"{case.rule}: {case.name}"
            item: LegalCaseItem = LegalCaseItem.from_parent(self, name=title)
            item.case, item.law = case, law
            yield item


def pytest_addoption(parser: pytest.Parser) -> None:
    """The two lines that a configuration may have."""
    parser.addini("maawin_law_cases", "files of legal cases, by pattern", "args", list(BY_NAME))
    parser.addini("maawin_law_reform", "a TOML file that amends the law", "string", "")


def pytest_collect_file(file_path: Path, parent: pytest.Collector) -> LegalCaseFile | None:
    """Take the files that the configuration names."""
    if file_path.suffix.lower() not in (".csv", ".toml"):
        return None
    inside = _inside(file_path, parent.config)
    if not any(inside.match(each) for each in parent.config.getini("maawin_law_cases")):
        return None
    found: LegalCaseFile = LegalCaseFile.from_parent(parent, path=file_path)
    return found


def _inside(path: Path, config: pytest.Config) -> Path:
    return path.relative_to(config.rootpath) if path.is_relative_to(config.rootpath) else path


def _law_of(config: pytest.Config) -> DomesticWorkLaw:
    from maawin_core.law.qatar import QATAR
    from maawin_core.law.reform import reformed

    reform = config.getini("maawin_law_reform")
    return reformed(QATAR, (config.rootpath / reform).read_text("utf-8")) if reform else QATAR
