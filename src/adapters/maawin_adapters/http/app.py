"""The web application: every controller under `/v1`, problems as RFC 9457, OpenAPI 3.1."""

from __future__ import annotations

import importlib
import inspect
import pkgutil
from collections.abc import Callable, Iterable, Mapping, Sequence
from typing import Any

from litestar import Controller, Litestar, Router, get
from litestar.di import Provide
from litestar.handlers import HTTPRouteHandler
from litestar.openapi import OpenAPIConfig
from litestar.openapi.plugins import JsonRenderPlugin, YamlRenderPlugin
from litestar.openapi.spec import Components, SecurityScheme

from . import actors
from .problems import HANDLERS
from .reading import KnownQueries, PlainRequest

PROVIDED = {
    "sign_in": Provide(actors.sign_in, sync_to_thread=True),
    "actor": Provide(actors.actor, sync_to_thread=False),
    "seen": Provide(actors.seen, sync_to_thread=False),
}


def controllers() -> list[type[Controller]]:
    """Every controller of this folder: a step's file is found by being there."""
    found: list[type[Controller]] = []
    for file in pkgutil.iter_modules(__import__(__package__, fromlist=["_"]).__path__):
        module = importlib.import_module(f"{__package__}.{file.name}")
        mine = [each for each in vars(module).values() if _is_ours(each, module.__name__)]
        found += mine
    return found


def _is_ours(each: object, module: str) -> bool:
    return isinstance(each, type) and issubclass(each, Controller) and each.__module__ == module


def _with_its_own(controller: type[Controller], use_cases: Mapping[str, Provide]) -> Router:
    # Only those that its handlers ask for: Litestar compares each with each for every handler, and
    # with all use cases of the platform that takes most of a second.
    handlers = (each.fn for each in vars(controller).values() if isinstance(each, HTTPRouteHandler))
    own = _asked_for(handlers, use_cases)
    return Router("/", route_handlers=[controller], dependencies=own)


def _asked_for(
    functions: Iterable[Callable[..., Any]], use_cases: Mapping[str, Provide]
) -> dict[str, Provide]:
    asked = {name for each in functions for name in inspect.signature(each).parameters}
    return {name: use_cases[name] for name in sorted(asked & use_cases.keys())}


def _operation(handler: HTTPRouteHandler, _method: str, _path: object) -> str:
    # By the name of its function: `pay_fee`. A test says that no two are alike.
    return handler.handler_name


@get("/health", sync_to_thread=False, include_in_schema=False)
def health() -> dict[str, str]:
    """That the server is up."""
    return {"status": "up"}


def make_app(
    use_cases: Mapping[str, Provide], *, version: str, lifespan: Sequence[Any] = ()
) -> Litestar:
    """The application over these use cases, each under the name by which controllers ask for it."""
    queries = KnownQueries()
    v1 = Router(
        "/v1",
        route_handlers=[_with_its_own(each, use_cases) for each in controllers()],
        before_request=lambda request: queries(request),  # a copy would not learn
    )
    app = Litestar(
        [v1, health],
        dependencies={**PROVIDED, **_asked_for([actors.sign_in], use_cases)},
        exception_handlers=HANDLERS,
        request_class=PlainRequest,
        lifespan=list(lifespan),
        openapi_config=OpenAPIConfig(
            title="maawin",
            version=version,
            path="/v1/openapi",
            operation_id_creator=_operation,
            render_plugins=[
                JsonRenderPlugin(path="/openapi.json"),
                YamlRenderPlugin(path="/openapi.yaml"),
            ],
            components=Components(
                security_schemes={"token": SecurityScheme(type="http", scheme="bearer")}
            ),
            security=[{"token": []}],
        ),
    )
    queries.learn(app)
    return app
