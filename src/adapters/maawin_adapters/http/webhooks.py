"""Payment providers' own messages over HTTP (M9): let in by a signature, not by a sign-in."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from litestar import Controller, Request, get, post
from litestar.di import NamedDependency
from litestar.params import FromPath, FromQuery, RawBody

from maawin_core.access.use_cases import Browse, only
from maawin_core.kernel.parties import SYSTEM, Actor
from maawin_core.payments.use_cases import ReceiveWebhook
from maawin_core.payments.use_cases.webhooks import MOST_BYTES
from maawin_core.payments.webhook import WebhookRow, WebhookStatus

from .wire import PageView, View, browsed, row_view


class TakenView(View):
    """That a message was taken in; *kept*: and that it is about something here."""

    kept: bool


class Webhooks(Controller):
    """What payment providers say by themselves."""

    path = "/webhooks"
    tags = ["Payments"]

    @post(
        "/{provider:str}",
        status_code=202,
        sync_to_thread=True,
        request_max_body_size=MOST_BYTES,
        security=[],
    )
    def receive_webhook(
        self,
        request: Request[Any, Any, Any],
        provider: FromPath[str],
        body: RawBody,
        receive_webhook: NamedDependency[ReceiveWebhook],
    ) -> TakenView:
        """Take a provider's message in: it is kept as it came, and looked up afterwards."""
        headers = dict(request.headers.items())
        # Who knocks has no sign-in. The platform opens, and believes the signature alone.
        return TakenView(kept=receive_webhook(SYSTEM, provider, body, headers) is not None)

    @get("/", sync_to_thread=True)
    def browse_webhooks(
        self,
        actor: NamedDependency[Actor],
        browse: NamedDependency[Browse],
        thing: FromQuery[UUID | None] = None,
        status: FromQuery[WebhookStatus | None] = None,
        after: FromQuery[str | None] = None,
        limit: FromQuery[int] = 50,
    ) -> PageView[row_view(WebhookRow)]:  # type: ignore[valid-type]
        """Messages of providers, without what they hold: all, or those about one payment."""
        return browsed(
            browse, actor, WebhookRow,
            conditions=only(thing=thing, status=status), order=("at",),
            after=after, limit=limit,
        )  # fmt: skip
