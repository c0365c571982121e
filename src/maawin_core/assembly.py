"""Every use case by name, and how to build one from ports: for systems that embed the core."""

from __future__ import annotations

import importlib
import pkgutil
from collections.abc import Iterator, Mapping
from types import ModuleType
from typing import Any

from attrs import NOTHING, fields, has

import maawin_core

from .kernel.aggregate import snake


def use_cases() -> dict[str, type[Any]]:
    """Every use case, by the name that stories and entry points call it: `pay_fee` → `PayFee`."""
    found: dict[str, type[Any]] = {}
    for module in _modules():
        for each in vars(module).values():
            if _is_use_case(each) and each.__module__ == module.__name__:
                found[snake(each.__name__)] = each
    return found


def _modules() -> Iterator[ModuleType]:
    for step in pkgutil.iter_modules(maawin_core.__path__, "maawin_core."):
        if step.ispkg and step.name != "maawin_core.testing":
            package = importlib.import_module(step.name)
            names = [each.name for each in pkgutil.iter_modules(package.__path__)]
            if "use_cases" in names:
                yield from _with_files(importlib.import_module(f"{step.name}.use_cases"))


def _with_files(module: ModuleType) -> Iterator[ModuleType]:
    yield module
    for file in pkgutil.iter_modules(getattr(module, "__path__", [])):
        yield importlib.import_module(f"{module.__name__}.{file.name}")


def _is_use_case(each: object) -> bool:
    public = isinstance(each, type) and has(each) and not each.__name__.startswith("_")
    return public and "__call__" in vars(each)


def assembled(use_case: type[Any], ports: Mapping[str, Any]) -> Any:
    """The use case over these ports, each under the name of the field that asks for it.

    A field with a default (the law, the policy) may be left out. `LookupError` names a port that
    is missing.
    """
    asked = fields(use_case)
    missing = [f.name for f in asked if f.name not in ports and f.default is NOTHING]
    if missing:
        raise LookupError(f"{use_case.__name__} needs the ports {', '.join(missing)}.")
    return use_case(**{each.name: ports[each.name] for each in asked if each.name in ports})
