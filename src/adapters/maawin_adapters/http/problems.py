"""Refusals over HTTP: one table from family to status, one function to a problem (RFC 9457)."""

from __future__ import annotations

import logging
import traceback
from enum import EnumType
from typing import Any, get_type_hints

from litestar import Request, Response
from litestar.exceptions import HTTPException, ValidationException

from maawin_core.kernel import errors
from maawin_core.words.catalogue import DEFAULT, LANGUAGES, refusal_sentence, sentence

from .reading_faults import told
from .wire import plain_value

STATUS: dict[type[errors.Refusal], int] = {
    errors.NotFound: 404,
    errors.NotAllowed: 403,
    errors.WrongMoment: 409,
    errors.RuleBroken: 422,
    errors.Stale: 412,
}

_TYPE = "https://maawin.example/problems/"
_log = logging.getLogger("maawin.http")


def language_of(request: Request[Any, Any, Any]) -> str:
    """The reader's language: what she asks for, then what her sign-in says, then Arabic."""
    for wish in request.headers.get("accept-language", "").split(","):
        code = wish.split(";")[0].split("-")[0].strip().lower()
        if code in LANGUAGES:
            return code
    return str(request.scope.get("state", {}).get("language", DEFAULT))


def _problem(status: int, code: str, language: str, **more: Any) -> Response[dict[str, Any]]:
    facts = more.pop("facts", {})
    content = {
        "type": _TYPE + code,
        "title": sentence(f"problem.{status}", language, {}),
        "status": status,
        "detail": refusal_sentence(code, language, facts),
        **({"facts": {n: plain_value(v) for n, v in facts.items()}} if facts else {}),
        **more,
    }
    headers = {"content-language": language}
    if status == 401:
        headers["www-authenticate"] = "Bearer"
    return Response(
        content, status_code=status, media_type="application/problem+json", headers=headers
    )


def refused(request: Request[Any, Any, Any], refusal: errors.Refusal) -> Response[dict[str, Any]]:
    """The core's no, in the reader's language."""
    status = STATUS[errors.family_of(refusal)]
    if refusal.code == "sign_in_unknown":
        status = 401
    return _problem(status, refusal.code, language_of(request), facts=refusal.facts)


def unreadable(
    request: Request[Any, Any, Any], fault: ValidationException
) -> Response[dict[str, Any]]:
    """The request does not say what it has to: which field, and what is wrong with it."""
    found = fault.extra if isinstance(fault.extra, list) else []
    language = language_of(request)
    faults = [
        {
            "field": str(each.get("key", "")),
            "message": _not_one_of(request, str(each.get("key", "")), language)
            or told(str(each.get("message", "")), language),
        }
        for each in found
        if isinstance(each, dict)
    ]
    named = {"found": "; ".join(": ".join(filter(None, f.values())) for f in faults) or "?"}
    return _problem(400, "request_unreadable", language, facts=named, errors=faults)


def _not_one_of(request: Request[Any, Any, Any], field: str, language: str) -> str:
    """Where a field takes a few words only: which. A library would say that another is invalid."""
    taken: Any = request.scope["route_handler"].parsed_fn_signature.parameters
    kinds = {name: each.annotation for name, each in taken.items()}
    kinds |= _fields_of(kinds.get("data"))
    kind: Any = None
    for part in field.split("."):
        kind = kinds.get(part)
        kinds = _fields_of(kind)
    if not isinstance(kind, EnumType):
        return ""
    words = ", ".join(map(str, kind.__members__.values()))
    return sentence("problem.word_not_taken", language, {"needed": words})


def _fields_of(kind: object) -> dict[str, Any]:
    return get_type_hints(kind) if isinstance(kind, type) else {}


def failed(request: Request[Any, Any, Any], fault: HTTPException) -> Response[dict[str, Any]]:
    """What the web layer itself refuses: no such page, no such method, a body of another kind."""
    known = {404: "no_such_page", 405: "no_such_method", 413: "request_too_large"}
    code = known.get(fault.status_code, "request_unreadable")
    language = language_of(request)
    found = told(fault.detail, language)
    return _problem(fault.status_code, code, language, facts={"found": found})


def broken(request: Request[Any, Any, Any], fault: Exception) -> Response[dict[str, Any]]:
    """A bug of ours. The caller is told so and no more; the log says where it happened.

    Not what the fault itself says: messages of databases and libraries quote what was sent.
    """
    frames = "".join(traceback.format_tb(fault.__traceback__))
    _log.error("unexpected %s at %s\n%s", type(fault).__name__, request.url.path, frames)
    return _problem(500, "our_fault", language_of(request))


HANDLERS: dict[Any, Any] = {
    errors.Refusal: refused,
    ValidationException: unreadable,
    HTTPException: failed,
    Exception: broken,
}
