"""Wages, and the accounts that they go by, over HTTP (M11)."""

from __future__ import annotations

from uuid import UUID

from litestar import Controller, get, post, put
from litestar.di import NamedDependency
from litestar.params import FromPath, FromQuery, JSONBody

from maawin_core.access.use_cases import Browse, LookAt, only
from maawin_core.kernel.aggregate import Version
from maawin_core.kernel.identity import Identity
from maawin_core.kernel.parties import Actor
from maawin_core.wages.events import WageStatus
from maawin_core.wages.use_cases import (
    ContestWage,
    RecordWagePayment,
    SettleWageDoubt,
    SetWageAccount,
    SignWageReceipt,
)
from maawin_core.wages.wage_account import WageAccount, account_id
from maawin_core.wages.wage_month import WageMonth
from maawin_core.wages.wage_parts import Finding
from maawin_core.wages.wage_row import WageRow

from .wage_views import (
    FindingBody,
    WageAccountBody,
    WageAccountView,
    WagePaymentBody,
    WageView,
)
from .wire import PageView, browsed, row_view


class Wages(Controller):
    """Each month's wage: due, paid, late, in doubt."""

    path = "/wages"
    tags = ["Wages"]

    @get("/", sync_to_thread=True)
    def browse_wages(
        self,
        actor: NamedDependency[Actor],
        browse: NamedDependency[Browse],
        status: FromQuery[WageStatus | None] = None,
        late: FromQuery[bool | None] = None,
        in_doubt: FromQuery[bool | None] = None,
        after: FromQuery[str | None] = None,
        limit: FromQuery[int] = 50,
    ) -> PageView[row_view(WageRow)]:  # type: ignore[valid-type]
        """Wages that the caller may see, by the last day to pay."""
        return browsed(
            browse, actor, WageRow,
            conditions=only(status=status, late=late, in_doubt=in_doubt),
            order=("last_day_to_pay",), after=after, limit=limit,
        )  # fmt: skip

    @get("/{wage_id:uuid}", sync_to_thread=True)
    def look_at_wage(
        self,
        wage_id: FromPath[UUID],
        actor: NamedDependency[Actor],
        look_at: NamedDependency[LookAt],
    ) -> WageView:
        """One month's wage, whole."""
        return WageView.of(look_at(actor, WageMonth, wage_id))

    @post("/{wage_id:uuid}/payments", sync_to_thread=True)
    def record_wage_payment(
        self,
        wage_id: FromPath[UUID],
        data: JSONBody[WagePaymentBody],
        actor: NamedDependency[Actor],
        seen: NamedDependency[Version | None],
        record_wage_payment: NamedDependency[RecordWagePayment],
    ) -> WageView:
        """State a payment in cash, or by the employer's own bank."""
        paid = record_wage_payment(
            actor,
            wage_id,
            data.amount.money,
            data.on,
            data.means,
            account_holder=data.account_holder,
            reference=data.reference,
            evidence=data.evidence,
            seen=seen,
        )
        return WageView.of(paid)

    @post("/{wage_id:uuid}/payments/{payment_id:uuid}/sign", status_code=200, sync_to_thread=True)
    def sign_wage_receipt(
        self,
        wage_id: FromPath[UUID],
        payment_id: FromPath[UUID],
        actor: NamedDependency[Actor],
        seen: NamedDependency[Version | None],
        sign_wage_receipt: NamedDependency[SignWageReceipt],
    ) -> WageView:
        """The worker signs for cash that she has received."""
        return WageView.of(sign_wage_receipt(actor, wage_id, payment_id, seen=seen))

    @post(
        "/{wage_id:uuid}/payments/{payment_id:uuid}/contest", status_code=200, sync_to_thread=True
    )
    def contest_wage(
        self,
        wage_id: FromPath[UUID],
        payment_id: FromPath[UUID],
        actor: NamedDependency[Actor],
        seen: NamedDependency[Version | None],
        contest_wage: NamedDependency[ContestWage],
    ) -> WageView:
        """The worker did not receive it."""
        return WageView.of(contest_wage(actor, wage_id, payment_id, seen=seen))

    @post(
        "/{wage_id:uuid}/payments/{payment_id:uuid}/finding", status_code=200, sync_to_thread=True
    )
    def settle_wage_doubt(
        self,
        wage_id: FromPath[UUID],
        payment_id: FromPath[UUID],
        data: JSONBody[FindingBody],
        actor: NamedDependency[Actor],
        seen: NamedDependency[Version | None],
        settle_wage_doubt: NamedDependency[SettleWageDoubt],
    ) -> WageView:
        """Say, or find, whether a payment in doubt was received."""
        found = Finding(data.received, data.reason)
        return WageView.of(settle_wage_doubt(actor, wage_id, payment_id, found, seen=seen))


class WageAccounts(Controller):
    """The caller's own account for wages."""

    path = "/wage-account"
    tags = ["Wages"]

    @get("/", sync_to_thread=True)
    def look_at_wage_account(
        self, actor: NamedDependency[Actor], look_at: NamedDependency[LookAt]
    ) -> WageAccountView:
        """The caller's own account."""
        return WageAccountView.of(look_at(actor, WageAccount, account_id(actor.party)))

    @put("/", sync_to_thread=True)
    def set_wage_account(
        self,
        data: JSONBody[WageAccountBody],
        actor: NamedDependency[Actor],
        seen: NamedDependency[Version | None],
        set_wage_account: NamedDependency[SetWageAccount],
    ) -> WageAccountView:
        """Set the caller's own account; a worker's is set by her alone."""
        holder = Identity(name=data.name, qid=data.qid, iban=data.iban)
        account = set_wage_account(actor, holder, eid=data.eid, file_from=data.file_from, seen=seen)
        return WageAccountView.of(account)
