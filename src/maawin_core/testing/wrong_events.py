"""Payment providers that each break one promise about their events (M9)."""

from __future__ import annotations

import json
from collections.abc import Mapping
from datetime import datetime
from uuid import UUID

from attrs import evolve

from ..kernel.answer import Pending, Refused
from ..kernel.identity import new_id
from ..ports.payment_gateway import NOT_SIGNED, OUT_OF_TIME, Movement, ProviderEvent
from .honest_gateway import HonestGateway


class BelievesAnyone(HonestGateway):
    """It reads an event without looking at its signature."""

    def parse_event(
        self, body: bytes, headers: Mapping[str, str], received: datetime
    ) -> ProviderEvent | Refused:
        try:
            said = json.loads(body)
            call = UUID(said["call"])
        except (ValueError, TypeError):
            return NOT_SIGNED
        return ProviderEvent(said["id"], call, self.answers[call], self._about(call))


class SignsWhatItUnderstood(HonestGateway):
    """It checks the signature of the body as read, not as it came."""

    def parse_event(
        self, body: bytes, headers: Mapping[str, str], received: datetime
    ) -> ProviderEvent | Refused:
        return super().parse_event(body.strip(), headers, received)


class NamesEachReadingAnew(HonestGateway):
    """The same event has another name each time that it comes."""

    def parse_event(
        self, body: bytes, headers: Mapping[str, str], received: datetime
    ) -> ProviderEvent | Refused:
        heard = super().parse_event(body, headers, received)
        return heard if isinstance(heard, Refused) else ProviderEvent(
            str(new_id()), heard.call, heard.answer, heard.about
        )  # fmt: skip


class NamesAllEventsAlike(HonestGateway):
    """Every event has the same name, so all but the first are taken for repetitions."""

    def parse_event(
        self, body: bytes, headers: Mapping[str, str], received: datetime
    ) -> ProviderEvent | Refused:
        heard = super().parse_event(body, headers, received)
        return heard if isinstance(heard, Refused) else ProviderEvent(
            "event", heard.call, heard.answer, heard.about
        )  # fmt: skip


class SaysPendingInEvents(HonestGateway):
    """Its events never say how it ended."""

    def parse_event(
        self, body: bytes, headers: Mapping[str, str], received: datetime
    ) -> ProviderEvent | Refused:
        heard = super().parse_event(body, headers, received)
        return heard if isinstance(heard, Refused) else ProviderEvent(
            heard.id, heard.call, Pending(""), heard.about
        )  # fmt: skip


class ReadsHeadersAsWritten(HonestGateway):
    """It finds its signature only if nobody on the way has changed the case of its name."""

    def parse_event(
        self, body: bytes, headers: Mapping[str, str], received: datetime
    ) -> ProviderEvent | Refused:
        if "Signature" not in headers:
            return NOT_SIGNED
        return super().parse_event(body, headers, received)


class BelievesOldEvents(HonestGateway):
    """It asks who signed an event, and never when."""

    def parse_event(
        self, body: bytes, headers: Mapping[str, str], received: datetime
    ) -> ProviderEvent | Refused:
        return super().parse_event(body, headers, self.now)


class BelievesOnlyItsOwnClock(HonestGateway):
    """A clock that is a minute off makes it deaf."""

    def parse_event(
        self, body: bytes, headers: Mapping[str, str], received: datetime
    ) -> ProviderEvent | Refused:
        if received != self.now:
            return OUT_OF_TIME
        return super().parse_event(body, headers, received)


class TellsRefundsAsCharges(HonestGateway):
    """Its events do not say what they are about, so a refund is looked up among the charges."""

    def parse_event(
        self, body: bytes, headers: Mapping[str, str], received: datetime
    ) -> ProviderEvent | Refused:
        heard = super().parse_event(body, headers, received)
        return heard if isinstance(heard, Refused) else evolve(heard, about=Movement.CHARGE)


class CallsEveryEventOurs(HonestGateway):
    """It raises on an event that is about nothing of ours."""

    def _read(self, said: dict[str, str]) -> ProviderEvent | Refused:
        return super()._read({"call": said["call"], **said})
