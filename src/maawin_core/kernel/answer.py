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


@frozen
class Pending:
    """Begun, and not decided: the payer is on the provider's page, or a bank takes its days.

    A look-up or an event of the provider settles it, as it does what is unknown.
    """

    reference: str
    page: str = ""  # where the payer goes on, if the provider has a page of its own


@frozen
class Bounced:
    """Money on its way to a person has come back, days after it was `Accepted`: nobody has it.

    It is owed as before. It goes out again under a new name only, or another way.
    """

    reference: str
    reason: str


Answer = Accepted | Refused | Unknown

#: What a payment provider answers to a charge: unlike the others it may still be at it.
PaymentAnswer = Accepted | Pending | Refused | Unknown

#: What it answers to a refund or a payout, which a bank may send back in the end.
RefundAnswer = Accepted | Bounced | Pending | Refused | Unknown
