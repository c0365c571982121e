"""العربية: every sentence of the platform in this language, by code."""

from __future__ import annotations

import importlib
import pkgutil

SENTENCES: dict[str, str] = {}

for _file in pkgutil.iter_modules(__path__):
    SENTENCES |= importlib.import_module(f"{__name__}.{_file.name}").SENTENCES
