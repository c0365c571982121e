"""Trying planted faults one by one: tests are collected once, each fault has a fork of its own.

What runs when a module is imported has run before a fork begins; a fault there that was not found
is tried once more in a process that imports everything with the fault in it.
"""

from __future__ import annotations

import contextlib
import io
import os
import resource
import subprocess
import sys
from collections.abc import Iterable, Sequence
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
PLACES = ("src", "src/adapters", "src/entrypoints")

#: Whoever takes longer hangs, which is found as well.
MOST_SECONDS = 120

_ARGUMENTS = (
    *("-x", "-q", "-p", "no:cacheprovider", "--hypothesis-profile=mutants"),
    # Asks every rival of every case, and finds little that the case itself does not.
    *("-k", "not names_every_reading"),
    # The core, which brings a plugin, may be imported already.
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
    sys.path[:0] = [str((PLANTED / place).absolute()) for place in PLACES]
    os.chdir(PLANTED)


def not_found(
    faults: Sequence[str], tests: Sequence[str], at_import: bool, children: int
) -> list[str]:
    """Those of the faults with which every one of these tests passes."""
    if not faults:
        return []
    trial = Trial(faults, children)
    with contextlib.redirect_stdout(io.StringIO()):
        pytest.main([*_ARGUMENTS, *tests], plugins=[trial])
    if trial.wrong:
        raise SystemExit(f"these tests fail without any fault: {' '.join(tests)}")
    left = [fault for fault in faults if fault not in trial.found]
    return [fault for fault in left if not (at_import and _found_alone(fault, tests))]


class Trial:
    """A pytest plugin that runs what was collected in forks: without a fault, then with each."""

    def __init__(self, faults: Sequence[str], children: int) -> None:
        self.faults = faults
        self.children = children
        self.found: set[str] = set()
        self.wrong = True

    def pytest_runtestloop(self, session: pytest.Session) -> bool:
        """In the place of pytest's own loop."""
        self.wrong = bool(session.testsfailed) or bool(self._of([""], session))
        if not self.wrong:
            self.found = self._of(self.faults, session)
        return True

    def _of(self, faults: Iterable[str], session: pytest.Session) -> set[str]:
        found: set[str] = set()
        running: dict[int, str] = {}
        for fault in faults:
            while len(running) >= self.children:
                found |= _ended(running)
            child = os.fork()
            if child == 0:
                os._exit(_tried(fault, session))
            running[child] = fault
        while running:
            found |= _ended(running)
        return found


def _ended(running: dict[int, str]) -> set[str]:
    child, status = os.wait()
    fault = running.pop(child)
    return {fault} if status else set()


def _tried(fault: str, session: pytest.Session) -> int:
    """The exit code of a fork: 1 as soon as a test fails."""
    silent = os.open(os.devnull, os.O_WRONLY)
    os.dup2(silent, 1)
    os.dup2(silent, 2)
    resource.setrlimit(resource.RLIMIT_CPU, (MOST_SECONDS, MOST_SECONDS + 1))
    set_mutant_under_test(fault)
    items = session.items
    try:
        for item, following in zip(items, [*items[1:], None], strict=True):
            item.config.hook.pytest_runtest_protocol(item=item, nextitem=following)
            if session.testsfailed:
                return 1
    except BaseException:  # whatever it is, the fault was seen
        return 1
    return 0


def _found_alone(fault: str, tests: Sequence[str]) -> bool:
    found = subprocess.run(
        [sys.executable, "-m", "pytest", *_ARGUMENTS, *tests],
        env={**os.environ, "MUTANT_UNDER_TEST": fault, "PYTHONPATH": os.pathsep.join(PLACES)},
        capture_output=True,
        check=False,
    )
    return found.returncode != 0
