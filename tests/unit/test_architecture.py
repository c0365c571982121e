import ast
import importlib
import os
import re
import shutil
import subprocess
import sys
from pathlib import Path

import attrs
import pytest
from own_source import (
    ROOT,
    called,
    frozen,
    functions,
    kinds,
    modules,
    strings,
)

from maawin_adapters.http import problems
from maawin_core.kernel.aggregate import Aggregate, Event, Row
from maawin_core.kernel.errors import FAMILIES
from maawin_core.kernel.identity import Identity

RINGS_POINT_INWARDS = "The rings point inwards"
JOURNEY_ORDER = "A later step of the journey may know an earlier one, never the reverse"

#: One fault a contract: where it is planted, and what is planted.
FAULTS = {
    RINGS_POINT_INWARDS: ("maawin_core/kernel/planted.py", "import maawin_adapters.clocks"),
    JOURNEY_ORDER: ("maawin_core/contracts/planted.py", "from maawin_core import disputes"),
    "The core knows no framework and does no I/O": (
        "maawin_core/offers/planted.py",
        "import sqlite3",
    ),
    "Only use cases reach for a port": (
        "maawin_core/offers/planted.py",
        "from maawin_core.ports import storage",
    ),
    "A controller cannot go round the rights": (
        "adapters/maawin_adapters/http/planted.py",
        "from maawin_core.ports.storage import Storage",
    ),
    "Adapters do not know each other": (
        "adapters/maawin_adapters/payments/planted.py",
        "from maawin_adapters.sql import storage",
    ),
    "A framework stays in its adapter": (
        "adapters/maawin_adapters/payments/planted.py",
        "import sqlalchemy",
    ),
    "Only the entry points wire": (
        "adapters/maawin_adapters/payments/planted.py",
        "import dependency_injector",
    ),
    "Only kernel/money.py knows the money package": (
        "maawin_core/payments/planted.py",
        "import money",
    ),
}


def broken_contracts(tree: Path) -> set[str]:
    places = [tree / "src", tree / "src/adapters", tree / "src/entrypoints"]
    run = subprocess.run(
        [Path(sys.executable).with_name("lint-imports"), "--no-logo", "--no-cache"],
        cwd=tree,
        env={**os.environ, "PYTHONPATH": os.pathsep.join(map(str, places)), "COLUMNS": "200"},
        capture_output=True,
        text=True,
        check=False,
    )
    verdicts = dict(re.findall(r"^(.+?) (KEPT|BROKEN)", run.stdout, re.MULTILINE))
    assert set(verdicts) == set(FAULTS), run.stdout + run.stderr
    broken = {name for name, verdict in verdicts.items() if verdict == "BROKEN"}
    assert bool(broken) == bool(run.returncode), run.stdout + run.stderr
    return broken


@pytest.fixture(scope="module")
def copied(tmp_path_factory):
    tree = tmp_path_factory.mktemp("planted")
    skip = shutil.ignore_patterns("__pycache__")
    shutil.copytree(ROOT / "src", tree / "src", ignore=skip)
    shutil.copy(ROOT / "pyproject.toml", tree)
    return tree


def test_every_import_contract_is_kept(copied):
    assert broken_contracts(copied) == set()


@pytest.mark.parametrize("contract", FAULTS)
def test_each_import_contract_goes_red_on_a_planted_fault(contract, copied):
    place, text = FAULTS[contract]
    fault = copied / "src" / place
    fault.write_text(text + "\n")
    try:
        assert broken_contracts(copied) == {contract}
    finally:
        fault.unlink()


def test_a_new_step_must_be_placed_before_it_can_exist(copied):
    step = copied / "src/maawin_core/astrology"
    step.mkdir()
    (step / "__init__.py").touch()
    try:
        assert broken_contracts(copied) == {JOURNEY_ORDER}
    finally:
        shutil.rmtree(step)


def third_party(trees) -> set[str]:
    found = set()
    for node in (each for tree in trees for each in ast.walk(tree)):
        if isinstance(node, ast.Import):
            found |= {alias.name.split(".")[0] for alias in node.names}
        elif isinstance(node, ast.ImportFrom) and node.level == 0:
            found.add(str(node.module).split(".")[0])
        elif isinstance(node, ast.Call) and called(node) == "import_module":
            found |= {name.split(".")[0] for name in strings(node.args[:1]) if "." not in name[:1]}
    return found - set(sys.stdlib_module_names) - {"maawin_core"}


