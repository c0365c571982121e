"""An office's own money on the platform over HTTP (M9)."""

from __future__ import annotations

from datetime import datetime
from uuid import UUID

from litestar import Controller, get, post
from litestar.di import NamedDependency
from litestar.params import FromPath, FromQuery, JSONBody

from maawin_core.access.use_cases import Browse, only
from maawin_core.kernel.identity import OfficeId
from maawin_core.kernel.parties import Actor
from maawin_core.payments.office_money import (
    MoneyStatus,
    OfficeMoney,
    OfficeMoneyRow,
    Purpose,
)
from maawin_core.payments.use_cases import (
    DepositGuarantee,
    PayIntoBalance,
    PayOutBalance,
    ReadOfficeStatement,
)

from .statement_views import StatementLineView
from .wire import Body, MoneyWire, PageView, View, browsed, row_view


class PayInBody(Body):
    """What an office pays: a token of the provider, never a card number. Said again under the same
    *key*, an id of the caller's own, it is paid once."""

    amount: MoneyWire
    token: str
    key: UUID | None = None


class PayOutBody(Body):
    """What an office takes out, and the provider's token for the account that it goes to. Said
    again under the same *key*, an id of the caller's own, it is paid once."""

    amount: MoneyWire
    account: str
    key: UUID | None = None


class OfficeMoneyView(View):
    """One payment of an office, and where it is."""

    id: UUID
    version: int
    office: UUID
    amount: MoneyWire
    purpose: Purpose
    status: MoneyStatus
    provider: str
    page: str
    reason: str
    started_at: datetime

    @classmethod
    def of(cls, payment: OfficeMoney) -> OfficeMoneyView:
        """The payment as it travels."""
        return cls(
            id=payment.id,
            version=payment.version,
            office=payment.office,
            amount=MoneyWire.of(payment.amount),
            purpose=payment.purpose,
            status=payment.status,
            provider=payment.provider,
            page=payment.page,
            reason=payment.reason,
            started_at=payment.started_at,
        )


class OfficesMoney(Controller):
    """What offices pay in, deposit and take out."""

    path = "/office-money"
    tags = ["Payments"]

    @get("/", sync_to_thread=True)
    def browse_office_money(
        self,
        actor: NamedDependency[Actor],
        browse: NamedDependency[Browse],
        office: FromQuery[UUID | None] = None,
        purpose: FromQuery[Purpose | None] = None,
        after: FromQuery[str | None] = None,
        limit: FromQuery[int] = 50,
    ) -> PageView[row_view(OfficeMoneyRow)]:  # type: ignore[valid-type]
        """Payments of offices that the caller may see, oldest first."""
        return browsed(
            browse, actor, OfficeMoneyRow,
            conditions=only(office=office, purpose=purpose), order=("at",),
            after=after, limit=limit,
        )  # fmt: skip

    @post("/{office_id:uuid}/pay-in", status_code=200, sync_to_thread=True)
    def pay_into_balance(
        self,
        office_id: FromPath[UUID],
        data: JSONBody[PayInBody],
        actor: NamedDependency[Actor],
        pay_into_balance: NamedDependency[PayIntoBalance],
    ) -> OfficeMoneyView:
        """Pay into the balance of an office: what it owes is covered from it first."""
        amount = data.amount.money
        paid = pay_into_balance(actor, OfficeId(office_id), amount, data.token, data.key)
        return OfficeMoneyView.of(paid)

    @post("/{office_id:uuid}/deposit", status_code=200, sync_to_thread=True)
    def deposit_guarantee(
        self,
        office_id: FromPath[UUID],
        data: JSONBody[PayInBody],
        actor: NamedDependency[Actor],
        deposit_guarantee: NamedDependency[DepositGuarantee],
    ) -> OfficeMoneyView:
        """Deposit for the guarantees of an office."""
        amount = data.amount.money
        paid = deposit_guarantee(actor, OfficeId(office_id), amount, data.token, data.key)
        return OfficeMoneyView.of(paid)

    @post("/{office_id:uuid}/pay-out", status_code=200, sync_to_thread=True)
    def pay_out_balance(
        self,
        office_id: FromPath[UUID],
        data: JSONBody[PayOutBody],
        actor: NamedDependency[Actor],
        pay_out_balance: NamedDependency[PayOutBalance],
    ) -> OfficeMoneyView:
        """Take out of the balance of an office what is its own."""
        amount = data.amount.money
        paid = pay_out_balance(actor, OfficeId(office_id), amount, data.account, data.key)
        return OfficeMoneyView.of(paid)

    @get("/{office_id:uuid}/statement", sync_to_thread=True)
    def read_office_statement(
        self,
        office_id: FromPath[UUID],
        actor: NamedDependency[Actor],
        read_office_statement: NamedDependency[ReadOfficeStatement],
        purpose: FromQuery[Purpose] = Purpose.BALANCE,
        currency: FromQuery[str] = "QAR",
        after: FromQuery[str | None] = None,
        limit: FromQuery[int] = 50,
    ) -> PageView[StatementLineView]:
        """What happened to an office's balance or guarantee deposit, oldest first."""
        page = read_office_statement(
            actor, OfficeId(office_id), purpose, currency=currency, after=after, limit=limit
        )
        return PageView([StatementLineView.of(line) for line in page.items], page.next)
