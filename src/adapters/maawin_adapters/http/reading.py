"""Reading a request: a body that nobody could have meant is refused before anything is done."""

from __future__ import annotations

import re
from typing import Any

import msgspec
from attrs import define, field
from litestar import Litestar, Request
from litestar.exceptions import ClientException, ValidationException
from litestar.routes import HTTPRoute

from maawin_core.kernel.errors import RuleBroken, listed

#: Where in a body a fault stands: "Expected `int`, got `str` - at `$.arrival_days`".
_PLACE = re.compile(r"`\$\.?(.*)`$")

#: By which names a handler asks who is there; and where a fault waits until that is known.
_ASKER = frozenset({"actor", "sign_in"})
_UNFIT = "unfit_body"


class PlainRequest(Request[Any, Any, Any]):
    """A request whose body may be nested only so deep as a decoder can follow, and in which a
    number is a number: "30" is text, and whoever sends it may mean something else."""

    async def json(self) -> Any:
        """The body's JSON; a problem for the caller if it is not what this address takes."""
        try:
            body = await super().json()
        except RecursionError as fault:
            raise ClientException("the JSON is nested too deeply") from fault
        except UnicodeDecodeError as fault:
            raise ClientException("the JSON is not in UTF-8") from fault
        taken = self.route_handler.parsed_fn_signature.parameters.get("data")
        if taken is not None:
            self._must_be(body, taken.annotation)
        return body

    def _must_be(self, body: Any, kind: Any) -> None:
        # Who asks is found after the body is read, and comes first: a stranger learns nothing of
        # it, and the others read what is wrong in their language.
        fault = _fault_of(body, kind)
        if fault is None:
            return
        if not _ASKER.intersection(self.route_handler.parsed_fn_signature.parameters):
            raise fault
        self.scope.setdefault("state", {})[_UNFIT] = fault


def must_have_been_readable(request: Request[Any, Any, Any]) -> None:
    """Refuse the request now, if its body was found to be unreadable."""
    fault = request.scope.get("state", {}).get(_UNFIT)
    if fault is not None:
        raise fault


def _fault_of(body: Any, kind: Any) -> ValidationException | None:
    """What is wrong with a body that only a lenient reading would turn into what is taken here.

    The web layer reads bodies like queries, in which everything is text.
    """
    try:
        msgspec.convert(body, type=kind, strict=True, str_keys=True)
    except msgspec.ValidationError as fault:
        message, _, place = str(fault).partition(" - ")
        found = _PLACE.search(place)
        named = {"message": message, "key": found[1] if found else "", "source": "body"}
        return ValidationException("the body is not what is taken here", extra=[named])
    return None


@define
class KnownQueries:
    """Refuses a question that asks for what its address does not know.

    Litestar leaves it out of account, and a misspelt filter would give the whole list.
    """

    _known: dict[tuple[str, str], frozenset[str]] = field(factory=dict)

    def learn(self, app: Litestar) -> None:
        """What each address of the application may be asked."""
        for route in app.routes:
            if isinstance(route, HTTPRoute):
                for method, (_, asked) in route.route_handler_map.items():
                    names = frozenset(each.field_alias for each in asked.expected_query_params)
                    self._known[route.path_format, method] = names

    def __call__(self, request: Request[Any, Any, Any]) -> None:
        """Before a request is answered: `RuleBroken` if its query has an unknown name."""
        place = (request.scope["path_template"], request.method)
        known = self._known.get(place, frozenset())
        unknown = set(request.query_params.keys()) - known
        if unknown:
            raise RuleBroken("query_unknown", found=listed(unknown), needed=listed(known) or "–")
