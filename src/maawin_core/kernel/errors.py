"""What the core refuses, in five families.

Refusal
├── NotFound      it does not exist, or it is not yours to see
├── NotAllowed    you are a party to it, and lack that right
├── WrongMoment   it is not in the state for this (`AlreadyTaken`: somebody else was first)
├── RuleBroken    a rule of law or of the platform forbids it
└── Stale         it has changed since you looked

A refusal carries a stable code and typed facts, never a sentence: `maawin_core.words` has the
sentence in each language, and each says what was found, what would have to be true, and what to
do next. No refusal knows HTTP or exit codes; the entry points do.
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any


class Refusal(Exception):
    """The core says no. *code* names the reason; *facts* are what was found."""

    def __init__(self, code: str, **facts: Any) -> None:
        super().__init__(code)
        self.code = code
        self.facts = facts

    def __str__(self) -> str:
        # Names of facts only: a log line must not show an identity number.
        return f"{self.code} ({', '.join(self.facts)})" if self.facts else self.code


class NotFound(Refusal):
    """It does not exist, or it is not yours to see: the two must look alike."""


class NotAllowed(Refusal):
    """You may see it, but not do this to it."""


class WrongMoment(Refusal):
    """It is not in the state for this."""


class AlreadyTaken(WrongMoment):
    """Somebody else holds what can be held once: a passport number, a worker's reservation."""


class RuleBroken(Refusal):
    """A rule of law or of the platform forbids it."""


class Stale(Refusal):
    """It has changed since the caller looked."""


FAMILIES: tuple[type[Refusal], ...] = (NotFound, NotAllowed, WrongMoment, RuleBroken, Stale)


def family_of(refusal: Refusal) -> type[Refusal]:
    """The family that decides how an entry point shows this refusal."""
    return next(kind for kind in type(refusal).__mro__ if kind in FAMILIES)


def require(condition: object, code: str, **facts: Any) -> None:
    """Refuse with `RuleBroken` unless *condition* holds."""
    if not condition:
        raise RuleBroken(code, **facts)


def listed(items: Iterable[object]) -> str:
    """Several values as one fact, in a stable order."""
    return ", ".join(sorted(str(item) for item in items))
