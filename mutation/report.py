"""The report of planted faults, `mutation/report.toml`: per file its hash and what was not found.

A file keeps its place in the report as long as its text has the hash that was measured.
"""

from __future__ import annotations

import hashlib
import json
import re
import tomllib
from collections.abc import Iterator, Mapping
from pathlib import Path

from attrs import frozen

ROOT = Path(__file__).resolve().parent.parent
REPORT = ROOT / "mutation/report.toml"
EXPLAINED = ROOT / "mutation/explained.toml"

#: Of all faults planted, so many must be found; every other is explained, one by one.
LOWEST_SCORE = 0.95

_HEAD = """# Written by `make mutants`. The faults that {tool} planted, per file: how many were
# tried, how many the tests found, and those not found, each explained in explained.toml.

tool = "{tool}"
planted = {planted}
tried = {tried}
found = {found}
score = "{score:.2%}"
"""


@frozen
class Survivor:
    """A fault that no test found: its name, the line as it was, and what it became."""

    fault: str
    was: str
    becomes: str

    @property
    def function(self) -> str:
        """The function in which it was planted; a method with its class before it."""
        name = re.sub(r"__mutmut_\d+$", "", self.fault)
        return name.removeprefix("xǁ").replace("ǁ", ".") if "ǁ" in name else name[2:]

    @property
    def told(self) -> tuple[str, str, str]:
        """What it is known by where it is explained: its number may change, this does not."""
        return self.function, self.was, self.becomes

    def __str__(self) -> str:
        return f"{self.function}: {self.was} -> {self.becomes}"


@frozen
class Measured:
    """What was measured of one file, when its text had this hash: *tried* of the faults planted."""

    sha256: str
    planted: int
    tried: int
    survivors: tuple[Survivor, ...]

    @property
    def found(self) -> int:
        """How many of the faults that were tried the tests found."""
        return self.tried - len(self.survivors)


def mutated_files() -> list[str]:
    """The files in which faults are planted: what `pyproject.toml` says."""
    settings = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))["tool"]["mutmut"]
    found = {
        file.relative_to(ROOT).as_posix()
        for pattern in settings["only_mutate"]
        for file in ROOT.glob(pattern.replace("/*.py", "/**/*.py"))
    }
    return sorted(found)


def hash_of(file: str) -> str:
    """The SHA-256 of a file's text."""
    return hashlib.sha256((ROOT / file).read_bytes()).hexdigest()


def read_report() -> dict[str, Measured]:
    """What was measured so far, by file."""
    if not REPORT.exists():
        return {}
    kept = tomllib.loads(REPORT.read_text("utf-8")).get("files", {})
    return {
        file: Measured(
            each["sha256"],
            each["planted"],
            each["tried"],
            tuple(Survivor(*parts) for parts in each["survivors"]),
        )
        for file, each in kept.items()
    }


def explained() -> dict[str, dict[tuple[str, str, str], str]]:
    """Why each survivor is no fault that a test should find, by file."""
    found: dict[str, dict[tuple[str, str, str], str]] = {}
    kept = tomllib.loads(EXPLAINED.read_text("utf-8")) if EXPLAINED.exists() else {}
    for each in kept.get("survivor", []):
        of_file = found.setdefault(each["file"], {})
        for becomes in each["becomes"]:
            of_file[each["function"], each["was"], becomes] = each["why"]
    return found


def score(measured: Mapping[str, Measured]) -> float:
    """The part of all faults tried that the tests found."""
    tried = sum(each.tried for each in measured.values())
    return sum(each.found for each in measured.values()) / tried if tried else 0.0


def write_report(measured: Mapping[str, Measured], tool: str) -> None:
    """Write the report again, in the order of the files."""
    planted = sum(each.planted for each in measured.values())
    found = sum(each.found for each in measured.values())
    tried = sum(each.tried for each in measured.values())
    head = _HEAD.format(tool=tool, planted=planted, tried=tried, found=found, score=score(measured))
    files = [line for file in sorted(measured) for line in _written(file, measured[file])]
    REPORT.write_text("\n".join([head, *files]), encoding="utf-8")


def _written(file: str, measured: Measured) -> Iterator[str]:
    yield f"[files.{json.dumps(file)}]"
    yield f'sha256 = "{measured.sha256}"'
    yield f"planted = {measured.planted}"
    yield f"tried = {measured.tried}"
    yield f"found = {measured.found}"
    yield "survivors = ["
    for each in measured.survivors:
        parts = json.dumps([each.fault, each.was, each.becomes], ensure_ascii=False)
        yield f"  {parts},"
    yield "]\n"