def test_the_core_needs_attrs_cattrs_and_money_and_nothing_else():
    core = [each.tree for each in modules("maawin_core") if "testing" not in each.parts]
    assert third_party(core) <= {"attr", "attrs", "cattrs", "money"}
    assert {"attrs", "money"} <= third_party(core)
    assert third_party([ast.parse("importlib.import_module('numpy')")]) == {"numpy"}
    assert third_party([ast.parse("def f():\n    import numpy.linalg")]) == {"numpy"}


# Refusals, persons


def test_every_family_of_refusals_has_a_status_and_an_exit_code():
    cli = importlib.import_module("maawin_entrypoints.cli")
    assert set(problems.STATUS) == set(cli.EXIT_CODES) == set(FAMILIES)
    assert len(set(problems.STATUS.values())) == len(set(cli.EXIT_CODES.values())) == len(FAMILIES)


def holds(hint: object, wanted: type, met: frozenset[object] = frozenset()) -> bool:
    """Whether a value of this type can hold one of *wanted*, however deep."""
    if hint is wanted:
        return True
    if hint in met:
        return False
    if isinstance(hint, type) and attrs.has(hint):
        attrs.resolve_types(hint)
        inner = [each.type for each in attrs.fields(hint)]
    else:
        inner = list(getattr(hint, "__args__", ()))
    return any(holds(each, wanted, met | {hint}) for each in inner)


def test_no_event_and_no_list_can_hold_a_person():

    told = [*kinds(Event).values(), *kinds(Row).values()]
    assert len(told) > 20
    assert not [each.__name__ for each in told if holds(each, Identity)]


def test_a_person_deep_in_an_event_would_be_noticed():
    @attrs.frozen
    class Met:
        people: tuple[Identity | None, ...]

    assert holds(Met, Identity)


# Shapes


def test_things_events_and_rows_are_frozen():
    kept = [each for base in (Aggregate, Event, Row) for each in kinds(base).values()]
    assert len(kept) > 30
    assert [each.__name__ for each in kept if not frozen(each)] == []
    assert not frozen(attrs.define(type("Loose", (), {})))


def test_a_row_names_columns_that_it_has():
    for row in kinds(Row).values():
        named = {*row.seen_by.values(), *row.orders}
        assert named <= {each.name for each in attrs.fields(row)}, row.__name__


#: Ports that a stranger fills with an adapter; a clock needs no kit to be believed.
FILLED_BY_STRANGERS = {m.parts[-1] for m in modules("maawin_core") if "ports" in m.parts} - {
    "ports",
    "clock",
}


def test_every_port_that_a_stranger_may_fill_ships_a_kit():
    kits = {m.parts[-1] for m in modules("maawin_core") if "testing" in m.parts}
    assert sorted(FILLED_BY_STRANGERS - kits) == []


def sent(tree: ast.AST) -> set[str]:
    """The classes that handlers say they send."""
    routes = {"get", "post", "put", "patch", "delete"}
    handlers = [
        each
        for each in functions(tree)
        if any(isinstance(d, ast.Call) and called(d) in routes for d in each.decorator_list)
    ]
    return set().union(*(named(each.returns) for each in handlers))


def named(hint: ast.AST | None) -> set[str]:
    """The classes of a hint. What a call makes, such as `row_view(Row)`, is a class of its own."""
    match hint:
        case None | ast.Call():
            return set()
        case ast.Name(id=name):
            return {name}
        case _:
            return set().union(*map(named, ast.iter_child_nodes(hint)))


def test_no_controller_sends_a_thing_of_the_core():
    things = {each.__name__ for base in (Aggregate, Event, Row) for each in kinds(base).values()}
    web = [m for m in modules("maawin_adapters") if "http" in m.parts]
    assert any(sent(module.tree) for module in web)
    assert {m.path: sent(m.tree) & things for m in web if sent(m.tree) & things} == {}
    assert sent(ast.parse("@get('/')\ndef f() -> list[FeePayment]: ...")) == {"list", "FeePayment"}
