"""Fee payments over HTTP (M9)."""

from __future__ import annotations

from datetime import datetime
from uuid import UUID

from litestar import Controller, get, post
from litestar.di import NamedDependency
from litestar.params import FromPath, FromQuery, JSONBody

from maawin_core.access.use_cases import Browse, LookAt, only
from maawin_core.kernel.aggregate import Version
from maawin_core.kernel.identity import ContractId, PaymentId
from maawin_core.kernel.parties import Actor
from maawin_core.payments.events import FeePaymentRow, PaymentStatus
from maawin_core.payments.fee_payment import FeePayment
from maawin_core.payments.use_cases import AskFee, PayFee, SettleOpenPayment

from .wire import Body, MoneyWire, PageView, View, browsed, row_view


class PayFeeBody(Body):
    """What the employer's browser sends: a token of the provider, never a card number."""

    token: str


class AwardView(View):
    """Part of a fee that is owed back."""

    id: UUID
    amount: MoneyWire
    given: bool


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
            awards=[
                AwardView(id=a.id, amount=MoneyWire.of(a.amount), given=a.given is not None)
                for a in payment.awards
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
        return FeeView.of(pay_fee(actor, PaymentId(payment_id), data.token, seen=seen))

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
