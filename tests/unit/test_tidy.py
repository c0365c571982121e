import ast
import re
import tomllib

import pytest
from own_source import (
    ROOT,
    Module,
    called,
    calls,
    classes,
    every_module,
    functions,
)

from maawin_entrypoints import cli

FUNCTION_LINES, MODULE_LINES, LINE_LENGTH, NESTING = 40, 300, 100, 3

BLOCKS = (ast.If, ast.For, ast.While, ast.With, ast.Try, ast.Match)
APART = (ast.FunctionDef, ast.ClassDef)
BANNED_NAMES = re.compile(r"utils?|managers?|helpers?|common|misc|impl")
BANNED_WORDS = re.compile(r"\b(TODO|FIXME)\b")

TEXTS = sorted(
    file
    for pattern in ("*.md", "*.toml", "Makefile", "docs/**/*.md", ".ci/run", "tests/**/*.py")
    for file in ROOT.glob(pattern)
)


def planted(text: str, name: str = "maawin_core.offers.planted") -> Module:
    return Module(name, name.replace(".", "/") + ".py", text)


def say(module: Module, node: ast.AST, what: str) -> str:
    return f"{module.path}:{getattr(node, 'lineno', 1)} {what}"


# Sizes


#: As long as there is to say: words, figures of law, rights, wiring, and what a migration writes.
TABLES = re.compile(
    r"maawin_core\.words\..*|maawin_core\.law\.qatar.*|maawin_core\.access\.rights"
    r"|maawin_entrypoints\.container|maawin_adapters\.sql\.migrations\.versions\..*"
)


def is_table(module: Module) -> bool:
    return TABLES.fullmatch(module.name) is not None


def too_long_functions(module: Module) -> list[str]:
    long = [each for each in functions(module.tree) if lines_of(each) > FUNCTION_LINES]
    found = [say(module, each, f"{each.name} has {lines_of(each)} lines") for each in long]
    return [] if is_table(module) else found


def lines_of(function: ast.FunctionDef) -> int:
    return (function.end_lineno or 0) - function.lineno + 1


def too_long_modules(module: Module) -> list[str]:
    lines = len(module.text.splitlines())
    return [f"{module.path} has {lines} lines"] * (lines > MODULE_LINES and not is_table(module))


def too_long_lines(module: Module) -> list[str]:
    # A sentence of `words/` is one line, however long: it is read as a whole.
    lines = [] if ".words." in module.name else module.text.splitlines()
    return [
        f"{module.path}:{n} is too long" for n, at in enumerate(lines, 1) if len(at) > LINE_LENGTH
    ]


def too_deep(module: Module) -> list[str]:
    return [
        say(module, each, f"{each.name} is {depth(each)} deep")
        for each in functions(module.tree)
        if depth(each) > NESTING
    ]


def depth(node: ast.AST) -> int:
    inner = [each for each in ast.iter_child_nodes(node) if not isinstance(each, APART)]
    deepest = max(map(depth, inner), default=0)
    match node:
        case ast.If(body=body, orelse=[ast.If() as beside]):
            # `elif` is an `if` in the other branch: it is beside, not inside.
            deepest = max([depth(beside) - 1, *map(depth, body)])
    return deepest + isinstance(node, BLOCKS)


# Names and words


def banned_names(module: Module) -> list[str]:
    return [module.path for part in module.parts if BANNED_NAMES.fullmatch(part)]


def banned_words(module: Module) -> list[str]:
    return [f"{module.path}: {each}" for each in BANNED_WORDS.findall(module.text)]


def undocumented(module: Module) -> list[str]:
    found = [] if ast.get_docstring(module.tree) else [f"{module.path} has no docstring"]
    return found + [
        say(module, each, f"class {each.name} has no docstring")
        for each in classes(module.tree)
        if not each.name.startswith("_") and ast.get_docstring(each) is None
    ]


def floats_in_core(module: Module) -> list[str]:
    in_core = module.name.startswith("maawin_core")
    found = [each for each in calls(module.tree) if called(each) == "float"]
    return [say(module, each, "float()") for each in found if in_core]


RULES = {
    too_long_functions: "def f():\n" + "    x = 1\n" * 40,
    too_long_modules: "x = 1\n" * 301,
    too_long_lines: "x = " + "1" * 97,
    too_deep: "def f():\n  if a:\n    for b in c:\n      with d:\n        while e:\n          pass",
    banned_words: "# TO" + "DO: later",
    undocumented: "class Thing:\n    x = 1",
    floats_in_core: "x = float('1.5')",
}


@pytest.mark.parametrize("rule", [*RULES, banned_names], ids=lambda rule: rule.__name__)
def test_every_module_keeps_the_house_rules(rule):
    assert [each for module in every_module() for each in rule(module)] == []


@pytest.mark.parametrize("rule", RULES, ids=lambda rule: rule.__name__)
def test_a_planted_fault_is_noticed(rule):
    assert rule(planted(RULES[rule]))
    assert not rule(planted('"""A module that keeps every rule."""\n\nx = 1\n'))


def test_a_banned_name_is_noticed():
    assert banned_names(planted("", "maawin_core.offers.utils"))
    assert not banned_names(planted("", "maawin_core.offers.price_cap"))


