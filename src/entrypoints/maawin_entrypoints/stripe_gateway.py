"""Stripe as the settings want it: what the entry point `stripe` names."""

from __future__ import annotations

from maawin_adapters.clocks import SystemClock
from maawin_adapters.payments.stripe import StripeGateway

from .settings import Settings


def stripe_gateway() -> StripeGateway:
    """The Stripe account of this installation, by its settings."""
    settings = Settings.of()
    if not settings.stripe_key:
        raise SystemExit("MAAWIN_GATEWAYS names stripe. Set MAAWIN_STRIPE_KEY to its secret key.")
    return StripeGateway(
        clock=SystemClock(),
        key=settings.stripe_key,
        webhook_secret=settings.stripe_webhook_secret,
        return_url=settings.stripe_return_url,
        url=settings.stripe_url,
    )
