"""The end-of-service gratuity (Law 15/2017, Art. 15–17)."""

from __future__ import annotations

from datetime import date
from enum import StrEnum
from itertools import pairwise

from attrs import frozen

from maawin_core.kernel.money import Money
from maawin_core.law.domestic_work import DomesticWorkLaw
from maawin_core.law.fact_kinds import BadFacts
from maawin_core.law.facts import NO_MONEY, Amount, Count, Day, Wage, in_order
from maawin_core.law.form import FormSheet, sheet_for
from maawin_core.law.worksheet import FigureValue, Line, Reckoning, Worksheet

from .gratuity_earned import Counted, earned, promises_too_little
from .service import Stretch, begun, count_years, counted_from, law_year, none_overlap, on_leap_day

RULE = "end-of-service"
STATUSES = ("below_threshold", "nothing_due", "due")


class Ending(StrEnum):
    """How the service ended."""

    CONTRACT_END = "contract_end"
    RESIGNATION = "resignation"
    EMPLOYER_NOTICE = "employer_notice"
    DISMISSAL = "dismissal"
    WORKER_CAUSE = "worker_cause"
    DEATH = "death"
    TRANSFER = "transfer"


class DebtKind(StrEnum):
    """What a debt to the employer is for."""

    LOAN = "loan"
    DAMAGE = "damage"
    OTHER = "other"
    RECRUITMENT_COST = "recruitment_cost"


class DebtStatus(StrEnum):
    """How far a debt is established."""

    ACKNOWLEDGED = "acknowledged"
    ADJUDICATED = "adjudicated"
    CLAIMED = "claimed"


@frozen(kw_only=True)
class Debt:
    """What the employer says that the worker owes."""

    kind: DebtKind
    amount: Amount
    status: DebtStatus

    @property
    def may_be_set_off(self) -> bool:
        """Only what is established, and never the cost of recruiting her (Art. 8)."""
        return self.status is not DebtStatus.CLAIMED and self.kind is not DebtKind.RECRUITMENT_COST

    @property
    def is_only_claimed(self) -> bool:
        """Whether it could be set off if she acknowledged it, or a judge found so."""
        return self.status is DebtStatus.CLAIMED and self.kind is not DebtKind.RECRUITMENT_COST


@frozen(kw_only=True)
class WageChange:
    """The basic wage from some day on."""

    from_: Day
    basic_wage: Wage


@frozen(kw_only=True)
class EndOfService:
    """A service that has ended, and what is said to be owed both ways."""

    first_day: Day
    last_day: Day
    basic_wage: Wage
    allowances: Amount = NO_MONEY
    wage_history: tuple[WageChange, ...] | None = None
    ending: Ending
    dismissal_decision_recorded: bool = False
    contract_days_per_year: Count | None = None
    unpaid_days: Count = 0
    earlier_contracts: tuple[Stretch, ...]
    already_paid: Amount = NO_MONEY
    debts: tuple[Debt, ...]

    def __attrs_post_init__(self) -> None:
        in_order(self.first_day, self.last_day, "last_day")
        none_overlap(self.earlier_contracts, self.first_day)
        history = self.wage_history or ()
        days = [each.from_ for each in history]
        if history and days[0] != self.first_day:
            raise BadFacts("history_not_from_first_day", field="wage_history.1.from")
        if any(one >= other for one, other in pairwise(days)):
            raise BadFacts("history_out_of_order", field="wage_history")
        if history and days[-1] > self.last_day:
            raise BadFacts("history_after_last_day", field="wage_history")
        if history and history[-1].basic_wage != self.basic_wage:
            raise BadFacts("history_disagrees", field="wage_history")

    @property
    def dismissed_by_decision(self) -> bool:
        """Whether somebody with the power decided that Art. 16 applies."""
        return self.ending is Ending.DISMISSAL and self.dismissal_decision_recorded

    def wage_on(self, day: date) -> Money:
        """The basic wage in force on a day; the first one before the history begins."""
        wage = self.basic_wage
        for change in reversed(self.wage_history or ()):
            wage = change.basic_wage
            if change.from_ <= day:
                break
        return wage


def end_of_service(facts: EndOfService, law: DomesticWorkLaw) -> Reckoning:
    """At least three weeks' wage for each year of service, once one year is complete.

    The whole service counts, and a part of a year in proportion. The parties may agree on more,
    never on less. A dismissal decided under Art. 16 loses the year in which it falls, and only
    that. Debts that are established are set off; nothing else is, and never below zero.
    """
    lists = len(facts.earlier_contracts) + len(facts.debts)
    sheet = sheet_for(law, facts.first_day, facts.last_day, lists)
    service = _service(facts, sheet)
    year_lost = clause_below_minimum = False
    if service is not None and _threshold_met(facts, service, sheet):
        status = ""
        gratuity, year_lost, clause_below_minimum = earned(facts, service, sheet)
    else:
        status = "below_threshold"
        clause_below_minimum = service is not None and promises_too_little(facts, sheet)
        gratuity = sheet.run(_none_earned, ())
    amount, deducted, debt_left = _set_off(facts, gratuity, sheet)
    if not status:
        status = "due" if amount.minor else "nothing_due"
    figures: dict[str, FigureValue] = {
        "gratuity": gratuity,
        "years": service.years if service else 0,
        "remainder_days": service.remainder_days if service else 0,
        "remainder_of": service.remainder_of if service else law_year(law),
        "deducted": deducted,
        "debt_left": debt_left,
    }
    flags = _flags(facts, year_lost, clause_below_minimum)
    return sheet.closed(RULE, status, amount, flags, figures)