def test_branches_side_by_side_are_not_deep():
    chain = "def f():\n  if a: x\n" + "  elif b: x\n" * 9
    assert not too_deep(planted(chain))


def test_our_own_texts_hold_no_banned_words_and_no_machine():
    texts = {file: file.read_text("utf-8") for file in TEXTS if file.name != "test_tidy.py"}
    assert [str(file) for file, text in texts.items() if BANNED_WORDS.search(text)] == []
    assert [str(file) for file, text in texts.items() if of_a_machine(text)] == []


def of_a_machine(text: str) -> list[str]:
    return re.findall(r"(?<![\w.])/(?:home|root|opt|work|Users)/\w+|file://\S+", text)


def test_a_path_of_a_machine_is_noticed():
    assert of_a_machine("see /" + "home/amal/maawin")
    assert not of_a_machine("see docs/work/plan")


# What is locked


def addresses(text: str) -> list[str]:
    return re.findall(r"\w+://\S+|--(?:extra-)?index\S*|--find-links\S*|--trusted\S*", text)


def test_what_is_locked_names_hashes_and_no_server():
    for file in sorted((ROOT / "requirements").iterdir()):
        text = file.read_text("utf-8")
        assert addresses(text) == []
        assert of_a_machine(text) == []
        if file.suffix == ".txt":
            pinned = re.findall(r"^[\w.\[\]-]+(?==|\s@)", text, re.MULTILINE)
            assert pinned
            assert text.count(" \\\n    --hash=sha256:") >= len(pinned)


def test_a_server_in_what_is_locked_is_noticed():
    assert addresses("--index-url https://pypi.example/simple")
    assert addresses("thing @ https://example.org/thing.whl")


# Dead files

#: Found by name and not by import: words and controllers by their folder, kits by strangers.
FOUND_BY_PLACE = re.compile(
    r"maawin_core\.words\.\w+\.\w+"
    r"|maawin_core\.testing\..+"
    r"|maawin_adapters\.http\.\w+"
    r"|maawin_adapters\.sql\.migrations.*"
)

#: Programs, each reached by its name: `python -m`, or a subcommand.
COMMANDS = {f"maawin_entrypoints.{place.split(':')[0]}" for place, _ in cli.COMMANDS.values()}


def is_program(module: Module) -> bool:
    return module.name in COMMANDS or 'if __name__ == "__main__":' in module.text


def of_tests() -> set[str]:
    """What tests import of the adapters: an adapter that passes its kit is offered, not dead."""
    files = (ROOT / "tests").rglob("*.py")
    trees = [planted(file.read_text("utf-8"), "tests.one") for file in files]
    used = set().union(*map(imported_by, trees))
    return {name for name in used if name.startswith("maawin_adapters.")}


def of_entry_points() -> set[str]:
    """What the package offers by name to whoever installs it."""
    project = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))["project"]
    groups = project["entry-points"].values()
    return {place.partition(":")[0] for group in groups for place in group.values()}


def imported_by(module: Module) -> set[str]:
    """Every name that this module's imports could mean, ours among them."""
    package = module.parts if module.path.endswith("__init__.py") else module.parts[:-1]
    found: set[str] = set()
    for node in ast.walk(module.tree):
        if isinstance(node, ast.Import):
            found |= {alias.name for alias in node.names}
        elif isinstance(node, ast.ImportFrom):
            base = package[: len(package) - node.level + 1] if node.level else []
            origin = ".".join([*base, *([node.module] if node.module else [])])
            found |= {origin, *(f"{origin}.{alias.name}" for alias in node.names)}
    return found


def dead(all_modules: list[Module], *roots: str) -> list[str]:
    used = set(roots).union(*map(imported_by, all_modules))
    # Whoever imports a module runs the packages that it is in.
    used |= {name[:at] for name in used for at, each in enumerate(name) if each == "."}
    return [
        module.path
        for module in all_modules
        if module.name not in used
        and not FOUND_BY_PLACE.fullmatch(module.name)
        and not is_program(module)
    ]


def test_no_module_is_dead():
    public = {"maawin_core.rulebook", "maawin_core.assembly", "maawin_entrypoints.cli"}
    assert dead(list(every_module()), *public, *of_tests(), *of_entry_points()) == []


def test_a_dead_module_is_noticed():
    live = planted("from . import price_cap", "maawin_core.offers.offer")
    used = planted("from .offer import x", "maawin_core.offers.price_cap")
    assert dead([live, used]) == []
    assert dead([live, used, planted("")]) == ["maawin_core/offers/planted.py"]


# Tests of money


def near_enough(text: str) -> list[str]:
    """Lines that compare money, or anything, only roughly."""
    return re.findall(r"^.*\b(?:approx|isclose|assertAlmostEqual)\(.*$", text, re.MULTILINE)


def test_no_test_is_content_with_nearly_the_right_sum():
    tests = [file for file in (ROOT / "tests").rglob("*.py") if file.name != "test_tidy.py"]
    assert [str(f) for f in tests if near_enough(f.read_text("utf-8"))] == []
    assert near_enough("    assert sum == pytest.approx(12.5)")
