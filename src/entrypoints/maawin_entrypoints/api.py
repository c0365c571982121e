"""The web API, wired."""

from __future__ import annotations

from collections.abc import Callable
from importlib.metadata import version
from typing import Any

from litestar import Litestar
from litestar.di import Provide

from maawin_adapters.http.app import make_app

from .container import USE_CASES, Container


def _provide(provider: Callable[[], Any]) -> Provide:
    # Litestar reads signatures, and a provider has none: hence the plain function.
    return Provide(lambda: provider(), sync_to_thread=False)


def api(container: Container) -> Litestar:
    """The application over this container's use cases."""
    provided = {name: _provide(container.providers[name]) for name in USE_CASES}
    return make_app(provided, version=version("maawin"))
