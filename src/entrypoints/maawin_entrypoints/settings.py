"""What can be set from outside, by environment variables that begin with `MAAWIN_`."""

from __future__ import annotations

import os
from collections.abc import Mapping
from typing import Self

from attrs import field, frozen

from maawin_core.kernel.aggregate import field_names


def _port(said: int | str) -> int:
    if str(said).isdecimal() and str(said).isascii() and int(said) < 65536:
        return int(said)
    raise SystemExit(f"“{said}” is no port. Set MAAWIN_PORT, or MAAWIN_SMTP_PORT, to 0 to 65535.")


@frozen(kw_only=True)
class Settings:
    """Every setting with its default: without any, maawin runs on an SQLite file here."""

    database: str = "sqlite:///maawin.db"
    """`sqlite:///FILE`, or `postgresql+psycopg://USER:PASSWORD@HOST/NAME`."""
    files: str = "maawin-files"
    """The folder in which attached files are kept."""
    wages: str = "maawin-wages"
    """The folder in which salary files, and the evidence of transfers, are written."""
    gateways: str = "sandbox"
    """Payment providers by their entry points, a comma between: new payments go to the first, the
    others give back what they took. Or by method and share: `stripe:card=70,sandbox:card=30`."""
    stripe_key: str = field(default="", repr=False)
    """The secret key of a Stripe account; needed where `gateways` names stripe."""
    stripe_webhook_secret: str = field(default="", repr=False)
    """The signing secret of its event endpoint. Without it no event of Stripe is believed."""
    stripe_return_url: str = ""
    """Where a payer comes back to from the page of her bank."""
    stripe_url: str = "https://api.stripe.com"
    hosted_page_token: str = field(default="", repr=False)
    """The API token of the account; needed where `gateways` names hosted_page."""
    hosted_page_webhook_secret: str = field(default="", repr=False)
    """The key of its webhooks. Without it no event of this provider is believed."""
    hosted_page_return_url: str = ""
    """Where a payer comes back to from its page."""
    hosted_page_url: str = "https://api-qa.myfatoorah.com"
    hosted_page_currency: str = "QAR"
    host: str = "127.0.0.1"
    port: int = field(default=8000, converter=_port)
    smtp_host: str = ""
    """Without a mail server, notices stay in the inbox."""
    smtp_port: int = field(default=25, converter=_port)
    smtp_user: str = ""
    smtp_password: str = field(default="", repr=False)
    smtp_sender: str = "maawin@example.invalid"
    debug: str = ""
    """Anything: a fault of ours is shown with the place in the code at which it happened."""

    @classmethod
    def of(cls, environment: Mapping[str, str] | None = None) -> Self:
        """The settings that the environment gives. An unknown `MAAWIN_` name is refused."""
        given = os.environ if environment is None else environment
        known = {f"MAAWIN_{name.upper()}": name for name in field_names(cls)}
        tests_own = "MAAWIN_TEST_"
        unknown = [
            name
            for name in given
            if name.startswith("MAAWIN_") and name not in known and not name.startswith(tests_own)
        ]
        if unknown:
            raise SystemExit(f"Unknown settings: {', '.join(unknown)}. Known: {', '.join(known)}.")
        return cls(**{known[name]: value for name, value in given.items() if name in known})
