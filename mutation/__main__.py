"""Plants faults in the law and the rules, and writes what the tests found: `make mutants`.

Only files whose text has changed since they were measured are measured again, one after another,
so that a run which is cut short keeps what it has. `python -m mutation FILE…` measures these again.
Run with the interpreter of `.venv-mutants`.
"""

from __future__ import annotations

import argparse
import ast
import difflib
import importlib.metadata
import json
import os
import re
import subprocess
import sys
from collections.abc import Iterable
from pathlib import Path

from .report import (
    LOWEST_SCORE,
    ROOT,
    Measured,
    Survivor,
    explained,
    hash_of,
    mutated_files,
    read_report,
    score,
    write_report,
)

PLANTED = ROOT / "mutants"

#: What a test, or a hanging that a time limit ended, says of a fault that was found.
NOT_FOUND = frozenset({0, 5, 33})

#: Run when a module is imported, before faults are switched on in a running process: what survives
#: there is tried once more, each in a process of its own.
AT_IMPORT = ("law/reading.py", "law/parameter.py", "law/domestic_work.py", "law/qatar/")
SMALL_TESTS = (
    "tests/unit/law/test_law_pages.py",
    "tests/unit/law/test_kept_records.py",
    "tests/unit/law/test_parameter.py",
    "tests/unit/law/test_told_exactly.py",
)


def main(arguments: list[str]) -> int:
    """Measure what is stale; say by the exit code whether every fault is found or explained."""
    asked = argparse.ArgumentParser(prog="python -m mutation")
    asked.add_argument("files", nargs="*")
    asked.add_argument("--children", default="1", help="how many faults are tried side by side")
    asked.add_argument(
        "--survivors", action="store_true", help="try only what was not found before"
    )
    told = asked.parse_args(arguments)
    tool = f"mutmut {importlib.metadata.version('mutmut')}"
    measured = {file: each for file, each in read_report().items() if file in mutated_files()}
    for file in told.files or _stale(measured):
        measured[file] = _measured(file, told.children, told.survivors)
        write_report(measured, tool)
        print(f"{file}: {measured[file].found} of {measured[file].planted}", flush=True)
    write_report(measured, tool)
    return _judged(measured)


def _stale(measured: dict[str, Measured]) -> list[str]:
    kept = {file: each.sha256 for file, each in measured.items()}
    return [file for file in mutated_files() if kept.get(file) != hash_of(file)]


def _judged(measured: dict[str, Measured]) -> int:
    known = explained()
    unknown = [
        f"{file}: {each}"
        for file, of_file in measured.items()
        for each in of_file.survivors
        if each not in known.get(file, {})
    ]
    for each in unknown:
        print(f"not found, not explained: {each}")
    print(f"{score(measured):.2%} of the planted faults were found")
    return 1 if unknown or score(measured) < LOWEST_SCORE else 0


def _measured(file: str, children: str, only_survivors: bool) -> Measured:
    sha256 = hash_of(file)
    module = file.removeprefix("src/").removesuffix(".py").replace("/", ".")
    names = [f"{module.removesuffix('.__init__')}.*"]
    if only_survivors:
        names = [key for key, code in _results(file).items() if code in NOT_FOUND]
    if names:
        command = [sys.executable, "-m", "mutmut", "run", "--max-children", children, *names]
        run = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=False)
        if any(code is None for code in _results(file).values()):
            raise SystemExit(f"{file} was not measured whole:\n{run.stdout[-2000:]}{run.stderr}")
    results = _results(file)
    left = [key for key, code in results.items() if code in NOT_FOUND]
    if any(part in file for part in AT_IMPORT):
        left = [key for key in left if not _found_alone(key)]
    return Measured(sha256, len(results), tuple(_survivors(file, left)))


def _results(file: str) -> dict[str, int | None]:
    """What came of each fault of a file, by its name; None where it was not tried."""
    meta = PLANTED / f"{file}.meta"
    kept: dict[str, int | None] = {}
    if meta.exists():
        kept = json.loads(meta.read_text("utf-8"))["exit_code_by_key"]
    return kept


def _found_alone(key: str) -> bool:
    """Whether the tests find a fault that is there from the first line on."""
    paths = ("src", "src/adapters", "src/entrypoints")
    found = subprocess.run(
        [sys.executable, "-m", "pytest", "-x", "-q", "-p", "no:cacheprovider", *SMALL_TESTS],
        cwd=PLANTED,
        env={**os.environ, "MUTANT_UNDER_TEST": key, "PYTHONPATH": os.pathsep.join(paths)},
        capture_output=True,
        check=False,
    )
    return found.returncode != 0


def _survivors(file: str, keys: Iterable[str]) -> Iterable[Survivor]:
    planted = (PLANTED / file).read_text("utf-8")
    lines, bodies = planted.splitlines(), {}
    for node in ast.walk(ast.parse(planted)):
        if isinstance(node, ast.FunctionDef):
            bodies[node.name] = lines[node.lineno - 1 : node.end_lineno]
    for key in keys:
        name = key.rpartition(".")[2]
        original = re.sub(r"__mutmut_\d+$", "__mutmut_orig", name)
        body = "\n".join(bodies[name]).replace(name, original, 1).splitlines()
        was, becomes = _parted(bodies[original], body)
        yield Survivor(_function(original), was, becomes)


def _function(mangled: str) -> str:
    """`x_first_difference__mutmut_orig` is first_difference; methods have their class before."""
    name = mangled.removesuffix("__mutmut_orig")
    return name.removeprefix("xǁ").replace("ǁ", ".") if "ǁ" in name else name.removeprefix("x_")


def _parted(one: list[str], other: list[str]) -> tuple[str, str]:
    found = [each for each in difflib.ndiff(one, other) if each[:2] in ("- ", "+ ")]
    was = " ".join(each[2:].strip() for each in found if each[0] == "-")
    return was, " ".join(each[2:].strip() for each in found if each[0] == "+")


if __name__ == "__main__":
    os.chdir(Path(ROOT))
    sys.exit(main(sys.argv[1:]))
