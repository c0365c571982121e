"""The provider with a page of its own, as the settings want it: entry point `hosted_page`."""

from __future__ import annotations

from maawin_adapters.clocks import SystemClock
from maawin_adapters.payments.hosted_page import HostedPageGateway
from maawin_adapters.payments.provider_line import ProviderLine

from .settings import Settings


def hosted_page_gateway() -> HostedPageGateway:
    """The account of this installation, by its settings."""
    settings = Settings.of()
    if not settings.hosted_page_token:
        raise SystemExit(
            "MAAWIN_GATEWAYS names hosted_page. Set MAAWIN_HOSTED_PAGE_TOKEN to its API token."
        )
    return HostedPageGateway(
        clock=SystemClock(),
        line=ProviderLine(settings.hosted_page_url, settings.hosted_page_token),
        webhook_secret=settings.hosted_page_webhook_secret,
        return_url=settings.hosted_page_return_url,
        currency=settings.hosted_page_currency,
    )
