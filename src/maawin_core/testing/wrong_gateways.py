"""Payment providers that each break one promise: a kit is worth what it finds (M9)."""

from __future__ import annotations

import json
from collections.abc import Mapping
from datetime import datetime
from uuid import UUID

from ..kernel.answer import Accepted, PaymentAnswer, Pending, RefundAnswer, Refused, Unknown
from ..kernel.identity import new_id
from ..kernel.money import Money
from ..kernel.payment_method import PaymentMethod
from ..ports.payment_gateway import NOT_SIGNED, Movement, ProviderEvent
from .honest_gateway import BAD_ACCOUNT, BAD_CARD, LATE_CARD, HonestGateway


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
        return ProviderEvent(said["id"], call, self.answers[call], Movement(said["about"]))


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


class IgnoresThePicture(HonestGateway):
    """It gives back whatever is asked, however old the picture of who asks."""

    def refund(
        self, call: UUID, amount: Money, charge: str, expected_available: Money | None = None
    ) -> RefundAnswer:
        return super().refund(call, amount, charge)


class RemembersStaleness(HonestGateway):
    """A refund that was stale once is refused for ever."""

    def _stale(self, call: UUID) -> RefundAnswer:
        answer = super()._stale(call)
        self.answers[call] = answer
        return answer


class ComparesThePictureFirst(HonestGateway):
    """A refund that is asked again is taken for one with an old picture."""

    def refund(
        self, call: UUID, amount: Money, charge: str, expected_available: Money | None = None
    ) -> RefundAnswer:
        if expected_available not in (None, self.left.get(charge)):
            return self._stale(call)
        return super().refund(call, amount, charge, expected_available)


class AnswersAReusedName(HonestGateway):
    """The name of a call, for another sum, gets the answer of the first."""

    def _reused(self, call: UUID) -> RefundAnswer:
        return self.answers[call]


class TakesAnyCurrency(HonestGateway):
    """It takes what it has declared that it does not."""

    def _not_taken(self, amount: Money, method: PaymentMethod) -> Refused | None:
        foreign = amount.currency not in self.capabilities().currencies
        return None if foreign else super()._not_taken(amount, method)


class DropsTheThirdDecimal(HonestGateway):
    """It counts a Kuwaiti dinar in hundredths."""

    def _act(self, call: UUID, movement: Movement, amount: Money, other: str) -> RefundAnswer:
        if amount.currency == "KWD":
            amount = Money.of_minor(amount.minor // 10 * 10, "KWD")
        return super()._act(call, movement, amount, other)


class CallsALostAnswerARefusal(HonestGateway):
    """Trouble on the line is told as a no, though the money has moved."""

    def _lost(self) -> Unknown | Refused:
        return Refused("line_down")


class RaisesOnALostAnswer(HonestGateway):
    """Trouble on the line is an exception."""

    def _lost(self) -> Unknown | Refused:
        raise ConnectionError("the line was cut")


class GivesBackTooMuch(HonestGateway):
    """It gives back more than was taken."""

    def _too_much(self, call: UUID) -> RefundAnswer:
        return Accepted(f"refund-{call}")


class NeverHeardOfAnything(HonestGateway):
    """A call that it never saw is unknown, so nobody may ever ask it again."""

    def look_up(self, call: UUID) -> PaymentAnswer:
        return super().look_up(call) if call in self.answers else Unknown()


class PaysToAnyAccount(HonestGateway):
    """It says that it has paid to an account that does not exist."""

    def _act(self, call: UUID, movement: Movement, amount: Money, other: str) -> RefundAnswer:
        return super()._act(call, movement, amount, "" if other == BAD_ACCOUNT else other)


class TakesAnyCard(HonestGateway):
    """It says that it has charged a card that was refused."""

    def _act(self, call: UUID, movement: Movement, amount: Money, other: str) -> RefundAnswer:
        return super()._act(call, movement, amount, "" if other == BAD_CARD else other)


class RefusesWhatIsLate(HonestGateway):
    """A card whose answer is late is told as refused, though it is charged."""

    def charge(
        self, call: UUID, amount: Money, token: str, method: PaymentMethod = PaymentMethod.CARD
    ) -> PaymentAnswer:
        answer = super().charge(call, amount, token, method)
        return Refused("too_late") if token == LATE_CARD else answer


class PaysOutAgain(HonestGateway):
    """A payout that is asked again is paid again."""

    def payout(self, call: UUID, amount: Money, account: str) -> RefundAnswer:
        return super().payout(new_id() if call in self.asked else call, amount, account)


#: Each, and the promises of the kit that it breaks; no other fails.
WRONG: dict[type[HonestGateway], set[str]] = {
    BelievesAnyone: {
        "test_an_event_that_was_changed_on_the_way_is_not_believed",
        "test_an_event_with_a_wrong_signature_is_not_believed",
    },
    SignsWhatItUnderstood: {
        "test_an_event_that_was_changed_on_the_way_is_not_believed",
    },
    NamesEachReadingAnew: {
        "test_an_event_that_comes_again_is_the_same_event",
    },
    NamesAllEventsAlike: {
        "test_two_events_in_any_order_are_told_apart",
    },
    SaysPendingInEvents: {
        "test_an_event_says_what_became_of_its_call",
    },
    IgnoresThePicture: {
        "test_who_has_an_old_picture_of_a_charge_gives_nothing_back",
    },
    RemembersStaleness: {
        "test_a_stale_refund_can_be_asked_again_under_its_name",
    },
    ComparesThePictureFirst: {
        "test_a_refund_whose_answer_is_lost_is_given_once",
        "test_a_repeated_refund_is_known_before_its_picture_is_compared",
    },
    AnswersAReusedName: {
        "test_the_name_of_a_charge_is_not_taken_for_another_sum",
        "test_the_name_of_a_refund_is_not_taken_for_another_sum",
    },
    TakesAnyCurrency: {
        "test_a_currency_that_it_has_not_declared_is_not_taken",
    },
    DropsTheThirdDecimal: {
        "test_three_decimals_are_taken_and_given_back_to_the_last",
    },
    CallsALostAnswerARefusal: {
        "test_a_charge_whose_answer_is_lost_is_unknown_and_found",
        "test_a_refund_whose_answer_is_lost_is_given_once",
    },
    RaisesOnALostAnswer: {
        "test_a_charge_whose_answer_is_lost_is_unknown_and_found",
        "test_a_refund_whose_answer_is_lost_is_given_once",
    },
    GivesBackTooMuch: {
        "test_a_repeated_charge_is_one_charge",
        "test_no_more_is_given_back_than_was_taken",
        "test_refunds_together_are_no_more_than_was_taken",
        "test_the_same_charge_from_two_sides_at_once_is_one_charge",
        "test_three_decimals_are_taken_and_given_back_to_the_last",
        "test_two_equal_refunds_in_part_are_two",
    },
    NeverHeardOfAnything: {
        "test_what_it_never_saw_it_has_never_heard_of",
    },
    PaysToAnyAccount: {
        "test_a_payout_to_a_bad_account_is_refused",
    },
    TakesAnyCard: {
        "test_a_bad_card_is_refused_for_a_reason",
    },
    RefusesWhatIsLate: {
        "test_a_late_answer_is_unknown_and_can_be_looked_up",
    },
    PaysOutAgain: {
        "test_a_payout_is_made_once",
    },
}
