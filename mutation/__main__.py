"""Plants faults in the law and the rules, and writes what the tests found: `make mutants`.

A file is measured again when its text has changed, one after another, so that a run which is cut
short keeps what it has. Faults are tried in an order that their names alone decide; `--most N`
tries the first N of each file, and a later run goes on from there. `--survivors` tries only what
was not found before. Run with the interpreter of `.venv-mutants`.
"""

from __future__ import annotations

import argparse
import hashlib
import importlib.metadata
import json
import os
import sys
from collections.abc import Sequence

from attrs import evolve

from .report import (
    LOWEST_SCORE,
    ROOT,
    Measured,
    explained,
    hash_of,
    mutated_files,
    read_report,
    score,
    write_report,
)
from .survivors import survivor
from .trying import not_found, plant
from .witnesses import runs_at_import, witnesses_of


def main(arguments: Sequence[str]) -> int:
    """Measure what is stale; say by the exit code whether every fault is found or explained."""
    asked = argparse.ArgumentParser(prog="python -m mutation")
    asked.add_argument("files", nargs="*", help="all that are stale, unless some are named")
    asked.add_argument("--most", type=int, default=sys.maxsize, help="faults tried in a file")
    asked.add_argument("--children", type=int, default=1, help="faults tried side by side")
    asked.add_argument("--survivors", action="store_true", help="only what was not found before")
    told = asked.parse_args(arguments)
    measured = {file: each for file, each in read_report().items() if file in mutated_files()}
    hashes = {file: hash_of(file) for file in mutated_files()}
    plant()
    for file in told.files or hashes:
        before = measured.get(file)
        if before is None or before.sha256 != hashes[file]:
            before = Measured(hashes[file], len(_faults(file)), 0, ())
        now = (_retried if told.survivors else _tried)(file, before, told.most, told.children)
        if now != measured.get(file):
            measured[file] = now
            write_report(measured, f"mutmut {importlib.metadata.version('mutmut')}")
            print(f"{file}: {now.found} of {now.tried} (planted: {now.planted})", flush=True)
    return _judged(measured)


def _faults(file: str) -> list[str]:
    """Every fault of a file by its name, in the order in which they are tried."""
    meta = ROOT / "mutants" / f"{file}.meta"
    names = json.loads(meta.read_text("utf-8"))["exit_code_by_key"]
    return sorted(names, key=lambda name: hashlib.sha256(name.encode()).digest())


def _tried(file: str, before: Measured, most: int, children: int) -> Measured:
    """The next faults of a file, after those that were tried before."""
    left = _faults(file)[before.tried : most]
    survivors = [*before.survivors, *map(survivor(file), _not_found(file, left, children))]
    return evolve(before, tried=before.tried + len(left), survivors=tuple(survivors))


def _retried(file: str, before: Measured, most: int, children: int) -> Measured:
    """Those again that were not found."""
    module = file.removeprefix("src/").removesuffix(".py").replace("/", ".")
    names = [f"{module.removesuffix('.__init__')}.{each.fault}" for each in before.survivors]
    still = {name.rpartition(".")[2] for name in _not_found(file, names, children)}
    return evolve(before, survivors=tuple(s for s in before.survivors if s.fault in still))


def _not_found(file: str, faults: Sequence[str], children: int) -> list[str]:
    return not_found(faults, witnesses_of(file), runs_at_import(file), children)


def _judged(measured: dict[str, Measured]) -> int:
    known = explained()
    unknown = [
        f"{file}: {each}"
        for file, of_file in measured.items()
        for each in of_file.survivors
        if each.told not in known.get(file, {})
    ]
    for each in unknown:
        print(f"not found, not explained: {each}")
    print(f"{score(measured):.2%} of the faults tried were found")
    return 1 if unknown or score(measured) < LOWEST_SCORE else 0


if __name__ == "__main__":
    os.chdir(ROOT)
    sys.exit(main(sys.argv[1:]))
