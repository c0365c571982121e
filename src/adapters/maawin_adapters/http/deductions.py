"""What is kept back from a wage, over HTTP (M11): by the employer, doubted by the worker, found."""

from __future__ import annotations

from uuid import UUID

from litestar import Controller, post
from litestar.di import NamedDependency
from litestar.params import FromPath, JSONBody

from maawin_core.kernel.aggregate import Version
from maawin_core.kernel.parties import Actor
from maawin_core.wages.deduction import Deduction
from maawin_core.wages.use_cases import ContestDeduction, DeductFromWage, SettleDeductionDoubt

from .wage_views import DeductionBody, DeductionFindingBody, WageView


class Deductions(Controller):
    """What an employer keeps back from a month's wage."""

    path = "/wages/{wage_id:uuid}/deductions"
    tags = ["Wages"]

    @post("/", sync_to_thread=True)
    def deduct_from_wage(
        self,
        wage_id: FromPath[UUID],
        data: JSONBody[DeductionBody],
        actor: NamedDependency[Actor],
        seen: NamedDependency[Version | None],
        deduct_from_wage: NamedDependency[DeductFromWage],
    ) -> WageView:
        """Keep something back from a wage; never the cost of recruiting the worker."""
        deduction = Deduction(
            kind=data.kind, amount=data.amount.money, note=data.note, evidence=data.evidence
        )
        return WageView.of(deduct_from_wage(actor, wage_id, deduction, seen=seen))

    @post("/{deduction_id:uuid}/contest", status_code=200, sync_to_thread=True)
    def contest_deduction(
        self,
        wage_id: FromPath[UUID],
        deduction_id: FromPath[UUID],
        actor: NamedDependency[Actor],
        seen: NamedDependency[Version | None],
        contest_deduction: NamedDependency[ContestDeduction],
    ) -> WageView:
        """The worker does not agree: it takes nothing off until the Ministry has found out."""
        return WageView.of(contest_deduction(actor, wage_id, deduction_id, seen=seen))

    @post("/{deduction_id:uuid}/finding", status_code=200, sync_to_thread=True)
    def settle_deduction_doubt(
        self,
        wage_id: FromPath[UUID],
        deduction_id: FromPath[UUID],
        data: JSONBody[DeductionFindingBody],
        actor: NamedDependency[Actor],
        seen: NamedDependency[Version | None],
        settle_deduction_doubt: NamedDependency[SettleDeductionDoubt],
    ) -> WageView:
        """Find whether a contested deduction is right."""
        return WageView.of(
            settle_deduction_doubt(actor, wage_id, deduction_id, data.right, data.reason, seen=seen)
        )
