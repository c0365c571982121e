"""What an employer keeps back from a wage (M11): the worker may say that it is not right."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime
from uuid import UUID, uuid5

from attrs import evolve, frozen

from ..kernel.errors import RuleBroken, WrongMoment, require
from ..kernel.money import Money
from ..kernel.obligation import Obligation
from ..kernel.parties import MINISTRY, Party
from . import wage_due as rule
from .events import Standing
from .wage_due import DeductionKind


@frozen(kw_only=True)
class Deduction:
    """What the employer keeps back, why, and the kept file that shows it. While the worker says
    that it is not right it takes nothing off, and after the Ministry has struck it neither."""

    kind: DeductionKind
    amount: Money
    note: str
    evidence: str = ""
    standing: Standing = Standing.STATED
    finding: str = ""
    answer_by: datetime | None = None

    def name_in(self, wage: UUID) -> UUID:
        """Its name: the same sum for the same reason, said again of the same wage, is the same."""
        said = f"{self.kind}:{self.amount.plain}:{self.note.strip()}:{self.evidence}"
        return uuid5(wage, f"deduction:{said}")

    @property
    def counts(self) -> bool:
        """Whether it takes anything off."""
        return self.standing in (Standing.STATED, Standing.CONFIRMED)

    @property
    def in_doubt(self) -> bool:
        """Whether the worker contests it, and nobody has found out yet."""
        return self.standing is Standing.IN_DOUBT

    @property
    def fact(self) -> rule.Deduction:
        """What the rule is told of it."""
        return rule.Deduction(kind=self.kind, amount=self.amount)

    def as_stated(self) -> Deduction:
        """As its employer may say it: found by nobody, and sound."""
        if self.kind is DeductionKind.RECRUITMENT_COST:
            raise RuleBroken("recruitment_cost_deducted", act="Law 15/2017", article="8")
        require(self.note.strip(), "text_missing", field="note")
        return evolve(self, standing=Standing.STATED, finding="", answer_by=None)

    def doubted(self, answer_by: datetime) -> Deduction:
        """The worker says that it is not right; it is found out by then."""
        if self.in_doubt:
            return self
        settled = self.standing is not Standing.STATED
        require(not settled, "deduction_settled_before", standing=self.standing)
        return evolve(self, standing=Standing.IN_DOUBT, answer_by=answer_by)

    def found(self, right: bool, reason: str) -> Deduction:
        """The Ministry has found whether it is right. Only one in doubt can be found."""
        wanted = Standing.CONFIRMED if right else Standing.STRUCK
        if self.standing is wanted:
            return self
        if not self.in_doubt:
            raise WrongMoment("deduction_not_in_doubt", standing=self.standing)
        require(reason.strip(), "text_missing", field="reason")
        return evolve(self, standing=wanted, finding=reason, answer_by=None)

    def obligations(self, hers: Party) -> Iterator[Obligation]:
        """The Ministry finds out about one in doubt."""
        if self.in_doubt and self.answer_by is not None:
            yield Obligation("settle_deduction_doubt", MINISTRY, hers, self.answer_by)


def deduction_of(wage: UUID, deductions: tuple[Deduction, ...], name: UUID) -> Deduction:
    """The deduction of this name."""
    found = next((each for each in deductions if each.name_in(wage) == name), None)
    if found is None:
        raise RuleBroken("deduction_unknown", id=name)
    return found
