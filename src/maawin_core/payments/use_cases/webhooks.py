"""Providers' messages are kept, and what they are about is looked up (M9)."""

from __future__ import annotations

from collections.abc import Mapping
from uuid import UUID

from attrs import frozen

from ...access.rights import Act, Rights
from ...kernel.aggregate import Claim
from ...kernel.answer import Accepted, Refused
from ...kernel.errors import (
    AlreadyTaken,
    NotAllowed,
    NotFound,
    RuleBroken,
    Stale,
    WrongMoment,
    require,
)
from ...kernel.identity import PaymentId
from ...kernel.parties import Actor
from ...ports.clock import Clock
from ...ports.payment_gateway import NOT_OURS, NOT_SIGNED, Gateways, Movement
from ...ports.storage import Storage
from ..fee_payment import FeePayment
from ..office_money import OfficeMoney
from ..webhook import Webhook, WebhookStatus, name_of
from .giving_back import LookUpRefund
from .office_money import SettleOfficeMoney
from .paying import SettleOpenPayment

#: No provider's message is larger; what is, is somebody else's.
MOST_BYTES = 256 * 1024
MOST_HEADERS = 64
MOST_HEADER = 4 * 1024


@frozen
class ReceiveWebhook:
    """A message has come from outside. If a provider has signed it, it is kept as it came, once,
    and nothing more: what it is about is looked up afterwards. None: it is about none of ours.

    The signature is a matter of arithmetic and asks nobody, so a stranger fills no table here.
    """

    storage: Storage
    rights: Rights
    gateways: Gateways
    clock: Clock

    def __call__(
        self, by: Actor, provider: str, body: bytes, headers: Mapping[str, str]
    ) -> Webhook | None:
        self.rights.check(by, Act.RECEIVE_WEBHOOK)
        if provider not in self.gateways.names:
            raise NotFound("webhook_unknown", found=provider[:50])
        _must_be_of_size(body, headers)
        now = self.clock.now()
        said = self.gateways.by_name(provider).parse_event(body, headers, now)
        if said == NOT_OURS:
            return None
        if isinstance(said, Refused):
            refusal = NotAllowed if said == NOT_SIGNED else RuleBroken
            raise refusal("webhook_refused", reason=said.reason)
        received = Webhook.received(
            provider, said.id, call=said.call, movement=said.about,
            body=body, headers=headers, at=now,
        )  # fmt: skip
        try:
            with self.storage.transaction(by) as work:
                return work.find(Webhook, received.id) or work.save(received)
        except (AlreadyTaken, Stale):  # it came twice at the same moment
            return self.storage.get(Webhook, name_of(provider, said.id))


def _must_be_of_size(body: bytes, headers: Mapping[str, str]) -> None:
    require(len(body) <= MOST_BYTES, "webhook_too_large", found=len(body), needed=MOST_BYTES)
    longest = max((len(value) for value in headers.values()), default=0)
    fits = len(headers) <= MOST_HEADERS and longest <= MOST_HEADER
    require(fits, "webhook_too_large", found=longest, needed=MOST_HEADER)


@frozen
class ProcessWebhook:
    """What a kept message is about is looked up at the provider, and what that answers is what
    counts. Safe to repeat. What the look-up does not confirm yet comes again.

    A charge that went through and that nobody here awaits is money that nobody owns up to: it is
    refused until a person has looked.
    """

    storage: Storage
    rights: Rights
    gateways: Gateways
    clock: Clock

    def __call__(self, by: Actor, webhook: UUID) -> Webhook:
        with self.storage.transaction(by) as work:
            received = work.get(Webhook, webhook)
            self.rights.check(by, Act.PROCESS_WEBHOOK, received)
        if received.status is not WebhookStatus.RECEIVED:
            return received

        thing = self._looked_up(by, received)

        with self.storage.transaction(by) as work:
            return work.save(work.get(Webhook, webhook).processed(thing, self.clock.now()))

    def _looked_up(self, by: Actor, received: Webhook) -> UUID | None:
        holder = self.storage.holder(Claim("provider_call", str(received.call)))
        if holder is not None:
            fee = self.storage.get(FeePayment, holder[1])
            return self._of_fee(by, received, fee)
        try:
            self.storage.get(OfficeMoney, received.call)
        except NotFound:
            self._of_nobody(received)
            return None
        return self._of_office(by, received)

    def _of_fee(self, by: Actor, received: Webhook, fee: FeePayment) -> UUID:
        ports = (self.storage, self.rights, self.gateways, self.clock)
        payment = PaymentId(fee.id)
        award = next((each for each in fee.awards if each.call == received.call), None)
        if award is None:
            SettleOpenPayment(*ports)(by, payment)
            return fee.id
        given_back = LookUpRefund(*ports)(by, payment, award.id)
        now = given_back.award(award.id)
        if received.movement is Movement.BOUNCE and now == award and now.given is not None:
            raise WrongMoment("webhook_unconfirmed", thing="fee_payment", id=fee.id)
        return fee.id

    def _of_office(self, by: Actor, received: Webhook) -> UUID:
        before = self.storage.get(OfficeMoney, received.call)
        settle = SettleOfficeMoney(self.storage, self.rights, self.gateways, self.clock)
        after = settle(by, received.call)
        if received.movement is Movement.BOUNCE and after == before and not after.reason:
            raise WrongMoment("webhook_unconfirmed", thing="office_money", id=after.id)
        return after.id

    def _of_nobody(self, received: Webhook) -> None:
        if received.movement is not Movement.CHARGE:
            return  # of a call that has been given up: another has taken its place
        gateway = self.gateways.by_name(received.provider)
        if isinstance(gateway.look_up(received.call), Accepted):
            raise RuleBroken("charge_of_nobody", found=received.provider, id=received.call)
