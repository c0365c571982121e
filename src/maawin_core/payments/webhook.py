"""What a payment provider says by itself (M9): kept as it came, and believed by nobody."""

from __future__ import annotations

import base64
from collections.abc import Mapping
from datetime import datetime
from enum import StrEnum
from typing import ClassVar
from uuid import UUID, uuid5

from attrs import frozen

from ..kernel.aggregate import Aggregate, Event, Row
from ..kernel.parties import PLATFORM, Party
from ..kernel.settlement import Movement

_NAMES = UUID("8d2f2f6a-6f0b-5a52-9b53-5f5c3c1d7a10")

#: Such headers are of whoever carries a message, or let somebody in: they are not kept.
NOT_KEPT = frozenset({"authorization", "cookie", "proxy-authorization"})


class WebhookStatus(StrEnum):
    """Whether it has been seen to."""

    RECEIVED = "received"
    PROCESSED = "processed"
    UNMATCHED = "unmatched"  # nothing here awaits that call any more


@frozen(kw_only=True)
class WebhookReceived(Event):
    """A provider's message has come, is signed by it, and is kept."""

    webhook: UUID
    provider: str
    call: UUID


@frozen(kw_only=True)
class WebhookProcessed(Event):
    """The call that it was about has been looked up; *thing* is what it belongs to."""

    webhook: UUID
    thing: UUID | None


@frozen(kw_only=True)
class WebhookRow(Row):
    """A provider's message as it is listed: by the payment that it was about."""

    orders: ClassVar[tuple[str, ...]] = ("at", "thing")

    provider: str
    movement: Movement
    status: WebhookStatus
    thing: UUID | None
    at: datetime


@frozen(kw_only=True)
class Webhook(Aggregate):
    """One message of a provider. Its name is made from the provider's own name for it, so that the
    same message is the same thing, however often it comes.

    *body* is base64 of what came, byte for byte: the evidence, and nothing that is shown.
    """

    provider: str
    event: str
    call: UUID
    movement: Movement
    body: str
    headers: tuple[tuple[str, str], ...]
    at: datetime
    status: WebhookStatus = WebhookStatus.RECEIVED
    thing: UUID | None = None

    @classmethod
    def received(
        cls,
        provider: str,
        event: str,
        *,
        call: UUID,
        movement: Movement,
        body: bytes,
        headers: Mapping[str, str],
        at: datetime,
    ) -> Webhook:
        """It has come, and the provider's signature is on it."""
        id = name_of(provider, event)
        kept = sorted((n.lower(), v) for n, v in headers.items() if n.lower() not in NOT_KEPT)
        made = cls(
            id=id, provider=provider, event=event, call=call, movement=movement,
            body=base64.b64encode(body).decode(), headers=tuple(kept), at=at,
        )  # fmt: skip
        return made.after(WebhookReceived(at=at, webhook=id, provider=provider, call=call))

    @property
    def raw(self) -> bytes:
        """What came, byte for byte."""
        return base64.b64decode(self.body)

    def processed(self, thing: UUID | None, at: datetime) -> Webhook:
        """What it was about has been looked up, or is nothing that anybody awaits. Once."""
        if self.status is not WebhookStatus.RECEIVED:
            return self
        status = WebhookStatus.UNMATCHED if thing is None else WebhookStatus.PROCESSED
        event = WebhookProcessed(at=at, webhook=self.id, thing=thing)
        return self.after(event, status=status, thing=thing)

    def parties(self) -> frozenset[Party]:
        return frozenset({PLATFORM})

    def rows(self) -> tuple[Row, ...]:
        return (
            WebhookRow(
                key=self.id, provider=self.provider, movement=self.movement, status=self.status,
                thing=self.thing, at=self.at,
            ),
        )  # fmt: skip


def name_of(provider: str, event: str) -> UUID:
    """The name of a provider's message here."""
    return uuid5(_NAMES, f"{provider}:{event}")
