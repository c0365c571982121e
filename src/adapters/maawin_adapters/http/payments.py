"""Fee payments over HTTP (M9)."""

from __future__ import annotations

from datetime import datetime
from uuid import UUID

from litestar import Controller, get, post
from litestar.di import NamedDependency
from litestar.params import FromPath, FromQuery, JSONBody

from maawin_core.access.use_cases import Browse, LookAt, only
from maawin_core.disputes.use_cases import DecideLeftOverFee, DecideSlice
from maawin_core.kernel.aggregate import Version
from maawin_core.kernel.identity import AwardId, ContractId, PaymentId
from maawin_core.kernel.parties import Actor
from maawin_core.kernel.payment_method import PaymentMethod
from maawin_core.payments.events import FeePaymentRow, PaymentStatus
from maawin_core.payments.fee_payment import FeePayment
from maawin_core.payments.use_cases import (
    AskFee,
    NameRefundAccount,
    NoteRefundReturned,
    PayFee,
    SettleOpenPayment,
    ShowWaysToPay,
)

from .wire import Body, MoneyWire, PageView, View, browsed, row_view


class PayFeeBody(Body):
    """What the employer's browser sends: a token of the provider, never a card number.

    A provider with a page of its own needs no token: the answer says where the page is.
    """

    token: str
    method: PaymentMethod = PaymentMethod.CARD


class RefundAccountBody(Body):
    """The provider's token for the account that a refund goes to, never the account's number."""

    account: str


class RefundReturnedBody(Body):
    """Why the employer's bank sent a refund back, and when it did."""

    reason: str
    returned_at: datetime | None = None


class RulingBody(Body):
    """How much of an amount is the employer's, and why; the rest is the office's."""

    to_employer: MoneyWire
    reason: str


class WayToPayView(View):
    """A way to pay: what the payer's account is charged, and what the provider keeps of that."""

    method: PaymentMethod
    taken: MoneyWire
    kept: MoneyWire


class WaysToPayView(View):
    """The ways to pay a fee that are offered now."""

    ways: list[WayToPayView]


class AwardView(View):
    """Part of a fee that is owed back, and what the office has still to put to it."""

    id: UUID
    amount: MoneyWire
    given: bool
    not_covered: MoneyWire
    blocked: str


class FeeView(View):
    """A recruitment fee, and where it is."""

    id: UUID
    version: int
    contract: UUID
    request: UUID
    office: UUID
    employer: UUID
    fee: MoneyWire
    due: datetime
    status: PaymentStatus
    provider: str
    page: str
    refundable: MoneyWire
    in_question: MoneyWire
    kept_back: MoneyWire
    awards: list[AwardView]

    @classmethod
    def of(cls, payment: FeePayment) -> FeeView:
        """The payment as it travels."""
        return cls(
            id=payment.id,
            version=payment.version,
            contract=payment.contract,
            request=payment.request,
            office=payment.office,
            employer=payment.employer,
            fee=MoneyWire.of(payment.fee),
            due=payment.due,
            status=payment.status,
            provider=payment.provider,
            page=payment.page,
            refundable=MoneyWire.of(payment.refundable),
            in_question=MoneyWire.of(payment.questioned),
            kept_back=MoneyWire.of(payment.kept_back),
            awards=[
                AwardView(
                    id=award.id,
                    amount=MoneyWire.of(award.amount),
                    given=award.given is not None,
                    not_covered=MoneyWire.of(award.owed),
                    blocked=award.blocked,
                )
                for award in payment.awards
            ],
        )


