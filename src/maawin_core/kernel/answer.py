"""What somebody outside answers: a bank, a mail server, a wage channel. Answers are values."""

from __future__ import annotations

from attrs import frozen


@frozen
class Accepted:
    """Done. *reference* is the provider's own name for it."""

    reference: str


@frozen
class Refused:
    """Not done, and never will be. *reason* is a code, fit to show by `words/`."""

    reason: str


@frozen
class Unknown:
    """No answer, or none that can be trusted. Only a look-up can settle it."""


Answer = Accepted | Refused | Unknown
