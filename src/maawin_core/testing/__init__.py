"""What third parties test their own work with: kits and legal cases."""

from contextlib import suppress

# So that a promise which is broken shows what was found, in an installed kit too. Legal cases can
# be read without pytest.
with suppress(ImportError):
    import pytest

    pytest.register_assert_rewrite(
        *(
            f"{__name__}.{kit}"
            for kit in (
                "beside", "books", "claims", "files", "lists", "notifier", "outbox",
                "meetings", "payment_events", "payment_gateway", "payment_refunds",
                "payment_settlements", "payment_subject", "payment_troubles", "races",
                "storage", "transactions", "wage_channel",
            )
        )
    )  # fmt: skip