def _service(facts: EndOfService, sheet: FormSheet | Worksheet) -> Counted | None:
    """Service as it counts; none if it ended before the law began."""
    service_from, law_begins = sheet.run(begun, (facts.earlier_contracts,), facts.first_day)
    if facts.last_day < law_begins:
        sheet.run(_last_day, (), facts.last_day)
        return None
    shape = (on_leap_day(service_from), facts.unpaid_days > 0)
    found = sheet.run(_counted, shape, facts.last_day, facts.unpaid_days)
    return Counted(service_from, *found)


def _threshold_met(facts: EndOfService, service: Counted, sheet: FormSheet | Worksheet) -> bool:
    return service.years >= service.needed or (
        facts.ending is Ending.WORKER_CAUSE
        and sheet.reading("A-45") == "pro_rata_below"
        and service.remainder_days > 0
    )


def _set_off(
    facts: EndOfService, gratuity: Money, sheet: FormSheet | Worksheet
) -> tuple[Money, Money, Money]:
    """What is payable, what of the debts was deducted, and what of them is left."""
    owed = {n: debt.amount for n, debt in enumerate(facts.debts, 1) if debt.may_be_set_off}
    if not owed and not facts.already_paid:
        sheet.run(_all_payable, ())
        return gratuity, NO_MONEY, NO_MONEY
    shape = (bool(facts.already_paid), tuple(owed))
    amount, deducted, debt_left = sheet.run(_payable, shape, facts.already_paid, *owed.values())
    return amount, deducted, debt_left


def _flags(facts: EndOfService, year_lost: bool, clause_below_minimum: bool) -> tuple[str, ...]:
    flags = []
    if facts.ending is Ending.DISMISSAL and not facts.dismissal_decision_recorded:
        flags.append("forfeiture_claimed")
    if year_lost:
        flags.append("year_of_termination_lost")
    if facts.debts and any(debt.is_only_claimed for debt in facts.debts):
        flags.append("debt_unacknowledged")
    if clause_below_minimum:
        flags.append("clause_below_minimum")
    if facts.debts and any(debt.kind is DebtKind.RECRUITMENT_COST for debt in facts.debts):
        flags.append("recruitment_cost_refused")
    if facts.ending is Ending.DEATH:
        flags.append("deposit_within_15_days")
    return tuple(flags)


# Formulas (`law/form.py`)


def _last_day(sheet: Worksheet, last_day: date) -> Line:
    return sheet.given("last_day", last_day)


def _counted(
    sheet: Worksheet, leap_day: bool, unpaid: bool, last_day: date, unpaid_days: int
) -> tuple[Line, ...]:
    """Years of service, and those that it takes; unpaid days come off its end under A-07."""
    counted_to = sheet.given("last_day", last_day)
    if unpaid and sheet.reading("A-07") == "excluded":
        off = sheet.given("unpaid_days", unpaid_days)
        counted_to = sheet.derived("counted_to", "days_before", counted_to, off, by="A-07")
    service = count_years(counted_from(sheet), counted_to, sheet, leap_day)
    threshold = sheet.law.gratuity_threshold_years
    needed = sheet.figure(threshold, max(sheet.day, threshold.begins))
    return counted_to, service.years, needed, service.remainder_days, service.remainder_of


def _none_earned(sheet: Worksheet) -> Line:
    return sheet.nothing("gratuity")


def _all_payable(sheet: Worksheet) -> Line:
    return sheet.sum("amount", sheet.line("gratuity"))


def _payable(
    sheet: Worksheet, paid: bool, numbers: tuple[int, ...], already_paid: Money, *debts: Money
) -> tuple[Line, Line, Line]:
    """The gratuity less what was paid already, less the debts that may be set off."""
    left = sheet.line("gratuity")
    if paid:
        before = sheet.given("already_paid", already_paid)
        before = sheet.minimum("already_paid_counted", before, left)
        left = sheet.difference("left_after_payment", left, before)
    owed = [
        sheet.given(f"debt.{number}", debt) for number, debt in zip(numbers, debts, strict=True)
    ]
    in_all = sheet.sum("debts_in_all", *owed) if owed else sheet.nothing("debts_in_all")
    deducted = sheet.minimum("deducted", left, in_all)
    debt_left = sheet.difference("debt_left", in_all, deducted)
    return sheet.difference("amount", left, deducted), deducted, debt_left
