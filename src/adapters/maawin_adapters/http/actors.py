"""Who asks: the bearer token of the request, recognised by the core."""

from __future__ import annotations

from typing import Any

from litestar import Request
from litestar.di import NamedDependency

from maawin_core.access.sign_in import SignIn
from maawin_core.access.use_cases import Recognise
from maawin_core.kernel.aggregate import Version
from maawin_core.kernel.errors import NotAllowed
from maawin_core.kernel.parties import Actor

from .reading import must_have_been_readable
from .wire import seen_of


def sign_in(request: Request[Any, Any, Any], recognise: NamedDependency[Recognise]) -> SignIn:
    """The sign-in whose token the request bears; 401 without one."""
    scheme, _, token = request.headers.get("authorization", "").partition(" ")
    if scheme.lower() != "bearer" or not token:
        raise NotAllowed("sign_in_unknown")
    found = recognise(token.strip())
    request.scope.setdefault("state", {})["language"] = found.language
    must_have_been_readable(request)
    return found


def actor(sign_in: NamedDependency[SignIn]) -> Actor:
    """The actor of this request."""
    return sign_in.actor


def seen(request: Request[Any, Any, Any]) -> Version | None:
    """The version that the caller looked at, from `If-Match`; without it nothing is compared."""
    return seen_of(request.headers.get("if-match"))
