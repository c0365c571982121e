"""What the kit of payment providers needs to know of the sandbox (M9)."""

from __future__ import annotations

from uuid import UUID

from . import sandbox


class SandboxHooks:
    """Its magic cards, and the events that it would have sent: a pattern for your own hooks."""

    good_card, bad_card = "tok_any", sandbox.REFUSED_CARD
    late_card, silent_card = sandbox.LATE_CARD, sandbox.SILENT_CARD
    pending_refund_card, bouncing_card = sandbox.PENDING_REFUND_CARD, sandbox.BOUNCING_CARD
    good_account, bad_account = "acct_any", sandbox.REFUSED_ACCOUNT
    bouncing_account = sandbox.BOUNCING_ACCOUNT

    def events_of(
        self, gateway: sandbox.SandboxGateway, call: UUID
    ) -> list[tuple[bytes, dict[str, str]]]:
        """As they would have been sent."""
        return [(body, headers) for about, body, headers in gateway.events if about == call]
