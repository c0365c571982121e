"""Trying planted faults one by one: a fork of this process for each, with one fault switched on."""

from __future__ import annotations

import contextlib
import importlib
import io
import os
import resource
import sys
from collections.abc import Sequence
from pathlib import Path

import pytest
from mutmut.__main__ import (
    copy_also_copy_files,
    copy_src_dir,
    create_mutants,
    setup_source_paths,
)
from mutmut.mutation.trampoline import set_mutant_under_test

PLANTED = Path("mutants")

#: Whoever takes longer hangs, which is found as well.
MOST_SECONDS = 150

#: What pytest says where every test passes, and where there is none.
NOTHING_FAILED = frozenset({0, 5})

_ARGUMENTS = (
    *("-x", "-q", "-p", "no:cacheprovider", "--hypothesis-profile=mutants"),
    # The core, which brings a plugin, is imported before: a fork has it at once.
    *("-W", "ignore::pytest.PytestAssertRewriteWarning"),
)


def plant() -> None:
    """Write every file again under `mutants/`, with all its faults in it, none switched on."""
    set_mutant_under_test("mutant_generation")
    PLANTED.mkdir(exist_ok=True)
    with contextlib.redirect_stdout(io.StringIO()):
        copy_src_dir()
        copy_also_copy_files()
        create_mutants(1)
    set_mutant_under_test("")
    setup_source_paths()
    for place in ("src/entrypoints", "src/adapters"):
        sys.path.insert(0, str((PLANTED / place).absolute()))
    os.chdir(PLANTED)


def warmed_up() -> None:
    """Import once what every fork needs."""
    for name in (
        "maawin_core.journey",
        "maawin_core.testing.legal_cases",
        "jsonschema",
    ):
        importlib.import_module(name)


def is_found(fault: str, tests: Sequence[str]) -> bool:
    """Whether any of these tests fails with this fault switched on; `""` is no fault."""
    return bool(found_of([fault], tests, 1))


def found_of(faults: Sequence[str], tests: Sequence[str], children: int) -> set[str]:
    """Those of the faults with which some test fails, a process each, so many side by side."""
    found: set[str] = set()
    running: dict[int, str] = {}
    for fault in faults:
        while len(running) >= children:
            found |= _ended(running)
        child = os.fork()
        if child == 0:
            os._exit(_tried(fault, tests))
        running[child] = fault
    while running:
        found |= _ended(running)
    return found


def _ended(running: dict[int, str]) -> set[str]:
    child, status = os.wait()
    fault = running.pop(child)
    passed = os.WIFEXITED(status) and os.WEXITSTATUS(status) in NOTHING_FAILED
    return set() if passed else {fault}


def _tried(fault: str, tests: Sequence[str]) -> int:
    silent = os.open(os.devnull, os.O_WRONLY)
    os.dup2(silent, sys.stdout.fileno())
    os.dup2(silent, sys.stderr.fileno())
    resource.setrlimit(resource.RLIMIT_CPU, (MOST_SECONDS, MOST_SECONDS + 1))
    set_mutant_under_test(fault)
    try:
        return int(pytest.main([*_ARGUMENTS, *tests]))
    except BaseException:  # whatever it is, the fault was seen
        return 1
