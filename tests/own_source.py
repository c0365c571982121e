"""Our own source as the tests of the house rules read it: files, syntax trees, classes."""

import ast
import importlib
from collections.abc import Iterable, Iterator
from functools import cache
from pathlib import Path

import attrs
from attrs.exceptions import FrozenInstanceError

from maawin_core.kernel.aggregate import kinds_of

ROOT = Path(__file__).parents[1]
RINGS = {
    "maawin_core": ROOT / "src",
    "maawin_adapters": ROOT / "src/adapters",
    "maawin_entrypoints": ROOT / "src/entrypoints",
}


@attrs.frozen
class Module:
    """One Python file of ours. *name* is how it is imported."""

    name: str
    path: str
    text: str

    @property
    def tree(self) -> ast.Module:
        return _parsed(self.text)

    @property
    def parts(self) -> list[str]:
        return self.name.split(".")

    @property
    def is_use_cases(self) -> bool:
        return "use_cases" in self.parts


@cache
def _parsed(text: str) -> ast.Module:
    return ast.parse(text)


@cache
def modules(ring: str) -> tuple[Module, ...]:
    """Every module of one ring, in order of name."""
    base = RINGS[ring]
    return tuple(
        Module(_dotted(file, base), str(file.relative_to(ROOT)), file.read_text("utf-8"))
        for file in sorted((base / ring).rglob("*.py"))
    )


def every_module() -> Iterator[Module]:
    """Every module of the three rings."""
    for ring in RINGS:
        yield from modules(ring)


def _dotted(file: Path, base: Path) -> str:
    return ".".join(file.relative_to(base).with_suffix("").parts).removesuffix(".__init__")


@cache
def load_core() -> None:
    """Import the whole core, so that every class of it can be found."""
    for module in modules("maawin_core"):
        if "testing" not in module.parts:
            importlib.import_module(module.name)


def classes(tree: ast.AST) -> Iterator[ast.ClassDef]:
    """Every class in it."""
    return (node for node in ast.walk(tree) if isinstance(node, ast.ClassDef))


def functions(tree: ast.AST) -> Iterator[ast.FunctionDef]:
    """Every function and method in it."""
    return (node for node in ast.walk(tree) if isinstance(node, ast.FunctionDef))


def calls(tree: ast.AST) -> Iterator[ast.Call]:
    """Every call in it."""
    return (node for node in ast.walk(tree) if isinstance(node, ast.Call))


def called(call: ast.Call) -> str:
    """The last word of what is called: `check` for `self.rights.check(...)`."""
    match call.func:
        case ast.Name(id=name) | ast.Attribute(attr=name):
            return name
        case _:
            return ""


def strings(nodes: Iterable[ast.AST]) -> Iterator[str]:
    """Every string constant in these."""
    for node in nodes:
        for each in ast.walk(node):
            if isinstance(each, ast.Constant) and isinstance(each.value, str):
                yield each.value


def use_case_classes() -> dict[str, ast.ClassDef]:
    """Every use case of the core: a class that can be called, in a module `use_cases`."""
    return {
        f"{module.name}.{each.name}": each
        for module in modules("maawin_core")
        if module.is_use_cases
        for each in classes(module.tree)
        if any(f.name == "__call__" for f in functions(each))
    }


def kinds(base: type) -> dict[str, type]:
    """Every class of the core made from *base*, by its name in storage; not those of the kits."""
    load_core()
    found: dict[str, type] = kinds_of(base)
    return {name: each for name, each in found.items() if _of_core(each.__module__)}


def _of_core(module: str) -> bool:
    return module.startswith("maawin_core.") and not module.startswith("maawin_core.testing")


def frozen(kind: type) -> bool:
    """Whether its instances refuse to be changed."""
    try:
        object.__new__(kind).anything = 1
    except FrozenInstanceError:
        return True
    except AttributeError:
        return False
    return False
