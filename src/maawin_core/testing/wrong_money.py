"""Payment providers that each break one promise: a kit is worth what it finds (M9)."""

from __future__ import annotations

from datetime import timedelta
from uuid import UUID

from ..kernel.answer import (
    Accepted,
    Bounced,
    PaymentAnswer,
    Pending,
    RefundAnswer,
    Refused,
    Unknown,
)
from ..kernel.identity import new_id
from ..kernel.money import Money
from ..kernel.payment_method import PaymentMethod
from ..ports.payment_gateway import (
    AMOUNT_NOT_TAKEN,
    METHOD_NOT_TAKEN,
    NEVER_HEARD_OF,
    REFUND_TOO_LATE,
    Movement,
)
from .honest_gateway import BAD_ACCOUNT, BAD_CARD, LATE_CARD, HonestGateway


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


class RepeatsARefundOfTheSameSum(HonestGateway):
    """It knows a refund by its charge and its sum, so two equal ones are taken for one."""

    def refund(
        self, call: UUID, amount: Money, charge: str, expected_available: Money | None = None
    ) -> RefundAnswer:
        alike = [
            known for known, asked in self.asked.items()
            if asked[:3] == (Movement.REFUND, amount, charge)
        ]  # fmt: skip
        return super().refund(alike[0] if alike else call, amount, charge, expected_available)


class ChargesAgain(HonestGateway):
    """A charge that is asked again is taken again."""

    def charge(
        self, call: UUID, amount: Money, token: str, method: PaymentMethod = PaymentMethod.CARD
    ) -> PaymentAnswer:
        return super().charge(new_id() if call in self.asked else call, amount, token, method)


class TakesSilenceForNever(HonestGateway):
    """A look-up that nobody answers is told as a call that was never seen."""

    def _found(self, call: UUID) -> RefundAnswer:
        answer = super()._found(call)
        return NEVER_HEARD_OF if answer == Unknown() else answer


class HidesABounce(HonestGateway):
    """What it has once accepted stays accepted, wherever the money is."""

    def look_up_refund(self, call: UUID, charge: str) -> RefundAnswer:
        answer = super().look_up_refund(call, charge)
        return Accepted(answer.reference) if isinstance(answer, Bounced) else answer


class KeepsWhatBounced(HonestGateway):
    """Money that came back is never given again: it stays with the provider."""

    def _gone_back(self, movement: Movement, amount: Money, charge: str) -> None:
        return


class CountsPendingAsHere(HonestGateway):
    """A refund that a bank is still at may be given a second time."""

    def _act(self, call: UUID, movement: Movement, amount: Money, other: str) -> RefundAnswer:
        answer = super()._act(call, movement, amount, other)
        if isinstance(answer, Pending):
            self.left[other] += amount
        return answer


class GivesBackForHalfAYear(HonestGateway):
    """It has declared a year, and gives nothing back after half of it."""

    def _not_given(self, call: UUID, amount: Money, charge: str) -> RefundAnswer | None:
        half = self.taken_at.get(charge, self.now) + timedelta(days=183)
        return REFUND_TOO_LATE if self.now > half else super()._not_given(call, amount, charge)


class SaysOtherwiseThatItIsTooLate(HonestGateway):
    """After its window it refuses for a reason of its own, so nobody thinks of paying out."""

    def _not_given(self, call: UUID, amount: Money, charge: str) -> RefundAnswer | None:
        answer = super()._not_given(call, amount, charge)
        return Refused("error_4711") if answer == REFUND_TOO_LATE else answer


class GivesBackWhatItNeverTook(HonestGateway):
    """It gives back any charge, its own or not."""

    def _not_given(self, call: UUID, amount: Money, charge: str) -> RefundAnswer | None:
        return super()._not_given(call, amount, charge) if charge in self.left else None


class MixesCurrencies(HonestGateway):
    """It compares the figures of two currencies."""

    def _not_given(self, call: UUID, amount: Money, charge: str) -> RefundAnswer | None:
        left = self.left.get(charge)
        other = left is not None and left.currency != amount.currency
        return None if other else super()._not_given(call, amount, charge)


class ForgetsOnRestart(HonestGateway):
    """It keeps its calls in its own memory, and starts with none."""

    def anew(self) -> HonestGateway:
        made = type(self)()
        made.left, made.now = self.left, self.now
        return made


class TakesAnyMethod(HonestGateway):
    """It takes a way to pay that it has declared that it does not."""

    def _not_taken(self, amount: Money, method: PaymentMethod) -> Refused | None:
        answer = super()._not_taken(amount, method)
        return None if answer == METHOD_NOT_TAKEN else answer


class TakesNothing(HonestGateway):
    """It says that it has taken nothing, and even less."""

    def _not_taken(self, amount: Money, method: PaymentMethod) -> Refused | None:
        answer = super()._not_taken(amount, method)
        return None if answer == AMOUNT_NOT_TAKEN else answer
