"""The rules and identity numbers over HTTP: schemas and answers, for regulators above all."""

from __future__ import annotations

from datetime import date
from typing import Any

from litestar import Controller, Request, Response, get, post
from litestar.di import NamedDependency
from litestar.params import FromPath, FromQuery, JSONBody, RawBody

from maawin_core.kernel.errors import NotFound, RuleBroken
from maawin_core.kernel.identifiers import KINDS
from maawin_core.kernel.parties import Actor
from maawin_core.law.identifier_answer import identifier_answer
from maawin_core.rulebook import RULES, calculate_text
from maawin_core.words.catalogue import sentence

from .problems import language_of
from .wire import Body, View


class RuleView(View):
    """One rule, and where it stands in the law."""

    name: str
    title: str
    articles: list[str]
    statuses: list[str]


class IdentifierBody(Body):
    """A number that is to be checked."""

    value: str


def _readings(asked: list[str]) -> dict[str, str]:
    found: dict[str, str] = {}
    for each in asked:
        id, colon, choice = each.partition(":")
        if not colon:
            raise RuleBroken("reading_unreadable", found=each)
        if found.setdefault(id, choice) != choice:
            raise RuleBroken("reading_twice", found=id)
    return found


def _known_on(asked: str | None) -> date | None:
    if not asked:
        return None
    try:
        day = date.fromisoformat(asked)
    except ValueError as fault:
        raise RuleBroken("day_unreadable", found=asked) from fault
    if day.isoformat() != asked:  # 20260101 and 2026-W01-4 are days too, and not as we write them
        raise RuleBroken("day_unreadable", found=asked)
    return day


class Law(Controller):
    """Ask the rules. Anybody who is signed in may; no answer depends on who asks."""

    path = "/law"
    tags = ["Law"]

    @get("/", sync_to_thread=False)
    def list_rules(
        self, request: Request[Any, Any, Any], actor: NamedDependency[Actor]
    ) -> list[RuleView]:
        """Every rule."""
        language = language_of(request)
        return [
            RuleView(
                name=rule.name,
                title=sentence(f"rule.{rule.name}", language, {}),
                articles=list(rule.articles),
                statuses=list(rule.statuses),
            )
            for rule in RULES.values()
        ]

    @get("/{rule:str}/schema", sync_to_thread=False)
    def show_rule_schema(
        self, rule: FromPath[str], actor: NamedDependency[Actor]
    ) -> dict[str, Any]:
        """JSON Schema of the rule's facts and answer."""
        _must_be_known(rule)
        return RULES[rule].schema

    @post("/{rule:str}/calculate", status_code=200, sync_to_thread=True)
    def calculate_rule(
        self,
        request: Request[Any, Any, Any],
        rule: FromPath[str],
        body: RawBody,
        actor: NamedDependency[Actor],
        reading: FromQuery[list[str] | None] = None,
        alternatives: FromQuery[bool] = False,
        known_on: FromQuery[str | None] = None,
    ) -> Response[dict[str, Any]]:
        """The answer to these facts, with the whole sheet; an error is a 422 problem."""
        _must_be_known(rule)
        # The text itself: a field that is said twice must be an error, not the last one's, and
        # so must text that is not UTF-8, as on the command line.
        found = calculate_text(
            rule,
            body.decode("utf-8", "surrogateescape"),
            readings=_readings(reading or []),
            alternatives=alternatives,
            known_on=_known_on(known_on),
        )
        if "error" in found:
            return _problem(found["error"], language_of(request))
        return Response(found)


def _must_be_known(rule: str) -> None:
    if rule not in RULES:
        raise NotFound("not_found", thing="rule", id=rule[:60])


def _problem(error: dict[str, Any], language: str) -> Response[dict[str, Any]]:
    content = {
        "type": f"https://maawin.example/problems/{error['code']}",
        "title": sentence("problem.422", language, {}),
        "status": 422,
        "detail": error["message"][language],
        "error": error,
    }
    return Response(content, status_code=422, media_type="application/problem+json")


class Identifiers(Controller):
    """Identity numbers: whether one can be right, and what it says."""

    path = "/identifiers"
    tags = ["Law"]

    @post("/{kind:str}/check", status_code=200, sync_to_thread=False)
    def check_identifier(
        self,
        kind: FromPath[str],
        data: JSONBody[IdentifierBody],
        actor: NamedDependency[Actor],
    ) -> dict[str, Any]:
        """The number in its normal form, and one message a fault."""
        if kind not in KINDS:
            raise NotFound("not_found", thing="identifier", id=kind[:60])
        return identifier_answer(kind, data.value)
