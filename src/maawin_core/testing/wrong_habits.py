"""Payment providers that each break one promise of every day (M9)."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, datetime, timedelta
from uuid import UUID

from attrs import evolve

from ..kernel.answer import (
    Accepted,
    Bounced,
    PaymentAnswer,
    Pending,
    RefundAnswer,
    Refused,
    Unknown,
)
from ..kernel.calendar import civil_day
from ..kernel.identity import new_id
from ..kernel.money import Money
from ..kernel.payment_method import PaymentMethod
from ..ports.payment_gateway import (
    NEVER_HEARD_OF,
    Capabilities,
    Movement,
    ProviderEvent,
    Quote,
    SettlementPage,
)
from .honest_gateway import BAD_CARD, SECRET, SILENT_CARD, Asked, HonestGateway
from .honest_page import HonestPageGateway


class ForgetsItsName(HonestGateway):
    """It has another name each time, so no refund finds its way back."""

    def __getattribute__(self, asked: str) -> object:
        return str(new_id()) if asked == "name" else super().__getattribute__(asked)


class ChangesItsMind(HonestGateway):
    """It says something else about itself each time."""

    def capabilities(self) -> Capabilities:
        self.now += timedelta(seconds=1)
        return evolve(super().capabilities(), refund_window=timedelta(365, self.now.second))


class DoesMoreThanItDeclares(HonestGateway):
    """It has declared neither payouts nor settlements, and does both."""

    def capabilities(self) -> Capabilities:
        return evolve(super().capabilities(), pays_out=False, lists_settlements=False)


class GivesASecondChance(HonestGateway):
    """A card that was refused is taken when it is asked again under the same name."""

    def _acted(self, call: UUID, asked: Asked) -> RefundAnswer:
        if call in self.asked and asked[2] == BAD_CARD:
            return Accepted(f"charge-{call}")
        return super()._acted(call, asked)


class BlocksAfterARefusal(HonestGateway):
    """Once it has refused a card it refuses every other."""

    def _act(self, call: UUID, movement: Movement, amount: Money, other: str) -> RefundAnswer:
        refused = any(asked[2] == BAD_CARD for asked in self.asked.values())
        return super()._act(call, movement, amount, BAD_CARD if refused else other)


class KnowsThePayer(HonestGateway):
    """A second charge of the same card and sum is taken for the first."""

    def charge(
        self, call: UUID, amount: Money, token: str, method: PaymentMethod = PaymentMethod.CARD
    ) -> PaymentAnswer:
        alike = [known for known, asked in self.asked.items() if asked[1:3] == (amount, token)]
        return super().charge(alike[0] if alike else call, amount, token, method)


class CallsSilenceAYes(HonestGateway):
    """What was never answered counts as taken."""

    def charge(
        self, call: UUID, amount: Money, token: str, method: PaymentMethod = PaymentMethod.CARD
    ) -> PaymentAnswer:
        answer = super().charge(call, amount, token, method)
        return Accepted(f"charge-{call}") if token == SILENT_CARD else answer


class ForgetsRefusals(HonestGateway):
    """It remembers only what it has accepted."""

    def look_up(self, call: UUID) -> PaymentAnswer:
        answer = super().look_up(call)
        return NEVER_HEARD_OF if isinstance(answer, Refused) else answer


class LooksUpNoRefunds(HonestGateway):
    """It finds charges, and no refund or payout."""

    def look_up_refund(self, call: UUID, charge: str) -> RefundAnswer:
        answer = super().look_up_refund(call, charge)
        return NEVER_HEARD_OF if isinstance(answer, Accepted | Bounced) else answer


class GivesBackAgain(HonestGateway):
    """A refund that is asked again is given again."""

    def refund(
        self, call: UUID, amount: Money, charge: str, expected_available: Money | None = None
    ) -> RefundAnswer:
        again = call in self.asked
        return super().refund(new_id() if again else call, amount, charge, expected_available)


class TakesARefundFromEveryCharge(HonestGateway):
    """What it gives back of one charge is missing from all the others."""

    def _not_given(self, call: UUID, amount: Money, charge: str) -> RefundAnswer | None:
        answer = super()._not_given(call, amount, charge)
        if answer is None:
            self.left = {
                each: left if each == charge else left - left for each, left in self.left.items()
            }
        return answer


class MendsWhatWasCut(HonestGateway):
    """It completes an event that was cut short, and then believes it."""

    def parse_event(
        self, body: bytes, headers: Mapping[str, str], received: datetime
    ) -> ProviderEvent | Refused:
        mended = body if body.rstrip().endswith(b"}") else body + b"}"
        return super().parse_event(mended, headers, received)


class ListsEveryDay(HonestGateway):
    """Its list of a day has the movements of all days."""

    def settlements(self, day: date, after: str = "") -> SettlementPage | Refused | Unknown:
        return SettlementPage(tuple(self.lines))


class TakesBeforeThePage(HonestPageGateway):
    """It has taken the money before the payer has been on its page."""

    def charge(
        self, call: UUID, amount: Money, token: str, method: PaymentMethod = PaymentMethod.CARD
    ) -> PaymentAnswer:
        answer = super().charge(call, amount, token, method)
        if not isinstance(answer, Refused | Unknown):
            self.left[f"session-{call}"] = amount
        return answer


class OpensAPageEachTime(HonestPageGateway):
    """A charge that is asked again has another page, and she may pay on both."""

    opened = 0

    def charge(
        self, call: UUID, amount: Money, token: str, method: PaymentMethod = PaymentMethod.CARD
    ) -> PaymentAnswer:
        answer = super().charge(call, amount, token, method)
        if not isinstance(answer, Pending):
            return answer
        self.opened += 1
        return evolve(answer, page=f"{answer.page}#{self.opened}")

    def pay(self, page: str, card: str) -> None:
        super().pay(page.partition("#")[0], card)


class SettlesTwice(HonestGateway):
    """Its pages overlap, so a movement is counted twice."""

    def settlements(self, day: date, after: str = "") -> SettlementPage | Refused | Unknown:
        page = super().settlements(day, after)
        first = [each for each in self.lines if civil_day(each.at) == day][:1]
        return (
            evolve(page, lines=(*first, *page.lines)) if isinstance(page, SettlementPage) else page
        )


class ForgetsToSettleRefunds(HonestGateway):
    """Its list of a day has what it took, and not what it gave."""

    def settlements(self, day: date, after: str = "") -> SettlementPage | Refused | Unknown:
        page = super().settlements(day, after)
        if not isinstance(page, SettlementPage):
            return page
        taken = tuple(each for each in page.lines if each.movement is Movement.CHARGE)
        return evolve(page, lines=taken)


class SettlesWhatItRefused(HonestGateway):
    """A card that was refused is in its list of the day."""

    def _act(self, call: UUID, movement: Movement, amount: Money, other: str) -> RefundAnswer:
        answer = super()._act(call, movement, amount, other)
        if other == BAD_CARD:
            self._move(f"refused-{call}", movement, amount, call)
        return answer


class ShowsItsSecret(HonestGateway):
    """Whoever prints it, or logs it, has its key."""

    def __repr__(self) -> str:
        return f"ShowsItsSecret({SECRET!r})"


class QuotesTooLittle(HonestGateway):
    """It quotes less than it takes."""

    def quote(self, amount: Money, method: PaymentMethod) -> Quote | Refused | Unknown:
        quote = super().quote(amount, method)
        less = amount - Money.of_minor(1, amount.currency)
        return evolve(quote, taken=less) if isinstance(quote, Quote) else quote
