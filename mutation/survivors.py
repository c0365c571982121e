"""What a fault that no test found looks like: the line as it was, and what it became."""

from __future__ import annotations

import ast
import difflib
import re
from collections.abc import Callable

from .report import ROOT, Survivor


def survivor(file: str) -> Callable[[str], Survivor]:
    """Tells of each fault of a file, by its name, what it changes."""
    planted = (ROOT / "mutants" / file).read_text("utf-8")
    lines = planted.splitlines()
    bodies = {
        node.name: lines[node.lineno - 1 : node.end_lineno]
        for node in ast.walk(ast.parse(planted))
        if isinstance(node, ast.FunctionDef)
    }

    def told(name: str) -> Survivor:
        fault = name.rpartition(".")[2]
        original = re.sub(r"__mutmut_\d+$", "__mutmut_orig", fault)
        body = "\n".join(bodies[fault]).replace(fault, original, 1).splitlines()
        return Survivor(fault, *_parted(bodies[original], body))

    return told


def _parted(one: list[str], other: list[str]) -> tuple[str, str]:
    found = [each for each in difflib.ndiff(one, other) if each[:2] in ("- ", "+ ")]
    was = " ".join(each[2:].strip() for each in found if each[0] == "-")
    return was, " ".join(each[2:].strip() for each in found if each[0] == "+")