class Payments(Controller):
    """The recruitment fee of a contract."""

    path = "/fee-payments"
    tags = ["Payments"]

    @get("/", sync_to_thread=True)
    def browse_fees(
        self,
        actor: NamedDependency[Actor],
        browse: NamedDependency[Browse],
        status: FromQuery[PaymentStatus | None] = None,
        after: FromQuery[str | None] = None,
        limit: FromQuery[int] = 50,
    ) -> PageView[row_view(FeePaymentRow)]:  # type: ignore[valid-type]
        """Fees that the caller may see, by due date."""
        return browsed(
            browse, actor, FeePaymentRow,
            conditions=only(status=status), order=("due",),
            after=after, limit=limit,
        )  # fmt: skip

    @get("/{payment_id:uuid}", sync_to_thread=True)
    def look_at_fee(
        self,
        payment_id: FromPath[UUID],
        actor: NamedDependency[Actor],
        look_at: NamedDependency[LookAt],
    ) -> FeeView:
        """One fee."""
        return FeeView.of(look_at(actor, FeePayment, payment_id))

    @get("/{payment_id:uuid}/ways-to-pay", sync_to_thread=True)
    def show_ways_to_pay(
        self,
        payment_id: FromPath[UUID],
        actor: NamedDependency[Actor],
        show_ways_to_pay: NamedDependency[ShowWaysToPay],
    ) -> WaysToPayView:
        """How the fee may be paid, and what each way would take."""
        ways = [
            WayToPayView(
                method=each.method, taken=MoneyWire.of(each.taken), kept=MoneyWire.of(each.kept)
            )
            for each in show_ways_to_pay(actor, PaymentId(payment_id))
        ]
        return WaysToPayView(ways=ways)

    @post("/{payment_id:uuid}/pay", status_code=200, sync_to_thread=True)
    def pay_fee(
        self,
        payment_id: FromPath[UUID],
        data: JSONBody[PayFeeBody],
        actor: NamedDependency[Actor],
        seen: NamedDependency[Version | None],
        pay_fee: NamedDependency[PayFee],
    ) -> FeeView:
        """Pay the recruitment fee of a contract."""
        return FeeView.of(
            pay_fee(actor, PaymentId(payment_id), data.token, method=data.method, seen=seen)
        )

    @post("/of/{contract_id:uuid}", status_code=200, sync_to_thread=True)
    def ask_fee(
        self,
        contract_id: FromPath[UUID],
        actor: NamedDependency[Actor],
        ask_fee: NamedDependency[AskFee],
    ) -> FeeView:
        """Ask for the fee of a concluded contract; asked already, it is shown."""
        return FeeView.of(ask_fee(actor, ContractId(contract_id)))

    @post("/{payment_id:uuid}/settle", status_code=200, sync_to_thread=True)
    def settle_open_payment(
        self,
        payment_id: FromPath[UUID],
        actor: NamedDependency[Actor],
        seen: NamedDependency[Version | None],
        settle_open_payment: NamedDependency[SettleOpenPayment],
    ) -> FeeView:
        """Ask the provider what became of a payment without an answer."""
        return FeeView.of(settle_open_payment(actor, PaymentId(payment_id), seen=seen))

    @post("/{payment_id:uuid}/refund-account", status_code=200, sync_to_thread=True)
    def name_refund_account(
        self,
        payment_id: FromPath[UUID],
        data: JSONBody[RefundAccountBody],
        actor: NamedDependency[Actor],
        seen: NamedDependency[Version | None],
        name_refund_account: NamedDependency[NameRefundAccount],
    ) -> FeeView:
        """Say where a refund goes that cannot go back to the card."""
        return FeeView.of(
            name_refund_account(actor, PaymentId(payment_id), data.account, seen=seen)
        )

    @post("/{payment_id:uuid}/refunds/{award_id:uuid}/returned", sync_to_thread=True)
    def note_refund_returned(
        self,
        payment_id: FromPath[UUID],
        award_id: FromPath[UUID],
        data: JSONBody[RefundReturnedBody],
        actor: NamedDependency[Actor],
        seen: NamedDependency[Version | None],
        note_refund_returned: NamedDependency[NoteRefundReturned],
    ) -> FeeView:
        """Note that the employer's bank has sent a refund back."""
        returned = note_refund_returned(
            actor, PaymentId(payment_id), AwardId(award_id), data.reason, data.returned_at,
            seen=seen,
        )  # fmt: skip
        return FeeView.of(returned)

    @post("/{payment_id:uuid}/decide-slice", status_code=200, sync_to_thread=True)
    def decide_slice(
        self,
        payment_id: FromPath[UUID],
        data: JSONBody[RulingBody],
        actor: NamedDependency[Actor],
        seen: NamedDependency[Version | None],
        decide_slice: NamedDependency[DecideSlice],
    ) -> FeeView:
        """Decide whose the amount is that a decision left in question."""
        ruled = decide_slice(
            actor, PaymentId(payment_id), data.to_employer.money, data.reason, seen=seen
        )
        return FeeView.of(ruled)

    @post("/{payment_id:uuid}/decide-left-over", status_code=200, sync_to_thread=True)
    def decide_left_over_fee(
        self,
        payment_id: FromPath[UUID],
        data: JSONBody[RulingBody],
        actor: NamedDependency[Actor],
        seen: NamedDependency[Version | None],
        decide_left_over_fee: NamedDependency[DecideLeftOverFee],
    ) -> FeeView:
        """Decide whose the paid fee of a fallen contract is."""
        ruled = decide_left_over_fee(
            actor, PaymentId(payment_id), data.to_employer.money, data.reason, seen=seen
        )
        return FeeView.of(ruled)
